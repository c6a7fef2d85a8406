extern "C" {
#include_next <uchar.h>
}
