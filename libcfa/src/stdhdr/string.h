extern "C" {
#include_next <string.h>
}
