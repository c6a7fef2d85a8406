// Mistakes in expressions of C, each on a line of its own.
struct s { int x; };
union u { int i; };
struct incomplete;
extern struct incomplete *pi;
extern void nothing( void );
extern int two( int a, int b );
extern const int constant;

int f( int n ) {
	struct s s = { 0 }, *ps = &s;
	union u u = { 0 };
	int a[ 3 ] = { 0 }, *p = a;
	double d = 0;
	const struct s cs = { 1 };
	n = unknown;						// error
	n = s;							// error
	s = n;							// error
	s = u;							// error
	n = s.y;						// error
	n = n.x;						// error
	n = ps.x;						// error
	n = s->x;						// error
	n = *n;							// error
	n = n[ d ];						// error
	n = a[ d ];						// error
	n = n( 1 );						// error
	n = two( 1 );						// error
	n = two( 1, 2, 3 );					// error
	n = two( s, 1 );					// error
	n = nothing();						// error
	5 = n;							// error
	n + 1 = 2;						// error
	a = p;							// error
	constant = 2;						// error
	cs.x = 2;						// error
	cs = s;							// error
	p = &5;							// error
	p = &( n + 1 );						// error
	n = s + 1;						// error
	n = p * 2;						// error
	p = p + p;						// error
	n = d % 2;						// error
	n = d << 1;						// error
	n = ~d;							// error
	n = -p;							// error
	n = !s;							// error
	n = s == s;						// error
	n = s ? 1 : 2;						// error
	n = n ? s : 1;						// error
	n = sizeof( struct incomplete );			// error
	n = pi->x;						// error
	n = (int)s;						// error
	s = (struct s)n;					// error
	p = (int *)d;						// error
	d = (double)p;						// error
	n++++;							// error
	++5;							// error
	( n ? n : 1 )++;					// error
	&n = 0;							// error
	n = s && 1;						// error
	n += s;							// error
	n = *(void *)p + 1;					// error
	return 0;
}
