extern "C" {
#include_next <sys/inotify.h>
}
