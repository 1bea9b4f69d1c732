# xos as a builtin leaves the shell around it consistent: what is the same in bash and in zsh.
# shellcheck disable=SC2016 # the shell under test expands it
load ../../helper
load shells

output_in_order() {
    inside 'printf "a "; xos fspath b; printf "c "; xos system "echo d"; printf "e "; xos xstat -c %n /' >out
    [[ $(<out) == $'a b\nc d\ne /' ]]
}

@test "output comes in the order of the commands" {
    each_shell output_in_order
}

@test "redirections are the shell's" {
    each_shell expect 0 "$(printf '66\nxos: pwrite: fd:99: Bad file descriptor [EBADF]\nhell')" "" inside '
        xos pwrite 99 x 0 2>err; echo $?; cat err; xos getpid >out; [[ $(<out) == "$$" ]]; xos read 0 4 <<<hello'
}

@test "a closed or full standard output is 74, and the shell continues" {
    each_shell expect 0 "74 74 74 74" "$(printf '%s\n' 'xos: getpid: standard output: Bad file descriptor [EBADF]' \
        'xos: getpid: standard output: No space left on device [ENOSPC]' \
        'xos: standard output: No space left on device [ENOSPC]' \
        'xos: listdir: standard output: No space left on device [ENOSPC]')" inside '
        xos getpid >&-; a=$?; xos getpid >/dev/full; b=$?; xos --list >/dev/full; c=$?; xos listdir / >/dev/full
        echo $a $b $c $?'
}

@test "files opened by an operation do not get the number of a closed standard stream" {
    each_shell succeeds "yes closed" inside '
        exec <&-; xos -v fd open / O_RDONLY; ((fd > 2)) && high=yes; [[ -e /proc/$$/fd/0 ]] || state=closed
        echo $high $state'
}

@test "Ctrl-C ends an operation, and the shell continues with the next prompt" {
    dialogue <<'END'
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
> xos system 'echo star"t"ed >&2; sleep 30'
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
    dialogue <<'END'
> trap 'echo trap"ped"' INT; mkfifo f; exec 9<>f; echo rea"dy"; xos read 9 1
? ready
^C
? trapped
> echo status $?
? status 130
END
}

@test "SIGTERM ends a script that waits in an operation" {
    each_shell expect 143 "" "" quietly \
        inside '(sleep 0.2; kill -TERM $$) & xos read 9 1 9< <(exec sleep 9); echo lived on'
}

@test "a trap of SIGTERM ends the operation and runs" {
    each_shell succeeds "trapped" \
        inside 'trap "echo trapped; exit 0" TERM; (sleep 0.2; kill -TERM $$) & xos read 9 1 9< <(exec sleep 9); echo no'
}

@test "the shell misses no job that ends while an operation runs a program" {
    each_shell succeeds "3 0" \
        inside '(exit 3) & a=$!; sleep 0.05 & b=$!; xos system "sleep 0.2"; wait $b; s=$?; wait $a; echo $? $s'
}

