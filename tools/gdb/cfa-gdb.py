# SPDX-License-Identifier: BSD-3-Clause
"""gdb commands for Cforall programs with threads (doc/debugging.md): gdb -x cfa-gdb.py PROGRAM

    info cfathreads                      the user threads: state, what each waits for, where it is
    info cfaprocessors, info cfaclusters
    cfathread N|NAME                     shows the stack of a thread: frame 1 and up are its frames
    cfathread N|NAME apply COMMAND       one command on its stack
    cfathread all apply COMMAND          one after the other
    cfathread off                        back to the kernel thread

They only read, so they work on core files, too. What they read is `__cfa_debugger` (kernel/stack.cfa)."""
import gdb
from gdb.unwinder import Unwinder, register_unwinder

STATES = ["ended", "new", "primed", "blocked", "ready", "running", "cancelled", "ending"]
KINDS = ["park", "monitor", "condition", "lock", "semaphore", "join", "barrier", "future", "channel insert", "channel remove", "sleep"]


def runtime() -> gdb.Value:
    symbol = gdb.lookup_global_symbol("__cfa_debugger")
    if symbol is None:
        raise gdb.GdbError("The program has no Cforall threads, or its library no debug information (link it with -debug).")
    return symbol.value()


def text(pointer: gdb.Value) -> str:
    return pointer.string(errors="replace") if pointer else "?"


def stacks():
    """The records of all stacks: those in chunks, then those of other sizes."""
    view = runtime()
    char, record_type = gdb.lookup_type("char").pointer(), view["others"].dereference().type
    size, count, colours, line = (int(view[name]) for name in ("stack_size", "in_chunk", "colours", "cache_line"))
    chunk = view["chunks"].dereference()
    while chunk:
        for i in range(int(chunk["used"])):
            top = int(chunk["base"].cast(char)) + (i + 1) * size - chunk.dereference().type.sizeof
            at = top - (int(chunk["number"]) * count + i) % colours * line - record_type.target().sizeof
            yield gdb.Value(at & ~15).cast(record_type)
        chunk = chunk["next"]
    record = view["others"].dereference()
    while record:
        yield record
        record = record["next"]


def clusters():
    cluster = runtime()["clusters"].dereference()
    while cluster:
        yield cluster
        cluster = cluster["next"]


def processors():
    for cluster in clusters():
        for i in range(int(cluster["n_slots"])):
            if cluster["processors"][i]["alive"]:
                yield cluster["processors"][i]


class Thread:
    """A user thread, and the kernel thread that runs it, if one does."""

    def __init__(self, number: int, descriptor: gdb.Value):
        self.number, self.descriptor = number, descriptor
        self.name = text(descriptor["self_cor"]["name"])
        self.state = STATES[int(descriptor["state"])]
        self.kernel = None
        if self.state == "running" and descriptor["running"]:
            wanted = int(descriptor["running"]["kernel_id"])
            self.kernel = next((t for t in gdb.selected_inferior().threads() if t.ptid[1] == wanted or t.num == wanted), None)

    @staticmethod
    def all() -> list:
        found = [runtime()["main"].dereference()] + [s["owner"] for s in stacks() if s["owner"]]
        return [Thread(i, d) for i, d in enumerate((d for d in found if d), 1)]

    @staticmethod
    def named(word: str) -> list:
        threads = Thread.all()
        chosen = threads if word == "all" else [t for t in threads if word in (str(t.number), t.name)]
        if not chosen:
            raise gdb.GdbError(f"No Cforall thread {word}: see info cfathreads.")
        return chosen

    def waits_for(self) -> str:
        word = int(self.descriptor["waits_for"])
        if self.state != "blocked" or not word:
            return ""
        return f", waits for {KINDS[(word >> 56) % len(KINDS)]} {hex(word & 0xFFFFFFFFFFFFFF)}"

    def select(self) -> int:
        """Makes its stack the current one; returns the number of its first frame."""
        if self.kernel is not None:
            override.context = None
            self.kernel.switch()
            gdb.invalidate_cached_frames()
            return 0
        context = self.descriptor["context"]
        override.set(int(context["SP"]), int(context["FP"]), int(context["PC"]))
        return 1

    def first_frame(self) -> gdb.Frame:
        """The first one outside of the runtime, if there is one."""
        first = frame = frame_at(self.select())
        for _ in range(20):
            table = frame.find_sal().symtab
            if frame.name() and not (table and "/concurrency/" in table.filename) and not frame.name().startswith("__cfa_"):
                return frame
            frame = frame.older()
            if frame is None:
                break
        return first

    def place(self) -> str:
        frame = self.first_frame()
        table = frame.find_sal().symtab
        return f"{frame.name() or '?'}" + (f" at {table.filename}:{frame.find_sal().line}" if table else "")


def frame_at(level: int) -> gdb.Frame:
    frame = gdb.newest_frame()
    for _ in range(level):
        frame = frame.older() or frame
    return frame


