extern "C" {
#include_next <signal.h>
}
