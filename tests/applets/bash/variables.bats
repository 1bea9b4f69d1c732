# The builtin of bash: results in variables.
# shellcheck disable=SC2016 # the inner bash expands it
load ../../helper
load inside

@test "-v keeps a sequence as an indexed array, any name of a file exactly" {
    mkdir d
    touch d/{'a b',$'c\nd',$'\xff',-n,'*'}
    succeeds 'declare -a names=([0]="*" [1]="-n" [2]="a b" [3]=$'"'c\\nd' [4]=\$'\\377')" \
        inside \
        'xos -v names listdir d; mapfile -d "" -t names < <(printf "%s\0" "${names[@]}" | LC_ALL=C sort -z); LC_ALL=C; declare -p names'
}

@test "-v sets an element of an array, as printf -v does" {
    succeeds 'declare -a x=([0]="1" [3]="/")' inside 'x=(1); xos -v "x[3]" fspath /; declare -p x'
    succeeds '/' inside 'declare -A x; xos -v "x[k y]" fspath /; echo "${x[k y]}"'
}

@test "an element of an array cannot hold a record (see xos uname --help)" {
    expect 0 64 "xos: uname: x[1]: an element of an array cannot hold a record (see xos uname --help)" \
        inside 'xos -v "x[1]" uname; echo $?'
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
