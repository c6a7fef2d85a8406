extern "C" {
#include_next <stdnoreturn.h>
}
