extern "C" {
#include_next <sys/sysinfo.h>
}
