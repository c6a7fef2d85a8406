// Dangling else behind loops, switches and labels; jumps of all kinds.
//: exit 3

#include <stdio.h>
int f(int n){switch(n){case 1 ... 3:return 1;case 'a':{case 5:return 2;}default:if(n>10)case 7:return 3;else case 8:return 4;while(0){case 9:return 9;}}return 0;}
void duff(char*t,const char*s,int n){int k=(n+3)/4;switch(n%4){case 0:do{*t++=*s++;case 3:*t++=*s++;case 2:*t++=*s++;case 1:*t++=*s++;}while(--k>0);}}
int nest(int a){int r=0;for(int i=0;;i++){for(;;){if(i==3)goto out;if(i&1)break;switch(i){case 0:r+=1;break;case 2:r+=2;goto break_;default:;}break_:r+=10;break;}if(r>100)continue;}out:return r;}

int dangling(int a,int b){if(a)if(b)return 1;else return 2;return 3;}
int dangling2(int a,int b){if(a){if(b)return 1;}else return 2;return 3;}
int d3(int a,int b){if(a)for(;b;)if(b>1)return 1;else return 2;else return 3;return 4;}
int d4(int a,int b){if(a)while(b--)if(b)continue;else break;else return 9;return b;}
int d5(int a){if(a)L:a--;else a=5;if(a>0)goto L;return a;}
int d6(int a){do if(a)a--;else break;while(1);return a;}
int d7(int a){switch(a)default:case 1:if(a)switch(a){case 1:return 5;}else return 6;return 7;}
int d8(int a){if(a)do a--;while(a);else a=3;return a;}
int d9(int a,int b){if(a){}else if(b){}else{return 1;};;return 2;}
int e1(int a){for(int i=0,j=10;i<j;i++,j--)a+=i*j;for(;a>100;)a/=2;return a;}
int e2(unsigned long long v){switch(v){case 0xffffffffffffffffull:return 1;case 1ull<<40:return 2;}return 0;}
int e3(char c){switch(c){case '\377':return 1;case -2:return 2;}return 0;}
enum E{A,B,C}; int e4(enum E e){switch(e){case A:case B:return 1;case C:;}return 2;}
int e5(int n){void*tab[]={&&a,&&b,&&c};goto*tab[n];a:n+=1;b:n+=10;c:return n;}
int e6(int n){int i=0;again:;int v=n*i;{int v=i;i+=v+1;}if(i<10)goto again;return v;}
int e7(int n){if(n){int x[n];x[n-1]=n;if(n>5){goto z;}return x[n-1];}z:return sizeof(int[n]);}
int e8(void){static int c;return c++?c:e8()+10;}
int e9(int n){return n<2?n:e9(n-1)+e9(n-2);}
int g1(int n){int inner(int k){if(k==0)return n;n+=k;return inner(k-1);}int(*p)(int)=inner;return p(n);}
int g2(int n){__label__ fail;void deep(int d){if(!d)goto fail;deep(d-1);}deep(n);return 0;fail:return 77;}
int g3(int n){int s=0;for(int i=0;i<n;i++){if(i%2)continue;s+=i;if(s>20)break;}while(n)if(--n==3)break;do{s++;if(s%5==0)break;}while(s<100);return s*100+n;}
int main(void){for(int i=0;i<12;i++)printf("%d ",f(i));printf("%d\n",f('a'));char b[20]={0};duff(b,"hello world",11);puts(b);printf("%d %d%d%d %d%d\n",nest(1),dangling(1,0),dangling(1,1),dangling(0,1),dangling2(1,0),dangling2(0,0));
printf("%d %d %d %d %d %d %d %d %d %d\n",d3(1,1),d3(1,2),d3(0,1),d4(1,3),d4(0,1),d5(3),d6(4),d7(1),d7(0),d8(0));printf("%d %d %d %d %d %d %d %d\n",d9(0,0),e1(3),e2(-1),e2(1ull<<40),e3(-1),e3(-2),e4(C),e5(1));printf("%d %d %d %d %d %d %d %d\n",e6(2),e7(3),e7(7),e8(),e9(15),g1(4),g2(5),g3(20));return f(100);}
