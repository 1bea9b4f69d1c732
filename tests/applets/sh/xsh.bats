# xsh: the language, scripts and their errors.
load ../../helper

@test "a value that is not assigned is printed" {
    printf 'x = strerror 2\nstrerror 13\nprint $x\n' >s.xos
    succeeds $'Permission denied\nNo such file or directory' xos sh s.xos
}

@test "the applet goes by the names xsh and sh, and takes FILE, -c TEXT or standard input" {
    echo 'strerror 2' >s.xos
    for way in "xos sh s.xos" "xos xsh s.xos" "xsh s.xos" "xsh -c 'strerror 2'" "xsh <s.xos"; do
        succeeds "No such file or directory" bash -c "$way"
    done
}

@test "words are quoted as in the shell" {
    succeeds $'a b|c d|e\tf g|h i|$x|q"|\\q|#|a#b' \
        xsh -c "x = print g; print 'a b|c d'\"|e\tf \$x.0|\"h\ i'|\$x|'q\\\"'|\\q|#|a#b' # and a comment"
}

@test "; separates statements, and a comment ends the line" {
    succeeds $'1\n2\n3 ; 4' xsh -c 'print 1; print 2;; ;print "3 ; 4" # ; print 5'
}

@test "escapes work in double quotes, but not in single quotes" {
    succeeds '07 0a 1b 41 ff 00 5c 6e' bash -c "xsh -c 'print \"\\a\\n\\e\\x41\\377\\0\" \"\\\\n\"' | od -An -tx1 |
        sed 's/ 20 / /; s/ 0a\$//; s/^ //'"
}

@test "fields and items are reached by dots, in braces too" {
    touch f
    succeeds $'0 f\n0.txt\n2' \
        xsh -c 'st = stat f; xs = print $st.st_size f; print $xs.0 $xs.1
            print "${st.st_size}.txt"; ys = print $xs 2; print $ys.1'
}

@test "a list as a word is its items, joined by commas" {
    succeeds "1,2" xsh -c 'xs = print 1 2; y = print "$xs"; print $y.0'
}

@test "an index beyond 64 bits is not an item, and not one that is left of it" {
    fails 64 '-c:2: strerror: unknown field 18446744073709551616 of $cpus.18446744073709551616' \
        xsh -c $'cpus = sched_getaffinity 0\nstrerror $cpus.18446744073709551616'
}

@test "an unknown variable and an unknown field are usage errors, and the session continues" {
    printf 'print $nope\nst = stat .\nprint $st.nope\nprint $st.st_mode.x\nstat $st\nprint on\n' >s.xos
    expect 0 on $'s.xos:1: print: unknown variable $nope
s.xos:3: print: unknown field nope of $st.nope
s.xos:4: print: unknown field x of $st.st_mode.x
s.xos:5: stat: $st is not a single word: name a field or an item of it' xsh s.xos
}

@test "what fails after a substitution or a block is not blamed on the operation inside" {
    fails 64 '-c:1: print: unknown variable $nope' xsh -c 'print $(getpid) $nope'
    fails 64 '-c:1: stat: unknown variable $nope' xsh -c 'stat $(getcwd) $nope'
    fails 65 '-c:1: print: division by zero' xsh -c 'print ($(getpid) / 0)'
    fails 64 '-c:1: unknown variable $nope' xsh -c 'x = "$(getpid) $nope"'
    fails 66 '-c:1: stat: nope: No such file or directory [ENOENT]' xsh -c 'print $(getpid) $(stat nope)'
    fails 64 '-c:1: unknown variable $nope' xsh -c 'i = 0; while ($i < 1 or $nope); i = ($i + 1); chdir .; end'
    fails 64 "-c:1: stat: missing argument: path (see xos stat --help)
-c:1: unknown variable \$nope" xsh -c 'i = 0; while ($i < 1 or $nope); i = ($i + 1); stat; end'
}

@test "a statement's words outlive the variables that they came from" {
    fails 64 '-c:1: unset: unknown variable value' xsh -c 'name = fspath value; unset name $name'
    printf 'unset f\nf = strerror 2\nstat no/such\n' >unsets.xos
    fails 66 'unsets.xos:3: stat: no/such: No such file or directory [ENOENT]' xsh -c 'f = fspath unsets.xos; source $f'
}

@test "a record is not a word to a statement that takes words" {
    fails 64 '-c:1: exit: $st is not a single word: name a field or an item of it' xsh -c 'st = stat .; exit $st'
    fails 64 '-c:1: unset: unknown variable 1' xsh -c 'x = print 1; unset $x'
}

