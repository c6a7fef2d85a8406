extern "C" {
#include_next <libgen.h>
}
