extern "C" {
#include_next <pthread.h>
}
