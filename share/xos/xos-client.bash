# SPDX-License-Identifier: MIT
# A client of `xos sh --reply=sh` for bash: one process that makes system calls for this one. To be sourced.
#
#     . xos-client.bash
#     xos_get fd open data 'O_RDWR|O_CREAT' 0644
#     xos_call pwrite "$fd" hello 0
#     xos_get st stat data && eval "$st" && echo "$st_size"
#     xos_stop
#
# xos_call prints nothing: the value is in $XOS_VALUE, the name of an error in $XOS_ERRNO, its message in $XOS_ERROR;
# the status is that of the operation. xos_get NAME OP ARG... puts the value into NAME. Any bytes but NUL may be in
# arguments and values.

# Starts the session, if none runs; XOS names another program than xos.
xos_start() {
    [[ -z ${XOS_SESSION_PID-} ]] || return 0
    coproc XOS_SESSION { exec "${XOS:-xos}" sh --reply=sh; }
    exec {XOS_REQUESTS}>&"${XOS_SESSION[1]}" {XOS_REPLIES}<&"${XOS_SESSION[0]}"
    exec {XOS_SESSION[1]}>&- {XOS_SESSION[0]}<&- # only the copies are left: closing them ends the session
}

# xos_call OP ARG...
xos_call() {
    local request reply status errno value error=
    xos_start || return
    printf -v request '%q ' "$@"
    XOS_VALUE='' XOS_ERRNO='' XOS_ERROR=''
    if ! printf '%s\n' "$request" >&"$XOS_REQUESTS" || ! IFS= read -r reply <&"$XOS_REPLIES"; then
        XOS_ERROR='xos has ended'
        return 70
    fi
    eval "$reply"
    XOS_VALUE=$value XOS_ERRNO=$errno XOS_ERROR=$error
    return "$status"
}

# xos_get NAME OP ARG...
xos_get() {
    local xos_name=$1 xos_status
    shift
    xos_call "$@"
    xos_status=$?
    printf -v "$xos_name" %s "$XOS_VALUE"
    return "$xos_status"
}

# Ends the session.
xos_stop() {
    [[ -n ${XOS_SESSION_PID-} ]] || return 0
    local pid=$XOS_SESSION_PID
    exec {XOS_REQUESTS}>&- {XOS_REPLIES}<&-
    wait "$pid"
}
