extern "C" {
#include_next <stdalign.h>
}
