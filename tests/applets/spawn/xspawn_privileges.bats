# xspawn: who the program is and what it may use; locks, transcripts, waiting, and where results go.
load ../../helper

prepare() {
    PATH=$XOS_BUILD:/usr/bin:/bin
}

@test "--user and --group give the program that user's ids and groups" {
    needs_root
    succeeds "65534 65534 65534" xspawn --user 65534 --group 65534 sh -c 'echo $(id -u) $(id -g) $(id -G)'
    succeeds "65534 0 0" xspawn --user 65534 --group root sh -c 'echo $(id -u) $(id -g) $(id -G)'
    succeeds "0 65534" xspawn --group 65534 sh -c 'echo $(id -u) $(id -g)'
    fails 67 "xos: xspawn: user: no user is named 'nosuch'" xspawn --user nosuch true
    fails 67 "xos: xspawn: group: no group is named 'nosuch'" xspawn --group nosuch true
    fails 64 "xos: xspawn: user: 64321 has no entry in the user database, so --group is needed" xspawn --user 64321 true
    fails 77 "xos: posix_spawnp: user: Operation not permitted [EPERM]" as_user "$(command -v xspawn)" --user root true
}

@test "--rlimit sets soft and hard limits" {
    hard=$(ulimit -Hn)
    succeeds "100 $hard" xspawn --rlimit nofile=100 sh -c 'echo $(ulimit -Sn) $(ulimit -Hn)'
    succeeds "1 2" xspawn --rlimit RLIMIT_CORE=512:1K sh -c 'echo $(ulimit -Sc) $(ulimit -Hc)'
    succeeds "unlimited 0" xspawn --rlimit cpu=unlimited --rlimit core=0:0 sh -c 'echo $(ulimit -t) $(ulimit -Hc)'
    for limit in x=1 nofile =1 ''; do
        fails 64 "xos: xspawn: rlimit: '$limit' is not NAME=SOFT[:HARD] (xenv --limits lists the names)" \
            xspawn --rlimit "$limit" true
    done
    fails 64 "xos: xspawn: rlimit: 'nofile=x' is not NAME=SOFT[:HARD] (a size, or unlimited)" \
        xspawn --rlimit nofile=x true
    fails 65 "xos: posix_spawnp: rlimit: Invalid argument [EINVAL]" xspawn --rlimit nofile=9:8 true
}

@test "--ignore-signal, --no-new-privs and --ionice reach the program" {
    # signals 32 and 33 are the C library's own, and stay as they were
    succeeds $((0x4002)) xspawn --setsigdef all --ignore-signal TERM,2 \
        sh -c 'echo $((0x$(sed -n "s/^SigIgn:.//p" /proc/self/status) & 0x7fffffff))'
    fails 64 "xos: xspawn: ignore_signal: 'X' is not a signal" xspawn --ignore-signal X true
    for name in KILL TERM,STOP; do
        fails 64 "xos: xspawn: ignore_signal: SIGKILL and SIGSTOP cannot be ignored" xspawn --ignore-signal "$name" true
    done
    succeeds "" xspawn --ignore-signal all true
    succeeds "NoNewPrivs: 1" xspawn --no-new-privs sh -c 'grep NoNewPrivs /proc/self/status | tr "\t" " "'
    needs ionice
    succeeds idle xspawn --ionice idle ionice
    succeeds "best-effort: prio 7" xspawn --ionice be:7 ionice
    succeeds "best-effort: prio 4" xspawn --ionice best-effort ionice
    for class in x best-effort:8 idle:1 be: ''; do
        fails 64 "xos: xspawn: ionice: '$class' is not none, idle, best-effort[:0-7] or realtime[:0-7]" \
            xspawn --ionice "$class" true
    done
}

@test "--caps leaves the program those capabilities and no others" {
    needs_root
    capabilities() { awk '/^Cap/ { print $2 }' /proc/self/status | sort -u; }
    succeeds 0000000000000420 xspawn --caps net_bind_service,5 awk '/^Cap/ { if (!seen[$2]++) print $2 }' \
        /proc/self/status
    succeeds 0000000000000000 xspawn --caps none awk '/^Cap/ { if (!seen[$2]++) print $2 }' /proc/self/status
    succeeds 0000000000002000 xspawn --user 65534 --group 65534 --caps CAP_NET_RAW awk \
        '/^Cap/ { if (!seen[$2]++) print $2 }' /proc/self/status
    fails 64 "xos: xspawn: caps: 'x' is not a capability (net_bind_service, ...), or none" xspawn --caps kill,x true
}

@test "--cgroup names the folder of a control group" {
    mkdir group && : >group/cgroup.procs
    succeeds "" xspawn --cgroup group true
    [[ $(cat group/cgroup.procs) == 0 ]]
    fails 66 "xos: posix_spawnp: cgroup: no/group/cgroup.procs: No such file or directory [ENOENT]" \
        xspawn --cgroup no/group true
}

