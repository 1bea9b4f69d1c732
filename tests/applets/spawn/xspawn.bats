# xspawn: one program, steered and watched from its start to its end.
load ../../helper

prepare() {
    PATH=$XOS_BUILD:/usr/bin:/bin # a folder that may not be searched makes a missing program EACCES
    printf 'not a program' >junk
    chmod +x junk
    mkdir folder
}

# of FILE KEY... : the values of those keys in the report.
of() {
    python3 -c 'import json, sys; r = json.load(open(sys.argv[1])); print(*(r.get(k) for k in sys.argv[2:]))' "$@"
}

# until_file FILE : waits until FILE has something in it.
until_file() {
    until [[ -s $1 ]]; do sleep 0.01; done
}

# gone PID : waits until no process has that pid.
gone() {
    for ((i = 0; i < 6000; i++)); do
        [[ ! -e /proc/$1 || $(cut -d' ' -f3 "/proc/$1/stat" 2>/dev/null) == [ZX] ]] && return
        sleep 0.01
    done
    return 1
}

@test "xspawn exits as its program did" {
    expect 0 hello "" xspawn echo hello
    expect 7 "" "" xspawn sh -c 'exit 7'
    expect 137 "" "" xspawn sh -c 'kill -9 $$'
    expect 255 "" "" xspawn --wait -- sh -c 'exit 255'
}

@test "options end at the program's name" {
    succeeds "--json -x" xspawn echo --json -x
    succeeds "-x" xspawn -- echo -x
}

@test "a program that cannot be started is xspawn's own failure" {
    fails 66 "xos: posix_spawnp: no-such-program: No such file or directory [ENOENT]" xspawn no-such-program
    fails 77 "xos: posix_spawnp: ./folder: Permission denied [EACCES]" xspawn ./folder
    fails 65 "xos: posix_spawnp: ./junk: Exec format error [ENOEXEC]" xspawn ./junk
    fails 66 "xos: xspawn: No such file or directory [ENOENT]" xspawn ""
    fails 64 "xos: xspawn: missing argument: prog" xspawn
}

@test "an environment too large is E2BIG" {
    run -65 --separate-stderr \
        bash -c 'big=$(head -c 131072 /dev/zero | tr "\0" A); printf "%s\n" "$big" >item; xspawn --each item true'
    [[ $stderr == "xos: posix_spawnp: "*": Argument list too long [E2BIG]" ]]
}

@test "a limit of processes that is reached is EAGAIN with status 71" {
    needs_root
    fails 71 "xos: posix_spawnp: fork: true: Resource temporarily unavailable [EAGAIN]" \
        bash -c 'ulimit -u 1; exec setpriv --reuid=65533 --regid=65533 --clear-groups xspawn true'
}

@test "the environment is changed in the order given" {
    export A=old B=old
    succeeds "1 unset new" xspawn -e A=1 -u B --env C=new sh -c 'echo $A ${B-unset} $C'
    succeeds $'X=2\nY=' xspawn --clearenv --env X=1 --env Y= --env X=2 env
    succeeds "" xspawn --env A=1 --clearenv --unsetenv A env
    fails 64 "xos: xspawn: env: 'A' is not NAME=VALUE" xspawn --env A true
    fails 64 "xos: xspawn: unsetenv: 'A=1' is not the name of a variable" xspawn --unsetenv A=1 true
}

@test "file actions, chdir and umask happen in the order given" {
    succeeds "" xspawn --open '1:here:O_WRONLY|O_CREAT' --chdir folder --umask 077 \
        --open '2:there:O_WRONLY|O_CREAT:0666' \
        sh -c 'echo out; echo err >&2; pwd >&2'
    [[ $(cat here) == out && $(head -1 folder/there) == err && $(stat -c %a folder/there) == 600 ]]
    [[ $(tail -1 folder/there) == "$PWD/folder" ]]
}

