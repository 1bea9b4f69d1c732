# The builtin of bash leaves the shell around it consistent.
# shellcheck disable=SC2016 # the inner bash expands it
load ../../helper
load inside

# at_terminal: the dialogue on standard input takes place (see terminal.py); the builtin is loaded.
at_terminal() {
    needs python3
    { printf '%s\n' '> enable -f $XOS_BUILTIN xos; echo load"ed"' '? loaded'; cat; } |
        python3 "$top/tests/applets/inside/terminal.py" bash --norc --noprofile --noediting -i
}

# quietly CMD... : without what bash itself says about terminals and jobs.
quietly() {
    "$@" 2>/dev/null
}

# script: standard input as a script file, which bash reads through a descriptor.
script() {
    { echo 'enable -f "$XOS_BUILTIN" xos || exit 99'; cat; } >script
    expect "$1" "$2" "$3" bash script
}

@test "output comes in the order of the commands" {
    inside 'printf "a "; xos fspath b; printf "c "; xos system "echo d"; printf "e "; xos xstat -c %n /' >out
    [[ $(<out) == $'a b\nc d\ne /' ]]
}

@test "redirections are bash's" {
    expect 0 "$(printf '66\nxos: pwrite: fd:99: Bad file descriptor [EBADF]\nhell')" "" inside '
        xos pwrite 99 x 0 2>err; echo $?; cat err; xos getpid >out; [[ $(<out) == "$$" ]]; xos read 0 4 <<<hello'
}

@test "a closed or full standard output is 74, and bash continues" {
    expect 0 "74 74 74 74" "$(printf '%s\n' 'xos: getpid: standard output: Bad file descriptor [EBADF]' \
        'xos: getpid: standard output: No space left on device [ENOSPC]' \
        'xos: standard output: No space left on device [ENOSPC]' \
        'xos: listdir: standard output: No space left on device [ENOSPC]')" inside '
        xos getpid >&-; a=$?; xos getpid >/dev/full; b=$?; xos --list >/dev/full; c=$?; xos listdir / >/dev/full
        echo $a $b $c $?'
}

@test "files opened by an operation do not get the number of a closed standard stream" {
    succeeds "yes closed" inside '
        exec <&-; xos -v fd open / O_RDONLY; ((fd > 2)) && high=yes; [[ -e /proc/$$/fd/0 ]] || state=closed
        echo $high $state'
}

@test "Ctrl-C ends an operation, and bash continues with the next prompt" {
    at_terminal <<'END'
> mkfifo f; exec 9<>f; echo rea"dy"; xos read 9 1
? ready
^C
> echo status $?
? status 130
> xos -v x system 'echo star"t"ed >&2; sleep 30'
? started
^C
> echo status $?
? status 130
> sleep 30 & echo rea"dy"; xos waitpid $! 0
? ready
^C
> echo status $?; kill -9 $!; wait
? status 130
END
}

@test "a trap of SIGINT runs after the operation that Ctrl-C has ended" {
    at_terminal <<'END'
> trap 'echo trap"ped"' INT; mkfifo f; exec 9<>f; echo rea"dy"; xos read 9 1
? ready
^C
? trapped
> echo status $?
? status 130
END
}

@test "Ctrl-Z stops an operation in a child, and fg continues it" {
    at_terminal <<'END'
> xos system 'echo rea"dy"; sleep 0.1; cat; echo o"n"'
? ready
^Z
? Stopped
? $
> fg
? xos system
^D
? on
> echo status $?
? status 0
END
}

@test "SIGTERM ends a script that waits in an operation" {
    expect 143 "" "" quietly inside '(sleep 0.2; kill -TERM $$) & xos read 9 1 9< <(exec sleep 9); echo lived on'
}

@test "after a signal with a trap an operation continues, and then the trap runs" {
    succeeds "$(printf 'go\ntrapped 0')" inside '
        trap "echo trapped \$?" USR1; me=$$; exec 9< <(
            until [[ $(cut -d" " -f3 /proc/$me/stat) == S && $(</proc/$me/wchan) != do_wait ]]; do sleep 0.05; done
            kill -USR1 $me; sleep 0.2; echo go); xos read 9 3'
}

