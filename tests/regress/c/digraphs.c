%:include <stdio.h>
%:define str( x ) %:x
%:define cat( a, b ) a %:%: b
%:define add( x, y ) ( ( x ) + \
	( y ) )

// a comment that is continued \
   on the next line with int main in it
st\
atic int spl\
iced = 3\
4;

static int list<::> = <% 1, 2, 3 %>;

int main( void ) <%
	int cat( x, 1 ) = add( list<:1:>, spliced );
	if ( x1 > 0 || 0 ) printf( "%d %s\n", x1, str( <: %> ) );
	return 0;
%>
