extern "C" {
#include_next <elf.h>
}
