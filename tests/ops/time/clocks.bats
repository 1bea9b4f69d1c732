# The module time: clocks, sleeping.
load ../../helper

# misused MESSAGE CMD...: CMD is a usage error; the message may go on with where to find help.
misused() {
    local message=$1
    shift
    run -64 --separate-stderr "$@"
    [[ -z $output && ${stderr% (see *--help)} == "$message" ]] ||
        { printf '%q, wanted %q\n' "$stderr" "$message"; return 1; }
}

# between LOW VALUE HIGH: decimal numbers in that order.
between() {
    awk -v low="$1" -v value="$2" -v high="$3" 'BEGIN { exit !(low <= value && value <= high) }'
}

@test "time prints seconds with nine decimals, time_ns the same in nanoseconds" {
    before=$(date +%s%N)
    seconds=$(xos time) ns=$(xos time_ns)
    after=$(date +%s%N)
    [[ $seconds =~ ^[0-9]+\.[0-9]{9}$ ]]
    between "$before" "${seconds/./}" "$after"
    between "$before" "$ns" "$after"
}

@test "each clock has both forms, and JSON keeps every digit" {
    for name in time monotonic perf_counter process_time thread_time; do
        [[ $(xos --json $name) =~ ^[0-9]+\.[0-9]{9}$ && $(xos --json ${name}_ns) =~ ^[0-9]+$ ]] ||
            { echo "$name"; return 1; }
    done
}

@test "two values of monotonic from two processes may be subtracted" {
    first=$(xos monotonic_ns)
    second=$(xos clock_gettime_ns CLOCK_MONOTONIC)
    third=$(xos perf_counter_ns)
    ((first < second && second < third))
}

@test "clock_gettime takes a name or a number; an invalid number is 65, an unknown name 64 with the nearest name" {
    between "$(xos clock_gettime CLOCK_BOOTTIME)" "$(xos clock_gettime 7)" "$(xos clock_gettime CLOCK_BOOTTIME)"
    fails 65 "xos: clock_gettime: Invalid argument [EINVAL]" xos clock_gettime 99
    misused "xos: clock_gettime: unknown clock 'CLOCK_MONOTONIK' (did you mean CLOCK_MONOTONIC?)" \
        xos clock_gettime CLOCK_MONOTONIK
    misused "xos: clock_gettime: unknown clock 'realtime' (did you mean CLOCK_REALTIME?)" \
        xos clock_gettime realtime
    fails 69 "xos: clock_getres: this platform has no CLOCK_UPTIME (FreeBSD, OpenBSD)" xos clock_getres CLOCK_UPTIME
}

@test "clock_getres returns a nanosecond for precise clocks" {
    succeeds 0.000000001 xos clock_getres CLOCK_REALTIME
    succeeds 0.000000001 xos clock_getres CLOCK_PROCESS_CPUTIME_ID
}

@test "get_clock_info describes the clocks" {
    succeeds "implementation='clock_gettime(CLOCK_REALTIME)'
monotonic=false
adjustable=true
resolution=0.000000001" xos get_clock_info time
    succeeds \
        '{"implementation":"clock_gettime(CLOCK_MONOTONIC)","monotonic":true,"adjustable":false,"resolution":0.000000001}' \
        xos --json get_clock_info perf_counter
    misused "xos: get_clock_info: unknown clock 'tai' (time, monotonic, perf_counter, process_time or thread_time)" \
        xos get_clock_info tai
}

@test "process_time --pid is the CPU time of that process; one that does not exist is 66" {
    first=$(xos process_time --pid $$)
    for ((i = 0; i < 200; i++)); do :; done
    second=$(xos process_time --pid $$)
    between "$first" "$second" 1000
    [[ $first != "$second" ]]
    fails 66 "xos: process_time: 2147483647: No such process [ESRCH]" xos process_time --pid 2147483647
}

@test "thread_time --tid reads a thread of another process" {
    spent=$(xos thread_time --tid $$)
    between 0.0001 "$spent" "$(xos process_time --pid $$)"
    fails 66 "xos: thread_time_ns: 2147483647: No such process [ESRCH]" xos thread_time_ns --tid 2147483647
}

