extern "C" {
#include_next <sys/uio.h>
}
