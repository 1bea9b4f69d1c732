# Process parameters: what they print, what PROG sees of what they set, how they fail.
load ../../helper

@test "every id is the one that id(1) prints" {
    succeeds "$(id -u)" xos geteuid
    succeeds "$(id -ru)" xos getuid
    succeeds "$(id -g)" xos getegid
    succeeds "$(id -rg)" xos getgid
}

@test "getresuid and getresgid are records with names" {
    succeeds $'ruid='"$(id -ru)"$'\neuid='"$(id -u)"$'\nsuid='"$(id -u)" xos getresuid
    succeeds '{"rgid":'"$(id -rg)"',"egid":'"$(id -g)"',"sgid":'"$(id -g)"'}' xos --json getresgid
}

@test "getpid is PROG's own pid, and getppid its parent's" {
    succeeds 1 sh -c 'sh -c "echo \$\$; exec xos getpid" | uniq | wc -l'
    xos getppid >got
    succeeds "$BASHPID" cat got
}

@test "uname prints what uname(1) prints, quoted for eval" {
    eval "$(xos uname)"
    [[ $sysname == "$(uname -s)" && $nodename == "$(uname -n)" && $release == "$(uname -r)" ]]
    [[ $version == "$(uname -v)" && $machine == "$(uname -m)" ]]
    succeeds "$(uname -v)" jq -r .version <(xos --json uname)
}

@test "strerror has a message for every errno, and for unknown numbers" {
    succeeds "No such file or directory" xos strerror 2
    succeeds "Success" xos strerror 0
    succeeds "Unknown error 41" xos strerror 41
    succeeds "Unknown error -2147483648" xos strerror -2147483648
    fails 64 "xos: strerror: code: '2147483648' is not in range" xos strerror 2147483648
}

@test "ctermid is /dev/tty, terminal or not" {
    succeeds /dev/tty xos ctermid
    succeeds /dev/tty setsid -w xos ctermid
}

@test "umask prints the old mask in decimal and gives PROG the new one" {
    umask 027
    succeeds 23 xos umask 0
    succeeds 0077 xos umask 077 -- sh -c umask
    succeeds 0037 xos umask u=rwx,g=r,o= -- sh -c umask
    succeeds 0007 xos umask g+w -- sh -c umask
    expect 0 23 "" xos umask 077 --result-fd 1 -- true
}

@test "an invalid mask is a usage error" {
    fails 64 "xos: umask: mask: '9' is not a mode (octal, u=rw,go+r, or S_I names joined by |)" xos umask 9
    fails 64 "xos: umask: missing argument: mask" xos umask
}

@test "getenv distinguishes an unset variable from an empty one in JSON" {
    EMPTY='' succeeds '""' xos --json getenv EMPTY
    succeeds null xos --json getenv NOT_SET_AT_ALL
    succeeds "" xos getenv NOT_SET_AT_ALL
    succeeds "fallback" xos getenv NOT_SET_AT_ALL fallback
    succeeds "fallback" env A=B=C xos getenv A=B fallback
    succeeds '{"bytes":"/w=="}' env ODD=$'\xff' xos --json getenvb ODD
    succeeds '"\udcff"' env ODD=$'\xff' xos --json getenv ODD
}

@test "getenvb adds nothing to the bytes" {
    succeeds "6120" env ODD='a ' xos getenvb --hex ODD
    printf 'a ' >wanted
    ODD='a ' xos getenvb ODD | cmp - wanted
}

@test "putenv and unsetenv set PROG's environment" {
    succeeds "a=b" xos putenv GREETING a=b -- printenv GREETING
    expect 1 "" "" xos unsetenv HOME -- printenv HOME
    succeeds here xos putenv PATH "$PATH:/nowhere" -- sh -c 'echo here'
}

@test "a bad variable name is refused" {
    fails 64 "xos: putenv: key: 'a=b' cannot be a variable's name" xos putenv a=b c
    fails 64 "xos: putenv: key: '' cannot be a variable's name" xos putenv '' c
    fails 65 "xos: unsetenv: Invalid argument [EINVAL]" xos unsetenv a=b
    fails 65 "xos: unsetenv: Invalid argument [EINVAL]" xos unsetenv ''
}

