extern "C" {
#include_next <sys/sendfile.h>
}
