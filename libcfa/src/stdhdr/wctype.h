extern "C" {
#include_next <wctype.h>
}
