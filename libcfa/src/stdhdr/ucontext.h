extern "C" {
#include_next <ucontext.h>
}
