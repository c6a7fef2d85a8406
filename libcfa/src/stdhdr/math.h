extern "C" {
#include_next <math.h>
}
