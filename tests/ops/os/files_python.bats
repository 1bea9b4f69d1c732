# Files and directories asked of Python's os as well: same value or same errno, same tree after.
load ../../helper
load ../../python

prepare() {
    needs python3
    cat >ask.py <<'PYTHON'
import errno, itertools, json, os, shutil, stat, subprocess, sys

XOS = sys.argv[1]
asked = differed = 0
ROOT = os.geteuid() == 0

def prepare():
    os.chmod(TOP, 0o755), os.chown(TOP, os.geteuid(), os.getegid())
    os.chdir(TOP)
    for folder, folders, files in os.walk(TOP):
        for name in folders:
            if not os.path.islink(os.path.join(folder, name)):
                os.chmod(os.path.join(folder, name), 0o700)
    for name in os.listdir(TOP):
        shutil.rmtree(name) if os.path.isdir(name) and not os.path.islink(name) else os.unlink(name)
    os.mkdir("work"), os.chdir("work")
    for name in ("dir", "dir/sub", "empty", "closed"):
        os.mkdir(name)
    for name in ("file", "dir/inner", LONG):
        open(name, "w").close()
    os.symlink("file", "link"), os.symlink("dir", "dirlink"), os.symlink("nowhere", "dangling"), os.symlink(
        "loop", "loop"
    )
    os.mkfifo("fifo")
    for name in ("file", "dir/inner", "fifo", "dir", LONG):
        os.utime(name, ns=(10**18 + 1, 10**18 + 2))
    os.chmod("closed", 0o600)

def tree():
    found = []
    for folder, folders, files in os.walk(TOP):
        for path in [folder] + [os.path.join(folder, name) for name in folders + files]:
            try:
                status = os.lstat(path)
            except PermissionError:
                found.append((os.path.relpath(path, TOP), "closed"))
                continue
            regular = stat.S_ISREG(status.st_mode)
            found.append(
                (
                    os.path.relpath(path, TOP), oct(status.st_mode), status.st_nlink, status.st_uid, status.st_gid,
                    status.st_rdev, regular and status.st_size, regular and status.st_mtime_ns // 10**15,
                    os.readlink(path) if stat.S_ISLNK(status.st_mode) else None,
                )
            )
    return sorted(found)

def plain(value):
    if isinstance(value, os.stat_result):
        names = (
            "st_mode st_ino st_dev st_nlink st_uid st_gid st_size st_mtime_ns st_ctime_ns st_blocks st_blksize st_rdev"
        )
        return {name: getattr(value, name) for name in names.split()}
    if isinstance(value, os.statvfs_result):
        return {
            name: getattr(value, name) for name in "f_bsize f_frsize f_blocks f_files f_flag f_namemax f_fsid".split()
        }
    return value

def by_python(call, args, kw):
    try:
        return plain(getattr(os, call)(*args, **kw))
    except OSError as error:
        return errno.errorcode[error.errno]
    except (ValueError, OverflowError, TypeError):
        return "refused"

def word(value, call, place):
    if (
        isinstance(value, int)
        and not isinstance(value, bool)
        and place == 0
        and call not in ("major", "minor", "makedev")
    ):
        return f"fd:{value}"
    if call in ("mkdir", "makedirs", "mkfifo", "mknod", "chmod") and place == 1:
        return oct(value)
    return ",".join(map(str, value)) if isinstance(value, tuple) else str(value)

def by_xos(call, args, kw):
    options = []
    for key, value in kw.items():
        if key == "ns":
            args = (*args, value)
            options.append("--ns")
        elif key != "times":
            options.append(f"--{key}={value}")
        else:
            args = (*args, value)
    words = [XOS, call, "--json", *options, "--", *(word(value, call, place) for place, value in enumerate(args))]
    run = subprocess.run(words, capture_output=True, pass_fds=FDS)
    if run.returncode not in (0, 1):
        return json.loads(run.stderr)["error"]["name"] or "refused"
    return json.loads(run.stdout)

def ask(call, *args, **kw):
    global asked, differed
    answers = []
    for by in (by_python, by_xos):
        answers.append((by(call, args, kw), None if call in QUESTIONS else tree()))
        if call not in QUESTIONS and answers[-1][1] != FRESH:
            prepare()
    (theirs, before), (ours, after) = answers
    if isinstance(theirs, dict) and isinstance(ours, dict):
        ours = {name: ours.get(name) for name in theirs}
    asked += 1
    if (theirs, before) != (ours, after):
        differed += 1
        print(
            call, [repr(value)[:40] for value in args], kw, theirs, ours, sorted(set(before or ()) ^ set(after or ()))
        )

QUESTIONS = ("stat", "lstat", "statvfs", "readlink", "access", "pathconf", "major", "minor", "makedev")
LONG = "n" * 255
TOP = os.path.join(os.getcwd(), f"top{os.geteuid()}")
os.mkdir(TOP)
prepare()
FRESH = tree()
HERE = os.open(TOP, os.O_RDONLY)
FDS = [os.open("/etc/passwd", os.O_RDONLY), os.open("/", os.O_RDONLY), *os.pipe(), HERE]
NAMES = ["file", "dir", "empty", "link", "dirlink", "dangling", "loop", "fifo", "closed", "none", LONG]
ODD = [
    "", ".", "..", "n" * 256, "file/", "dir/", "link/", "dirlink/", "dangling/", "none/", "file/x", "none/x",
    "dangling/x", "dirlink/sub", "dir/..", "dir/sub/.", "none/.", "empty//", "closed/x", "../work/empty", "none/x/y",
    "none/../other/z", "file/x/y", "dangling/x/y", "./none//x/", "loop/x", "dirlink/new/leaf",
]
PATHS = NAMES + ODD
for path in PATHS + FDS + ["/", "x/" * 2500, 2**20]: # of fd -1 Python makes a null pointer
    ask("stat", path), ask("statvfs", path)
    for name in ("PC_NAME_MAX", "PC_LINK_MAX", "PC_PIPE_BUF", "PC_SOCK_MAXBUF", "PC_NONE", 0, 3, -1, 10**4, 2**31):
        ask("pathconf", path, name)
for path in PATHS + ["/", "x/" * 2500]:
    ask("lstat", path), ask("readlink", path), ask("stat", path, follow_symlinks=False), ask("stat", path, dir_fd=HERE)
    for call in ("unlink", "remove", "rmdir", "mkdir", "mkfifo", "mknod"):
        ask(call, path)
for path, mode in itertools.product(PATHS + ["/"], (0, 1, 2, 4, 7, 8, -1, 2**31)):
    ask("access", path, mode), ask("access", path, mode, effective_ids=True)
    ask("access", path, mode, follow_symlinks=False)
for path in PATHS: # longer than PATH_MAX they are not failure of removedirs, makedirs and renames here
    ask("removedirs", path)
    for mode, there in ((0o777, False), (0o700, True), (0o1755, False), (0, True)):
        ask("makedirs", path, mode, there)
    for mode in (0, 0o644, 0o7777):
        ask("chmod", path, mode), ask("mkdir", path, mode), ask("mkfifo", path, mode, dir_fd=HERE)
    for owner in ((-1, -1), (os.geteuid(), os.getegid()), (2**31, 1), (-2, 0), (2**32, 0)):
        ask("chown", path, *owner), ask("lchown", path, *owner)
    for length in (0, 5, 2**31, -1, -2**63, 2**63):
        ask("truncate", path, length)
    for times in ({"times": (1, 2.25)}, {"ns": (1, 10**18 * 2)}, {"ns": (-1, -10**18)}):
        ask("utime", path, **times), ask("utime", path, **times, follow_symlinks=False)
for fd in FDS[2:4] + [2**20]:
    ask("truncate", fd, 0), ask("chown", fd, -1, -1), ask("utime", fd, ns=(1, 2))
for mode, device in itertools.product(
    (0o600, 0o10600, 0o100644, 0o20600, 0o60600, 0o140600, 0o120600, 0o40700), (0, 259, 2**31, 2**63, 2**64, -1)
):
    if not (mode == 0o20600 and device):
        ask("mknod", "none", mode, device), ask("mknod", "file", mode, device)
for src, dst in itertools.product(
    NAMES + ODD[:8] + ["none/x", "dir/inner", "dirlink/sub", "dir/sub/"],
    [
        "file", "empty", "dangling", "none", "", "none/", "dir/new/leaf", "dangling/x", "file/x", "../up",
        "dirlink/x/y", "dir/sub/deep/x", "n" * 256,
    ],
):
    for call in ("rename", "renames", "symlink"):
        ask(call, src, dst)
    for follow in (False, True):
        ask("link", f"work/{src}" if src else src, dst, src_dir_fd=HERE, follow_symlinks=follow)
for number in (0, 1, 259, 2049, 2**20 - 1, 2**31 - 1, 2**31, 2**32, 2**63, 2**64, -1):
    ask("major", number), ask("minor", number)
    for other in (0, 1, 255, 256, 2**20):
        if 0 <= number < 2**31:
            ask("makedev", number, other), ask("makedev", other, number)
for src, dst in (("file", "dir"), ("dir", "empty"), ("dir", "dirlink"), ("none", "file"), ("link", "file")):
    ask("replace", src, dst)
print(asked, "questions,", differed, "differ")
os.chdir("/")
shutil.rmtree(TOP)
PYTHON
}

@test "as root each answer is Python's" {
    needs_root
    no_answer_differs python3 ask.py "$XOS_BUILD/xos"
}

@test "as an ordinary user each answer is Python's" {
    no_answer_differs_to_a_user
}
