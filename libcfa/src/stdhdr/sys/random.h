extern "C" {
#include_next <sys/random.h>
}
