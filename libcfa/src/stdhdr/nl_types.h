extern "C" {
#include_next <nl_types.h>
}
