# Rows of this project's own: flock, fallocate, mkstemp, mkdtemp; and listmounts, which Python has for Windows alone.
load ../../helper
load ../../denied

@test "flock locks a whole file for PROG, and is one with flock(1)'s" {
    needs flock
    succeeds "" xos flock 3 LOCK_EX 3>lock
    fails 75 "xos: flock: fd:4: Resource temporarily unavailable [EAGAIN]" \
        xos flock 3 'LOCK_EX|LOCK_NB' -- xos flock 4 LOCK_SH,LOCK_NB 3>lock 4>lock
    expect 1 "" "" xos flock 3 LOCK_EX -- flock -n lock true 3>lock
    succeeds free xos flock 3 LOCK_SH -- bash -c 'exec 4<lock; flock -ns 4 && echo free' 3>lock
    fails 75 "xos: flock: fd:3: Resource temporarily unavailable [EAGAIN]" flock lock xos flock 3 LOCK_SH,LOCK_NB 3<lock
    fails 64 "xos: flock: operation: unknown name 'LOCK_NO' (xos const lists them)" xos flock 3 LOCK_NO 3>lock
    fails 66 "xos: flock: fd:9876: Bad file descriptor [EBADF]" xos flock 9876 LOCK_SH
}

@test "mkstemp creates a file of mode 0600 and passes its descriptor to PROG" {
    local made
    succeeds hello \
        bash -c 'xos mkstemp log.XXXXXX --as 5 --result-fd 6 -- sh -c "echo hello >&5" 6>made; cat log.??????'
    [[ $(<made) == *$'fd=5\npath=log.'* && $(stat -c %a log.??????) == 600 ]]
    made=$(xos mkstemp a.XXXXXXX.txt --json)
    [[ $made =~ ^\{\"fd\":[0-9]+,\"path\":\"a\.[a-z0-9]{7}\.txt\"\}$ ]]
    [[ $(xos mkstemp) == fd=*$'\n'path=tmp.* ]]
    fails 64 "xos: mkstemp: template: 'a.XXXXX' has no run of 6 X" xos mkstemp a.XXXXX
    fails 66 "xos: mkstemp: no/XXXXXX: No such file or directory [ENOENT]" xos mkstemp no/XXXXXX
}

@test "mkdtemp makes a directory of mode 0700 and prints its name" {
    local made
    made=$(xos mkdtemp d/work.XXXXXX 2>&1) || mkdir d
    made=$(xos mkdtemp d/work.XXXXXX)
    [[ $made =~ ^d/work\.[a-z0-9]{6}$ && $(stat -c %a,%F "$made") == "700,directory" ]]
    fails 64 "xos: mkdtemp: template: 'XX' has no run of 6 X" xos mkdtemp XX
}

@test "fallocate sets space aside, punches and zeroes parts" {
    head -c 64K /dev/zero | tr '\0' x >f
    succeeds "" xos fallocate 3 1M 4K FALLOC_FL_KEEP_SIZE 3<>f
    [[ $(stat -c %s f) == 65536 ]]
    succeeds "" xos fallocate 3 0 100K 3<>f
    [[ $(stat -c %s f) == 102400 ]]
    run xos fallocate 3 4K 8K FALLOC_FL_PUNCH_HOLE 3<>f
    [[ $status == 69 || $(tail -c +4097 f | head -c 8192 | tr -d '\0' | wc -c) == 0 ]]
    fails 64 "xos: fallocate: mode: unknown name 'FALLOC' (xos const lists them)" xos fallocate 3 0 1 FALLOC 3<>f
    fails 65 "xos: fallocate: fd:3: Invalid argument [EINVAL]" xos fallocate 3 0 0 3<>f
}

@test "listmounts lists mount points, or those of one file system" {
    needs_root
    needs jq
    xos listmounts >ours
    cut -d' ' -f5 /proc/self/mountinfo | while IFS= read -r point; do printf '%b\n' "$point"; done | cmp - ours
    mkdir 'a b'
    succeeds $'["/proc"]\n'"$PWD/a b" unshare \
        -m bash -c 'mount -t tmpfs none "a b" && xos listmounts --json /proc | jq -c "[.[0]]" && xos listmounts "a b"'
    fails 66 "xos: listmounts: none: No such file or directory [ENOENT]" xos listmounts none
}

@test "listmounts does without /proc or without its system calls, and says so without either" {
    unsanitized "need /proc"
    needs_root
    needs python3
    local errno
    xos listmounts >wanted
    for errno in ENOSYS EPERM; do
        denied $errno 457,458 xos listmounts | cmp - wanted
        denied $errno 458 xos listmounts | cmp - wanted
        fails 72 "xos: listmounts: /proc: No such file or directory [ENOENT]" \
            denied $errno 457,458 unshare -m bash -c 'mount -t tmpfs none /proc && exec xos listmounts'
    done
    [[ $(uname -r) =~ ^([0-9]+)\.([0-9]+) ]] && ((BASH_REMATCH[1] * 100 + BASH_REMATCH[2] >= 608)) || return 0
    unshare -m bash -c 'mount -t tmpfs none /proc && exec xos listmounts' | sort | cmp - <(sort - wanted <<</proc)
}

@test "listmounts lists more mounts than one system call gives" {
    needs_root
    mkdir m
    unshare -m bash -c 'mount -t tmpfs none m && mkdir m/{1..300} && for i in {1..300}; do mount --bind m/1 m/$i; done
        xos listmounts >many && (($(wc -l <many) > 300)) && cut -d" " -f5 /proc/self/mountinfo | cmp - many'
}

@test "--list marks this project's own rows" {
    needs jq
    succeeds $'flock\nfallocate\nmkstemp\nmkdtemp' \
        bash -c 'xos --list --json | jq -r "select(.since == \"xos\") | .name"'
}
