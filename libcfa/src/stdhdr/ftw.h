extern "C" {
#include_next <ftw.h>
}
