# The chapter Linux extended attributes asked of Python's os as well: same value or same errno, same attributes after.
load ../../helper
load ../../python

prepare() {
    needs python3
    python3 -c 'import os; open("probe", "w"); os.setxattr("probe", "user.probe", b"x")' 2>/dev/null ||
        skip "no user.* attributes here, or a Python without them"
    cat >ask.py <<'PYTHON'
import base64, errno, json, os, subprocess, sys

XOS = sys.argv[1]
asked = differed = 0

def by_python(call, path, rest, kw):
    try:
        value = getattr(os, call)(path, *rest, **kw)
    except OSError as error:
        return errno.errorcode[error.errno]
    except ValueError:
        return "refused"
    return value

def by_xos(call, path, rest, kw):
    words = [XOS, call, "--json", "--follow-symlinks=" + ("yes" if kw.get("follow_symlinks", True) else "no")]
    words += ["--base64"] if call == "setxattr" else []
    words += ["--", f"fd:{path}" if isinstance(path, int) else path]
    words += [base64.b64encode(word).decode() if isinstance(word, bytes) else str(word) for word in rest]
    run = subprocess.run(words, capture_output=True, pass_fds=FDS)
    if run.returncode:
        error = json.loads(run.stderr)["error"]
        return error["name"] if error["name"] else "refused"
    value = json.loads(run.stdout)
    if call == "getxattr":
        return base64.b64decode(value["bytes"]) if "bytes" in value else value["text"].encode()
    return value

def contents():
    return [
        (name, sorted((key, os.getxattr(name, key)) for key in os.listxattr(name)))
        for name in ("file", "folder", "fifo")
    ]

def prepare():
    for name in ("file", "folder", "fifo"):
        for key in os.listxattr(name):
            os.removexattr(name, key)
    os.setxattr("file", "user.there", b"value")
    os.setxattr("file", "user.bytes", bytes(range(256)))
    os.setxattr("folder", "user.there", b"")

def ask(call, path, *rest, **kw):
    global asked, differed
    answers = []
    for by in (by_python, by_xos):
        prepare()
        answers.append((by(call, path, rest, kw), contents()))
    asked += 1
    if answers[0] != answers[1]:
        differed += 1
        print(call, repr(path), [repr(word)[:40] for word in rest], kw, answers[0][0], answers[1][0])

open("file", "w").close()
os.mkdir("folder")
os.symlink("file", "link")
os.symlink("nowhere", "dangling")
os.symlink("loop", "loop")
os.mkfifo("fifo")
long_name = "n" * 255
open(long_name, "w").close()
FDS = [os.open("file", os.O_RDONLY), os.open("file", os.O_WRONLY), os.open("folder", os.O_RDONLY), *os.pipe()]
PATHS = ["file", "folder", "link", "dangling", "loop", "fifo", "none", "", "file/x", "none/x", long_name, "n" * 256,
         "/proc/self/stat", "x/" * 2500, *FDS, 2**20]
NAMES = ["user.there", "user.bytes", "user.none", "user.", "user", "", "plain", "unknown.x", "user.\n=", "user.\udcff",
         "user." + "x" * 250, "user." + "x" * 251, "trusted.none", "security.none", "system.none"]
for path in PATHS:
    for follow in (True, False):
        ask("listxattr", path, follow_symlinks=follow)
        for name in NAMES:
            ask("getxattr", path, name, follow_symlinks=follow)
            if path in ("file", "link", "none", "fifo", FDS[0]):
                ask("removexattr", path, name, follow_symlinks=follow)
                ask("setxattr", path, name, b"new", follow_symlinks=follow)
for path in ("file", "folder", FDS[1]):
    for name in ("user.there", "user.none"):
        for flags in (0, 1, 2, 3, 4, -1, 2**31 - 1):
            for value in (b"", b"\0", b"\xff\n", b"x" * 65537):
                ask("setxattr", path, name, value, flags)
print(asked, "questions,", differed, "differ")
PYTHON
}

@test "as root each answer is Python's" {
    needs_root
    no_answer_differs python3 ask.py "$XOS_BUILD/xos"
}

@test "as an ordinary user each answer is Python's" {
    no_answer_differs_to_a_user
}