@test "get_exec_path splits PATH, keeps empty items and falls back to defpath" {
    succeeds '["/a","","/b",""]' xos --json get_exec_path PATH=/a::/b:
    succeeds $'/bin\n/usr/bin' "$(command -v env)" -i "$(command -v xos)" get_exec_path
    succeeds '["/x"]' xos --json get_exec_path A=1 PATH=/w PATH=/x
    fails 64 "xos: get_exec_path: env: 'PATH' is not NAME=VALUE" xos get_exec_path A=1 PATH
}

@test "names pass through fsencode, fsdecode and fspath unharmed" {
    local name=$'a\n\'"\x1b\xff'
    succeeds 610a27221bff xos fsencode --hex "$name"
    succeeds "$name" xos fspath "$name"
    succeeds '"a\n'"'"'\"\u001b\udcff"' xos --json fsdecode "$name"
}

@test "environ's rows name what delivers them" {
    fails 64 "xos: environ.pop: not a separate command: see getenv and unsetenv, xenv" xos environ.pop X
    fails 64 "xos: PathLike.__fspath__: not a separate command: see fspath" xos PathLike.__fspath__
}

@test "setpgid, setpgrp and setsid give PROG a new group and a new session" {
    succeeds same sh -c 'test "$(xos setpgid 0 0 -- xos getpgrp)" != "$(xos getpgrp)" && echo same'
    succeeds same xos setpgrp -- sh -c 'test $$ = "$(xos getpgrp)" && echo same'
    succeeds same sh -c '(xos setsid -- sh -c "test \$\$ = \$(xos getsid 0) && echo same")'
    fails 77 "xos: setsid: Operation not permitted [EPERM]" setsid -w xos setsid
    succeeds "" xos reload_environ
}

@test "a process that is gone is status 66" {
    fails 66 "xos: getpgid: 2147483647: No such process [ESRCH]" xos getpgid 2147483647
    fails 66 "xos: getsid: 2147483647: No such process [ESRCH]" xos getsid 2147483647
    fails 66 "xos: getpriority: 2147483647: No such process [ESRCH]" xos getpriority PRIO_PROCESS 2147483647
    fails 66 "xos: setpriority: 2147483647: No such process [ESRCH]" xos setpriority PRIO_PROCESS 2147483647 0
    fails 65 "xos: setpgid: Invalid argument [EINVAL]" xos setpgid 0 -1
}

@test "getpriority can be -1, and PROG has the nice value that setpriority sets" {
    succeeds 7 xos setpriority PRIO_PROCESS 0 7 -- xos getpriority PRIO_PROCESS 0
    succeeds 19 xos setpriority PRIO_PROCESS 0 400 -- xos getpriority PRIO_PROCESS 0
    fails 65 "xos: getpriority: Invalid argument [EINVAL]" xos getpriority 3 0
    [[ $EUID -ne 0 ]] || succeeds -1 xos setpriority PRIO_PROCESS 0 -1 -- xos getpriority PRIO_PROCESS 0
}

@test "root's ids and groups are PROG's" {
    needs_root
    unsanitized "need /proc"
    succeeds 65534 xos setuid nobody -- id -u
    succeeds $'ruid=0\neuid=65534\nsuid=65534' xos setresuid -1 65534 0 -- xos getresuid
    succeeds $'rgid=7\negid=0\nsgid=0' xos setregid 7 -1 -- xos getresgid
    succeeds $'rgid=0\negid=9\nsgid=9' xos setresgid -1 9 8 -- xos getresgid
    succeeds "0 5 99999" xos setgroups 5,99999 -- id -G
    succeeds "0" xos setgroups '' -- id -G
    succeeds "0 4294967294" xos setgroups 4294967294 -- id -G
    fails 65 "xos: setuid: Invalid argument [EINVAL]" xos setuid -1
    fails 65 "xos: setegid: Invalid argument [EINVAL]" xos setegid -1
}

