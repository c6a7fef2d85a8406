extern "C" {
#include_next <glob.h>
}
