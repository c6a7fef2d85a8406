extern "C" {
#include_next <stdatomic.h>
}
