extern "C" {
#include_next <sys/prctl.h>
}
