extern "C" {
#include_next <threads.h>
}
