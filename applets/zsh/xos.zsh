# To be sourced by zsh: makes `xos` the builtin of the module (see xos-zsh(1)) or, where that cannot be loaded, a
# function that takes the same words and runs the program: -v keeps a scalar, a sequence as an array, a record as an
# association.
#
#     . /usr/share/xos/xos.zsh
#
# XOS_MODULES names the folder of the module, if it is not where zsh looks nor where this file is installed with it.

# The module and the program should be of one version.
_xos_check_version() {
    local program=$(command xos --version 2>/dev/null) module=$(builtin xos --version)
    [[ -z $program || $module == $program ]] ||
        print -ru2 -- "xos: the module is ${module#xos }, the program ${program#xos }"
}

# _xos_load FILE: loads the module, FILE being this file.
_xos_load() {
    emulate -L zsh
    local -a module_path=(${XOS_MODULES:+$XOS_MODULES} $module_path ${1:A:h:h:h}/lib/zsh/$ZSH_VERSION)
    zmodload xos 2>/dev/null && _xos_check_version
}

if _xos_load "${(%):-%x}"; then
    unset -f _xos_load _xos_check_version
    (( ! $+functions[xos] )) || unset -f xos # it would come before the builtin
    return 0
fi
unset -f _xos_load _xos_check_version

# _xos_value: takes the value off the front of json: sets text to its text, that of a record or sequence being its JSON.
_xos_value() {
    local depth=0 token pair='\\' quote='\"' byte='\udc' control='\u00' hex='\x' backslash='\x5c'
    text=
    case $json[1] in
    \")
        [[ $json =~ '^"(([^"\\]|\\.)*)"' ]]
        json=${json[$((MEND + 1)),-1]} token=$match[1]
        token=${token//$pair/$backslash} token=${token//$quote/\"} token=${token//$byte/$hex}
        printf -v text %b "${token//$control/$hex}"
        ;;
    \[ | \{)
        while :; do
            if [[ $json =~ '^"([^"\\]|\\.)*"' || $json =~ '^[^]"{},[]+' ]]; then token=$MATCH; else token=$json[1]; fi
            case $token in (\[ | \{) ((++depth)) ;; (\] | \}) ((--depth)) ;; esac
            text+=$token json=${json[$((${#token} + 1)),-1]}
            ((depth)) || break
        done
        ;;
    *)
        [[ $json =~ '^[^]"{},[]+' ]]
        text=$MATCH json=${json[$((MEND + 1)),-1]}
        [[ $text != null ]] || text=
        ;;
    esac
}

# _xos_keep WANT NAME STREAM: stores the JSON text in json in the parameter of that name.
_xos_keep() {
    local text key kind
    local -a items
    if [[ -n $3 ]]; then json="[${json//$'\n'/,}]"; fi
    kind=$json[1]
    if [[ $kind != [[{] && ${(Pt)2} == (array|association)* ]]; then unset -v "$2"; fi
    if [[ $1$kind == v[^[{]* ]]; then
        _xos_value
        typeset -g "$2=$text"
        return
    elif [[ $json == '{"'(text|bytes)'":'* ]]; then
        key=$json[3,7] json=${json#*:} json=${json%\}}
        _xos_value
        [[ $key != bytes ]] || text=$(base64 -d <<<$text; echo .) text=${text%.}
        typeset -g "$2=$text"
        return
    elif [[ $1$kind != (v[[{]|a[[]|A[{])* ]]; then
        print -ru2 -- "xos: -$1: the result is not a ${${1/a/sequence}/A/record}"
        return 64
    fi
    json=${json[2,-2]}
    while [[ -n $json ]]; do
        _xos_value
        items+=("$text")
        json=${json#[:,]}
    done
    unset -v "$2"
    if [[ $kind == '{' ]]; then typeset -gA "$2"; else typeset -ga "$2"; fi
    set -A "$2" "${items[@]}"
}

# _xos_tell FILE: the messages in the file, which are JSON, as the program words them.
_xos_tell() {
    local line json text message
    local -A failure
    while IFS= read -r line; do
        json=${line#'{"error":{'} json=${json%'}}'} message=$line
        if [[ $json != $line ]]; then
            failure=() message='xos: '
            local -a items=()
            while [[ -n $json ]]; do
                _xos_value
                items+=("$text")
                json=${json#[:,]}
            done
            failure=("${items[@]}")
            message+="${failure[op]:+$failure[op]: }${failure[step]:+$failure[step]: }${failure[path]:+$failure[path]}"
            message+="${failure[path2]:+ -> $failure[path2]}${failure[path]:+: }$failure[message]${failure[name]:+ [$failure[name]]}"
            [[ $failure[exit] != 64 ]] || message+=" (see xos ${failure[op]:+$failure[op] }--help)"
        fi
        print -ru2 -- "$message"
    done <$1
}

xos() {
    emulate -L zsh
    setopt no_multibyte
    local want= name= json= stream= result=0 messages
    if [[ ${1-} == -[vaA]* ]]; then
        want=${1[2]} name=${1[3,-1]}
        shift
        if [[ -z $name ]]; then name=${1-}; ((!$#)) || shift; fi
        if [[ ! $name =~ '^[A-Za-z_][A-Za-z_0-9]*$' ]]; then
            print -ru2 -- "xos: '$name' is not the name of a variable (see xos --help)"
            return 64
        fi
    fi
    if ((!${argv[(I)--]})); then
        case ${1//-/_} in
        (chdir) command xos "$@" -- true && cd -P -- "$2"; return ;;
        (umask) command xos "$@" && umask "$2"; return ;;
        (putenv) command xos "$@" -- true && export "$2=$3"; return ;;
        (unsetenv) command xos "$@" -- true && unset -v "$2"; return ;;
        (open|pipe|pipe2|dup|dup2|close|closerange|memfd_create|eventfd|openpty|fchdir|chroot|lockf|nice|setsid|setpgid|set*[ug]id)
            print -ru2 -- "xos: $1: needs the module of zsh, which cannot be loaded (see xos-zsh(1))"
            return 69
            ;;
        esac
    fi
    if [[ -z $want ]]; then
        command xos "$@"
    elif [[ $1 == (x[a-z]*|xattr-tool) ]]; then
        json=$(command xos "$@") || return
        if [[ $want == a ]]; then typeset -ga "$name"; set -A "$name" "${(@f)json}"; else typeset -g "$name=$json"; fi
    else
        messages=$(mktemp) || return
        json=$(command xos --json "$@" 2>$messages) || result=$?
        _xos_tell $messages
        rm -f $messages
        ((result <= 1)) || return result
        [[ $1 != (scandir|walk|fwalk|listmounts) ]] || stream=yes
        _xos_keep "$want" "$name" "$stream" || return
        return result
    fi
}
