# xspawn --each: one program for each of many items.
load ../../helper

prepare() {
    PATH=$XOS_BUILD:/usr/bin:/bin # a folder that may not be searched makes a missing program EACCES
    printf '1\n2\n3\n' >items
}

# of FILE KEY... : the values of those keys, a line for each line of FILE.
of() {
    python3 -c '
import json, sys
for line in open(sys.argv[1]):
    r = json.loads(line)
    print(*(r.get(k) for k in sys.argv[2:]))' "$@"
}

@test "--each runs the program once for each line, in turn" {
    succeeds $'got 1\ngot 2\ngot 3' xspawn --each items echo got
    succeeds $'a\nb' xspawn --each <(printf 'a\nb') echo
    succeeds "" xspawn --each /dev/null echo
}

@test "an empty line is an item, and the last newline may be missing" {
    succeeds $'<a>\n<>\n<b>' xspawn --each <(printf 'a\n\nb\n') echo '<{}>'
}

@test "every {} is replaced by the item, else the item comes last" {
    succeeds $'a1b 1 x\na2b 2 x\na3b 3 x' xspawn --each items echo 'a{}b' {} x
    printf 'echo\nfalse\n' >programs
    expect 1 x "" xspawn --each programs {} x
}

@test "--each - reads standard input, which the program does not get" {
    succeeds $'1:\n2:\n3:' bash -c 'xspawn --each - sh -c "echo \$1:\$(cat)" sh <items'
    succeeds $'1:in\n2:\n3:' bash -c 'echo in | xspawn --each items sh -c "echo \$1:\$(cat)" sh'
}

@test "--files0-from is --each with NUL items" {
    succeeds $'[a\nb]\n[c]' bash -c "printf 'a\\nb\\0c' | xspawn --files0-from - printf '[%s]\\n'"
    fails 64 "xos: xspawn: --files0-from and --each exclude each other" xspawn --files0-from - --each - true
}

@test "-0 items hold any byte but NUL" {
    printf 'a\nb\0 "c\\ \0' >items
    succeeds $'<a\nb>\n< "c\\ >' xspawn -0 --each items printf '<%s>\n'
}

@test "a NUL byte in a line is bad data, and the other lines run" {
    expect 65 $'a\nc' \
        "xos: posix_spawnp: item of run 2: a NUL byte cannot stand in an argument (-0 parts items at NUL bytes)" \
        xspawn --each <(printf 'a\nb\0b\nc\n') echo
}

@test "--items passes several items to each run, as many as fit with 0" {
    succeeds $'1 2\n3' xspawn --each items -n 2 echo
    succeeds "x 1 2 3 y" xspawn --each items -n 0 echo x {} y
    fails 64 "xos: xspawn: with --items 2 an argument is {} or has none in it" xspawn --each items -n 2 echo 'a{}'
    fails 64 "xos: xspawn: items: '-1' is less than 0" xspawn --each items -n -1 echo
}

@test "argument lists never overflow" {
    seq 400000 >many
    xspawn --each many -n 0 echo >out
    [[ $(wc -w <out) == 400000 && $(wc -l <out) -gt 1 ]]
    cmp <(tr ' ' '\n' <out) many
}

@test "an item too large for any argument fails alone" {
    { echo small; head -c 140000 /dev/zero | tr '\0' A; echo; echo last; } >big
    run -65 --separate-stderr xspawn --each big echo
    [[ $output == $'small\nlast' && $stderr == *"Argument list too long [E2BIG]" ]]
}

@test "the exit status is the first failure's in the order of the items" {
    expect 2 "" "" xspawn --each <(printf '0\n2\n0\n3\n') sh -c 'exit $1' sh
    expect 2 "" "" xspawn --each <(printf '2\n3\n') -j 2 sh -c 'test $1 = 3 || sleep 0.2; exit $1' sh
    expect 137 "" "" xspawn --each <(echo 9) sh -c 'kill -$1 $$' sh
}

@test "a program that cannot be started ends the batch at the first item" {
    fails 66 "xos: posix_spawnp: no-such-program: No such file or directory [ENOENT]" \
        xspawn --each items no-such-program
    fails 66 "xos: xspawn: no/items: No such file or directory [ENOENT]" xspawn --each no/items echo
    fails 73 "xos: xspawn: .: Is a directory [EISDIR]" xspawn --each . echo
}

