// Odd but valid corners of C, densely: attr.
#include <stdio.h>
#include <stdarg.h>
#include <stddef.h>
#define A(...) __attribute__((__VA_ARGS__))
A(noinline) static int f0(int a A(unused)){return a;} static int A(noinline,noclone) f1(int a){return a;} int f2(int a) A(pure); int f2(int a){return a;} void A(constructor) ctor(void){putchar('c');} A(destructor) void dtor(void){puts("d");}
struct A(packed) s1{char a;int b;}; struct s2{char a;int b;}A(packed); struct s3{char a;int b A(packed);short c A(aligned(8));}; struct s4{char x;}A(aligned(32)); typedef int i4 A(aligned(1)); typedef int v4 A(vector_size(16)); typedef float A(mode(DF)) dbl; typedef unsigned A(mode(DI)) udi; union A(transparent_union) tu{int*i;float*f;}; typedef union{int*i;long*l;}TU A(transparent_union);
int ftu(TU t){return *t.i;} extern int alias_(int) A(alias("f2")); int weak_ A(weak)=4; static int sec A(section(".mysec"),used)=3; int al A(aligned(64)); _Alignas(32) char ac; _Alignas(double) char ad; _Thread_local int tl=5; static __thread int tl2=6;
void fmt(const char*,...) A(format(printf,1,2)); void fmt(const char*s,...){va_list ap;va_start(ap,s);vprintf(s,ap);va_end(ap);} int*nn(int*) A(nonnull(1),returns_nonnull); int*nn(int*p){return p;} A(noreturn) void nr(void){__builtin_abort();} A(deprecated("x")) int dep; 

void cl(int*p){printf("cl%d ",*p);} int asmname(int) __asm__("other_name"); int asmname(int x){return x*2;} register long rsp_ __asm__("rsp"); enum A(packed) pe{P1,P2}; enum en2{Q1 A(deprecated),Q2}; inline A(gnu_inline,always_inline) extern int gi(int x){return x+1;} static inline int si(int x){return x+2;} 
struct bfp{int a:5 A(packed);int b:9;}A(packed); struct dt{A(aligned(16)) char c[3];int n;}; A(warn_unused_result) int wur(void){return 1;} typedef void(*fp_t)(int) A(noreturn); int(*A(unused) pf)(int)=f1; int arr[2] A(aligned(16)); 
static int sum(int n,...){va_list a,b;va_start(a,n);__builtin_va_copy(b,a);int s=0;double d=0;struct s2 q;while(n--)s+=va_arg(a,int);d=va_arg(a,double);q=va_arg(a,struct s2);s+=q.b;va_end(a);s+=va_arg(b,int);va_end(b);return s+d;}
int main(void){A(cleanup(cl)) int c1=1;{int c2 A(cleanup(cl))=2;} v4 v={1,2,3,4},w=v+v*2;w[1]=w[2];v4 m=v>w;v=__builtin_shuffle(v,(v4){3,2,1,0}); printf("%d %d %d %d\n",w[1],m[0],v[0],v[3]);
printf("%zu %zu %zu %zu %zu %zu %zu %zu\n",sizeof(struct s1),sizeof(struct s2),sizeof(struct s3),sizeof(struct s4),_Alignof(i4),sizeof(dbl),sizeof(enum pe),sizeof(struct bfp)); int x=4;printf("%d %d %d %d %d %d\n",ftu(&x),alias_(3),weak_,sec,(int)((size_t)&al%64),tl+tl2); fmt("%s %d\n","x",asmname(4)+gi(1)+si(1)); struct s2 q={1,2}; printf("%d\n",sum(2,3,4,1.5,q)); printf("%zu %zu\n",offsetof(struct s3,c),sizeof(struct dt));
int r;__asm__("movl %1,%0\n\taddl $1,%0":"=r"(r):"r"(x):"cc");__asm__ volatile(""::"m"(x):"memory");asm("":"+r"(r));printf("%d\n",r); asm goto("jmp %l0"::::lab); r=0; lab:printf("%d\n",r); switch(r){case 5:r++;A(fallthrough);case 6:r++;} printf("%d\n",r); lbl: A(unused); int uu A(unused),A(unused)*up; for(A(unused) int i=0;i<1;i++); return pf(2)-2;}
