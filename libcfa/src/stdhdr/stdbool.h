extern "C" {
#include_next <stdbool.h>
}
