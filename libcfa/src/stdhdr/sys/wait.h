extern "C" {
#include_next <sys/wait.h>
}
