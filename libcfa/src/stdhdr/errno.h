extern "C" {
#include_next <errno.h>
}
