extern "C" {
#include_next <unistd.h>
}
