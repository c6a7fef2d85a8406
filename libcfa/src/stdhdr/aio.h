extern "C" {
#include_next <aio.h>
}
