extern "C" {
#include_next <sys/xattr.h>
}
