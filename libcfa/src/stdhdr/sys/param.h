extern "C" {
#include_next <sys/param.h>
}
