// Mistakes in statements of C.
struct s { int x; };
int g( void );
void v( void );

int f( int n ) {
	struct s s = { 0 };
	if ( s ) n = 1;						// error
	while ( s ) n = 2;					// error
	do n = 3; while ( s );					// error
	for ( ; s; ) n = 4;					// error
	switch ( s ) { case 0: ; }				// error
	switch ( 1.5 ) { case 1: ; }				// error
	switch ( n ) {
	  case 1: n = 2;
	  case 1: n = 3;					// error
	  case 2 ... 5: break;
	  case 4: break;					// error
	  case 1.5: break;					// error
	  case n: break;					// error
	}
	while ( v() ) n = 5;					// error
	return s;						// error
}
void jump( int n ) {
	goto past;						// error
	int vla[ n ];
past:
	n = vla[ 0 ];
}
