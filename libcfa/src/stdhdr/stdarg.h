extern "C" {
#include_next <stdarg.h>
}
