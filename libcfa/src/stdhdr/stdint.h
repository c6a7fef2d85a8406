extern "C" {
#include_next <stdint.h>
}
