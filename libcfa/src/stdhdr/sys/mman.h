extern "C" {
#include_next <sys/mman.h>
}
