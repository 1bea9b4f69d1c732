# What the tests of bash's builtin share.
export XOS_BUILTIN=$XOS_BUILD/applets/bash/xos
[[ -e $XOS_BUILTIN ]] || XOS_BUILTIN=${XOS_BUILD%/bin}/lib/bash/xos # an installed program

needs_builtin() {
    [[ -e $XOS_BUILTIN ]] || skip "this build has no builtin of bash"
}

setup_file() {
    needs_builtin
}

# inside [BASH-OPTION...] TEXT: bash runs TEXT with the builtin loaded.
inside() {
    # shellcheck disable=SC2016 # the inner bash expands it
    bash "${@:1:$#-1}" -c 'enable -f "$XOS_BUILTIN" xos || exit 99; '"${*: -1}"
}
