# The kinds of arguments, each rule of reading a value once (contract, section 2).
load ../helper

# each OP ARGS: runs the operation with each of the words that follow "--" as its argument.
refused() {
    local op=$1 word
    shift
    for word; do
        run --separate-stderr xos "$op" "$word"
        [[ $status -eq 64 && -z $output && $stderr == "xos: $op: "* ]] ||
            { echo "$op '$word': $status $stderr"; return 1; }
    done
}

@test "an integer is decimal, 0x, 0o or has a leading 0 for octal" {
    for word in 12 +12 0xc 0XC 0o14 014; do
        succeeds "Cannot allocate memory" xos strerror "$word"
    done
}

@test "an argument that is not an integer, or not in range, is refused" {
    refused strerror "" " 2" "2 " 2x 0x 0o8 08 1e3 2.0 -- --2 99999999999999999999 2147483648 -2147483649 $'2\n'
}

@test "an integer beyond 64 bits is reported as out of range" {
    local huge=99999999999999999999
    fails 64 "xos: strerror: code: '$huge' is not in range" xos strerror $huge
    fails 64 "xos: strerror: code: '-0xffffffffffffffffff' is not in range" xos strerror -0xffffffffffffffffff
    fails 64 "xos: truncate: length: '99999999P' is not in range" xos truncate f 99999999P
    fails 64 "xos: chmod: mode: '7777777777777777777777777' is not in range" xos chmod f 7777777777777777777777777
    fails 64 "xos: chmod: mode: 'S_IRUSR|0x$huge' is not in range" xos chmod f "S_IRUSR|0x$huge"
    fails 64 "xos: open: flags: '$huge' is not in range" xos open f $huge
    fails 64 "xos: chown: uid: '$huge' is not in range" xos chown f $huge -1
    fails 64 "xos: kill: sig: '$huge' is not a signal" xos kill $$ $huge
}

@test "a negative number is a number, not an option" {
    succeeds "Unknown error -1" xos strerror -1
    succeeds "Unknown error -4096" xos strerror -4096
    touch f
    fails 65 "xos: truncate: f: Invalid argument [EINVAL]" xos truncate f -1
}

@test "a size takes units of 1024 and of 1000" {
    local pair
    for pair in 1K=1024 1k=1024 1KiB=1024 1KB=1000 3M=3145728 2MB=2000000 1G=1073741824 0x10=16 010=8; do
        xos truncate f 0 2>/dev/null || touch f
        succeeds "" xos truncate f "${pair%=*}"
        [[ $(stat -c %s f) == "${pair#*=}" ]]
    done
    for word in 1X 1KX K 1KiBB 16E 99999999P "1 K" 1.5K; do
        run --separate-stderr xos truncate f "$word"
        [[ $status -eq 64 ]]
    done
}

@test "a mode is octal, symbolic as chmod reads it, or S_I names" {
    local pair
    touch f
    for pair in 755=755 0755=755 0o755=755 u=rw,go+r=644 S_IRUSR\|S_IWUSR=600 S_IRUSR\|44=444 a=rx,u+w=755 \
        u=rwx,g=u,o-rwx=770 ug=rw,o==660 1777=1777; do
        chmod 0 f
        succeeds "" xos chmod f "${pair%=*}"
        [[ $(stat -c %a f) == "${pair##*=}" ]] || { echo "$pair: $(stat -c %a f)"; return 1; }
    done
    for word in 8 rwx u+q a=, 0o 99999999 S_IRUSR\|NONE "" u -1 +755 -755 200000 S_IRUSR\|8 S_IRUSR\|-1 \
        S_IRUSR\|200000; do
        run --separate-stderr xos chmod f "$word"
        [[ $status -eq 64 ]] || { echo "$word: $status"; return 1; }
    done
}

@test "a symbolic mode does what chmod does, from every mode, for files and directories" {
    local before change target
    touch file; mkdir dir
    for target in file dir; do
        for before in 0 644 755 4711 2750 1777; do
            for change in +x -w =r u+s g+s +t o+t u-s a-x,+X +X go=u o=g-r u=g,g=o ug+rwx,o= a=X; do
                chmod "$before" $target && chmod -- "$change" $target && want=$(stat -c %a $target)
                chmod "$before" $target && xos chmod $target --mode="$change"
                [[ $(stat -c %a $target) == "$want" ]] ||
                    { echo "$target $before $change: $(stat -c %a $target), chmod gives $want"; return 1; }
            done
        done
    done
}

