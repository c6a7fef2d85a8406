extern "C" {
#include_next <sys/shm.h>
}
