# Streams of module io as values of xsh.
load ../../helper

@test "reading, writing and seeking give what Python's io gives" {
    needs python3
    run --separate-stderr timeout 300 python3 "$top/tests/applets/sh/streams.py" "$XOS_BUILD/xsh" \
        "${FULL:+20}150" 20261129
    printf '%s\n' "$output"
    [[ $status == 0 && $output =~ ^[1-9][0-9]*" questions, 0 differ"$ ]]
}

@test "a stream has fields, and its lines are a loop's items" {
    cat >script <<'EOF'
f = io.open file w
print $f.mode $f.encoding $f.closed $f.line_buffering
n = write $f "a\nb\r\nc"
print $n $(tell $f)
close $f
print $f.closed
f = io.open file
line = readline $f
print $(tell $f) $(len $line)
for line in $f
    print $(len $line)
end
print $f.newlines
if readline $f
    print more
end
EOF
    succeeds $'w utf-8 false false\n6 6\ntrue\n2 2\n2\n1\nlf crlf' xsh script
}

@test "an operation still takes descriptors beside streams" {
    printf 'one\ntwo\n' >file
    succeeds $'one\n\ntwo' xsh -c 'm = StringIO x; fd = open file O_RDONLY; print $(readline $fd); print $(read $fd 10)'
}

@test "what a stream is not open for fails as documented" {
    : >file
    fails 66 "-c:1: write: Bad file descriptor [EBADF]" xsh -c 'f = io.open file; write $f x'
    fails 65 "-c:1: read: the stream is closed" xsh -c 'f = io.open file; close $f; read $f'
    fails 65 "-c:1: seek: Illegal seek [ESPIPE]" sh -c 'true | xsh -c "f = io.open fd:0 rb; seek \$f 0"'
    fails 64 "-c:1: io.open: invalid mode: 'rw'" xsh -c 'io.open file rw'
    fails 64 "-c:1: io.open: a stream of bytes has no encoding, errors or newline" \
        xsh -c 'io.open file rb --encoding ascii'
    fails 64 "-c:1: io.open: text cannot be unbuffered" xsh -c 'io.open file r --buffering 0'
    fails 64 "-c:1: io.open: encoding: unknown encoding 'utf-9'" xsh -c 'io.open file r --encoding utf-9'
    fails 66 "-c:1: io.open: none: No such file or directory [ENOENT]" xsh -c 'io.open none'
    fails 73 "-c:1: io.open: file: File exists [EEXIST]" xsh -c 'io.open file x'
    fails 73 "-c:1: io.open: .: Is a directory [EISDIR]" xsh -c 'io.open .'
    fails 65 "-c:1: reconfigure: encoding and newline cannot change after reading has begun" \
        xsh -c 'f = io.open file; read $f; reconfigure $f --newline lf'
    fails 64 "-c:1: getvalue: the first argument is not a stream (io.open gives one)" xsh -c 'getvalue 3'
}

@test "a position in memory has limits, and what lies before it becomes zeros" {
    succeeds 6162630000000000000078 sh -c 'xsh -c "b = BytesIO abc; n = seek \$b 10; n = write \$b x; getvalue \$b" |
        od -An -v -tx1 | tr -d " \n"'
    fails 65 "-c:3: seek: Value too large for defined data type [EOVERFLOW]" xsh -c 'b = BytesIO abc
for i in range 0 4; n = seek $b 2305843009213693951 SEEK_CUR; end
n = seek $b 2305843009213693951 SEEK_CUR'
    fails 65 "-c:1: seek: Invalid argument [EINVAL]" xsh -c 's = StringIO abc; seek $s -4611686018427387904'
}

@test "text is read to its end, whatever its bytes become" {
    head -c 20000 /dev/zero | tr '\0' '\207' >file
    [[ $(iconv -f TSCII -t UTF-8 file 2>&1 | wc -c) == 180000 ]] || skip "iconv does not know TSCII here"
    ! is_static || skip "the static program has no iconv"
    succeeds 180000 xsh -c 'f = io.open file r --encoding TSCII; x = read $f; print $(len $x)'
    head -c 3000000 /dev/zero | tr '\0' '\377' >file
    succeeds 0 xsh -c 'f = io.open file r --errors ignore; x = read $f; print $(len $x)'
}

