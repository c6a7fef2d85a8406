extern "C" {
#include_next <sys/socket.h>
}
