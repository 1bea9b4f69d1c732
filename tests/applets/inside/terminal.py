"""An interactive shell on a terminal: terminal.py SHELL [OPTION...]. Reads a dialogue: "> TEXT" types TEXT and Return,
"^X" types that control character, "? TEXT" waits until TEXT has come out after what was waited for before. Shows the
screen and fails if it does not come."""
import os
import pty
import select
import sys
import time

pid, terminal = pty.fork()
if pid == 0:
    os.environ.update(PS1="$ ", INPUTRC="/dev/null", TERM="dumb")
    os.execvp(sys.argv[1], sys.argv[1:])
seen, at = b"", 0


def wait_for(text):
    global seen, at
    limit = time.monotonic() + 60
    while text not in seen[at:]:
        if not select.select([terminal], [], [], max(0, limit - time.monotonic()))[0]:
            sys.exit(f"no {text!r} in:\n" + seen.decode(errors="replace"))
        seen += os.read(terminal, 4096)
    at = seen.index(text, at) + len(text)


def fields(process):
    """State, parent, process group, session and so on, of proc_pid_stat(5); nothing if the process has ended."""
    try:
        with open(f"/proc/{process}/stat", encoding="utf-8", errors="replace") as stat:
            return stat.read().rpartition(")")[2].split()
    except OSError:
        return []


def wait_until_it_waits():
    """Until the shell has been sleeping for a while: then it is in a system call that blocks."""
    quiet = 0
    while quiet < 5:
        quiet = quiet + 1 if fields(pid)[0] == "S" else 0
        time.sleep(0.02)


def wait_until_all_stopped():
    """Until every process that the shell started has stopped. One that has the signal, but has not run since, would
    still read what is typed next."""
    others = [process for process in filter(str.isdigit, os.listdir("/proc")) if int(process) != pid]
    while any(stat[3] == str(pid) and stat[0] not in "TZ" for stat in map(fields, others) if stat):
        time.sleep(0.02)


stopping = False
for line in sys.stdin:
    kind, text = line[0], line[1:].strip()
    if kind == "?":
        wait_for(text.encode())
    else:
        if kind == "^":
            wait_until_it_waits()
        elif stopping:
            wait_until_all_stopped()
        stopping = line[:2] == "^Z"
        os.write(terminal, text.encode() + b"\n" if kind == ">" else bytes([ord(text) - 64]))
