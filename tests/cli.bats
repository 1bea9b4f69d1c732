# The frame around every operation: names, options, messages, streams.
load helper

@test "an unknown operation is a usage error that names the nearest" {
    fails 64 "xos: unknown operation 'getpi' (did you mean getpid?)" xos getpi
}

@test "--json may stand before the operation and after it" {
    run xos --json getpid
    [[ $output =~ ^[0-9]+$ ]]
    run xos getpid --json
    [[ $output =~ ^[0-9]+$ ]]
}

@test "a usage error under --json is one JSON line" {
    fails 64 '{"error":{"op":"getpid","errno":null,"name":null,"message":"surplus argument '"'3'"'","exit":64}}' \
        xos --json getpid 3
}

@test "a closed or full standard output is status 74" {
    fails 74 "xos: getpid: standard output: Bad file descriptor [EBADF]" bash -c 'xos getpid >&-'
    fails 74 "xos: getpid: standard output: No space left on device [ENOSPC]" bash -c 'xos getpid >/dev/full'
}
