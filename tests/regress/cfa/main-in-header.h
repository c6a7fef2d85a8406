/* The program's main, and what it calls. */
static void run( long n );
int main( void ) { run( 3 ); }
