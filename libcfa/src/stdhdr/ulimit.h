extern "C" {
#include_next <ulimit.h>
}
