extern "C" {
#include_next <tgmath.h>
}