@test "signals have the dispositions and the mask that they had" {
    each_shell succeeds "same" inside '
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

@test "putenv sets and exports a variable, unsetenv unsets an exported one" {
    each_shell succeeds "$(printf 'b\nb\nb\nunset\nkept')" inside '
        xos putenv A b; echo $A; sh -c "echo \$A"; xos getenv A; xos unsetenv A; echo ${A-unset}; C=kept
        xos unsetenv C; echo $C'
}

@test "a variable that the shell cannot set is an error of putenv" {
    each_shell expect 0 "77 77 65" "$(printf '%s\n' 'xos: putenv: Operation not permitted [EPERM]' \
        'xos: unsetenv: Operation not permitted [EPERM]' \
        'xos: putenv: Invalid argument [EINVAL]')" inside \
        'export R=1; readonly R; xos putenv R 2; a=$?; xos unsetenv R; b=$?; xos putenv a.b 1; echo $a $b $?'
}

@test "putenv PATH makes the shell look for programs anew" {
    mkdir bin
    printf '#!/bin/sh\necho mine\n' >bin/true-or-mine
    chmod +x bin/true-or-mine
    each_shell succeeds mine inside 'true-or-mine 2>/dev/null; xos putenv PATH "$PWD/bin:$PATH"; true-or-mine'
}

chdir_is_cd() {
    succeeds "$(printf '%s\n' "$PWD/a/b" "$PWD" "$PWD/a/b" "$PWD/a" "$PWD")" inside '
        here=$PWD; xos chdir a/b; pwd; echo "$OLDPWD"; sh -c "echo \$PWD"; cd ..; pwd; exec 3<"$here"
        xos fchdir 3; echo "$PWD"'
}

@test "chdir is the shell's cd: PWD and OLDPWD follow" {
    mkdir -p a/b
    each_shell chdir_is_cd
}

@test "a failed chdir changes nothing" {
    each_shell expect 0 "66 same" "xos: chdir: no/such: No such file or directory [ENOENT]" \
        inside 'was=$PWD; xos chdir no/such; echo $? $([[ $PWD == "$was" ]] && echo same)'
}

@test "umask, nice and a lock are the shell's" {
    each_shell succeeds "23 $(($(nice) + 5)) locked" inside '
        xos -v was umask 027; xos -v n nice 5; exec 3>f; xos lockf 3 F_LOCK 0
        echo $((8#$(umask))) $(nice) $(exec 4>>f; command xos lockf 4 F_TLOCK 0 2>/dev/null || echo locked)'
}

@test "UID and EUID follow the user ids" {
    needs_root
    each_shell succeeds "65534 65534" inside 'xos setresuid 65534 65534 65534; echo $UID $EUID'
}

@test "an operation reads the script's standard input after its own command line" {
    cat >script <<'END'
xos close 0; echo $?
xos read 0 5
data
echo end
END
    each_shell expect 0 "$(printf '75\ndata\nend')" "xos: close: fd:0: Device or resource busy [EBUSY]" \
        from_input script
}

@test "descriptors of the script's are closed, whoever made them and however high they are" {
    each_shell succeeds "0 0 0" inside '
        xos -v a open / O_RDONLY --as 30; xos close 30; x=$?; exec {b}</; xos close $b; y=$?; xos -v c dup2 1 31 no
        xos close 31; echo $x $y $?'
}

@test "closerange closes the script's descriptors, however far it reaches" {
    each_shell succeeds "closed" \
        inside 'xos -v a --as 30 open / O_RDONLY; xos closerange 3 2147483647; [[ -e /proc/$$/fd/$a ]] || echo closed'
}

@test "waitpid gives the status of a job, and the shell's wait has it, too" {
    each_shell succeeds "$(printf '1792 7\n1792 7\n9 137')" quietly inside '
        (exit 7) & p=$!; xos -v w waitpid $p 0; wait $p; echo ${w[status]} $?
        (exit 7) & p=$!; sleep 0.1; :; xos -v w waitpid $p 0; wait $p; echo ${w[status]} $?
        sleep 30 & p=$!; kill -9 $p; xos -v w waitpid $p 0; wait $p; echo ${w[status]} $?'
}

@test "waitid, wait4 and WNOHANG work on jobs" {
    each_shell succeeds "0 5 5 yes" inside '
        mkfifo go; exec 9<>go; (read -r -u 9; exit 5) & p=$!; xos -v w waitpid $p WNOHANG; echo >&9
        xos -v i waitid P_PID $p "WEXITED|WNOWAIT"; xos -v u wait4 $p 0
        echo ${w[pid]} ${i[si_status]} $((u[status] >> 8)) $([[ ${u[rusage]} == "{\"ru_utime\":"* ]] && echo yes)'
}

@test "a process that is not a child of the shell's is ECHILD" {
    each_shell expect 0 66 "xos: waitpid: 1: No child processes [ECHILD]" inside 'xos waitpid 1 0; echo $?'
}

@test "a program that spawn* leaves running is a job of the shell's" {
    each_shell succeeds "$(printf 'same 8\n6')" inside '
        xos -v p spawnlp P_NOWAIT sh sh -c "exit 8"; [[ $p == "$!" ]] && echo -n "same "; wait $p; echo $?
        xos -v p posix_spawn --setpgroup 0 /bin/sh sh -c "exit 6"; wait $p; echo $?'
}

@test "a program that cannot be started is the program's error" {
    each_shell expect 0 "66 66 66" "$(printf '%s\n' 'xos: spawnlp: no/such: No such file or directory [ENOENT]' \
        'xos: spawnlp: no/such: No such file or directory [ENOENT]' \
        'xos: posix_spawn: open of FD 3: no/such: No such file or directory [ENOENT]')" inside '
        xos spawnlp P_NOWAIT no/such x; a=$?; xos spawnlp P_WAIT no/such x; b=$?
        xos posix_spawn --open 3:no/such:O_RDONLY /bin/true true; echo $a $b $?'
}

@test "under job control a program left running is a process group, which kill %1 ends" {
    dialogue <<'END'
> xos -v p spawnlp P_NOWAIT sleep sleep 30; [[ $(ps -o pgid= -p $p) -eq $p ]] && echo gro"up"
? group
> kill %1; wait; echo liv"ing"
? living
END
}

@test "exec*, fork, _exit, abort and -- PROG run in a child" {
    each_shell expect 0 "$(printf 'echoed\n4\n134\n0\nniceness %d\nlives' $(($(nice) + 5)))" "" quietly inside '
        xos execlp echo echo echoed; xos _exit 4; echo $?; xos abort; echo $?; xos fork | head -n 1
        xos nice 5 -- sh -c "echo niceness \$(nice)"; echo lives'
}

@test "errexit holds for an operation inside a subshell" {
    each_shell expect 66 "" "xos: stat: no/such: No such file or directory [ENOENT]" \
        inside '(set -e; xos stat no/such; echo never)'
}

@test "many calls leak no memory and no descriptor" {
    each_shell succeeds "no leak" inside '
        printf hello >f; exec 3<f
        state() { fds=(/proc/$$/fd/*); count=${#fds[@]}; kib=$(awk "/^VmRSS/ { print \$2 }" /proc/$$/status); }
        calls() { for ((i = 0; i < $1; i++)); do xos -v a getpid; xos -v b stat f; xos -v c pread 3 5 0
            xos -v d open f O_RDONLY; xos close $d
                  xos -v e listdir .; xos putenv A b; xos lstat no/such 2>/dev/null; done; }
        calls 1000; state; fds_before=$count kib_before=$kib; calls 8000; state
        ((count == fds_before && kib < kib_before + 256)) && echo no leak ||
            echo "$fds_before descriptors, $kib_before KiB, then $count and $kib"'
}
