extern "C" {
#include_next <unwind.h>
}
