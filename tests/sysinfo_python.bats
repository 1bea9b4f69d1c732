# The system's values beside Python's os, which this program mirrors.
load helper

prepare() {
    needs python3
}

# same WHICH: the operation gives Python's value for each name of WHICH_names.
same() {
    xos const --json "$1_names" >names
    python3 - "$1" <<'EOF'
import json, os, subprocess, sys
which = sys.argv[1]
for name in set(json.load(open("names"))) & set(getattr(os, which + "_names")):
    ran = subprocess.run(["xos", which, "--json", name], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    ours = json.loads(ran.stdout or "null")
    try:
        theirs = getattr(os, which)(name)
    except OSError:
        theirs = ran.returncode == 65 and None
    if ours != theirs and name not in ("SC_AVPHYS_PAGES",):
        sys.exit(f"{name}: {ours!r}, Python {theirs!r}")
EOF
}

@test "every name of sysconf has Python's value" {
    [[ $(xos sysconf SC_LINE_MAX) == "$(getconf LINE_MAX)" ]] || skip "xos has a C library of its own, with values of its own"
    same sysconf
}

@test "every name of confstr has Python's value" {
    same confstr
}

@test "CPUs and affinity are Python's" {
    succeeds "$(python3 -c 'import os; print(os.cpu_count())')" xos cpu_count
    succeeds "$(python3 -c 'import os; print(len(os.sched_getaffinity(0)))')" xos process_cpu_count
    succeeds "$(python3 -c 'import os; print(sorted(os.sched_getaffinity(0)))' | tr -d ' ')" xos sched_getaffinity --json 0
}

@test "priorities of every policy are Python's" {
    for policy in SCHED_OTHER SCHED_BATCH SCHED_IDLE SCHED_FIFO SCHED_RR; do
        succeeds "$(python3 -c "import os; print(os.sched_get_priority_min(os.$policy))")" xos sched_get_priority_min "$policy"
        succeeds "$(python3 -c "import os; print(os.sched_get_priority_max(os.$policy))")" xos sched_get_priority_max "$policy"
    done
}

@test "the quantum is Python's to the nanosecond" {
    ours=$(xos sched_rr_get_interval 0)
    succeeds "$ours" python3 -c 'import os; print("%.9f" % os.sched_rr_get_interval(0))'
}