@test "printed output is written before opening a file that may block" {
    mkfifo fifo
    coproc XSH { xsh -c 'print before; source fifo; print after'; }
    exec {printed}<&"${XSH[0]}"
    read -r -t 10 line <&"$printed"
    echo 'print within' >fifo
    [[ $line == before && $(cat <&"$printed") == $'within\nafter' ]]
}

@test "a message names file and line" {
    printf '\n# x\nstat no/such\n' >script.xos
    fails 66 'script.xos:3: stat: no/such: No such file or directory [ENOENT]' xsh script.xos
    fails 66 'stdin:3: stat: no/such: No such file or directory [ENOENT]' bash -c 'xsh <script.xos'
    echo 'source script.xos' >outer.xos
    fails 66 'script.xos:3: stat: no/such: No such file or directory [ENOENT]' xsh outer.xos
}

@test "the last statement's status is the session's; with -e the first failing one's" {
    expect 0 1 '-c:1: stat: a: No such file or directory [ENOENT]' xsh -c 'stat a; print 1'
    expect 66 "" '-c:1: stat: a: No such file or directory [ENOENT]' xsh -e -c 'stat a; print 1'
    expect 66 1 '-c:1: stat: a: No such file or directory [ENOENT]' xsh -c 'print 1; set errexit on; stat a; print 2'
    expect 1 false "" xsh -e -c 'access a F_OK; print 2'
}

@test '$? is the last status and $errno its name' {
    expect 0 $'0 \n66 ENOENT\n0 \nfalse\n1 ' '-c:1: stat: a: No such file or directory [ENOENT]' \
        xsh -c 'print $? $errno; stat a; print $? $errno; print $? $errno; access a F_OK; print $? $errno'
}

@test "exit ends the session with its status" {
    expect 7 1 "" xsh -c 'print 1; exit 7; print 2'
    expect 66 "" '-c:1: stat: a: No such file or directory [ENOENT]' xsh -c 'stat a; exit'
    expect 0 "" "-c:1: exit: N: '256' is not a status from 0 to 255" xsh -c 'exit 256; exit 0'
}

@test "vars lists variables so that eval is safe, unset forgets them" {
    xsh -c 'n = print 1 "2 3"; m = print 3; s = strerror 2; unset m; vars' >vars
    succeeds $'1 \'2 3\'\nNo such file or directory' bash -c 'eval "$(cat vars)"; echo "$n"; echo "$s$m"'
    fails 64 '-c:1: unset: unknown variable m' xsh -c 'unset m'
}

@test "\$errno cannot be given a value" {
    fails 64 '-c:1: $errno is set by every statement' xsh -c 'errno = mkdir d'
    [ ! -e d ]
}

@test "the message about an unknown operation suggests the nearest name" {
    fails 64 "-c:1: unknown operation 'geypid' (did you mean getpid?)" xsh -c geypid
    fails 64 "-c:1: unknown operation 'qqqqqqqq' (help names them all)" xsh -c qqqqqqqq
    fails 64 "-c:1: unknown operation 'xstat' (an applet: !xstat runs it)" xsh -c 'xstat .'
}

