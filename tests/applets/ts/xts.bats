# xts: a timestamp before every line.
load ../../helper

prepare() {
    export TZ=UTC
}

# misused MESSAGE CMD...: CMD is a usage error; the message may go on with where to find help.
misused() {
    local message=$1
    shift
    run -64 --separate-stderr "$@"
    [[ -z $output && ${stderr% (see *--help)} == "$message" ]] ||
        { printf '%q, wanted %q\n' "$stderr" "$message"; return 1; }
}

# same FILE FILE: equal bytes.
same() {
    cmp "$1" "$2" || { od -c "$1" | head; od -c "$2" | head; return 1; }
}

@test "each line has the time before it, in ISO 8601 with milliseconds" {
    before=$(date -u +%FT%T.%3N+00:00)
    printf 'a\nb\n' | xts >out
    after=$(date -u +%FT%T.%3N+00:00)
    while read -r stamp line; do
        [[ ! $stamp < $before && ! $stamp > $after ]]
        lines+=$line
    done <out
    [[ $lines == ab ]]
}

@test "nothing is added, lost or changed: NULs, carriage returns, empty lines, a last line without a newline" {
    printf 'a\0b\r\n\n\xff\xfe\nlast' >in
    xts --format x <in >out
    printf 'x a\0b\r\nx \nx \xff\xfe\nx last' >wanted
    same out wanted
    xts --format x </dev/null >out
    [[ ! -s out ]]
}

@test "lines of a megabyte, and many short ones, keep all their bytes" {
    { head -c 3000000 /dev/zero | tr '\0' a; echo; head -c 1000000 /dev/zero | tr '\0' b; echo; yes |
        head -n 300000; } >in
    xts --format 's' <in >out
    sed 's/^/s /' in >wanted
    same out wanted
    cat in | xts --format 's' >out
    same out wanted
}

@test "lines appear as they end, an unfinished one only at the end" {
    mkfifo in out
    timeout 60 xts --format s <in >out &
    exec 5>in 6<out
    printf 'one\ntw' >&5
    read -r -t 60 line <&6
    [[ $line == "s one" ]]
    run ! read -r -t 0.1 line <&6
    printf 'o\nthree' >&5
    read -r -t 60 line <&6
    [[ $line == "s two" ]]
    exec 5>&-
    [[ $(cat <&6) == "s three" ]]
    wait $!
}

@test "a file takes at most two system calls for 128 KiB" {
    needs strace
    yes 'a line of a log, which has about as many bytes as lines of logs have' | head -c 8388608 >in
    strace -f -o trace -e trace=read,write,writev,readv,poll xts <in >out
    (($(wc -l <trace) <= 2 * 64 + 10)) || { wc -l trace; return 1; }
}

@test "--delta is the time since the line before, --since-start that since the start" {
    xts --delta -- sh -c 'sleep 0.05; echo a; echo b; sleep 0.05; echo c' >out
    awk '{ sum += $1 } END { exit !(sum >= 0.1 && NR == 3) }' out
    xts --since-start --clock CLOCK_BOOTTIME -- sh -c 'sleep 0.05; echo a; sleep 0.05; echo c' >out
    awk '{ t[NR] = $1 } END { exit !(t[1] >= 0.05 && t[2] >= 0.1 && NR == 2) }' out
    grep -qxE '[0-9]+\.[0-9]{6} a' out
    succeeds "00:00:00 x" bash -c 'echo x | xts -s --format %T'
    misused "xos: xts: either --delta or --since-start" xts --delta --since-start
}

@test "lines that arrive together have a delta of 0, except the first" {
    printf 'a\nb\nc\n' | xts --delta >out
    succeeds "0.000000 b
0.000000 c" tail -n 2 out
}

@test "--cr stamps the steps of a progress line" {
    printf '1%%\r2%%\rdone\r\nnext\nend\r' | xts --cr --format s >out
    printf 's 1%%\rs 2%%\rs done\r\ns next\ns end\r' >wanted
    same out wanted
}

@test "--cr keeps the LF after a CR in its line even if it arrives later" {
    { printf 'a\r'; sleep 0.1; printf '\nb\n'; } | xts --cr --format s >out
    printf 's a\r\ns b\n' >wanted
    same out wanted
}

@test "-0 stamps NUL-terminated lines" {
    printf 'a\nb\0c\0' | xts -0 --format s | tr '\0' '|' >out
    succeeds $'s a\nb|s c|' cat out
}

@test "--json writes a record for each line, of any bytes" {
    printf 'a"\xff\0\nlast' | xts --json >out
    jq -c '[(.seconds > 1e9), (.iso | length > 24), .stream, .line]' out >short
    succeeds '[true,true,"stdin","a\"\udcff\u0000"]
[true,true,"stdin","last"]' sed 's/�/\\udcff/' short || grep -q '"line":"a\\"\\udcff\\u0000"' out
    printf 'x\n' | xts --json --delta >out
    grep -qxE '\{"delta":[0-9.]+,"stream":"stdin","line":"x"\}' out
    printf 'x\n' | xts --json -s >out
    grep -qxE '\{"elapsed":[0-9.]+,"stream":"stdin","line":"x"\}' out
}

