// Odd but valid corners of C, densely: init.
#include <stdio.h>
#include <stddef.h>
#include <wchar.h>
struct P{int x,y;}; struct L{struct P a,b;char n[4];}; union U{int i;double d;struct P p;};
struct L l1={1,2,3,4,"abc"}, l2={.b={.y=5},.a.x=6,.n={[1]='q'}}, l3={{1},.b.x=2,3,"zz"}, l4[]={[1].a.x=1,[1].b={2,3},[3]={.n="x"},{9}};
union U u1={.d=1.5},u2={3},u3={.p={1,2}},u4={.p.y=8};
int a[]={[2]=1,2,[0]=3,[5 ... 8]=4,5}; int b[][2]={1,2,3,4,5}; int c[2][2][2]={{{1},{2}},{{3,4},5,6}};
char s1[]="a" "b\0" "c",s2[10]={"hi"},s3[]={'a',"bcd"[1],0}; wchar_t w[]=L"wide" L"\x263a"; const char*sp[]={"x",[3]="y","z"};
struct P*pp=&(struct P){7,8}; int*ip=(int[]){1,2,3}; struct{int n;int*p;}np={2,(int[2]){4,5}};
struct G{int a;struct{int b,c;};union{int d;char e;};}g={1,{2,3},{4}},g2={.c=5,.d=6,.a=1},g3={.b=1,2,.e='x'};
struct Z{}; struct Z z={}; struct{struct Z z;int a;}zz={{},3}; int e[0]; struct F{int n;int f[];}; static struct F fl={2,{8,9}};
struct O{int a,b;}o={a:1,b:2}; int oa[3]={[1]3}; double d=1e3,dh=0x1.8p3,dn=.5e-1f; float f=1.f/3; long double ld=1.0L; 
_Complex double cd=1.0+2.0i; unsigned char uc=300; int neg=-2147483647-1; long big=0xffffffff; unsigned long long ull=18446744073709551615ull;
void*self=&self; size_t off=offsetof(struct L,b.y)+offsetof(struct L,n[2]); int(*fp)(const char*,...)=printf; char*q="abc"+1; int sz=sizeof("abc"[0]);
int main(void){ static int si=sizeof(int)*2; static const char*const names[]={"a","b"}; int n=3; int v[n]; for(int i=0;i<n;i++)v[i]=i;
struct L loc={.a=l1.a,.b=*pp,.n="q"}; struct P arr[2]={*pp,{v[1],v[2]}}; union U lu={.p=*pp}; struct P cp=(struct P){.y=v[2]};
struct L l5={*pp,.a.y=99};
int m[2][3]={[1]={[1]=v[2]},[0][2]=5}; char lc[]={[3]=1}; char ls[4]="abcd"; 
printf("%d %d %s %d %d %d %c%d\n",l1.a.y,l1.b.y,l1.n,l2.b.y,l2.a.x,l2.n[1],l3.n[0],l3.b.y);
printf("%zu %d %d %d %s\n",sizeof l4/sizeof*l4,l4[1].a.x,l4[1].b.y,l4[4].a.x,l4[3].n); printf("%g %d %d %d\n",u1.d,u2.i,u3.p.y,u4.p.y);
for(size_t i=0;i<sizeof a/sizeof*a;i++)printf("%d ",a[i]); printf("%zu %d %d\n",sizeof b,b[2][0],c[1][1][0]); printf("%zu %zu %s %ls %s\n",sizeof s1,sizeof s2,s3,w,sp[3]);
printf("%d %d %d %d %d %d %d %d\n",pp->y,ip[2],np.p[1],g.c,g.d,g2.c,g3.c,g3.e); printf("%zu %d %d %d %d\n",sizeof(struct Z),zz.a,fl.f[1],o.b,oa[1]);
printf("%g %g %g %g %Lg %g %d %d %ld %llu\n",d,dh,dn,f,ld,__imag__ cd,uc,neg,big,ull); printf("%d %zu %s %d %d %s\n",self==&self,off,q,sz,si,names[1]);
printf("%d %d %d %d %d %d %d %d %zu %d\n",loc.b.y,arr[1].y,lu.p.x,cp.y,m[1][1],m[0][2],l5.a.x,l5.a.y,sizeof lc,ls[3]); fp("%d\n",(struct P){1,2}.y+((struct P[]){{1,2},{3,4}})[1].x);
return 0;}
