# What the tests of zsh's module share.
export XOS_MODULES=$XOS_BUILD/applets/zsh
[[ -e $XOS_MODULES/xos.so ]] || # an installed program
    XOS_MODULES=$(zsh -fc 'print -r -- ${^module_path}/xos.so(N:h)' 2>/dev/null)

needs_module() {
    [[ -e $XOS_MODULES/xos.so ]] || skip "this build has no module of zsh"
    needs zsh
}

setup_file() {
    needs_module
}

# inside [ZSH-OPTION...] TEXT: zsh runs TEXT with the module loaded.
inside() {
    # shellcheck disable=SC2016 # zsh expands it
    zsh -f "${@:1:$#-1}" -c 'module_path=($XOS_MODULES $module_path); zmodload xos || exit 99; '"${*: -1}"
}
