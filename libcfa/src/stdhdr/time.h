extern "C" {
#include_next <time.h>
}
