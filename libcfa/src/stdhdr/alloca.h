extern "C" {
#include_next <alloca.h>
}
