extern "C" {
#include_next <sys/utsname.h>
}
