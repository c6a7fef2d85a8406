extern "C" {
#include_next <inttypes.h>
}
