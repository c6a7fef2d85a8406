extern "C" {
#include_next <link.h>
}
