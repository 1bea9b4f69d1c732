#!/usr/bin/env python3
"""Fails every system call of every operation, one at a time, and holds the outcome against the exit-status table.

Each row's example runs once under strace, which gives the calls that the operation makes after the program has started.
Then it runs again for each of those calls and each errno that the call can give, with that one call failed (strace's
inject). A failure may be mended by another way of doing the same (status and output as without the fault), or must be
told: the status that the table has for the errno, the errno's name in the message. Nothing else passes.

usage: inject.py [--full] [--verbose] [--without-proc] [NAME...]

Calls that have an older way around them also fail with EPERM, as filters of containers answer that do not know them,
and with ENOSYS: both must be mended. With --without-proc every example runs once more where /proc is empty: it must not
crash or hang, and what fails must be told.

Without --full each call is failed with one errno, chosen by its place, and with EINTR where it is retried. Prints a
line for each surprise, and the counts; exits 1 if there was a surprise, 77 if strace or the program is missing.
"""
import argparse
import errno
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

STATUS = {}
for status, names in {
    65: "ENODATA EINVAL ERANGE EDOM EOVERFLOW ENAMETOOLONG EILSEQ E2BIG ENOEXEC ESPIPE ENOTTY ENOTSOCK ENOTBLK",
    66: "ENOENT ENOTDIR ELOOP ESRCH ECHILD EBADF ENXIO ENODEV",
    69: "ENOSYS EOPNOTSUPP ENOTSUP",
    73: "EEXIST ENOTEMPTY EISDIR EXDEV EMLINK EROFS ETXTBSY",
    74: "EIO ENOSPC EDQUOT EFBIG EPIPE ESTALE ECONNRESET",
    75: "EAGAIN EINTR EBUSY ETIMEDOUT EDEADLK",
    76: "EPROTO",
    77: "EACCES EPERM",
}.items():
    for name in names.split():
        STATUS[name] = status

