extern "C" {
#include_next <sys/un.h>
}
