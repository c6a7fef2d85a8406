extern "C" {
#include_next <sys/sem.h>
}
