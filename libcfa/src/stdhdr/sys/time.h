extern "C" {
#include_next <sys/time.h>
}
