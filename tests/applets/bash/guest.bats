# The builtin of bash leaves the shell around it consistent.
# shellcheck disable=SC2016 # the inner bash expands it
load ../../helper
load inside

# quietly CMD... : without what bash itself says about terminals and jobs.
quietly() {
    "$@" 2>/dev/null
}

# script: standard input as a script file, which bash reads through a descriptor.
script() {
    { echo 'enable -f "$XOS_BUILTIN" xos || exit 99'; cat; } >script
    expect "$1" "$2" "$3" bash script
}

@test "Ctrl-Z stops an operation in a child, and fg continues it" {
    at_terminal <<'END'
> xos system 'echo rea"dy"; cat; echo o"n"'
? ready
> line
? line
? line
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

@test "after a signal with a trap an operation continues, and then the trap runs" {
    succeeds "$(printf 'go\ntrapped 0')" inside '
        trap "echo trapped \$?" USR1; me=$$; exec 9< <(
            until [[ $(cut -d" " -f3 /proc/$me/stat) == S && $(</proc/$me/wchan) != do_wait ]]; do sleep 0.05; done
            kill -USR1 $me; sleep 0.2; echo go); xos read 9 3'
}

@test "the trap of SIGCHLD runs as before" {
    succeeds "$(printf 'child\nend')" quietly inside \
        'set -m 2>/dev/null; trap "echo child" CHLD; (exit 0) & xos waitpid $! 0 >/dev/null; trap - CHLD; echo end'
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

@test "descriptors of process substitutions and coprocesses stay" {
    expect 0 "75 75 sub co" "" inside '
        f() { xos close "${1#/dev/fd/}" 2>/dev/null; a=$?; read -r x <"$1"; }; f <(echo sub)
        coproc { read -r y; echo "$y"; read -r y; }; xos close ${COPROC[0]} 2>/dev/null; b=$?; echo co >&${COPROC[1]}
        read -r y <&${COPROC[0]}; echo $a $b $x $y'
}

@test "wait gives the children that end, each once, and then fails" {
    expect 0 "3 4 66" "xos: wait: No child processes [ECHILD]" inside '
        (exit 3) & (sleep 0.2; exit 4) & xos -v a wait; xos -v b wait; xos wait
        echo $((a[status] >> 8)) $((b[status] >> 8)) $?'
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
