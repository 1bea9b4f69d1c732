# xlog cat and merge: rotated sets in order, records by time, filters, colours, following across rotations.
load ../../helper

prepare() {
    export TZ=UTC0
    unset "${!XLOG_@}" NO_COLOR
}

# lines FROM TO [NAME]: one record a second, with its number.
lines() {
    local i
    for ((i = $1; i <= $2; i++)); do
        printf '2026-11-29T02:%02d:%02d.000+00:00 INFO %s: number %d\n' $((i / 60)) $((i % 60)) "${3:-app}" "$i"
    done
}

# waits FILE LINES: until FILE has that many lines.
waits() {
    local i
    for ((i = 0; i < 200; i++)); do
        (($(wc -l <"$1") < $2)) || return 0
        sleep 0.05
    done
    return 1
}

@test "cat prints a rotated set in order, with its compressed members" {
    lines 1 300 >all
    for compress in '' gzip xz zstd bzip2; do
        [[ -z $compress ]] || command -v "$compress" >/dev/null || continue
        rm -f app.log*
        xlog write "rotate:app.log,max-bytes=2K,count=20${compress:+,compress=$compress}" <all
        [[ -z $compress ]] || { for _ in {1..100}; do compgen -G 'app.log.1.*' && break || sleep 0.05; done; }
        succeeds "$(cat all)" xlog cat app.log
    done
    fails 66 "xos: xlog: none: No such file or directory [ENOENT]" xlog cat none
}

@test "a file whose compressed form is complete is read once" {
    lines 1 3 >app.log.1
    gzip -k app.log.1
    lines 4 5 >app.log
    succeeds "$(lines 1 5)" xlog cat app.log
    succeeds $'app.log.1.gz\napp.log' xlog files app.log
}

@test "a line that is too long is cut, and reported" {
    { head -c 70000000 /dev/zero | tr '\0' a && echo b && lines 1 1; } >long
    run --separate-stderr bash -c 'xlog cat long | tail -c +67108864'
    [[ $output == $'a\n'"$(lines 1 1)" ]]
    fails 65 "xos: xlog: long: a line was cut after 67108864 bytes" bash -c 'xlog cat long >/dev/null'
}

@test "a damaged compressed file is reported, and the others are read" {
    echo no gzip >app.log.1.gz
    lines 4 5 >app.log
    run --separate-stderr xlog cat app.log
    [[ $status == 65 && $output == "$(lines 4 5)" && $stderr == *"xos: xlog: app.log.1.gz: gzip ended with status 1"* ]]
}

@test "lines without a time stay with the record before them" {
    printf '%s\n' '2026-11-29T02:00:01Z INFO a: one' ' trace' '' ' end' '2026-11-29T02:00:03Z ERROR a: three' >a
    printf '%s\n' 'begin' '2026-11-29T02:00:02Z INFO b: two' 'more' '2026-11-29T02:00:03Z INFO b: later' >b
    succeeds "$(sed -n 1p b; sed -n 1,4p a; sed -n 2,3p b; sed -n 5p a; sed -n 4p b)" xlog merge a b
    succeeds "$(sed -n 1,4p a)" xlog cat a --grep 'end'
    succeeds "$(sed -n 5p a)" xlog cat a --level error
    succeeds "$(sed -n 2,3p b)" xlog merge a b --since 2026-11-29T02:00:02 --until 2026-11-29T02:00:03
    succeeds "$(sed -n 2,4p b)" xlog merge a b --name b
}

@test "cat reads the lines of Python's formats, in local time" {
    {
        echo '2026-11-29 02:00:00,123 - app.db - WARNING - low disk'
        echo 'INFO:root:basic'
        echo '2026-11-29 02:00:01,000 ERROR something'
        echo '[2026-11-29 02:00:02] DEBUG x.y: text'
        echo '2026-11-29T02:00:03+01:00 Level 35 x: text'
    } >p
    xlog cat p --tz JST-9 --json | jq -c '[.created, .levelno, .name, .message]' >got
    printf '%s\n' '[1795885200.123,30,"app.db","low disk"]' '[1795885200.123,20,"root","basic"]' \
        '[1795885201,40,null,"something"]' '[1795885202,10,"x.y","text"]' '[1795914003,35,"x","text"]' >wanted
    diff got wanted
    succeeds \
        $'2026-11-29 02:00:00,123 - app.db - WARNING - low disk\n2026-11-29 02:00:01,000 ERROR something\n2026-11-29T02:00:03+01:00 Level 35 x: text' \
        xlog cat p --level warning
}

