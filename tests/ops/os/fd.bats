# File descriptors: the shell's own, those made for PROG, reading and writing, locks, inheritance.
load ../../helper

prepare() {
    printf 'hello world\n' >data
    exec 5<>data
}

@test "pread, lseek and read work on the shell's own descriptors" {
    succeeds "world" xos pread 5 5 6
    succeeds 6 xos lseek 5 6 SEEK_SET
    succeeds "world" xos read 5 100
    succeeds 12 xos lseek 5 0 SEEK_CUR
    succeeds "" xos read 5 100
}

@test "reading adds nothing to the bytes, and has every form" {
    printf '\xff\0\n' >data
    xos pread 5 9 0 | cmp - data
    xos -0 pread 5 9 0 | cmp - data
    succeeds ff000a xos pread 5 9 0 --hex
    succeeds /wAK xos pread 5 9 0 --base64
    succeeds '{"bytes":"/wAK"}' xos --json pread 5 9 0
    succeeds '{"text":"\n"}' xos --json pread 5 9 2
    succeeds '{"text":""}' xos --json pread 5 9 3
}

@test "a huge count reads the available bytes, even with little memory" {
    succeeds "hello world" xos read 5 1T
    succeeds "hello world" xos pread 5 9223372036854775807 0
    succeeds "hello world" xos preadv 5 1T,1T 0
    fails 64 "xos: read: n: '9223372036854775808' is not in range" xos read 5 9223372036854775808
    fails 65 "xos: read: fd:5: Invalid argument [EINVAL]" xos read 5 -1
}

@test "a huge count needs no more memory than there is" {
    ! grep -q __asan_init "$(command -v xos)" || skip "the sanitizer itself needs more"
    succeeds "hello world" bash -c 'ulimit -v 200000; xos pread 5 1T 0'
    succeeds "hello world" bash -c 'ulimit -v 200000; xos preadv 5 1T,1T 0'
}

@test "much of a file is read part by part" {
    ! grep -q __asan_init "$(command -v xos)" || skip "the sanitizer itself needs more"
    truncate -s 200M data
    succeeds 209715200 bash -c 'ulimit -v 100000; xos pread 5 1T 0 | wc -c'
    succeeds 209715190 bash -c 'xos lseek 5 10 SEEK_SET >out; ulimit -v 100000; xos -0 read 5 1T | wc -c'
    fails 74 "xos: pread: standard output: No space left on device [ENOSPC]" bash -c 'xos pread 5 1T 0 >/dev/full'
}

@test "bytes on a terminal are followed by one newline, however many they are" {
    head -c 600000 /dev/zero | tr '\0' x >data
    succeeds "1 600000" bash -c 'script -qec "xos pread 5 1M 0" /dev/null | tr -d "\r" >out
        echo "$(wc -l <out) $(tr -d "\n" <out | wc -c)"'
}

@test "one read of a megabyte from a device or a file is whole" {
    head -c 1000000 /dev/urandom >data
    xos pread 5 1000000 0 | cmp - data
    succeeds 1000000 sh -c 'xos read 0 1000000 </dev/zero | wc -c'
}

@test "readv and preadv print what the buffers hold" {
    succeeds "ello wo" xos preadv 5 4,3 1
    succeeds 0 xos lseek 5 0 SEEK_CUR
    succeeds "hello w" xos readv 5 5 2
    succeeds "orld" xos preadv 5 100 -1
    fails 64 "xos: readv: buffers: a size cannot be negative" xos readv 5 4 -1
    fails 65 "xos: readv: fd:5: Invalid argument [EINVAL]" xos readv 5 "$(printf '1,%.0s' {1..1024})1"
}

@test "writing takes literal bytes, decoded ones, or standard input" {
    succeeds 3 xos write 5 'a
b'
    succeeds 2 xos write 5 --hex ff00
    succeeds 3 xos write 5 --base64 YWJj
    succeeds 4 sh -c 'printf "1\0002\n" | xos pwrite 5 0 --stdin'
    succeeds 3100320a0061626372 xos pread 5 9 0 --hex
    fails 64 "xos: write: str: 'f' is not hex" xos write 5 --hex f
    fails 64 "xos: write: str: '414' is not hex" sh -c 'printf "41 4" | xos write 5 --stdin --hex'
}