@test "-j runs several at once and keeps each output whole" {
    xspawn --each <(seq 20) -j 4 sh -c 'for i in 1 2 3 4 5; do echo $1; sleep 0.01; done' sh >out
    [[ $(uniq out | wc -l) == 20 && $(wc -l <out) == 100 ]]
}

@test "-j writes large outputs whole" {
    xspawn --each <(printf '1\n2\n3\n4\n') -j 4 sh -c 'seq $1 200000 | sed "s/^/$1 /"' sh >out
    [[ $(cut -d' ' -f1 out | uniq | wc -l) == 4 && $(wc -l <out) == 799994 ]]
}

@test "output that cannot be kept until its turn is a failure of its run" {
    printf 'x\n' >items
    fails 66 "xos: xspawn: output kept aside: No such file or directory [ENOENT]" \
        bash -c 'TMPDIR=no/such xspawn --each items -j 2 sh -c "seq 200000; sleep 0.1" >out'
    fails 66 "xos: xspawn: output kept aside: No such file or directory [ENOENT]" \
        bash -c 'TMPDIR=no/such xspawn --each items -j 2 -K sh -c "seq 200000" >out'
}

@test "--keep-order gives the outputs in the order of the items" {
    succeeds $'1\n2\n3' xspawn --each items -j 3 --keep-order sh -c 'sleep 0.$((6 - 2 * $1)); echo $1' sh
    succeeds "$(seq 300)" xspawn --each <(seq 300) -j 3 --keep-order echo
}

@test "both outputs of a run stay together" {
    run xspawn --each items -j 3 sh -c 'echo out$1; sleep 0.05; echo err$1 >&2' sh
    [[ $(sort <<<"$output") == $'err1\nerr2\nerr3\nout1\nout2\nout3' ]]
}

@test "-j takes a number up to 4096, 0 for one per CPU, or a percentage of the CPUs" {
    for jobs in 0 1% 100% 4096; do succeeds "$(cat items)" xspawn --each items -K -j $jobs echo; done
    for jobs in -1 4097 x 1.5 ""; do
        fails 64 "xos: xspawn: jobs: '$jobs' is not a number from 0 to 4096, or N%" \
            xspawn --each items "--jobs=$jobs" echo
    done
    expect 0 2 "" \
        bash -c 'taskset -c 0 xspawn -j 200% \
            sh -c "echo \$1 >>n; until [ \$(wc -l <n) = 2 ]; do sleep 0.01; done" sh ::: a b; wc -l <n'
}

@test "--halt starts nothing after a failure" {
    expect 1 $'1' "" xspawn --each items --halt sh -c 'echo $1; exit $1' sh
}

@test "--halt-now ends what still runs" {
    run xspawn --each <(printf '60\n0.1\n') -j 2 --halt-now sh -c 'sleep $1; exit 5' sh
    [[ $status == 143 || $status == 5 ]]
}

@test "--halt-now with a --kill-after of 0 or inf waits for runs that end slowly" {
    for after in 0 9223372036; do
        expect 5 $'still\nlived' "" xspawn --each <(printf '1\n2\n') -j 2 --halt-now --kill-after "$after" sh -c '
            trap "" TERM
            if [ $1 = 1 ]; then until [ -e ready ]; do sleep 0.01; done; rm ready; exit 5; fi
            touch ready
            while [ -e ready ]; do sleep 0.01; done
            sleep 0.2
            echo still
            sleep 0.2
            echo lived' sh
    done
}

@test "a run takes three system calls: clone, read, wait4" {
    needs strace
    strace -o /dev/null true 2>/dev/null || skip "strace may not trace here"
    ! grep -q 'enable-sanitizers' "$XOS_BUILD/config.status" || skip "a sanitizer adds system calls"
    for count in 10 30; do
        seq $count | strace -qq -o trace-$count -e '!poll' xspawn --each - true # it polls now and then: time counts
    done
    ((spare = $(grep -c '^[a-z]' trace-30) - $(grep -c '^[a-z]' trace-10) - 3 * 20)) || true
    ((spare >= 0 && spare <= 2)) # memory is got now and then
}

