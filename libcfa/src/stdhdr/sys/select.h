extern "C" {
#include_next <sys/select.h>
}
