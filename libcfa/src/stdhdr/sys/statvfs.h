extern "C" {
#include_next <sys/statvfs.h>
}
