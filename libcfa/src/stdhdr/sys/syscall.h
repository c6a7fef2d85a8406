extern "C" {
#include_next <sys/syscall.h>
}
