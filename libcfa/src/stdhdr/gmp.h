extern "C" {
#include_next <gmp.h>
}