# What each call can give, by its manual page; a call not named here gets the last row.
ERRNOS = {
    "openat": "ENOENT EACCES ELOOP EMFILE ENOTDIR ENOSPC EROFS EINTR",
    "openat2": "ENOENT EACCES EMFILE ELOOP EXDEV EINTR",
    "read": "EIO EISDIR EAGAIN EINTR",
    "pread64": "EIO ESPIPE EINTR",
    "readv": "EIO EISDIR EINTR",
    "preadv2": "EIO EOPNOTSUPP EINTR",
    "write": "EIO ENOSPC EPIPE EDQUOT EINTR",
    "pwrite64": "EIO ENOSPC EFBIG EINTR",
    "writev": "EIO ENOSPC EINTR",
    "pwritev2": "EIO ENOSPC EOPNOTSUPP EINTR",
    "lseek": "ESPIPE EINVAL",
    "copy_file_range": "EIO ENOSPC EXDEV EINTR",
    "sendfile": "EIO EINVAL EINTR",
    "splice": "EINVAL EINTR",
    "statx": "ENOENT EACCES ENAMETOOLONG EIO",
    "newfstatat": "ENOENT EACCES EIO",
    "fstat": "EBADF EIO",
    "statfs": "ENOENT EACCES EIO",
    "fstatfs": "EBADF EIO ENOSYS",
    "faccessat2": "EACCES ENOENT EROFS ENOSYS",
    "getdents64": "EIO EACCES",
    "getcwd": "ENOENT EACCES",
    "readlink": "ENOENT EINVAL EACCES",
    "readlinkat": "ENOENT EINVAL EACCES EIO",
    "chdir": "ENOENT EACCES ENOTDIR",
    "fchdir": "EACCES EBADF ENOTDIR",
    "chroot": "EPERM EACCES ENOENT",
    "mkdirat": "EEXIST ENOSPC EROFS EMLINK",
    "mkdir": "EEXIST ENOSPC EROFS EMLINK",
    "mknodat": "EEXIST ENOSPC EROFS EPERM",
    "unlinkat": "EACCES EROFS EBUSY EISDIR",
    "unlink": "EACCES EROFS EISDIR",
    "rmdir": "ENOTEMPTY EBUSY EACCES",
    "rename": "EXDEV ENOTEMPTY EACCES",
    "renameat": "EXDEV ENOTEMPTY EACCES",
    "renameat2": "EXDEV ENOTEMPTY EACCES",
    "linkat": "EEXIST EXDEV EMLINK EPERM",
    "symlinkat": "EEXIST ENOSPC EACCES",
    "fchmod": "EPERM EROFS EIO",
    "fchmodat": "EPERM ENOENT EROFS",
    "fchown": "EPERM EROFS EIO",
    "fchownat": "EPERM ENOENT EROFS",
    "utimensat": "EACCES EPERM EROFS",
    "fsync": "EIO ENOSPC EINTR",
    "fdatasync": "EIO EINTR",
    "ftruncate": "EINVAL EFBIG EINTR",
    "truncate": "EACCES EFBIG EINTR",
    "fallocate": "ENOSPC EOPNOTSUPP EINTR",
    "fadvise64": "EBADF EINVAL ESPIPE",
    "getxattr": "ENODATA EOPNOTSUPP ERANGE",
    "lgetxattr": "ENODATA EOPNOTSUPP",
    "fgetxattr": "ENODATA EOPNOTSUPP",
    "setxattr": "ENOSPC EDQUOT EOPNOTSUPP EEXIST",
    "listxattr": "EOPNOTSUPP EACCES",
    "removexattr": "ENODATA EPERM",
    "getrandom": "EAGAIN ENOSYS EINTR",
    "wait4": "ECHILD EINTR",
    "waitid": "ECHILD EINTR",
    "clone": "EAGAIN ENOMEM",
    "clone3": "EAGAIN ENOMEM",
    "vfork": "EAGAIN ENOMEM",
    "fork": "EAGAIN ENOMEM",
    "execve": "EACCES ENOENT E2BIG",
    "kill": "ESRCH EPERM",
    "pidfd_open": "ESRCH EMFILE ENOSYS",
    "pidfd_getfd": "EPERM EBADF EMFILE",
    "pipe2": "EMFILE ENFILE",
    "memfd_create": "EMFILE ENOMEM",
    "eventfd2": "EMFILE ENFILE ENOMEM",
    "signalfd4": "EMFILE ENFILE ENOMEM",
    "timerfd_create": "EMFILE ENFILE EPERM",
    "timerfd_settime": "EBADF EINVAL",
    "timerfd_gettime": "EBADF EINVAL",
    "dup2": "EBADF EMFILE",
    "dup3": "EBADF EMFILE EINTR",
    "close_range": "EINVAL ENOSYS",
    "fcntl": "EBADF EINVAL",
    "flock": "EAGAIN EINTR",
    "ioctl": "ENOTTY EBADF",
    "setgroups": "EPERM",
    "setgid": "EPERM EINVAL",
    "setregid": "EPERM EINVAL",
    "setresgid": "EPERM EINVAL",
    "setuid": "EPERM EAGAIN",
    "setreuid": "EPERM EAGAIN",
    "setresuid": "EPERM EAGAIN",
    "getpgid": "ESRCH EPERM",
    "getsid": "ESRCH EPERM",
    "setpgid": "EACCES EPERM ESRCH",
    "setsid": "EPERM",
    "getpriority": "ESRCH EINVAL",
    "setpriority": "ESRCH EACCES EPERM",
    "sched_getaffinity": "ESRCH EINVAL",
    "sched_setaffinity": "ESRCH EPERM EINVAL",
    "sched_getscheduler": "ESRCH EPERM",
    "sched_setscheduler": "ESRCH EPERM EINVAL",
    "sched_getparam": "ESRCH EPERM",
    "sched_setparam": "ESRCH EPERM EINVAL",
    "munlockall": "EPERM ENOMEM",
    "unshare": "EPERM ENOSPC EINVAL",
    "setns": "EPERM EBADF EINVAL",
}
OTHER = "EPERM EINVAL ENOSYS"

# Calls that have an older way around them, which a kernel may lack (ENOSYS) and a filter deny (EPERM).
WITH_FALLBACK = set("statx faccessat2 fchmodat2 openat2 close_range getrandom sched_getattr preadv2 pwritev2 pidfd_open"
                    " pidfd_send_signal getxattrat setxattrat listxattrat removexattrat statmount clone3".split())

