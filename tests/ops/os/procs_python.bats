# Process management held against Python's os: the same questions, the same answers.
load ../../helper

prepare() {
    needs python3
    printf 'not a program' >junk
    chmod +x junk
    mkdir folder
    : >plain
    ln -s nowhere dangling
    cat >asked.py <<'PY'
import json, os, subprocess, sys

asked = differed = 0

def xos(*words, **more):
    done = subprocess.run(["xos", "--json", *map(str, words)], capture_output=True, **more)
    error = json.loads(done.stderr) if done.stderr.startswith(b'{"error"') else None
    return done, error["error"]["name"] if error else None

def same(question, theirs, ours):
    global asked, differed
    asked += 1
    if theirs != ours:
        differed += 1
        print("%s: Python %r, xos %r" % (question, theirs, ours))

def end():
    print("differed: %d" % differed)
    sys.exit(0 if asked and not differed else 1)
PY
}

@test "every wait status decodes as Python decodes it" {
    cat >ask.py <<'PY'
from asked import *
names = ["WCOREDUMP", "WIFCONTINUED", "WIFSTOPPED", "WIFSIGNALED", "WIFEXITED", "WEXITSTATUS", "WSTOPSIG", "WTERMSIG"]
for status in [
    0, 1, 9, 15, 0x7F, 0x80, 0x8B, 0xFF, 256, 768, 0x137F, 0x7F7F, 0xFF00, 0xFFFF, 65536, -1, 2**31 - 1, -(2**31),
]:
    for name in names:
        done, _ = xos(name, status)
        same((name, status), getattr(os, name)(status), json.loads(done.stdout))
    try:
        theirs = os.waitstatus_to_exitcode(status)
    except ValueError:
        theirs = 65
    done, _ = xos("waitstatus_to_exitcode", status)
    same(("exitcode", status), theirs, done.returncode if done.returncode else json.loads(done.stdout))
for status in [2**31, 2**63, "x", ""]:
    same(("refused", status), 64, xos("WIFEXITED", status)[0].returncode)
end()
PY
    succeeds "differed: 0" python3 ask.py
}

@test "programs that cannot be started fail with the errno that Python gives" {
    cat >ask.py <<'PY'
from asked import *
import errno
def theirs(call, *args):
    pid = None
    try:
        pid = call(*args)
    except OSError as error:
        return errno.errorcode[error.errno]
    if pid:
        os.waitpid(pid, 0)
for path in [
    "no/such", "/no/such", "junk", "./junk", "folder", "plain", "./plain", "dangling", "./dangling", "plain/x", "/",
    ".", "a" * 255, "a" * 256, "./" + "a" * 256, "b" * 5000, "no-such-program",
]:
    for name in ["execv", "execvp", "posix_spawn", "posix_spawnp"]:
        call = getattr(os, name)
        reply = theirs(call, path, ["x"], *([os.environ] if name.startswith("posix") else []))
        same((name, path[:20]), reply, xos(name, path, "x")[1])
    for name in ["execve", "execvpe"]:
        reply = theirs(getattr(os, name), path, ["x"], {"PATH": "/bin:folder"})
        same((name, path[:20]), reply, xos(name, "--env", "PATH=/bin:folder", path, "x")[1])
end()
PY
    succeeds "differed: 0" python3 ask.py
}

@test "posix_spawn arranges the child as Python's does" {
    cat >ask.py <<'PY'
from asked import *
import itertools, signal, time
for number in (signal.SIGPIPE, signal.SIGXFSZ):
    signal.signal(number, signal.SIG_DFL)
script = """
exec 9>"$OUT.part"; cat >&9; for fd in 1 2 7; do test -e /proc/self/fd/$fd && echo open $fd >&9; done
sed -n "s/SigBlk:.*\\(.......\\)$/blocked \\1/p; s/SigIgn:.*\\(.......\\)$/ignored \\1/p" /proc/self/status >&9
cut -d" " -f5,6 /proc/$$/stat | sed "s/$$/own/g" >&9; echo "$A" >&9
mv "$OUT.part" "$OUT"
"""
outs = ("out%d" % i for i in itertools.count())
def written(out):
    while not os.path.exists(out):
        time.sleep(0.01)
    return open(out).read()
def compare(options, **keywords):
    mine, yours = next(outs), next(outs)
    os.posix_spawn("/bin/sh", ["sh", "-c", script], {"OUT": mine, "A": "1", "PATH": os.environ["PATH"]}, **keywords)
    words = ["--env", "OUT=" + yours, "--env", "A=1", "--env", "PATH=" + os.environ["PATH"], *options]
    xos("posix_spawn", *words, "/bin/sh", "sh", "-c", script, restore_signals=False)
    same(options, written(mine), written(yours))
open("in", "w").write("text\n")
null = (os.POSIX_SPAWN_OPEN, 0, "in", os.O_RDONLY, 0)
common = ["--open", "0:in:O_RDONLY"]
files = [
    null,
    (os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0),
    (os.POSIX_SPAWN_OPEN, 2, "/dev/null", os.O_WRONLY, 0),
]
common += ["--open", "1:/dev/null:O_WRONLY", "--open", "2:/dev/null:O_WRONLY"]
compare(common + ["--setpgroup", "0"], file_actions=files, setpgroup=0)
compare(common + ["--setsid"], file_actions=files, setsid=True)
compare(
    common + ["--setpgroup", "0", "--setsigmask", "INT,USR1"], file_actions=files, setpgroup=0,
    setsigmask=[signal.SIGINT, signal.SIGUSR1],
)
signal.signal(signal.SIGINT, signal.SIG_IGN)
compare(
    common + ["--setsid", "--setsigdef", "PIPE,XFSZ"], file_actions=files, setsid=True,
    setsigdef=[signal.SIGPIPE, signal.SIGXFSZ],
)
compare(common + ["--setsid", "--dup2", "1:7", "--close", "1", "--close", "55"], setsid=True,
        file_actions=files + [(os.POSIX_SPAWN_DUP2, 1, 7), (os.POSIX_SPAWN_CLOSE, 1), (os.POSIX_SPAWN_CLOSE, 55)])
end()
PY
    succeeds "differed: 0" python3 ask.py
}

@test "children end with the statuses that Python reads" {
    cat >ask.py <<'PY'
from asked import *
for command in ["exit 0", "exit 1", "exit 255", "kill -9 $$", "kill -15 $$", "no-such-program 2>/dev/null"]:
    done, _ = xos("system", "--result-fd", 1, command)
    theirs = os.system(command)
    same(("system", command), theirs, json.loads(done.stdout))
    same(
        ("its status", command),
        os.WEXITSTATUS(theirs) if os.WIFEXITED(theirs) else 128 + os.WTERMSIG(theirs),
        done.returncode,
    )
    done, _ = xos("popen", "--result-fd", 1, command)
    same(("popen", command), os.popen(command).close(), json.loads(done.stdout))
    done, _ = xos("spawnl", "--result-fd", 1, "P_WAIT", "/bin/sh", "sh", "-c", command)
    same(("spawnl", command), os.spawnl(os.P_WAIT, "/bin/sh", "sh", "-c", command), json.loads(done.stdout))
end()
PY
    succeeds "differed: 0" python3 ask.py
}
