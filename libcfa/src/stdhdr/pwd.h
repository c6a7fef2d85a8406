extern "C" {
#include_next <pwd.h>
}
