extern "C" {
#include_next <limits.h>
}
