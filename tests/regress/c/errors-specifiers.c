// Specifiers that do not go together: found before anything is looked up.
static extern int storage;					// error
long short ls;							// error
unsigned double ud;						// error
int float intf;							// error
