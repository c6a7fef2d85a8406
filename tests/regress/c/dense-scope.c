// Odd but valid corners of C, densely: scope.
#include <stdio.h>
typedef int T; typedef struct S S; struct S{int T;T x;}; 

int b(T T){return T*2;} int c(int T){{typedef long T;T q=3;return sizeof q+q;}} int d(void){T T=3,*p=&T;return T**p;} int e(T(x)){return x;} int h(int(T)){return 7;} int k(int(*)(T),T y){return y;} T(tt)=4; T(*pt)=&tt; T(ft)(T); T ft(T x){return x;} 
void l(void){enum{T=5};printf("%d\n",T);} void m(void){for(int T=0;T<2;T++)printf("%d ",T);T q=9;printf("%d\n",q);} 
int n(int x){if(sizeof(struct Q{int a;}))return sizeof(struct Q);return 0;} int o(enum{A,B}x){return B;} struct T{T T;}; int p(struct T T){return T.T;} int q(void){S:;S s={1,2};goto E;E:return s.T;} int r(x)T x;{return x;}
T label(void){T x;x=1;T:x++;if(x<5)goto T;return x;} typedef T U,*V,W[3]; U u=1;V v=&u;W w={1,2,3}; typedef T F(T),(*G)(T); F*fp=ft;G gp=ft; int sz(void){return sizeof(T)+sizeof(T*)+sizeof(T[3])+sizeof(T(*)(T))+sizeof(W);} const T ct=1; T const tc=2; unsigned typedef UU; UU uu=3; typedef signed SI; struct BF{SI a:3;T b:2;U:0;T:1;const T c:4;}; long T3(void){typedef T T;T x=3;return x;} 
int cast(T t){int x=(T)+1;x+=(T)(-1);x+=(T)*&t;x+=(T)~t;x+=(T)(T)t;x+=(t)+1;x+=(t)-1;x+=(t)*2;x+=sizeof(T)+1;x+=sizeof(t)-1;x+=(T){5};x+=sizeof(T){5};return x;}
int shadow(int printf){return printf;} struct printf{int a;}; int out=1; int shadow2(void){int out=out=3;return out;} int shadow3(void){int i=1;{int j=i,i=j+1;return i;}} int proto(int n,int a[n],struct Z*z); extern T ext[]; T ext[2]={5,6}; int extf(void){extern T ext[];return ext[1];} static int fwd(void); static int (*pf)(void)=fwd; static int fwd(void){return 3;} int S2(struct S*S){return S->x;} typedef struct{int x;}An; An an={.x=3}; typedef enum{EA=3,EB}EN; EN en=EB; typedef union{int i;float f;}Un;
typedef int(*cb)(void*,int); struct ops{cb c;int(*d)(struct ops*);T(*e)(T),f;}; int opd(struct ops*o){return o->c(0,3);} int cbf(void*p,int i){return i;} struct ops os={cbf,opd,ft,4};
int main(void){struct T t={4};S s={1,2};printf("%d %d %d %d %d %d %d %d %d %d %d %d %d\n",b(3),c(1),d(),e(4),h(1),k(0,5),*pt,ft(3),n(0),o(0),p(t),q(),r(3));l();m();printf("%d %d %d %d %d %d %d %d %d %d %d %d %d\n",label(),*v,w[2],fp(3),gp(4),sz(),(int)sizeof(struct BF),(int)T3(),cast(3),shadow(3),shadow2(),shadow3(),extf());printf("%d %d %d %d %d\n",pf(),S2(&s),en,os.d(&os),os.e(os.f));return 0;}
