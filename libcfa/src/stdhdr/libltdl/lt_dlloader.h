#if ! defined( vtable )
#define vtable ``vtable
#define __cfa_quoted_vtable
#endif
extern "C" {
#include_next <libltdl/lt_dlloader.h>
}
#if defined( __cfa_quoted_vtable )
#undef vtable
#undef __cfa_quoted_vtable
#endif
