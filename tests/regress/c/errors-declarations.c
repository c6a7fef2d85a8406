// Mistakes in declarations of C.
int x;
double x;							// error
int f( int );
double f( int );						// error
struct s { int a; };
struct s { int b; };						// error
union s u;							// error
enum e { A, B };
enum f { A };							// error
typedef int T;
typedef double T;						// error
int defined = 1;
int defined = 2;						// error
void list[ 3 ];							// error
int functions[ 2 ]( void );					// error
int returns_array( void )[ 3 ];					// error
int returns_function( void )( void );				// error
int negative[ -1 ];						// error
int fractional[ 1.5 ];						// error
struct incomplete object;					// error
struct contains { struct contains inside; };			// error
struct dup { int m; double m; };				// error
struct bits { double d : 3; };					// error
struct wide { int i : 40; };					// error
struct zero { int i : 0; };					// error
struct neg { int : -1; };					// error
struct fn { int f( void ); };					// error
struct nc { struct nowhere n; };				// error
enum g { C = 1.5 };						// error
static int y = g0();						// error
int too_many[ 2 ] = { 1, 2, 3 };
int index_[ 2 ] = { [ 2 ] = 1 };				// error
struct s wrong = { .b = 1 };					// error
int scalar = { { 1 } };
char text[] = 5;						// error
int from_string[] = "abc";					// error
int body( int ) { return 1; }
int body( int n ) { return n; }					// error
_Static_assert( 1 == 2, "not equal" );				// error
_Alignas( 3 ) int odd;						// error
void unnamed( int a, int a );					// error
int initialised( int a ) = 5;					// error
_Thread_local int tl( void );					// error
register int file_register;					// error
