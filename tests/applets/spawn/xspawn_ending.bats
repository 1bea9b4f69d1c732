# xspawn: ending programs, whatever /proc shows and filters deny; only PROG and its descendants are signalled.
load ../../helper

prepare() {
    PATH=$XOS_BUILD:/usr/bin:/bin
    # deny.py ERRNO NUMBER PROG... : PROG behind a filter that answers the system call of that number with the error
    cat >deny.py <<'PY'
import ctypes, errno, os, struct, sys
code = getattr(errno, sys.argv[1])
rules = [(0x20, 0, 0, 0), (0x15, 0, 1, int(sys.argv[2])), (6, 0, 0, 0x50000 | code), (6, 0, 0, 0x7FFF0000)]
text = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *rule) for rule in rules))
program = ctypes.create_string_buffer(struct.pack("HxxxxxxQ", len(rules), ctypes.addressof(text)))
libc = ctypes.CDLL(None)
libc.prctl(38, 1, 0, 0, 0)
assert libc.prctl(22, 2, program, 0, 0) == 0
os.execvp(sys.argv[3], sys.argv[3:])
PY
}

# of FILE KEY... : the values of those keys in the report.
of() {
    python3 -c 'import json, sys; r = json.load(open(sys.argv[1])); print(*(r.get(k) for k in sys.argv[2:]))' "$@"
}

until_file() {
    for ((i = 0; i < 6000; i++)); do [[ -s $1 ]] && return; sleep 0.01; done
    return 1
}

# gone PID : waits until no process has that pid.
gone() {
    for ((i = 0; i < 6000; i++)); do
        [[ ! -e /proc/$1 || $(cut -d' ' -f3 "/proc/$1/stat" 2>/dev/null) == [ZX] ]] && return
        sleep 0.01
    done
    return 1
}

# ends STATUS CMD... : CMD ends with STATUS, long before its program would.
ends() {
    local want=$1
    shift
    expect "$want" "" "" timeout -s KILL 20 "$@"
}

needs_pid_namespaces() {
    needs_root
    unshare -p -f true 2>/dev/null || skip "no pid namespaces here"
}

@test "--timeout ends PROG even if pidfds are denied" {
    needs python3
    for call in 434 424; do # pidfd_open, pidfd_send_signal
        for error in EPERM ENOSYS; do
            ends 143 python3 deny.py $error $call xspawn --timeout 0.1 sleep 60
            ends 143 python3 deny.py $error $call xspawn --timeout 0.1 sh -c 'sleep 60 & wait'
        done
    done
    ends 143 python3 deny.py EPERM 434 bash -c 'echo 60 | xspawn --each - --timeout 0.1 sleep'
}

@test "--kill and --wait-for work even if pidfds are denied" {
    needs python3
    sleep 60 & pid=$!
    succeeds "" python3 deny.py EPERM 434 xspawn --kill TERM $pid
    ended 143 $pid
    pid=$(xspawn --nowait --open 1:/dev/null:O_WRONLY sleep 0.1)
    succeeds "{\"pid\":$pid,\"ended\":true,\"status_known\":false}" \
        python3 deny.py EPERM 434 xspawn --json --wait-for "$pid"
    run -75 python3 deny.py ENOSYS 434 xspawn --timeout 0.05 --wait-for $$
    fails 66 "xos: pidfd_open: 2147483647: No such process [ESRCH]" \
        python3 deny.py EPERM 434 xspawn --wait-for 2147483647
    run -0 python3 deny.py EPERM 434 sh -c '{ sleep 0.1; exit 4; } & exec xspawn --json --wait-for $!'
    [[ $output == *'"status_known":true,"exit_code":4}' ]]
}

@test "--timeout and --kill-after end PROG even if /proc is empty" {
    unsanitized "need /proc"
    needs_root
    unshare -m true 2>/dev/null || skip "no mount namespaces here"
    ends 143 unshare -m sh -c 'umount -l /proc; exec xspawn -t 0.1 sleep 60'
    ends 137 unshare -m sh -c 'umount -l /proc; exec xspawn -t 0.1 -s KILL sleep 60'
    ends 137 unshare -m sh -c 'umount -l /proc; trap "" TERM; exec xspawn -t 0.1 -k 0.1 sleep 60'
}

