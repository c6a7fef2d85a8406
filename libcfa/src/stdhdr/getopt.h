extern "C" {
#include_next <getopt.h>
}
