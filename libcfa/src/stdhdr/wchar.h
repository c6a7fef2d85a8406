extern "C" {
#include_next <wchar.h>
}
