extern "C" {
#include_next <regex.h>
}
