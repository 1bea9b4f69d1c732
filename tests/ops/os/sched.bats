# The scheduler's operations.
load ../../helper

@test "each policy has its range of priorities" {
    succeeds 1 xos sched_get_priority_min SCHED_FIFO
    succeeds 99 xos sched_get_priority_max SCHED_RR
    succeeds 0 xos sched_get_priority_max --json SCHED_OTHER
    fails 65 "xos: sched_get_priority_min: Invalid argument [EINVAL]" xos sched_get_priority_min 77
    fails 64 "xos: sched_get_priority_max: policy: unknown name 'FIFO' (xos const lists them)" \
        xos sched_get_priority_max FIFO
    fails 69 "xos: sched_get_priority_max: policy: this platform has no SCHED_SPORADIC (some Unix systems, not Linux)" \
        xos sched_get_priority_max SCHED_SPORADIC
}

@test "a policy set for PROG is the one PROG has" {
    succeeds 3 xos sched_setscheduler 0 SCHED_BATCH 0 -- xos sched_getscheduler 0
    succeeds 5 xos sched_setscheduler 0 SCHED_IDLE 0 -- xos sched_getscheduler 0
    succeeds 1073741827 xos sched_setscheduler 0 'SCHED_BATCH|SCHED_RESET_ON_FORK' 0 -- xos sched_getscheduler 0
}

@test "a real-time priority is set and read" {
    needs_root
    succeeds sched_priority=7 xos sched_setscheduler 0 SCHED_RR 7 -- xos sched_getparam 0
    succeeds '{"sched_priority":9}' \
        xos sched_setscheduler 0 SCHED_FIFO 7 -- xos sched_setparam 0 9 -- xos sched_getparam --json 0
    run xos sched_setscheduler 0 SCHED_RR 1 -- xos sched_rr_get_interval 0
    [[ $output =~ ^[0-9]+\.[0-9]{9}$ && $output != 0.000000000 ]]
}

@test "a priority outside the policy's range is EINVAL" {
    fails 65 "xos: sched_setscheduler: Invalid argument [EINVAL]" xos sched_setscheduler 0 SCHED_FIFO 0
    fails 65 "xos: sched_setscheduler: Invalid argument [EINVAL]" xos sched_setscheduler 0 SCHED_OTHER 1
    fails 65 "xos: sched_setparam: Invalid argument [EINVAL]" xos sched_setparam 0 1 -- true
}

@test "an ordinary user may not have a real-time policy: EPERM" {
    needs_root
    fails 77 "xos: sched_setscheduler: Operation not permitted [EPERM]" \
        as_user prlimit --rtprio=0 "$(command -v xos)" sched_setscheduler 0 SCHED_FIFO 1 -- true
}

@test "affinity is set for PROG and read as a list" {
    first=$(xos sched_getaffinity 0 | head -1)
    succeeds "$first" xos sched_setaffinity 0 "$first" -- xos sched_getaffinity 0
    succeeds "[$first]" xos sched_setaffinity 0 "$first,8000" -- xos sched_getaffinity 0 --json
    succeeds "$(xos sched_getaffinity 0)" xos sched_setaffinity 0 all -- xos sched_getaffinity 0
    succeeds "$first" xos sched_setaffinity 0 "0-8191" "^$((first + 1))-8191" -- xos sched_getaffinity 0
}

@test "a CPU set that is empty, absent or malformed is refused" {
    fails 65 "xos: sched_setaffinity: Invalid argument [EINVAL]" xos sched_setaffinity 0 8000
    fails 65 "xos: sched_setaffinity: Invalid argument [EINVAL]" xos sched_setaffinity 0 ''
    run -64 xos sched_setaffinity 0 3-1
    run -64 xos sched_setaffinity 0 1-
    run -64 xos sched_setaffinity 0
}

@test "a process that is gone is ESRCH, a negative pid EINVAL" {
    for op in sched_getscheduler sched_getparam sched_rr_get_interval sched_getaffinity; do
        fails 66 "xos: $op: 2147483647: No such process [ESRCH]" xos $op 2147483647
    done
    fails 65 "xos: sched_getscheduler: Invalid argument [EINVAL]" xos sched_getscheduler -1
    fails 66 "xos: sched_setscheduler: 2147483647: No such process [ESRCH]" \
        xos sched_setscheduler 2147483647 SCHED_OTHER 0
}

@test "sched_yield gives nothing" {
    succeeds "" xos sched_yield
    succeeds null xos sched_yield --json
}

@test "sched_param is the record of sched_getparam, not a command" {
    fails 64 \
        "xos: sched_param: not a separate command: see sched_getparam's record; where it is an argument, the priority's number" \
        xos sched_param
}