@test "--umask and --open take modes as every operation does" {
    umask 022
    succeeds 0077 xspawn --umask u=rwx,go= sh -c umask
    succeeds 0002 xspawn --umask g+w sh -c umask
    succeeds 0020 xspawn --umask S_IWGRP sh -c umask
    succeeds "" xspawn --umask 0 --open '1:new:O_WRONLY|O_CREAT:u=rw,go=r' true
    [[ $(stat -c %a new) == 644 ]]
    for mask in 8 18 1777 -1 "" u=rwx:; do
        fails 64 "xos: xspawn: umask: '$mask' is not a file mode mask" xspawn --umask "$mask" true
    done
}

@test "attributes reach the program" {
    succeeds login xspawn --argv0 login sh -c 'cat /proc/$$/cmdline | cut -d "" -f1 | tr "\0" " " | cut -d" " -f1'
    run xspawn --setsid sh -c 'cut -d" " -f1,5,6 /proc/$$/stat'
    read -r pid group session <<<"$output"
    [[ $pid == "$group" && $pid == "$session" ]]
    succeeds "SigBlk: 0000000000000202" xspawn --setsigmask INT,USR1 sh -c 'grep SigBlk /proc/$$/status | tr "\t" " "'
    # 32 and 33 are the C library's own, which it lets nobody set
    run bash -c 'trap "" HUP PIPE; xspawn --setsigdef all awk "/^SigIgn/ { print \$2 }" /proc/self/status'
    (((0x$output & ~0x180000000) == 0))
}

@test "an unknown signal, policy, duration, size or namespace is a usage error" {
    fails 64 "xos: xspawn: setsigmask: 'NOSIG' is not a signal" xspawn --setsigmask NOSIG true
    fails 64 "xos: xspawn: signal: 'NOSIG' is not a signal" xspawn --signal NOSIG true
    fails 64 "xos: xspawn: scheduler: 'X' is not a policy (SCHED_OTHER, SCHED_FIFO, ...)" xspawn --scheduler X:1 true
    fails 64 "xos: xspawn: timeout: '5x' is not a duration (1.5, 200ms, 3m, 2h, 1d, inf)" xspawn --timeout 5x true
    fails 64 "xos: xspawn: timeout: '-1' is not a duration (1.5, 200ms, 3m, 2h, 1d, inf)" xspawn --timeout -1 true
    fails 64 "xos: xspawn: size: '80' is not COLUMNSxLINES" xspawn --pty --size 80 true
    fails 64 "xos: xspawn: unshare: 'x' is not a namespace (user mnt pid net ipc uts cgroup time)" \
        xspawn --unshare x true
}

@test "a step that fails is named, in the message and in the report" {
    fails 66 "xos: posix_spawnp: open of FD 3: no/such: No such file or directory [ENOENT]" \
        xspawn --report r --open 3:no/such:O_RDONLY true
    [[ $(of r started pid step errno name exit) == "False None open of FD 3 2 ENOENT 66" ]]
    fails 66 "xos: posix_spawnp: chdir: no/such: No such file or directory [ENOENT]" \
        xspawn --report r --chdir no/such true
    [[ $(of r step) == chdir ]]
    fails 66 "xos: posix_spawnp: dup2 of FD 77 to 5: Bad file descriptor [EBADF]" xspawn --report r --dup2 77:5 true
    [[ $(of r step) == "dup2 of FD 77 to 5" ]]
    fails 65 "xos: posix_spawnp: scheduler: Invalid argument [EINVAL]" xspawn --scheduler SCHED_FIFO:1000 true
    fails 65 "xos: posix_spawnp: ./junk: Exec format error [ENOEXEC]" xspawn --report r ./junk
    [[ $(of r step name outcome) == "exec ENOEXEC never started" ]]
}

@test "a program that fails before there is a child is reported as never started" {
    fails 66 "xos: setns: net:2147483647: No such process [ESRCH]" xspawn --report r --setns net:2147483647 true
    [[ $(cat r) == \
        '{"argv":["true"],"pid":null,"started":false,"outcome":"never started","step":"setns","errno":3,"name":"ESRCH","message":"No such process","path":"net:2147483647","exit":66}' ]]
    fails 65 "xos: setns: ./junk: Invalid argument [EINVAL]" xspawn --report r --setns ./junk true
    [[ $(cat r) == *'"outcome":"never started","step":"setns","errno":22,'* ]]
    fails 66 "xos: xspawn: No such file or directory [ENOENT]" xspawn --report r "" x
    [[ $(cat r) == \
        '{"argv":["","x"],"pid":null,"started":false,"outcome":"never started","step":"exec","errno":2,"name":"ENOENT","message":"No such file or directory","exit":66}' ]]
}

