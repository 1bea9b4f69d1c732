# Process management: becoming, starting and awaiting programs, and what a wait status says.
load ../../helper

prepare() {
    PATH=$XOS_BUILD:/usr/bin:/bin # a folder that may not be searched makes a missing program EACCES
    printf 'not a program' >junk
    chmod +x junk
    mkdir folder
}

@test "exec passes the first argument as the program's own name" {
    succeeds bar xos execv /bin/echo foo bar
    succeeds bar xos execl /bin/echo foo bar
    succeeds hello xos execvp sh sh -c 'echo hello'
    succeeds hello xos execlp sh sh -c 'echo hello'
}

@test "exec with an environment gives exactly that environment" {
    for name in execve execle; do
        succeeds $'A=2\nB=3' xos $name --env A=1 --env B=3 --env A=2 /usr/bin/env env
        succeeds "" xos $name /usr/bin/env env
    done
    for name in execvpe execlpe; do
        succeeds $'PATH=/usr/bin:/bin\nA=1' xos $name --env PATH=/usr/bin:/bin --env A=1 env env
    done
}

@test "exec with an environment searches the PATH of that environment" {
    fails 66 "xos: execvpe: sh: No such file or directory [ENOENT]" xos execvpe --env PATH=/nowhere sh sh -c :
    fails 66 "xos: execlpe: sh: No such file or directory [ENOENT]" xos execlpe --env PATH=/nowhere sh sh -c :
    succeeds hello xos execvpe sh sh -c 'echo hello'
}

@test "exec's failures have the statuses of their errnos" {
    fails 66 "xos: execv: no/such: No such file or directory [ENOENT]" xos execv no/such x
    fails 66 "xos: execvp: no-such-program: No such file or directory [ENOENT]" xos execvp no-such-program x
    fails 77 "xos: execv: folder: Permission denied [EACCES]" xos execv folder x
    fails 65 "xos: execv: junk: Exec format error [ENOEXEC]" xos execv junk x
    fails 65 "xos: execvp: ./junk: Exec format error [ENOEXEC]" xos execvp ./junk x
    # not by sh, as the C library of GNU does
    fails 65 "xos: execvp: ./junk: Exec format error [ENOEXEC]" xos chdir . -- ./junk x
}

@test "arguments too large for any program are E2BIG" {
    needs strace
    fails 65 "xos: execv: /bin/true: Argument list too long [E2BIG]" \
        strace -o trace -e inject=execve:error=E2BIG:when=1 xos execv /bin/true true
}

@test "PATH's permission errors are reported if no later directory has the program" {
    mkdir first second
    cp /bin/true second/tool
    : >first/tool
    succeeds "" env PATH="first:second:$PATH" xos execvp tool tool
    rm second/tool
    fails 77 "xos: execvp: tool: Permission denied [EACCES]" env PATH="first:second:$PATH" xos execvp tool tool
}

@test "execve runs an open file" {
    succeeds hello bash -c 'xos execve fd:3 echo hello 3</bin/echo'
    fails 66 "xos: execve: fd:19: Bad file descriptor [EBADF]" xos execve fd:19 echo
}

@test "exec without a name for the program, or with a bad environment, is a usage error" {
    fails 64 "xos: execv: missing argument: args" xos execv /bin/true
    fails 64 "xos: execv: args: the program's own name is empty" xos execv /bin/true ""
    fails 64 "xos: execve: env: 'A' is not NAME=VALUE" xos execve --env A /bin/true true
    fails 64 "xos: execve: env: '=1' is not NAME=VALUE" xos execve --env =1 /bin/true true
}

@test "_exit and abort end the process as documented" {
    expect 3 "" "" xos _exit 3
    expect 255 "" "" xos _exit -1
    expect 0 "" "" xos _exit 256
    run bash -c 'ulimit -c 0; xos abort 2>/dev/null'
    [[ $status == 134 ]]
}