# Calls that cannot fail, that only prepare memory and signals, or whose failure is the kernel's own affair.
IGNORED = set(
    "exit_group exit rt_sigaction rt_sigprocmask rt_sigreturn sigaltstack munmap madvise brk mprotect mmap mremap futex close"
    " set_robust_list rseq getpid getppid gettid getuid geteuid getgid getegid getpgrp umask sync sched_yield times poll"
    " clock_gettime clock_nanosleep timer_delete getrusage arch_prctl set_tid_address prlimit64 getcpu alarm pause".split()
)

# EINTR is an answer of these, by the documentation or because the C library reads a database of users.
EINTR_TOLD = {"close", "lockf", "eventfd_read", "eventfd_write", "getgrouplist", "initgroups", "chown", "fchown"}

# Faults that have another meaning by design: the type of a file system is left out where it cannot be asked for, a file
# without flags says ENOTTY where the operation says ENOTSUP, the C library has an errno of its own for a
# terminal's, after login_tty the message goes to that terminal, and xsched explains what the kernel refused as it finds
# it. The C library has its own answer for a database of users that it cannot stat, and in login_tty for a session that
# cannot be left, and its nice(2) says EPERM for EACCES. xspawn reads what its programs write until EAGAIN, and waits
# for children that it has. A directory said to exist that is not there, or to be missing that is, is told as the next
# call finds it. A walk passes over what is gone when it is asked about, and a path of a dump that leads out is refused
# in words. A time zone whose file is not there is named, not its errno, and one that the system chose is a system file,
# as is what /proc says of threads.
ZONED = (
    "localtime", "mktime", "ctime", "strftime", "strptime", "asctime", "tzset", "altzone", "daylight", "timezone",
    "tzname", "xdate", "xts",
)
EXPECTED = {
    ("stat", "openat"), ("stat", "statfs"), ("stat", "fstatfs"), ("lstat", "openat"), ("lstat", "fstatfs"),
    ("fstat", "fstatfs"), ("xstat", "statfs"), ("xsched", "sched_get_priority_min"),
    ("xsched", "sched_get_priority_max"), ("chflags", "ioctl"), ("lchflags", "ioctl"), ("forkpty", "ioctl"),
    ("openpty", "ioctl"), ("grantpt", "ioctl"), ("unlockpt", "ioctl"), ("xspawn", "ioctl"), ("xspawn", "fcntl"),
    ("xspawn", "read", "EAGAIN"), ("xspawn", "wait4", "ECHILD"), ("nice", "setpriority", "EACCES"),
    ("login_tty", "execve"), ("login_tty", "setsid"), ("getgrouplist", "newfstatat", "ENOENT"),
    ("initgroups", "newfstatat", "ENOENT"), ("fchown", "newfstatat", "ENOENT"), ("xwalk", "statx", "ENOENT"),
    ("xattr-tool", "openat2", "EXDEV"), *((name, "openat", "ENOENT") for name in ZONED),
    *((name, "read", "EIO") for name in ("xdate", "asctime")), ("dllist", "openat", "ENOENT"),
    ("thread_time", "openat", "EACCES"), ("thread_time_ns", "openat", "EACCES"),
    ("syscall", "getrandom", "EINTR"),  # it makes the bare call
    ("makedirs", "mkdirat", "EEXIST"),
    ("renames", "mkdirat", "EEXIST"),
    ("renames", "openat", "ENOENT"),
}

# A fault that an operation is documented to answer with a value instead: isatty never fails, access is a predicate.
ANSWERS = {"isatty", "access", "device_encoding"}

# These leave empty what they cannot find out, or look in the next place, by their documentation.
UNKNOWN_IS_EMPTY = {
    "find_library", "xplatform", "platform", "libc_ver", "processor", "architecture", "freedesktop_os_release",
}

# Operations whose example is ended by a signal.
ENDS_BY_SIGNAL = {"abort", "kill", "killpg", "pidfd_send_signal", "WCOREDUMP", "WTERMSIG", "raise_signal"}