@test "an ordinary user may not take other ids" {
    local as=() op
    [[ $EUID -ne 0 ]] || as=(setpriv --reuid=65534 --regid=65534 --clear-groups)
    for op in "setuid 0" "seteuid 0" "setreuid 0 0" "setresuid 0 -1 -1" "setgid 0" "setegid 0" "setregid 0 0" \
        "setresgid -1 0 -1" "setgroups 0" "initgroups root 0"; do
        fails 77 "xos: ${op%% *}: Operation not permitted [EPERM]" "${as[@]}" xos $op -- echo reached
    done
}

@test "a user or group that is unknown is status 67" {
    fails 67 "xos: setuid: uid: no user is named 'nobody-such'" xos setuid nobody-such
    fails 67 "xos: setgroups: groups: no group is named 'no-such'" xos setgroups 0,no-such
    fails 64 "xos: setuid: uid: '4294967296' is not in range" xos setuid 4294967296
}

@test "getgrouplist returns the given group for an unknown user" {
    succeeds 12345 xos getgrouplist no-such-user 12345
    succeeds "$(id -G root | tr ' ' '\n')" xos getgrouplist root root
}

@test "getgrouplist invents no groups if the database cannot be read" {
    needs strace
    export ASAN_OPTIONS=detect_leaks=0 # which does not work under strace
    run strace -qq -o /dev/null -P /etc/group -e 'inject=?open,openat:error=EACCES' xos getgrouplist root 12345
    [[ $output == 12345 || $status == 77 ]]
}

@test "initgroups gives PROG the user's groups and one more" {
    needs_root
    succeeds same sh -c 'xos initgroups root 4242 -- id -G | grep -qw 4242 && echo same'
}

@test "unshare and setns give PROG its namespaces" {
    needs_root
    xos unshare CLONE_NEWUTS -- true || skip "no namespaces here"
    succeeds inside xos unshare CLONE_NEWUTS -- sh -c 'hostname inside && hostname'
    succeeds "$(uname -n)" xos setns 3 CLONE_NEWUTS -- uname -n 3</proc/self/ns/uts
    fails 65 "xos: setns: fd:3: Invalid argument [EINVAL]" xos setns 3 CLONE_NEWNET -- uname -n 3</proc/self/ns/uts
    fails 66 "xos: setns: fd:99: Bad file descriptor [EBADF]" xos setns 99
}

@test "unprivileged namespaces are refused, unshare 0 is nothing" {
    succeeds "$PWD" xos unshare 0 -- pwd
    succeeds "$PWD" xos unshare 'CLONE_FS|CLONE_FILES' -- pwd
    [[ $EUID -ne 0 ]] || fails 77 "xos: unshare: Operation not permitted [EPERM]" as_user xos unshare CLONE_NEWUTS
    [[ $EUID -ne 0 ]] || fails 77 "xos: setns: fd:3: Operation not permitted [EPERM]" \
        as_user xos setns 3 3</proc/self/ns/uts
}

@test "getlogin is the user of the login id, which outlives a change of the user" {
    needs_root
    (echo 0 >/proc/self/loginuid) 2>/dev/null || skip "no login id can be set here"
    succeeds root bash -c 'echo 0 >/proc/self/loginuid; xos getlogin'
    succeeds root \
        bash -c 'echo 0 >/proc/self/loginuid; setpriv --reuid=65534 --clear-groups "$(command -v xos)" getlogin'
    fails 66 'xos: getlogin: No such device or address [ENXIO]' bash -c 'echo 54321 >/proc/self/loginuid; xos getlogin'
}

@test "getlogin without a login id does not take the environment's word" {
    needs strace
    export ASAN_OPTIONS=detect_leaks=0 # which does not work under strace
    run strace -qq -o /dev/null -P /proc/self/loginuid -e 'inject=?open,openat:error=ENOENT' env \
        LOGNAME=anybody xos getlogin
    [ "$output" != anybody ]
}