class Override(Unwinder):
    """While a context is set, the caller of the innermost frame is that context."""

    def __init__(self):
        super().__init__("cfa-threads")
        self.context = None
        self.names = ("rsp", "rbp", "rip")

    def set(self, sp: int, fp: int, pc: int) -> None:
        self.context = None
        gdb.invalidate_cached_frames()
        frame = gdb.newest_frame()
        self.names = ("rsp", "rbp", "rip") if "x86-64" in frame.architecture().name() else ("sp", "x29", "pc")
        innermost = tuple(int(frame.read_register(name)) for name in (self.names[0], self.names[2]))
        self.context = {"at": innermost, "registers": (sp, fp, pc)}
        gdb.invalidate_cached_frames()

    def __call__(self, pending: gdb.PendingFrame):
        if self.context is None:
            return None
        sp, pc = pending.read_register(self.names[0]), pending.read_register(self.names[2])
        if (int(sp), int(pc)) != self.context["at"]:
            return None
        info = pending.create_unwind_info(Identity(sp, pc))
        for name, value in zip(self.names, self.context["registers"]):
            info.add_saved_register(name, gdb.Value(value).cast(gdb.lookup_type("long")))
        return info


class Identity:
    def __init__(self, sp: gdb.Value, pc: gdb.Value):
        self.sp, self.pc = sp, pc


override = Override()
register_unwinder(None, override, replace=True)


class Restored:
    """What was selected before is selected again."""

    def __enter__(self):
        self.thread, self.context = gdb.selected_thread(), override.context
        self.level = gdb.selected_frame().level()
        return self

    def __exit__(self, *_):
        if self.thread is not None and self.thread.is_valid():
            self.thread.switch()
        override.context = self.context
        gdb.invalidate_cached_frames()
        frame_at(self.level).select()


def stopped(_event=None) -> None:
    override.context = None


gdb.events.cont.connect(stopped)


class InfoThreads(gdb.Command):
    """The user threads of a Cforall program: state, what each waits for, where it is."""

    def __init__(self):
        super().__init__("info cfathreads", gdb.COMMAND_STATUS)

    def invoke(self, argument: str, from_tty: bool) -> None:
        with Restored():
            for t in Thread.all():
                cluster = text(t.descriptor["curr_cluster"]["name"])
                coroutine = t.descriptor["curr_cor"]
                inside = ""
                if int(coroutine) != int(t.descriptor["self_cor"].address):
                    inside = f" in coroutine {text(coroutine['name'])}"
                print(f'{t.number:4} "{t.name}" ({hex(int(t.descriptor))}) {t.state}{t.waits_for()}{inside} on "{cluster}"')
                print(f"       {t.place()}")


class InfoProcessors(gdb.Command):
    """The processors of a Cforall program and what they run."""

    def __init__(self):
        super().__init__("info cfaprocessors", gdb.COMMAND_STATUS)

    def invoke(self, argument: str, from_tty: bool) -> None:
        running = {int(t.descriptor["running"]): t for t in Thread.all() if t.state == "running"}
        for p in processors():
            name = text(p["face"]["name"]) if p["face"] else "?"
            ring = (int(p["tail"]) - int(p["head"])) % 2**32
            ready = ring + (1 if p["slot"] else 0)
            thread = running.get(int(p))
            doing = "asleep" if p["idle"] else f'runs "{thread.name}"' if thread else "searches"
            print(f'"{name}" ({hex(int(p))}) LWP {int(p["kernel_id"])} on "{text(p["cluster"]["name"])}": {doing}, {ready} ready')


class InfoClusters(gdb.Command):
    """The clusters of a Cforall program."""

    def __init__(self):
        super().__init__("info cfaclusters", gdb.COMMAND_STATUS)

    def invoke(self, argument: str, from_tty: bool) -> None:
        for c in clusters():
            print(f'"{text(c["name"])}" ({hex(int(c))}): {int(c["n_processors"])} processors, {int(c["n_idle"])} asleep, '
                  f'{int(c["inject_count"])} threads in the common queue, slice {int(c["preemption_rate"]["tn"]) / 1e6:g} ms')


class ShowThread(gdb.Command):
    """cfathread N|NAME [apply COMMAND]: the stack of a Cforall thread, with `all` of each of them; cfathread off: the kernel thread."""

    def __init__(self):
        super().__init__("cfathread", gdb.COMMAND_STACK)

    def invoke(self, argument: str, from_tty: bool) -> None:
        word, _, command = argument.partition(" apply ")
        word, command = word.strip().strip('"'), command.strip()
        if word == "off":
            override.context = None
            gdb.invalidate_cached_frames()
            return
        if not word:
            raise gdb.GdbError("Which thread? See info cfathreads.")
        if command:
            with Restored():
                for t in Thread.named(word.removesuffix(" all").strip()):
                    print(f'Cforall thread {t.number} "{t.name}":')
                    t.first_frame().select()
                    print(frames(gdb.execute(command, to_string=True), t), end="")
            return
        Thread.named(word)[0].first_frame().select()
        gdb.execute("frame")


def frames(output: str, thread: Thread) -> str:
    """Without the innermost frame, which belongs to the kernel thread."""
    lines = output.splitlines(keepends=True)
    return "".join(lines[1:] if thread.kernel is None and lines and lines[0].startswith("#0 ") else lines)


InfoThreads()
InfoProcessors()
InfoClusters()
ShowThread()