@test "flags are names joined by | or a comma, or a number" {
    for word in 'O_WRONLY|O_CREAT' O_WRONLY,O_CREAT 0x41 '0x40|O_WRONLY' 65; do
        rm -f new
        succeeds 3 bash -c 'exec 3>&-; xos open new "$1"' - "$word"
        [[ -f new ]]
    done
    fails 64 "xos: open: flags: unknown name 'O_NONE' (xos const lists them)" xos open new 'O_RDWR|O_NONE'
    fails 69 "xos: open: flags: this platform has no O_BINARY (Windows)" xos open new O_BINARY
}

@test "a descriptor is a number or the name of a standard stream" {
    echo hello >f
    succeeds hello bash -c 'xos read stdin 5 <f'
    succeeds hello5 xos write stdout hello
    fails 66 "xos: read: Bad file descriptor [EBADF]" bash -c 'xos read stdin 5 <&-'
    fails 64 "xos: read: fd: 'stdinn' is not an integer" xos read stdinn 5
}

@test "fd:N as a path is a descriptor, ./fd:N is a file of that name" {
    echo hello >f; echo hi >fd:3
    [[ $(xos lstat fd:3 2>/dev/null | grep st_size) == st_size=3 ]]
    succeeds 6 bash -c 'xos stat fd:3 --json 3<f | jq .st_size'
    succeeds 3 bash -c 'xos stat ./fd:3 --json | jq .st_size'
    fails 66 "xos: truncate: fd:9: Bad file descriptor [EBADF]" bash -c 'xos truncate fd:9 0 9<&-'
}

@test "a user or group is a number, -1 or a name; an unknown name is 67" {
    touch f
    succeeds "" xos chown f "$(id -un)" "$(id -g)"
    succeeds "" xos chown f -1 -1
    fails 67 "xos: chown: uid: no user is named 'no-such-user'" xos chown f no-such-user -1
    fails 67 "xos: chown: gid: no group is named 'no-such-group'" xos chown f -1 no-such-group
    fails 64 "xos: chown: uid: '4294967296' is not in range" xos chown f 4294967296 -1
}

@test "a time is exact to the nanosecond, before the epoch too" {
    local pair
    touch f
    for pair in 1297230295.123456789=1297230295.123456789 0=0.000000000 1.5=1.500000000 -1=-1.000000000 \
        -0.5=-0.500000000 \
        2011-02-09T05:44:55.123456789Z=1297230295.123456789 2011-02-09T06:44:55+01:00=1297230295.000000000 \
        2011-02-09=1297209600.000000000; do
        succeeds "" xos utime f 0 "${pair%%=*}"
        succeeds "st_mtime=${pair#*=}" bash -c 'xos lstat f | grep st_mtime='
    done
    succeeds "" xos utime f 7 1297230295123456789 --ns
    succeeds "st_mtime_ns=1297230295123456789" bash -c 'xos lstat f | grep st_mtime_ns='
    for word in 1.1234567890 1.5x 2011-02-30 2011-13-01 x 1e3 2011-02-09T25:00; do
        run --separate-stderr xos utime f 0 "$word"
        [[ $status -eq 64 ]] || { echo "$word: $status"; return 1; }
    done
}

@test "a list of integers is separate arguments or one word with commas, and '' is the empty list" {
    printf hello >f
    succeeds hello bash -c 'xos readv 5 2 3 5<f'
    succeeds hello bash -c 'xos readv 5 2,3 5<f'
    succeeds "" bash -c "xos readv 5 '' 5<f"
    fails 64 "xos: readv: buffers: '' is not a size (an integer, or one with K M G T P or KB MB …)" xos readv 5 2,,3
}

