extern "C" {
#include_next <fcntl.h>
}
