# xio copy --in-place: whichever system call fails, the file is whole, the old one or the new one, and nothing is left
# beside it.
load ../../helper

prepare() {
    mkdir d
    printf 'gr\374n\r\nb' >old
    printf 'gr\303\274n\nb' >new
}

# convert [STRACE-OPTION...]: converts d/f, which is the old file again, under strace.
convert() {
    rm -rf d && mkdir d && cp old d/f
    strace -qq -o trace "$@" xio copy --in-place --from latin-1 --newline lf d/f 2>message
}

# each_call: the system calls on files of a run, from the first look at d/f on: NAME:when=N for the Nth call of that
# name.
each_call() {
    convert || return
    awk -F '(' '{ count[$1]++ }
        /^[a-z0-9_]*(stat|statx|open)[a-z0-9]*\(.*"d\/f"/ { begun = 1 }
        begun && $1 ~ /^[a-z0-9_]+$/ && $1 !~ /^(exit_group|rt_sigaction|geteuid[0-9]*|getrandom|brk)$/ {
            print $1 ":when=" count[$1]
        }' trace >calls
    [[ $(wc -l <calls) -gt 10 ]] && grep -q '^rename' calls && grep -q '^fsync' calls
}

# is_whole STATUS: after success the file is the new one, after a failure the old one.
is_whole() {
    if (($1 == 0)); then cmp -s d/f new; else cmp -s d/f old; fi
}

@test "after a failure of any system call the original is untouched and nothing is left beside it" {
    needs strace
    each_call
    while IFS=: read -r name when; do
        for error in ENOSPC EPERM; do
            status=0
            convert -e "inject=$name:error=$error:$when" || status=$?
            is_whole "$status" && [[ $(ls -A d) == f ]] && ((status == 0 || status >= 64)) && continue
            echo "$name:$error:$when: status $status: $(<message)" && ls -A d && touch failed
        done
    done <calls
    [[ ! -e failed ]]
}

@test "killed at any system call, the file is the old or the new one, and at most a file .xos-... is left" {
    needs strace
    each_call
    while IFS=: read -r name when; do
        convert -e "inject=$name:signal=SIGKILL:$when" || true
        { cmp -s d/f old || cmp -s d/f new; } &&
            [[ $(ls -A d | grep -cvE '^(f|[.]xos-[a-z0-9]+)$') == 0 && $(ls -A d | wc -l) -le 2 ]] && continue
        echo "$name:$when: $(<message)" && ls -A d && touch failed
    done < <(grep -v '^[a-z]*stat' calls)
    [[ ! -e failed ]]
}
