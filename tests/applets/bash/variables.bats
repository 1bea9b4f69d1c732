# The builtin of bash: results in variables.
# shellcheck disable=SC2016 # the inner bash expands it
load ../../helper
load inside

@test "-v keeps a number, a string and a truth value as the text that the program prints" {
    succeeds "$(printf '%s\n' same 'a b' true)" inside '
        xos -v pid getpid; [[ $pid == "$$" ]] && echo same
        xos -v text fspath "a b"; echo "$text"
        xos -v there access / R_OK; echo "$there"'
}

@test "-v keeps false, and the status is 1" {
    succeeds "false 1" inside 'xos -v there access no/such R_OK; echo "$there $?"'
}

@test "-v keeps the answer that -q does not print" {
    succeeds "true" inside 'xos -v there access / R_OK -q; echo "$there"'
}

@test "-v keeps a record as an associative array" {
    printf hello >file
    succeeds "5 33188" inside 'chmod 644 file; xos -v st stat file; echo "${st[st_size]} ${st[st_mode]}"'
}

@test "-v keeps a sequence as an indexed array, any name of a file exactly" {
    mkdir d
    touch d/{'a b',$'c\nd',$'\xff',-n,'*'}
    succeeds 'declare -a names=([0]="*" [1]="-n" [2]="a b" [3]=$'"'c\\nd' [4]=\$'\\377')" \
        inside \
        'xos -v names listdir d; mapfile -d "" -t names < <(printf "%s\0" "${names[@]}" | LC_ALL=C sort -z); LC_ALL=C; declare -p names'
}

@test "-v keeps a record inside a sequence as JSON" {
    mkdir d
    touch d/f
    succeeds "$(xos --json scandir d)" inside 'xos -v entries scandir d; printf "%s\n" "${entries[@]}"'
}

@test "-v keeps a sequence inside a record as JSON" {
    mkdir -p d/e
    touch d/f
    succeeds '{"dirpath":"d","dirnames":["e"],"filenames":["f"]}' inside 'xos -v steps walk d; echo "$steps"'
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
        unset x; xos -v x read 4 10; s=$?
        echo "$s ${x-unset} $(exec 4<nul; xos read 4 10 --hex) $(exec 4<nul; xos read 4 10 --base64)"'
}

@test "-v keeps bytes encoded with --hex and --base64" {
    printf 'a\0b' >nul
    succeeds "610062 YQBi" inside \
        'xos -v hex pread 3 3 0 --hex 3<nul; xos -v text pread 3 3 0 --base64 3<nul; echo $hex $text'
}

@test "-v with --json keeps the JSON text" {
    printf hello >file
    succeeds "$(xos --json stat file)" inside 'xos -v text --json stat file; echo "$text"'
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

@test "a name that no variable can have is a usage error, and nothing is done" {
    expect 0 64 "xos: '1x' is not the name of a variable (see xos --help)" inside 'xos -v 1x mkdir made; echo $?'
    expect 0 64 "xos: 'a b' is not the name of a variable (see xos --help)" inside 'xos -v "a b" mkdir made; echo $?'
    expect 0 64 "xos: 'a[1]' is not the name of a variable (see xos --help)" inside 'xos -a "a[1]" listdir .; echo $?'
    expect 0 64 "xos: option '-v' needs the name of a variable (see xos --help)" inside 'xos -v; echo $?'
    [[ ! -e made ]]
}

@test "a read-only variable is refused, and nothing is done" {
    expect 0 "77 old" "xos: x: readonly variable" inside 'readonly x=old; xos -v x mkdir made; echo $? $x'
    expect 0 "77" "xos: x: readonly variable" inside 'declare -rA x; xos -A x uname; echo $?'
    [[ ! -e made ]]
}

@test "-v sets an element of an array, as printf -v does" {
    succeeds 'declare -a x=([0]="1" [3]="/")' inside 'x=(1); xos -v "x[3]" fspath /; declare -p x'
    succeeds '/' inside 'declare -A x; xos -v "x[k y]" fspath /; echo "${x[k y]}"'
}

@test "an element of an array cannot hold a record (see xos uname --help)" {
    expect 0 64 "xos: uname: x[1]: an element of an array cannot hold a record (see xos uname --help)" \
        inside 'xos -v "x[1]" uname; echo $?'
}

@test "inside a function -v sets the local variable, or else the global one" {
    succeeds "$(printf 'Linux/Linux\nglobal a\nLinux')" inside '
        f() { local st x; xos -v st uname; xos -v x fspath a; echo "${st[sysname]}/${st[sysname]}"; }
        g() { xos -v y uname; xos -v x fspath a; }
        st=global; f; g; echo "$st $x"; echo "${y[sysname]}"'
}

@test "-v follows a name reference" {
    succeeds "Linux a" \
        inside 'declare -n r=real t=text; xos -v r uname; xos -v t fspath a; echo "${real[sysname]} $text"'
}

@test "a variable changes between a scalar, an indexed and an associative array" {
    mkdir d
    touch d/one
    succeeds "$(printf '%s\n' 'Linux' 'declare -a x=([0]="one")' 'Linux' '2')" inside '
        x=scalar; xos -v x uname; echo "${x[sysname]}"; xos -v x listdir d; declare -p x
        xos -v x uname; echo "${x[sysname]}"; x=(1 2 3); xos -v x fspath 2; echo "$x"'
}

@test "an array holds nothing of an earlier result" {
    mkdir one three
    touch one/a three/{a,b,c}
    succeeds 1 inside 'xos -v x listdir three; xos -v x listdir one; echo ${#x[@]}'
}

@test "a failed operation does not change the variable" {
    expect 0 "66 old" "xos: stat: no/such: No such file or directory [ENOENT]" \
        inside 'x=old; xos -v x stat no/such; echo $? $x'
}

@test "-v keeps what an applet prints, without the last line end; -a keeps its lines" {
    mkdir d
    touch d/f
    succeeds "$(printf '%s\n' $'d\nd/f' 'declare -a x=([0]="d" [1]="d/f")')" inside '
        xos -v x xwalk --sort d; echo "$x"; unset x; xos -a x xwalk --sort d; declare -p x'
}

@test "-v keeps the documented result of an operation that runs a program" {
    succeeds "$(printf 'said\n3 768\n3 3\nsaid')" inside '
        xos -v x system "echo said; exit 3"; echo $? $x
        xos -v x spawnlp P_WAIT sh sh -c "exit 3"; echo $? $x
        xos -v x popen "echo said"; echo "$x"'
}

@test "-v with --null or --result-fd is a usage error" {
    expect 0 64 "xos: getpid: --null and --result-fd exclude a variable for the result (see xos getpid --help)" \
        inside 'xos -v x getpid -0; echo $?'
    expect 0 64 "xos: getpid: --null and --result-fd exclude a variable for the result (see xos getpid --help)" \
        inside 'xos -v x getpid --result-fd 1; echo $?'
}

@test "-v of an exported variable reaches children" {
    succeeds "a" inside 'export x; xos -v x fspath a; sh -c "echo \$x"'
}

@test "a loop over readline ends at the end of the file" {
    printf 'one\ntwo\nthree' >lines
    succeeds "$(printf '[one\n][two\n][three]end')" \
        inside 'exec 3<lines; while xos -v line readline 3; do printf "[%s]" "$line"; done; echo end'
}