@test "the two characters of a line end that is not converted count, as in Python" {
    printf 'ab\r\ncd' >file
    for newline in "''" crlf; do
        echo "f = io.open file r --newline $newline; read \$f 3; read \$f 2; seek \$f 0; read \$f 4; read \$f 9"
    done | succeeds '{"value":"ab\r"}
{"value":"\nc"}
{"value":0}
{"value":"ab\r\n"}
{"value":"cd"}
{"value":"ab\r"}
{"value":"\nc"}
{"value":0}
{"value":"ab\r\n"}
{"value":"cd"}' bash -c "xsh --json | grep -v stream"
    echo "f = io.open file r --newline ''; readline \$f 3; readline \$f 3; readline \$f 3" |
        succeeds '{"value":"ab\r"}
{"value":"\n"}
{"value":"cd"}' bash -c "xsh --json | grep -v stream"
    succeeds $'\ncd crlf' xsh -c "f = io.open file r --newline ''; x = read \$f 3; print \$(read \$f) \$f.newlines"
}

@test "what was read ahead is not read after truncate has cut it off" {
    printf 'one\ntwo\nthree\n' >file
    succeeds $'one\n\n4\n4' xsh -c 'f = io.open file r+b; print $(readline $f); print $(truncate $f); print $(tell $f)
        if readline $f; print more; end'
    succeeds $'on\n2' \
        xsh -c 'b = BytesIO "one"; print $(read $b 2); print $(truncate $b 2); if readline $b; print more; end'
    printf 'one\ntwo\nthree\n' >file
    succeeds $'one\n\n5\nt' xsh -c 'f = io.open file r+; print $(readline $f); print $(truncate $f 5); print $(read $f)'
}

@test "a part of a character that was read ahead is read again after writing before it" {
    { head -c 131071 /dev/zero | tr '\0' a; printf 'éb'; } >file
    succeeds b xsh -c 'f = io.open file r+; x = read $f 131071; n = write $f ü; print $(read $f)'
}

@test "text that cannot be decoded or encoded is status 65, unless it is ignored explicitly" {
    printf 'ab\377c' >file
    expect 65 ab "-c:1: read: utf-8: invalid start byte" xsh -c 'f = io.open file; print $(read $f 2); x = read $f'
    succeeds abc xsh -c 'f = io.open file r --errors ignore; read $f'
    fails 65 "-c:1: write: ascii: ordinal not in range(128)" xsh -c 'f = io.open out w --encoding ascii; write $f é'
    succeeds '&#233;' \
        sh -c 'xsh -c "f = io.open out w --encoding ascii --errors xmlcharrefreplace; n = write \$f é" && cat out'
}

@test "unflushed output is written at the end of the session, or the status reports its loss" {
    succeeds text sh -c 'xsh -c "f = io.open out w; n = write \$f text" && cat out'
    run --separate-stderr xsh -c 'f = io.open /dev/full w; n = write $f text'
    [[ $status == 74 && $stderr == *"close: No space left on device [ENOSPC]" ]]
}

@test "detach gives the descriptor at the stream's position" {
    printf 'one\ntwo\n' >file
    succeeds two xsh -c 'f = io.open file; x = readline $f; fd = detach $f; print $(read $fd 100)'
}

@test "unset closes a stream and writes what it holds, or fails with 74" {
    cat >script <<'END'
f = io.open file w
n = write $f text
g = $f
fd = $f.fileno
unset f
try
    fstat $fd
catch
    print $errno
end
print $(read $(open file O_RDONLY) 10)
try
    tell $g
catch
    print $?
end
m = StringIO "in memory"
unset m
END
    succeeds $'EBADF\ntext\n64' xsh script
    fails 74 "-c:1: unset: No space left on device [ENOSPC]" xsh -c 'f = io.open /dev/full w; n = write $f x; unset f'
    fails 64 "-c:1: unset: unknown variable f" xsh -c 'unset f'
}

@test "a pair that cannot be opened leaves no descriptor open" {
    touch f
    succeeds "0 0" xsh -c 'def free; fd = open f O_RDONLY; close $fd; return $fd; end; before = free
        for i in range 3; try; io.pair f no/such; end; end; after = free
        print $? ($after - $before)'
}
