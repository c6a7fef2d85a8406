extern "C" {
#include_next <spawn.h>
}
