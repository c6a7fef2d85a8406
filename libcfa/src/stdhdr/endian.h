extern "C" {
#include_next <endian.h>
}