@test "encoded standard input may contain line ends and blanks" {
    head -c 300 /dev/urandom >data
    succeeds 300 bash -c 'base64 data | xos write 6 --stdin --base64 6>copy'
    cmp data copy
    succeeds 300 bash -c 'xos pread 5 300 0 --hex | fold -w 60 | xos write 6 --stdin --hex 6>copy'
    cmp data copy
    succeeds 2 bash -c 'echo "41 42" | xos write 6 --stdin --hex 6>copy'
    succeeds AB cat copy
    fails 64 "xos: write: str: '4142z' is not hex" bash -c 'echo "41 42 z" | xos write 5 --stdin --hex'
}

@test "write of data that begins with - takes it after --" {
    succeeds 2 xos write 5 -- -x
    succeeds "-x" xos pread 5 2 0
    succeeds 0 xos write 5 ''
}

@test "writev and pwritev write buffers in order" {
    succeeds 5 xos writev 5 ab cde
    succeeds 4 xos pwritev 5 1 2 34 0
    succeeds "1234e world" xos pread 5 100 0
    succeeds 2 xos pwritev 5 -- zz 0 RWF_APPEND
    succeeds $'1234e world\nzz' cat data
    succeeds 1 xos pwritev 5 X -1
    succeeds "1234eXworld" sh -c 'head -n1 data'
}

@test "writing to a pipe without a reader is 74, not a signal" {
    fails 74 "xos: write: fd:7: Broken pipe [EPIPE]" xos pipe --as 6,7 -- bash -c 'exec 6<&-; xos write 7 x'
    fails 74 "xos: writev: fd:7: Broken pipe [EPIPE]" xos pipe --as 6,7 -- bash -c 'exec 6<&-; xos writev 7 x'
    fails 74 "xos: sendfile: fd:5 -> fd:7: Broken pipe [EPIPE]" \
        xos pipe --as 6,7 -- bash -c 'exec 6<&-; xos sendfile 7 5 0 4'
    fails 74 "xos: write: fd:6: No space left on device [ENOSPC]" bash -c 'xos write 6 x 6>/dev/full'
}

@test "an operation that the descriptor is not open for has its own status" {
    fails 66 "xos: read: fd:6: Bad file descriptor [EBADF]" bash -c 'xos read 6 1 6>out'
    fails 66 "xos: write: fd:6: Bad file descriptor [EBADF]" bash -c 'xos write 6 x 6<data'
    fails 73 "xos: read: fd:6: Is a directory [EISDIR]" bash -c 'xos read 6 1 6<.'
    fails 75 "xos: read: fd:6: Resource temporarily unavailable [EAGAIN]" xos pipe2 O_NONBLOCK --as 6,7 -- xos read 6 1
    fails 65 "xos: pread: fd:0: Illegal seek [ESPIPE]" bash -c 'true | xos pread 0 1 0'
    fails 65 "xos: pwrite: fd:5: Invalid argument [EINVAL]" xos pwrite 5 x -1
}

