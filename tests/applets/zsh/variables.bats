# The module of zsh: results in parameters.
# shellcheck disable=SC2016 # zsh expands it
load ../../helper
load inside

@test "-v makes a record an association and a sequence an array, whose items all differ" {
    mkdir d
    touch d/{a,b,c}
    succeeds "association array 3" \
        inside 'xos -v st stat d; xos -v names listdir d; echo ${(t)st} ${(t)names} ${#${(u)names}}'
}

@test "every byte but NUL comes exactly, as a value and as a word" {
    succeeds same inside '
        setopt no_multibyte; for ((i = 1; i < 256; i++)); do printf -v c "\x$(([##16]i))"; all+=$c; done
        xos -v back fspath "$all"; [[ $back == $all && $#back == 255 ]] || echo "$#back as a word"
        printf %s "$all" >f; xos -v read read 0 300 <f; [[ $read == $all ]] || echo "$#read as a value"
        xos fspath "$all" >g; [[ "$(<g)" == "$all" ]] && echo same'
}

@test "a special parameter that is read-only is refused, nothing is done, and the script goes on" {
    expect 0 77 "xos: status: readonly variable" inside 'xos -v status mkdir made; echo $?'
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

@test "a number's name is not a number: it may be a parameter's, with an expression as its value" {
    expect 0 "71 7" "xos: read: n: the variable cannot be set" inside \
        'printf inf >f; inf=1+1; typeset -i n=7; xos -v n read 0 3 <f; echo $? $n'
}

@test "-v sets an element of an array" {
    succeeds "$(printf '%s\n' '1 / 3' /)" \
        inside 'x=(1 2 3); xos -v "x[2]" fspath /; echo $x; typeset -A y; xos -v "y[k y]" fspath /; echo ${y[k y]}'
}

@test "a parameter changes between a scalar, an array and an association" {
    mkdir d
    touch d/one
    succeeds "$(printf '%s\n' 'Linux' 'array one' 'Linux' 'scalar 2' 'scalar 2')" inside '
        x=scalar; xos -v x uname; echo "$x[sysname]"; xos -v x listdir d; echo ${(t)x} $x
        xos -v x uname; echo "$x[sysname]"; unset x; x=(1 2 3); xos -v x fspath 2; echo ${(t)x} $x; xos -v x uname
        xos -v x fspath 2; echo ${(t)x} $x'
}

@test "-v of a special parameter has its effect" {
    mkdir bin
    succeeds "$PWD/bin" inside 'xos -v PATH fspath $PWD/bin; echo $path'
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
