extern "C" {
#include_next <sys/stat.h>
}
