extern "C" {
#include_next <assert.h>
}