@test "spawn with P_WAIT passes on the child's status and gives the documented result to --result-fd" {
    expect 7 "" "" xos spawnlp P_WAIT sh sh -c 'exit 7'
    expect 7 "" 7 xos spawnlp --result-fd 2 P_WAIT sh sh -c 'exit 7'
    expect 137 "" -9 xos spawnl --result-fd 2 P_WAIT /bin/sh sh -c 'kill -9 $$'
    expect 0 $'A=1' "" xos spawnve --env A=1 P_WAIT /usr/bin/env env
    expect 0 "PATH=/bin:/usr/bin" "" xos spawnvpe --env PATH=/bin:/usr/bin P_WAIT env env
    expect 0 "" "" xos spawnle P_WAIT /usr/bin/env env
}

@test "spawn with P_NOWAIT prints the pid and does not wait" {
    mkfifo pipe
    xos spawnvp P_NOWAIT cat cat pipe >pid
    kill -0 "$(head -1 pid)"
    echo done >pipe
}

@test "a program that cannot be started is spawn's own failure, not a status of the child's" {
    fails 66 "xos: spawnl: no/such: No such file or directory [ENOENT]" xos spawnl P_WAIT no/such x
    fails 77 "xos: spawnv: folder: Permission denied [EACCES]" xos spawnv P_NOWAIT folder x
    fails 65 "xos: spawnvp: ./junk: Exec format error [ENOEXEC]" xos spawnvp P_WAIT ./junk x
    fails 69 "xos: spawnv: mode: this platform has no P_OVERLAY (Windows)" xos spawnv P_OVERLAY /bin/true x
    fails 64 "xos: spawnv: mode: neither P_WAIT nor P_NOWAIT" xos spawnv 9 /bin/true x
}

@test "a children limit that is reached is EAGAIN with status 71" {
    needs_root
    run bash -c 'ulimit -u 1; exec setpriv --reuid=65533 --regid=65533 --clear-groups xos spawnv P_WAIT /bin/true true'
    [[ $status == 71 && $output == "xos: spawnv: fork: /bin/true: Resource temporarily unavailable [EAGAIN]" ]]
}

@test "posix_spawn performs its file actions in the order given" {
    printf 'text' >in
    xos posix_spawn --open 3:in:O_RDONLY --dup2 3:0 --open '1:out:O_WRONLY|O_CREAT:0600' --dup2 1:2 --close 3 \
        /bin/sh sh -c 'cat; echo err >&2; ls /proc/self/fd | grep -c "^3$" >done' >pid
    until [[ -s done ]]; do sleep 0.01; done
    [[ $(cat out) == $'texterr' && $(stat -c %a out) == 600 ]]
}

@test "posix_spawn names the step that failed" {
    fails 66 "xos: posix_spawn: open of FD 3: no/such: No such file or directory [ENOENT]" \
        xos posix_spawn --open 3:no/such:O_RDONLY /bin/true true
    fails 66 "xos: posix_spawnp: dup2 of FD 77 to 5: Bad file descriptor [EBADF]" xos posix_spawnp --dup2 77:5 true true
    fails 65 "xos: posix_spawnp: scheduler: Invalid argument [EINVAL]" \
        xos posix_spawnp --scheduler SCHED_FIFO:1000 true true
    fails 66 "xos: posix_spawnp: close of FD -1: Bad file descriptor [EBADF]" xos posix_spawnp --close -1 true true
    fails 66 "xos: posix_spawn: no/such: No such file or directory [ENOENT]" xos posix_spawn no/such x
    fails 66 \
        '{"error":{"op":"posix_spawn","errno":2,"name":"ENOENT","message":"No such file or directory","step":"open of FD 3","path":"a:b","exit":66}}' \
        xos posix_spawn --json --open 3:a:b:O_RDONLY /bin/true true
}

@test "posix_spawn refuses options that it cannot read" {
    fails 64 "xos: posix_spawn: open: '3:x' is not FD:PATH:FLAGS[:MODE]" xos posix_spawn --open 3:x /bin/true true
    fails 64 "xos: posix_spawn: dup2: '3' is not FD:NEWFD" xos posix_spawn --dup2 3 /bin/true true
    fails 64 "xos: posix_spawn: setsigdef: 'NOSIG' is not a signal" xos posix_spawn --setsigdef INT,NOSIG /bin/true true
    fails 64 "xos: posix_spawn: scheduler: 'SCHED_X' is not a policy (SCHED_OTHER, SCHED_FIFO, ...)" \
        xos posix_spawn --scheduler SCHED_X:1 /bin/true true
    fails 64 "xos: posix_spawn: scheduler: 'none:X' is not a policy (SCHED_OTHER, SCHED_FIFO, ...)" \
        xos posix_spawn --scheduler none:X:0 /bin/true true
}

