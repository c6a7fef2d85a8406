"""The cfa command in place of gcc: the same files, names, exit statuses and messages for the same command line."""
from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAIN = '#include "util.h"\nint main( void ) { return twice( 21 ) - 42; }\n'
FILES = {
    "main.c": MAIN, "util.c": '#include "util.h"\nint twice( int i ) { return i + i; }\n', "util.h": "int twice( int );\n",
    "one.c": "#include <stddef.h>\nint main( void ) { return NULL != 0; }\n", "plain.c": "int main( void ) { return 0; }\n",
    "bad.c": "int main( void ) { return undeclared; }\n", "syntax.c": "int main( void ) { return ( ; }\n",
    "gone.c": '#include "not-there.h"\nnowhere x;\nint main( void ) { return y; }\n',
    "warn.c": "\n\nint f( int used ) {\n\tint unused;\n\treturn used;\n}\nint main( void ) { return f( 0 ); }\n",
    "macro.c": "#ifndef VALUE\n#define VALUE 1\n#endif\n#ifdef GONE\n#error GONE\n#endif\nint main( void ) { return VALUE; }\n",
    "text.s": ".globl twice\ntwice: lea (%rdi,%rdi), %eax\nret\n", "text.S": "#define NAME twice\n.globl NAME\nNAME: lea (%rdi,%rdi), %eax\nret\n",
    "pre.i": "# 1 \"orig.c\"\nint twice( int i ) { return i + i; }\n",
    "hello.cfa": "int f( int i ) { return i; }\nint f( char c ) { return 1; }\nint main() { return f( 0 ); }\n",
    "wrong.cfa": "int main() {\n\treturn undeclared;\n}\n", "both.cfa": 'extern "C" { int twice( int ); }\nint main() { return twice( 21 ) - 42; }\n',
    "sub/deep.c": '#include "../util.h"\nint deep( void ) { return twice( 1 ); }\n', "inc/extra.h": "#define VALUE 0\n",
}


def put(folder: Path) -> Path:
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


@pytest.fixture
def here(tmp_path: Path) -> Path:
    return put(tmp_path / "here")


class Done:
    def __init__(self, done: subprocess.CompletedProcess, files: set[str]):
        self.status, self.files = done.returncode, files
        self.out, self.err = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


def listing(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()}


