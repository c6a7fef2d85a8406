extern "C" {
#include_next <termios.h>
}
