extern "C" {
#include_next <utime.h>
}
