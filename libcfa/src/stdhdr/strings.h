extern "C" {
#include_next <strings.h>
}