@test "a closed descriptor is status 66 for every operation" {
    local call words
    for call in "close 99" "dup 99" "fchmod 99 600" "fchmod 99 u+x" "fchown 99 0 0" "fdatasync 99" "fstat 99" \
        "fstatvfs 99" "fsync 99" "ftruncate 99 0" "get_blocking 99" "set_blocking 99 no" "lockf 99 F_TEST 0" \
        "lseek 99 0 0" "posix_fallocate 99 0 1" "posix_fadvise 99 0 0 0" "pread 99 1 0" "preadv 99 1 0" \
        "pwrite 99 x 0" \
        "pwritev 99 x 0" "read 99 1" "readv 99 1" "write 99 x" "writev 99 x" \
        "tcgetpgrp 99" "tcsetpgrp 99 1" "ttyname 99" "get_inheritable 99" \
        "set_inheritable 99 no" "get_terminal_size 99" "fdopen 99" "eventfd_read 99" "eventfd_write 99 1" \
        "timerfd_gettime 99" "timerfd_settime 99" "ptsname 99" "unlockpt 99" "grantpt 99" "login_tty 99"; do
        fails 66 "xos: ${call%% *}: fd:99: Bad file descriptor [EBADF]" xos $call
    done
    for call in "99 9 dup2 99 9" "5 99 sendfile 99 5 0 1" "99 5 sendfile 5 99 0 1" "99 5 copy_file_range 99 5 1" \
        "99 5 splice 99 5 1"; do
        read -ra words <<<"$call"
        fails 66 "xos: ${words[2]}: fd:${words[0]} -> fd:${words[1]}: Bad file descriptor [EBADF]" xos "${words[@]:2}"
    done
    fails 66 "xos: read: Bad file descriptor [EBADF]" xos read -1 1
    for call in "dup2 -1 9" "copy_file_range 5 -1 1" "copy_file_range -1 5 1" "sendfile 5 -1 0 1" "splice -1 5 1"; do
        fails 66 "xos: ${call%% *}: Bad file descriptor [EBADF]" xos $call
    done
    fails 66 "xos: sendfile: Bad file descriptor [EBADF]" bash -c 'xos sendfile 5 0 0 1 <&-'
}

@test "a stream that the caller closed is a bad descriptor, and is never given out" {
    fails 66 "xos: fstat: Bad file descriptor [EBADF]" bash -c 'xos fstat 1 >&-'
    fails 66 "xos: read: Bad file descriptor [EBADF]" bash -c 'xos read stdin 1 <&-'
    succeeds "" bash -c 'test "$(xos open data O_RDONLY <&-)" -ge 3'
    succeeds "" bash -c 'test "$(xos dup 5 <&- 2>&-)" -ge 3'
    expect 66 "" "" bash -c 'xos fsync 2 2>&-'
    fails 66 "xos: close: Bad file descriptor [EBADF]" bash -c 'xos close 0 <&- -- echo reached'
}

@test "what the caller closed is closed for PROG, or what --as puts there" {
    fails 1 "" bash -c 'xos umask 0 <&- -- xos isatty 0 -q'
    fails 66 "xos: fstat: Bad file descriptor [EBADF]" bash -c 'xos umask 0 <&- -- xos fstat 0'
    succeeds "hello world" bash -c 'xos open data O_RDONLY --as 0 <&- -- cat'
}

@test "descriptors made for PROG have the numbers asked for, in any order" {
    succeeds "hello world" xos open data O_RDONLY --as 9 -- sh -c 'cat <&9'
    succeeds "x" xos pipe --as 9,8 -- sh -c 'echo x >&8; xos read 9 1'
    succeeds "x" bash -c 'exec 3>&- 4>&- 6>&- 7>&-; xos pipe --as 4,3 -- sh -c "echo x >&3; xos read 4 1"'
    expect 0 $'r=6\nw=7' "" xos pipe --as 6,7 --result-fd 1 -- true
    succeeds "hello world" bash -c 'exec 3>&- 4>&-; xos open data 0 -- cat /dev/fd/3'
}

@test "--as takes the names of the standard streams" {
    succeeds "" xos open out O_WRONLY,O_CREAT --as stdout -- echo hello
    succeeds hello cat out
    succeeds "hello world" xos pipe --as stdin,stderr -- sh -c 'cat data >&2; head -n 1'
}

