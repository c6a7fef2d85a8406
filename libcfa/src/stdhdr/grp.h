extern "C" {
#include_next <grp.h>
}