@test "closefrom closes every descriptor from there up" {
    xos posix_spawn --open 7:/dev/null:O_RDONLY --closefrom 3 /bin/ls ls /proc/self/fd 2>/dev/null >out
    until [[ $(grep -c . out) -ge 2 ]]; do sleep 0.01; done
    ! grep -q '^7$' out
}

@test "system runs the shell and passes its status on" {
    expect 0 hello "" xos system 'echo hello'
    expect 3 "" 768 xos system --result-fd 2 'exit 3'
    expect 143 "" 15 xos system --result-fd 2 'kill $$'
}

@test "a shell command may begin with a dash" {
    printf '#!/bin/sh\necho ran\n' >./-x
    chmod +x ./-x
    for operation in system popen; do
        PATH=$PATH:. succeeds ran xos $operation -- -x
    done
}

@test "popen copies what the command writes, and reports what close() returns" {
    expect 0 hello null xos popen --json --result-fd 2 'echo hello'
    expect 2 hello 512 xos popen --result-fd 2 'echo hello; exit 2' r
    expect 137 "" -2304 xos popen --result-fd 2 'kill -9 $$'
    expect 0 data "" bash -c 'echo data | xos popen cat w'
    fails 64 "xos: popen: mode: 'x' is neither r nor w" xos popen true x
    fails 74 "xos: popen: standard output: No space left on device [ENOSPC]" bash -c 'xos popen "echo hello" >/dev/full'
}

