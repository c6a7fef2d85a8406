extern "C" {
#include_next <wordexp.h>
}
