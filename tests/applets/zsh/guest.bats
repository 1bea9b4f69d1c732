# The module of zsh leaves the shell around it consistent.
# shellcheck disable=SC2016 # zsh expands it
load ../../helper
load inside

# at_terminal: the dialogue on standard input takes place (see terminal.py); the module is loaded.
at_terminal() {
    needs python3
    { printf '%s\n' '> module_path=($XOS_MODULES); zmodload xos; echo load"ed"' '? loaded'; cat; } |
        python3 "$top/tests/applets/inside/terminal.py" zsh -f -i +Z
}

# quietly CMD... : without what zsh itself says about terminals and jobs.
quietly() {
    "$@" 2>/dev/null
}

# script: standard input as a script file, which zsh reads through a descriptor.
script() {
    { echo 'module_path=($XOS_MODULES $module_path); zmodload xos || exit 99'; cat; } >script
    expect "$1" "$2" "$3" zsh -f script
}

@test "output comes in the order of the commands" {
    inside 'printf "a "; xos fspath b; printf "c "; xos system "echo d"; printf "e "; xos xstat -c %n /' >out
    [[ $(<out) == $'a b\nc d\ne /' ]]
}

@test "redirections are zsh's, multios among them" {
    expect 0 "$(printf '66\nxos: pwrite: fd:99: Bad file descriptor [EBADF]\nhellab ab')" "" inside '
        xos pwrite 99 x 0 2>err; echo $?; cat err; xos getpid >out; [[ $(<out) == "$$" ]]; xos read 0 4 <<<hello
        xos fspath ab >one >two; echo $(<one) $(<two)'
}

@test "a closed or full standard output is 74, and zsh continues" {
    expect 0 "74 74 74 74" "$(printf '%s\n' 'xos: getpid: standard output: Bad file descriptor [EBADF]' \
        'xos: getpid: standard output: No space left on device [ENOSPC]' \
        'xos: standard output: No space left on device [ENOSPC]' \
        'xos: listdir: standard output: No space left on device [ENOSPC]')" inside '
        xos getpid >&-; a=$?; xos getpid >/dev/full; b=$?; xos --list >/dev/full; c=$?; xos listdir / >/dev/full
        echo $a $b $c $?'
}

@test "Ctrl-C ends an operation, and zsh continues with the next prompt" {
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
    at_terminal <<'END'
> trap 'echo trap"ped"' INT; mkfifo f; exec 9<>f; echo rea"dy"; xos read 9 1
? ready
^C
? trapped
> echo status $?
? status 130
END
}

# Zsh continues what it has stopped only if all of it has stopped already.
@test "Ctrl-Z stops an operation in a child, and fg continues it" {
    at_terminal <<'END'
> xos system 'echo rea"dy"; sleep 0.1; cat; echo o"n"'
? ready
^Z
? suspended
? $
> while ps -o stat=,comm= --ppid $$ | grep -q "^[RSD].* zsh$"; do sleep 0.1; done; echo all stop"ped"
? all stopped
> fg
? xos system
^D
? on
> echo status $?
? status 0
END
}

@test "Ctrl-Z stops a function in the middle of an operation" {
    at_terminal <<'END'
> f() { xos system 'echo rea"dy"; cat'; echo con"tinued"; }; f
? ready
^Z
? suspended
? $
> echo status $?
? status 148
> kill -9 %1; wait; echo kil"led"
? killed
END
}

@test "SIGTERM ends a script that waits in an operation" {
    expect 143 "" "" quietly inside '(sleep 0.2; kill -TERM $$) & xos read 9 1 9< <(exec sleep 9); echo lived on'
}

@test "after a signal with a trap an operation continues, and then the trap runs" {
    succeeds "$(printf 'go\ntrapped')" inside '
        trap "echo trapped" USR1; me=$$; exec 9< <(
            until [[ $(cut -d" " -f3 /proc/$me/stat) == S && $(</proc/$me/wchan) == *pipe* ]]; do sleep 0.05; done
            kill -USR1 $me; sleep 0.2; echo go); xos read 9 3'
}

