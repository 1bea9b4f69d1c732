# Memory files, event counters, timers: descriptors made for PROG and for scripts.
load ../../helper

@test "memfd_create makes a file in memory that PROG inherits" {
    succeeds hello xos memfd_create scratch --as 6 -- sh -c 'echo hello >&6; cat /dev/fd/6'
    succeeds "/memfd:a b (deleted)" xos memfd_create "a b" --as 6 -- readlink /proc/self/fd/6
    succeeds 0 xos memfd_create x MFD_ALLOW_SEALING --as 6 -- xos lseek 6 0 SEEK_END
}

@test "memfd_create refuses long names and unknown flags" {
    local long
    long=$(printf 'x%.0s' {1..250})
    fails 65 "xos: memfd_create: $long: Invalid argument [EINVAL]" xos memfd_create "$long"
    fails 65 "xos: memfd_create: x: Invalid argument [EINVAL]" xos memfd_create x 0x800
    fails 64 "xos: memfd_create: flags: unknown name 'MFD_NO' (xos const lists them)" xos memfd_create x MFD_NO
}

@test "an event counter adds up and is taken whole" {
    succeeds 10 xos eventfd 3 --as 6 -- sh -c 'xos eventfd_write 6 7; xos eventfd_read 6'
    succeeds $'1\n1' xos eventfd 2 EFD_SEMAPHORE --as 6 -- sh -c 'xos eventfd_read 6; xos eventfd_read 6'
    succeeds 18446744073709551614 xos eventfd 0 --as 6 -- \
        sh -c 'xos eventfd_write 6 18446744073709551614; xos eventfd_read 6'
}

@test "an event counter that would have to wait is status 75" {
    fails 75 "xos: eventfd_read: fd:6: Resource temporarily unavailable [EAGAIN]" \
        xos eventfd 0 EFD_NONBLOCK --as 6 -- xos eventfd_read 6
    fails 75 "xos: eventfd_write: fd:6: Resource temporarily unavailable [EAGAIN]" \
        xos eventfd 1 EFD_NONBLOCK --as 6 -- xos eventfd_write 6 0xfffffffffffffffe
}

@test "values beyond an event counter are refused" {
    fails 65 "xos: eventfd_write: fd:6: Invalid argument [EINVAL]" \
        xos eventfd 0 --as 6 -- xos eventfd_write 6 18446744073709551615
    fails 64 "xos: eventfd: initval: it has 32 bits at most" xos eventfd 4294967296
    fails 64 "xos: eventfd: initval: '-1' is not in range" xos eventfd -1
    fails 64 "xos: eventfd_write: value: '18446744073709551616' is not in range" \
        xos eventfd_write 6 18446744073709551616
    fails 65 "xos: eventfd_read: fd:6: Invalid argument [EINVAL]" bash -c 'xos eventfd_read 6 6</dev/null'
    fails 65 "xos: eventfd: Invalid argument [EINVAL]" xos eventfd 0 0x4
}

@test "a timer that has expired reads as the number of expiries" {
    succeeds 0100000000000000 xos timerfd_create CLOCK_MONOTONIC --as 6 -- \
        sh -c 'xos timerfd_settime 6 --initial 0.000001 >/dev/null; xos read 6 8 --hex'
    fails 75 "xos: read: fd:6: Resource temporarily unavailable [EAGAIN]" \
        xos timerfd_create CLOCK_REALTIME --flags TFD_NONBLOCK --as 6 -- xos read 6 8
}

@test "timerfd_settime returns a timer's old setting, timerfd_gettime the current one" {
    succeeds $'next_expiration=0.000000000\ninterval=0.000000000' xos timerfd_create CLOCK_MONOTONIC --as 6 -- \
        xos timerfd_settime 6 --initial 1000 --interval 0.5
    succeeds '{"next_expiration":0,"interval":1500000000}' xos timerfd_create CLOCK_MONOTONIC --as 6 -- \
        sh -c 'xos timerfd_settime 6 --interval 1.5 >/dev/null; xos --json timerfd_gettime_ns 6'
    succeeds 2.250000000 xos timerfd_create CLOCK_BOOTTIME --as 6 -- sh -c \
        'xos timerfd_settime_ns 6 --initial 1000000000000 --interval 2250000000 >/dev/null
         xos --json timerfd_gettime 6 | sed "s/.*interval\"://; s/}//"'
}

@test "an absolute time in the past has expired at once" {
    succeeds 0100000000000000 xos timerfd_create CLOCK_REALTIME --as 6 -- sh -c \
        'xos timerfd_settime 6 --flags TFD_TIMER_ABSTIME --initial 1 >/dev/null; xos read 6 8 --hex'
}

@test "clocks and settings that cannot be are refused" {
    fails 65 "xos: timerfd_create: Invalid argument [EINVAL]" xos timerfd_create CLOCK_PROCESS_CPUTIME_ID
    fails 65 "xos: timerfd_create: Invalid argument [EINVAL]" xos timerfd_create 99
    fails 64 "xos: timerfd_create: clockid: unknown name 'CLOCK_NO' (xos const CLOCK_* lists them)" \
        xos timerfd_create CLOCK_NO
    fails 65 "xos: timerfd_settime: fd:6: Invalid argument [EINVAL]" \
        xos timerfd_create CLOCK_MONOTONIC --as 6 -- xos timerfd_settime 6 --initial -1
    fails 65 "xos: timerfd_settime_ns: fd:6: Invalid argument [EINVAL]" \
        xos timerfd_create CLOCK_MONOTONIC --as 6 -- xos timerfd_settime_ns 6 --interval -1
    fails 65 "xos: timerfd_gettime: fd:6: Invalid argument [EINVAL]" bash -c 'xos timerfd_gettime 6 6</dev/null'
    fails 64 "xos: timerfd_settime: surplus argument '5'" xos timerfd_settime 6 5
}
