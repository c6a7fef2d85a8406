int counter = 10;
int c_side( int (*f)( int ), int x ) { return f( x ) + 1; }
