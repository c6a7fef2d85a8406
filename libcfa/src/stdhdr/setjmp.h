extern "C" {
#include_next <setjmp.h>
}
