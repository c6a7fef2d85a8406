extern "C" {
#include_next <sys/ioctl.h>
}
