extern "C" {
#include_next <stdio.h>
}
