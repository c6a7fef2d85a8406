// Old-style definitions behind prototypes with types that promotions would change.
struct X{char*d;}; void xa(struct X*, char); void xa(x, c) struct X*x; char c; {x->d[0]=c;}
void xs(short,float*,unsigned char); void xs(a,b,c) short a; float*b; unsigned char c; {*b=a+c;}
int main(void){char b[2];struct X x={b};float f;xa(&x,'q');xs(3,&f,250);__builtin_printf("%c %g\n",b[0],f);return 0;}
