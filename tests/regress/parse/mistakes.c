// Five mistakes are five errors, each at its line, and nothing follows from them.
int f( void ) {
	int x = 3 + ; // error
	if ( x > 3 { x = 1; } // error
	x = ( x + 2; // error
	Unknown u; // error
	Unknown v;
	return x;
}
struct S { int a int b; }; // error
int main() { return f(); }
