extern "C" {
#include_next <sys/mount.h>
}
