// Mistakes in declarations and initialisers, each reported once at its line; lines without a mark are correct.
int x_0; float x_0;	// error
static int x_1; int x_1;	// error
int x_2; static int x_2;	// error
extern int x_3; static int x_3;	// error
static int f_4(void); int f_4(void) { return 1; }
int f_5(void); static int f_5(void) { return 1; }	// error
void f_6(void) { int a_6; int a_6; }	// error
void f_7(void) { int a_7; float a_7; }	// error
void f_8(int a_8) { int a_8; }	// error
void f_9(int a_9) { { int a_9; } }
void f_10(void) { extern int a_10; int a_10; }	// error
void f_11(void) { int a_11; extern int a_11; }	// error
void f_12(void) { static int g_12(void); }	// error
void f_13(void) { extern int q_13 = 3; }	// error
void f_14(void) { typedef int T_14; int T_14; }	// error
typedef int T_15; void T_15(void);	// error
enum { A_16 }; int A_16;	// error
int A_17; enum { A_17 };	// error
struct s_18 { int a_18; }; union s_18 *p_18;	// error
void f_19(void) { struct s_19 { int a_19; } x_19; union s_19 *p_19; }	// error
struct s_20; struct s_20 { int a_20; }; struct s_20 { int a_20; };	// error
struct s_21 { struct s_21 x_21; };	// error
struct s_22 { int a_22[]; int b_22; };	// error
struct s_23 { int a_23[]; };	// error
union u_24 { int a_24; int b_24[]; };	// error
struct s_25 { int a_25 : -1; };	// error
struct s_26 { int : 0; int a_26 : 33; };	// error
struct s_27 { float f_27 : 3; };	// error
struct s_28 { _Bool b_28 : 2; };	// error
struct s_29 { int a_29; int a_29; };	// error
struct s_30 { int a_30; struct { int a_30; }; };	// error
struct s_31 { int f_31(void); };	// error
struct s_32 { void v_32; };	// error
struct s_33 { struct t_33 t_33; };	// error
int a_34[-1];	// error
int a_35[1.0];	// error
int a_36[]; void f_36(void) { sizeof a_36; }	// error
int n_37; int a_37[n_37];	// error
void f_38(int n_38) { static int a_38[n_38]; }	// error
void f_39(int n_39) { extern int a_39[n_39]; }	// error
void f_40(int n_40) { int a_40[n_40] = { 1 }; }	// error
void f_41(int n_41) { struct { int a_41[n_41]; } s_41; }
int n_42; struct { int a_42[n_42]; } s_42;	// error
int f_43(void)[3];	// error
int f_44(void)(void);	// error
int a_45[3](void);	// error
void a_46[3];	// error
void v_47;
extern void v_48;
void f_49(void) { void v_49; }	// error
struct t_50 x_50;	// error
static struct t_51 x_51;	// error
extern struct t_52 x_52;
void f_53(void) { struct t_53 x_53; }	// error
void f_54(void) { int a_54[]; }	// error
void f_55(struct t_55 x_55) { }	// error
void f_56(struct t_56 x_56);
struct t_57 f_57(void) { }	// error
struct t_58 f_58(void);
int f_59(int a_59, int a_59);	// error
int f_60(a_60, a_60) int a_60; { return a_60; }	// error
int f_61(a_61) int b_61; { return a_61; }	// error
int f_62(a_62) int a_62, a_62; { return a_62; }	// error
int f_63(int a_63, void);	// error
int f_64(void, int a_64);	// error
int f_65(void x_65);
auto int x_66;	// error
register int x_67;	// error
void f_68(void) { register int x_68; &x_68; }	// error
void f_69(auto int x_69);	// error
void f_70(static int x_70);	// error
_Thread_local int f_71(void);	// error
void f_72(void) { __thread int x_72; }	// error
void f_73(void) { static __thread int x_73; }
int __thread x_74; int x_74;	// error
int x_75; extern __thread int x_75;	// error
int f_76(void) = 3;	// error
typedef int T_77 = 3;	// error
int x_78 = { };	// error
int x_79 = { 1, 2 };
int x_80 = {{{1}}};
int a_81[2] = { [3] = 1 };	// error
int a_82[2] = { [-1] = 1 };	// error
int a_83[2] = { [1.5] = 1 };	// error
int a_84[3] = { [2 ... 1] = 1 };	// error
int a_85[] = { .x_85 = 1 };	// error
struct { int a_86; } s_86 = { [0] = 1 };	// error
struct { int a_87; } s_87 = { .b_87 = 1 };	// error
struct { int a_88; } s_88 = 3;	// error
int x_89 = { .a_89 = 1 };	// error
int a_90[3] = 3;	// error
int a_91[3] = "abc";	// error
char a_92[] = 3;	// error
char a_93[] = L"abc";	// error
int g_94(void); int x_94 = g_94();	// error
int y_95; int x_95 = y_95;	// error
int y_96; int *x_96 = &y_96; int z_96 = &y_96;	// error
struct { int n_97; char d_97[]; } s_97 = { 1, "abc" };
void f_98(void) { struct { int n_98; char d_98[]; } s_98 = { 1, "abc" }; }	// error
struct t_99 s_99 = { 1 };	// error
void f_100(void) { struct t_100 s_100 = { 1 }; }	// error
enum e_101 { A_101, A_101 };	// error
enum e_102 { A_102 = 1.5 };	// error
enum e_103 { A_103 = "x" };	// error
int q_104; enum e_104 { A_104 = q_104 };	// error
enum e_105 { A_105 }; enum e_105 { B_105 };	// error
enum e_106 x_106;	// error
enum e_107;
enum e_108 { A_108 = 0xffffffffffffffff, B_108 };	// error
_Static_assert(0, "no");	// error
_Static_assert(1.0, "no");	// error
int q_111; _Static_assert(q_111, "no");	// error
_Alignas(3) int x_112;	// error
_Alignas(int) char x_113;
int *restrict p_114; int restrict q_114;	// error
typedef int T_115; T_115 T_115;	// error
typedef int T_116; typedef float T_116;	// error
typedef int T_117; typedef int T_117;
typedef int A_118[3]; typedef int A_118[];	// error
int f_119(int); int f_119(float);	// error
int f_120(int); int f_120();
int f_121(); int f_121(char);	
int f_122(int x_122) { return 1; } int f_122(int x_122) { return 2; }	// error
int x_123 = 1; int x_123 = 2;	// error
int x_124 = 1; extern int x_124;
void f_126(void) { goto l_126; }	// error
void f_127(int n_127) { goto l_127; int a_127[n_127]; l_127: ; }	// error
void f_128(int n_128) { switch (n_128) { int a_128[n_128]; case 1: ; } }	// error
void f_129(int n_129) { switch (n_129) { case 1: case 1: ; } }	// error
void f_130(int n_130) { switch (n_130) { case 1 ... 5: case 3: ; } }	// error
void f_131(int n_131) { switch (n_131) { default: default: ; } }	// error
void f_132(int n_132) { case 1: ; }	// error
void f_133(int n_133) { default: ; }	// error
void f_134(int n_134) { switch (n_134) { case n_134: ; } }	// error
void f_135(int n_135) { switch (n_135) { case 1.0: ; } }	// error
void f_136(float n_136) { switch (n_136) { case 1: ; } }	// error
void f_137(char c_137) { switch (c_137) { case 256: ; case 0: ; } }
int f_138(void) { return; }
void f_139(void) { return 1; }
int *f_140(void) { return 1.5; }	// error
struct s_141 { int a_141; }; struct s_141 f_141(void) { return 1; }	// error
void f_142(void) { struct s_142 { int a_142; } s_142; if (s_142) ; }	// error
void f_143(void) { struct s_143 { int a_143; } s_143; while (s_143) ; }	// error
__auto_type x_144 = 3;
__auto_type x_145;	// error
__auto_type x_146 = { 3 };	// error
void f_147(void) { __auto_type x_147 = x_147; }	// error
typedef int v3_148 __attribute__((vector_size(12)));	// error
typedef struct { int a_149; } v3_149 __attribute__((vector_size(16)));	// error
int x_150 __attribute__((aligned(3)));	// error
void f_151(void) { int x_151 __attribute__((cleanup(nosuch))); }	// error
int f_152(int a_152[static 3]); int g_152(void) { int b_152[3]; return f_152(b_152); }
int f_153(int n_153, int a_153[*]); int g_153(int n_153, int a_153[*]) { return 0; }	// error
int f_154(int n_154, int a_154[n_154][*]);
struct s_159 { int a_159; }; struct t_159 { struct s_159; };
struct s_160 { int; };
struct { int a_161; };
int;
int f_163(int), g_163(int), h_163[2];
void f_165(void) { int g_165(int); int g_165(float); }	// error
int g_166(int); void f_166(void) { int g_166(float); }	// error
int g_167; void f_167(void) { int g_167(float); }	// error
void f_168(void) { int x_168(void) = 3; }	// error
void f_169(void) { asm("" : "=r_169"(3)); }	// error
void f_170(void) { const int c_170 = 1; asm("" : "=r_170"(c_170)); }	// error
int x_171 asm("y") = 3;
register int r_172 asm("rbx");
int f_173(x_173, y_173);
typedef void V_176; int f_176(V_176) { return 1; }
int f_177(const void);	// error
int a_178[2][]; 	// error
int a_179[][2] = { { 1 }, 2, 3, { 4, 5 } };
struct s_180 { int a_180; int b_180[2]; } x_180 = { 1, 2, 3, 4 };
int f_181(int a_181, ...) { int b_181 = a_181; { int a_181 = b_181; return a_181; } }
int const const x_183;
void f_184(int (*)(void)), f_184(int (*)(int));	// error
const volatile void *p_185; const void v_185;
int i_186 = (int){ 3 };
struct p_187 { int x_187; } s_187 = (struct p_187){ 3 };
int *ip_188 = (int []){ 1, 2 };
int ar_189[] = (int []){ 1, 2 };
char *s_190 = (char []){ "abc" }; char t_190[] = (char []){ "abc" };
char s_191[] = ("abc");
char s_192[2] = "abc";
char s_193[] = { "abc", 1 };	// error
int *p_195 = 5; char *c_195 = &p_195;
static int a_196 = sizeof(a_196), b_196 = sizeof(struct { int q_196; });
int sw_197(int x_197) { switch (x_197) { case (char)300: case 44: return 1; } return 0; }	// error
