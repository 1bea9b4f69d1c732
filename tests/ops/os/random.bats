# getrandom; urandom as a command is xurandom.
load ../../helper

@test "getrandom gives as many bytes as asked for, in each form" {
    [[ $(xos getrandom 16 | wc -c) == 16 && $(xos getrandom 100K | wc -c) == 102400 ]]
    [[ $(xos getrandom --hex 16) =~ ^[0-9a-f]{32}$ ]]
    [[ $(xos getrandom --base64 16) =~ ^[A-Za-z0-9+/]{22}==$ ]]
    [[ $(xos getrandom --json 16) =~ ^\{\"bytes\":\"[A-Za-z0-9+/]{22}==\"\}$ ]]
}

@test "getrandom of nothing is empty" {
    succeeds "" xos getrandom 0
    succeeds '{"text":""}' xos getrandom --json 0
}

@test "two results differ" {
    [[ $(xos getrandom --hex 16) != "$(xos getrandom --hex 16)" ]]
}

@test "flags are names or a number; others are EINVAL" {
    [[ $(xos getrandom 8 'GRND_NONBLOCK|GRND_RANDOM' | wc -c) == 8 && $(xos getrandom 8 1 | wc -c) == 8 ]]
    fails 65 "xos: getrandom: Invalid argument [EINVAL]" xos getrandom 8 64
    fails 64 "xos: getrandom: flags: unknown name 'GRND_FAST' (xos const lists them)" xos getrandom 8 GRND_FAST
}

@test "a size that cannot be is refused" {
    fails 65 "xos: getrandom: Invalid argument [EINVAL]" xos getrandom -1
    fails 64 "xos: getrandom: size: '9223372036854775808' is not in range" xos getrandom 9223372036854775808
    fails 64 "xos: getrandom: missing argument: size" xos getrandom
}

@test "a size beyond the kernel's limit gives what it gives at once" {
    [[ $(xos getrandom 10G | wc -c) == 33554431 ]]
}

@test "EAGAIN of a pool that is not ready is status 75, EINTR is retried, ENOSYS is 69" {
    needs strace
    inject() { strace -E ASAN_OPTIONS=detect_leaks=0 -qq -o /dev/null -e inject=getrandom:error=$1:when=$2 xos \
        getrandom --hex 4 ${3-}; }
    expect 75 "" "xos: getrandom: Resource temporarily unavailable [EAGAIN]" inject EAGAIN 1+ GRND_NONBLOCK
    expect 69 "" "xos: getrandom: Function not implemented [ENOSYS]" inject ENOSYS 1+
    [[ $(inject EINTR 1) =~ ^[0-9a-f]{8}$ ]]
}

@test "a negative size is urandom's usage error and the kernel's to refuse for getrandom" {
    fails 64 'xos: urandom: size: a negative size' xos urandom -1
    fails 65 'xos: getrandom: Invalid argument [EINVAL]' xos getrandom -1
}
