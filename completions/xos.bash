# bash completion for xos and its applets: the words come from `xos --complete`.
_xos() {
    local words=() word glue='' reply
    for word in "${COMP_WORDS[@]:0:COMP_CWORD + 1}"; do # bash parts words at = and :, which are one word here
        if [[ -n $glue || $word == [=:]* ]] && ((${#words[@]})); then words[-1]+=$word; else words+=("$word"); fi
        [[ $word == [=:] ]] && glue=yes || glue=
    done
    mapfile -t COMPREPLY < <(xos --complete "${words[@]}" 2>/dev/null)
    for reply in "${!COMPREPLY[@]}"; do # only what follows the last = or : is put into the line
        [[ ${words[-1]} != *[=:]* ]] || COMPREPLY[reply]=${COMPREPLY[reply]#"${words[-1]%"${words[-1]##*[=:]}"}"}
    done
}
complete -o default -F _xos xos xstat xwalk xspawn xenv xurandom xsched xattr-tool xsh