@test "a malformed line is reported with line, column and what was expected, and the script continues" {
    printf '%s\n' 'print ${x' 'x =' '!' 'end' 'y = 5z' 'print (1 +)' 'print (1 2)' 'print "é" (' 'print on' >s.xos
    expect 0 on 's.xos:1: column 7: expected ${NAME} or ${NAME.MEMBER}
s.xos:2: column 4: expected a value or an operation after = before the end of the statement
s.xos:3: column 2: expected a command after !
s.xos:4: column 1: expected a statement, found end without its beginning
s.xos:5: column 5: expected an integer, found 5z (a text is quoted)
s.xos:6: column 11: expected a number, a variable or (
s.xos:7: column 10: expected an operator or )
s.xos:8: column 12: expected a number, a variable or (' xsh s.xos
}

@test "a quote or a block without its end is reported with the place where it begins" {
    fails 64 '-c:2: column 7: expected a closing "' xsh -c $'\nprint "a\nprint b'
    fails 64 '-c:3: column 1: expected end, for the block that begins in line 1' xsh -c $'if (1)\nprint b\n'
    for block in 'if true; ' 'while true; ' 'for i in 1; ' 'def f; ' 'try; ' 'try; catch; ' 'if true; else '; do
        fails 64 "-c:1: column $((7 + ${#block})): expected end before ), for the block that begins in line 1" \
            timeout 10 xsh -c "x = \$($block); print b"
    done
    fails 64 '-c:1: column 9: expected a closing '"'" xsh -c "print a 'b"
    fails 64 "-c:1: column 5: expected a variable's name, found 5" xsh -c 'for 5 in 1; print a; end'
    fails 64 '-c:1: column 5: expected a name for the def, found 7' xsh -c 'def 7; print a; end'
}

@test "after a malformed statement inside a block, nothing of the block runs" {
    printf '%s\n' 'if (0)' 'while (' 'print no' 'end' 'for x' 'print no; end' 'print no' 'end' 'print on' >s.xos
    expect 0 on 's.xos:2: column 8: expected a number, a variable or (' xsh s.xos
}

@test "a statement continues in the next line after a backslash, and inside quotes" {
    succeeds $'a b\nc\nd' xsh -c $'print a \\\n  b\nprint "c\nd"'
}

@test "lines of 10 MB, NUL bytes and binary junk leave the session alive" {
    { head -c 10000000 /dev/zero | tr '\0' a; echo; echo 'print 1'; printf 'print a\0b\n'
      head -c 100000 /dev/urandom | tr -d "0-9\"'\\\\"; echo; echo 'print 2'; } >junk.xos
    run -0 --separate-stderr bash -c 'xsh <junk.xos | tr "\0" 0 | grep -a -x -e 1 -e a0b -e 2'
    [ "$output" = $'1\na0b\n2' ]
}

@test "a file that sources itself ends in one message at each line, not in a crash" {
    printf 'source self.xos\nsource self.xos\n' >self.xos
    fails 65 $'self.xos:1: source: source nests deeper than 100
self.xos:2: source: source nests deeper than 100' xsh self.xos
}

@test "source runs in the same session" {
    echo 'x = print 5' >lib.xos
    succeeds 5 xsh -c 'source lib.xos; print $x.0'
    fails 66 '-c:1: source: no/such: No such file or directory [ENOENT]' xsh -c 'source no/such'
}

@test "help shows a row, and a statement that is not an operation" {
    succeeds $'usage: print VALUE...\nwrite the values on one line.\nManual:   man xsh' xsh -c 'help print'
    succeeds "$(xos --help lstat)" xsh -c 'help lstat'
    run -0 xsh --json -c help
    [[ $output == '{"value":["print","unset",'*'"popen.close"'*'"urandom"'*']}' ]]
    fails 64 "-c:1: help: unknown operation 'zzzzz' (help names them all)" xsh -c 'help zzzzz'
}

@test "results that cannot be written are status 74" {
    fails 74 'xos: xsh: standard output: No space left on device [ENOSPC]' bash -c 'xsh -c "print 1" >/dev/full'
    fails 74 'xos: xsh: standard output: Bad file descriptor [EBADF]' bash -c 'xsh -c "print 1" >&-'
}

@test "open gives the lowest free descriptor" {
    succeeds 3 xsh -c 'closerange 3 100; fd = open . O_RDONLY; print $fd'
}

@test "xsh's own descriptors are above 99, and no program inherits them" {
    echo 'closerange 3 100; closerange 110 100000; listdir /proc/self/fd; !ls /proc/self/fd' >s.xos
    succeeds $'0\n1\n2\n3\n100\n0\n1\n2\n3' xsh s.xos
    succeeds $'0\n1\n2\n3\n100\n0\n1\n2\n3' bash -c 'xsh <s.xos'
}

@test "closerange over everything leaves script, replies and session alive" {
    printf '%s\n' 'closerange 3 100000' 'closerange 3 2147483647' 'fd = open . O_RDONLY' 'print $fd' >s.xos
    succeeds 3 xsh s.xos
    succeeds 3 bash -c 'xsh <s.xos'
    succeeds $'{"value":null}\n{"value":null}\n{"value":3}\n{"value":[3]}' bash -c 'xsh --json <s.xos'
}

@test "a statement that names a descriptor of xsh's own finds it closed, or takes its number" {
    printf '%s\n' 'close 100' 'close 101' 'x = dup2 1 102' 'x = dup2 1 100' 'print alive' >s.xos
    expect 0 alive $'s.xos:1: close: fd:100: Bad file descriptor [EBADF]
s.xos:2: close: fd:101: Bad file descriptor [EBADF]' xsh s.xos
    printf '%s\n' 'close 0x64' 'x = dup2 1 0145' 'x = dup2 1 0o146' 'print alive' >s.xos
    expect 0 alive 's.xos:1: close: fd:100: Bad file descriptor [EBADF]' xsh s.xos
}

@test "few descriptors are enough" {
    printf '%s\n' 'strerror 2' 'stat no/such' >s.xos
    expect 66 'No such file or directory' 's.xos:2: stat: no/such: No such file or directory [ENOENT]' \
        bash -c 'ulimit -n 8; xsh s.xos'
}

@test "the process's own state persists: directory, umask, environment" {
    mkdir d
    succeeds $'640\nd/\n/bin/nothing' \
        bash -c "xsh -c 'old = umask 027; fd = open d/f O_CREAT|O_WRONLY 0666; chdir d; putenv PATHS /bin/nothing' \
        >/dev/null; stat -c %a d/f; ls -d d/; echo /bin/nothing"
    succeeds value xsh -c 'putenv NAME value; getenv NAME'
}

@test "a missing script is status 66" {
    fails 66 'xos: xsh: no.xos: No such file or directory [ENOENT]' xsh no.xos
}

@test "a script has its arguments in \$1 and on, \$# and \$@, options among them" {
    printf '%s\n' '#!/usr/bin/env xsh' 'print $# $1 $2' 'print $@' \
        'for a in $@; print "<$a>"; end' 'x = $@; print $x.1' >s.xos
    succeeds $'3 -x a b\n-x a b --json\n<-x>\n<a b>\n<--json>\na b' xsh s.xos -x 'a b' --json
    succeeds $'2 a -e' xsh -c 'print $# $1 $2' a -e
    fails 64 '-c:1: print: unknown variable $1' xsh -c 'print $1'
    succeeds $'0\nend' xsh -c 'print $#; for a in $@; print $a; end; print end $@'
}

@test "a statement refuses the options that only a command has" {
    fails 64 '-c:1: getpid: --json, --null and --result-fd are options of xsh itself' xsh -c 'getpid --json'
    fails 64 '-c:1: getpid: in xsh it is: help OP' xsh -c 'getpid --help'
    fails 64 '-c:1: chdir: in xsh the process lives on: no -- PROG' xsh -c 'chdir . -- true'
}

@test "the sessions of xsh(1) and the tutorial of xsh(7) come out as they are shown" {
    load ../../sessions
    for section in 1 7; do
        mkdir "sessions$section"
        manual_sessions "$top/man/xsh.$section" "sessions$section"
        sessions_hold "sessions$section"
    done
}

@test "a stream that was closed is closed to statements, until something else takes its number" {
    expect 0 $'0\ntrue' '-c:1: fstat: Bad file descriptor [EBADF]' \
        bash -c 'xsh -c "fstat 0; fd = open . O_RDONLY; dup2 \$fd 0; fd = fstat 0; access . F_OK" <&-'
}

@test "input that cannot be read ends the session with the error" {
    fails 66 'stdin:1: input: Bad file descriptor [EBADF]' bash -c 'xsh <&-'
    fails 73 '.:1: input: Is a directory [EISDIR]' xsh .
}

@test "bytes have a name in each encoding, and print as they are" {
    printf 'a\377b' >f
    expect 0 $'61ff62\nYf9i' '' \
        xsh -c 'fd = open f O_RDONLY; x = pread $fd 3 0 --hex; y = pread $fd 3 0 --base64; print $x; print $y'
    cmp <(xsh -c 'fd = open f O_RDONLY; x = pread $fd 3 0; write 1 $x' 5>&1 | head -c 3) f
    succeeds '{"value":{"bytes":"Yf9i"}}' bash -c 'printf "x = pread 3 3 0\npread 3 3 0\n" | xsh --json 3<f | tail -n 1'
}

@test "a value inside a value is printed in parentheses" {
    mkdir -p top/a && touch top/f
    expect 0 '(dirpath=top dirnames=(a) filenames=(f) dirfd=3)' '' \
        bash -c "xsh -c 'w = fwalk top; print \$w.0' | sed 's/^/(/; s/\$/)/; s/dirfd=[0-9]*/dirfd=3/'"
}

@test "help answers a machine with the operation's record" {
    succeeds 'Process parameters' bash -c "xsh --json -c 'help getpid' | jq -r .value.chapter"
}
