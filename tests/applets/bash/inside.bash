# What the tests of bash's builtin share.
export XOS_BUILTIN=$XOS_BUILD/applets/bash/xos
[[ -e $XOS_BUILTIN ]] || XOS_BUILTIN=${XOS_BUILD%/bin}/lib/bash/xos # an installed program

has_bash() {
    [[ -e $XOS_BUILTIN ]]
}

needs_builtin() {
    has_bash || skip "this build has no builtin of bash"
}

setup_file() {
    has_bash || export missing="this build has no builtin of bash"
}

# in_bash [BASH-OPTION...] TEXT: bash runs TEXT with the builtin loaded. So does "inside".
in_bash() {
    # shellcheck disable=SC2016 # the inner bash expands it
    bash "${@:1:$#-1}" -c 'enable -f "$XOS_BUILTIN" xos || exit 99; '"${*: -1}"
}
inside() {
    in_bash "$@"
}

# at_terminal_bash: the dialogue on standard input takes place (see terminal.py); the builtin is loaded. So does
# "at_terminal".
at_terminal_bash() {
    needs python3
    # shellcheck disable=SC2016
    { printf '%s\n' '> enable -f $XOS_BUILTIN xos; echo load"ed"' '? loaded'; cat; } |
        python3 "$top/tests/applets/inside/terminal.py" bash --norc --noprofile --noediting -i
}
at_terminal() {
    at_terminal_bash
}

# from_input_bash FILE: bash reads the script FILE as its standard input, after a line that loads the builtin.
from_input_bash() {
    # shellcheck disable=SC2016
    { echo 'enable -f "$XOS_BUILTIN" xos || exit 99' && cat "$1"; } >input
    bash <input
}