@test "a usage error does not change the report" {
    echo before >r
    fails 64 "xos: xspawn: size: '10' is not COLUMNSxLINES" xspawn --report r --pty --size 10 true
    fails 64 "xos: xspawn: setns: 'fd:x' is not a descriptor" xspawn --report r --setns fd:x true
    fails 64 "xos: xspawn: --wait and --nowait exclude each other" xspawn --report r --wait --nowait true
    fails 64 "xos: xspawn: timeout: '0.0000000001' is not a duration (1.5, 200ms, 3m, 2h, 1d, inf)" \
        xspawn --report r --timeout 0.0000000001 true
    fails 64 "xos: xspawn: timeout: '1.5ns' is not a duration (1.5, 200ms, 3m, 2h, 1d, inf)" \
        xspawn --report r --timeout 1.5ns true
    succeeds before cat r
    succeeds "" xspawn --timeout 1.50000000000 --kill-after .5m true
}

@test "the report says how the program ended" {
    expect 3 "" "" xspawn --report r sh -c 'exit 3'
    [[ $(of r argv outcome exit_code signal core_dumped timed_out) == \
        "['sh', '-c', 'exit 3'] exited 3 None False False" ]]
    expect 143 "" "" xspawn --report r sh -c 'kill -TERM $$'
    [[ $(of r outcome exit_code signal) == "signalled None SIGTERM" ]]
    python3 -c 'import json
r = json.load(open("r"))
assert r["wall_ns"] > 0 and r["rusage"]["ru_maxrss_kib"] > 0 and r["rusage"]["ru_utime_ns"] >= 0'
}

@test "a status of 126 or 66 is the program's own, and the report says so" {
    expect 126 "" "" xspawn --report r sh -c 'exit 126'
    [[ $(of r started exit_code) == "True 126" ]]
    expect 66 "" "" xspawn --report r sh -c 'exit 66'
    [[ $(of r started exit_code) == "True 66" ]]
}

@test "--status-fd writes the report to a descriptor that the program does not get" {
    run bash -c 'xspawn --status-fd 3 sh -c "test ! -e /proc/self/fd/3" 3>r'
    [[ $status == 0 && $(of r outcome exit_code) == "exited 0" ]]
    fails 66 "xos: xspawn: status descriptor: Bad file descriptor [EBADF]" xspawn --status-fd 99 touch started
    [[ ! -e started ]]
    expect 74 "" "xos: posix_spawnp: status descriptor: No space left on device [ENOSPC]" \
        bash -c 'xspawn --status-fd 3 true 3>/dev/full'
}

@test "--report to a place that cannot be written starts nothing" {
    fails 66 "xos: xspawn: no/such/r: No such file or directory [ENOENT]" xspawn --report no/such/r touch started
    [[ ! -e started ]]
}

@test "--nowait prints the pid of a program that runs on" {
    mkfifo pipe
    pid=$(xspawn --nowait --open 1:/dev/null:O_WRONLY cat pipe)
    [[ $(cat "/proc/$pid/comm") == cat ]]
    echo >pipe
    fails 64 "xos: xspawn: --nowait excludes --timeout, --pty, --foreground, --die-with-parent and --each" \
        xspawn --nowait -t 1 true
}

@test "--timeout ends the program with the signal asked for" {
    expect 143 "" "" xspawn --timeout 0.1 sleep 60
    expect 138 "" "" xspawn --timeout 100ms --signal USR1 sleep 60
    expect 0 "" "" xspawn --timeout 1h true
    expect 3 "" "" xspawn --timeout 1d sh -c 'exit 3'
}