@test "JSON records become plain lines, and with --json plain lines become records" {
    xlog info 'user %s' ann code=5 --name a.b --to file:j --json
    run -0 xlog cat j
    [[ $output =~ ^[0-9T:.+-]+\ INFO\ a\.b:\ user\ ann\ code=5$ ]]
    succeeds "INFO user ann 5" xlog cat j --format '%(levelname)s %(message)s %(code)s'
    succeeds "$(cat j)" xlog cat j --json
    lines 1 2 | xlog cat --json >records
    [[ $(jq -r .message records) == $'number 1\nnumber 2' ]]
    needs python3
    python3 -c '
import json, logging, sys
for line in sys.stdin:
    print(logging.Formatter("%(levelname)s %(message)s").format(logging.makeLogRecord(json.loads(line))))' <records >got
    [[ $(cat got) == $'INFO number 1\nINFO number 2' ]]
}

@test "levels are coloured on a terminal only, and control characters are shown there" {
    needs script
    printf '2026-11-29T02:00:00Z ERROR a: x\e[2Jy\n' >a
    TERM=xterm run -0 script -qec "xlog cat a" /dev/null
    [[ $output == *$'\e[31mERROR\e[0m a: x\\033[2Jy'* ]]
    NO_COLOR=1 TERM=xterm run -0 script -qec "xlog cat a" /dev/null
    [[ $output != *$'\e['* ]]
    TERM=dumb run -0 script -qec "xlog cat a" /dev/null
    [[ $output != *$'\e['* ]]
    xlog cat a | cmp - a
}

@test "cat --follow continues across rotations, truncation and removal" {
    for compress in '' ,compress=gzip; do
        rm -f app.log*
        xlog cat app.log --follow >got &
        for i in {1..20}; do
            lines $((i * 20)) $((i * 20 + 19))
            sleep 0.02
        done | xlog write "rotate:app.log,max-bytes=5K,count=50$compress"
        waits got 400
        kill %%
        ended 0 $!
        cmp got <(lines 20 419)
    done
    echo a >log
    xlog cat log -f >got &
    waits got 1
    echo b >>log
    waits got 2
    printf 'c\n' >log
    waits got 3
    rm log
    echo d >log
    waits got 4
    mv log log.1
    echo e >>log.1
    waits got 5
    echo f >log
    waits got 6
    kill %%
    ended 0 $!
    [[ $(cat got) == $'a\nb\nc\nd\ne\nf' ]]
}

@test "cat reads each record once while another process rotates the set" {
    for compress in '' ,compress=gzip; do
        rm -f app.log*
        lines 1 2000 >all
        for i in {1..20}; do sed -n "$((i * 100 - 99)),$((i * 100))p" all; sleep 0.02; done |
            xlog write "rotate:app.log,max-bytes=5K,count=100$compress" &
        writer=$!
        while kill -0 "$writer" 2>/dev/null; do
            until [[ -s app.log ]]; do sleep 0.01; done
            xlog cat app.log >got
            cmp got <(head -n "$(wc -l <got)" all)
        done
        ended 0 "$writer"
        xlog cat app.log | cmp - all
    done
}

@test "merge sorts several logs by time, in constant memory" {
    unsanitized "need more memory"
    for name in a b c; do lines 1 3000 "$name" >"$name"; done
    xlog merge a b c | cmp - <(sort -s -k1,1 a b c)
    for _ in {1..60}; do cat a; done >long # the times step back: the order of each log is kept
    (
        ulimit -v 40000
        xlog merge long long | wc -l
    ) >count
    [[ $(cat count) == 360000 ]]
}

@test "a line of ten megabytes, NULs and bytes that are no UTF-8 pass unchanged" {
    { printf '2026-11-29T02:00:00Z INFO a: x\0\xff\n'; head -c 10M /dev/zero | tr '\0' x; echo; lines 1 2; } >a
    xlog cat a | cmp - a
    [[ $(xlog merge a a | wc -c) == $((2 * $(wc -c <a))) ]]
}

@test "a line that is too long for memory is cut, which is reported" {
    run --separate-stderr \
        sh -c 'head -c 70M /dev/zero | xlog cat - | wc -c; head -c 70M /dev/zero | xlog cat - >/dev/null'
    [[ $status == 65 && $output == 67108865 &&
        ${stderr_lines[0]} == "xos: xlog: standard input: a line was cut after 67108864 bytes" ]]
}

@test "what cannot be written is reported, and a closed pipe ends cat" {
    lines 1 2000 >a
    run --separate-stderr sh -c 'xlog cat a >/dev/full'
    [[ $status == 74 && $stderr == *"[ENOSPC]"* ]]
    run sh -c '{ xlog cat a; echo $? >status; } | head -1'
    [[ $output == "$(lines 1 1)" ]]
    (ulimit -n 8 && xlog cat a | cmp - a)
    fails 64 "xos: xlog: since: 'x' is no time: 2026-11-29T02:40, 02:40, now-1h, @SECONDS" xlog cat a --since x
    fails 64 "xos: xlog: level: 'x' is no level: debug info warning error critical, or a number" xlog cat a --level x
    fails 64 "xos: xlog: follow: only cat does that" xlog merge a -f
    run --separate-stderr xlog cat a --grep '('
    [[ $status == 64 ]]
}