@test "--parse rewrites the stamps that the lines have" {
    printf '%s\n' 'Jan  1 10:00:00 host x' 'no time' '  [Jan 31 23:30:00] y' >log
    succeeds "Jan 01 02:00:00 host x
no time
  [Jan 31 15:30:00] y" xts --parse '%b %d %H:%M:%S' --tz UTC --to-tz America/Los_Angeles <log
    succeeds "::1 - [2024-03-31T01:30:00Z] x 1" bash -c \
        'echo "::1 - [31/Mar/2024:02:30:00 +0100] x 1" | xts --parse "%d/%b/%Y:%H:%M:%S %z" -u --format %FT%TZ'
    succeeds "12024-01-01 2024-01-02T00:00" bash -c 'echo "12024-01-01 2024-01-02" | xts --parse %F --format %FT%R'
    succeeds "2024-03-31T03:30:00.123 x" bash -c \
        'echo "1711848600.123 x" | xts --parse %s.%N --tz Europe/Berlin --format %FT%T.%3N'
}

@test "--parse reports an invalid stamp with its line, which is unchanged" {
    printf '%s\n' '2024-03-31 01:00:00 a' '2024-03-31 02:30:00 b' '2024-02-30 00:00:00 c' '2024-03-31 04:00:00 d' >log
    expect 65 "2024-03-31 00:00:00 a
2024-03-31 02:30:00 b
2024-02-30 00:00:00 c
2024-03-31 02:00:00 d" "xos: xts: stdin:2: '2024-03-31 02:30:00': that time does not exist in the time zone
xos: xts: stdin:3: '2024-02-30 00:00:00 c': the month has no such day" \
        xts --parse '%Y-%m-%d %H:%M:%S' --tz Europe/Berlin --to-tz UTC <log
}

@test "--parse takes a date without a year from the past" {
    ahead=$(date -u -d '+10 days' '+%b %d')
    wanted=$(date -u -d '+10 days' +%F)
    got=$(echo "$ahead" | xts --parse '%b %d' --format %F)
    [[ $got < $(date -u -d tomorrow +%F) && ${got#*-} == "${wanted#*-}" ]] || [[ $ahead == "Feb 29" ]]
}

@test "-- PROG keeps its streams apart, in order, and its status" {
    run -3 --separate-stderr xts --format s -- sh -c 'echo a; echo x >&2; echo b; printf c; printf y >&2; exit 3'
    [[ $output == $'s a\ns b\ns c' && $stderr == $'s x\ns y' ]]
    run -143 xts -- sh -c 'kill -TERM $$'
    expect 66 "" "xos: xts: no-such-program: No such file or directory [ENOENT]" xts -- no-such-program
    misused "xos: xts: --pty needs a program after --" xts --pty
    run -64 xts make
}

@test "-- PROG with a lot of output on both streams loses nothing" {
    cat >both <<'END'
i=0
while [ $i -lt 2000 ]; do echo "out $i"; echo "err $i" >&2; i=$((i + 1)); done
END
    timeout 20 xts --format s -- sh both >out 2>err
    diff <(seq -f 's out %.0f' 0 1999) out
    diff <(seq -f 's err %.0f' 0 1999) err
}

@test "-- PROG reads standard input itself, and --json says which stream a line is of" {
    echo text | xts --json -- sh -c 'cat; echo problem >&2' >out 2>err
    grep -q '"stream":"stdout","line":"text"}$' out
    grep -q '"stream":"stderr","line":"problem"}$' err
}

@test "a signal to xts goes to PROG, whose last words are kept" {
    mkfifo out
    xts --format s -- bash -c 'trap "echo bye; exit 7" TERM; echo ready; while :; do sleep 0.05; done' >out &
    exec 6<out
    read -r -t 60 line <&6
    [[ $line == "s ready" ]]
    kill -TERM $!
    status=0
    wait $! || status=$?
    [[ $status == 7 && $(cat <&6) == "s bye" ]]
}

@test "--pty gives PROG a terminal" {
    succeeds "s a terminal
s 24 80" xts --format s --pty -- sh -c 'test -t 1 && echo a terminal; stty size' </dev/null
    run -5 xts --pty -- sh -c 'exit 5' </dev/null
}

@test "output that cannot be written is 74, for PROG too" {
    fails 74 "xos: xts: standard output: No space left on device [ENOSPC]" bash -c 'echo x | xts >/dev/full'
    fails 74 "xos: xts: standard output: No space left on device [ENOSPC]" bash -c 'xts -- echo x >/dev/full'
    fails 74 "" bash -c 'xts -- sh -c "echo x >&2" 2>/dev/full'
    fails 74 "xos: xts: standard output: Bad file descriptor [EBADF]" bash -c 'xts -- echo x >&-'
    run -74 bash -c 'echo x | xts >&-'
}

@test "a reader that goes away ends xts" {
    run timeout 60 bash -c 'yes | xts --format s | head -n 1'
    [[ $status == 0 && $output == "s y" ]]
    run timeout 60 bash -c 'xts --format s -- yes | head -n 1'
    [[ $status == 0 && $output == "s y" ]]
}

@test "wrong options are 64 before anything is read, an unknown zone 66, an unknown clock 64" {
    misused "xos: xts: format: unknown directive at '%Q'" xts --format %Q
    misused "xos: xts: parse: unknown directive at '%Q'" xts --parse %Q
    misused "xos: xts: unknown clock 'CLOCK_TIA' (did you mean CLOCK_TAI?)" xts --clock CLOCK_TIA
    fails 66 "xos: xts: no such time zone: 'x/y'" xts --tz x/y
    TZ=x/y fails 66 "xos: xts: no such time zone: 'x/y'" xts
}