@test "a trap of SIGTERM ends the operation and runs" {
    succeeds "trapped" \
        inside 'trap "echo trapped; exit 0" TERM; (sleep 0.2; kill -TERM $$) & xos read 9 1 9< <(exec sleep 9); echo no'
}

@test "bash misses no job that ends while an operation runs a program" {
    succeeds "3 0" \
        inside '(exit 3) & a=$!; sleep 0.05 & b=$!; xos system "sleep 0.2"; wait $b; s=$?; wait $a; echo $? $s'
}

@test "the trap of SIGCHLD runs as before" {
    succeeds "$(printf 'child\nend')" quietly inside \
        'set -m 2>/dev/null; trap "echo child" CHLD; (exit 0) & xos waitpid $! 0 >/dev/null; trap - CHLD; echo end'
}

@test "signals have the dispositions and the mask that they had" {
    succeeds "same" inside '
        state() {
            local line
            state=
            while read -r line; do [[ $line != Sig[BIC]* ]] || state+=$line; done </proc/$$/status
        }
        exec 9>/dev/null; state; before=$state
        xos -v x write 9 x; xos -v x read 0 1 </dev/null; xos -v x listdir /; xos system true
        xos -v p spawnlp P_NOWAIT true true; wait $p
        xos -v x urandom 9 --hex; xos xstat / >/dev/null; xos fork >/dev/null
        state; [[ $state == "$before" ]] && echo same'
}

@test "a write beyond the limit of file sizes fails inside, and ends bash outside, as before" {
    succeeds "74 153" inside \
        'echo 2>&1 $(ulimit -f 1; xos urandom 5000 2>/dev/null >f; echo $?) $( (ulimit -f 1; printf %5000s >f) 2>/dev/null; echo $?)'
}

@test "children have bash's exported variables, and those before the command" {
    succeeds "$(printf '1\n3\n4\n5')" inside '
        export A=1 C; B=2; xos system "echo \$A\$B"; A=3 xos system "echo \$A"; A=4 xos getenv A; C=5
        xos execlp sh sh -c "echo \$C"'
}

@test "a child has the signals of a program that an interactive bash starts" {
    succeeds "0 0 0 0" quietly inside -i '
        look() { echo $((0x$(awk "/$1/ { print \$2 }" "$2") & 0x380000)); }
        xos spawnlp P_WAIT cp cp /proc/self/status a; xos -v p spawnlp P_NOWAIT cp cp /proc/self/status b; wait $p
        echo $(look SigIgn a) $(look SigBlk a) $(look SigIgn b) $(look SigBlk b)'
}

@test "putenv sets and exports a variable, unsetenv unsets an exported one" {
    succeeds "$(printf 'b\nb\nb\nunset\nkept')" inside '
        xos putenv A b; echo $A; sh -c "echo \$A"; xos getenv A; xos unsetenv A; echo ${A-unset}; C=kept
        xos unsetenv C; echo $C'
}

@test "a variable that bash cannot set is an error of putenv" {
    expect 0 "77 77 65" "$(printf '%s\n' 'xos: putenv: Operation not permitted [EPERM]' \
        'xos: unsetenv: Operation not permitted [EPERM]' \
        'xos: putenv: Invalid argument [EINVAL]')" inside \
        'export R=1; readonly R; xos putenv R 2; a=$?; xos unsetenv R; b=$?; xos putenv a.b 1; echo $a $b $?'
}

@test "putenv PATH makes bash look for programs anew" {
    mkdir bin
    printf '#!/bin/sh\necho mine\n' >bin/true-or-mine
    chmod +x bin/true-or-mine
    succeeds mine inside 'xos putenv PATH "$PWD/bin:$PATH"; true-or-mine'
}

