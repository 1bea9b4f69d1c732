#!/bin/bash
# To be sourced by bash: makes `xos` the builtin (see xos-bash(1)) or, where that cannot be loaded, a function that
# takes the same words and runs the program.
#
#     . /usr/share/xos/xos.bash
#
# XOS_BUILTIN names the builtin's file, if it is not where bash looks for builtins.
# shellcheck disable=SC1003,SC2004,SC2034,SC2164,SC2178 # variables are set through references; keys are not numbers

# The builtin and the program should be of one version.
_xos_check_version() {
    local builtin program
    program=$(type -P xos) && program=$("$program" --version 2>/dev/null) && builtin=$(xos --version) || return 0
    [[ $builtin == "$program" ]] || echo "xos: the builtin is ${builtin#xos }, the program ${program#xos }" >&2
}

if enable -f "${XOS_BUILTIN:-xos}" xos 2>/dev/null; then
    unset -f xos # a function would come before the builtin
    _xos_check_version
    unset -f _xos_check_version
    return 0
fi
unset -f _xos_check_version

# _xos_fail STATUS TEXT: a message as the program's.
_xos_fail() {
    echo "xos: $2" >&2
    return "$1"
}

# _xos_text RAW: sets text to what the inside of a JSON string stands for. Only control characters and bytes that are
# not UTF-8 (\udcXX) are escaped by number.
_xos_text() {
    local raw=${1//'\\'/'\x5c'}
    raw=${raw//'\"'/'"'} raw=${raw//'\udc'/'\x'}
    printf -v text %b "${raw//'\u00'/'\x'}"
}

# _xos_value: takes the value off the front of json: sets text to its text, that of a record or sequence being its JSON,
# and kind to its first character.
_xos_value() {
    local LC_ALL=C depth=0 raw='' token string='^"(([^"\\]|\\.)*)"' other='^[^]"{},[]+'
    kind=${json:0:1}
    if [[ $json =~ $string ]]; then
        json=${json:${#BASH_REMATCH[0]}}
        _xos_text "${BASH_REMATCH[1]}"
    elif [[ $kind != [\[\{] ]]; then
        [[ $json =~ $other ]]
        text=${BASH_REMATCH[0]} json=${json:${#BASH_REMATCH[0]}}
        [[ $text != null ]] || text=
    else
        while :; do
            if [[ $json =~ $string || $json =~ $other ]]; then token=${BASH_REMATCH[0]}; else token=${json:0:1}; fi
            case $token in [\[\{]) ((++depth)) ;; [\]\}]) ((--depth)) ;; esac
            raw+=$token json=${json:${#token}}
            ((depth)) || break
        done
        text=$raw
    fi
}

# _xos_items: the items of the record or sequence in json go to the array that the reference `target` names.
_xos_items() {
    local text kind key
    json=${json:1:${#json}-2}
    while [[ $json ]]; do
        _xos_value
        if [[ $1 == record ]]; then
            key=$text json=${json#:}
            _xos_value
            target[$key]=$text
        else
            target+=("$text")
        fi
        json=${json#,}
    done
}

# _xos_keep WANT NAME STREAM: stores the JSON text in json in the variable of that name.
_xos_keep() {
    local kind text
    if [[ $3 ]]; then json="[${json//$'\n'/,}]"; fi
    case $1${json:0:1} in
    ?\[)
        [[ $1 != A ]] || { _xos_fail 64 \
            "$_operation: -A: the result is not a record but a sequence (see xos $_operation --help)"; return; }
        unset -v "$2" && declare -ga "$2=()" && local -n target=$2 && _xos_items list
        ;;
    ?\{)
        case $json in
        '{"text":'* | '{"bytes":'*)
            _xos_bytes "$2"
            return
            ;;
        esac
        [[ $1 != a ]] || { _xos_fail 64 \
            "$_operation: -a: the result is not a sequence but a record (see xos $_operation --help)"; return; }
        unset -v "$2" && declare -gA "$2=()" && local -n target=$2 && _xos_items record
        ;;
    v*) _xos_value && printf -v "$2" %s "$text" ;;
    *) _xos_fail 64 "$_operation: -$1: the result is not a $([[ $1 == a ]] && echo sequence ||
        echo record) but a single value (see xos $_operation --help)" ;;
    esac
}

# _xos_bytes NAME: stores bytes, which JSON holds as text or in base64.
_xos_bytes() {
    local form=${json:2:5} text kind
    json=${json#*:} json=${json%\}}
    _xos_value
    if [[ $form == bytes ]]; then
        [[ $(base64 -d <<<"$text" | LC_ALL=C tr -dc '\0' | wc -c) -eq 0 ]] ||
            { _xos_fail 65 "$_operation: $1: no variable can hold a NUL byte (--hex and --base64 give text)"; return; }
        text=$(base64 -d <<<"$text" && echo .)
        text=${text%.}
    fi
    printf -v "$1" %s "$text"
}

# _xos_json WORD...: json gets the result of the command; its messages, which are JSON then, come out as text.
_xos_json() {
    local -A failure
    local status line messages target_json
    exec {messages}<> <(:) # a pipe that holds them meanwhile
    json=$(command xos --json "$@" 2>&"$messages")
    status=$?
    while IFS= read -r -t 0.01 -u "$messages" line; do
        case $line in
        '{"error":'*)
            failure=() target_json=$json json=${line:9:${#line}-10}
            local -n target=failure
            _xos_items record
            json=$target_json line="xos: ${failure[op]:+${failure[op]}: }${failure[step]:+${failure[step]}: }"
            line+="${failure[path]:+${failure[path]}${failure[path2]:+ -> ${failure[path2]}}: }${failure[message]}"
            line+=${failure[name]:+ [${failure[name]}]}
            [[ ${failure[exit]} != 64 ]] || line+=" (see xos ${failure[op]:+${failure[op]} }--help)"
            ;;
        esac
        printf '%s\n' "$line" >&2
    done
    exec {messages}>&-
    return "$status"
}

# _xos_for_shell OPERATION ARG...: what changes the shell itself, done by bash or refused; status 99 for all the rest.
_xos_for_shell() {
    case ${1//-/_} in
    chdir) command xos "$@" -- true && cd -P -- "$2" ;;
    umask) command xos "$@" && umask "$2" ;;
    putenv) command xos "$@" -- true && export "$2=$3" ;;
    unsetenv) command xos "$@" -- true && unset -v "$2" ;;
    open | pipe | pipe2 | dup | dup2 | close | closerange | memfd_create | eventfd | timerfd_create | openpty | \
        pidfd_open | pidfd_getfd | fchdir | chroot | lockf | nice | plock | setsid | setpgid | setpgrp | set*[ug]id | \
        setgroups | initgroups | sched_set* | setpriority | unshare | setns | set_inheritable)
        _xos_fail 69 "$1: needs the builtin of bash, which cannot be loaded (see xos-bash(1))"
        ;;
    *) return 99 ;;
    esac
}

xos() {
    local _want='' _name json _status _word _operation='' _chained='' _stream=''
    while [[ ${1-} == -[vaA]* ]]; do
        [[ ! $_want ]] || { _xos_fail 64 "one of -v, -a and -A is enough (see xos --help)"; return; }
        _want=${1:1:1} _name=${1:2}
        shift
        if [[ ! $_name ]]; then
            (($#)) || { _xos_fail 64 "option '-$_want' needs the name of a variable (see xos --help)"; return; }
            _name=$1
            shift
        fi
    done
    for _word; do
        [[ $_word != -- ]] || _chained=yes
        [[ $_operation || $_word == -* ]] || _operation=$_word
    done
    if [[ ! $_chained ]]; then
        _xos_for_shell "$@" || _status=$?
        [[ ${_status-0} -eq 99 ]] || return "${_status-0}"
    fi
    if [[ ! $_want ]]; then
        command xos "$@"
        return
    fi
    [[ $_name =~ ^[A-Za-z_][A-Za-z_0-9]*(\[.*\])?$ ]] ||
        { _xos_fail 64 "'$_name' is not the name of a variable (see xos --help)"; return; }
    case $_operation in
    x[a-z]* | xattr-tool)
        json=$(command xos "$@") || return
        if [[ $_want == a ]]; then mapfile -t "$_name" <<<"$json"; else printf -v "$_name" %s "$json"; fi
        ;;
    system | spawn*)
        { json=$(command xos --json --result-fd 9 "$@" 9>&1 >&8); } 8>&1
        _status=$?
        [[ ! $json ]] || _xos_keep "$_want" "$_name" ''
        return "$_status"
        ;;
    *)
        _xos_json "$@"
        _status=$?
        [[ $_operation != @(scandir|walk|fwalk|listmounts) ]] || _stream=yes
        ((_status > 1)) || _xos_keep "$_want" "$_name" "$_stream" || return
        return "$_status"
        ;;
    esac
}
