// Odd but valid corners of C, densely: expr.
#include <stdio.h>
#include <stdint.h>
#include <limits.h>
int side; int inc(void){return ++side;} int arr[5]={1,2,3,4,5}; struct S{int a;struct S*p;int f[2];}; struct S mk(int x){struct S s={x,0,{x,x+1}};return s;}
#define TY(x) _Generic((x),char:"c",signed char:"sc",unsigned char:"uc",short:"s",unsigned short:"us",int:"i",unsigned:"u",long:"l",unsigned long:"ul",long long:"ll",unsigned long long:"ull",float:"f",double:"d",long double:"ld",_Bool:"b",char*:"pc",const char*:"pcc",int*:"pi",void*:"pv",int(*)(void):"fn",default:"?")
typedef int B; 
int main(void){ int i=3,j; unsigned u=5; char c='x'; short s=2; long l=1; float f=1; _Bool b=1; int*p=arr; const char*cs="q"; struct{unsigned x:3;unsigned y:31;unsigned z:32;unsigned long w:40;}bf={1,2,3,4};
printf("%s %s %s %s %s %s %s %s\n",TY(c),TY(+c),TY('a'),TY(s<<1),TY(u-i),TY(l*u),TY(f*1),TY(f*1.0)); printf("%s %s %s %s %s %s %s\n",TY(b+b),TY(b),TY(!b),TY(p-p),TY(sizeof p),TY("abc"),TY(cs)); printf("%s %s %s %s %s %s\n",TY(+bf.x),TY(+bf.y),TY(+bf.z),TY(1?p:0),TY(1?(void*)p:p),TY(inc));
printf("%s %s %s %s %s %s %s\n",TY(1L),TY(1u),TY(0x80000000),TY(2147483648),TY(0xffffffffffffffff),TY(1?1:1u),TY((char)1)); printf("%s %s %s\n",TY((c,s)),TY(-(short)1),TY(~(unsigned char)0)); printf("%s %s %s\n",TY(i?1:2.0),TY(({short q=1;q;})),TY(L'a'));
j=i++ + ++i; j=(i=4,i+1); i+=i-=2; j=i?:9; j+=-i- -i+ +i-~i; j=!i==0; j=i<j<u; j=-1>>1; j=1<<3>>1; j=i&j==u|j^i&&u||c; j=i?j?1:2:u?3:4;
printf("%d %d\n",i,j); printf("%d %d %d %d\n",2[arr],*(arr+1),*&arr[3],&arr[4]-arr); printf("%d %d %d\n",mk(3).f[1],mk(4).a,(&(struct S){7})->a); printf("%d\n",sizeof(int)*2+sizeof i+sizeof(i)+sizeof(char[i])-sizeof(arr));
printf("%d %d\n",(int)(char)200,(unsigned char)-1); printf("%d\n",(B)-1+(B)+1-(B)*p+(B)!b); printf("%d %d %d\n",5%-3,-5%3,-5/2); printf("%u %lu\n",-1u>>28,~0ul>>60); printf("%d\n",sizeof(int)-8<0);
i=0; i=i+++1; p=arr; j=*p++; j+=*++p; j+=(*p)++; j+=++*p; printf("%d %d\n",j,p-arr); j=(inc(),inc())+inc(); printf("%d %d\n",j,side); (void)0,(void)j; (void)sizeof(side++); printf("%d\n",side);
int k=0; k|=1,k<<=4,k^=3,k%=7,k/=1,k*=5,k>>=0,k&=~0; printf("%d\n",k); double d=3; d/=2; d+=i; c+=300; u-=10; printf("%g %d %u\n",d,c,u); b=0.5; printf("%d\n",b); b=p; b++; b--; printf("%d\n",b);
int x=1,y=2; x^=y^=x^=y; __typeof__(x)*q=&x; __typeof__(int[3]) ta; printf("%zu\n",sizeof ta); printf("%d %d\n",__builtin_types_compatible_p(int,__typeof__(i)),__builtin_constant_p(3)); printf("%d\n",__alignof__(double)+_Alignof(char)); printf("%p\n",(void*)0); printf("%d\n",(int)(intptr_t)(void*)5); goto*&&end; end:; void*t[]={&&l1,&&l2}; goto*t[1]; l1:puts("l1"); l2:puts("l2");
printf("%d\n",({int z=3;z+=2;z*z;})+({goto l3;l3:2;})); {__label__ q2; goto q2; q2:;} printf("%d\n",({struct S s=mk(2);s;}).f[1]); printf("%d %d\n",INT_MIN/2,(int)UINT_MAX); __int128 big=(__int128)1<<100; printf("%llx\n",(long long)(big>>64)); printf("%d\n",1,2,3); printf("%zu\n",sizeof(struct{char a;int b;})); 
printf("%d\n",(i=5)?(j=6,j):(7)); i=sizeof(struct S2{int q;}); {struct S2 s2={4};printf("%d\n",s2.q);} printf("%s\n",__func__); printf("%d\n", i ? (void)0, 3 : 4); printf("%d %c\n",'\x41','\101'); printf("%d %d\n",u'a',U'\U0001F600'); printf("%d\n", *"abc" + "abc"[1]); printf("%d\n",((int(*)(void))inc)()); printf("%d\n",(**inc)()); 
return 0;}