@test "a program that exits with 0 because its time was over makes the status 75" {
    with_limit ready xspawn --timeout LIMIT --report r sh -c 'trap "exit 0" TERM; echo >ready; sleep 60 & wait'
    [[ $status == 75 && -z $output$stderr && $(of r outcome exit_code timed_out) == "exited 0 True" ]]
}

@test "--timeout ends descendants in other sessions" {
    with_limit a xspawn --timeout LIMIT \
        sh -c 'setsid sh -c "echo \$\$ >a; exec sleep 60" &
            setsid setsid sh -c "(echo \$BASHPID; exec sleep 60) & sleep 60" & sleep 60'
    [[ $status == 143 && -z $output$stderr ]]
    gone "$(cat a)"
}

@test "--kill-after kills those that the signal does not end" {
    with_limit a xspawn --timeout LIMIT --kill-after 0.1 --report r \
        sh -c 'trap "" TERM; setsid sh -c "trap \"\" TERM; echo \$\$ >a; while :; do sleep 1; done" &
            while :; do sleep 1; done'
    [[ $status == 137 && -z $output$stderr && $(of r signal timed_out killed_after) == "SIGKILL True True" ]]
    gone "$(cat a)"
}

@test "without --timeout a program's background processes continue" {
    succeeds "" xspawn sh -c 'sleep 60 >/dev/null 2>&1 & echo $! >a'
    kill "$(cat a)"
}

# sleeps_of PID: how often that process has gone to sleep.
sleeps_of() {
    sed -n 's/^voluntary_ctxt_switches:\t//p' "/proc/$1/status"
}

# noticed SIGNAL STATE: sends the signal to the program, which gets into that state, and waits until xspawn has seen
# that and sleeps again.
noticed() {
    local before
    in_state "$!" S
    before=$(sleeps_of "$!")
    kill -"$1" "$(cat a)"
    in_state "$(cat a)" "$2"
    until (($(sleeps_of "$!") > before)); do sleep 0.01; done
    in_state "$!" S
}

@test "stops and continues are seen and reported" {
    xspawn --report r sh -c 'echo $$ >a; exec sleep 60' &
    until_file a
    in_state "$(cat a)" S
    noticed STOP T
    noticed CONT S
    kill "$(cat a)"
    ended 143 $!
    [[ $(of r stops continues) == "1 1" && $(of r events) == *"'stopped', 'signal': 'SIGSTOP'"*"'continued'"* ]]
}

# in_state PID LETTER: waits until the process is in that state.
in_state() {
    until [[ $(cut -d' ' -f3 "/proc/$1/stat") == "$2" ]]; do sleep 0.01; done
}

# behind_its_back SIGNAL... : while xspawn is stopped itself, its program is sent the signals. xspawn hands SIGCONT on.
behind_its_back() {
    kill -STOP "$!"
    in_state "$!" T
    for signal; do
        kill -"$signal" "$(cat a)"
        case $signal in STOP) in_state "$(cat a)" T ;; KILL | TERM) ;; *) in_state "$(cat a)" "${after:-S}" ;; esac
    done
    kill -CONT "$!"
}

@test "a stop that ended before wait(2) could report it is recorded without its signal" {
    xspawn --report r sh -c 'echo $$ >a; exec sleep 60' &
    until_file a
    in_state "$(cat a)" S
    behind_its_back STOP CONT
    in_state $! S
    kill "$(cat a)"
    ended 143 $!
    [[ $(of r stops continues) == "1 1" && $(of r events) == *"'stopped', 'signal': None"*"'continued'"* ]]
}

@test "a stopped program that ended without SIGKILL was continued before" {
    for signals in "TERM CONT" KILL; do
        rm -f a
        xspawn --report r sh -c 'echo $$ >a; exec sleep 60' &
        until_file a
        in_state "$(cat a)" S
        noticed STOP T
        after=Z behind_its_back $signals
        [[ $signals == KILL ]] && wanted="1 0" status=137 || wanted="1 1" status=143
        ended $status $!
        [[ $(of r stops continues) == "$wanted" && $(of r events) == *"'stopped', 'signal': 'SIGSTOP'"* ]]
    done
}

