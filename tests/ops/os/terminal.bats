# Terminals: what is asked of one, pseudo-terminals made for PROG.
load ../../helper

@test "get_terminal_size returns a pseudo-terminal's size" {
    succeeds $'columns=0\nlines=0' xos openpty --as 6,7 -- xos get_terminal_size 7
    succeeds '{"columns":120,"lines":40}' xos openpty --as 6,7 -- \
        bash -c 'stty rows 40 cols 120 <&7; xos --json get_terminal_size 7'
    succeeds $'columns=120\nlines=40' xos openpty --as 6,7 -- \
        bash -c 'stty rows 40 cols 120 <&7; xos get_terminal_size --result-fd 8 8>&1 >&7'
}

@test "a descriptor that is not a terminal has no size, name or foreground group" {
    local call
    for call in get_terminal_size "ttyname 0" "tcgetpgrp 0" "tcsetpgrp 0 1" "login_tty 0"; do
        expect 65 "" "xos: ${call%% *}: fd:$([[ $call = get* ]] && echo 1 || echo 0): \
Inappropriate ioctl for device [ENOTTY]" setsid -w xos $call </dev/null
    done
    fails 66 "xos: get_terminal_size: Bad file descriptor [EBADF]" bash -c 'xos get_terminal_size >&-'
    fails 64 "xos: terminal_size: not a separate command: see get_terminal_size" xos terminal_size
}

@test "isatty is a predicate, false for a closed descriptor" {
    succeeds true xos openpty --as 6,7 -- xos isatty 6
    expect 1 false "" xos isatty 0 </dev/null
    expect 1 false "" bash -c 'xos isatty 2 2>&-'
    expect 1 "" "" xos isatty 99 -q
    expect 1 false "" xos --json isatty 99
}

@test "openpty makes both ends, inherited by PROG alone" {
    expect 0 $'master=6\nslave=7' "" xos openpty --as 6,7 --result-fd 1 -- true
    succeeds $'hello\r' xos openpty --as 6,7 -- sh -c 'echo hello >&7; xos read 6 100'
    succeeds HI xos openpty --as 6,7 -- bash -c "xos write 6 $'HI\n' >out; xos read 7 100"
}

@test "ttyname and ptsname name the terminal's side" {
    succeeds 1 xos openpty --as 6,7 \
        -- sh -c '{ xos ptsname 6; xos ttyname 7; readlink /proc/self/fd/7; } | uniq | wc -l'
    fails 65 "xos: ptsname: fd:0: Inappropriate ioctl for device [ENOTTY]" xos ptsname 0 </dev/null
}

@test "a new master is opened, granted and unlocked" {
    succeeds /dev/pts xos posix_openpt 'O_RDWR|O_NOCTTY' --as 6 -- sh -c \
        'xos grantpt 6 && xos unlockpt 6 && name=$(xos ptsname 6) && : <>"$name" && dirname "$name"'
    fails 65 "xos: unlockpt: fd:0: Invalid argument [EINVAL]" xos unlockpt 0 </dev/null
    fails 65 "xos: grantpt: fd:0: Invalid argument [EINVAL]" xos grantpt 0 </dev/null
}

@test "login_tty gives PROG a session and a controlling terminal" {
    succeeds $'yes\r' xos openpty --as 6,7 -- bash -c '(xos login_tty 7 -- bash -c "
        : </dev/tty && test \$(xos getsid 0) = \$\$ && test \$(xos tcgetpgrp 0) = \$\$ && echo yes") &
        wait $!; xos read 6 100'
    fails 66 "xos: fstat: fd:7: Bad file descriptor [EBADF]" xos openpty --as 6,7 -- \
        bash -c '(xos login_tty 7 -- bash -c "xos fstat 7 2>&9") 9>&2'
}

@test "tcsetpgrp gives the terminal to another group of the session" {
    succeeds $'yes\r' xos openpty --as 6,7 -- bash -c '(xos login_tty 7 -- bash -c "
        trap \"\" TTOU; xos setpgid 0 0 -- sleep 5 & pid=\$!
        until [ \$(xos getpgid \$pid) = \$pid ]; do :; done
        xos tcsetpgrp 0 \$pid && test \$(xos tcgetpgrp 0) = \$pid && echo yes; kill \$pid") & wait $!; xos read 6 100'
}

@test "device_encoding is the locale's codeset, for terminals only" {
    local pty=(xos openpty --as 6,7 --)
    succeeds UTF-8 env LC_ALL=de_DE.utf8 "${pty[@]}" xos device_encoding 7
    succeeds ISO-8859-15 env LC_ALL= LC_CTYPE=de_DE.ISO-8859-15@euro LANG=C.UTF-8 "${pty[@]}" xos device_encoding 7
    succeeds ANSI_X3.4-1968 env -u LC_ALL -u LC_CTYPE LANG=C "${pty[@]}" xos device_encoding 7
    succeeds ANSI_X3.4-1968 env -u LC_ALL -u LC_CTYPE -u LANG "${pty[@]}" xos device_encoding 7
    succeeds null xos --json device_encoding 0 </dev/null
    succeeds null xos --json device_encoding 99
}
