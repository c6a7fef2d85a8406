extern "C" {
#include_next <sys/times.h>
}
