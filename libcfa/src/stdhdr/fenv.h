extern "C" {
#include_next <fenv.h>
}
