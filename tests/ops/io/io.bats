# Module io: reading and writing the caller's descriptors.
load ../../helper

@test "readline takes one line and leaves the position after it, of a file and of a pipe" {
    printf 'one\ntwo\r\nlast' >f
    exec 5<f
    succeeds one xos readline 5
    succeeds 4 xos lseek 5 0 SEEK_CUR
    succeeds $'two\r' xos readline 5
    succeeds '{"text":"last"}' xos readline 5 --json
    expect 1 "" "" xos readline 5
    succeeds $'one\ntwo\nthree' sh -c 'printf "one\ntwo\nthree" | { xos readline 0; xos readline 0; cat; }'
    head -c 10000 /dev/zero | tr '\0' x >long
    echo end >>long
    succeeds "$(head -n 1 long)" xos readline 0 <long
    exec 5<long
    xos readline 5 9999 >part
    [[ $(stat -c %s part) == 9999 ]]
    succeeds xend xos readline 5
    succeeds "" xos readline 0 0 <f
}

@test "a loop over readline ends at the end of the file" {
    printf 'a\nb\n\nc\n' >f
    exec 5<f
    count=0
    while line=$(xos readline 5); do count=$((count + 1)); done
    ((count == 4))
}

@test "peek consumes nothing, of files, pipes and sockets" {
    printf 'text\n' >f
    exec 5<f
    succeeds te xos peek 5 2
    succeeds text xos peek 5
    succeeds text xos readline 5
    expect 1 "" "" xos peek 5
    succeeds 'te-text' sh -c 'echo text | { xos peek 0 2; printf -; cat; }'
    expect 1 "" "" sh -c 'true | xos peek 0'
    needs python3
    succeeds 'te te' python3 -c '
import os, socket, subprocess
ours, theirs = socket.socketpair()
ours.send(b"text")
ask = lambda: subprocess.run(["xos", "peek", "0", "2"], stdin=theirs, stdout=subprocess.PIPE).stdout.decode()
print(ask(), ask())'
    fails 65 "xos: peek: fd:9: Illegal seek [ESPIPE]" xos peek 9 9</dev/ptmx
}

@test "readall reads to the end, with a limit" {
    seq 100000 >f
    xos readall 0 <f | cmp - f
    succeeds '{"text":"a\nb\n"}' sh -c 'printf "a\nb\n" | xos readall 0 --json'
    fails 74 '{"error":{"op":"readall","errno":27,"name":"EFBIG","message":"File too large","path":"fd:0","exit":74}}' \
        sh -c 'seq 10 | xos readall 0 --max 5 --json'
    succeeds "" xos readall 0 </dev/null
}

@test "read1 returns the available bytes, without waiting for more" {
    mkfifo pipe
    exec 7<>pipe
    echo a >&7
    succeeds a timeout 10 xos read1 7
    succeeds ab sh -c 'echo abc | xos read1 0 2'
    succeeds "" xos read1 0 </dev/null
}

@test "write_all writes all that a pipe takes in parts" {
    head -c 200000 /dev/zero | tr '\0' y >data
    xos write_all 1 "$(head -c 100000 data)" --result-fd 9 9>count | cat >got
    [[ $(cat count) == 100000 && $(stat -c %s got) == 100000 ]]
    fails 74 "xos: write_all: fd:5: No space left on device [ENOSPC]" xos write_all 5 x 5>/dev/full
    fails 66 "xos: write_all: fd:9: Bad file descriptor [EBADF]" xos write_all 9 x
}

@test "text has the same encoding in every locale" {
    LC_ALL=de_DE.ISO-8859-1 succeeds utf-8 xos text_encoding
    succeeds latin-1 xos text_encoding latin-1
    succeeds 131072 xos const io.DEFAULT_BUFFER_SIZE
}

@test "a closed descriptor is status 66" {
    for op in readline peek readall read1; do
        fails 66 "xos: $op: fd:9: Bad file descriptor [EBADF]" xos "$op" 9
    done
}