@test "chdir is bash's cd: PWD and OLDPWD follow" {
    mkdir -p a/b
    succeeds "$(printf '%s\n' "$PWD/a/b" "$PWD" "$PWD/a/b" "$PWD/a" "$PWD")" inside '
        here=$PWD; xos chdir a/b; pwd; echo "$OLDPWD"; sh -c "echo \$PWD"; cd ..; pwd; exec 3<"$here"
        xos fchdir 3; echo "$PWD"'
}

@test "a failed chdir changes nothing" {
    expect 0 "66 same" "xos: chdir: no/such: No such file or directory [ENOENT]" \
        inside 'was=$PWD; xos chdir no/such; echo $? $([[ $PWD == "$was" ]] && echo same)'
}

@test "umask, nice and a lock are the shell's" {
    succeeds "0027 $(($(nice) + 5)) locked" inside '
        xos -v was umask 027; xos -v n nice 5; exec 3>f; xos lockf 3 F_LOCK 0
        echo $(umask) $(nice) $(exec 4>>f; command xos lockf 4 F_TLOCK 0 2>/dev/null || echo locked)'
}

@test "UID and EUID follow the user ids" {
    needs_root
    succeeds "65534 65534" inside 'xos setresuid 65534 65534 65534; echo $UID $EUID'
}

@test "bash's own descriptors are neither closed nor overwritten" {
    script 0 "$(printf '75\n75\n75\n0\nend')" "$(printf '%s\n' 'xos: close: fd:255: Device or resource busy [EBUSY]' \
        'xos: dup2: fd:1 -> fd:255: Device or resource busy [EBUSY]' \
        'xos: open: --as: Device or resource busy [EBUSY]')" <<'END'
xos close 255; echo $?
xos dup2 1 255; echo $?
xos open / O_RDONLY --as 255; echo $?
xos closerange 3 1000; echo $?
echo end
END
}

@test "what a redirection hides stays" {
    script 0 "$(printf 'busy\nkept')" "seen" <<'END'
{
    for fd in /proc/$$/fd/*; do
        fd=${fd##*/}
        ((fd < 10)) || [[ $(readlink "/proc/$$/fd/$fd") != "$(readlink "/proc/$$/fd/8")" ]] || saved=$fd
    done
    xos dup2 1 "$saved" || xos close "$saved" || echo busy
    xos closerange 9 300
    echo kept
} 8>&2 2>/dev/null
echo seen >&2
END
}

@test "an operation reads the script's standard input after its own command line" {
    expect 0 "$(printf '75\ndata\nend')" "xos: close: fd:0: Device or resource busy [EBUSY]" bash <<'END'
enable -f "$XOS_BUILTIN" xos
xos close 0; echo $?
xos read 0 5
data
echo end
END
}

@test "descriptors of process substitutions and coprocesses stay" {
    expect 0 "75 75 sub co" "" inside '
        f() { xos close "${1#/dev/fd/}" 2>/dev/null; a=$?; read -r x <"$1"; }; f <(echo sub)
        coproc { read -r y; echo "$y"; read -r y; }; xos close ${COPROC[0]} 2>/dev/null; b=$?; echo co >&${COPROC[1]}
        read -r y <&${COPROC[0]}; echo $a $b $x $y'
}

@test "descriptors of the script's are closed, whoever made them and however high they are" {
    succeeds "0 0 0" inside '
        xos -v a open / O_RDONLY --as 30; xos close 30; x=$?; exec {b}</; xos close $b; y=$?; xos -v c dup2 1 31 no
        xos close 31; echo $x $y $?'
}

@test "closerange closes the script's descriptors, however far it reaches" {
    succeeds "closed" \
        inside 'xos -v a --as 30 open / O_RDONLY; xos closerange 3 2147483647; [[ -e /proc/$$/fd/$a ]] || echo closed'
}

