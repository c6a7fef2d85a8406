extern "C" {
#include_next <mqueue.h>
}
