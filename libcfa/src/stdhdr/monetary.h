extern "C" {
#include_next <monetary.h>
}
