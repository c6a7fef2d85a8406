// Odd but valid corners of C, densely: big.
#include <stdio.h>
typedef struct node{struct node*l,*r;int k;}node; static node pool[100];static int np; static node*ins(node*t,int k){if(!t){t=&pool[np++];*t=(node){.k=k};return t;}if(k<t->k)t->l=ins(t->l,k);else if(k>t->k)t->r=ins(t->r,k);return t;} static int walk(node*t,int(*f)(node*,void*),void*u){return t?walk(t->l,f,u)||f(t,u)||walk(t->r,f,u):0;}
#define LIST(X) X(ADD,+) X(SUB,-) X(MUL,*)
#define EN(n,o) OP_##n,
enum op{LIST(EN)OP_N}; 
#define FN(n,o) static int do_##n(int a,int b){return a o b;}
LIST(FN)
#define TB(n,o) [OP_##n]=do_##n,
static int(*const tab[OP_N])(int,int)={LIST(TB)};
#define swap(a,b) do{__typeof__(a)_t=a;a=b;b=_t;}while(0)
#define max(a,b) ({__typeof__(a)_a=(a);__typeof__(b)_b=(b);_a>_b?_a:_b;})
#define container_of(p,t,m) ((t*)((char*)(p)-__builtin_offsetof(t,m)))
static unsigned long long fact(unsigned n){return n?n*fact(n-1):1;} struct mat{double m[3][3];}; static struct mat mul(struct mat a,const struct mat*b){struct mat r={0};for(int i=0;i<3;i++)for(int j=0;j<3;j++)for(int k=0;k<3;k++)r.m[i][j]+=a.m[i][k]*b->m[k][j];return r;}
static int cmp(const void*a,const void*b){return*(int*)a<*(int*)b?-1:*(int*)a>*(int*)b;} static void sort(void*b,unsigned n,unsigned s,int(*c)(const void*,const void*)){char t[s];for(unsigned i=1;i<n;i++)for(unsigned j=i;j&&c((char*)b+j*s,(char*)b+(j-1)*s)<0;j--){__builtin_memcpy(t,(char*)b+j*s,s);__builtin_memcpy((char*)b+j*s,(char*)b+(j-1)*s,s);__builtin_memcpy((char*)b+(j-1)*s,t,s);}}
int main(int argc,char*argv[argc+1]){node*r=0;for(int i=0;i<20;i++)r=ins(r,i*7%20);int sum=0;int pr(node*n,void*u){*(int*)u+=n->k;printf("%d ",n->k);return n->k==15;}walk(r,pr,&sum);printf("%d\n",sum);for(enum op o=0;o<OP_N;o++)printf("%d ",tab[o](7,3));int a=1,b=2;swap(a,b);printf("%d %d %d\n",a,b,max(a++,b));printf("%d\n",container_of(&r->k,node,k)==r);printf("%llu\n",fact(20));struct mat m={{{1,2},{[1]=1},{0,0,1}}};m=mul(m,&m);printf("%g\n",m.m[0][1]);int v[]={5,3,9,1};sort(v,4,sizeof*v,cmp);for(int*p=v;p<v+4;p++)printf("%d",*p);putchar(10);char*s[]={"a","b",0},**q=s;while(*q)fputs(*q++,stdout);puts(argv[argc]?"y":"n");int x[2][3]={{1,2,3},{4,5,6}},(*px)[3]=x+1;printf("%d %d\n",(*px)[1],*(*(x+1)+2));unsigned char c=255;c++;printf("%d %d\n",c,(signed char)~c);printf("%s\n",&"hello"[2]);printf("%d\n","abc"=="abc"||1);long l=-1;printf("%d\n",(unsigned)l>>1==0x7fffffff);return 0;}
