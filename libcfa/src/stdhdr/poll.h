extern "C" {
#include_next <poll.h>
}
