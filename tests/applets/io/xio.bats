# xio: encodings and line ends, checks, counts, buffers.
load ../../helper

prepare() {
    printf 'gr\374n\r\nb' >latin
}

@test "copy converts encodings and line ends, from files and standard input" {
    succeeds $'grün\nb' xio copy --from latin-1 --newline lf latin
    succeeds $'grün\nb' xio copy --from latin-1 --to utf-8 --newline lf - <latin
    printf 'x\r\ry\n\rz\r' >mixed
    for mode in 'lf \n' 'cr \r' 'crlf \r\n'; do
        end=${mode#* }
        printf "x${end}${end}y${end}${end}z$end" >wanted
        xio copy --newline "${mode% *}" mixed | cmp - wanted
    done
    xio copy --newline keep mixed | cmp - mixed
}

@test "with --json the copy is one value; what cannot be written is status 74" {
    succeeds '{"text":"grün\nb"}' xio copy --json --from latin-1 --newline lf latin
    expect 74 "" "xos: copy: standard output: Bad file descriptor [EBADF]" \
        sh -c 'exec xio copy --from latin-1 latin >&-'
    expect 74 "" "xos: copy: standard output: No space left on device [ENOSPC]" \
        sh -c 'exec xio copy --from latin-1 latin >/dev/full'
    expect 74 "" "xos: copy: result descriptor: No space left on device [ENOSPC]" \
        sh -c 'exec xio copy --from latin-1 --result-fd 3 latin 3>/dev/full'
}

@test "line ends are changed without a look at the encoding, and NUL bytes are data" {
    printf 'a\0\377\r\nb' >f
    printf 'a\0\377\nb' >wanted
    xio copy --newline lf f | cmp - wanted
}

@test "malformed input is status 65 with its position, and the text before it is written" {
    printf 'one\ntwo\nb\303(x\n' >f
    expect 65 $'one\ntwo\nb' "xos: copy: f: line 3, column 2, offset 9: invalid continuation byte: c3 is not utf-8" \
        xio copy --from utf-8 f
    printf 'cut \342\202' >g
    expect 65 'cut ' "xos: copy: g: line 1, column 5, offset 4: unexpected end of data: e282 is not utf-8" \
        xio copy --from utf-8 g
    expect 65 $'x\na' \
        "xos: copy: standard input: line 2, column 2: U+20AC cannot be encoded in latin-1: ordinal not in range(256)" \
        sh -c "printf 'x\na€b' | xio copy --to latin-1"
}

@test "each error handler does what Python's does" {
    printf 'a\377\342\202b' >f
    succeeds $'ab' xio copy --errors ignore f
    succeeds $'a\ufffd\ufffdb' xio copy --errors replace f
    succeeds 'a\xff\xe2\x82b' xio copy --errors backslashreplace f
    xio copy --errors surrogateescape f | cmp - f
    succeeds '&#8364;' xio copy --to ascii --errors xmlcharrefreplace - <<<'€'
    succeeds '\u20ac' xio copy --to ascii --errors backslashreplace - <<<'€'
    succeeds '?' xio copy --to ascii --errors replace - <<<'€'
    fails 64 "xos: xio: errors: unknown handler 'replaces' (did you mean replace?)" xio copy --errors replaces f
    fails 69 \
        "xos: xio: errors: namereplace needs the names of all characters, which are not here: use backslashreplace" \
        xio copy --errors namereplace f
}

@test "an unknown encoding is status 64 and the nearest is named" {
    fails 64 "xos: xio: from: unknown encoding 'utf-9' (did you mean utf-8, utf-7?)" xio copy --from utf-9 latin
    fails 64 "xos: xio: to: unknown encoding 'nothing-like-it'" xio copy --to nothing-like-it latin
    fails 64 "xos: xio: from: base64 is not an encoding of text" xio copy --from base64 latin
    fails 64 "xos: xio: from: nothing here depends on the locale; name the encoding" xio copy --from locale latin
    fails 64 "xos: xio: from: unknown encoding 'utf-8//IGNORE'" xio copy --from utf-8//IGNORE latin
    fails 64 "xos: xio: newline: 'unix' is not lf, crlf, cr or keep" xio copy --newline unix latin
    fails 64 "xos: xio: unknown command 'cpy' (did you mean copy?)" xio cpy
    fails 64 "xos: xio: check takes no --to" xio check --to utf-8 latin
}

@test "auto uses the encoding of a BOM, else utf-8 if valid, else the fallback" {
    printf '\377\376a\0\254 ' >utf16
    succeeds 'a€' xio copy --from auto utf16
    succeeds 'a€' sh -c 'cat utf16 | xio copy --from auto'
    succeeds $'grün\r\nb' xio copy --from auto --fallback latin-1 latin
    succeeds $'grün\r\nb' sh -c 'cat latin | xio copy --from auto --fallback latin-1'
    succeeds 'grün' sh -c 'printf grün | xio copy --from auto --fallback latin-1'
    expect 65 gr "xos: copy: latin: line 1, column 3, offset 2: invalid start byte: fc is not utf-8" \
        xio copy --from auto latin
    fails 64 "xos: xio: --fallback is for --from auto" xio copy --fallback latin-1 latin
}

@test "-o writes the file whole or not at all" {
    succeeds "" xio copy --from latin-1 -o out latin
    succeeds $'grün\r\nb' cat out
    fails 65 "xos: copy: latin: line 1, column 3, offset 2: invalid start byte: fc is not utf-8" \
        xio copy --from utf-8 -o out latin
    succeeds $'grün\r\nb' cat out
    succeeds "latin out" sh -c 'ls -A --ignore="separate-*" | xargs'
}

@test "--in-place keeps mode, owner, attributes and times, and nothing is left beside the file" {
    mkdir d
    cp latin d/f
    chmod 640 d/f
    touch -m -d '2001-02-03 04:05:06.123456789' d/f
    touch -a -d '2002-02-03 04:05:06.5' d/f
    attributes=true
    xos setxattr d/f user.origin here 2>/dev/null || attributes=false
    [[ $EUID -ne 0 ]] || chown 65534:65534 d/f
    before=$(stat -c '%a %u %g %y %x' d/f)
    succeeds "" xio copy --in-place --from latin-1 --newline lf d/f
    [[ $(stat -c '%a %u %g %y' d/f) == "${before% * * *}" ]]
    [[ $(stat -c '%a %u %g %y %x' d/f) == "$before" || $(stat -c %x d/f) > "${before#* * * * * * }" ]]
    succeeds $'grün\nb' cat d/f
    [[ $attributes == false ]] || succeeds here xos getxattr d/f user.origin
    succeeds f ls -A d
}

@test "--in-place refuses links, follows them if asked, and leaves the original after a failure" {
    ln -s latin link
    fails 65 "xos: copy: link: a symbolic link is not replaced (--follow replaces the file it names)" \
        xio copy --in-place --newline lf link
    succeeds "" xio copy --in-place --follow --newline lf link
    [[ -h link && $(od -An -c latin) == "$(printf 'gr\374n\nb' | od -An -c)" ]]
    cp latin kept
    expect 65 "" "xos: copy: latin: line 1, column 3, offset 2: invalid start byte: fc is not utf-8
xos: copy: none: No such file or directory [ENOENT]" xio copy --in-place --from utf-8 latin none
    cmp latin kept
    fails 65 "xos: copy: .: not a regular file" xio copy -i --newline lf .
    mkfifo pipe && ln -s pipe to_pipe
    fails 65 "xos: copy: pipe: not a regular file" timeout 10 xio copy -i --newline lf pipe
    fails 65 "xos: copy: to_pipe: not a regular file" timeout 10 xio copy -i --follow --newline lf to_pipe
    rm pipe to_pipe
    succeeds "kept latin link" sh -c 'ls -A --ignore="separate-*" | xargs'
}

@test "--in-place on a full disk is status 74 and leaves the original" {
    needs_root
    succeeds "65536 f" unshare -m \
        sh -c 'mkdir small && mount -t tmpfs -o size=100k none small && head -c 65536 /dev/zero >small/f &&
        { xio copy --in-place --from latin-1 --to utf-16 small/f 2>message; [ $? = 74 ] && grep -q ENOSPC message; } &&
        stat -c %s small/f && ls -A small' | xargs
}

@test "check lists every bad sequence" {
    printf 'ok\nb\377\303(\r\nx\rl\342\202' >bad
    expect 65 "path=bad line=2 column=2 offset=4 bytes=ff reason='invalid start byte'
path=bad line=2 column=3 offset=5 bytes=c3 reason='invalid continuation byte'
path=bad line=4 column=2 offset=12 bytes=e282 reason='unexpected end of data'" "" xio check bad
    succeeds "" xio check /dev/null
    expect 65 '{"path":"-","line":1,"column":1,"offset":0,"bytes":"80","reason":"ordinal not in range(128)"}' "" \
        sh -c 'printf "\200" | xio check --json --from ascii'
    expect 66 "" "xos: check: none: No such file or directory [ENOENT]" xio check none /dev/null
    printf '\377' >bad
    expect 66 "path=bad line=1 column=1 offset=0 bytes=ff reason='invalid start byte'" \
        "xos: check: none: No such file or directory [ENOENT]" xio check none bad
}

@test "info counts what a text consists of" {
    printf '\357\273\277a\r\n\0€\rx\ny' >f
    succeeds "encoding=utf-8
bom=true
lf=1
crlf=1
cr=1
final_newline=false
nuls=1
longest_line=2
lines=4
chars=9
bytes=14" xio info f
    succeeds "utf-16-le true" bash -c '(printf "\377"; sleep 0.2; printf "\376a\0") |
        xio info --from utf-16 --json | jq -r "\"\\(.encoding) \\(.bom)\""'
    printf '' >empty
    succeeds \
        '{"path":"empty","encoding":"utf-8","bom":false,"lf":0,"crlf":0,"cr":0,"final_newline":false,"nuls":0,"longest_line":0,"lines":0,"chars":0,"bytes":0}
{"path":"latin","encoding":null,"bom":false,"lf":0,"crlf":1,"cr":0,"final_newline":false,"nuls":0,"longest_line":4,"lines":2,"chars":7,"bytes":7}' \
        xio info --json empty latin
    succeeds latin-1 sh -c 'xio info --fallback latin-1 --json latin | jq -r .encoding'
}

@test "buffer passes bytes on unchanged, through a ring smaller than they are" {
    seq 300000 >f
    for size in 1 17 4K 1M; do
        [[ $size != 1 ]] || head -n 200 f >g
        [[ $size == 1 ]] || cp f g
        xio buffer "$size" <g | cmp - g
    done
    xio buffer 64K --low 20% --high 80% --report report <f | cmp - f
    needs jq
    succeeds "true null" jq -r '"\(.read == .written and .read == '"$(stat -c %s \
        f)"' and .size == 65536 and .most <= 65536) \(.failed)"' report
    fails 64 "xos: xio: SIZE: '1x' is not a size" xio buffer 1x
    fails 64 "xos: xio: low: '101%' is not a percentage" xio buffer 1M --low 101%
}

@test "buffer says which side failed" {
    fails 74 "xos: buffer: output: No space left on device [ENOSPC]" sh -c 'seq 10 | xio buffer 1M >/dev/full'
    fails 73 "xos: buffer: input: Is a directory [EISDIR]" xio buffer 1M <.
    succeeds "74 xos: buffer: output: Broken pipe [EPIPE]" \
        bash -c 'seq 100000 | xio buffer 64K --report report 2>message | head -n 1 >/dev/null
        echo "${PIPESTATUS[1]} $(cat message)"'
    succeeds output jq -r .failed report
}

@test "unbuffer gives a program a terminal, unchanged bytes and its status" {
    expect 3 $'tty\na\r' "err" xio unbuffer \
        -- sh -c 'test -t 1 && test ! -t 2 && echo tty; printf "a\r\n"; echo err >&2; exit 3'
    seq 50000 >f
    xio unbuffer -- cat f | cmp - f
    fails 66 "xos: unbuffer: no/prog: No such file or directory [ENOENT]" xio unbuffer -- no/prog
    fails 64 "xos: xio: missing argument: PROG" xio unbuffer
    mkfifo pipe
    xio unbuffer -- sh -c 'echo ready; exec sleep 60' >pipe &
    exec 5<pipe
    read -r line <&5
    kill -TERM $!
    status=0
    wait $! || status=$?
    [[ $line == ready && $status == 143 ]]
}

@test "progress shows offset and size of a process's files" {
    needs jq
    head -c 100000 /dev/zero >f
    exec 5<f
    xos lseek 5 40000 SEEK_SET >/dev/null
    sleep 20 5<&5 &
    pid=$!
    succeeds '{"fd":5,"mode":"read","offset":40000,"size":100000,"rate":0,"left":null}' \
        sh -c "xio progress $pid --fd 5 --interval 10ms --json | jq -c 'del(.path)'"
    succeeds "$(realpath f)" sh -c "xio progress $pid --interval 10ms --json | jq -r 'select(.fd == 5).path'"
    fails 66 "xos: progress: $pid: Bad file descriptor [EBADF]" xio progress "$pid" --fd 77 --interval 1ms
    fails 64 "xos: xio: fd: '-1' is not a descriptor" xio progress "$pid" --fd -1
    fails 64 "xos: xio: count: '-1' is less than 0" xio progress "$pid" --count -1
    kill "$pid"
    fails 66 "xos: progress: 2147483647: No such process [ESRCH]" xio progress 2147483647
}

@test "memory stays below 4 MiB, whatever the size of the input and of its lines" {
    unsanitized "need more memory"
    head -c 20000000 /dev/zero | tr '\0' a >line
    yes 'many short lines' | head -c 20000000 >lines
    for file in line lines; do
        for command in info check 'copy --from utf-8' 'copy --to utf-16-le' 'copy --from latin-1' \
            'copy --newline crlf' \
            'copy --from auto' 'buffer 64K'; do
            # shellcheck disable=SC2086 # words
            xspawn --report report -- xio $command <$file >output
            jq -e '.exit_code == 0 and .rusage.ru_maxrss_kib < 4096' report >/dev/null ||
                { echo "$command <$file:"; cat report; return 1; }
        done
    done
    [[ $(xio info --json line | jq .longest_line) == 20000000 ]]
}

@test "a file is converted with two system calls for 128 KiB" {
    unsanitized "add system calls"
    needs strace
    head -c 1310720 /dev/zero | tr '\0' '\n' >f
    strace -f -e trace=read,write -o trace xio copy --newline cr f >/dev/null
    [[ $(grep -cE '(read|write)\(.*131072|(read|write)\(.*= 1[0-9]{5}$' trace) -le 22 && $(wc -l <trace) -le 30 ]]
}