@test "waitpid gives the status of a job, and bash's wait has it, too" {
    succeeds "$(printf '1792 7\n1792 7\n9 137')" quietly inside '
        (exit 7) & p=$!; xos -v w waitpid $p 0; wait $p; echo ${w[status]} $?
        (exit 7) & p=$!; sleep 0.1; :; xos -v w waitpid $p 0; wait $p; echo ${w[status]} $?
        sleep 30 & p=$!; kill -9 $p; xos -v w waitpid $p 0; wait $p; echo ${w[status]} $?'
}

@test "wait gives the children that end, each once, and then fails" {
    expect 0 "3 4 66" "xos: wait: No child processes [ECHILD]" inside '
        (exit 3) & (sleep 0.2; exit 4) & xos -v a wait; xos -v b wait; xos wait
        echo $((a[status] >> 8)) $((b[status] >> 8)) $?'
}

@test "waitid, wait4 and WNOHANG work on jobs" {
    succeeds "0 5 5 yes" inside '
        mkfifo go; exec 9<>go; (read -r -u 9; exit 5) & p=$!; xos -v w waitpid $p WNOHANG; echo >&9
        xos -v i waitid P_PID $p "WEXITED|WNOWAIT"; xos -v u wait4 $p 0
        echo ${w[pid]} ${i[si_status]} $((u[status] >> 8)) $([[ ${u[rusage]} == "{\"ru_utime\":"* ]] && echo yes)'
}

@test "a process that is not a child of bash's is ECHILD" {
    expect 0 66 "xos: waitpid: 1: No child processes [ECHILD]" inside 'xos waitpid 1 0; echo $?'
}

@test "a program that spawn* leaves running is a job of bash's" {
    succeeds "$(printf 'same 8\n6')" inside '
        xos -v p spawnlp P_NOWAIT sh sh -c "exit 8"; [[ $p == "$!" ]] && echo -n "same "; wait $p; echo $?
        xos -v p posix_spawn --setpgroup 0 /bin/sh sh -c "exit 6"; wait $p; echo $?'
}

@test "a program that cannot be started is the program's error" {
    expect 0 "66 66 66" "$(printf '%s\n' 'xos: spawnlp: no/such: No such file or directory [ENOENT]' \
        'xos: spawnlp: no/such: No such file or directory [ENOENT]' \
        'xos: posix_spawn: open of FD 3: no/such: No such file or directory [ENOENT]')" inside '
        xos spawnlp P_NOWAIT no/such x; a=$?; xos spawnlp P_WAIT no/such x; b=$?
        xos posix_spawn --open 3:no/such:O_RDONLY /bin/true true; echo $a $b $?'
}

@test "under job control a program left running is a process group, which kill %1 ends" {
    at_terminal <<'END'
> xos -v p spawnlp P_NOWAIT sleep sleep 30; [[ $(ps -o pgid= -p $p) -eq $p ]] && echo gro"up"
? group
> kill %1; wait; echo liv"ing"
? living
END
}

@test "exec*, fork, _exit, abort and -- PROG run in a child" {
    expect 0 "$(printf 'echoed\n4\n134\n0\nniceness %d\nlives' $(($(nice) + 5)))" "" quietly inside '
        xos execlp echo echo echoed; xos _exit 4; echo $?; xos abort; echo $?; xos fork | head -n 1
        xos nice 5 -- sh -c "echo niceness \$(nice)"; echo lives'
}

@test "set -e, set -u and the traps ERR, DEBUG and RETURN work as for any builtin" {
    expect 1 \
        "$(printf 'false\nerr\ndebug xos fspath a\na\ndebug trap - DEBUG > /dev/null\nb\nreturn\nfalse\nno\nfalse')" \
        "" inside '
        trap "echo err" ERR; xos access no/such R_OK; trap - ERR
        trap "echo debug \$BASH_COMMAND" DEBUG; xos fspath a; trap - DEBUG >/dev/null
        f() { trap "echo return" RETURN; xos fspath b; }; f; trap - RETURN
        set -eu; xos access no/such R_OK || echo no; xos access no/such R_OK; echo never'
}

