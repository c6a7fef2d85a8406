extern "C" {
#include_next <stdbool.h>
}
#undef true
#undef false
#define true ((_Bool)+1u)
#define false ((_Bool)+0u)
