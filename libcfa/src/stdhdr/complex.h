extern "C" {
#include_next <complex.h>
}