@test "errexit holds for an operation inside a subshell" {
    expect 66 "" "xos: stat: no/such: No such file or directory [ENOENT]" \
        inside '(set -e; xos stat no/such; echo never)'
}

@test "it works in subshells, pipelines, substitutions and coprocesses" {
    succeeds "$(printf 'a\nb c d e\n/')" inside '
        xos fspath a | cat; x=$(xos fspath b); y=$(echo c | xos read 0 1); shopt -s lastpipe; echo d | xos -v z read 0 1
        coproc { xos read 0 1; }; echo e >&${COPROC[1]}; read -r w <&${COPROC[0]}; echo $x $y $z $w; (xos chdir /; pwd)'
}

@test "it works in an exiting bash, in a privileged one and in POSIX mode" {
    expect 3 "$(printf 'bye\nchild')" "" inside 'trap "xos fspath bye; xos system \"echo child\"" EXIT; exit 3'
    succeeds "p" inside -p 'xos fspath p'
    succeeds "posix" inside --posix 'xos -v x fspath posix; echo $x'
}

@test "it works with a limit of ten descriptors, and reports when none is left" {
    expect 0 "$(printf '0 /\n71')" "xos: open: /: Too many open files [EMFILE]" inside '
        ulimit -n 10; xos -v a system "exit 0"; xos -v b xstat -c %n /; echo $a $b
        while :; do xos -v fd open / O_RDONLY || break $((s = $?, 1)); done; echo $s'
}

@test "enable -d and enable -f again leak nothing" {
    succeeds "same" inside '
        state() { fds=(/proc/$$/fd/*); mapfile -t maps </proc/$$/maps; state="${#fds[@]} ${#maps[@]}"; }
        turn() {
            enable -d xos; enable -f "$XOS_BUILTIN" xos; xos -v x stat /
            xos -v fd open / O_RDONLY --as 40; xos close 40
        }
        for ((i = 0; i < 50; i++)); do turn; done; state; before=$state; for ((i = 0; i < 200; i++)); do turn; done
        state; [[ $state == "$before" ]] && echo same || echo "$before, then $state"'
}

@test "many calls leak no memory and no descriptor" {
    succeeds "same" inside '
        printf hello >f; exec 3<f
        state() { fds=(/proc/$$/fd/*); state="${#fds[@]} $(awk "/^VmRSS/ { print int(\$2 / 256) }" /proc/$$/status)"; }
        calls() { for ((i = 0; i < $1; i++)); do xos -v a getpid; xos -v b stat f; xos -v c pread 3 5 0
            xos -v d open f O_RDONLY; xos close $d
                  xos -v e listdir .; xos stat no/such 2>/dev/null; done; }
        calls 1000; state; before=$state; calls 8000; state; [[ $state == "$before" ]] && echo same ||
            echo "$before, then $state"'
}

@test "help xos explains the builtin" {
    inside 'help xos' >out
    [[ $(head -n 1 out) == 'xos: xos [-v NAME | -a NAME | -A NAME] OP [ARG...]' ]]
    grep -q 'keep the result in the variable NAME' out
}

@test "the builtin exports its three names and no other" {
    needs nm
    succeeds "$(printf 'xos_builtin_load\nxos_builtin_unload\nxos_struct')" \
        bash -c 'nm -D --defined-only "$XOS_BUILTIN" | cut -d" " -f3 | sort'
}

@test "completion offers variables after -v, and then completes the operation" {
    [[ -e $XOS_BUILD/completions/xos.bash ]] || skip "an installed program is tested, not a build"
    export XOS_BUILD
    succeeds "descriptor lstat" inside '
        descriptor=; . "$XOS_BUILD/completions/xos.bash"; COMP_WORDS=(xos -v descr) COMP_CWORD=2; _xos
        first=${COMPREPLY[*]}
        COMP_WORDS=(xos -v st lsta) COMP_CWORD=3; _xos; echo $first ${COMPREPLY[*]}'
}