@test "signals sent to xspawn are forwarded to the program" {
    xspawn sh -c 'trap "echo got; exit 5" TERM; echo $$ >a; while :; do sleep 0.05; done' >out &
    until_file a
    kill $!
    ended 5 $!
    [[ $(cat out) == got ]]
}

@test "--die-with-parent leaves no orphan when xspawn is killed" {
    xspawn --die-with-parent sh -c 'setsid sh -c "echo \$\$ >a; exec sleep 60" & echo $$ >b; sleep 60' &
    until_file a
    until_file b
    kill -KILL $!
    gone "$(cat a)"
    gone "$(cat b)"
}

@test "--die-with-parent leaves no orphan when xspawn's parent is killed" {
    sh -c 'xspawn --die-with-parent sh -c "echo \$\$ >a; sleep 60" & wait' &
    until_file a
    kill -KILL $!
    gone "$(cat a)"
}

@test "--pty gives the program a terminal and passes its exit status on" {
    run xspawn --pty sh -c 'test -t 0 && test -t 1 && test -t 2; echo $?; exit 3'
    [[ $status == 3 && $output == $'0\r' ]]
    expect 137 "" "" xspawn --pty sh -c 'kill -9 $$'
    fails 66 "xos: posix_spawnp: no-such-program: No such file or directory [ENOENT]" xspawn --pty no-such-program
}

@test "--pty has a window size and forwards its input to the end" {
    run xspawn --pty --size 100x30 stty size
    [[ $output == $'30 100\r' ]]
    run bash -c 'printf "one\ntwo\n" | xspawn --pty cat'
    [[ $status == 0 && $output == $'one\r\ntwo\r' ]]
    run bash -c 'printf "no newline" | xspawn --pty wc -c'
    [[ $output == $'10\r' ]]
}

@test "--pty loses nothing of a long output" {
    xspawn --pty sh -c 'stty -opost; seq 20000' >out
    cmp out <(seq 20000)
}

@test "--pty reports an output that cannot be written" {
    fails 74 "xos: posix_spawnp: standard output: No space left on device [ENOSPC]" \
        bash -c 'xspawn --pty sh -c "echo hello; sleep 1" >/dev/full'
    run bash -c 'xspawn --pty yes 2>err | head -1; echo ${PIPESTATUS[0]}'
    [[ $output == $'y\r\n74' && $(cat err) == "xos: posix_spawnp: standard output: Broken pipe [EPIPE]" ]]
}

@test "--kill signals processes through pidfds, and continues after a failure" {
    sleep 60 & one=$!
    sleep 60 & two=$!
    expect 66 "" "xos: kill: 2147483647: No such process [ESRCH]" xspawn --kill TERM $one 2147483647 $two
    ended 143 $one
    ended 143 $two
    fails 64 "xos: xspawn: kill: 'NOSIG' is not a signal" xspawn --kill NOSIG 1
    fails 64 "xos: xspawn: missing argument: PID" xspawn --kill TERM
}

@test "--kill with only a pid sends the signal of --signal, default TERM" {
    sleep 60 &
    succeeds "" xspawn --kill $! --signal 0
    succeeds "" xspawn --signal KILL --kill $!
    ended 137 $!
    sleep 60 &
    succeeds "" xspawn --kill $!
    ended 143 $!
    fails 66 "xos: kill: 2147483647: No such process [ESRCH]" xspawn --kill 2147483647
    fails 64 "xos: xspawn: missing argument: PID" xspawn --kill 9
    fails 64 "xos: xspawn: missing argument: PID" xspawn --kill 64
}

@test "--killpg signals a process group" {
    setsid sleep 60 &
    until [[ $(cut -d' ' -f5 /proc/$!/stat) == $! ]]; do sleep 0.01; done
    succeeds "" xspawn --killpg KILL $!
    ended 137 $!
}