@test "bad numbers for --as are refused and change nothing" {
    fails 64 "xos: pipe: --as has a number twice" xos pipe --as 6,6 -- echo reached
    fails 64 "xos: dup: --as has more numbers than there are descriptors" xos dup 5 --as 6,7 -- echo reached
    fails 66 "xos: dup: --as: Bad file descriptor [EBADF]" xos dup 5 --as -1 -- echo reached
    fails 66 "xos: dup: --as: Bad file descriptor [EBADF]" xos dup 5 --as 99999999 -- echo reached
    fails 64 "xos: pipe: --as takes the descriptor that the result goes to" \
        bash -c 'xos pipe --as 6,7 --result-fd 7 7>&1 -- true'
    fails 64 "xos: open: --as takes the descriptor that the result goes to" xos open data O_WRONLY --as stdout
    succeeds "hello world" cat data
    fails 64 "xos: dup: as: '' is not a descriptor" xos dup 5 --as '' -- echo reached
    fails 64 "xos: dup: as: '4K' is not an integer" xos dup 5 --as 4K -- echo reached
    fails 64 "xos: dup: as: '4294967296' is not in range" xos dup 5 --as 4294967296 -- echo reached
    fails 64 "xos: fsync: unknown option '--as'" xos fsync 5 --as 6
}

@test "dup2, close and closerange act on PROG's descriptors" {
    succeeds "hello world" xos dup2 5 9 -- sh -c 'cat <&9'
    fails 66 "xos: fstat: fd:9: Bad file descriptor [EBADF]" xos dup2 5 9 no -- xos fstat 9
    fails 66 "xos: fstat: fd:5: Bad file descriptor [EBADF]" xos close 5 -- xos fstat 5
    fails 66 "xos: fstat: fd:5: Bad file descriptor [EBADF]" xos closerange 3 256 -- xos fstat 5
    succeeds 5 sh -c 'xos closerange 3 5 -- xos fdopen 5 r+'
    succeeds "" xos closerange -5 -3
    succeeds "" xos closerange 9 2147483647
    fails 66 "xos: dup2: Bad file descriptor [EBADF]" xos dup2 5 -1
    fails 66 "xos: dup2: fd:77 -> fd:5: Bad file descriptor [EBADF]" xos dup2 77 5
}

@test "close 0 starts PROG without standard input" {
    fails 66 "xos: read: Bad file descriptor [EBADF]" xos close 0 -- xos read 0 1
    fails 66 "xos: read: Bad file descriptor [EBADF]" xos close stdin -- xos read 0 1
}

@test "set_inheritable no keeps a descriptor from PROG" {
    succeeds true xos get_inheritable 5
    fails 66 "xos: fstat: fd:5: Bad file descriptor [EBADF]" xos set_inheritable 5 no -- xos fstat 5
    succeeds true xos set_inheritable 5 yes -- xos get_inheritable 5
    fails 69 "xos: get_handle_inheritable: documented, but not on this platform: exists on Windows" \
        xos get_handle_inheritable 5
    fails 69 "xos: set_handle_inheritable: documented, but not on this platform: exists on Windows" \
        xos set_handle_inheritable 5 yes
}

@test "blocking is the open file's: set in one command, seen in the next" {
    succeeds true xos get_blocking 5
    succeeds "" xos set_blocking 5 no
    expect 1 false "" xos get_blocking 5
    succeeds "" xos set_blocking 5 --blocking=yes
    succeeds "" xos get_blocking 5 -q
}

@test "lseek knows data, holes and what cannot be sought" {
    succeeds "" xos ftruncate 5 1M
    succeeds 1048576 xos lseek 5 0 SEEK_END
    succeeds 1048570 xos lseek 5 -6 SEEK_CUR
    succeeds 0 xos lseek 5 0 SEEK_DATA
    fails 66 "xos: lseek: fd:5: No such device or address [ENXIO]" xos lseek 5 2M SEEK_DATA
    fails 65 "xos: lseek: fd:5: Invalid argument [EINVAL]" xos lseek 5 -1 SEEK_SET
    fails 65 "xos: lseek: fd:5: Invalid argument [EINVAL]" xos lseek 5 0 99
    fails 64 "xos: lseek: how: unknown name 'SEEK_CUR|SEEK_END' (xos const SEEK_* lists them)" \
        xos lseek 5 0 'SEEK_CUR|SEEK_END'
    fails 65 "xos: lseek: fd:0: Illegal seek [ESPIPE]" bash -c 'true | xos lseek 0 0 SEEK_SET'
}

