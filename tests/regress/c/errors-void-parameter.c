// void is a parameter list of its own.
void parameters( int, void );				// error
