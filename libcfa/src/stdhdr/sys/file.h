extern "C" {
#include_next <sys/file.h>
}
