extern "C" {
#include_next <sys/ipc.h>
}
