# Results of xos as a builtin in variables of the shell: what is the same in bash and in zsh.
# shellcheck disable=SC2016 # the shell under test expands it
load ../../helper
load shells

@test "-v keeps a number, a string and a truth value as the text that the program prints" {
    each_shell succeeds "$(printf '%s\n' same 'a b' true)" inside '
        xos -v pid getpid; [[ $pid == "$$" ]] && echo same
        xos -v text fspath "a b"; echo "$text"
        xos -v there access / R_OK; echo "$there"'
}

@test "-v keeps false, and the status is 1; it keeps the answer that -q does not print" {
    each_shell succeeds "$(printf '%s\n' "false 1" "true 0")" inside '
        xos -v there access no/such R_OK; echo "$there $?"; xos -v there access / R_OK -q; echo "$there $?"'
}

@test "-v keeps a record as an associative array" {
    printf hello >file
    each_shell succeeds "5 33188" inside 'chmod 644 file; xos -v st stat file; echo "${st[st_size]} ${st[st_mode]}"'
}

@test "-v keeps a sequence as an array, any name of a file exactly" {
    mkdir d
    touch d/{'a b',$'c\nd',$'\xff',$'\x83\x84\xa0\xa2',-n,'*'}
    each_shell succeeds "6" inside '
        xos -v names listdir d; for name in "${names[@]}"; do [[ -e d/$name ]] || printf "%q\n" "$name"; done
        echo ${#names[@]}'
}

json_inside() {
    succeeds "$(xos --json scandir d && echo '{"dirpath":"d","dirnames":["e"],"filenames":["f"]}')" inside '
        xos -v entries scandir d; printf "%s\n" "${entries[@]}"
        xos -v steps walk d; printf "%s\n" "${steps[@]}" | head -n 1'
}

@test "-v keeps a record inside a sequence as JSON, and a sequence inside a record" {
    mkdir -p d/e
    touch d/f
    each_shell json_inside
}

@test "-v keeps the empty value for None" {
    each_shell succeeds '[]' inside 'x=old; xos -v x getenv NO_SUCH_VARIABLE; echo "[$x]"'
}

@test "-v keeps bytes exactly, and refuses a NUL byte" {
    printf 'a\1\177\377\n' >bytes
    printf 'a\0b' >nul
    each_shell expect 0 "$(printf 'a\1\177\377\n.\n65 unset 610062 YQBi')" \
        "xos: read: x: no variable can hold a NUL byte (--hex and --base64 give text)" inside '
        exec 3<bytes 4<nul
        xos -v x read 3 10; printf "%s.\n" "$x"
        unset x; xos -v x read 4 10; s=$?; xos -v h pread 4 3 0 --hex; xos -v b pread 4 3 0 --base64
        echo "$s ${x-unset} $h $b"'
}

json_text() {
    succeeds "$(xos --json stat file)" inside 'xos -v text --json stat file; printf "%s\n" "$text"'
}

@test "-v with --json keeps the JSON text" {
    printf hello >file
    each_shell json_text
}

@test "-a insists on a sequence and -A on a record" {
    each_shell expect 0 "$(printf '64\n64\n64\n0 0')" \
        "$(printf '%s\n' 'xos: getpid: -a: the result is not a sequence but a single value (see xos getpid --help)' \
        'xos: listdir: -A: the result is not a record but a sequence (see xos listdir --help)' \
        'xos: uname: -a: the result is not a sequence but a record (see xos uname --help)')" inside '
        xos -a x getpid; echo $?; xos -A x listdir .; echo $?; xos -a x uname; echo $?
        xos -a x listdir .; a=$?; xos -A x uname; echo $a $?'
}

@test "-a and -A refuse before anything is done a result that is known to be of another kind" {
    each_shell expect 0 "64 64 hello" "$(printf '%s\n' \
        'xos: read: -a: the result is not a sequence but a single value (see xos read --help)' \
        'xos: scandir: -A: the result is not a record but a sequence (see xos scandir --help)')" inside '
        printf hello >f; exec 3<f; xos -a x read 3 5; a=$?; xos -A x scandir no/such; echo $a $? $(xos read 3 5)'
}

@test "a name that no variable can have is a usage error, and nothing is done" {
    each_shell expect 0 "64 64 64 64" \
        "$(printf "xos: '%s' is not the name of a variable (see xos --help)\n" 1x 'a b' 'a[1]' 1)" \
        inside 'xos -v 1x mkdir made; a=$?; xos -v "a b" mkdir made; b=$?; xos -a "a[1]" listdir .; c=$?
        xos -v 1 mkdir made; echo $a $b $c $?'
    [[ ! -e $BATS_TEST_TMPDIR.bash/made && ! -e $BATS_TEST_TMPDIR.zsh/made ]]
    each_shell expect 0 64 "xos: option '-v' needs the name of a variable (see xos --help)" inside 'xos -v; echo $?'
}

@test "a read-only variable is refused, and nothing is done" {
    each_shell expect 0 "77 old 77" "$(printf 'xos: %s: readonly variable\n' x y)" inside '
        typeset -r x=old; typeset -rA y; xos -v x mkdir made; a=$?; xos -A y uname; echo $a $x $?'
    [[ ! -e $BATS_TEST_TMPDIR.bash/made && ! -e $BATS_TEST_TMPDIR.zsh/made ]]
}

@test "inside a function -v sets the local variable, or else the global one" {
    each_shell succeeds "$(printf 'Linux/a\nglobal a\nLinux')" inside '
        f() { local st x; xos -v st uname; xos -v x fspath a; echo "${st[sysname]}/$x"; }
        g() { xos -v y uname; xos -v x fspath a; }
        st=global; f; g; echo "$st $x"; echo "${y[sysname]}"'
}

@test "an array holds nothing of an earlier result" {
    mkdir one three none
    touch one/a three/{a,b,c}
    each_shell succeeds "1 0" \
        inside 'xos -v x listdir three; xos -v x listdir one; a=${#x[@]}; xos -v x listdir none; echo $a ${#x[@]}'
}

@test "a failed operation does not change the variable" {
    each_shell expect 0 "66 old" "xos: stat: no/such: No such file or directory [ENOENT]" \
        inside 'x=old; xos -v x stat no/such; echo $? $x'
}

@test "-v keeps what an applet prints, without the last line end; -a keeps its lines" {
    mkdir d
    touch d/f
    each_shell succeeds "$(printf '%s\n' $'d\nd/f' '2 d d/f')" \
        inside 'xos -v x xwalk --sort d; echo "$x"; unset x; xos -a x xwalk --sort d; echo ${#x[@]} "${x[@]}"'
}

@test "more than a pipe holds comes from an applet" {
    each_shell succeeds 200001 inside 'xos -v x xurandom --hex 100000; printf "%s\n" "$x" | wc -c'
}

@test "-v keeps the documented result of an operation that runs a program" {
    each_shell succeeds "$(printf 'said\n3 768\n3 3\nsaid')" inside '
        xos -v x system "echo said; exit 3"; echo $? $x
        xos -v x spawnlp P_WAIT sh sh -c "exit 3"; echo $? $x
        xos -v x popen "echo said"; echo "$x"'
}

@test "-v with --null or --result-fd is a usage error" {
    each_shell expect 0 64 \
        "xos: getpid: --null and --result-fd exclude a variable for the result (see xos getpid --help)" \
        inside 'xos -v x getpid -0; echo $?'
    each_shell expect 0 64 \
        "xos: getpid: --null and --result-fd exclude a variable for the result (see xos getpid --help)" \
        inside 'xos -v x getpid --result-fd 1; echo $?'
}

@test "-v of an exported variable reaches children" {
    each_shell succeeds "a" inside 'export x; xos -v x fspath a; sh -c "echo \$x"'
}

@test "a loop over readline ends at the end of the file" {
    printf 'one\ntwo\nthree' >lines
    each_shell succeeds "$(printf '[one\n][two\n][three]end')" \
        inside 'exec 3<lines; while xos -v line readline 3; do printf "[%s]" "$line"; done; echo end'
}
