# Calls that have an older way around them: where a kernel lacks them (ENOSYS), or a filter denies what it does not know
# (EPERM), the older way is taken.
load ../helper
load ../denied

# without CALL ERRNO CMD... : CMD in which that system call always fails so.
without() {
    strace -f -qq -o /dev/null -e inject="$1:error=$2" "${@:3}"
}

@test "access gives the same answers without faccessat2" {
    unsanitized "need /proc"
    needs_root
    needs strace
    local errno who as words
    cp "$(command -v xos)" program && chmod 755 . program
    touch mine theirs shared && chown 65534 theirs && chgrp 65534 shared && chmod 640 mine theirs shared
    ln -s mine link && ln -s none dangling
    for errno in ENOSYS EPERM; do
        for who in root user effective; do
            as=()
            [[ $who != user ]] || as=(setpriv --reuid 65534 --regid 65534 --clear-groups)
            [[ $who != effective ]] || as=(setpriv --euid 65534 --egid 65534 --clear-groups)
            for words in "mine R_OK" "mine R_OK --effective-ids" "theirs W_OK --effective-ids" \
                "shared R_OK --effective-ids" \
                "shared W_OK --effective-ids" "link R_OK --no-follow-symlinks" "dangling F_OK --no-follow-symlinks" \
                "mine X_OK --no-follow-symlinks" "mine X_OK --effective-ids" "fd:0 R_OK" "fd:0 X_OK" \
                ". X_OK --effective-ids" \
                "none F_OK --effective-ids"; do
                run --separate-stderr "${as[@]}" ./program access $words <theirs
                expect "$status" "$output" "$stderr" without faccessat2 $errno "${as[@]}" \
                    ./program access $words <theirs ||
                    { echo "$errno $who: $words"; return 1; }
            done
        done
    done
}

@test "without faccessat2 all of a process's groups count, however many it has" {
    needs_root
    needs strace python3
    cp "$(command -v xos)" program && chmod 755 . program
    touch shared && chgrp 1399 shared && chmod 640 shared
    succeeds true without faccessat2 ENOSYS python3 -c 'import os
os.setgroups(range(1000, 1400)); os.setresuid(65534, 65534, 65534)
os.execv("program", ["xos", "access", "shared", "R_OK", "--effective-ids"])'
}

@test "without fchmodat2, statx, getrandom, preadv2, pwritev2, openat2 and sched_getattr the answers are the same" {
    needs strace jq python3
    local errno
    echo text >f
    for errno in ENOSYS EPERM; do
        succeeds "" denied $errno 452 xos chmod f 0604 --no-follow-symlinks # fchmodat2
        succeeds 604 stat -c %a f
        succeeds "st_size=5" without statx $errno xos stat f --fields st_size
        succeeds 8 bash -c 'strace -qq -o /dev/null -e inject=getrandom:error='$errno' xurandom 8 | wc -c'
        succeeds tex without preadv2 $errno xos preadv 0 3 0 <f
        succeeds "tex 3" bash -c 'strace -qq -o /dev/null -e inject=preadv2:error='$errno' xos preadv 0 3 -1 &&
            printf " " && xos lseek 0 0 SEEK_CUR' <f
        succeeds 2 bash -c 'strace -qq -o /dev/null -e inject=pwritev2:error='$errno' xos pwritev 3 ab 0 3<>g'
        [[ $(without sched_getattr $errno xsched --json | jq -c '[.policy,.nice,.priority]') == \
            "$(xsched --json | jq -c '[.policy,.nice,.priority]')" ]]
    done
    fails 69 "xos: preadv: fd:0: Operation not supported [ENOTSUP]" \
        without preadv2 ENOSYS xos preadv 0 3 0 RWF_NOWAIT <f
}

@test "an operation that needs /proc is 72 without it, and names /proc" {
    unsanitized "need /proc"
    needs_root
    touch f
    bare() { unshare -m bash -c 'mount -t tmpfs none /proc && exec "$@"' bash "$@"; }
    expect 72 "?" "xos: stat: /proc: No such file or directory [ENOENT]" bare xstat -c %m f
    fails 72 "xos: chmod: /proc: No such file or directory [ENOENT]" \
        bare bash -c "$(declare -f denied); denied ENOSYS 452 xos chmod f 0604 --no-follow-symlinks"
    run -72 bare xsched --threads 1
    [[ $output == *"xos: sched_getscheduler: /proc: No such file or directory [ENOENT]" ]]
    expect 0 f "" bare xstat -c %n f
}
