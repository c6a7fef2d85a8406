extern "C" {
#include_next <sys/poll.h>
}
