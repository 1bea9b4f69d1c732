# xspawn at a prompt: the keyboard's signals, job control, terminals that come and go.
load ../../helper

prepare() {
    needs python3 bash
    printf '1\n2\n' >items
    # a shell that is about to start a program when it is to stop may not: vfork(2) holds it
    cat >job <<'PY'
import os, signal
signal.signal(signal.SIGINT, signal.SIG_DFL)
signal.signal(signal.SIGCONT, lambda *_: os.write(1, b"woke\n"))  # print is not to be entered twice
print("run", flush=True)
while True:
    signal.pause()
PY
    cat >at_prompt.py <<'PY'
# at_prompt.py STEP... : an interactive shell on a terminal; send:TEXT types, expect:TEXT waits for it,
# size:ROWS,COLUMNS changes the window, gone hangs up.
import fcntl, os, pty, select, struct, sys, termios, time
pid, fd = pty.fork()
if pid == 0:
    os.environ.update(PS1="PROMPT ", TERM="dumb")
    os.execvp("bash", ["bash", "--norc", "--noprofile", "-i"])
seen, at = b"", 0
def expect(text):
    global seen, at
    end = time.monotonic() + 60
    while text not in seen[at:]:
        if time.monotonic() > end:
            sys.exit("no %r in %r" % (text, seen))
        if select.select([fd], [], [], 0.1)[0]:
            seen += os.read(fd, 4096)
    at = seen.index(text, at) + len(text)
expect(b"PROMPT ")
for step in sys.argv[1:]:
    kind, _, text = step.partition(":")
    if kind == "send":
        os.write(fd, text.encode().decode("unicode_escape").encode())
    elif kind == "expect":
        expect(text.encode().decode("unicode_escape").encode())
    elif kind == "size":
        fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", *map(int, text.split(",")), 0, 0))
    else:
        os.close(fd)
PY
}

at_prompt() {
    timeout 120 python3 at_prompt.py "$@"
}

@test "Ctrl-C ends the program, and xspawn with its status" {
    echo '(echo run >/dev/tty) 2>/dev/null || echo run >&2; exec sleep 60' >sleeper
    for options in "" "--timeout 60" "--setpgroup 0" --setsid --foreground --die-with-parent "--each items" \
        "--each items -j 2"; do
        succeeds "" at_prompt "send:xspawn $options sh sleeper\r" 'expect:\r\nrun' 'send:\x03' expect:PROMPT \
            'send:echo status=$?\r' expect:status=130
    done
}

@test "Ctrl-C reaches a program once" {
    cat >count <<'PY'
import signal, time
seen = []
signal.signal(signal.SIGINT, lambda *_: seen.append(1))
time.sleep(0.3)
print("run", flush=True)
while not seen:
    time.sleep(0.02)
time.sleep(0.3)
print("seen", len(seen), "times", flush=True)
PY
    for options in "" --foreground --setsid "--timeout 60" "--each items" "--each items --timeout 60"; do
        succeeds "" at_prompt "send:xspawn $options python3 count\r" 'expect:\r\nrun' 'send:\x03' \
            'expect:seen 1 times' expect:PROMPT
    done
}

@test "Ctrl-Z stops xspawn and its program, fg continues both" {
    for options in "" "--timeout 60" "--setpgroup 0" --foreground --die-with-parent "--each items"; do
        succeeds "" at_prompt "send:xspawn $options python3 job\r" 'expect:\r\nrun' 'send:\x1a' \
            expect:Stopped expect:PROMPT \
            'send:fg\r' expect:woke 'send:\x03' expect:PROMPT 'send:echo status=$?\r' expect:status=130
    done
}

@test "Ctrl-Z stops programs in other sessions and process groups" {
    cat >default <<'PY'
import os, signal, time
signal.signal(signal.SIGINT, signal.SIG_DFL)
signal.signal(signal.SIGCONT, lambda number, frame: print("woke", flush=True))
with open("pid", "w") as file:
    print(os.getpid(), file=file)
print("run", flush=True)
while True:
    time.sleep(0.02)
PY
    for options in --setsid "--setsid --timeout 60" "--setpgroup 0" \
        "--each items --setsid" "--each items --setpgroup 0"; do
        succeeds "" at_prompt "send:xspawn $options python3 default\r" 'expect:\r\nrun' 'send:\x1a' \
            expect:Stopped expect:PROMPT \
            'send:ps -o stat= -p $(cat pid) | cut -c1 | tr -d "\\\\n"; echo =states\r' \
            'expect:T=states' expect:PROMPT \
            'send:fg\r' expect:woke 'send:\x03' expect:PROMPT 'send:echo status=$?\r' expect:status=130
    done
}