@test "--lock and util-linux's flock keep each other out" {
    needs flock
    succeeds 1 xspawn --lock l sh -c 'flock -n l true; echo $?'
    expect 75 "" "$(xspawn --lock l xspawn --lock l --lock-wait 0 true 2>&1)" \
        xspawn --lock l xspawn --lock l --lock-wait 10ms true
    run -75 flock l xspawn --lock l --lock-wait 0 true
    [[ $output == "xos: xspawn: l: "*" [ETIMEDOUT]" ]]
    succeeds shared flock -s l xspawn --lock l --lock-shared --lock-wait 0 echo shared
    run -75 xspawn --lock l --lock-shared xspawn --lock l --lock-wait 0 true
    mkdir folder
    succeeds "" xspawn --lock folder true
    fails 64 "xos: xspawn: --lock-wait and --lock-shared need --lock" xspawn --lock-shared true
    fails 66 "xos: xspawn: no/l: No such file or directory [ENOENT]" xspawn --lock no/l true
}

@test "--lock waits, and is over with the program" {
    mkfifo go
    xspawn --lock l sh -c 'sleep 60 & echo $! >pid; cat go' &
    until [[ -s pid ]]; do sleep 0.01; done
    xspawn --lock l --lock-wait inf echo second >out &
    second=$!
    echo first >go
    ended 0 $second
    [[ $(cat out) == second ]]
    kill "$(cat pid)"
}

@test "--timeout-status is the status when the time was over" {
    expect 124 "" "" xspawn --timeout 0.1 --timeout-status 124 sleep 60
    expect 3 "" "" xspawn --timeout 60 --timeout-status 124 sh -c 'exit 3'
    expect 124 "" "" xspawn --timeout 0.1 --timeout-status 124 sleep ::: 60
    expect 0 "" "" xspawn --timeout inf true
    for status in 256 -1; do
        fails 64 "xos: xspawn: timeout_status: '$status' is not an exit status" xspawn --timeout-status "$status" true
    done
    expect 0 "" "" xspawn --timeout 0.1 --timeout-status 0 sleep 60
}

@test "--wait-any waits for the first, --wait-for for all" {
    sleep 60 & long=$!
    pid=$(xspawn --nowait --open 1:/dev/null:O_WRONLY sleep 0.1)
    succeeds "{\"pid\":$pid,\"ended\":true,\"status_known\":false}" xspawn --json --wait-any $long "$pid"
    expect 66 "" "xos: pidfd_open: 2147483647: No such process [ESRCH]" xspawn --timeout 0.1 --wait-for 2147483647
    run -75 xspawn --timeout 0.05 --wait-any $long $$
    kill $long
    fails 64 "xos: xspawn: --wait-for and --wait-any exclude each other" xspawn --wait-any 1 --wait-for 1
}

@test "--transcript records a --pty session in asciicast v2" {
    run -0 xspawn --pty --size 90x20 --transcript cast \
        sh -c 'echo hello; printf "\303"; sleep 0.1; printf "\251\n"' </dev/null
    python3 - <<'PY'
import json
lines = [json.loads(line) for line in open("cast")]
assert (lines[0]["version"], lines[0]["width"], lines[0]["height"]) == (2, 90, 20), lines[0]
assert all(event[1] == "o" and event[0] >= 0 for event in lines[1:]), lines
assert "".join(event[2] for event in lines[1:]) == "hello\r\né\r\n", lines
PY
    fails 64 "xos: xspawn: --transcript needs --pty" xspawn --transcript cast true
    fails 66 "xos: posix_spawnp: no/cast: No such file or directory [ENOENT]" xspawn --pty --transcript no/cast true
}

@test "--json without a place for the outcome is refused" {
    fails 64 \
        '{"error":{"op":"xspawn","errno":null,"name":null,"message":"--json needs --report, --status-fd or --result-fd: the output is the program'"'"'s","exit":64}}' \
        xspawn --json touch started
    [[ ! -e started ]]
    succeeds out xspawn --json --report r echo out
    run -0 xspawn --json --nowait --open 1:/dev/null:O_WRONLY true
    [[ $output =~ ^[0-9]+$ ]]
    succeeds 1 xspawn --json --joblog r echo ::: 1
}

@test "--report - is standard output" {
    run -3 xspawn --report - sh -c 'echo out; exit 3'
    [[ ${lines[0]} == out && ${lines[1]} == '{"argv":["sh",'*'"exit_code":3,'* && ! -e ./- ]]
}

@test "--report and --joblog do not follow another user's link in a folder for all" {
    needs_root
    mkdir s && chmod 1777 s
    for option in report joblog; do
        echo precious >mine
        rm -f s/x
        ln -s "$PWD/mine" s/x && chown -h 65534 s/x
        run -77 xspawn --$option s/x true ::: 1
        [[ $(cat mine) == precious ]]
    done
}

@test "no program that xos starts inherits --result-fd" {
    absent='test ! -e /proc/$$/fd/9'
    for words in "spawnlp --result-fd 9 P_WAIT sh sh -c" "system --result-fd 9" \
        "umask --result-fd 9 022 -- sh -c" "spawn --result-fd 9 sh -c"; do
        run -0 bash -c 'xos $0 "$1" 9>result' "$words" "$absent"
        [[ -s result ]]
    done
    start=$SECONDS
    run -0 bash -c 'p=$(xos posix_spawn --result-fd 9 /bin/sleep sleep 60 9>&1 >/dev/null 2>&1); kill $p'
    ((SECONDS - start < 50))
    run -0 xos sh --json --result-fd 9 -c "spawnlp P_WAIT sh sh -c 'test ! -e /proc/\\\$\\\$/fd/9'" 9>result
    [[ $(cat result) == '{"value":0}' ]]
}
