// Labels and jumps that lead nowhere: found before expressions are typed.
int f( int n ) {
	break;							// error
	continue;						// error
	case 1: n = 1;						// error
	default: n = 2;						// error
	switch ( n ) {
	  case 1: n = 2; continue;				// error
	  default: n = 3;
	  default: n = 4;					// error
	}
	return n;
}
int labels( int n ) {
	goto missing;						// error
twice:
	n++;
twice:								// error
	return n;
}
int local( int n ) {
	{ __label__ inside; inside: n++; }
	goto inside;						// error
	return n;
}
