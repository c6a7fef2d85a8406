extern "C" {
#include_next <semaphore.h>
}
