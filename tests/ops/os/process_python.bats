# Process parameters asked of Python's os as well: same value or same errno, and PROG finds the same process.
load ../../helper
load ../../python

prepare() {
    newest_python
    cat >ask.py <<'PYTHON'
import errno, json, os, subprocess, sys

XOS, USER = sys.argv[1], int(sys.argv[2])
asked = differed = skipped = 0
ODD = (-1, -2, 0, 1, 2**31 - 1, 2**31, 2**32 - 1, 2**32, 2**63, -2**63 - 1)

def become():
    if USER:
        os.setgroups([USER]), os.setresgid(USER, USER, USER), os.setresuid(USER, USER, USER)

def plain(value):
    if isinstance(value, bytes):
        return value.decode("utf-8", "surrogateescape")
    return plain(value["text"]) if isinstance(value, dict) and "text" in value else value

def by_python(call, args):
    try:
        value = getattr(os, call)(*args)
    except OSError as error:
        return errno.errorcode[error.errno]
    except (ValueError, OverflowError, TypeError):
        return "refused"
    if hasattr(value, "sysname"):
        return list(value)
    return list(value) if isinstance(value, tuple) else plain(value)

def words(call, args):
    if call == "umask":
        return map(oct, args)
    return [",".join(map(str, word)) if isinstance(word, list) else str(word) for word in args]

def by_xos(call, args):
    run = subprocess.run([XOS, call, "--json", *words(call, args)], capture_output=True)
    if run.returncode:
        error = json.loads(run.stderr)["error"]
        return error["name"] or "refused"
    value = json.loads(run.stdout)
    if call in ("uname", "getresuid", "getresgid"):
        return list(value.values())
    return plain(value)

def state(output):
    lines = dict(line.split(":", 1) for line in output.splitlines() if ":" in line)
    pid = lines["Pid"].split()
    stat = output[output.rindex(")"):].split()
    return [lines[key].split() for key in ("Uid", "Gid", "Groups", "Umask")] + \
        [lines[key].split() == pid for key in ("NSpgid", "NSsid")] + [stat[17]]

REPORT = ["cat", "/proc/self/status", "/proc/self/stat"]

def in_child(work):
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.dup2(write, 1)
        become()
        answer = work()
        os.write(1, str(answer).encode("utf-8", "backslashreplace"))
        os._exit(0)
    os.close(write)
    with open(read) as stream:
        output = stream.read()
    os.waitpid(child, 0)
    return state(output[output.index("Name:"):]) if "NSpgid" in output else output

def python_becomes(call, args):
    answer = by_python(call, args)
    if isinstance(answer, str):
        return answer
    os.execvp(REPORT[0], REPORT)

def xos_becomes(call, args):
    run = subprocess.run([XOS, call, "--json", *words(call, args), "--", *REPORT], capture_output=True, text=True)
    return run.stdout if run.returncode == 0 else json.loads(run.stderr)["error"]["name"] or "refused"

def ask(call, *args, becoming=False):
    global asked, differed, skipped
    if not hasattr(os, call):
        skipped += 1
        return
    if becoming:
        answers = [in_child(lambda by=by: by(call, args)) for by in (python_becomes, xos_becomes)]
    else:
        answers = [in_child(lambda by=by: by(call, args)) for by in (by_python, by_xos)]
    asked += 1
    if answers[0] != answers[1]:
        differed += 1
        print(call, args, answers[0], answers[1])

for call in ("ctermid getegid geteuid getgid getgroups getlogin getpgrp getresuid getresgid getuid uname "
             "get_exec_path").split():
    ask(call)
for odd in ODD:
    ask("getpgid", odd)
    ask("getsid", odd)
    for which in ("PRIO_PROCESS", "PRIO_PGRP", "PRIO_USER"):
        ask("getpriority", getattr(os, which), odd)
    if not 2**31 <= odd < 2**32:  # as flags, such a number is one of 32 bits here
        ask("getpriority", odd, 0)
        ask("unshare", odd, becoming=True)
    if odd not in (-1, 2**32 - 1):  # Python prints the gid 4294967295 as -1
        ask("getgrouplist", "root", odd)
    ask("strerror", odd)
    for call in "setuid seteuid setgid setegid".split():
        ask(call, odd, becoming=True)
    for call in "setreuid setregid setpgid".split():
        ask(call, odd, 0, becoming=True)
        ask(call, 0, odd, becoming=True)
    for call in "setresuid setresgid".split():
        ask(call, -1, odd, -1, becoming=True)
        ask(call, 7, odd, 8, becoming=True)
    ask("setgroups", [odd, 5, 5], becoming=True)
    ask("setpriority", 0, 0, odd, becoming=True)
    ask("setpriority", 0, odd, 5, becoming=True)
    if odd >= 0:  # a negative descriptor is a ValueError there, closed here
        ask("setns", odd, 0, becoming=True)
for code in range(-3, 140):
    ask("strerror", code)
for args in (["HOME"], ["NOT_SET"], ["NOT_SET", "x"], ["EMPTY"], ["ODD"], [""], ["A=B"]):
    ask("getenv", *args)
    ask("fspath", *args[:1])
    ask("fsencode", *args[:1])
for user in ("root", "nobody", "no-such", ""):
    ask("getgrouplist", user, 4)
    ask("initgroups", user, 4, becoming=True)
for mask in (0, 0o22, 0o77, 0o777, 0o7777):
    ask("umask", mask)
    ask("umask", mask, becoming=True)
for call in ("setsid", "setpgrp"):
    ask(call, becoming=True)
print(asked, "questions,", differed, "differ")
print(f"# uid {USER}: {asked} questions, {skipped} more of calls that this Python lacks", file=sys.stderr)
PYTHON
    export EMPTY='' ODD=$'\xff\n'
}

ask() {
    no_answer_differs "$python" ask.py "$(command -v xos)" "$1"
}

@test "as root, process parameters answer and act as Python's" {
    needs_root
    ask 0
}

@test "as an ordinary user, process parameters answer and act as Python's" {
    if [[ $EUID -eq 0 ]]; then ask 65534; else ask 0; fi
}