@test "a program that stops itself gives the terminal back" {
    for options in "" --foreground "--timeout 60" --die-with-parent; do
        succeeds "" at_prompt "send:xspawn $options sh -c 'kill -STOP \$\$; echo woke'\r" expect:Stopped expect:PROMPT \
            'send:fg\r' 'expect:\r\nwoke' expect:PROMPT 'send:echo status=$?\r' expect:status=0
    done
    succeeds "" at_prompt "send:xspawn --pty sh -c 'kill -STOP \$\$; echo woke; read x; echo got \$x'\r" \
        expect:Stopped expect:PROMPT \
        'send:stty -a\r' 'expect: icanon' expect:PROMPT 'send:fg\r' 'expect:\r\nwoke' 'send:hello\r' \
        'expect:got hello' \
        expect:PROMPT 'send:echo status=$?\r' expect:status=0
}

@test "--foreground in the background leaves the terminal to the shell until fg" {
    succeeds "" at_prompt "send:xspawn --foreground sh -c 'read x; echo got \$x' &\r" expect:PROMPT \
        'send:echo ali""ve\r' 'expect:\r\nalive' expect:PROMPT 'send:fg\r' 'expect:fg\r\nxspawn' 'send:hello\r' \
        'expect:\r\ngot hello' \
        expect:PROMPT 'send:echo status=$?\r' expect:status=0
}

@test "--pty in the background reads the terminal after fg" {
    succeeds "" at_prompt "send:xspawn --pty sh -c 'echo run; read x; echo got \$x' &\r" 'expect:PROMPT run' \
        'send:fg\r' 'expect:fg\r\nxspawn' \
        'send:hello\r' 'expect:\r\ngot hello' expect:PROMPT 'send:echo status=$?\r' expect:status=0
}

@test "a stop from the keyboard is in the report" {
    # The key stops xspawn with its program; a xspawn that the kernel stops first finds its program continued already.
    succeeds "" at_prompt 'send:xspawn --report r python3 job\r' 'expect:\r\nrun' 'send:\x1a' \
        expect:Stopped expect:PROMPT \
        'send:fg\r' expect:woke 'send:\x03' expect:PROMPT
    run cat r
    echo "$output"
    [[ $output == *'"signal":"SIGINT"'*'"stops":1,"continues":1,"events":[{"event":"stopped","signal":"SIGTSTP"'* ]]
}

@test "--foreground gives the program the terminal to read" {
    succeeds "" at_prompt "send:xspawn --foreground sh -c 'echo run; read x; echo got \$x'\r" 'expect:\r\nrun' \
        'send:hello\r' \
        'expect:got hello' expect:PROMPT 'send:echo status=$?\r' expect:status=0
}

@test "--pty forwards keys raw and restores the terminal" {
    succeeds "" at_prompt \
        "send:xspawn --pty sh -c 'trap \"echo caught; exit 4\" INT; echo run; while :; do sleep 0.05; done'\r" \
        'expect:\r\nrun' 'send:\x03' expect:caught expect:PROMPT 'send:echo status=$?\r' expect:status=4 \
        'send:stty -a\r' 'expect: icanon'
}

@test "--pty has the terminal's window size" {
    succeeds "" at_prompt 'send:stty rows 33 cols 99\r' expect:PROMPT 'send:xspawn --pty stty size\r' 'expect:33 99'
}

@test "a hang-up of the terminal reaches the program" {
    for options in "" --pty --foreground "--timeout 60"; do
        rm -f pid
        succeeds "" at_prompt "send:xspawn $options sh -c 'echo \$\$ >pid; echo run; exec sleep 60'\r" \
            'expect:\r\nrun' gone
        for ((i = 0; i < 6000; i++)); do [[ -e /proc/$(cat pid) ]] || break; sleep 0.01; done
        [[ ! -e /proc/$(cat pid) ]]
    done
}

@test "--pty follows the terminal's window when it changes" {
    echo 'trap "stty size; exit" WINCH; echo run; while :; do sleep 0.05; done' >waits
    succeeds "" at_prompt "send:xspawn --pty sh waits\r" 'expect:\r\nrun' size:44,88 'expect:44 88' expect:PROMPT
}

@test "--pty waits for a standard output that does not block" {
    succeeds $'50000\r' bash -c 'xos set_blocking 1 no -- xspawn --pty seq 50000 </dev/null | { sleep 0.3; tail -n 1; }'
}

@test "--pty in the background leaves the terminal's keys to the shell" {
    succeeds "" at_prompt "send:xspawn --pty sh -c 'sleep 0.2; echo ended >out' </dev/tty &\r" expect:PROMPT \
        'send:wait; cat out; echo status=$?\r' expect:ended expect:status=0
}

@test "--each shows progress, ETA and a summary if only messages go to the terminal" {
    needs script
    run -0 bash -c 'script -qec "xspawn --each items sleep 0.4 >/dev/null" /dev/null </dev/null'
    [[ $output == \
        *"0/2 done, 0 failed, 1 running"*"1/2 done, 0 failed, "*", ETA "*$'\r\033[K2 runs, 0 failed, '*$'s\r' ]] ||
        { printf '%q\n' "$output"; return 1; }
    run -0 bash -c 'script -qec "xspawn --each items --progress=no sleep 0.1 >/dev/null" /dev/null </dev/null'
    [[ -z $output ]]
}