@test "--wait-for waits for processes that are not children, and says that their status is not known" {
    pid=$(xspawn --nowait --open 1:/dev/null:O_WRONLY sleep 0.2)
    succeeds "{\"pid\":$pid,\"ended\":true,\"status_known\":false}" xspawn --json --wait-for "$pid"
    fails 66 "xos: pidfd_open: 2147483647: No such process [ESRCH]" xspawn --wait-for 2147483647
    fails 75 "xos: pidfd_open: $$: Timed out [ETIMEDOUT]" xspawn --timeout 0.1 --wait-for $$
}

@test "--wait-for knows the status of a child that it inherited" {
    run sh -c '{ sleep 0.1; exit 4; } & exec xspawn --json --wait-for $!'
    [[ $status == 0 && $output == *'"status_known":true,"exit_code":4}' ]]
}

@test "--unshare with --map-user creates a user namespace in which the caller is that user" {
    xspawn --unshare user true 2>/dev/null || skip "no user namespaces here"
    succeeds "0 0" xspawn --map-user root sh -c 'echo $(id -u) $(id -g)'
    succeeds "5 6" xspawn --map-user 5 --map-group 6 sh -c 'echo $(id -u) $(id -g)'
    succeeds 1 xspawn --map-user 0 --unshare pid sh -c 'echo $$'
}

@test "--setns enters the namespaces of a process" {
    xspawn --map-user root --unshare uts true 2>/dev/null || skip "no user namespaces here"
    xspawn --map-user root --unshare uts sh -c 'hostname elsewhere; echo $$ >a; exec sleep 60' &
    until_file a
    needs_root
    succeeds elsewhere xspawn --setns "uts:$(cat a)" hostname
    succeeds elsewhere xspawn --setns "/proc/$(cat a)/ns/uts" hostname
    kill "$(cat a)"
    fails 66 "xos: setns: net:2147483647: No such process [ESRCH]" xspawn --setns net:2147483647 true
}

@test "namespaces that are not permitted are EPERM" {
    needs_root
    fails 77 "xos: posix_spawnp: fork: true: Operation not permitted [EPERM]" \
        as_user "$(command -v xspawn)" --unshare net true
}

@test "SIGCHLD ignored by the caller does not hide how the program ended" {
    expect 3 "" "" bash -c 'trap "" CHLD; xspawn sh -c "exit 3"'
    expect 3 "" "" bash -c 'trap "" CHLD; xos spawnlp P_WAIT sh sh -c "exit 3"'
    expect 3 "out" "" bash -c 'trap "" CHLD; xos popen "echo out; exit 3"'
}

@test "--chdir takes a descriptor, --open and --dup2 the streams by their names" {
    mkdir d
    succeeds "$PWD/d" xspawn --chdir fd:7 pwd 7<d
    fails 66 'xos: posix_spawnp: fchdir: Bad file descriptor [EBADF]' xspawn --chdir fd:77 pwd
    fails 64 "xos: xspawn: chdir: 'x' is not a descriptor" xspawn --chdir fd:x pwd
    succeeds '' xspawn --open 'stderr:new:O_WRONLY|O_CREAT:0600' --dup2 stderr:stdout sh -c 'echo out; echo err >&2'
    [[ $(<new) == $'out\nerr' && $(stat -c %a new) == 600 ]]
}

@test "--dup2 of a descriptor to itself makes it inheritable" {
    echo text >f
    succeeds text xspawn --dup2 8:8 sh -c 'cat <&8' 8<f
    fails 66 'xos: posix_spawnp: dup2 of FD 8 to 8: Bad file descriptor [EBADF]' xspawn --dup2 8:8 true 8<&-
}

@test "--open refuses an invalid number, flag or mode" {
    for word in x:f:O_RDONLY 5 5:f 5:f:NOPE '5:f:O_RDONLY:S_IRUSR|x' 5:f:; do
        run -64 xspawn --open "$word" true
        [[ $output == "xos: xspawn: open: '$word' is not FD:PATH:FLAGS[:MODE]"* ]]
    done
}

