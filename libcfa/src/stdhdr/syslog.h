extern "C" {
#include_next <syslog.h>
}