@test "a trap of SIGTERM ends the operation and runs" {
    succeeds "trapped" \
        inside 'trap "echo trapped; exit 0" TERM; (sleep 0.2; kill -TERM $$) & xos read 9 1 9< <(exec sleep 9); echo no'
}

@test "zsh misses no job that ends while an operation runs a program" {
    succeeds "3 0" \
        inside '(exit 3) & a=$!; sleep 0.05 & b=$!; xos system "sleep 0.2"; wait $b; s=$?; wait $a; echo $? $s'
}

@test "the trap of SIGCHLD runs as before" {
    succeeds "$(printf 'child\nend')" \
        quietly inside 'trap "echo child" CHLD; (exit 0) & xos -v w waitpid $! 0; trap - CHLD; echo end'
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

@test "a write beyond the limit of file sizes fails inside" {
    succeeds "74" inside 'zsh_limit() { ulimit -f 1; xos urandom 5000 2>/dev/null >f; echo $?; }; (zsh_limit)'
}

@test "children have the exported parameters" {
    succeeds "$(printf '1\n5\n4')" inside '
        export A=1 C; B=2; xos system "echo \$A\$B"; C=5; xos execlp sh sh -c "echo \$C"
        xos -v x system "echo \$C >&2" 2>/dev/null; C=4; xos -v x popen "echo \$C"; echo $x'
}

@test "a child has the signals of a program: those that the script ignores stay ignored, no others" {
    succeeds "200 0 200 0 200 0" quietly inside -i '
        look() { echo $((0x$(awk "/$1/ { print \$2 }" "$2") & 0x386206)); }; trap "" USR1; trap "echo usr2" USR2
        xos spawnlp P_WAIT cp cp /proc/self/status a; xos -v p spawnlp P_NOWAIT cp cp /proc/self/status b; wait $p
        xos -v x spawnlp P_WAIT sh sh -c "cp /proc/self/status c"
        printf "%x " $(look SigIgn a) $(look SigBlk a) $(look SigIgn b) $(look SigBlk b) $(($(look SigIgn c) & 0x206))
        printf "%x\n" $(look SigBlk c)'
}

@test "putenv sets and exports a parameter, unsetenv unsets an exported one" {
    succeeds "$(printf 'b\nb\nb\nunset\nkept')" inside '
        xos putenv A b; echo $A; sh -c "echo \$A"; xos getenv A; xos unsetenv A; echo ${A-unset}; C=kept
        xos unsetenv C; echo $C'
}

@test "a parameter that zsh cannot set is an error of putenv, and the script goes on" {
    expect 0 "77 77 65 65" "$(printf '%s\n' 'xos: putenv: Operation not permitted [EPERM]' \
        'xos: unsetenv: Operation not permitted [EPERM]' \
        'xos: putenv: Invalid argument [EINVAL]' 'xos: putenv: Invalid argument [EINVAL]')" inside \
        'export R=1; readonly R; xos putenv R 2; a=$?; xos unsetenv R; b=$?; xos putenv a.b 1; c=$?; xos putenv path 1; echo $a $b $c $?'
}

@test "unsetenv removes a variable that no parameter can be" {
    succeeds "gone" env a.b=1 zsh \
        -fc 'module_path=($XOS_MODULES); zmodload xos; xos unsetenv a.b; env | grep -q "^a[.]b" || echo gone'
}

@test "putenv PATH makes zsh look for programs anew" {
    mkdir bin
    printf '#!/bin/sh\necho mine\n' >bin/true-or-mine
    chmod +x bin/true-or-mine
    succeeds mine inside 'true-or-mine 2>/dev/null; xos putenv PATH "$PWD/bin:$PATH"; true-or-mine'
}

@test "chdir is zsh's cd: PWD and OLDPWD follow, chpwd runs" {
    mkdir -p a/b
    succeeds "$(printf '%s\n' "moved to $PWD/a/b" "$PWD/a/b" "$PWD" "$PWD/a/b" "moved to $PWD/a" "$PWD/a" \
        "moved to $PWD" "$PWD" "$PWD/a")" inside '
        chpwd() { echo "moved to $PWD"; }
        here=$PWD; xos chdir a/b; pwd; echo "$OLDPWD"; sh -c "echo \$PWD"; cd ..; pwd; exec 3<"$here"; xos fchdir 3
        echo "$PWD"; echo ~-'
}

@test "a failed chdir changes nothing" {
    expect 0 "66 same" "xos: chdir: no/such: No such file or directory [ENOENT]" \
        inside 'was=$PWD; xos chdir no/such; echo $? $([[ $PWD == "$was" ]] && echo same)'
}

@test "umask, nice and a lock are the shell's" {
    succeeds "027 $(($(nice) + 5)) locked" inside '
        xos -v was umask 027; xos -v n nice 5; exec 3>f; xos lockf 3 F_LOCK 0
        echo $(umask) $(nice) $(exec 4>>f; command xos lockf 4 F_TLOCK 0 2>/dev/null || echo locked)'
}

@test "UID and EUID follow the user ids" {
    needs_root
    succeeds "65534 65534" inside 'xos setresuid 65534 65534 65534; echo $UID $EUID'
}

@test "zsh's own descriptors are neither closed nor overwritten" {
    script 0 "$(printf '75\n75\n75\n0\nend')" "$(printf '%s\n' 'xos: close: fd:N: Device or resource busy [EBUSY]' \
        'xos: dup2: fd:1 -> fd:N: Device or resource busy [EBUSY]' \
        'xos: open: --as: Device or resource busy [EBUSY]')" <<'END'
for fd in /proc/$$/fd/<10->(@); do [[ ${fd:A:t} != script ]] || own=${fd:t}; done
{
    xos close $own; echo $?
    xos dup2 1 $own; echo $?
    xos open / O_RDONLY --as $own; echo $?
} 2> >(sed "s/fd:$own/fd:N/" >&2)
xos closerange 3 1000; echo $?
echo end
END
}

@test "what a redirection hides stays" {
    script 0 "$(printf 'busy\nkept')" "seen" <<'END'
{
    for fd in /proc/$$/fd/<10->(@); do xos close ${fd:t} || busy=yes; done
    xos closerange 9 300
    [[ -z $busy ]] || echo busy
    echo kept
} 8>&2 2>/dev/null
echo seen >&2
END
}

@test "an operation reads the script's standard input after its own command line" {
    expect 0 "$(printf '75\ndata\nend')" "xos: close: fd:0: Device or resource busy [EBUSY]" zsh -f <<'END'
module_path=($XOS_MODULES); zmodload xos
xos close 0; echo $?
xos read 0 5
data
echo end
END
}

@test "descriptors of process substitutions and coprocesses stay" {
    expect 0 "75 sub co" "" inside '
        f() { xos close "${1#/dev/fd/}" 2>/dev/null || xos close "${1:t}" 2>/dev/null; a=$?; read -r x <"$1"; }
        f <(echo sub)
        coproc { read -r y; echo "$y"; }; xos closerange 3 300; print -p co; read -r -p y; echo $a $x $y'
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

@test "a descriptor that an operation made is one for zsh's redirections, too" {
    succeeds "$(printf 'hello\nclosed')" inside \
        'printf "hello\n" >f; xos -v fd --as 30 open f O_RDONLY; read -r x <&$fd; echo $x; exec {fd}<&-; [[ -e /proc/$$/fd/30 ]] || echo closed'
}

@test "programs have the descriptors that programs of zsh's own have" {
    succeeds "same same same " inside '
        {
            sh -c "exec ls -l /proc/self/fd >a"; xos -v p spawnlp P_NOWAIT sh sh -c "exec ls -l /proc/self/fd >b"
            wait $p
            xos spawnlp P_WAIT sh sh -c "exec ls -l /proc/self/fd >c"
            xos -v x spawnlp P_WAIT sh sh -c "exec ls -l /proc/self/fd >d"
        } >out 2>err 7<&0
        targets() { sed -E "s/.* ([0-9]+ -> .*)/\1/; /\/proc|\/[abcd]$/d; /total/d" $1; }
        for other in b c d; do
            [[ $(targets $other) == $(targets a) ]] && echo -n "same " || { targets a; echo; targets $other; }
        done'
}

@test "waitpid gives the status of a job, and zsh's wait has it, too" {
    succeeds "$(printf '1792 7\n1792 7\n9 137\n127 127\n127')" quietly inside '
        (exit 7) & p=$!; xos -v w waitpid $p 0; wait $p; echo $w[status] $?
        (exit 7) & p=$!; sleep 0.1; :; xos -v w waitpid $p 0; wait $p; echo $w[status] $?
        sleep 30 & p=$!; kill -9 $p; xos -v w waitpid $p 0; wait $p; echo $w[status] $?
        (exit 127) & p=$!; sleep 0.1; xos -v w waitpid $p 0; xos -v v waitpid $p 0
        echo $((w[status] >> 8)) $((v[status] >> 8)) ; wait $p; echo $?'
}

@test "wait gives the jobs that end, each once, and then fails" {
    expect 0 "3 4 5 66" "xos: wait: No child processes [ECHILD]" inside '
        mkfifo go; for s in 3 4 5; do (read -r x <go; exit $s) & done; ( (sleep 0.2; print -l 1 2 3 >go) & )
        for i in 1 2 3; do xos -v w wait; got+=($((w[status] >> 8))); sleep 0.1; done; xos wait; echo ${(o)got} $?'
}

@test "wait gives the programs that operations have started, even those that have ended before, each once" {
    expect 0 "3 4 -9 66" "xos: wait: No child processes [ECHILD]" inside '
        xos -v p spawnlp P_NOWAIT sh sh -c "exit 3"; xos -v p spawnlp P_NOWAIT sh sh -c "exit 4"
        xos -v p spawnlp P_NOWAIT sh sh -c "kill -9 \$\$"; sleep 0.3
        for i in 1 2 3; do
            xos -v w wait; got+=($((w[status] & 127 ? -w[status] : w[status] >> 8)))
        done; xos wait; echo $got $?'
}

@test "without the option NOTIFY wait gives every job that has ended, each once" {
    expect 0 "3 4 66" "xos: wait: No child processes [ECHILD]" inside '
        setopt no_notify; (exit 3) & (sleep 0.2; exit 4) & sleep 0.1; xos -v a wait; xos -v b wait; xos wait
        echo $((a[status] >> 8)) $((b[status] >> 8)) $?'
}

@test "waitid, wait4 and WNOHANG work on jobs" {
    succeeds "0 5 5 yes" inside '
        mkfifo go; exec 9<>go; (read -r -u 9; exit 5) & p=$!; xos -v w waitpid $p WNOHANG; echo >&9
        xos -v i waitid P_PID $p "WEXITED|WNOWAIT"; xos -v u wait4 $p 0
        echo $w[pid] $i[si_status] $((u[status] >> 8)) $([[ $u[rusage] == "{\"ru_utime\":"* ]] && echo yes)'
}

@test "a process that is not a child of zsh's is ECHILD" {
    expect 0 66 "xos: waitpid: 1: No child processes [ECHILD]" inside 'xos waitpid 1 0; echo $?'
}

@test "a program that spawn* leaves running is a job of zsh's" {
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

@test "words of any kind reach a child" {
    succeeds "$(printf '%q ' '' "it's" 'a b' '$x' '*' $'a\nb' '\' '!' '~' '=ls' $'\xff\x83' '>f' '#')" inside '
        alias xos="echo alias" builtin="echo alias"; alias -g P_WAIT=global
        setopt rc_quotes csh_junkie_quotes interactive_comments
        eval '"'"'\xos spawnlp \P_WAIT bash bash -c "printf \"%q \" \"\$@\"" x "" "it'"'\"'\"'"'s" \
            "a b" "\$x" "*" $'"'\"'\"'"'a\nb'"'\"'\"'"' "\\" "!" "~" "=ls" $'"'\"'\"'"'\xff\x83'"'\"'\"'"' ">f" \
            "#"'"'"' 2>/dev/null'
}

@test "set -e, the traps ZERR, DEBUG and EXIT work as for any builtin, each once" {
    expect 1 "$(printf 'false\nerr 1\nerr 3\ndebug\na\ndebug\nerr 4\ndebug\nfalse\nno\nfalse\nexit')" "" inside '
        trap "echo err \$?" ZERR; xos access no/such R_OK; xos system "exit 3"; trap "echo debug" DEBUG; xos fspath a
        xos system "exit 4"
        trap - DEBUG; trap - ZERR; trap "echo exit" EXIT
        set -e; xos access no/such R_OK || echo no; ! xos system "exit 3"; xos system "exit 3" || :
        xos access no/such R_OK; echo never'
}

@test "set -x shows an operation in a child once" {
    expect 3 "" "+zsh:1> xos system 'exit 3'" inside 'PS4="+%N:1> "; set -x; xos system "exit 3"'
}

@test "it works in subshells, pipelines, substitutions and coprocesses" {
    succeeds "$(printf 'a\nb c d e\n/')" inside '
        xos fspath a | cat; x=$(xos fspath b); y=$(echo c | xos read 0 1); echo d | xos -v z read 0 1
        coproc { xos read 0 1; }; echo e >&p; read -r w <&p; echo $x $y $z $w; (xos chdir /; pwd)'
}

@test "it works in an exiting zsh, in a privileged one, a restricted one and in emulations" {
    expect 3 "$(printf 'bye\nchild')" "" inside 'trap "xos fspath bye; xos system \"echo child\"" EXIT; exit 3'
    succeeds "p" inside -p 'xos fspath p'
    succeeds "r" inside 'setopt restricted; xos -v x fspath r; echo $x'
    succeeds "ksh" inside 'emulate ksh; xos -v x fspath ksh; echo $x; xos system true'
}

@test "it works with a limit of ten descriptors, and reports when none is left" {
    expect 0 "$(printf '0 /\n71')" "xos: open: /: Too many open files [EMFILE]" inside '
        ulimit -n 20; xos -v a system "exit 0"; xos -v b xstat -c %n /; echo $a $b
        while :; do xos -v fd open / O_RDONLY || { s=$?; break; }; done; echo $s'
}

@test "zmodload -u and zmodload again leak nothing" {
    succeeds "same" inside '
        state() { fds=(/proc/$$/fd/*); maps=("${(f)$(</proc/$$/maps)}"); state="$#fds $#maps"; }
        turn() { zmodload -u xos; zmodload xos; xos -v x stat /; xos -v fd open / O_RDONLY --as 40; xos close 40; }
        for ((i = 0; i < 50; i++)); do turn; done; state; before=$state; for ((i = 0; i < 200; i++)); do turn; done
        state; [[ $state == "$before" ]] && echo same || echo "$before, then $state"'
}

@test "many calls leak no memory and no descriptor" {
    succeeds "same" inside '
        printf hello >f; exec 3<f
        state() { fds=(/proc/$$/fd/*); state="$#fds $(awk "/^VmRSS/ { print int(\$2 / 256) }" /proc/$$/status)"; }
        calls() { for ((i = 0; i < $1; i++)); do xos -v a getpid; xos -v b stat f; xos -v c pread 3 5 0
            xos -v d open f O_RDONLY; xos close $d
                  xos -v e listdir .; xos putenv A b; xos stat no/such 2>/dev/null; done; }
        calls 1000; state; before=$state; calls 8000; state; [[ $state == "$before" ]] && echo same ||
            echo "$before, then $state"'
}

@test "a module for another version of zsh is not loaded, and says so" {
    expect 1 "" "zsh:1: xos: the module was built for zsh $(zsh -fc 'echo $ZSH_VERSION')" \
        zsh -fc 'ZSH_VERSION=4.0; module_path=($XOS_MODULES); zmodload xos'
}

@test "zmodload -u takes the builtin away" {
    succeeds "$(printf '1\nxos: builtin\n0')" \
        inside 'echo ${+builtins[xos]}; whence -w xos; zmodload -u xos; echo ${+builtins[xos]}'
}

@test "the module exports its six names and no other" {
    needs nm
    succeeds "$(printf '%s\n' boot_ cleanup_ enables_ features_ finish_ setup_)" \
        bash -c 'nm -D --defined-only "$XOS_MODULES/xos.so" | cut -d" " -f3 | sort'
}
