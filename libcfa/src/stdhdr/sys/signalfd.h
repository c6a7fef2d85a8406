extern "C" {
#include_next <sys/signalfd.h>
}
