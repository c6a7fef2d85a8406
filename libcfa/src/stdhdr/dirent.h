extern "C" {
#include_next <dirent.h>
}
