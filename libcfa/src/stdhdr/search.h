extern "C" {
#include_next <search.h>
}
