extern "C" {
#include_next <iconv.h>
}
