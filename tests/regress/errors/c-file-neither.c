// Neither C nor C∀: the errors are those of the reading as C, in which `thread` is a name.
int thread = 3;
int f( void ) {
	return thread + ; // error
}
int g( void ) { return undeclared; } // error
