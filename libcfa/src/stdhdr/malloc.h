extern "C" {
#include_next <malloc.h>
}