WRAPPER = """#!/bin/bash
name=${0##*/} call=${0##*/}
[[ $name == xos ]] && for word; do [[ $word == -* ]] || { call=$word; break; }; done
if [[ -z $FAULT_OPTIONS && ! -e /proc/self ]]; then
    "$FAULT_REAL/$name" "$@" 2> >(tee -a "$FAULT_DIR/err" >&2)
    status=$?
    echo "$status" >"$FAULT_DIR/status"
    exit "$status"
fi
if [[ ${call//-/_} == "${FAULT_NAME//-/_}" || x$call == "$FAULT_NAME" || $name == "$FAULT_NAME" ]] &&
    mkdir "$FAULT_DIR/taken" 2>/dev/null; then
    eval "strace -qq $FAULT_OPTIONS"' -- "$FAULT_REAL/$name" "$@" 2>"$FAULT_DIR/err"'
    status=$?
    echo "$status" >"$FAULT_DIR/status"
    cat "$FAULT_DIR/err" >&2
    exit "$status"
fi
exec "$FAULT_REAL/$name" "$@"
"""
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../applets/APPLETS"), encoding="ascii") as file:
    APPLETS = [line.split()[0] for line in file if not line.startswith("#")]

# What applets do beyond their examples: (name, command), of which the first process of that name is the one under test.
FURTHER = [
    ("xstat", "touch f; printf 'f\\0f\\0' >names; xstat --files0-from names --long"),
    ("xstat", "xstat --fs ."),
    ("xwalk", "mkdir -p a/b; touch a/b/c; xwalk --sort --stat --json a"),
    ("xwalk", "mkdir -p a/b; touch a/b/c; xwalk --du a"),
    ("xwalk", "mkdir -p a/b; printf 'a\\0' >tops; xwalk --count --files0-from tops"),
    ("xspawn", "seq 3 >items; xspawn --each items -j 2 --joblog log -- echo"),
    ("xspawn", "xspawn --open 5:new:O_WRONLY,O_CREAT:0600 --status-fd 1 -C / --umask 077 -- true"),
    ("xspawn", "xspawn --pty -- true"),
    ("xenv", "echo A=1 >vars; xenv -i -f vars"),
    ("xenv", "xenv --limits"),
    ("xurandom", "xurandom -o new 99; cat new"),
    ("xurandom", "xurandom 99 >new; wc -c <new"),
    ("xurandom", "seq 1 1 >lines; xurandom --pick lines"),
    ("xsched", "xsched --limits"),
    ("xattr-tool", "touch f g; xattr-tool set user.a 1 f; xattr-tool copy f g"),
    ("xattr-tool", "mkdir d; printf '# file: d\\nuser.a=\"1\"\\n' >dump; xattr-tool restore dump"),
    ("xattr-tool", "touch f; printf 1 >value; xattr-tool set user.a --from value f"),
    ("xattr-tool", "mkdir -p d/e; xattr-tool list -R d"),
    ("xsh", "echo getpid >script; xsh script"),
]


