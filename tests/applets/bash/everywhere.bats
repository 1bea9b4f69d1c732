# xos.bash: the builtin where it can be loaded, else a function with the same words.
# shellcheck disable=SC2016 # the inner bash expands it
load ../../helper
load inside

setup_file() { :; }

# everywhere TEXT: TEXT by the builtin, if this build has it, and by the function; the same comes out of both.
everywhere() {
    local builtin
    for builtin in "$XOS_BUILTIN" no/such; do
        [[ -e $builtin || $builtin == no/such ]] || continue
        rm -rf work && mkdir work
        (cd work && XOS_BUILTIN=$builtin bash -c '. "$1"; '"$1" bash "$top/applets/bash/xos.bash") || return
    done
}

# both STATUS OUT ERR TEXT: what both give; twice where there are both.
both() {
    local times
    times=$([[ -e $XOS_BUILTIN ]] && echo 2 || echo 1)
    expect 0 "$(for ((i = 0; i < times; i++)); do printf '%s\n' "$1"; done)" \
        "$([[ -z $2 ]] || for ((i = 0; i < times; i++)); do printf '%s\n' "$2"; done)" everywhere "$3"
}

@test "xos.bash loads the builtin, or else defines a function, with set -eu as well" {
    for options in +e -eu; do
        succeeds function \
            env XOS_BUILTIN=no/such bash "$options" -c '. "$0"; type -t xos' "$top/applets/bash/xos.bash"
        [[ ! -e $XOS_BUILTIN ]] ||
            succeeds builtin bash "$options" -c 'xos() { :; }; . "$0"; . "$0"; type -t xos' "$top/applets/bash/xos.bash"
    done
}

@test "xos.bash tells that the builtin is of another version than the program" {
    [[ -e $XOS_BUILTIN ]] || skip "this build has no builtin of bash"
    mkdir bin
    printf '#!/bin/sh\necho xos 0.0.7\n' >bin/xos
    chmod +x bin/xos
    version=$(xos --version)
    expect 0 builtin "xos: the builtin is ${version#xos }, the program 0.0.7" env PATH="$PWD/bin:$PATH" \
        bash -c '. "$0"; type -t xos' "$top/applets/bash/xos.bash"
}

@test "scalars, records and sequences come into variables" {
    both "$(printf '1\n5 33188\n1 d\n0 true\n1 false\nx')" "" '
        xos -v p getpid; echo $((p > 0)); printf hello >f; chmod 644 f
        f() { local st; xos -v st stat f; echo "${st[st_size]} ${st[st_mode]}"; }; f
        mkdir d e; touch e/d; xos -a l listdir e; echo "${#l[@]} $l"
        xos -v r access / R_OK; echo $? $r; xos -v r access no/such R_OK; echo $? $r
        xos -v "a[2]" fspath x; echo "${a[2]}"'
}

@test "names come exactly, nested values as JSON" {
    both "$(printf '%s\n' "declare -a x=([0]=\$'\\377\\\\x41\"\\001\\n')" '{"name":"f","path":"d/f"' '["e"]')" "" '
        mkdir d; n=$'"'"'\xff\\x41"\1\n'"'"'; touch "d/$n"; xos -a x listdir d
        LC_ALL=C declare -p x | LC_ALL=C sed "s/\^A/\\\\001/"
        rm "d/$n"; touch d/f; xos -a x scandir d; echo "${x%%,\"inode\"*}"
        mkdir -p t/e; xos -a y walk t; y=${y#*\"dirnames\":}; echo "${y%%,*}"'
}

@test "bytes come exactly, and a NUL byte is refused" {
    both "$(printf 'a\1\377.\n65')" "xos: read: x: no variable can hold a NUL byte (--hex and --base64 give text)" '
        printf "a\1\377" >b; printf "a\0b" >c; exec 3<b 4<c; xos -v x read 3 9; printf "%s.\n" "$x"
        xos -v x read 4 9; echo $?'
}

@test "failures have the program's message and status" {
    both "66 66 64 64 64" "$(printf '%s\n' 'xos: stat: no/such: No such file or directory [ENOENT]' \
        'xos: rename: a -> b: No such file or directory [ENOENT]' \
        "xos: '1x' is not the name of a variable (see xos --help)" \
        'xos: getpid: -A: the result is not a record but a single value (see xos getpid --help)' \
        'xos: listdir: -A: the result is not a record but a sequence (see xos listdir --help)')" '
        xos -v x stat no/such; a=$?; xos -v x rename a b; b=$?; xos -v 1x getpid; c=$?
        xos -A x getpid; d=$?; xos -A x listdir .; echo $a $b $c $d $?'
}

@test "chdir, umask, putenv and unsetenv change the shell" {
    both "$(printf '/\n0027\nb\nunset')" "" \
        'xos chdir /; pwd; xos umask 027 >/dev/null; umask; xos putenv A b; sh -c "echo \$A"; xos unsetenv A; echo ${A-unset}'
}

@test "programs are run, their result kept, and what applets print" {
    both "$(printf 'hi\n3 768\n%s\nd\nd/f\n2' $(($(nice) + 5)))" "" '
        xos -v s system "echo hi; exit 3"; echo $? $s; xos nice 5 -- nice; mkdir d; touch d/f
        xos -v x xwalk --sort d; echo "$x"; xos -a x xwalk --sort d; echo ${#x[@]}'
}

@test "the function refuses what only the builtin can do" {
    expect 0 69 "xos: open: needs the builtin of bash, which cannot be loaded (see xos-bash(1))" \
        env XOS_BUILTIN=no/such \
        bash -c '. "$0"; xos -v fd open / O_RDONLY; echo $?' "$top/applets/bash/xos.bash"
}
