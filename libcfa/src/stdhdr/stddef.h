extern "C" {
#include_next <stddef.h>
}