@test "--open refuses what can be read in two ways" {
    fails 64 "xos: xspawn: open: '0:log:64:0' can be read in two ways: give FLAGS by name (O_RDONLY, ...)" \
        xspawn --open 0:log:64:0 true
    succeeds "" xspawn --open '1:a:b:O_WRONLY|O_CREAT:0600' --open '2:c:577' true
    [[ -e a:b && -e c ]]
}

@test "--resetids makes the effective ids the real ones" {
    needs_root
    expect 0 $'65534\n65534' '' setpriv --ruid 65534 --rgid 65534 --clear-groups "$(command -v xspawn)" \
        --resetids sh -c 'id -u; id -g'
}

@test "--scheduler without a policy keeps the current one" {
    succeeds '"SCHED_BATCH"' bash -c 'xsched --policy batch -- xspawn --scheduler None:0 xsched --json | jq .policy'
    fails 64 "xos: xspawn: scheduler: 'X' is not a policy (SCHED_OTHER, SCHED_FIFO, ...)" xspawn --scheduler X:0 true
}

@test "--unshare time puts the program in a new time namespace" {
    xspawn --unshare time true 2>/dev/null || skip "no time namespaces here"
    run -0 xspawn --unshare time readlink /proc/self/ns/time
    [[ $output == time:* && $output != "$(readlink /proc/self/ns/time)" ]]
}

@test "a report names a real-time signal by its distance from the first" {
    run xspawn --report report sh -c 'xos kill $$ RTMIN+3'
    ((status > 128 + 34))
    [[ $(jq -c '[.outcome, .signal]' report) == '["signalled","SIGRTMIN+3"]' ]]
    for name in SIGRTMIN SIGRTMAX; do
        run xspawn --report report sh -c "xos kill \$\$ $name"
        [[ $(jq -r .signal report) == "$name" ]]
    done
}

@test "options that exclude each other, and invalid values, start nothing" {
    while IFS='|' read -r words message; do
        expect 64 '' "xos: $message" xspawn $words touch started
    done <<'CASES'
--foreground --pty|xspawn: --foreground excludes --pty, --setsid and --setpgroup
--report r --status-fd 5|xspawn: --report and --status-fd exclude each other
--status-fd x|xspawn: status_fd: 'x' is not a descriptor
--each f --pty|xspawn: --each excludes --pty and --foreground
--map-user x|xspawn: map_user: 'x' is not an id
--setns uts|xspawn: setns: 'uts' is not NAME:PID, a file of /proc/PID/ns or fd:N
--setns fd:x|xspawn: setns: 'fd:x' is not a descriptor
--setns nope:1|xspawn: setns: 'nope' is not a namespace (user mnt pid net ipc uts cgroup time)
--kill TERM --killpg TERM|xspawn: --kill and --killpg exclude each other
--wait-for abc|xspawn: 'abc' is not a pid
--wait-for 1 --timeout abc|xspawn: timeout: 'abc' is not a duration (1.5, 200ms, 3m, 2h, 1d, inf)
CASES
    [[ ! -e started && ! -e r ]]
    fails 64 "xos: xspawn: 'touch' is not a pid" xspawn --kill TERM touch
    fails 64 \
        '{"error":{"op":"xspawn","errno":null,"name":null,"message":"--json and --null exclude each other","exit":64}}' \
        xspawn --json -0 --wait-for 1
    fails 66 'xos: setns: uts:99999999: No such process [ESRCH]' xspawn --setns uts:99999999 true
    fails 66 'xos: setns: fd:77: Bad file descriptor [EBADF]' xspawn --setns fd:77 true
}

@test "--closefrom begins with its first descriptor, --close refuses what no descriptor can be" {
    succeeds "4" \
        bash -c 'xspawn --closefrom 5 -- \
            sh -c "cd /proc/self/fd; for n in 4 5 6; do test ! -e \$n || echo \$n; done" 4<. 5<. 6<.'
    fails 66 "xos: posix_spawnp: close of FD 20: Bad file descriptor [EBADF]" \
        bash -c 'ulimit -n 20; exec xspawn --close 20 true'
    succeeds "" bash -c 'ulimit -n 20; exec xspawn --close 19 true'
}
