extern "C" {
#include_next <sys/timerfd.h>
}
