extern "C" {
#include_next <fnmatch.h>
}
