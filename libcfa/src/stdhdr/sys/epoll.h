extern "C" {
#include_next <sys/epoll.h>
}