@test "lockf holds the lock while PROG runs, from the position on" {
    succeeds alone xos lockf 5 F_LOCK 0 -- echo alone
    fails 75 "xos: lockf: fd:6: Resource temporarily unavailable [EAGAIN]" \
        xos lockf 5 F_LOCK 4 -- sh -c 'xos lockf 6 F_TLOCK 0 6<>data'
    fails 77 "xos: lockf: fd:6: Permission denied [EACCES]" \
        xos lockf 5 F_TLOCK 4 -- sh -c 'xos lockf 6 F_TEST 0 6<>data'
    succeeds "" xos lockf 5 F_LOCK 4 -- bash -c 'exec 6<>data; xos lseek 6 4 SEEK_SET >&6; xos lockf 6 F_TEST 0'
    succeeds "" xos lockf 5 F_LOCK 0 -- bash -c 'xos lockf 5 F_ULOCK 0 || true'
    fails 65 "xos: lockf: fd:5: Invalid argument [EINVAL]" xos lockf 5 99 0
    fails 65 "xos: lockf: fd:5: Invalid argument [EINVAL]" xos lockf 5 F_LOCK -1
}

@test "open creates, truncates and refuses as its flags say" {
    fails 73 "xos: open: data: File exists [EEXIST]" xos open data 'O_RDWR|O_CREAT|O_EXCL'
    fails 66 "xos: open: none: No such file or directory [ENOENT]" xos open none O_RDONLY
    fails 73 "xos: open: .: Is a directory [EISDIR]" xos open . O_WRONLY
    fails 64 "xos: open: flags: unknown name 'O_NO' (xos const lists them)" xos open data O_RDONLY,O_NO
    succeeds "" xos open new O_WRONLY,O_CREAT 0604 --as 9 -- true
    umask 0
    succeeds 604 stat -c %a new
    succeeds "" xos open new2 O_WRONLY,O_CREAT go-w --as 9 -- true
    succeeds 755 stat -c %a new2
}

@test "open counts a path from --dir-fd" {
    mkdir folder
    echo inside >folder/file
    exec 6<folder
    succeeds inside xos open file O_RDONLY --dir-fd 6 --as 9 -- cat /dev/fd/9
    fails 66 "xos: open: file: Bad file descriptor [EBADF]" xos open file O_RDONLY --dir-fd 99
    fails 66 "xos: open: file: Not a directory [ENOTDIR]" xos open file O_RDONLY --dir-fd 5
}

@test "fchmod, fchown, ftruncate and fsync act on the open file" {
    chmod 644 data
    succeeds "" xos fchmod 5 g+w,o=
    succeeds 660 stat -c %a data
    succeeds "" xos fchown 5 "$(id -u)" -1
    succeeds "" xos ftruncate 5 5
    succeeds hello cat data
    succeeds "" xos fsync 5
    succeeds "" xos fdatasync 5
    fails 65 "xos: ftruncate: fd:5: Invalid argument [EINVAL]" xos ftruncate 5 -1
}

@test "an O_PATH descriptor changes nothing, on any libc" {
    fails 66 "xos: fchmod: fd:6: Bad file descriptor [EBADF]" xos open data O_PATH --as 6 -- xos fchmod 6 0
    fails 66 "xos: fchown: fd:6: Bad file descriptor [EBADF]" xos open data O_PATH --as 6 -- xos fchown 6 -1 -1
    succeeds 12 xos open data O_PATH --as 6 -- sh -c 'xos --json fstat 6 | sed "s/.*st_size\"://; s/,.*//"'
}

@test "posix_fallocate grows a file, posix_fadvise hints" {
    succeeds "" xos posix_fallocate 5 0 64K
    succeeds 65536 stat -c %s data
    succeeds "" xos posix_fadvise 5 0 0 POSIX_FADV_DONTNEED
    fails 65 "xos: posix_fadvise: fd:5: Invalid argument [EINVAL]" xos posix_fadvise 5 0 0 99
    fails 65 "xos: posix_fallocate: fd:5: Invalid argument [EINVAL]" xos posix_fallocate 5 0 0
    fails 65 "xos: posix_fadvise: fd:0: Illegal seek [ESPIPE]" bash -c 'true | xos posix_fadvise 0 0 0 0'
}

