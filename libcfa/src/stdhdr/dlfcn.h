extern "C" {
#include_next <dlfcn.h>
}
