# File descriptors of every kind asked of Python's os as well: same value or same errno, and the same files after.
load ../../helper
load ../../python

prepare() {
    newest_python
    cat >ask.py <<'PYTHON'
import base64, errno, fcntl, json, os, pty, shutil, socket, subprocess, sys, termios, tty

XOS, USER = sys.argv[1], int(sys.argv[2])
asked = differed = 0
lacking = set()
NARROW = open(XOS, "rb").read(5)[4] == 1  # of 32 bits, for which the kernel has other positions in a directory
ODD = (-1, 0, 3, 2**31, 2**62, 2**63 - 1, 2**63)
STAT = "st_mode st_ino st_dev st_nlink st_uid st_gid st_size st_blocks st_blksize st_rdev".split()
STATVFS = "f_bsize f_frsize f_blocks f_files f_flag f_namemax f_fsid".split()

class World:
    """Fresh files and descriptors of every kind, and what became of them."""
    def __init__(self):
        shutil.rmtree("world", ignore_errors=True)
        os.makedirs("world/folder")
        for name in ("rw", "ro", "wo", "ap", "path"):
            with open("world/" + name, "wb") as file:
                file.write(b"The quick brown fox\n")
        termios.tcflush(PTY[1], termios.TCIOFLUSH), tty.setraw(PTY[1])
        master, terminal = map(os.dup, PTY)
        left, right = socket.socketpair()
        left.setblocking(False), right.setblocking(False), right.send(b"socket data")
        reading, far = os.pipe2(os.O_NONBLOCK)
        os.write(far, b"pipe data")
        drain, writing = os.pipe2(os.O_NONBLOCK)
        self.fds = {
            "rw": os.open("world/rw", os.O_RDWR), "ro": os.open("world/ro", os.O_RDONLY),
            "wo": os.open("world/wo", os.O_WRONLY), "ap": os.open("world/ap", os.O_RDWR | os.O_APPEND),
            "path": os.open("world/path", os.O_PATH), "folder": os.open("world/folder", os.O_RDONLY),
            "reading": reading, "writing": writing, "socket": left.detach(), "terminal": terminal,
            "null": os.dup(NULL), "full": os.dup(FULL),
            "event": os.eventfd(5, os.EFD_NONBLOCK) if hasattr(os, "eventfd") else os.dup(reading),
        }
        self.hidden = [master, right.detach(), far, drain]
        self.fds["master"] = os.dup(master)
        for fd in (terminal, master, self.fds["null"], self.fds["full"]):
            os.set_blocking(fd, fd in (self.fds["null"], self.fds["full"]))
        for fd in self.fds.values():
            os.set_inheritable(fd, True)

    def after(self):
        told = []
        for name in ("rw", "ro", "wo", "ap", "folder"):
            status = os.stat("world/" + name)
            told.append((status.st_size, status.st_mode, status.st_uid, status.st_gid))
            os.chmod("world/" + name, 0o700)
            if name != "folder":
                with open("world/" + name, "rb") as file:
                    told.append(file.read(100))
        for fd in self.fds.values():
            try:
                told.append((fcntl.fcntl(fd, fcntl.F_GETFL), fcntl.fcntl(fd, fcntl.F_GETFD)))
                told.append(os.lseek(fd, 0, os.SEEK_CUR))
            except OSError as error:
                told.append(error.errno)
        for fd in self.hidden:
            os.set_blocking(fd, False)
            try:
                told.append(os.read(fd, 1000))
            except OSError as error:
                told.append(error.errno)
        return told

    def close(self):
        for fd in [*self.fds.values(), *self.hidden]:
            try:
                os.close(fd)
            except OSError:
                pass

def by_python(call, args):
    try:
        if call in ("readv", "preadv"):
            buffers = [bytearray(size) for size in args[1]]
            size = getattr(os, call)(args[0], buffers, *args[2:])
            return b"".join(map(bytes, buffers))[:size]
        value = getattr(os, call)(*args)
    except OSError as error:
        return errno.errorcode[error.errno]
    except (ValueError, OverflowError, TypeError):
        return "refused"
    if call == "fstat":
        return [getattr(value, name) for name in STAT]
    if call == "fstatvfs":
        return [getattr(value, name) for name in STATVFS]
    return list(value) if isinstance(value, tuple) else value

def words(call, args):
    for arg in args:
        if isinstance(arg, bytes):
            yield base64.b64encode(arg).decode()
        elif isinstance(arg, list) and "write" in call: # buffers are separate words
            yield from words(call, arg)
        elif isinstance(arg, list):
            yield ",".join(words(call, arg))
        else:
            yield oct(arg) if call == "fchmod" and arg is args[1] else str(arg)

def by_xos(call, args):
    option = ["--base64"] if "write" in call and call != "eventfd_write" else []
    if call in ("preadv", "pwritev"): # the flags are an option beside the last word, the offset
        option += ["--flags", str(args[3])]
        args = args[:3]
    run = subprocess.run([XOS, call, "--json", *option, "--", *words(call, args)] if option else
                         [XOS, call, "--json", *words(call, args)], capture_output=True, close_fds=False, timeout=60)
    if run.returncode > 1:
        error = json.loads(run.stderr)["error"]
        return error["name"] or "refused"
    value = json.loads(run.stdout)
    if isinstance(value, dict) and ("text" in value or "bytes" in value):
        return base64.b64decode(value["bytes"]) if "bytes" in value else value["text"].encode()
    if call == "fstat":
        return [value[name] for name in STAT]
    if call == "fstatvfs":
        return [value[name] for name in STATVFS]
    return list(value.values()) if isinstance(value, dict) else value

def ask(call, *args):
    """args may name descriptors; the same question in two fresh worlds."""
    global asked, differed
    if not hasattr(os, call):
        lacking.add(call)
        return
    answers = []
    for by in (by_python, by_xos):
        world = World()
        real = [world.fds.get(arg, 999) if isinstance(arg, str) and arg not in ("True", "False") else
                arg == "True" if isinstance(arg, str) else arg for arg in args]
        answer = by(call, real)
        after = world.after()
        answers.append((answer if call != "fstat" or not isinstance(answer, list) else answer[:1] + answer[2:], after))
        world.close()
    asked += 1
    if answers[0] != answers[1]:
        differed += 1
        what = [pair for pair in zip(answers[0][1], answers[1][1]) if pair[0] != pair[1]]
        print(call, args, answers[0][0], answers[1][0], what[:3], flush=True)

PTY = pty.openpty()  # while that is allowed
NULL, FULL = os.open("/dev/null", os.O_RDWR), os.open("/dev/full", os.O_RDWR)
if USER:
    os.chmod(".", 0o777)
    os.setgroups([USER]), os.setresgid(USER, USER, USER), os.setresuid(USER, USER, USER)

world = World()
KINDS = [*world.fds, "closed"]
world.close()
PAIRED = ("rw", "ap", "path", "folder", "reading", "writing", "null", "closed")
for fd in KINDS:
    for call in (
        "fstat fstatvfs isatty get_blocking get_inheritable ttyname tcgetpgrp get_terminal_size device_encoding "
        "fsync fdatasync ptsname grantpt unlockpt"
    ).split():
        ask(call, fd)
    if fd != "null":  # there Python's errno is one that was left over
        ask("eventfd_read", fd)
    for odd in ODD:
        for whence in (0, 1, 2, 3, 4):
            NARROW and fd == "folder" or ask("lseek", fd, odd, whence)
        ask("ftruncate", fd, odd)
        ask("eventfd_write", fd, odd)
        ask("pread", fd, 5, odd)
        ask("pwrite", fd, b"xyz", odd)
        ask("preadv", fd, [2, 3], odd, 0)
        ask("pwritev", fd, [b"xy", b"z"], odd, 0)
        ask("posix_fadvise", fd, odd, 0, 0)
        ask("posix_fadvise", fd, 0, odd, 4)
        ask("lockf", fd, os.F_TLOCK, odd)
    for odd in (-1, 0, 1, 5, 100, 2**63):
        ask("read", fd, odd)
        ask("pread", fd, odd, 2)
        ask("posix_fallocate", fd, odd, 10)
        ask("posix_fallocate", fd, 3, odd)
    ask("readv", fd, [1, 0, 20])
    ask("pread", fd, 2**63, 0)
    for flags in (1, 2, 8, 16, 2**20):
        ask("preadv", fd, [4], 0, flags)
        ask("pwritev", fd, [b"abcd"], 0, flags)
    for data in (b"", b"abc", b"\xff\0-"):
        ask("write", fd, data)
    ask("writev", fd, [b"abc", b"", b"d"])
    for command in (os.F_ULOCK, os.F_TEST, 9, -1):
        ask("lockf", fd, command, 0)
    if fd not in ("null", "full", "terminal", "master"):  # the machine's own devices stay as they are
        for mode in (0, 0o600, 0o7777, 0o100644):
            ask("fchmod", fd, mode)
        for ids in ((-1, -1), (os.geteuid(), os.getegid()), (0, 0), (2**32, 0)):
            ask("fchown", fd, *ids)
    for name in (0, 3, 4, 5, 17, 999, -1):
        ask("fpathconf", fd, name)
    ask("set_inheritable", fd, "True")
    ask("set_blocking", fd, "False")
    ask("set_blocking", fd, "True")
    ask("posix_fadvise", fd, 0, 0, 99)
    ask("tcsetpgrp", fd, 1)
    for other in PAIRED if fd in PAIRED else ():
        ask("copy_file_range", fd, other, 5)
        ask("copy_file_range", fd, other, 5, 2, 40)
        ask("sendfile", other, fd, None, 5)
        ask("sendfile", other, fd, 2, 5)
        ask("splice", fd, other, 5, None, None, 2)
        ask("splice", fd, other, 5, 2, None, 2)
        ask("splice", fd, other, 5, None, 2, 2)
for count in (-1, 0, 2**31, 2**63 - 1, 2**63):
    ask("copy_file_range", "ro", "wo", count)
    ask("sendfile", "wo", "ro", 0, count)
    ask("splice", "reading", "wo", count)
    ask("copy_file_range", "ro", "wo", 5, count)
    ask("copy_file_range", "ro", "wo", 5, None, count)
    ask("sendfile", "wo", "ro", count, 5)
print(asked, "questions,", differed, "differ")
print(f"# uid {USER}: {asked} questions; not in this Python: {' '.join(sorted(lacking)) or 'none'}", file=sys.stderr)
PYTHON
}

ask() {
    no_answer_differs "$python" ask.py "$(command -v xos)" "$1"
}

@test "as root, descriptors of every kind answer and change as under Python's os" {
    needs_root
    ask 0
}

@test "as an ordinary user, descriptors of every kind answer and change as under Python's os" {
    if [[ $EUID -eq 0 ]]; then ask 65534; else ask 0; fi
}
