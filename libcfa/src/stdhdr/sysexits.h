extern "C" {
#include_next <sysexits.h>
}
