# xos.zsh: the module where it can be loaded, else a function with the same words.
# shellcheck disable=SC2016 # zsh expands it
load ../../helper
load inside

setup_file() {
    file_needs zsh || true
}

# The modules of zsh itself, without one of xos that is installed.
prepare() {
    mkdir modules
    # shellcheck disable=SC2016 # zsh expands it
    ln -s "$(zsh -fc 'print -r -- ${^module_path}/zsh([1])')" modules/zsh
}

# by_function OPTIONS TEXT: zsh runs TEXT with xos.zsh, which finds no module.
by_function() {
    env -u XOS_MODULES "MODULES=$BATS_TEST_TMPDIR/modules" zsh "$1" -c 'module_path=($MODULES); . "$0"; '"$2" \
        "$top/applets/zsh/xos.zsh"
}

# everywhere TEXT: TEXT by the module, if this build has it, and by the function; the same comes out of both.
everywhere() {
    mkdir one two
    (cd one && by_function -f "$1") || return
    [[ ! -e $XOS_MODULES/xos.so ]] || (cd two && zsh -fc '. "$0"; '"$1" "$top/applets/zsh/xos.zsh")
}

# both OUT ERR TEXT: what both give; twice where there are both.
both() {
    local times
    times=$([[ -e $XOS_MODULES/xos.so ]] && echo 2 || echo 1)
    expect 0 "$(for ((i = 0; i < times; i++)); do printf '%s\n' "$1"; done)" \
        "$([[ -z $2 ]] || for ((i = 0; i < times; i++)); do printf '%s\n' "$2"; done)" everywhere "$3"
}

@test "xos.zsh loads the module, or else defines a function, with set -eu as well" {
    for options in -f -feu; do
        succeeds "xos: function" by_function "$options" 'whence -w xos'
        [[ ! -e $XOS_MODULES/xos.so ]] ||
            succeeds "xos: builtin" \
                zsh "$options" -c 'xos() { :; }; . "$0"; . "$0"; whence -w xos' "$top/applets/zsh/xos.zsh"
    done
}

@test "xos.zsh finds the module that is installed with it" {
    needs_module
    version=$(zsh -fc 'echo $ZSH_VERSION')
    mkdir -p share/xos "lib/zsh/$version"
    cp "$top/applets/zsh/xos.zsh" share/xos
    cp "$XOS_MODULES/xos.so" "lib/zsh/$version"
    succeeds "xos: builtin" env -u XOS_MODULES zsh -fc 'xos() { :; }; . share/xos/xos.zsh; whence -w xos'
    succeeds "$(zsh -fc 'echo $module_path')" env -u XOS_MODULES zsh -fc '. share/xos/xos.zsh; echo $module_path'
}

@test "xos.zsh tells that the module is of another version than the program" {
    needs_module
    mkdir bin
    printf '#!/bin/sh\necho xos 0.0.7\n' >bin/xos
    chmod +x bin/xos
    version=$(xos --version)
    expect 0 "xos: builtin" "xos: the module is ${version#xos }, the program 0.0.7" env PATH="$PWD/bin:$PATH" \
        zsh -fc '. "$0"; whence -w xos' "$top/applets/zsh/xos.zsh"
}

@test "scalars, records and sequences come into parameters" {
    both "$(printf '%s\n' 5 "\$'\\377'\\\\x41\\\"\$'\\n'" '1 false' z /)" "" '
        mkdir d; touch d/$'"'"'\xff\\x41"\n'"'"'; printf hello >f
        xos -v st stat f; echo $st[st_size]; xos -a l listdir d; print -r -- ${(q)l[1]}
        xos -v r access no R_OK; echo $? $r
        f() { local q; xos -v q fspath z; echo $q; }; f; xos chdir /; pwd'
}

@test "failures have the program's message and status" {
    both "66 66 64" "$(printf '%s\n' 'xos: stat: no/such: No such file or directory [ENOENT]' \
        'xos: rename: a -> b: No such file or directory [ENOENT]' \
        "xos: '1x' is not the name of a variable (see xos --help)")" '
        xos -v x stat no/such; a=$?; xos -v x rename a b; b=$?; xos -v 1x getpid; echo $a $b $?'
}

@test "the function refuses the wrong kind of result, and what only the module can do" {
    expect 0 "64 69" "$(printf '%s\n' 'xos: -A: the result is not a record' \
        'xos: open: needs the module of zsh, which cannot be loaded (see xos-zsh(1))')" \
        by_function -f 'xos -A x getpid; a=$?; xos open / O_RDONLY; echo $a $?'
}
