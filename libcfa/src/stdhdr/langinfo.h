extern "C" {
#include_next <langinfo.h>
}
