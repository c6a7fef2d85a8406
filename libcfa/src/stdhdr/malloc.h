extern "C" {
#include_next <malloc.h>
}
#include <heap.hfa>
