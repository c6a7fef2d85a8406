// What gcc rejects in expressions is rejected by the translator first, at the same lines.
struct T { int a; const int k; unsigned bits : 3; char text[4]; } t, * pt;
struct Incomplete * pi;
union U { int i; float f; } un;
const int ci = 1;
const struct T ct;
int arr[3], i;
double d;
void v( void );
int one( int x );
int * ip;
void * vp;
void names( void ) {
	i = missing; // error
	i = missing + 1;
	no_such.field = 2; // error
}
void operands( void ) {
	i = t + 1; // error
	i = d % 2; // error
	i = ip + ip; // error
	i = ip * 2; // error
	i = t == t; // error
	i = v() + 1; // error
	i = -t; // error
	i = ~d; // error
	i = !t; // error
	i = ip & 1; // error
	i = d << 1; // error
	i = 1 << 1.0; // error
	i = ip < d; // error
	i = t && i; // error
	i = i || v(); // error
	i = -ip; // error
	i += t; // error
	t += 1; // error
	i <<= d; // error
}
void places( void ) {
	3 = i; // error
	i + 1 = 2; // error
	arr = 0; // error
	ci = 2; // error
	ct.a = 1; // error
	t.k = 1; // error
	t = ct; // error
	*(const int *)ip = 3; // error
	i++ ++; // error
	++3; // error
	ci++; // error
	t--; // error
	arr++; // error
	one = 0; // error
	one( 1 ) = 2; // error
	(i ? i : i) = 1; // error
	(i, i) = 1; // error
	(long)i = 2; // error
	ip = &3; // error
	ip = &i++; // error
	vp = &t.bits; // error
	vp = &one( 1 ); // error
}
void pointers( void ) {
	i = *i; // error
	i = *3; // error
	i = i[i]; // error
	i = arr[d]; // error
	i = arr[t]; // error
	i = one[1]; // error
	i = pi->x; // error
	pi = pi + 1; // error
	pi++; // error
	i = pi[0].x; // error
	i = d->x; // error
	i = t->a; // error
	i = pt.a; // error
	i = i.a; // error
	i = t.none; // error
	i = pt->none; // error
	i = 3(); // error
	i = i( 1 ); // error
	i = t.a( 1 ); // error
}
void calls( void ) {
	one(); // error
	one( 1, 2 ); // error
	one( t ); // error
	one( v() ); // error
	v( 1 ); // error
	i = v(); // error
	t = one( 1 ); // error
	i = t; // error
	d = ip; // error
	ip = d; // error
	un = i; // error
}
void casts( void ) {
	i = (int)t; // error
	t = (struct T)i; // error
	ip = (int *)d; // error
	d = (double)ip; // error
	(int [3])i; // error
	(int ( void ))i; // error
	i = (int)v(); // error
	un = (union U)ip; // error
	ip = (int *)t; // error
}
void conditions( void ) {
	if ( t ) ; // error
	while ( v() ) ; // error
	for ( ; un; ) ; // error
	i = t ? 1 : 2; // error
	t = i ? t : 1; // error
	i = i ? t : un; // error
	switch ( d ) { } // error
	switch ( ip ) { } // error
}
int sizes( void ) {
	i = sizeof( struct Incomplete ); // error
	i = sizeof t.bits; // error
	i = _Alignof( struct Incomplete ); // error
	i = __builtin_offsetof( struct T, none ); // error
	i = __builtin_offsetof( struct T, bits ); // error
	i = __builtin_offsetof( struct T, a[1] ); // error
	return t; // error
}
void selections( void ) {
	i = _Generic( d, int: 1 ); // error
	i = _Generic( d, default: 1, default: 2 ); // error
	i = _Generic( d, int: 1, int: 2, default: 3 ); // error
	__builtin_va_arg( i, int ); // error
}
void registers( register int r, register struct T s ) {
	ip = &r; // error
	ip = &s.a; // error
}
