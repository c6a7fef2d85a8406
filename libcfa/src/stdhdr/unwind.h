#define HIDE_EXPORTS
extern "C" {
#include_next <unwind.h>
}
#undef HIDE_EXPORTS
