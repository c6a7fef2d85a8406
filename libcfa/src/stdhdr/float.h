extern "C" {
#include_next <float.h>
}