class Run:
    """One run of an example with strace options for the one process under test."""

    def __init__(self, bench, row, options):
        self.home = tempfile.mkdtemp(dir=bench.root)
        work = os.path.join(self.home, "work")
        os.mkdir(work)
        environ = dict(os.environ, PATH=bench.wrappers + ":/usr/bin:/bin", FAULT_NAME=row["name"],
                       FAULT_DIR=self.home, FAULT_REAL=bench.build,
                       FAULT_OPTIONS=(options or "").replace("@", os.path.join(self.home, "trace")))
        done = subprocess.Popen(["bash", "-c", row["example"]], cwd=work, env=environ, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
        try:
            self.out, self.hung = done.communicate(timeout=10)[0], False
        except subprocess.TimeoutExpired:
            os.killpg(done.pid, signal.SIGKILL)  # what hangs is not left behind
            self.out, self.hung = b"", True
            done.communicate()
        self.status = self.number("status")
        self.err = self.text("err")
        self.trace = self.text("trace")
        subprocess.run(["chmod", "-R", "u+rwx", self.home], stderr=subprocess.DEVNULL)
        shutil.rmtree(self.home, ignore_errors=True)

    def text(self, name):
        try:
            with open(os.path.join(self.home, name), encoding="latin-1") as file:
                return file.read()
        except OSError:
            return ""

    def number(self, name):
        text = self.text(name).strip()
        return int(text) if text else None


class Bench:
    def __init__(self, build, root):
        self.build, self.root = build, root
        self.wrappers = os.path.join(root, "wrappers")
        os.mkdir(self.wrappers)
        for name in ["xos"] + APPLETS:
            path = os.path.join(self.wrappers, name)
            with open(path, "w") as file:
                file.write(WRAPPER)
            os.chmod(path, 0o755)


def calls_of(trace):
    """(name, which occurrence, arguments) of the calls made after the guard of the standard streams, up to where the
    process becomes another program. The execve that starts the program is not one that strace counts."""
    counts, calls, started = {}, [], False
    for line in trace.splitlines():
        match = re.match(r"(?:\[pid +\d+\] )?(\w+)\((.*)", line)
        if not match:
            continue
        name = match.group(1)
        counts[name] = counts.get(name, 0) + 1
        # syscall_N is a call that strace has no name for
        if started and known_as(name) not in IGNORED and not name.startswith("syscall_"):
            calls.append((name, counts[name] - (name == "execve"), match.group(2)))
        if started and name == "execve" and line.endswith("= 0"):
            break
        started = started or name == "poll"
    return calls


def known_as(call):
    """The name that the tables have for a call: on 32 bits some have another (_llseek, statfs64, chown32)."""
    wide = re.sub(r"^_l|(_time)?64$|32$", "", call)
    return wide if call not in ERRNOS and wide in ERRNOS.keys() | IGNORED else call


def errnos_of(row, call, place, full):
    if call in WITH_FALLBACK:
        fallback = ["EPERM", "ENOSYS"]
        return (
            fallback if not full else fallback + [name for name in ERRNOS.get(call, "").split() if name not in fallback]
        )
    every = ERRNOS.get(known_as(call), OTHER).split()
    if row["name"] in EINTR_TOLD:
        every = [name for name in every if name != "EINTR"]
    return every if full else [every[place % len(every)]]


def alike(one, other):
    """The same output but for numbers that differ from run to run (ids, times) and random bytes."""
    return len(one) == len(other) or re.sub(rb"[0-9]+", b"N", one) == re.sub(rb"[0-9]+", b"N", other)


def asks_names(row, call, arguments):
    """A call of the C library's to find a user or a group: what it makes of a failure is its own affair."""
    return row["name"] in EINTR_TOLD and (call in ("socket", "connect") or "/etc/" in arguments or "root:" in arguments
                                          or (call == "read" and arguments.startswith("3, \"\"")))


def judge(row, call, arguments, name, plain, faulty):
    """None where the outcome is right, else what is wrong with it."""
    call = known_as(call)
    if {(row["name"], call), (row["name"], call, name)} & EXPECTED:
        return None
    if faulty.hung and row["name"] == "xsh":  # its example goes on to read what the failed statement did not write
        return None
    if faulty.status is None:
        return "hangs" if faulty.hung else "was not started"
    mended = not faulty.hung and faulty.status == plain.status and alike(faulty.out, plain.out)
    if call in WITH_FALLBACK and name in ("EPERM", "ENOSYS") and not faulty.hung and faulty.status == plain.status:
        return None  # the older way may tell less: no time of birth
    if mended or asks_names(row, call, arguments):
        return None
    if name == "EINTR":
        return f"EINTR is not retried: status {faulty.status}"
    if row["name"] in UNKNOWN_IS_EMPTY and (faulty.status == 0 or faulty.err.endswith("no such library\n")):
        return None
    if faulty.status == 0:
        return "a failure exits 0"
    if faulty.status >= 128:
        return f"dies with status {faulty.status}"
    if row["name"] in ANSWERS and faulty.status == 1:
        return None
    shown = "ENOTSUP" if name == "EOPNOTSUPP" else name
    if row["name"] == "xsh":  # a script goes on after a failure: its message is what tells
        return None if f"[{shown}]" in faulty.err else f"the message does not name it: {faulty.err.strip()}"
    if call == "write" and arguments.startswith("1,") and faulty.status == 74:
        return None
    if call == "fcntl" and "result descriptor" in faulty.err and faulty.status == 74:
        return None
    wanted = STATUS.get(name, 71)
    if call in ("clone", "clone3", "vfork", "fork"):
        wanted = 71
    if ": /etc/localtime: " in faulty.err or ": /proc: " in faulty.err:  # a system file that cannot be read
        wanted = 72
    # TZ names a folder of zones, or a file below a zone
    if name in ("ENOTDIR", "EISDIR") and "no such time zone" in faulty.err:
        return None if faulty.status == 66 else f"status {faulty.status}, wanted 66: {faulty.err.strip()}"
    if faulty.status != wanted:
        return f"status {faulty.status}, wanted {wanted}: {faulty.err.strip()}"
    if f"[{shown}]" not in faulty.err and f'"{shown}"' not in faulty.err:
        return f"the message does not name it: {faulty.err.strip()}"
    return None


def try_row(bench, row, full, verbose):
    plain = Run(bench, row, "-o @")
    tried, surprises = 0, []
    if plain.status is None:
        return 0, [f"{row['name']}: its example does not run it"]
    for place, (call, occurrence, arguments) in enumerate(calls_of(plain.trace)):
        for name in errnos_of(row, call, place, full):
            faulty = Run(bench, row, f"-o /dev/null -e trace={call} -e inject={call}:error={name}:when={occurrence}")
            wrong = judge(row, call, arguments, name, plain, faulty)
            tried += 1
            if verbose:
                print(f"{row['name']}: {call} #{occurrence} {name}: {faulty.status} {faulty.err.strip()}")
            if wrong:
                surprises.append(f"{row['name']}: {call} #{occurrence} ({arguments[:60]}) failed with {name}: {wrong}")
    return tried, surprises


def try_without_proc(bench, row):
    """Runs a row's example where /proc is empty: (1, [what is wrong]). A failure is fine if its message names an errno
    or it is a usage error; the status of a child may be anything."""
    hidden = {**row, "example": "unshare -m bash -c 'mount -t tmpfs none /proc && exec bash -c \"$0\"' " +
              shlex.quote(row["example"])}
    run = Run(bench, hidden, None)
    if run.hung:
        return 1, [f"{row['name']}: hangs without /proc"]
    if run.status is not None and run.status >= 128 and row["name"] not in ENDS_BY_SIGNAL:
        return 1, [f"{row['name']}: dies with status {run.status} without /proc"]
    if run.status in (66, 70) and "/proc" in run.err and "[ENOENT]" in run.err:
        return 1, [f"{row['name']}: blames the operand for a missing /proc, status {run.status}: {run.err.strip()}"]
    return 1, []


def shown(result):
    """Prints the surprises of one row as soon as they are known: (faults tried, number of surprises)."""
    tried, surprises = result
    print("".join(line + "\n" for line in surprises), end="", flush=True)
    return tried, len(surprises)


def main():
    parser = argparse.ArgumentParser(description="fail every system call of every operation")
    parser.add_argument("--full", action="store_true", default=os.environ.get("FULL") == "1")
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--without-proc", action="store_true")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    build = os.path.abspath(os.environ.get("XOS_BUILD", "."))
    if not shutil.which("strace") or not os.access(os.path.join(build, "xos"), os.X_OK):
        print("inject.py: strace or the program is missing")
        return 77
    listing = subprocess.run([os.path.join(build, "xos"), "--list", "--json"], check=True, stdout=subprocess.PIPE)
    rows = [json.loads(line) for line in listing.stdout.splitlines()]
    rows += [{"name": name, "example": command} for name, command in FURTHER]
    rows = [row for row in rows if row["example"] and (not options.names or row["name"] in options.names)]
    root = tempfile.mkdtemp(prefix="xos-fault-")
    try:
        bench = Bench(build, root)
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            results = list(pool.map(lambda row: shown(try_row(bench, row, options.full, options.verbose)), rows))
            if options.without_proc:
                results += list(pool.map(lambda row: shown(try_without_proc(bench, row)), rows))
    finally:
        shutil.rmtree(root, ignore_errors=True)
    surprises = sum(found for _, found in results)
    print(f"{len(rows)} operations, {sum(tried for tried, _ in results)} faults, {surprises} surprises")
    return 1 if surprises else 0


if __name__ == "__main__":
    assert all(hasattr(errno, name) for name in STATUS), "a name that errno(3) does not have"
    sys.exit(main())