@test "--joblog has a JSON line for each run" {
    expect 1 "" "" xspawn --each items --joblog log sh -c 'exit $1' sh
    [[ $(of log number item started outcome exit_code) == $'1 1 True exited 1\n2 2 True exited 2\n3 3 True exited 3' ]]
    run xspawn --each items --joblog log no-such-program
    [[ $(of log number started step name) == "1 False exec ENOENT" ]]
    fails 66 "xos: xspawn: no/log: No such file or directory [ENOENT]" xspawn --each items --joblog no/log true
}

@test "--report has the sum of all runs" {
    expect 1 "" "" xspawn --each items --report r sh -c 'test $1 = 3' sh
    [[ $(of r runs failed first_failed exit) == "3 2 1 1" ]]
    run --separate-stderr xspawn --each items --result-fd 2 sh -c 'test $1 = 3' sh
    [[ $status == 1 && $output == "" && $stderr == $'runs=3\nfailed=2\nfirst_failed=1\nexit=1\nwall_ns='* ]]
    fails 74 "xos: xspawn: result descriptor: Bad file descriptor [EBADF]" xspawn --each items --result-fd 99 true
}

@test "--timeout is for each run, and ends its descendants" {
    printf '1\n2\n' >two
    with_limit both xspawn --each two -j 2 --timeout LIMIT --joblog log \
        sh -c 'setsid sh -c "echo \$\$ >a\$0; exec sleep 60" $1 & until [ -s a1 ] && [ -s a2 ]; do sleep 0.01; done
        touch both; sleep 60' sh
    [[ $status == 143 && $(of log signal timed_out) == $'SIGTERM True\nSIGTERM True' ]]
    for file in a1 a2; do run cat "/proc/$(cat $file)/comm"; [[ $status != 0 || $output != sleep ]]; done
}

@test "a signal ends the batch: nothing more is started" {
    xspawn --each items sh -c 'echo $$ >pid$1; exec sleep 60' sh &
    until [[ -s pid1 ]]; do sleep 0.01; done
    kill $!
    ended 143 $!
    [[ ! -e pid2 ]]
}

@test "an output that cannot be written ends the batch with 74" {
    run --separate-stderr bash -c 'xspawn --each <(seq 100) -j 2 echo >/dev/full'
    [[ $status == 74 && $stderr == "xos: xspawn: standard output: No space left on device [ENOSPC]" ]]
}

@test "few descriptors are enough" {
    succeeds $'1\n2\n3' bash -c 'ulimit -n 8; xspawn --each items echo'
    for limit in "-n 12" "-Sn 12"; do
        succeeds "$(seq 20)" bash -c "ulimit $limit; seq 20 | xspawn --each - -K -j 300 echo"
    done
    succeeds 20 bash -c 'ulimit -Sn 20; xspawn -j 9 sh -c "ulimit -Sn" ::: 1 | sort -u'
}

@test "runs that close their output and go on are waited for, more than there are descriptors" {
    seq 40 >items
    succeeds "" timeout -k 1 60 bash -c 'ulimit -n 16
        xspawn --each items -j 40 sh -c "exec >&- 2>&-; sleep 0.3; echo >>ran"'
    succeeds 40 grep -c '' ran
}

@test "memory does not grow with the length of an item" {
    unsanitized "keep what was freed"
    { head -c 64M /dev/zero | tr '\0' A; echo; echo last; } |
        { xspawn --report r xspawn --each - echo 2>err || echo "status $?"; } >out
    [[ $(cat out) == $'last\nstatus 65' && $(cat err) == *"Argument list too long [E2BIG]" ]]
    (($(of r rusage | sed "s/.*'ru_maxrss_kib': \([0-9]*\).*/\1/") < 32 * 1024))
}

@test "memory does not grow with the number of items" {
    unsanitized "keep what was freed"
    xspawn --report few xspawn --each <(seq 50) true
    xspawn --report lots xspawn --each <(seq 4000) true
    python3 -c '
import json
few, lots = (json.load(open(f))["rusage"]["ru_maxrss_kib"] for f in ("few", "lots"))
assert lots <= few + 1024, (few, lots) # the kernel counts resident pages in batches'
}

@test "an option for batches is refused without one" {
    local option
    for option in --jobs=2 --items=2 --keep-order --tag --results=r --halt --halt-now --retries=2 --joblog=j --resume \
        --resume-failed --delay=1 --load=1 --memfree=1; do
        fails 64 "xos: xspawn: ${option%%=*} needs --each or ':::'" xspawn "$option" true
    done
    [[ ! -e j && ! -e r ]]
}