@test "fstat, fstatvfs and fpathconf are stat, statvfs and pathconf of the file" {
    succeeds "$(xos lstat data)" xos fstat 5
    succeeds "$(xos statvfs fd:5 | grep size)" sh -c 'xos fstatvfs 5 | grep size'
    succeeds 255 xos fpathconf 5 PC_NAME_MAX
    fails 65 "xos: fpathconf: fd:5: Invalid argument [EINVAL]" xos fpathconf 5 9999
    fails 64 "xos: fpathconf: name: unknown name 'PC_NO' (xos const pathconf_names lists them)" xos fpathconf 5 PC_NO
}

@test "copy_file_range moves the position of a file without a given offset" {
    exec 6<>copy
    succeeds 5 xos copy_file_range 5 6 5
    succeeds 7 xos copy_file_range 5 6 100 None 5
    succeeds "hello world" cat copy
    succeeds 12 xos lseek 5 0 SEEK_CUR
    succeeds 5 xos lseek 6 0 SEEK_CUR
    succeeds 0 xos copy_file_range 5 6 100
    succeeds 5 xos copy_file_range 5 6 5 --offset-src 6 --offset-dst 0
    succeeds "worldworld" sh -c 'head -c 5 copy; xos pread 5 5 6'
}

@test "a negative count is a usage error, a negative offset the system's" {
    exec 6<>copy
    fails 64 "xos: copy_file_range: count: it cannot be negative" xos copy_file_range 5 6 -1
    fails 64 "xos: splice: count: it cannot be negative" xos splice 5 6 -1
    fails 65 "xos: copy_file_range: fd:5 -> fd:6: Invalid argument [EINVAL]" xos copy_file_range 5 6 1 -2
    fails 65 "xos: sendfile: fd:5 -> fd:6: Invalid argument [EINVAL]" xos sendfile 6 5 0 -1
    fails 65 "xos: pread: fd:5: Invalid argument [EINVAL]" xos pread 5 1 -1
}

@test "sendfile takes None for the position, and nothing of other systems" {
    exec 6<>copy
    succeeds 5 xos sendfile 6 5 None 5
    succeeds 5 xos lseek 5 0 SEEK_CUR
    succeeds 5 xos sendfile 6 5 6 5
    succeeds 5 xos lseek 5 0 SEEK_CUR
    succeeds "helloworld" cat copy
    fails 69 "xos: sendfile: flags: this platform has no SF_SYNC (FreeBSD)" xos sendfile 6 5 0 1 SF_SYNC
    fails 69 "xos: sendfile: headers, trailers and flags exist on macOS and FreeBSD" xos sendfile 6 5 0 1 --headers x
}

@test "splice moves bytes between a pipe and a file" {
    exec 6<>copy
    succeeds 6 sh -c 'echo hello | xos splice 0 6 4096'
    succeeds hello cat copy
    succeeds "world" sh -c 'xos splice 5 1 5 6 --result-fd 2 2>/dev/null | cat'
    fails 65 "xos: splice: fd:5 -> fd:6: Invalid argument [EINVAL]" xos splice 5 6 4096
    fails 65 "xos: splice: fd:0 -> fd:6: Illegal seek [ESPIPE]" sh -c 'echo x | xos splice 0 6 4096 0'
    succeeds 0 sh -c 'true | xos splice 0 6 4096 --flags SPLICE_F_MOVE'
}

