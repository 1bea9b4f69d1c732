# The module of zsh leaves the shell around it consistent.
# shellcheck disable=SC2016 # zsh expands it
load ../../helper
load inside

# quietly CMD... : without what zsh itself says about terminals and jobs.
quietly() {
    "$@" 2>/dev/null
}

# script: standard input as a script file, which zsh reads through a descriptor.
script() {
    { echo 'module_path=($XOS_MODULES $module_path); zmodload xos || exit 99'; cat; } >script
    expect "$1" "$2" "$3" zsh -f script
}

@test "a redirection may be a multio" {
    succeeds "ab ab" inside 'xos fspath ab >one >two; echo $(<one) $(<two)'
}

# Zsh continues what it has stopped only if all of it has stopped already.
@test "Ctrl-Z stops an operation in a child, and fg continues it" {
    at_terminal <<'END'
> xos system 'echo rea"dy"; cat; echo o"n"'
? ready
> line
? line
? line
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
> line
? line
? line
^Z
? suspended
? $
> echo status $?
? status 148
> kill -9 %1; wait; echo kil"led"
? killed
END
}

@test "after a signal with a trap an operation continues, and then the trap runs" {
    succeeds "$(printf 'go\ntrapped')" inside '
        trap "echo trapped" USR1; me=$$; exec 9< <(
            until [[ $(cut -d" " -f3 /proc/$me/stat) == S && $(</proc/$me/wchan) == *pipe* ]]; do sleep 0.05; done
            kill -USR1 $me; sleep 0.2; echo go); xos read 9 3'
}

@test "the trap of SIGCHLD runs as before" {
    succeeds "$(printf 'child\nend')" \
        quietly inside 'trap "echo child" CHLD; (exit 0) & xos -v w waitpid $! 0; trap - CHLD; echo end'
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

@test "a parameter that no text can be assigned to is an error of putenv, and the script goes on" {
    expect 0 65 "xos: putenv: Invalid argument [EINVAL]" inside 'xos putenv path 1; echo $?'
}

@test "unsetenv removes a variable that no parameter can be" {
    succeeds "gone" env a.b=1 zsh \
        -fc 'module_path=($XOS_MODULES); zmodload xos; xos unsetenv a.b; env | grep -q "^a[.]b" || echo gone'
}

@test "chdir runs chpwd as cd does, and ~- follows" {
    mkdir -p a/b
    succeeds "$(printf '%s\n' "moved to $PWD/a/b" "moved to $PWD/a" "moved to $PWD" "$PWD/a")" inside '
        chpwd() { echo "moved to $PWD"; }
        here=$PWD; xos chdir a/b; cd ..; exec 3<"$here"; xos fchdir 3; echo ~-'
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

@test "descriptors of process substitutions and coprocesses stay" {
    expect 0 "75 sub co" "" inside '
        f() { xos close "${1#/dev/fd/}" 2>/dev/null || xos close "${1:t}" 2>/dev/null; a=$?; read -r x <"$1"; }
        f <(echo sub)
        coproc { read -r y; echo "$y"; }; xos closerange 3 300; print -p co; read -r -p y; echo $a $x $y'
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

@test "waitpid gives status 127 of a job as often as it is asked, and wait has it, too" {
    succeeds "$(printf '127 127\n127')" quietly inside '
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

@test "an exit status that is no signal's stays one when zsh has reaped the program" {
    succeeds 200 inside \
        'xos -v p spawnlp P_NOWAIT sh sh -c "exit 200"; sleep 0.3; xos -v w wait; echo $((w[status] >> 8))'
}

@test "without the option NOTIFY wait gives every job that has ended, each once" {
    expect 0 "3 4 66" "xos: wait: No child processes [ECHILD]" inside '
        setopt no_notify; (exit 3) & (sleep 0.2; exit 4) & sleep 0.1; xos -v a wait; xos -v b wait; xos wait
        echo $((a[status] >> 8)) $((b[status] >> 8)) $?'
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
