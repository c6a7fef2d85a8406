extern "C" {
#include_next <iso646.h>
}