@test "fork prints 0 in the child and the child's pid in the parent" {
    run xos fork
    [[ $status == 0 && ${lines[0]} == 0 && ${lines[1]} =~ ^[0-9]+$ && ${#lines[@]} == 2 ]]
    run bash -c 'xos fork -- sh -c "echo \$\$ >child"; until [ -s child ]; do sleep 0.01; done; cat child'
    [[ ${lines[0]} == "${lines[1]}" ]]
}

@test "forkpty gives the child's pid and the terminal's master side" {
    run xos --json forkpty
    [[ $output =~ ^\{\"pid\":[0-9]+,\"fd\":[0-9]+\}$ ]]
}

@test "kill and killpg signal the target, and report one that does not exist" {
    sleep 60 &
    succeeds "" xos kill $! 0
    succeeds "" xos kill $! SIGKILL
    ended 137 $!
    fails 66 "xos: kill: 2147483647: No such process [ESRCH]" xos kill 2147483647 0
    fails 66 "xos: killpg: 2147483647: No such process [ESRCH]" xos killpg 2147483647 TERM
    fails 64 "xos: kill: sig: '99' is not a signal" xos kill $$ 99
    fails 64 "xos: kill: sig: 'NOSIG' is not a signal" xos kill $$ NOSIG
}

@test "a signal's name may be in small letters, as everywhere" {
    for name in term SIGterm sigterm Term rtmin+1 RTMAX-1 34 64 0; do
        fails 66 "xos: kill: 2147483647: No such process [ESRCH]" xos kill 2147483647 $name
    done
    sleep 60 &
    succeeds "" xos kill $! sighup
    ended 129 $!
    for name in sig "" rtmin+31 rtmax+1 rtmin+ SIGSIGTERM "TERM " 0x; do
        fails 64 "xos: kill: sig: '$name' is not a signal" xos kill 2147483647 "$name"
    done
}

@test "killpg of group 1 signals no process, instead of all" {
    fails 65 "xos: killpg: 1: Invalid argument [EINVAL]" xos killpg 1 0
    fails 65 "xos: killpg: 1: Invalid argument [EINVAL]" xspawn --killpg 0 1
}

@test "kill of another user's process is not permitted" {
    needs_root
    fails 77 "xos: kill: $$: Operation not permitted [EPERM]" as_user "$(command -v xos)" kill $$ 0
}

@test "nice adds to the niceness and stops at the end of the scale" {
    own=$(nice)
    succeeds $((own < 14 ? own + 5 : 19)) xos nice 5 -- xos nice 0
    succeeds 19 xos nice 2147483647
    needs_root
    for value in -1 -7 -20; do # none of them is an errno
        succeeds $value xos nice $((value - own))
        succeeds "{\"value\":$value}" xos --json sh -c "nice $((value - own))"
        succeeds $value xos nice $((value - own)) -- nice
    done
    succeeds -20 xos nice -2147483648
    fails 77 "xos: nice: Operation not permitted [EPERM]" as_user "$(command -v xos)" nice -1
}

@test "wait, waitpid, wait3, wait4 and waitid report how a child ended" {
    run sh -c '{ sleep 0.1; exit 3; } & echo $!; exec xos waitpid $! 0'
    [[ ${lines[1]} == "pid=${lines[0]}" && ${lines[2]} == status=768 ]]
    run sh -c '{ sleep 0.1; exit 3; } & exec xos waitid P_PID $! WEXITED'
    [[ $output == si_pid=*si_signo=17$'\nsi_status=3\nsi_code=1' ]]
    run sh -c '{ sleep 0.1; exit 3; } & exec xos --json wait4 -1 0'
    [[ $output == '{"pid":'*',"status":768,"rusage":{"ru_utime":'*'"ru_nivcsw":'*'}}' ]]
    run sh -c 'sleep 5 & exec xos waitpid $! WNOHANG'
    [[ $output == $'pid=0\nstatus=0' ]]
}

@test "waiting without children is ECHILD" {
    for words in wait "waitpid -1 0" "wait3 0" "wait4 -1 0" "waitid P_ALL 0 WEXITED"; do
        fails 66 "xos: ${words%% *}: No child processes [ECHILD]" xos $words
    done
    fails 65 "xos: waitid: Invalid argument [EINVAL]" xos waitid P_ALL 0 WNOHANG
    fails 66 "xos: waitid: 2147483647: No child processes [ECHILD]" xos waitid P_PID 2147483647 WEXITED
}

@test "the W operations read a wait status" {
    succeeds true xos WIFEXITED 768
    succeeds 3 xos WEXITSTATUS 768
    expect 1 false "" xos WIFSIGNALED 768
    succeeds true xos WIFSIGNALED 139
    succeeds 11 xos WTERMSIG 139
    succeeds true xos WCOREDUMP 139
    succeeds true xos WIFSTOPPED 0x137f
    succeeds 19 xos WSTOPSIG 0x137f
    succeeds true xos WIFCONTINUED 0xffff
    succeeds -9 xos waitstatus_to_exitcode 9
    fails 65 "xos: waitstatus_to_exitcode: status 4991 is of no process that has ended" \
        xos waitstatus_to_exitcode 0x137f
}

@test "pidfd_open, pidfd_getfd and waitid with P_PIDFD work on a process by descriptor" {
    succeeds "anon_inode:[pidfd]" xos pidfd_open $$ --as 5 -- readlink /proc/self/fd/5
    fails 66 "xos: pidfd_open: 2147483647: No such process [ESRCH]" xos pidfd_open 2147483647
    fails 65 "xos: pidfd_open: Invalid argument [EINVAL]" xos pidfd_open -1
    run sh -c '{ sleep 0.1; exit 4; } & exec xos pidfd_open $! --as 5 -- xos waitid P_PIDFD 5 WEXITED'
    [[ $output == *si_status=4* ]]
    fails 66 "xos: pidfd_getfd: fd:99: Bad file descriptor [EBADF]" xos pidfd_getfd 99 0
    fails 64 "xos: pidfd_getfd: flags: '4294967296' is not in range" xos pidfd_getfd 99 0 --flags 0x100000000
}

@test "operations that only Windows has say so" {
    fails 69 "xos: startfile: documented, but not on this platform: exists on Windows" xos startfile file
    fails 69 "xos: add_dll_directory: documented, but not on this platform: exists on Windows" \
        xos add_dll_directory file
}

@test "register_at_fork needs something to register" {
    succeeds "" xos register_at_fork --before 'print x'
    fails 64 "xos: register_at_fork: one of --before, --after-in-parent, --after-in-child is needed" \
        xos register_at_fork
}

@test "a real-time signal is named by its distance from the first or the last" {
    ends() { bash -c "sleep 60 & { xos kill \$! $1; wait \$!; } 2>/dev/null; echo \$?"; }
    first=$(ends RTMIN) last=$(ends SIGRTMAX) # the C library keeps some to itself
    ((first > 128 + 31 && last == 128 + 64))
    succeeds $((first + 1)) ends SIGRTMIN+1
    succeeds $((last - 1)) ends RTMAX-1
    for wrong in RTMIN+99 RTMAX+1 RTMIN-1 RTMIN+x RTMIN1; do
        fails 64 "xos: kill: sig: '$wrong' is not a signal" xos kill $$ $wrong
    done
}

@test "each failed step of posix_spawn has its own message" {
    fails 66 'xos: posix_spawn: open of FD 5: no/such: No such file or directory [ENOENT]' \
        xos posix_spawn --open 5:no/such:O_RDONLY /bin/true true
    fails 66 'xos: posix_spawn: dup2 of FD 77 to 5: Bad file descriptor [EBADF]' \
        xos posix_spawn --dup2 77:5 /bin/true true
    fails 77 'xos: posix_spawn: setpgroup: Operation not permitted [EPERM]' \
        xos posix_spawn --setsid --setpgroup 0 /bin/true true
    fails 64 "xos: posix_spawn: scheduler: 'SCHED_OTHER' is not POLICY:PRIO" \
        xos posix_spawn --scheduler SCHED_OTHER /bin/true true
    fails 64 'xos: posix_spawn: setpgroup: not in range' xos posix_spawn --setpgroup 9999999999 /bin/true true
    fails 66 'xos: posix_spawn: no/such: No such file or directory [ENOENT]' xos posix_spawn no/such true
}

@test "a file action's path has no NUL byte" {
    printf '%s\n' 'posix_spawn --open "1:out\0more:O_WRONLY|O_CREAT" /bin/true true' >s.xos
    fails 64 's.xos:1: posix_spawn: open: a NUL byte cannot stand in it' xsh s.xos
    [ ! -e out ]
}

@test "a program's arguments have no NUL byte and begin with a name" {
    fails 64 "xos: execv: args: the program's own name is empty" xos execv /bin/true ''
    printf 'execv /bin/echo "a\\0b"\nspawnv P_WAIT /bin/echo "a\\0b"\n' >s.xos
    expect 64 '' \
        $'s.xos:1: execv: args: a NUL byte cannot stand in an argument\ns.xos:2: spawnv: args: a NUL byte cannot stand in an argument' \
        xsh s.xos
}

@test "plock takes only its documented operations" {
    fails 65 'xos: plock: Invalid argument [EINVAL]' xos plock 8
}

@test "waitid refuses an invalid id, closefrom and an empty path name their step" {
    fails 64 "xos: waitid: id: '99999999999' is not in range" xos waitid P_PID 99999999999 WEXITED
    fails 66 'xos: posix_spawn: closefrom FD -1: Bad file descriptor [EBADF]' \
        xos posix_spawn --closefrom -1 /bin/true true
    fails 66 'xos: posix_spawn: : No such file or directory [ENOENT]' xos posix_spawn '' true
}

@test "times continues when 32 bits overflow" {
    needs strace
    export ASAN_OPTIONS=detect_leaks=0 # which does not work under strace
    run strace -qq -o /dev/null -e inject=times:retval=4000000000 xos times
    [[ $output == *"elapsed=40000000.000000000" ]]
}

@test "--open with two numbers at its end is refused, since they can be read in two ways" {
    echo data >log:64
    local words="can be read in two ways: give FLAGS by name (O_RDONLY, ...)"
    fails 64 "xos: posix_spawn: open: '0:log:64:0' $words" xos posix_spawn --open 0:log:64:0 /bin/cat cat
    fails 64 "xos: xspawn: open: '0:log:64:0644' $words" xspawn --open 0:log:64:0644 cat
    [[ ! -e log ]]
    succeeds data xspawn --open 0:log:64:O_RDONLY cat
    succeeds data xspawn --open 0:log:64:O_RDONLY:0600 cat
    mv log:64 log
    succeeds data xspawn --open 0:log:0 cat
}
