extern "C" {
#include_next <sys/statfs.h>
}
