# The system's values beside Python's os, which this program mirrors.
load ../../helper

prepare() {
    needs python3
}

# same WHICH: the operation gives Python's value for each name of WHICH_names.
same() {
    xos const --json "$1_names" >names
    python3 - "$1" "$(command -v xos)" <<'EOF'
import json, os, re, subprocess, sys
which, xos = sys.argv[1:]
narrow = open(xos, "rb").read(5)[4] == 1  # a program of 32 bits: some values say so
differ = 0
unlike = re.compile("LFS|LP|LONG_BIT|U(INT|LONG)_MAX|AVPHYS" if narrow else "AVPHYS")
for name in set(json.load(open("names"))) & set(getattr(os, which + "_names")):
    ran = subprocess.run(["xos", which, "--json", name], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    ours = json.loads(ran.stdout or "null")
    try:
        theirs = getattr(os, which)(name)
    except OSError:
        theirs = ran.returncode == 65 and None
    if ours != theirs and not unlike.search(name):
        print(f"{name}: {ours!r}, Python {theirs!r}")
        differ = 1
sys.exit(differ)
EOF
}

@test "every name of sysconf has Python's value" {
    same sysconf
}

@test "every name of confstr has Python's value" {
    same confstr
}

@test "CPUs and affinity are Python's" {
    succeeds "$(python3 -c 'import os; print(os.cpu_count())')" xos cpu_count
    succeeds "$(python3 -c 'import os; print(len(os.sched_getaffinity(0)))')" xos process_cpu_count
    succeeds "$(python3 -c 'import os; print(sorted(os.sched_getaffinity(0)))' | tr -d ' ')" \
        xos sched_getaffinity --json 0
}

@test "priorities of every policy are Python's" {
    for policy in SCHED_OTHER SCHED_BATCH SCHED_IDLE SCHED_FIFO SCHED_RR; do
        succeeds "$(python3 -c "import os; print(os.sched_get_priority_min(os.$policy))")" \
            xos sched_get_priority_min "$policy"
        succeeds "$(python3 -c "import os; print(os.sched_get_priority_max(os.$policy))")" \
            xos sched_get_priority_max "$policy"
    done
}

@test "the quantum is Python's to the nanosecond" {
    ours=$(xos sched_rr_get_interval 0)
    succeeds "$ours" python3 -c 'import os; print("%.9f" % os.sched_rr_get_interval(0))'
}
