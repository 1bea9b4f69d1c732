# What the tests of zsh's module share.
export XOS_MODULES=$XOS_BUILD/applets/zsh
[[ -e $XOS_MODULES/xos.so ]] || # an installed program
    XOS_MODULES=$(zsh -fc 'print -r -- ${^module_path}/xos.so(N:h)' 2>/dev/null)

has_zsh() {
    [[ -e $XOS_MODULES/xos.so ]] && command -v zsh >/dev/null
}

needs_module() {
    has_zsh || skip "this build has no module of zsh, or zsh is not installed"
}

setup_file() {
    has_zsh || export missing="this build has no module of zsh, or zsh is not installed"
}

# in_zsh [ZSH-OPTION...] TEXT: zsh runs TEXT with the module loaded. So does "inside".
in_zsh() {
    # shellcheck disable=SC2016 # zsh expands it
    zsh -f "${@:1:$#-1}" -c 'module_path=($XOS_MODULES $module_path); zmodload xos || exit 99; '"${*: -1}"
}
inside() {
    in_zsh "$@"
}

# at_terminal_zsh: the dialogue on standard input takes place (see terminal.py); the module is loaded. So does
# "at_terminal".
at_terminal_zsh() {
    needs python3
    # shellcheck disable=SC2016
    { printf '%s\n' '> module_path=($XOS_MODULES); zmodload xos; echo load"ed"' '? loaded'; cat; } |
        python3 "$top/tests/applets/inside/terminal.py" zsh -f -i +Z
}
at_terminal() {
    at_terminal_zsh
}

# from_input_zsh FILE: zsh reads the script FILE as its standard input, after a line that loads the module.
from_input_zsh() {
    # shellcheck disable=SC2016
    { echo 'module_path=($XOS_MODULES $module_path); zmodload xos || exit 99' && cat "$1"; } >input
    zsh -f <input
}