@test "fdopen sees that the mode fits" {
    succeeds 5 xos fdopen 5
    succeeds 5 xos fdopen 5 rb+
    succeeds 5 xos fdopen 5 a
    succeeds 12 xos lseek 5 0 SEEK_CUR
    fails 65 "xos: fdopen: fd:6: Invalid argument [EINVAL]" bash -c 'xos fdopen 6 w 6<data'
    fails 73 "xos: fdopen: fd:6: Is a directory [EISDIR]" bash -c 'xos fdopen 6 6<.'
    fails 64 "xos: fdopen: mode: 'rw' is not one of r w x a, with + b t" xos fdopen 5 rw
    fails 64 "xos: fdopen: mode: '' is not one of r w x a, with + b t" xos fdopen 5 ''
    fails 64 "xos: fdopen: encoding: a binary file has none" xos fdopen 5 rb --encoding utf-8
    fails 64 "xos: fdopen: buffering: only a binary file does without" xos fdopen 5 r 0
}

@test "descriptors run out with status 71" {
    fails 71 "xos: pipe: Too many open files [EMFILE]" bash -c 'exec 3>&- 4>&-; ulimit -n 4; xos pipe'
}

@test "reading and writing are tried again after a signal, close and lockf are not" {
    needs strace
    succeeds hello strace -qq -o /dev/null -P "$PWD/data" -e inject=pread64:error=EINTR:when=1..3 xos pread 5 5 0
    succeeds 2 strace -qq -o /dev/null -P "$PWD/data" -e inject=pwrite64:error=EINTR:when=1 xos pwrite 5 zz 0
    succeeds 2 strace -qq -o /dev/null -P "$PWD/data" -e inject=copy_file_range:error=EINTR:when=1 \
        xos copy_file_range 5 5 2 0 20
    fails 75 "xos: close: fd:5: Interrupted system call [EINTR]" \
        strace -qq -o /dev/null -P "$PWD/data" -e inject=close:error=EINTR xos close 5
    fails 75 "xos: lockf: fd:5: Interrupted system call [EINTR]" \
        strace -qq -o /dev/null -P "$PWD/data" -e inject=/^fcntl:error=EINTR xos lockf 5 F_LOCK 0
}

@test "if close_range is missing or denied, descriptors are closed one by one" {
    needs strace
    local errno
    for errno in ENOSYS EPERM; do
        fails 66 "xos: fstat: fd:5: Bad file descriptor [EBADF]" \
            strace -qq -o /dev/null -e inject=close_range:error=$errno xos closerange 4 2147483647 -- xos fstat 5 5<.
        fails 66 "xos: fstat: fd:5: Bad file descriptor [EBADF]" \
            strace -f -qq -o /dev/null -e inject=close_range:error=$errno xspawn --closefrom 4 xos fstat 5 5<.
    done
}

@test "buffers keep their commas, OFFSET is the last word, flags are named after it" {
    succeeds 3 bash -c 'xos writev 5 a,b --result-fd 6 5>f 6>&1'
    [[ $(<f) == a,b ]]
    exec 5<>g
    succeeds 5 xos pwritev 5 5 7 8,9 0
    [[ $(<g) == 578,9 ]]
    succeeds 2 xos pwritev 5 xy 1 --flags RWF_DSYNC
    succeeds 1 xos pwritev 5 0 3 RWF_DSYNC,RWF_SYNC
    [[ $(<g) == 5xy09 ]]
    fails 64 "xos: pwritev: offset: 'RWF_NO' is not a size (an integer, or one with K M G T P or KB MB …)" \
        xos pwritev 5 x 0 RWF_NO
    succeeds 5xy0 xos preadv 5 1 3 0
    succeeds 5xy0 xos preadv 5 1,3 0 RWF_HIPRI
    succeeds y0 xos preadv 5 2 2 --flags 0
}

@test "readv and writev of nothing give 0" {
    exec 5<>g
    succeeds "" xos readv 5 ''
    succeeds "" xos preadv 5 '' 0
    succeeds 0 xos writev 5 ''
    succeeds 0 xos pwritev 5 '' 0
}

@test "writev takes standard input as its one buffer" {
    succeeds 3 bash -c 'printf a,b | xos writev 3 --stdin 3>out'
    [[ $(<out) == a,b ]]
}