@test "--timeout ends PROG even if /proc shows another pid namespace" {
    needs_pid_namespaces
    ends 143 unshare -p -f xspawn -t 0.1 sleep 60
    ends 143 xspawn --unshare pid xspawn -t 0.1 sleep 60
}

@test "a process whose number /proc shows for another one is not signalled" {
    needs_pid_namespaces
    # xspawn is process 2 there; the /proc shown has children of another process 2
    ends 0 unshare -p \
        -f bash -c 'xspawn -t 0.1 -k 0.1 sleep 60 & x=$!; for i in 1 2 3 4; do sleep 0.6 & done; wait $x; wait'
}

@test "--timeout ends a program that hidepid hides" {
    needs_root
    unshare -m true 2>/dev/null || skip "no mount namespaces here"
    d=$(mktemp -d)
    cp "$(command -v xos)" "$d/xos" && cp "$(command -v sleep)" "$d/sleep" && chmod 755 "$d" "$d/xos" &&
        chmod 711 "$d/sleep"
    run timeout -s KILL 20 unshare -m sh -c 'mount -t proc -o hidepid=2 proc /proc && cd "$0" &&
        exec setpriv --reuid 65534 --regid 65534 --clear-groups ./xos spawn --timeout 0.1 ./sleep 60' "$d"
    rm -r "$d"
    [[ $status == 143 ]]
}

@test "--timeout ends descendants that hidepid hides, and what those started" {
    needs_root
    unshare -m true 2>/dev/null || skip "no mount namespaces here"
    d=$(mktemp -d)
    cp "$(command -v xos)" "$d/xos"
    cp /bin/sleep "$d/sleep"
    cp "$(command -v bash)" "$d/bash"
    chmod 777 "$d"
    chmod 711 "$d/sleep" "$d/bash" # what may not be read may not be dumped
    with_limit "$d/own" timeout -s KILL 60 unshare -m sh -c 'mount -t proc -o hidepid=2 proc /proc && cd "$0" &&
        exec setpriv --reuid 65534 --regid 65534 --clear-groups ./xos spawn \
        --timeout LIMIT --kill-after 0.2 --report r \
            sh -c "setsid ./bash -c \"./sleep 60 & echo \\\$! >own; wait\" & ./sleep 60 & echo \$! >other; wait"' "$d"
    [[ $status == 143 ]]
    gone "$(cat "$d/own")"
    gone "$(cat "$d/other")"
    [[ $(of "$d/r" timed_out killed_after) == "True True" ]]
    rm -r "$d"
}

@test "the signal of --timeout reaches descendants, whatever pidfds fail with" {
    needs python3
    cat >program <<'SH'
trap : USR1
sh -c 'trap "echo >told; exit" USR1; echo >begun; while :; do sleep 0.01; done' &
until [ -e told ]; do sleep 0.01; done
exit 3
SH
    for error in EPERM ENOSYS EMFILE; do
        rm -f told
        with_limit begun python3 deny.py $error 434 \
            xspawn --timeout LIMIT --signal USR1 --kill-after 20 sh program
        [[ $status == 3 ]] || { echo "$error: $status"; return 1; }
    done
}

@test "children that xspawn inherited are not PROG's" {
    for options in "" --die-with-parent; do
        bash -c 'sleep 60 & echo $! >other; exec xspawn -t 0.1 '"$options"' sleep 60' && return 1
        kill "$(cat other)"
        # nor are the processes that they leave behind
        rm -f left
        with_limit own bash -c 'exec >/dev/null 2>&1
            [ ! -e left ] || kill "$(cat left)" && rm -f left
            (sleep 60 & echo $! >left) & until [ -s left ]; do sleep 0.01; done
            exec xspawn -t LIMIT '"$options"' sh -c "sleep 60 & echo \$! >own; wait"'
        [[ $status != 0 ]]
        gone "$(cat own)"
        kill "$(cat left)"
    done
}

@test "--each --halt-now leaves inherited children alone" {
    expect 1 "" "" bash -c 'sleep 60 >/dev/null 2>&1 & echo $! >other; exec xspawn --each <(echo 1) --halt-now false'
    kill "$(cat other)"
}

