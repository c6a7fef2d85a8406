extern "C" {
#include_next <sys/types.h>
}
