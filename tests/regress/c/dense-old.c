// Odd but valid corners of C, densely: old.
#include <stdio.h>
x; static y; f(a){return a+1;} *g(p)int*p;{return p+1;} main(argc,argv)char**argv;{auto i=3;register j;const k=4;static s;j=i;{extern x;x=2;} printf("%d %d %d\n",f(x),j+k+s+y,undeclared1(3)); return 0;} undeclared1(n){return n*2;}