@test "a report claims no kill that was not made" {
    expect 143 "" "" xspawn --timeout 0.1 --kill-after 20 --report r sh -c 'sleep 60'
    [[ $(of r timed_out killed_after) == "True False" ]]
}

@test "SIGTERM to xspawn ends the descendants that --timeout and --die-with-parent would end" {
    for options in "--timeout 60" --die-with-parent; do
        rm -f a b
        xspawn $options sh -c 'setsid sh -c "echo \$\$ >a; exec sleep 60" & echo $$ >b; wait' &
        until_file a
        until_file b
        kill $!
        ended 143 $!
        gone "$(cat a)"
        gone "$(cat b)"
    done
}

@test "SIGTERM to xspawn --each ends what --timeout would end" {
    xspawn --each <(echo 1) --timeout 60 sh -c 'setsid sh -c "echo \$\$ >a; exec sleep 60" & wait' &
    until_file a
    kill $!
    gone "$(cat a)"
}

@test "every signal that can be forwarded is" {
    cat >catch.py <<'PY'
import signal, sys
number = int(sys.argv[1])
signal.signal(number, lambda *_: sys.exit(3))
print("ready", file=open("ready", "w"), flush=True)
while True:
    signal.pause()
PY
    needs python3
    is_static && first=35 || first=34 # SIGRTMIN: musl uses one more than glibc itself
    for number in 1 2 3 6 10 12 13 14 15 23 28 29 30 $first 37 62 63 64; do
        rm -f ready
        env --default-signal xspawn python3 catch.py $number &
        until_file ready
        kill -$number $!
        ended 3 $! || { echo "signal $number"; return 1; }
    done
}

@test "signals that are ignored stay ignored" {
    for signal in HUP INT USR1; do
        rm -f ready
        (trap '' $signal; exec xspawn sh -c 'echo >ready; until [ -e go ]; do sleep 0.01; done; exit 7') &
        until [[ -e ready ]]; do sleep 0.01; done
        kill -$signal $!
        touch go
        ended 7 $!
        rm go ready
        printf '1\n2\n' >items
        (trap '' $signal; exec xspawn --each items sh -c 'echo >ready; until [ -e go ]; do sleep 0.01; done; echo $1' \
            sh >out) &
        until [[ -e ready ]]; do sleep 0.01; done
        kill -$signal $!
        touch go
        wait $!
        [[ $(cat out) == $'1\n2' ]]
        rm go
    done
}

@test "a signal that does not exist is refused" {
    for signal in 0 65 99 -5; do
        fails 64 "xos: xspawn: signal: '$signal' is not a signal" xspawn --timeout 1 --signal "$signal" true
    done
}

@test "--pty reacts to its time limit and SIGTERM while nobody reads the output" {
    mkfifo pipe
    sleep 60 <pipe &
    reader=$!
    run timeout -s KILL 20 xspawn --pty --timeout 0.3 --kill-after 10 yes >pipe </dev/null
    [[ $status == 143 || $status == 129 ]]
    xspawn --pty sh -c 'echo >ready; exec yes' >pipe </dev/null &
    until [[ -e ready ]]; do sleep 0.01; done
    sleep 0.1
    kill $!
    gone $!
    kill $reader
}

@test "--pty ends with its program even if a background process continues to write" {
    run timeout -s KILL 20 xspawn \
        --pty sh -c 'trap "" HUP; (while :; do echo x || exit; sleep 0.04; done) & echo $! >a; exit 4' </dev/null
    [[ $status == 4 ]]
    gone "$(cat a)"
    run timeout -s KILL 20 \
        bash -c 'xspawn --pty sh -c "trap \"\" HUP; yes & exit 4" </dev/null | tail -c1; exit ${PIPESTATUS[0]}'
    [[ $status == 4 ]]
}

@test "as process 1 xspawn reaps orphans" {
    needs_pid_namespaces
    unshare -p -f --mount-proc true 2>/dev/null || skip "no /proc can be mounted here"
    run -0 unshare -p -f --mount-proc xspawn \
        sh -c '(sleep 0.01 & sleep 0.02 & ); sleep 0.3; cat /proc/[0-9]*/stat | grep " Z "; true'
    [[ $output == "" ]] || { echo "$output"; return 1; }
}
