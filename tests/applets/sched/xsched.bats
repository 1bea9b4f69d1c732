# xsched: how the scheduler treats processes, shown and set.
load ../../helper
load ../../sessions

heading='    PID POLICY   RESET PRIO NICE AFFINITY  EFFECTIVE QUANTUM COMMAND'

prepare() {
    first=$(xos sched_getaffinity 0 | head -1)
    sleep 60 3>&- &
    pid=$!
    until [[ $(</proc/$pid/comm) == sleep ]]; do :; done
}

teardown() {
    kill "$pid"
}

# shown PID FIELD... : these fields of a process's record, as JSON.
shown() {
    needs jq
    xsched --json "$1" | jq -c "[.${2//,/,.}]"
}

@test "the table has a heading and a row a process" {
    run xsched "$pid" $$
    [[ ${lines[0]} == "$heading" && ${#lines[@]} == 3 && ${lines[1]} =~ ^\ *$pid\ +OTHER\ .*\ sleep$ ]]
    run xsched
    [[ ${#lines[@]} == 2 && ${lines[1]} == *xsched ]]
}

@test "processes of a list are shown as their ids arrive" {
    mkfifo pids
    exec 8<>pids
    xsched --json --files0-from - <pids >out 8>&- 3>&- &
    printf '%s\0' $$ >&8
    until [[ -s out ]]; do sleep 0.02; done
    exec 8>&-
    ended 0 $!
    [[ $(jq .pid out) == $$ ]]
}

@test "--json is a record a process, with the effective CPUs beside those asked for" {
    needs jq
    succeeds '["pid","command","policy","reset_on_fork","priority","nice","affinity","effective_affinity","quantum"]' \
        bash -c "xsched --json $pid | jq -c 'keys_unsorted[:9]'"
    succeeds "[\"sleep\",\"SCHED_OTHER\",$(xos sched_getaffinity --json 0)]" shown "$pid" \
        command,policy,effective_affinity
    [[ $(xsched --json "$pid" "$pid" | jq -c .pid) == "$pid"$'\n'"$pid" ]]
}

@test "-0 gives name=value with NUL after each" {
    [[ $(xsched -0 "$pid" | tr '\0' '\n') == "pid=$pid"$'\n'command=sleep$'\n'policy=SCHED_OTHER$'\n'*$'\n'quantum=* ]]
}

@test "policy, nice, reset-on-fork and affinity are set at once for a process" {
    succeeds "" xsched --policy batch --nice 7 --reset-on-fork --affinity "$first" "$pid"
    succeeds "[\"SCHED_BATCH\",true,0,7,[$first]]" shown "$pid" policy,reset_on_fork,priority,nice,affinity
    succeeds "" xsched "$pid" -p SCHED_IDLE
    succeeds '["SCHED_IDLE",7,true]' shown "$pid" policy,nice,reset_on_fork
}

@test "reset-on-fork stays until it is removed" {
    needs_root
    succeeds "" xsched --reset-on-fork "$pid"
    succeeds "" xsched -p batch "$pid"
    succeeds '["SCHED_BATCH",true]' shown "$pid" policy,reset_on_fork
    succeeds "" xsched --no-reset-on-fork "$pid"
    succeeds '["SCHED_BATCH",false]' shown "$pid" policy,reset_on_fork
    fails 64 "xos: xsched: --reset-on-fork and --no-reset-on-fork exclude each other" \
        xsched -R --no-reset-on-fork "$pid"
}

@test "PROG runs as set" {
    needs jq
    succeeds "[\"SCHED_BATCH\",3,[$first],true]" bash -c \
        "xsched -p batch -n 3 -c $first -R -- xsched --json | jq -c '[.policy,.nice,.affinity,.reset_on_fork]'"
    expect 7 "" "" xsched -n 1 -- sh -c 'exit 7'
    fails 66 "xos: execvp: no-such-prog: No such file or directory [ENOENT]" xsched -n 1 -- no-such-prog
}

@test "a real-time policy without a priority gets its lowest one" {
    needs_root
    succeeds "" xsched -p fifo "$pid"
    succeeds '["SCHED_FIFO",1]' shown "$pid" policy,priority
    succeeds "" xsched -P 42 "$pid"
    succeeds '["SCHED_FIFO",42]' shown "$pid" policy,priority
    succeeds "" xsched --reset-on-fork "$pid"
    succeeds '["SCHED_FIFO",42,true]' shown "$pid" policy,priority,reset_on_fork
    succeeds "" xsched -p RR -P 5 "$pid" && [[ $(shown "$pid" policy,quantum) =~ ^\[\"SCHED_RR\",0\.[0-9]+\]$ ]]
}

@test "SCHED_DEADLINE takes runtime, deadline and period" {
    needs_root
    xsched -p deadline --runtime 0.001 --deadline 0.005 --period 0.01 "$pid" ||
        skip "this system gives no deadline bandwidth"
    succeeds '["SCHED_DEADLINE",1000000,5000000,10000000]' shown "$pid" policy,runtime_ns,deadline_ns,period_ns
    fails 65 "xos: sched_setscheduler: Invalid argument (SCHED_DEADLINE wants runtime <= deadline <= period) [EINVAL]" \
        xsched -p deadline --runtime 0.02 --period 0.01 "$pid"
    fails 64 "xos: xsched: SCHED_DEADLINE needs --runtime, and --deadline or --period" \
        xsched -p deadline --runtime 1 "$pid"
    fails 64 "xos: xsched: --runtime, --deadline and --period are only for --policy deadline" \
        xsched -p rr --runtime 1 "$pid"
}

@test "EINVAL is explained: the policy's range, the cpuset" {
    fails 65 \
        "xos: sched_setscheduler: Invalid argument (priority 100 is outside SCHED_FIFO's range, 1 to 99) [EINVAL]" \
        xsched -p fifo -P 100 "$pid"
    fails 65 "xos: sched_setscheduler: Invalid argument (priority 1 is outside SCHED_OTHER's range, 0 to 0) [EINVAL]" \
        xsched -P 1 "$pid"
    run -65 xsched -c "$first,4000-4003" "$pid"
    [[ $output == \
        "xos: sched_setaffinity: $pid: Invalid argument (CPU 4000-4003: not among those of the cpuset, "*") [EINVAL]" ]]
    fails 65 "xos: sched_setaffinity: $pid: Invalid argument (no CPU, or none of the cpuset) [EINVAL]" \
        xsched -c "0,^0" "$pid"
}

@test "EPERM is explained with the limits that replace the privilege" {
    needs_root
    xsched=$(command -v xsched)
    fails 77 \
        "xos: sched_setscheduler: Operation not permitted (SCHED_RR with priority 5 needs CAP_SYS_NICE, or RLIMIT_RTPRIO of 5: it is 0) [EPERM]" \
        as_user prlimit --rtprio=0 "$xsched" -p rr -P 5 -- true
    fails 77 \
        "xos: setpriority: Permission denied (nice -3 needs CAP_SYS_NICE, or RLIMIT_NICE of 23: it is 0) [EACCES]" \
        as_user prlimit --nice=0 "$xsched" -n -3 -- true
    fails 77 "xos: setpriority: $pid: Operation not permitted (a process of another user) [EPERM]" \
        as_user "$xsched" -n 5 "$pid"
    fails 77 \
        "xos: sched_setaffinity: $pid: Operation not permitted (a process of another user: that needs CAP_SYS_NICE) [EPERM]" \
        as_user "$xsched" -c "$first" "$pid"
}

@test "one process that is gone does not keep the others from being set" {
    fails 66 "xos: setpriority: 2147483647: No such process [ESRCH]" xsched -n 4 2147483647 "$pid"
    succeeds '[4]' shown "$pid" nice
    run -66 --separate-stderr xsched 2147483647 "$pid"
    [[ $stderr == "xos: sched_getscheduler: 2147483647: No such process [ESRCH]" && ${#lines[@]} == 2 ]]
}

@test "--threads reaches every thread" {
    needs python3 jq
    coproc MANY { exec python3 -c 'import threading, time, sys
for _ in range(3): threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
print("ready", flush=True); sys.stdin.read()'; }
    read -r _ <&"${MANY[0]}"
    xsched --threads -n 6 "$MANY_PID"
    succeeds '[6,6,6,6]' bash -c "xsched --threads --json $MANY_PID | jq -sc 'map(.nice)'"
    eval "exec ${MANY[1]}>&-"
}

@test "processes come from a file, a NUL after each" {
    printf '%s\0' "$pid" $$ >pids
    [[ $(xsched --files0-from pids | wc -l) == 3 ]]
    fails 64 "xos: xsched: either PID... or --files0-from" xsched --files0-from pids 1
}

@test "a list without end is left when nobody reads the rows" {
    succeeds 74 bash -c 'trap "" PIPE
        exec 2>/dev/null
        yes $$ | tr "\n" "\0" | timeout 20 xsched --files0-from - | head -n 1 >/dev/null; echo "${PIPESTATUS[2]}"'
}

@test "--threads of a process that ends meanwhile fails" {
    needs strace
    fails 66 "xos: sched_getscheduler: $pid: No such process [ESRCH]" \
        strace -E ASAN_OPTIONS=detect_leaks=0 -qq -o /dev/null \
        -e inject=setpriority:error=ESRCH xsched --threads -n 5 "$pid"
}

@test "--limits shows the range of each policy" {
    succeeds \
        $'POLICY          MIN  MAX\nSCHED_OTHER       0    0\nSCHED_BATCH       0    0\nSCHED_IDLE        0    0\nSCHED_FIFO        1   99\nSCHED_RR          1   99\nSCHED_DEADLINE    0    0' \
        xsched --limits
    [[ $(xsched --limits --json) == \
        '[{"policy":"SCHED_OTHER","min":0,"max":0},'*'{"policy":"SCHED_RR","min":1,"max":99},'* ]]
}

@test "--system shows the CPUs and the load" {
    [[ $(xsched --system) =~ \
        ^cpu_count=[0-9]+$'\n'cpu_quota=[0-9.]*$'\n'online=[0-9,-]+$'\n'available=[0-9,-]+$'\n'load1=[0-9.]+$'\n'load5= ]]
}

@test "words that make no sense are usage errors" {
    fails 64 "xos: xsched: policy: unknown name 'quick' (other, batch, idle, fifo, rr, deadline)" xsched -p quick 1
    fails 69 "xos: xsched: policy: this platform has no SCHED_SPORADIC (some Unix systems, not Linux)" \
        xsched -p sporadic 1
    fails 64 "xos: xsched: 'x1' is not a process (write -- before a program)" xsched x1
    fails 64 "xos: xsched: nice: 20 is outside -20 to 19" xsched -n 20 "$pid"
    fails 64 "xos: xsched: period: '9223372036.86' is not a duration (1.5, 200ms, 3m, 2h, 1d, inf)" \
        xsched -p deadline --runtime 0.001 --period 9223372036.86 1 # more nanoseconds than 63 bits hold
    fails 64 "xos: xsched: nothing to set it for: PID... or -- PROG" xsched -n 5
    fails 64 "xos: xsched: either PID... or -- PROG" xsched -n 5 "$pid" -- true
    fails 64 "xos: xsched: --limits and --system stand alone" xsched --limits "$pid"
}

@test "every example of xsched(1) does what the page shows" {
    needs jq
    mkdir sessions here
    manual_sessions "$top/man/xsched.1" sessions
    cd here
    sessions_hold ../sessions
}

@test "a refusal of the kernel's says what it wants" {
    needs_root
    fails 64 "xos: xsched: runtime: '-1' is not a duration (1.5, 200ms, 3m, 2h, 1d, inf)" \
        xsched --policy deadline --runtime -1 true
    run xsched --policy deadline --runtime 0.000000001 --period 0.1 -- true
    [[ $status == 65 && $output == *"(the kernel takes a runtime from 1024 ns "*") [EINVAL]" ]] ||
        { echo "$output"; return 1; }
    run as_user "$(command -v xsched)" --policy deadline --runtime 0.01 --period 0.1 -- true
    [[ $status == 77 && $output == *"(SCHED_DEADLINE needs CAP_SYS_NICE"*") [EPERM]" ]] || { echo "$output"; return 1; }
}

@test "the table fits 80 columns for all names and CPUs; --json has them untruncated" {
    cp "$(command -v sleep)" a-name-of-15-byt
    ./a-name-of-15-byt 60 3>&- &
    local long=$!
    until [[ $(</proc/$long/comm) == a-name-of-15-by ]]; do :; done
    xsched $long --threads >out
    xsched $long >>out
    kill $long
    [[ $(awk '{ if (length($0) > n) n = length($0) } END { print n <= 80 }' out) == 1 &&
        $(sed -n 4p out) == *" a-name-of-15-by" ]]
    [[ $(sed -n 2p out) == *" a-name-of-+" ]]
}

@test "an affinity that the kernel does not set whole is refused, and the one from before stays" {
    needs_root
    run unshare --mount bash -c 'mount -t tmpfs none /sys && xsched -c $0,4000-4003 $1' "$first" "$pid"
    [[ $status == 65 && $output == "xos: sched_setaffinity: $pid: Invalid argument (CPU 4000-4003: "*") [EINVAL]" ]] ||
        { echo "$output"; return 1; }
    succeeds "$(xos sched_getaffinity 0)" xos sched_getaffinity "$pid"
    succeeds "" unshare --mount bash -c 'mount -t tmpfs none /sys && xsched -c all $0' "$pid"
}

@test "CPUs may be given as a hexadecimal mask" {
    succeeds "" xsched -c "0x$(printf %x $((1 << first)))" "$pid"
    succeeds "$first" xos sched_getaffinity "$pid"
    fails 64 "xos: xsched: affinity: '0x' is not a CPU mask (0x and hexadecimal digits)" xsched -c 0x "$pid"
    fails 64 "xos: xsched: affinity: '0xfg' is not a CPU mask (0x and hexadecimal digits)" xsched -c 0xfg "$pid"
}

@test "I/O class and level, and the autogroup's nice value, are set and shown" {
    needs jq
    succeeds "" xsched --io best-effort:2 "$pid"
    succeeds '["best-effort",2]' shown "$pid" io_class,io_level
    succeeds "" xsched --io idle "$pid"
    succeeds '["idle",0]' shown "$pid" io_class,io_level
    if [[ -e /proc/self/autogroup ]]; then
        succeeds 5 setsid -w bash -c 'xsched --autogroup 5 $$ && xsched --json $$ | jq .autogroup_nice'
    else
        run -69 xsched --autogroup 5 "$pid"
    fi
    local pair
    for pair in "--io fast|io: 'fast' is not none, realtime, best-effort or idle" "--io idle:1|io: idle has no level" \
        "--io realtime:8|io: 'realtime:8' has no level from 0 to 7" \
        "--io best-effort:|io: 'best-effort:' has no level from 0 to 7" \
        "--autogroup 20|autogroup: 20 is outside -20 to 19" "--util-min 1025|util_min: 1025 is outside 0 to 1024" \
        "--util-max -1|util_max: -1 is outside 0 to 1024"; do
        fails 64 "xos: xsched: ${pair#*|}" xsched ${pair%%|*} "$pid"
    done
}

@test "utilisation clamps are set, or refused by a kernel without them" {
    needs jq
    run --separate-stderr xsched --util-min 100 --util-max 900 "$pid"
    if [[ $status == 0 ]]; then
        succeeds '[100,900]' shown "$pid" util_min,util_max
    else
        [[ $status == 69 && $stderr == \
            "xos: sched_setattr: $pid: Operation not supported (this kernel has no utilisation clamps) [ENOTSUP]" ]]
    fi
}

@test "--system shows the smallest CPU quota of the control groups" {
    needs_root
    needs jq
    # our own control group file system: two levels, of which the upper one is narrower
    succeeds 1.5 unshare \
        -m bash -c 'mount -t tmpfs none /sys/fs/cgroup && mkdir -p /sys/fs/cgroup/a/b && mount -t tmpfs none /mnt &&
        echo 0::/a/b >/mnt/cgroup && echo "max 100000" >/sys/fs/cgroup/cpu.max &&
        echo "150000 100000" >/sys/fs/cgroup/a/cpu.max &&
        echo "80000 40000" >/sys/fs/cgroup/a/b/cpu.max &&
        exec bash -c "mount --bind /mnt/cgroup /proc/\$\$/cgroup && exec xsched --system --json" | jq .cpu_quota'
}
