# xurandom: bytes, texts and numbers that nobody can foretell.
load ../../helper
load ../../sessions

# bats keeps its own files in a test's folder: a clean one, to see what is left behind.
prepare() {
    mkdir clean && cd clean || return
}

@test "SIZE bytes, exactly, through every name of it" {
    for size in 0 1 16 4096 196607 196608 196609 5000000; do
        [[ $(xurandom $size | wc -c) == "$size" ]]
    done
    [[ $(xos urandom 1K | wc -c) == 1024 && $(xos xurandom 1KB | wc -c) == 1000 ]]
}

@test "hex, base64 and base64url hold SIZE bytes and end in a newline" {
    for size in 0 1 2 3 100 196608 500000; do
        [[ $(xurandom --hex $size | wc -c) == $((size * 2 + 1)) ]]
        [[ $(xurandom --base64 $size | base64 -d | wc -c) == "$size" ]]
        [[ $(xurandom --base64url $size | tr -- -_ +/ | base64 -d | wc -c) == "$size" ]]
    done
    [[ $(xurandom --hex 16) =~ ^[0-9a-f]{32}$ && $(xurandom --base64url 2000) =~ ^[A-Za-z0-9_-]*=*$ ]]
}

@test "--json writes one value for every size" {
    needs jq
    for size in 0 1 64 65 300000; do
        [[ $(xurandom --json $size | jq -r 'if .text then .text else .bytes | @base64d end | "x"') == x ]]
    done
    [[ $(xurandom --json 300000 | jq -r .bytes | base64 -d | wc -c) == 300000 ]]
    [[ $(xurandom --json --hex 4) =~ ^\"[0-9a-f]{8}\"$ && $(xurandom --json --base64url 3) =~ ^\"[A-Za-z0-9_-]{4}\"$ ]]
}

@test "-0 ends a text with NUL and leaves raw bytes alone" {
    [[ $(xurandom -0 --hex 4 | od -An -tx1 | tr -d ' \n') =~ 00$ && $(xurandom -0 10 | wc -c) == 10 ]]
}

@test "two draws differ, also between threads" {
    [[ $(xurandom --hex 16) != "$(xurandom --hex 16)" ]]
    xurandom -j4 8M | split -b 64K --filter=sha256sum - | sort >sums
    [[ $(wc -l <sums) == 128 && $(uniq <sums | wc -l) == 128 ]]
}

@test "--alphabet draws only the characters of the set, as many as asked for" {
    [[ $(xurandom --alphabet a-f0-9_- -n 500) =~ ^[a-f0-9_-]{500}$ ]]
    [[ $(xurandom --alphabet '[:alnum:]!' 300) =~ ^[A-Za-z0-9!]{300}$ ]]
    [[ $(xurandom --alphabet 'äöü€😀' -n 400) =~ ^[äöü€😀]{400}$ ]]
    succeeds "" xurandom --alphabet ab -n 0
}

@test "--alphabet in JSON is a string with its quotes and backslashes escaped" {
    needs jq
    text=$(xurandom --json --alphabet '"\' -n 100 | jq -r .)
    [[ ${#text} == 100 && -z ${text//[\"\\]/} ]]
    [[ $(xurandom --json --alphabet $'\xff\xfe' -n 2) =~ ^\"(\\udc(ff|fe)){2}\"$ ]]
}

@test "an alphabet is drawn from without bias (chi-square)" {
    needs awk
    # 62 characters: 61 degrees of freedom; above 140 less than once in ten million draws.
    xurandom --alphabet '[:alnum:]' -n 620000 | fold -w1 | sort | uniq -c |
        awk '{d = $1 - 10000; x += d * d / 10000} END {exit !(NR == 62 && x < 140)}'
}

@test "300 characters are drawn from as evenly as two" {
    needs awk python3
    set=$(python3 -c 'print("".join(map(chr, range(0x4e00, 0x4e00 + 300))))')
    xurandom --alphabet "$set" -n 300000 | grep -o . | sort | uniq -c |
        awk '{d = $1 - 1000; x += d * d / 1000} END {exit !(NR == 300 && x < 450)}'
}

@test "an alphabet of one character, of none, or with one twice is refused" {
    fails 64 "xos: xurandom: alphabet: at least two characters are needed to draw from" xurandom --alphabet a -n 5
    fails 64 "xos: xurandom: alphabet: at least two characters are needed to draw from" xurandom --alphabet '' -n 5
    fails 64 "xos: xurandom: alphabet: 'b' occurs twice and would be drawn more often" xurandom --alphabet abcb -n 5
    fails 64 "xos: xurandom: say once how many characters: -n COUNT or SIZE" xurandom --alphabet ab
}

@test "--uuid is version 4 and never the same" {
    [[ $(xurandom --uuid) =~ ^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$ ]]
    [[ $(xurandom --uuid -n 1000 | sort -u | wc -l) == 1000 ]]
    [[ $(xurandom --json --uuid -n 2) =~ ^\[\"[0-9a-f-]{36}\",\"[0-9a-f-]{36}\"\]$ ]]
}

@test "--int keeps to its range, both ends drawn" {
    succeeds $'-2\n-1\n0\n1' bash -c 'xurandom --int -2-1 -n 400 | sort -n | uniq'
    succeeds 7 xurandom --int 7-7
    succeeds -9223372036854775808 xurandom --int -9223372036854775808--9223372036854775808
    [[ $(xurandom --json --int 0-9223372036854775807) =~ ^[0-9]+$ ]]
}

@test "--int is drawn without bias (chi-square)" {
    needs awk
    xurandom --int 1-6 -n 60000 | sort | uniq -c |
        awk '{d = $1 - 10000; x += d * d / 10000} END {exit !(NR == 6 && x < 45)}'
}

@test "an invalid range is refused" {
    for range in 5 5- -5 6-5 a-b 1-9223372036854775808 1-2x ''; do
        fails 64 "xos: xurandom: int: '$range' is not a range (LO-HI, 64 bits)" xurandom --int "$range"
    done
}

@test "--pick takes different lines, each as likely, from a file or standard input" {
    seq 10 >lines
    [[ $(xurandom --pick lines) =~ ^([1-9]|10)$ ]]
    succeeds "$(seq 10)" bash -c 'xurandom --pick - -n 20 <lines | sort -n'
    [[ $(for _ in {1..60}; do xurandom --pick lines -n 3 | sort -u | wc -l; done | sort -u) == 3 ]]
    [[ $(for _ in {1..200}; do xurandom --pick lines; done | sort -u | wc -l) == 10 ]]
}

@test "--pick keeps a line's bytes, the last one without newline too" {
    printf '\xff\x1b"x' >one
    xurandom --pick one | cmp - <(printf '\xff\x1b"x\n')
    printf 'a\nb\0' >one
    xurandom -0 --pick one | cmp - one
    fails 66 "xos: urandom: none: No such file or directory [ENOENT]" xurandom --pick none
    fails 65 "xos: urandom: /dev/null: no line to pick" xurandom --pick /dev/null
}

@test "a size that cannot be is refused" {
    fails 64 "xos: urandom: size: a negative size" xos urandom -1
    fails 64 "xos: xurandom: missing argument: size" xurandom
    run -64 xurandom 8E
    run -64 xurandom 99999999999999999999
    run -64 xurandom 1X
    run -64 xurandom --hex --base64 4
    run -64 xurandom --uuid 16
    run -64 xurandom -n 3 16
}

@test "-o writes a file that is its owner's only" {
    umask 000
    succeeds "" xurandom 5000000 -o secret
    [[ $(stat -c '%s %a' secret) == "5000000 600" && $(ls -A) == secret ]]
}

@test "-o takes the place of an older file, its mode kept, through a link" {
    echo old >file && chmod 640 file && ln -s file link
    succeeds "" xurandom --hex 8 --output=link
    [[ -L link && $(stat -c %a file) == 640 && $(<file) =~ ^[0-9a-f]{16}$ && $(ls -A | wc -l) == 2 ]]
}

@test "-o through a link to a file that is not there makes that file" {
    mkdir d && ln -s d/two one && ln -s three d/two && ln -s loop loop && ln -s none/file lost
    succeeds "" xurandom 4 -o one
    [[ -L one && -L d/two && $(stat -c %s d/three) == 4 ]]
    fails 66 "xos: urandom: loop: Too many levels of symbolic links [ELOOP]" xurandom 4 -o loop
    fails 66 "xos: urandom: lost: No such file or directory [ENOENT]" xurandom 4 -o lost
    [[ -L loop && -L lost ]]
}

@test "-o after a failure leaves no partial file, and the old file unchanged" {
    [[ ${XOS_SANITIZED-} != thread ]] || skip "ThreadSanitizer itself needs larger files"
    echo old >file
    run bash -c 'ulimit -f 4; trap "" XFSZ; exec xurandom 1M -o file'
    [[ $status == 74 && $output == "xos: urandom: file: File too large [EFBIG]" ]]
    [[ $(<file) == old && $(ls -A) == file ]]
    fails 66 "xos: urandom: no/such: No such file or directory [ENOENT]" xurandom 4 -o no/such
    fails 73 "xos: urandom: .: Is a directory [EISDIR]" xurandom 4 -o .
}

@test "-o - is standard output" {
    run -0 xurandom -o - --hex 4
    [[ $output =~ ^[0-9a-f]{8}$ ]]
    [[ $(xurandom -o - 5 | wc -c) == 5 && $(xurandom -o - --alphabet ab -n 6 | wc -c) == 7 && -z $(ls -A) ]]
    run -74 bash -c 'xurandom -o - 5 >/dev/full'
}

@test "-o to a device writes to it" {
    succeeds "" xurandom 1M -o /dev/null
    fails 74 "xos: urandom: /dev/full: No space left on device [ENOSPC]" xurandom 1M -o /dev/full
    [[ -c /dev/null ]]
}

@test "a full or closed standard output is 74" {
    for size in 16 1M 8M; do
        fails 74 "xos: urandom: standard output: No space left on device [ENOSPC]" bash -c "xurandom $size >/dev/full"
    done
    fails 74 "xos: urandom: standard output: Bad file descriptor [EBADF]" bash -c 'xurandom 16 >&-'
}

@test "a pipe closed early ends it quietly, as SIGPIPE does" {
    succeeds "5 141" bash -c 'set -o pipefail; n=$(xurandom 10G | head -c 5 | wc -c); echo $n $?'
}

@test "a size beyond memory streams" {
    needs prlimit
    prlimit --as=200000000 xos getpid >/dev/null || skip "this build needs more address space than there would be"
    [[ $(prlimit --as=200000000 "$(command -v xurandom)" 1G | wc -c) == 1073741824 ]]
}

@test "a pool that is not ready is status 75 with --nonblock; an interrupted read continues" {
    needs strace
    inject() { strace -E ASAN_OPTIONS=detect_leaks=0 -f -qq -o /dev/null -e inject=getrandom:$1 xurandom \
        --hex 4 "${@:2}"; }
    fails 75 "xos: getrandom: Resource temporarily unavailable [EAGAIN]" inject error=EAGAIN --nonblock
    fails 75 "xos: getrandom: Resource temporarily unavailable [EAGAIN]" \
        strace -E ASAN_OPTIONS=detect_leaks=0 -f -qq -o /dev/null -e inject=getrandom:error=EAGAIN xurandom --uuid \
        --nonblock --random
    [[ $(inject error=EINTR:when=1) =~ ^[0-9a-f]{8}$ && $(inject error=ENOSYS:when=1+) =~ ^[0-9a-f]{8}$ ]]
}

@test "--random and --nonblock together give bytes" {
    [[ $(xurandom 1000 --random --nonblock | wc -c) == 1000 ]]
}

@test "a disk that fails under -o leaves nothing; a file system without nameless files serves" {
    needs strace awk
    inject() { strace -E ASAN_OPTIONS=detect_leaks=0 -qq -o log -e inject="$1" xurandom 4 -o file; }
    fails 74 "xos: urandom: file: Input/output error [EIO]" inject fsync:error=EIO
    rm log
    [[ -z $(ls -A) ]]
    nameless=$(strace -E ASAN_OPTIONS=detect_leaks=0 -qq -e trace=open,openat xurandom 4 -o file 2>&1 |
        awk -F'(' '{ seen[$1]++ } /TMPFILE/ { print $1 ":error=EOPNOTSUPP:when=" seen[$1] }')
    rm file
    inject "$nameless"
    [[ $(stat -c '%s %a' file) == "4 600" ]]
    rm log && [[ $(ls -A) == file ]]
}

@test "sixteen bytes cost no more system calls than a bare start and the care for SIGXFSZ" {
    unsanitized "add system calls"
    needs strace
    count() { strace -E ASAN_OPTIONS=detect_leaks=0 -f -qq -U calls,name -c -o count "$@" >/dev/null &&
        awk '/total$/ { calls += $1 } END { print calls }' count; }
    bare=$(count xos getpid)
    is_static && more=3 || more=2 # musl unblocks its own signals before the first handler
    (($(count xurandom 16) <= bare + more))
}

@test "progress is shown on a terminal, and only there" {
    needs script
    script -qec 'xurandom 64M >/dev/null' /dev/null </dev/null >seen
    grep -q '64.0 of 64.0 MiB  100%' seen
    script -qec 'xurandom --no-progress 64M >/dev/null' /dev/null </dev/null >seen
    [[ ! -s seen ]]
    script -qec 'xurandom 1M >/dev/null' /dev/null </dev/null >seen
    [[ ! -s seen ]]
    succeeds "" bash -c 'xurandom 64M >/dev/null'
}

@test "every example of xurandom(1) does what the page shows" {
    needs jq
    mkdir sessions here
    manual_sessions "$top/man/xurandom.1" sessions
    cd here
    sessions_hold ../sessions
}

@test "forms exclude each other, and counts are not negative" {
    fails 64 'xos: xurandom: only one of --hex, --base64, --base64url, --alphabet, --uuid, --int and --pick' \
        xurandom --hex --uuid
    fails 64 'xos: xurandom: count: a negative number' xurandom --uuid -n -1
    fails 64 'xos: xurandom: threads: a negative number' xurandom -j -1 9
}

@test "what looks like a range in an alphabet is a range of code points, or is refused" {
    local pair
    for pair in '!-~|[!-~]' 'A-z|[A-z]' '0-z|[0-z]' 'а-я|[а-я]' ' -~|[ -~]' '-a-c|[-abc]' 'a-c-|[-abc]' \
        'xa-cz|[abcxz]'; do
        run xurandom --alphabet "${pair%|*}" -n 300
        [[ $status == 0 && ${#output} == 300 && $(LC_ALL=C.UTF-8 grep -o . <<<"$output" | sort -u | wc -l) -gt 2 ]]
        rest=$(PAIR=${pair#*|} python3 -c 'import os, re, sys
sys.stdout.write(re.sub(os.environ["PAIR"], "", sys.argv[1]))' "$output")
        [[ -z $rest ]] || { echo "$pair: $output"; return 1; }
    done
    for pair in z-a a-Z a-a 'я-а'; do
        fails 64 "xos: xurandom: alphabet: '$pair' is not a range: its ends are the wrong way round or equal" \
            xurandom --alphabet "$pair" -n 3
    done
    fails 64 "xos: xurandom: alphabet: more than 10000 characters" xurandom --alphabet $'\u4e00-\U1ffff' -n 3
}

@test "--class has at least one of each class, all such texts equally likely" {
    needs awk
    for _ in {1..50}; do
        [[ $(xurandom --class a-z --class 0-9 --class '[:punct:]' -n 3) =~ [a-z] &&
            $(xurandom --class a-z --class 0-9 4) =~ [0-9] ]]
    done
    # of "ab" and "bc", two characters: ab ba ac bb bc ca cb are the texts with one of each
    xurandom --class ab --class bc -n 2 --count 7000 | sort | uniq -c |
        awk '{d = $1 - 1000; x += d * d / 1000} END {exit !(NR == 7 && x < 40)}'
    fails 64 "xos: xurandom: 1 characters cannot hold one of each of 2 classes" xurandom --class a-z --class 0-9 -n 1
    for ((i = 0; i < 20; i++)); do
        text=$(xurandom --class lower,upper,digit -n 4)
        [[ $text =~ ^[a-zA-Z0-9]{4}$ && $text =~ [a-z] && $text =~ [A-Z] && $text =~ [0-9] ]]
    done
    fails 64 "xos: xurandom: 2 characters cannot hold one of each of 3 classes" \
        xurandom --class punct,digit --class ab -n 2
    [[ $(xurandom --class lower,x --class digit -n 50) =~ ^[lower,x0-9]+$ ]] # x is not a name, so these are characters
    fails 64 "xos: xurandom: class: '0O' adds no character" xurandom --class a-z --class 0O --no-lookalikes -n 5
    succeeds "" bash -c 'xurandom --alphabet "[:alnum:]|" --no-lookalikes -n 5000 | grep "[0Oo1lI|]"; true'
}

@test "--count is how many texts, and of anything else" {
    [[ $(xurandom --alphabet ab -n 5 --count 3) =~ ^[ab]{5}$'\n'[ab]{5}$'\n'[ab]{5}$ ]]
    [[ $(xurandom --alphabet ab -n 2 --count 2 --json) =~ ^\[\"[ab]{2}\",\"[ab]{2}\"\]$ ]]
    [[ $(xurandom --hex 4 --count 2) =~ ^[0-9a-f]{8}$'\n'[0-9a-f]{8}$ && $(xurandom --uuid --count 3 | wc -l) == 3 ]]
    [[ $(xurandom --int 5-5 --count 3 --separator ', ') == "5, 5, 5" ]]
    fails 64 "xos: xurandom: -n COUNT is for --alphabet, --uuid, --int and --pick; how many bytes is SIZE" \
        xurandom 4 --count 2
    fails 64 "xos: xurandom: -n and --count mean the same here" xurandom --uuid -n 1 --count 2
    run -64 --separate-stderr xurandom --uuid --json --separator -
    [[ $stderr == *'"message":"--separator and --json exclude each other"'* ]]
    fails 64 "xos: xurandom: --separator is for items: --alphabet, --uuid, --int, --pick" xurandom 4 --separator -
}

@test "the memory for --count texts is that for one" {
    needs prlimit
    prlimit --as=60000000 xos getpid >/dev/null || skip "this build needs more address space than there would be"
    succeeds 20000 bash -c 'prlimit --as=60000000 xurandom --alphabet ab -n 1000 --count 20000 | wc -l'
}

@test "--uuid 7 sorts in the order of its making" {
    xurandom --uuid 7 --count 1000 >uuids
    sort -c uuids
    [[ $(sort -u uuids | wc -l) == 1000 ]]
    [[ $(grep -cE '^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$' uuids) == 1000 ]]
    local hex made
    hex=$(xurandom --uuid=7 | tr -d - | cut -c 1-12) made=$((16#$hex / 1000))
    [[ $((EPOCHSECONDS - made)) -le 60 && $((made - EPOCHSECONDS)) -le 1 ]]
    fails 64 "xos: xurandom: uuid: '5' is not version 4 or 7" xurandom --uuid=5
}

@test "--int --unique draws no number twice, each order as likely; --repeat lets --pick draw a line again" {
    succeeds "$(seq 1 1000)" bash -c 'xurandom --int 1-1000 -n 1000 --unique | sort -n'
    succeeds 200 bash -c 'xurandom --int -9223372036854775808-9223372036854775807 -n 200 --unique | sort -u | wc -l'
    [[ $(for _ in {1..100}; do xurandom --int 1-3 -n 3 --unique --separator ' '; done | sort -u | wc -l) == 6 ]]
    fails 64 "xos: xurandom: unique: there are not 4 different integers to draw" xurandom --int 1-3 -n 4 --unique
    fails 64 "xos: xurandom: --unique is for --int" xurandom --uuid --unique
    printf 'a\nb\n' >lines
    [[ $(xurandom --pick lines --repeat -n 40 --separator '') =~ ^[ab]{40}$ ]]
    fails 64 "xos: xurandom: --repeat is for --pick" xurandom --uuid --repeat
}

@test "the entropy of a password is shown on a terminal only" {
    needs python3
    cat >terminal.py <<'P'
import os, pty, subprocess, sys
master, slave = pty.openpty()
out = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, stderr=slave).stdout
os.close(slave)
os.set_blocking(master, False)
try:
    told = os.read(master, 1000)
except OSError:
    told = b""
print(len(out), told)
P
    succeeds "21 b'entropy: 119 bits\\r\\n'" python3 terminal.py xurandom --alphabet '[:alnum:]' -n 20
    succeeds "21 b''" python3 terminal.py xurandom --alphabet '[:alnum:]' -n 20 --no-progress
    expect 0 "a" "" bash -c 'xurandom --alphabet ab -n 50 | tr -d b | tr -s a'
}
