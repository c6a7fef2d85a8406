extern "C" {
#include_next <ctype.h>
}
