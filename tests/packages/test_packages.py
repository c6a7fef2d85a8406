"""Real C programs, unchanged from their Debian source packages, built with cfa in the place of gcc.

Each is built twice, by gcc and by cfa, and must behave the same: zlib's own `make check`, Lua on the programs of lua/,
SQLite on sqlite/script.sql. Objects of both compilers are also mixed in one program.
"""
import os, pathlib, shutil, subprocess
import pytest

HERE = pathlib.Path(__file__).resolve().parent
CFA = os.environ.get( "CFA" ) or str( HERE.parents[1] / "build/driver/cfa" )
COMPILERS = { "gcc": "gcc", "cfa": f"{CFA} -quiet" }


def run( command: str, cwd: pathlib.Path, **more ) -> str:
    """The output of a shell command that must succeed."""
    done = subprocess.run( command, shell=True, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                           errors="replace", timeout=900, **more )
    assert done.returncode == 0, f"{command}\n{done.stdout[-4000:]}"
    return done.stdout


@pytest.fixture( scope="module" )
def sources( tmp_path_factory ) -> pathlib.Path:
    """Unpacked sources, kept beside the build so that they are downloaded once."""
    build = pathlib.Path( CFA ).resolve().parents[1]
    folder = build / "packages" if os.access( build, os.W_OK ) else tmp_path_factory.mktemp( "packages" )
    run( f"{HERE}/fetch {folder} zlib lua5.4 sqlite3", HERE )
    return folder


def copy( sources: pathlib.Path, package: str, where: pathlib.Path ) -> pathlib.Path:
    shutil.copytree( sources / package, where )
    return where


def test_zlib( sources, tmp_path ):
    results = {}
    for name, command in COMPILERS.items():
        tree = copy( sources, "zlib", tmp_path / name )
        run( f"CC='{command}' CFLAGS=-O2 ./configure", tree )
        results[name] = [ line for line in run( "make check", tree ).splitlines() if "OK" in line ]
        assert len( results[name] ) >= 3
    assert results["cfa"] == results["gcc"]
    # objects link both ways: gcc's test program against cfa's library, and the reverse
    for program, library in ( "gcc", "cfa" ), ( "cfa", "gcc" ):
        out = run( f"gcc {program}/example.o {library}/libz.a -o mixed-{program} && ./mixed-{program} z.tmp", tmp_path )
        assert "inflate with dictionary: hello, hello!" in out


def test_lua( sources, tmp_path ):
    outputs = {}
    for name, command in COMPILERS.items():
        tree = copy( sources, "lua5.4", tmp_path / name )
        run( f"make linux CC='{command} -std=gnu99' MYLIBS=", tree )
        outputs[name] = [ run( f"{tree}/src/lua {program} | sed 's/0x[0-9a-f]*/ADDRESS/g'", HERE / "lua" )
                          for program in sorted( os.listdir( HERE / "lua" ) ) ]
    assert len( outputs["gcc"] ) >= 3
    assert outputs["cfa"] == outputs["gcc"]


def test_sqlite( sources, tmp_path ):
    tree = copy( sources, "sqlite3", tmp_path / "tree" )
    run( "./configure --disable-tcl --disable-shared && make sqlite3.c shell.c", tree )
    outputs = {}
    for name, command in COMPILERS.items():
        run( f"{command} -O2 shell.c sqlite3.c -o sqlite3-{name} -lpthread -ldl -lm", tree )
        outputs[name] = run( f"./sqlite3-{name} :memory: < {HERE}/sqlite/script.sql 2>&1 || true", tree )
    assert len( outputs["gcc"].splitlines() ) > 600
    assert outputs["cfa"] == outputs["gcc"]
