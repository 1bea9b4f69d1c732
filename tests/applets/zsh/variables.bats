# The module of zsh: results in parameters.
# shellcheck disable=SC2016 # zsh expands it
load ../../helper
load inside

@test "-v keeps a number, a string and a truth value as the text that the program prints" {
    succeeds "$(printf '%s\n' same 'a b' true)" inside '
        xos -v pid getpid; [[ $pid == "$$" ]] && echo same
        xos -v text fspath "a b"; echo "$text"
        xos -v there access / R_OK; echo "$there"'
}

@test "-v keeps false, and the status is 1; it keeps the answer that -q does not print" {
    succeeds "$(printf '%s\n' "false 1" "true 0")" inside '
        xos -v there access no/such R_OK; echo "$there $?"; xos -v there access / R_OK -q; echo "$there $?"'
}

@test "-v keeps a record as an associative array" {
    printf hello >file
    succeeds "association 5 33188" \
        inside 'chmod 644 file; xos -v st stat file; echo "${(t)st} $st[st_size] $st[st_mode]"'
}

@test "-v keeps a sequence as an array, any name of a file exactly" {
    mkdir d
    touch d/{'a b',$'c\nd',$'\xff',$'\x83\x84\xa0\xa2',-n,'*'}
    succeeds "array 6" inside '
        xos -v names listdir d; for name in $names; do
            [[ -e d/$name ]] || echo "${(q)name}"
        done; echo ${(t)names} ${#${(u)names}}'
}

@test "every byte but NUL comes exactly, as a value and as a word" {
    succeeds same inside '
        setopt no_multibyte; for ((i = 1; i < 256; i++)); do printf -v c "\x$(([##16]i))"; all+=$c; done
        xos -v back fspath "$all"; [[ $back == $all && $#back == 255 ]] || echo "$#back as a word"
        printf %s "$all" >f; xos -v read read 0 300 <f; [[ $read == $all ]] || echo "$#read as a value"
        xos fspath "$all" >g; [[ "$(<g)" == "$all" ]] && echo same'
}

@test "-v keeps a record inside a sequence as JSON, and a sequence inside a record" {
    mkdir -p d/e
    touch d/f
    succeeds "$(xos --json scandir d && echo '{"dirpath":"d","dirnames":["e"],"filenames":["f"]}')" inside '
        xos -v entries scandir d; print -rl -- $entries; xos -v steps walk d; print -r -- $steps[1]'
}

@test "-v keeps the empty value for None" {
    succeeds '[]' inside 'x=old; xos -v x getenv NO_SUCH_VARIABLE; echo "[$x]"'
}

@test "-v keeps bytes exactly, and refuses a NUL byte" {
    printf 'a\1\177\377\n' >bytes
    printf 'a\0b' >nul
    expect 0 "$(printf 'a\1\177\377\n.\n65 unset 610062 YQBi')" \
        "xos: read: x: no variable can hold a NUL byte (--hex and --base64 give text)" inside '
        exec 3<bytes 4<nul
        xos -v x read 3 10; printf "%s.\n" "$x"
        unset x; xos -v x read 4 10; s=$?; xos -v h pread 4 3 0 --hex; xos -v b pread 4 3 0 --base64
        echo "$s ${x-unset} $h $b"'
}

@test "-v with --json keeps the JSON text" {
    printf hello >file
    succeeds "$(xos --json stat file)" inside 'xos -v text --json stat file; print -r -- "$text"'
}

@test "-a insists on a sequence and -A on a record" {
    expect 0 "$(printf '64\n64\n64\n0 0')" \
        "$(printf '%s\n' 'xos: getpid: -a: the result is not a sequence but a single value (see xos getpid --help)' \
        'xos: listdir: -A: the result is not a record but a sequence (see xos listdir --help)' \
        'xos: uname: -a: the result is not a sequence but a record (see xos uname --help)')" inside '
        xos -a x getpid; echo $?; xos -A x listdir .; echo $?; xos -a x uname; echo $?
        xos -a x listdir .; a=$?; xos -A x uname; echo $a $?'
}

@test "-a and -A refuse before anything is done a result that is known to be of another kind" {
    expect 0 "64 64 hello" "$(printf '%s\n' \
        'xos: read: -a: the result is not a sequence but a single value (see xos read --help)' \
        'xos: scandir: -A: the result is not a record but a sequence (see xos scandir --help)')" inside '
        printf hello >f; exec 3<f; xos -a x read 3 5; a=$?; xos -A x scandir no/such; echo $a $? $(xos read 3 5)'
}

@test "a name that no parameter can have is a usage error, and nothing is done" {
    expect 0 "64 64 64 64" "$(printf "xos: '%s' is not the name of a variable (see xos --help)\n" 1x 'a b' 'a[1]' 1)" \
        inside 'xos -v 1x mkdir made; a=$?; xos -v "a b" mkdir made; b=$?; xos -a "a[1]" listdir .; c=$?
        xos -v 1 mkdir made; echo $a $b $c $?'
    [[ ! -e made ]]
}

@test "a read-only parameter is refused, nothing is done, and the script goes on" {
    expect 0 "77 old 77 77" "$(printf 'xos: %s: readonly variable\n' x y status)" inside '
        typeset -r x=old; typeset -rA y; xos -v x mkdir made; a=$?; xos -A y uname; b=$?; xos -v status mkdir made
        echo $a $x $b $?'
    [[ ! -e made ]]
}

@test "a parameter that zsh cannot set so is an error, and the script goes on" {
    expect 0 "71 71 7" "$(printf '%s\n' 'xos: uname: path: the variable cannot be set' \
        'xos: fspath: n: the variable cannot be set')" inside '
        typeset -i n=7; xos -A path uname; a=$?; xos -v n fspath "x[\$(touch made)]"; echo $a $? $n'
    [[ ! -e made ]]
}

@test "a number goes into an integer and into a float" {
    succeeds "integer 5 float 5.0" inside \
        'printf hello >f; typeset -i n; typeset -F 1 x; xos -v n lseek 0 0 SEEK_END <f; xos -v x lseek 0 0 SEEK_END <f; echo ${(t)n} $n ${(t)x} $x'
}

@test "-v sets an element of an array" {
    succeeds "$(printf '%s\n' '1 / 3' /)" \
        inside 'x=(1 2 3); xos -v "x[2]" fspath /; echo $x; typeset -A y; xos -v "y[k y]" fspath /; echo ${y[k y]}'
}

@test "inside a function -v sets the local parameter, or else the global one" {
    succeeds "$(printf 'Linux/a\nglobal a\nLinux')" inside '
        f() { local st x; xos -v st uname; xos -v x fspath a; echo "$st[sysname]/$x"; }
        g() { xos -v y uname; xos -v x fspath a; }
        st=global; f; g; echo "$st $x"; echo "$y[sysname]"'
}

@test "a parameter changes between a scalar, an array and an association" {
    mkdir d
    touch d/one
    succeeds "$(printf '%s\n' 'Linux' 'array one' 'Linux' 'scalar 2' 'scalar 2')" inside '
        x=scalar; xos -v x uname; echo "$x[sysname]"; xos -v x listdir d; echo ${(t)x} $x
        xos -v x uname; echo "$x[sysname]"; unset x; x=(1 2 3); xos -v x fspath 2; echo ${(t)x} $x; xos -v x uname
        xos -v x fspath 2; echo ${(t)x} $x'
}

@test "an array holds nothing of an earlier result" {
    mkdir one three none
    touch one/a three/{a,b,c}
    succeeds "1 0 array" \
        inside 'xos -v x listdir three; xos -v x listdir one; a=$#x; xos -v x listdir none; echo $a $#x ${(t)x}'
}

@test "a failed operation does not change the parameter" {
    expect 0 "66 old" "xos: stat: no/such: No such file or directory [ENOENT]" \
        inside 'x=old; xos -v x stat no/such; echo $? $x'
}

@test "-v keeps what an applet prints, without the last line end; -a keeps its lines" {
    mkdir d
    touch d/f
    succeeds "$(printf '%s\n' $'d\nd/f' 'array 2 d/f')" \
        inside 'xos -v x xwalk --sort d; echo "$x"; xos -a x xwalk --sort d; echo ${(t)x} $#x $x[2]'
}

@test "more than a pipe holds comes from an applet" {
    succeeds 200001 inside 'xos -v x xurandom --hex 100000; print -r -- "$x" | wc -c'
}

@test "-v keeps the documented result of an operation that runs a program" {
    succeeds "$(printf 'said\n3 768\n3 3\nsaid')" inside '
        xos -v x system "echo said; exit 3"; echo $? $x
        xos -v x spawnlp P_WAIT sh sh -c "exit 3"; echo $? $x
        xos -v x popen "echo said"; echo "$x"'
}

@test "-v of an exported parameter reaches children, and a special one has its effect" {
    mkdir bin
    succeeds "$(printf 'a\n%s/bin' "$PWD")" \
        inside 'export x; xos -v x fspath a; sh -c "echo \$x"; xos -v PATH fspath $PWD/bin; echo $path'
}

@test "a loop over readline ends at the end of the file" {
    printf 'one\ntwo\nthree' >lines
    succeeds "$(printf '[one\n][two\n][three]end')" \
        inside 'exec 3<lines; while xos -v line readline 3; do printf "[%s]" "$line"; done; echo end'
}

@test "the options that zsh can have change nothing of the results" {
    mkdir d
    touch d/one
    succeeds "$(printf 'one 1 Linux\n%.0s' 1 2 3 4)" bash -c '
        for options in "-o ksharrays" "-o shwordsplit -o globsubst" "-o warncreateglobal -o nounset" "--emulate sh"; do
            zsh $options \
                -fc \
                "MODULE_PATH=\$XOS_MODULES; zmodload xos || exit; xos -a l listdir d; xos -A r uname; echo \"\${l[@]}\" \${#l[@]} \"\${r[sysname]}\""
        done'
}
