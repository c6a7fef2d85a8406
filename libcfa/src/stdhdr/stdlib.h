extern "C" {
#include_next <stdlib.h>
}
