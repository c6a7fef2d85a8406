extern "C" {
#include_next <byteswap.h>
}