@test "bytes to write are the argument, or hex, base64 or standard input decoded" {
    succeeds 3 bash -c 'xos write 5 --hex 00ff0a 5>f'
    [[ $(od -An -tx1 f) == " 00 ff 0a" ]]
    succeeds 3 bash -c 'xos write 5 --base64 AP8K 5>f'
    [[ $(od -An -tx1 f) == " 00 ff 0a" ]]
    succeeds 5 bash -c 'printf "a\0b\nc" | xos write 5 --stdin 5>f'
    [[ $(od -An -tx1 f) == " 61 00 62 0a 63" ]]
    fails 64 "xos: write: str: '0g' is not hex" xos write 5 --hex 0g
    fails 64 "xos: write: str: 'AP8=K' is not base64" xos write 5 --base64 AP8=K
}

@test "a CPU list has ranges, strides, all and exclusions" {
    succeeds 0 bash -c 'xos sched_setaffinity 0 0 -- xos sched_getaffinity 0'
    succeeds 0 bash -c 'xos sched_setaffinity 0 0-30:31 -- xos sched_getaffinity 0'
    succeeds "$(xos sched_getaffinity 0)" xos sched_setaffinity 0 all -- xos sched_getaffinity 0
    for word in 0-30:0 3-1 x 0- ^ 99999999 0,,; do
        run --separate-stderr xos sched_setaffinity 0 "$word"
        [[ $status -eq 64 ]] || { echo "$word: $status"; return 1; }
    done
    fails 65 "xos: sched_setaffinity: Invalid argument [EINVAL]" xos sched_setaffinity 0 0,^0
}

@test "None means that no directory descriptor is given" {
    touch f
    succeeds true xos access f F_OK --dir-fd None
}

@test "a boolean is yes or no in its usual words, and nothing else" {
    for word in yes true on 1 YES; do succeeds true xos set_blocking 3 $word -- xos get_blocking 3 3<.; done
    for word in maybe 2 '' y; do
        fails 64 "xos: set_blocking: blocking: '$word' is not yes or no" xos set_blocking 3 "$word" 3<.
    done
}

@test "an ISO time must be complete, and each part in its range" {
    touch f
    TZ=UTC succeeds '' xos utime f '2020-02-02 10:20:30,5+01:30' 2020-02-02T10:20Z
    succeeds $'st_atime=1580633430.500000000\nst_mtime=1580638800.000000000' xstat --fields st_atime,st_mtime f
    for time in T1 T10: T10:2 T10:20:3 T10:20:30. T10:20:30.x T10:20+1 T10:20+01:3 T10:20+25:00 T10:20+01:60 T10:20x; do
        fails 64 "xos: utime: times: '2020-01-01$time' is not a time" xos utime f "2020-01-01$time" omit
    done
}

@test "--base64 also takes the alphabet of URLs" {
    succeeds fffe xos fsencode --hex "$(printf '\377\376')"
    succeeds 2 xos write 3 --base64 '__4=' 3>out
    succeeds 2 xos write 3 --base64 '//4=' 3>same
    succeeds 3 xos write 3 --base64 'a-_b' 3>mixed
    cmp out same && cmp mixed <(printf 'k\357\333')
}

@test "a mode has sixteen bits" {
    touch f
    fails 64 "xos: chmod: mode: '7777777' is not in range" xos chmod f 7777777
}

@test "a duration has a unit of ns to d or none, a fraction to the nanosecond, and is inf" {
    local word
    fails 65 "xos: sched_setscheduler: Invalid argument (SCHED_DEADLINE wants runtime <= deadline <= period) [EINVAL]" \
        xsched -p deadline --runtime inf --period 1h --deadline 10s 1
    for word in 0 1.5 .5 200ms 3m 2h 1d 1.5d 7us 9ns 0.000000001 1.0ns inf 106751d; do
        run --separate-stderr xsched -p deadline --runtime 1ns --period 1ns --deadline "$word" 1
        [[ $status != 64 || $word == 0 ]] || { echo "$word: $status $stderr"; return 1; }
    done
    for word in '' . -1 +1 1.2.3 1x 1ms5 ' 1' '1 ' 1e3 0x10 0.0000000001 1.5ns 106752d infinity \
        1970-01-01T00:00:01Z now; do
        fails 64 "xos: xsched: period: '$word' is not a duration (1.5, 200ms, 3m, 2h, 1d, inf)" \
            xsched -p deadline --runtime 1ns --period "$word" 1
    done
}
