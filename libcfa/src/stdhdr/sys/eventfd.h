extern "C" {
#include_next <sys/eventfd.h>
}