@test "pthread_getcpuclockid computes the id that clock_gettime takes for its own threads" {
    succeeds $(((~$$ << 3) | 6)) xos pthread_getcpuclockid $$
    fails 66 "xos: pthread_getcpuclockid: 2147483647: No such process [ESRCH]" xos pthread_getcpuclockid 2147483647
}

@test "clock_settime --dry-run says what would be set, and refuses what the kernel would" {
    succeeds "clock=CLOCK_REALTIME
seconds=1711848600.500000000
iso=2024-03-31T01:30:00.500+00:00" xos clock_settime --dry-run CLOCK_REALTIME 1711848600.5
    succeeds '{"clock":"CLOCK_REALTIME","seconds":1.000000001,"iso":"1970-01-01T00:00:01.000000001+00:00"}' \
        xos --json clock_settime_ns --dry-run CLOCK_REALTIME 1000000001
    fails 65 "xos: clock_settime: Invalid argument [EINVAL]" xos clock_settime --dry-run CLOCK_MONOTONIC 1
    fails 65 "xos: clock_settime: Invalid argument [EINVAL]" xos clock_settime --dry-run CLOCK_REALTIME -- -1
}

@test "sleep adds its operands up" {
    first=$(xos monotonic_ns)
    succeeds "" xos sleep 20ms 0.01 0
    second=$(xos monotonic_ns)
    ((second - first >= 30000000))
}

@test "sleep refuses an argument that is not a duration" {
    for word in -1 nan 1x '' 1e3; do
        misused "xos: sleep: secs: '$word' is not a duration (1.5, 200ms, 3m, 2h, 1d, inf)" xos sleep "$word"
    done
    misused "xos: sleep: missing argument: secs" xos sleep
}

@test "sleep --until returns at that time, or at once if it has passed" {
    first=$(xos time_ns)
    succeeds "" xos sleep --until now+30ms
    second=$(xos time_ns)
    ((second - first >= 30000000))
    succeeds "" timeout 60 xos sleep --until 2020-01-01T00:00
    succeeds "" timeout 60 xos sleep --until @1.5
    misused "xos: sleep: until: 'noon' is not a time (ISO 8601, 07:30, @SECONDS, now+1h)" xos sleep --until noon
    misused "xos: sleep: either --until or durations" xos sleep --until now 1
    misused "xos: sleep: --until is a time of CLOCK_REALTIME or CLOCK_REALTIME_ALARM" \
        xos sleep --until now --clock CLOCK_MONOTONIC
}

@test "sleep --until a time of day waits for its next occurrence" {
    past=$(TZ=UTC date -d '-1 minute' +%H:%M:%S)
    run -124 timeout 0.2 xos sleep --until "$past" --tz UTC
    near=$(TZ=UTC date -d '+4 seconds' +%H:%M:%S)
    succeeds "" timeout 60 xos sleep --until "$near" --tz UTC
}

@test "sleep sleeps by the clock that is asked for" {
    needs strace
    strace -o trace -e trace=clock_nanosleep,clock_nanosleep_time64 xos sleep --clock CLOCK_BOOTTIME 5ms
    grep -q 'CLOCK_BOOTTIME, TIMER_ABSTIME' trace
    strace -o trace -e trace=clock_nanosleep,clock_nanosleep_time64 xos sleep 5ms
    grep -q 'CLOCK_MONOTONIC, TIMER_ABSTIME' trace
    run strace -o trace -e trace=clock_nanosleep,clock_nanosleep_time64 xos sleep --wake 5ms
    grep -q 'CLOCK_BOOTTIME_ALARM, TIMER_ABSTIME' trace
    fails 65 "xos: sleep: Invalid argument [EINVAL]" xos sleep --clock CLOCK_THREAD_CPUTIME_ID 1ms
}

@test "sleep inf sleeps until a signal ends it" {
    run -124 timeout 0.1 xos sleep inf
}

@test "time and sleep 0 make no system call that getpid does not make" {
    needs strace
    ! grep -q 'enable-sanitizers' "$XOS_BUILD/config.status" || skip "a sanitizer adds system calls"
    calls() {
        strace -qq -o trace "$@" >/dev/null
        sed -nE 's/^([a-z0-9_]+)\(.*/\1/p' trace | grep -vx getpid
    }
    calls xos getpid >wanted
    calls xos time >have
    diff wanted have
    calls xos sleep 0 >have
    diff <(grep -vx write wanted) have
}