def run(command: list[str], folder: Path, stdin: str = "", status: int | None = 0, **environment: str) -> Done:
    """Run in `folder` with a TMPDIR of its own, in which nothing may stay."""
    temporary = folder.parent / "temporary files"
    temporary.mkdir(exist_ok=True)
    before = listing(folder)
    done = subprocess.run(command, cwd=folder, input=stdin.encode(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120,
                          env={**os.environ, "TMPDIR": str(temporary), "LC_ALL": "C", "TERM": "dumb", **environment})
    result = Done(done, listing(folder) - before)
    assert [*temporary.iterdir()] == [], "left in TMPDIR"
    if status is not None:
        assert result.status == status, result.err
    return result


def test_stages(cfa, here):
    assert run([*cfa, "-c", "main.c"], here).files == {"main.o"}
    assert run([*cfa, "-S", "main.c", "-o", "x.asm"], here).files == {"x.asm"}
    assert run([*cfa, "main.o", "util.c"], here).files == {"a.out"}
    assert run(["./a.out"], here).status == 0
    assert "int twice( int )" in run([*cfa, "-E", "main.c"], here).out


# Each line is given to gcc and to cfa in a folder of its own: status and files are to be the same, dependency files alike.
SAME = """
-c main.c
-c main.c -o y.o
-c main.c -osub/y.o
-c main.c util.c sub/deep.c
-c main.c util.c -o y.o
-S main.c
-S main.c util.c
-E main.c -o m.i
-E main.c util.c
main.c util.c
main.c util.c -o prog
main.c util.c -o sub/prog.exe
main.c -x c util.c -o prog
main.c text.s -o prog
main.c text.S -o prog
main.c pre.i -o prog
pre.i -c
pre.i -S
text.S -c
text.S -E
-x assembler-with-cpp -c text.S -o t.o
-x c -c main.c -x none text.s
-shared -fPIC util.c -o libutil.so
-r main.c util.c -o all.o
-static main.c util.c -o prog
-static-pie main.c util.c -o prog
-pthread -O2 main.c util.c -o prog
-flto -O2 main.c util.c -o prog
-flto -c main.c
-fopenmp main.c util.c
-pipe -c main.c
-pie -fPIE main.c util.c
-no-pie -s -O3 -g3 main.c util.c
-nostdlib -c util.c
-m64 -march=x86-64 -mtune=generic -c util.c
-ffreestanding -fno-builtin -c util.c
-Os -ffunction-sections -fdata-sections -Wl,--gc-sections main.c util.c
-Xlinker --gc-sections main.c util.c
-Wa,--noexecstack -Xassembler --noexecstack -c main.c
-z now -z relro main.c util.c
-u twice -e main main.c util.c
-std=c99 -c main.c
-std=gnu17 -c main.c
-ansi -c util.c
-DVALUE=0 macro.c -o prog
-D VALUE=0 -U GONE macro.c -o prog
-DGONE macro.c
-DGONE -UGONE macro.c
-include inc/extra.h macro.c
-Iinc -include extra.h macro.c
-I inc -include extra.h -c macro.c
-isystem inc -include extra.h -c macro.c
-idirafter inc -iquote inc -include extra.h -c macro.c
-imacros inc/extra.h -c macro.c
-Xpreprocessor -DVALUE=0 -Wp,-DX,-DY -c macro.c
-M main.c
-MM main.c
-M main.c -MF m.d
-MM -MG gone.c
-MM -MT target main.c
-MM -MT target -MQ $x -MP main.c
-MM main.c sub/deep.c
-M -o m.d main.c
-M -c main.c
-MD -c main.c
-MMD -c main.c -o y.o
-MMD -MP -c main.c -o sub/y.z.o
-MMD -MF q.d -c main.c
-MMD -MFq.d -c main.c -o y.o
-MMD -MT tgt -c main.c -o y.o
-MMD -MTtgt -MQ$(x) -c main.c
-MMD -S main.c
-MMD -E main.c -o m.i
-MMD -c sub/deep.c
-MMD main.c util.c
-MMD one.c -o prog
-MMD one.c
-MMD -fsyntax-only one.c
-MMD -c text.S
-MMD -c pre.i
-MMD main.c text.S -o prog
-Wp,-MMD,x.d -c main.c
-Wp,-MMD,sub/.x.o.d -c main.c -o sub/x.o
-Wp,-MD,x.d -nostdinc -c main.c
-MMD -c bad.c
-c bad.c
-c syntax.c
-S bad.c
bad.c
-c gone.c
-E gone.c
-c bad.c util.c
-c nothing.c
nothing.o
-c main.c -o nowhere/x.o
-c main.c nothing.o
-c main.c util.o
main.c
main.c -lnothing
-c sub
-c main.c -o main.c
-fsyntax-only main.c
-fsyntax-only bad.c
-Wall -Werror -c warn.c
-Wall -c warn.c
-Werror=unused-variable -c warn.c
-Wall -Werror -w -c warn.c
-Wall -Werror -Wno-unused-variable -c warn.c
-Wall -Werror -Wno-error=unused-variable -c warn.c
-Wall -Werror -fsyntax-only warn.c
-Wno-such-warning -c main.c
-Wsuch-warning -c main.c
-fno-such-flag -c main.c
-c
-o
-c -o x.o
-xc
-
-c -
-x nothing main.c
-x c-header util.h
-x c-header -c util.h -o util.pch
-c main.c -include util.h -Winvalid-pch
--coverage one.c -o prog
--coverage -c one.c -o sub/y.o
--coverage one.c
-fstack-usage -c one.c
-fstack-usage one.c -o prog
-gsplit-dwarf -g one.c -o prog
-gsplit-dwarf -g -c one.c
-fdump-tree-original -c one.c
-save-temps=obj -c pre.i -o sub/x.o
-ftime-report -c one.c
--compile --output=y.o --define-macro=X --include-directory inc main.c
--preprocess --output m.i main.c
-P -E main.c -o m.i
-C -E main.c
-E -dM main.c
-E -dD main.c
-H -c main.c
-fdirectives-only -E main.c
-undef -c util.c
-trigraphs -c util.c
--param max-inline-insns-single=10 -O -c util.c
--param=max-inline-insns-single=10 -O -c util.c
--sysroot=/ -c util.c
-fdebug-prefix-map=a=b -ffile-prefix-map=a=b -fmacro-prefix-map=a=b -c util.c
-frandom-seed=1 -fno-common -fvisibility=hidden -c util.c
-fsanitize=undefined,address main.c util.c -o prog
-fprofile-generate one.c -o prog
-B/usr/bin -c util.c
-aux-info util.X -c util.c
-o prog -L. -L sub -Wl,-rpath,/x main.c util.c -lm -lpthread
-v -c main.c
-### -c main.c
-###  main.c util.c
-fdiagnostics-color=always -c main.c
""".strip().splitlines()


def words_of(text: str) -> list[str]:
    """The targets and files of rules for make, sorted by rule."""
    return [" ".join(sorted(rule.split())) for rule in text.replace("\\\n", " ").splitlines() if rule.strip()]


@pytest.mark.parametrize("line", SAME)
def test_same_as_gcc(line, cfa, tmp_path):
    theirs, ours = put(tmp_path / "gcc/work"), put(tmp_path / "cfa/work")
    arguments = line.split()
    expected = run(["gcc", *arguments], theirs, status=None)
    done = run([*cfa, *arguments], ours, status=None)
    assert done.status == min(expected.status, 1), f"gcc: {expected.status}\n{done.err}"
    side = {name for name in expected.files if re.search(r"\.\d+[tri]\.", name)}
    assert done.files >= side
    assert {n for n in done.files if not re.search(r"\.\d+[tri]\.", n)} == expected.files - side, done.err
    for name in done.files:
        if name.endswith(".d") and name not in side or name == "m.d":
            assert (ours / name).read_text() == (theirs / name).read_text()
    if "-M" in arguments or "-MM" in arguments:
        assert words_of(done.out) == words_of(expected.out)
    assert bool(done.err) == bool(expected.err) or "-ftime-report" in line, done.err + expected.err
    if expected.status and "no input files" not in expected.err and not {"bad.c", "syntax.c"} & set(arguments):
        assert done.err.count("error: ") == expected.err.count("error: "), done.err
    if "prog" in done.files and not ({"-fprofile-generate", "--coverage"} & set(arguments)):
        assert run(["./prog"], ours, status=None).status == run(["./prog"], theirs, status=None).status


def test_preprocessed_text(cfa, here):
    """-E shows what gcc shows, but for the macros of chapter 10, 5."""
    for flags in (["-P"], ["-C"], ["-P", "-C"], []):
        assert run([*cfa, "-E", *flags, "main.c"], here).out == run(["gcc", "-std=gnu11", "-E", *flags, "main.c"], here).out
    macros = run([*cfa, "-E", "-dM", "main.c"], here).out
    assert "#define __cforall 1\n" in macros and "#define __CFA_MAJOR__ 1\n" in macros and "__CPP__" not in macros
    assert "#define __CFA_DEBUG__ 1\n" in run([*cfa, "-quiet", "-E", "-dM", "hello.cfa"], here).out
    assert "__CFA_DEBUG__" not in run([*cfa, "-quiet", "-nodebug", "-E", "-dM", "hello.cfa"], here).out
    assert "#define __STDC_VERSION__ 201112L\n" in macros


def test_questions(cfa, here):
    for question in ("--version", "-dumpmachine", "-dumpversion", "-dumpfullversion", "-print-search-dirs", "-print-prog-name=ld",
                     "-print-file-name=libc.so", "-print-multi-lib", "-print-libgcc-file-name", "--help=common", "-print-multiarch"):
        done, expected = run([*cfa, question], here), run(["gcc", question], here)
        assert done.out == expected.out and done.err == "", question
    assert "gcc version" in run([*cfa, "-v"], here).err


def test_banner_and_help(cfa, here):
    banner = "CFA Version 1.0.0 (debug)\n"
    assert run([*cfa, "-c", "hello.cfa"], here).err == banner
    assert run([*cfa, "-nodebug", "-c", "hello.cfa"], here).err == banner.replace("debug", "no debug")
    assert run([*cfa, "-noquiet", "-quiet", "-c", "hello.cfa"], here).err == ""
    assert run([*cfa, "-c", "main.c"], here).err == ""
    told = run([*cfa, "-help"], here).err
    assert told.startswith(banner) and all(word in told for word in ("-CFA", "-XCFA", "-debug", "-quiet", "-help"))
    assert run([*cfa, "-help", "-nohelp", "-quiet", "-c", "hello.cfa"], here).err == ""
    assert run([*cfa], here, status=1).err == banner + "cfa error, no input files\n"
    assert run([*cfa, "-compiler", "/usr/bin/clang", "main.c"], here, status=1).err == 'cfa error, compiler "clang" unsupported.\n'
    assert run([*cfa, "-compiler", shutil.which("gcc"), "-c", "util.c"], here).files == {"util.o"}


def test_compiler_for_another_machine(cfa, here):
    """Its name tells which one it is for: flags and library are that machine's; without a library C alone goes."""
    arm = run([*cfa, "-quiet", "-nolib", "-compiler", "/opt/aarch64-linux-gnu-gcc-12", "-###", "hello.cfa"], here).err
    assert "/opt/aarch64-linux-gnu-gcc-12" in arm and "-mno-outline-atomics" in arm and "-m64" not in arm and "-mcx16" not in arm
    arm = run([*cfa, "-compiler", "aarch64-linux-gnu-gcc", "-nodebug", "-###", "hello.cfa"], here).err
    assert "arm64-nodebug" in arm and "x64-" not in arm.replace("x64-nolib", "")
    assert "-fdata-model=i386" in run([*cfa, "-nolib", "-compiler", "i686-linux-gnu-gcc", "-###", "main.c"], here).err
    for name in ("riscv64-linux-gnu-gcc", "aarch64-linux-gnu-g++", "xgcc"):
        assert run([*cfa, "-compiler", name, "main.c"], here, status=1).err == f'cfa error, compiler "{name}" unsupported.\n'


def test_own_stages(cfa, here):
    text = run([*cfa, "-CFA", "main.c"], here)
    assert "twice(21)" in text.out and "\n# " not in text.out and text.files == set()
    assert run([*cfa, "-CFA", "-o", "t.c", "main.c"], here).files == {"t.c"}
    run(["gcc", "-c", "t.c"], here)
    assert run([*cfa, "-CFA", "-o", "t.c", "bad.c"], here, status=1).out == "" and not (here / "t.c").exists()
    assert "ignoring -CFA" in run([*cfa, "-CFA", "-E", "main.c"], here).err
    assert "int twice" in run([*cfa, "-XCFA,--dump=source", "-CFA", "util.c"], here).out
    assert "int twice" in run([*cfa, "-XCFA", "--dump=source", "-CFA", "util.c"], here).out
    assert run([*cfa, "-quiet", "-XCFA", "--no-such", "main.c"], here, status=1).files == set()
    assert run([*cfa, "-quiet", "-fc-mode", "-CFA", "hello.cfa"], here, status=None).status == 1, "f has two types"
    assert run([*cfa, "-quiet", "-x", "c", "-CFA", "hello.cfa"], here, status=None).status == 1


def test_standard_streams(cfa, here):
    assert run([*cfa, "-xc", "-", "-o", "p"], here, stdin="int main( void ) { return 0; }").files == {"p"}
    assert run([*cfa, "-x", "c", "-c", "-"], here, stdin="int x;").files == run(["gcc", "-x", "c", "-c", "-"], here, stdin="int x;").files | {"-.o"}
    assert run([*cfa, "-x", "c", "-fsyntax-only", "-"], here, stdin="int x = y;", status=1).err.count("error") == 1
    assert run([*cfa, "-x", "c", "-fsyntax-only", "/dev/null"], here).files == set()
    assert run([*cfa, "-x", "c", "-c", "/dev/null", "-o", "/dev/null"], here).files == set()
    assert Path("/dev/null").is_char_device()
    run([*cfa, "-x", "c", "-c", "bad.c", "-o", "/dev/null"], here, status=1)
    assert Path("/dev/null").is_char_device()
    assert "main:" in run([*cfa, "-S", "plain.c", "-o", "-"], here).out
    assert "int x" in run([*cfa, "-E", "-"], here, stdin="int x;").out
    assert run([*cfa, "-quiet", "-x", "cfa", "-c", "-", "-o", "x.o"], here, stdin="int f( int ); int f( char ) { return 0; }").files == {"x.o"}


def test_save_temps(cfa, here):
    assert run([*cfa, "-quiet", "-save-temps", "hello.cfa"], here).files == {"hello.i", "hello.ifa", "hello.s", "hello.o", "a.out"}
    assert run([*cfa, "-save-temps", "-c", "util.c"], here).files == {"util.i", "util.ifa", "util.s", "util.o"}
    assert run([*cfa, "-save-temps=obj", "-c", "main.c", "-o", "sub/m.o"], here).files == {"sub/m.i", "sub/m.ifa", "sub/m.s", "sub/m.o"}
    assert run([*cfa, "-save-temps", "-S", "one.c"], here).files == {"one.i", "one.ifa", "one.s"}


def test_response_files(cfa, here):
    (here / "all.rsp").write_text("-c @more.rsp 'a b.c' -DA=\\\"x\\\"\n")
    (here / "more.rsp").write_text('-o "a b.o"')
    (here / "a b.c").write_text("char * a = A;\n")
    assert run([*cfa, "@all.rsp"], here).files == {"a b.o"}
    assert "@gone.rsp" in run([*cfa, "-c", "@gone.rsp"], here, status=1).err
    (here / "self.rsp").write_text("@self.rsp")
    run([*cfa, "@self.rsp"], here, status=1)
    run([*cfa, "-c", "util.c"], here)
    run(["ar", "rcs", "libutil.a", "util.o"], here)
    (here / "huge.rsp").write_text("main.c -o prog\n" + ("./" * 100 + "libutil.a\n") * 15_000)
    assert run([*cfa, "@huge.rsp"], here).files == {"prog"}


def test_many_arguments(cfa, here):
    assert run([*cfa, "-c", *[f"-DNAME_{i}={i}" for i in range(5_000)], "util.c"], here).files == {"util.o"}
    for i in range(300):
        (here / f"o{i}.c").write_text(f"int o{i} = {i};\n")
    run(["gcc", "-c", *[f"o{i}.c" for i in range(300)]], here)
    assert run([*cfa, "one.c", *[f"o{i}.o" for i in range(300)]], here).files == {"a.out"}


@pytest.mark.parametrize("name", ["a b.c", "it's.c", 'q"q.c', "back\\slash.c", "größe.c", "-x.c", "a$b.c", "two.dots.c", "new\nline.c"])
def test_file_names(name, cfa, here):
    (here / name).write_text("int main( void ) {\n\tint unused;\n\treturn 0;\n}\n")
    path = f"./{name}" if name[0] == "-" else name
    assert run([*cfa, "-g", "-c", path], here).files == {name[:-2] + ".o"}
    done = run([*cfa, "-Wall", path, "-o", "p"], here)
    assert done.files == {"p"} and ":2:" in done.err
    assert run(["gcc", "-MM", path], here).out == run([*cfa, "-MM", path], here).out


def test_debug_information(cfa, here):
    for flag in ("-g", "-g3", "-ggdb", "-gdwarf-4"):
        run([*cfa, flag, "-c", "sub/deep.c", "-o", "d.o"], here)
        told = run(["readelf", "--debug-dump=info", "d.o"], here).out
        assert re.search(r"DW_AT_name .*: sub/deep\.c\n", told) and re.search(rf"DW_AT_comp_dir .*: {re.escape(str(here))}\n", told)
    run([*cfa, "-quiet", "-c", "hello.cfa"], here)
    assert re.search(r"FILE .* hello\.cfa\n", run(["readelf", "-sW", "hello.o"], here).out)
    lines = run(["readelf", "--debug-dump=decodedline", "d.o"], here).out
    assert re.search(r"deep\.c +2 ", lines)


def test_warnings_name_the_line(cfa, here):
    done = run([*cfa, "-Wall", "-c", "warn.c"], here)
    assert re.match(r"warn\.c: In function .f.:\nwarn\.c:4:\d+: warning: unused variable .unused.", done.err)
    assert "int unused;" in done.err, "the line itself"
    assert "unused variable" in run([*cfa, "-Wall", "-fsyntax-only", "warn.c"], here).err
    (here / "ret.c").write_text("int f( void ) {}\n#warning told\n")
    told = run([*cfa, "-Wall", "-c", "ret.c"], here).err
    assert told.count("warning") - told.count("#warning") + told.count("-Wcpp") >= 2 and "ret.c:1:" in told and told.count("ret.c:2:") == 1


def test_missing_include(cfa, here):
    done = run([*cfa, "-c", "gone.c"], here, status=1)
    assert done.err.count("error") == 1 and "not-there.h" in done.err and done.files == set()


FAILING = ["bad.c", "syntax.c", "gone.c", "wrong.cfa", "missing.c"]


# warn.c fails for gcc's -Werror, so not where gcc does not run
@pytest.mark.parametrize("mode, source", [(m, s) for m in ("-c", "-S", "-CFA", "link") for s in FAILING + ["warn.c"] * (m != "-CFA")])
def test_output_is_removed(source, mode, cfa, here):
    (here / "old").write_text("old")
    flags = ["-Wall", "-Werror"] if mode != "-CFA" else []
    done = run([*cfa, "-quiet", *flags, *([mode] if mode != "link" else []), source, "-o", "old"], here, status=1)
    assert not (here / "old").exists() and "error" in done.err and done.files == set()


def test_one_message(cfa, here):
    """A stage that ends early is not followed by complaints of those that fed it."""
    (here / "big.c").write_text("".join(f"int f{i}( int * a ) {{ return a[{i}]; }}\n" for i in range(5_000)))
    for flags in (["-g9"], ["-Wsuch"], ["-march=none"], ["-o", "nowhere/x.o"], ["-Wa,--none"]):
        told = run([*cfa, "-c", "big.c", *flags], here, status=None).err
        assert len(re.findall(r"(?i)error:", told)) <= 1 and "cfa-cpp" not in told, told


def test_names_in_warnings(cfa, here):
    """What gcc says of functions and generic types is said of declarations, in every locale."""
    (here / "warned.cfa").write_text("""forall( T ) struct duo { T first, second; };
static char go( int i ) { return i; }
__attribute__((deprecated)) int old( double );
int main() {
	duo( int ) d @= { 1 };
	return old( 2.5 ) + d.first;
}
""")
    for locale in ("C", "C.UTF-8"):
        said = run([*cfa, "-Wall", "-Wextra", "-c", "warned.cfa"], here, LC_ALL=locale).err
        assert "char go( int )" in said and "defined but not used" in said
        assert "int old( double )" in said and "is deprecated" in said
        assert "duo( int )" in said and "_X" not in said and "_TS" not in said
    coloured = run([*cfa, "-Wall", "-fdiagnostics-color=always", "-c", "warned.cfa"], here, LC_ALL="C.UTF-8").err
    assert "\033[01m" in coloured and "char go( int )" in coloured and "_X" not in coloured


def test_link_errors(cfa, here):
    done = run([*cfa, "main.c"], here, status=1)
    assert "main.c" in done.err and "twice" in done.err and done.files == set()
    assert run([*cfa, "-quiet", "hello.cfa", "-o", "/proc/none"], here, status=1).err


def test_what_is_not_defined(cfa, here):
    """The linker's words with the program's declarations, and what a beginner may not know; C programs get gcc's words."""
    (here / "calls.cfa").write_text('int f( int * );\nextern int n;\nextern "C" { int g( int ); }\nint main() { return f( &n ) + g( 3 ); }\n')
    (here / "thread.cfa").write_text("#include <thread.hfa>\nthread T {};\nvoid main( T & ) {}\n")
    said = run([*cfa, "calls.cfa"], here, status=1).err
    for name in ("int main( void )", "int f( int * )", "int n", "g"):
        assert f"`{name}'" in said, said
    assert "calls.cfa" in said and "_X" not in said and said.endswith("note: a function that is defined in C is declared within 'extern \"C\" { ... }'\n")
    said = run([*cfa, "thread.cfa"], here, status=1).err
    assert "note: the program has no 'int main()'" in said and "extern" not in said
    run([*cfa, "-c", "calls.cfa"], here)
    assert "`int f( int * )'" in run([*cfa, "calls.o"], here, status=1).err
    assert "note:" not in run([*cfa, "util.c"], here, status=1).err



@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("flags", [["-c", "-o", "long.o"], ["-o", "prog"]])
def test_signals(number, flags, cfa, here):
    """Nothing stays of a compilation that is interrupted."""
    lines = "".join(f"int f{i}( int * a ) {{ int s = 0; for ( int i = 0; i < {i}; i += 1 ) s += a[i] * {i}; return s; }}\n" for i in range(30_000))
    (here / "long.c").write_text(lines + "int main( void ) { return 0; }\n")
    temporary = here.parent / "tmp"
    temporary.mkdir()
    before = listing(here)
    process = subprocess.Popen([*cfa, "-O2", "long.c", *flags], cwd=here, env={**os.environ, "TMPDIR": str(temporary)}, stderr=subprocess.PIPE,
                               start_new_session=True, preexec_fn=lambda: signal.signal(number, signal.SIG_DFL))
    time.sleep(2)
    assert process.poll() is None, "too fast for this test"
    process.send_signal(number)
    told = process.communicate(timeout=5)[1]  # ends when the last process that may write messages has ended
    assert process.returncode == -number and b"internal" not in told
    assert [*temporary.iterdir()] == [] and listing(here) == before
    time.sleep(0.5)
    assert [*temporary.iterdir()] == [] and listing(here) == before
    os.killpg(process.pid, signal.SIGKILL) if group_exists(process.pid) else None


def test_driver_is_killed(cfa, here):
    """No stage outlives a driver that cannot clean up; -g makes the translator stop itself."""
    process = subprocess.Popen([*cfa, "-c", "main.c", "-XCFA", "-g"], cwd=here, stderr=subprocess.DEVNULL, start_new_session=True)
    children = []
    for _ in range(200):
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        if any(Path(f"/proc/{pid}/comm").read_text() == "cfa-cpp\n" and " T " in Path(f"/proc/{pid}/stat").read_text() for pid in children):
            break
        time.sleep(0.02)
    process.kill()
    process.wait(timeout=5)
    os.killpg(process.pid, signal.SIGCONT) if group_exists(process.pid) else None
    for _ in range(100):
        if not group_exists(process.pid):
            break
        time.sleep(0.05)
    assert children and not group_exists(process.pid)


# Without headers: those of a 32-bit machine may not be installed. The assertions hold with gcc -m32.
M32 = """
#define SA( ... ) _Static_assert( __VA_ARGS__, "" )
struct d { char c; double d; };
struct l { char c; long long l; };
struct x { char c; long double x; };
struct z { char c; double _Complex z; };
struct p { char c; void * p; };
struct a { char c; _Atomic long long a; };
SA( sizeof( long ) == 4 && sizeof( void * ) == 4 && sizeof( long double ) == 12 && sizeof( struct d ) == 12 );
SA( sizeof( struct l ) == 12 && sizeof( struct x ) == 16 && sizeof( struct z ) == 20 && sizeof( struct p ) == 8 );
SA( _Alignof( double ) == 4 && _Alignof( struct d ) == 4 && sizeof( struct a ) == 16 );
SA( __alignof__( double ) == 8 && __alignof__( double[3] ) == 8 && __alignof__( struct d ) == 4 );
SA( __builtin_types_compatible_p( __typeof__( sizeof( int ) ), unsigned int ) );
SA( __builtin_types_compatible_p( __typeof__( (char *)0 - (char *)0 ), int ) );
SA( __builtin_types_compatible_p( __builtin_va_list, char * ) );
SA( (unsigned long)-1 == 0xffffffffu && sizeof( 0x80000000 ) == 4 && sizeof( 0x100000000 ) == 8 );
SA( __builtin_popcountl( -1L ) == 32 && __builtin_bswap64( 1 ) == 0x100000000000000 );
typedef unsigned eight __attribute__(( mode( DI ) )), word __attribute__(( mode( word ) ));
SA( sizeof( eight ) == 8 && sizeof( word ) == 4 );
enum big { B = 0x100000000 };
SA( sizeof( enum big ) == 8 );
#ifndef __cforall
SA( __builtin_types_compatible_p( __typeof__( L'x' ), long ) && sizeof( 2147483648 ) == 8 );
long wide[] = L"abc";
#endif
#ifdef __cforall
extern "C" {
#endif
unsigned int strlen( const char * );
void * malloc( unsigned int );
#ifdef __cforall
}
#endif
int sum( int n, ... ) {
	__builtin_va_list l;
	__builtin_va_start( l, n );
	int s = strlen( "" );
	while ( n-- ) s += __builtin_va_arg( l, int );
	__builtin_va_end( l );
	return s;
}
"""


@pytest.mark.skipif(os.uname().machine != "x86_64", reason="i386 is a variant of x86-64")
def test_m32(cfa, here):
    """The translator knows the sizes of the machine compiled for."""
    flags = ["-Wall", "-Werror", "-Wno-psabi", "-S"]
    for name in "m32.c", "m32.cfa":
        (here / name).write_text(M32)
    if subprocess.run(["gcc", "-m32", *flags, "-o", os.devnull, "m32.c"], cwd=here).returncode != 0:
        pytest.skip("this gcc does not compile for i386")
    run([*cfa, "-quiet", "-m32", *flags, "m32.c"], here)
    run([*cfa, "-quiet", "-m32", "-nolib", *flags, "m32.cfa"], here)
    assert run([*cfa, "-quiet", *flags, "m32.c"], here, status=1).err.count("static assertion failed") >= 10
    (here / "wide.c").write_text("__int128 i;\n")
    assert "wide.c:1:1: error: '__int128' is not supported" in run([*cfa, "-m32", "-S", "wide.c"], here, status=1).err


def test_translator_is_killed(cfa, here):
    """A stage that dies is an error of its own; -g makes the translator stop itself."""
    process = subprocess.Popen([*cfa, "-c", "main.c", "-XCFA", "-g"], cwd=here, stderr=subprocess.PIPE)
    victims = []
    for _ in range(200):
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        victims = [int(pid) for pid in children if Path(f"/proc/{pid}/comm").read_text() == "cfa-cpp\n"]
        if victims and " T " in Path(f"/proc/{victims[0]}/stat").read_text():
            break
        time.sleep(0.02)
    os.kill(victims[0], signal.SIGKILL)
    told = process.communicate(timeout=20)[1].decode()
    assert process.returncode == 1 and "signal 9" in told and not (here / "main.o").exists()


def group_exists(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_objects_of_gcc(cfa, here):
    """Objects, archives and shared libraries of both compilers, linked by both."""
    run(["gcc", "-c", "util.c", "-o", "theirs.o"], here)
    run([*cfa, "-c", "util.c", "-o", "ours.o"], here)
    run([*cfa, "-c", "main.c"], here)
    run(["gcc", "main.o", "theirs.o", "-o", "p1"], here)
    run([*cfa, "main.o", "theirs.o", "-o", "p2"], here)
    run(["gcc", "-c", "main.c", "-o", "gmain.o"], here)
    run(["gcc", "gmain.o", "ours.o", "-o", "p3"], here)
    run(["ar", "rcs", "libutil.a", "ours.o"], here)
    run([*cfa, "main.c", "-L.", "-lutil", "-o", "p4"], here)
    run([*cfa, "-L.", "-lutil", "main.c", "-o", "p5"], here)
    run([*cfa, "main.c", "libutil.a", "-o", "p6"], here)
    run([*cfa, "-shared", "-fPIC", "util.c", "-o", "libshared.so"], here)
    run(["gcc", "main.c", "-L.", "-lshared", "-Wl,-rpath,$ORIGIN", "-o", "p7"], here)
    run([*cfa, "-quiet", "both.cfa", "theirs.o", "-o", "p8"], here)
    run([*cfa, "-quiet", "both.cfa", "util.c", "-o", "p9"], here)
    run([*cfa, "-quiet", "-c", "both.cfa"], here)
    run([*cfa, "both.o", "pre.i", "-o", "p10"], here)
    run([*cfa, "-Wl,--whole-archive", "libutil.a", "-Wl,--no-whole-archive", "main.c", "-o", "p11"], here)
    run([*cfa, "-Wl,--start-group", "-L.", "-lutil", "-Wl,--end-group", "main.c", "-u", "twice", "-o", "p12"], here)
    for i in range(1, 13):
        run([f"./p{i}"], here)


def test_programs_of_many_kinds(cfa, here):
    (here / "mt.c").write_text("#include <pthread.h>\nstatic void * f( void * p ) { return p; }\n"
                               "int main( void ) { pthread_t t; pthread_create( &t, 0, f, 0 ); return pthread_join( t, 0 ); }\n")
    run([*cfa, "-pthread", "mt.c", "-o", "mt"], here)
    run(["./mt"], here)
    (here / "omp.c").write_text("#include <omp.h>\nint main( void ) { int n = 0;\n#pragma omp parallel for reduction( + : n ) num_threads( 2 )\n"
                                "for ( int i = 0; i < 10; i += 1 ) n += i;\nreturn n != 45; }\n")
    run([*cfa, "-fopenmp", "-Wall", "-Werror", "omp.c", "-o", "omp"], here)
    run(["./omp"], here)
    (here / "over.c").write_text("int main( int argc, char * argv[] ) { int a[2] = { 0 }; return a[argc + 1]; }\n")
    run([*cfa, "-g", "-fsanitize=address", "over.c", "-o", "over"], here)
    told = run(["./over"], here, status=None).err
    assert "stack-buffer-overflow" in told and re.search(r"over\.c:1", told)
    (here / "start.c").write_text('void _start( void ) { __asm__( "mov $60, %eax; xor %edi, %edi; syscall" ); }\n')
    run([*cfa, "-nostdlib", "-static", "start.c", "-o", "start"], here)
    run(["./start"], here)
    (here / "lto.c").write_text("int twice( int );\nint main( void ) { return twice( 21 ) - 42; }\n")
    run([*cfa, "-flto", "-O2", "-c", "lto.c", "util.c"], here)
    run([*cfa, "-flto", "-O2", "lto.o", "util.o", "-o", "lto"], here)
    run(["./lto"], here)


def test_time_report(cfa, here):
    told = run([*cfa, "-ftime-report", "-c", "main.c"], here).err
    assert "parse" in told and "resolve" in told and "TOTAL" in told


def test_libraries_options(cfa, here):
    links = run([*cfa, "-###", "plain.c"], here).err
    assert "-lcfa" in links and "x64-debug" in links or "arm64-debug" in links
    assert "-nodebug" in run([*cfa, "-nodebug", "-###", "plain.c"], here).err
    assert "-lcfa" not in run([*cfa, "-nolib", "-###", "plain.c"], here).err
    run([*cfa, "-nolib", "plain.c", "-o", "p"], here)
    run([*cfa, "-nodebug", "plain.c", "-o", "p"], here)
    run(["./p"], here)


def test_include_paths(cfa, here):
    """C sources see the system's headers, C∀ sources the wrappers in front of them."""
    def folders(*flags):
        told = run([*cfa, "-v", "-E", *flags], here).err
        return told[told.index("#include <...>"):told.index("End of search list")].split("\n")
    assert not any("stdhdr" in line for line in folders("plain.c"))
    assert sum("stdhdr" in line for line in folders("-x", "cfa", "plain.c")) == 1
    assert not any("stdhdr" in line for line in folders("-no-include-stdhdr", "-x", "cfa", "plain.c"))


HEADERS = sorted(str(path.relative_to(ROOT / "libcfa/src/stdhdr")) for path in (ROOT / "libcfa/src/stdhdr").rglob("*.h"))


def usable(header: str, folder: Path) -> bool:
    text = f"#define _GNU_SOURCE 1\n#include <{header}>\n"
    return run(["gcc", "-fsyntax-only", "-x", "c", "-"], folder, stdin=text, status=None).status == 0


@pytest.mark.parametrize("first", range(0, len(HEADERS), 12))
def test_header_wrappers(first, cfa, here):
    """Each compiles twice in a C∀ source."""
    for header in HEADERS[first:first + 12]:
        if usable(header, here):
            text = f"#include <{header}>\n#include <{header}>\nint main() {{}}\n"
            run([*cfa, "-quiet", "-Wall", "-Wextra", "-Werror", "-x", "cfa", "-fsyntax-only", "-"], here, stdin=text)


def test_header_wrappers_together(cfa, here):
    found = [header for header in HEADERS if header not in ("complex.h", "tgmath.h", "gmp.h", "threads.h", "stdnoreturn.h") and usable(header, here)]
    text = "".join(f"#include <{header}>\n" for header in found + found[::-1]) + "int main() {}\n"
    run([*cfa, "-quiet", "-x", "cfa", "-c", "-", "-o", "all.o"], here, stdin=text)


CONFIGURE = r"""#!/bin/sh
# What configure scripts ask a compiler.
set -u
fail() { echo "$1" >&2; exit 1; }
echo 'int main( void ) { return 0; }' > conftest.c
$CC --version > /dev/null || fail version
$CC -o conftest conftest.c && ./conftest || fail works
rm -f conftest a.out; $CC conftest.c && test -f a.out || fail a.out
$CC -c conftest.c 2> conftest.err && test -f conftest.o && test ! -s conftest.err || fail silent
printf '#ifndef __GNUC__\n choke me\n#endif\n' > conftest.c
$CC -c conftest.c || fail gnu
echo 'int main( void ) { return no_such_function_anywhere(); }' > conftest.c
$CC -o conftest conftest.c 2> /dev/null && fail undefined
printf '#include <stdio.h>\n#include <no/such.h>\n' > conftest.c
$CC -E conftest.c > /dev/null 2>&1 && fail header
echo 'char pthread_create(); int main( void ) { return pthread_create(); }' > conftest.c
$CC -o conftest conftest.c -lpthread 2> /dev/null || fail function
printf '#include <stdio.h>\nstatic long n( void ) { return sizeof( long ); }\nint main( void ) { printf( "%%ld", n() ); return 0; }' > conftest.c
$CC -o conftest conftest.c && test "$(./conftest)" = 8 || fail size
echo 'int a[1 - 2 * !( sizeof( long ) == 4 )];' > conftest.c
$CC -c conftest.c 2> /dev/null && fail negative
echo 'int x;' > conftest.c
$CC -Werror -Wunknown-thing -c conftest.c 2> /dev/null && fail unknown
$CC -fPIC -DPIC -c conftest.c -o conftest.o || fail pic
$CC -E - < /dev/null > /dev/null || fail stdin
echo yes
"""


def test_configure(cfa, here):
    (here / "configure").write_text(CONFIGURE)
    for command in (cfa, ["gcc"]):
        assert run(["sh", "configure"], here, CC=" ".join(command)).out.splitlines()[-1] == "yes"


def test_make(cfa, here):
    """make with dependency files: a changed header rebuilds what includes it."""
    (here / "Makefile").write_text("prog: main.o util.o; $(CC) -o $@ $^\n%.o: %.c; @echo CC $<; $(CC) -MMD -MP -c $< -o $@\n-include *.d\n")
    assert sorted(re.findall("^CC.*", run(["make", f"CC={' '.join(cfa)}"], here).out, re.M)) == ["CC main.c", "CC util.c"]
    run(["./prog"], here)
    future = time.time() + 5
    os.utime(here / "util.h", (future, future))
    assert "CC main.c" in run(["make", f"CC={' '.join(cfa)}"], here).out
    run(["make", "-f", "/dev/null", f"CC={' '.join(cfa)}", "plain"], here)
    run(["./plain"], here)


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("cmake"), reason="no cmake")
def test_cmake(cfa, here):
    (here / "CMakeLists.txt").write_text("cmake_minimum_required( VERSION 3.5 )\nproject( p C )\ninclude( CheckFunctionExists )\n"
                                         "check_function_exists( printf HAVE_PRINTF )\nif( NOT HAVE_PRINTF )\nmessage( FATAL_ERROR no )\nendif()\n"
                                         "set( CMAKE_C_STANDARD 11 )\nadd_library( util SHARED util.c )\nadd_executable( prog main.c )\n"
                                         "target_link_libraries( prog util )\n")
    told = run(["cmake", "-B", "build dir", f"-DCMAKE_C_COMPILER={cfa[0]}"], here).out
    assert "The C compiler identification is GNU" in told
    run(["cmake", "--build", "build dir"], here)
    run(["build dir/prog"], here)


@pytest.mark.slow
def test_installed_and_moved(cfa, build, here):
    """An installed tree works below any folder."""
    environment = {key: "" for key in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL")}
    stage = here / "stage"
    for part in ("src", "driver", "libcfa"):
        run(["make", "-s", "-C", str(build / part), "install", f"DESTDIR={stage}", "prefix=/opt/cfa"], here, **environment)
    (stage / "opt/cfa").rename(here / "moved here")
    moved = str(here / "moved here/bin/cfa")
    run([moved, "-quiet", "hello.cfa", "-o", "p"], here)
    run(["./p"], here)
    run([moved, "main.c", "util.c", "-o", "p"], here)
    run(["./p"], here)
    assert str(build) not in run([moved, "-###", "hello.cfa"], here).err
    os.symlink(moved, here / "link-to-cfa")
    run([str(here / "link-to-cfa"), "-quiet", "hello.cfa", "-o", "p"], here)
