extern "C" {
#include_next <stddef.h>
}
#undef NULL
#define NULL 0
