extern "C" {
#include_next <sched.h>
}
