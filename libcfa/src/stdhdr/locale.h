extern "C" {
#include_next <locale.h>
}
