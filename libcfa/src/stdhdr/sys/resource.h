extern "C" {
#include_next <sys/resource.h>
}
