# xspawn --each: batches that lose nothing, logs, retries, results, throttles, and the words of a run.
load ../../helper

prepare() {
    PATH=$XOS_BUILD:/usr/bin:/bin
    printf '1\n2\n3\n4\n' >items
}

# of FILE KEY... : the values of those keys, a line for each line of FILE.
of() {
    python3 -c '
import json, sys
for line in open(sys.argv[1]):
    r = json.loads(line)
    print(*(r.get(k) for k in sys.argv[2:]))' "$@"
}

@test "an item that is too long does not take the rest of its batch with it" {
    { echo ok1; echo ok2; head -c 200000 /dev/zero | tr '\0' H; echo; echo ok3; } >long
    run -65 --separate-stderr xspawn --each long -n 0 echo
    [[ $output == $'ok1 ok2\nok3' && $stderr == "xos: posix_spawnp: "*": Argument list too long [E2BIG]" ]]
}

@test "a run that cannot be started at the moment is started later" {
    needs_root
    run -0 bash -c 'seq 30 | prlimit --nproc=4 setpriv --reuid=64321 --regid=64321 --clear-groups \
        "$(command -v xspawn)" --each - -j 8 sh -c "echo \$0; exec sleep 0.02" | sort -n'
    [[ $output == "$(seq 30)" ]]
}

@test "a batch that can start nothing at all ends with 71" {
    needs_root
    fails 71 "xos: posix_spawnp: fork: /usr/bin/true: Resource temporarily unavailable [EAGAIN]" \
        bash -c 'ulimit -u 1; exec setpriv --reuid=65533 --regid=65533 --clear-groups xspawn true ::: 1 2 3'
}

@test "a reader that has gone away ends the batch" {
    for jobs in 1 2; do
        run timeout -s KILL 20 \
            bash -c "yes | xspawn --each - -j $jobs -n 1000 echo 2>err | head -1 >/dev/null; exit \${PIPESTATUS[1]}"
        [[ $status == 74 && $(cat err) == "xos: xspawn: standard output: Broken pipe [EPIPE]" ]]
    done
}

@test "signals take effect while nobody reads the output" {
    mkfifo pipe
    for options in "-j 2" "-j 2 -K" "-j 2 --timeout 60"; do
        rm -f ready
        sleep 60 <pipe &
        reader=$!
        env --default-signal xspawn --each items $options sh -c 'head -c 300000 /dev/zero; echo >ready' \
            >pipe 2>/dev/null &
        until [[ -e ready ]]; do sleep 0.01; done
        kill $!
        ended 143 $!
        kill $reader
    done
}

@test "a time limit is kept while nobody reads the output" {
    mkfifo pipe
    sleep 60 <pipe &
    reader=$!
    xspawn -j 2 --timeout 0.2 --joblog log sh -c 'echo >ready; yes' ::: 1 2 >pipe &
    until [[ -e ready ]]; do sleep 0.01; done
    for ((i = 0; i < 6000; i++)); do pgrep -P $! >/dev/null || break; sleep 0.01; done
    run ! pgrep -P $!
    kill $! $reader
}

@test "output of a process that a run left behind is in that run's block" {
    run -0 xspawn -j 2 sh -c 'lines() { until [ -e $1 ] && [ $(wc -l <$1) = 2 ]; do sleep 0.01; done; }
        if [ $1 -le 2 ]; then (lines begun; echo late $1; echo >>late) & echo now $1
        else echo >>begun; lines late; fi' sh ::: 1 2 3 4
    [[ $(grep -A1 'now 1' <<<"$output") == $'now 1\nlate 1' && $(grep -A1 'now 2' <<<"$output") == $'now 2\nlate 2' ]]
}

@test "a process that the last run left behind can continue to write, and is not waited for" {
    mkfifo go
    xspawn -j 2 sh -c '(cat go >/dev/null; echo late; echo $? >after) & echo now' ::: 1 >out
    [[ $(cat out) == now && ! -e after ]]
    echo >go
    until [[ -s after ]]; do sleep 0.01; done
    [[ $(cat after) == 0 ]]
    until [[ $(cat out) == $'now\nlate' ]]; do sleep 0.01; done
}

@test "--keep-order does not leave a slot idle" {
    seq 300 | timeout -s KILL 250 xspawn --each - -j 2 -K \
        sh -c 'if [ $1 = 1 ]; then until [ $(wc -l <n) = 299 ]; do sleep 0.01; done; else echo >>n; fi; echo $1' sh >out
    cmp out <(seq 300)
}

@test "--keep-order keeps outputs in memory if the file for them cannot be made" {
    printf '%s\n' '[ "$1" != 1 ] || sleep 1' 'head -c 200000 /dev/zero | tr "\0" x' echo >run
    TMPDIR=/no/such xspawn -j 4 --keep-order --tag --each <(seq 60) sh run >out
    [[ $(tr -d 'x\t' <out) == "$(seq 60)" && $(tr -cd x <out | wc -c) == 12000000 ]]
}

@test "--keep-order keeps large outputs that wait in one file" {
    xspawn -j 3 -K sh -c 'test $1 != 1 || sleep 0.3; seq $1 100000' sh ::: 1 2 3 4 5 >out
    cmp out <(for i in 1 2 3 4 5; do seq $i 100000; done)
}

@test "a run whose output was lost is logged as such" {
    expect 66 "" "xos: xspawn: output kept aside: No such file or directory [ENOENT]" \
        bash -c 'TMPDIR=no/such xspawn --joblog log -j 2 sh -c "seq 200000" ::: 1 >/dev/null'
    [[ $(of log outcome name) == "output lost ENOENT" ]]
    run -74 bash -c 'xspawn --joblog log -j 2 echo ::: 1 >/dev/full'
    [[ $(of log outcome name) == "output lost ENOSPC" ]]
}

@test "::: begins items among the arguments" {
    succeeds $'x a b\nx c' xspawn echo x ::: 'a b' c
    succeeds "" xspawn echo :::
    succeeds "::: 1" xspawn --each <(echo 1) echo :::
    fails 64 "xos: xspawn: missing argument: prog" xspawn ::: a
}

@test "placeholders name the item, its parts, the run and its slot" {
    succeeds "<a/b.c> b.c a a/b b 1 1" xspawn echo '<{}>' '{/}' '{//}' '{.}' '{/.}' '{#}' '{%}' ::: a/b.c
    succeeds $'/\n.\na.d' xspawn echo '{//}' ::: /x x a.d/x
    succeeds $'a.d/x\na.tar\nx' xspawn echo '{.}' ::: a.d/x a.tar.gz x
    succeeds "1 x 2 y" xspawn -n 0 echo '{.}' ::: '1 x' '2 y.z'
    succeeds "{ {x} {##} }{ y" xspawn echo '{' '{x}' '{##}' '}{' ::: y
}

@test "placeholders are replaced in --open, --env, --chdir and --argv0" {
    mkdir d1 d2
    succeeds $'<1>\n<2>' xspawn --env 'X=<{}>' sh -c 'echo $X' sh ::: 1 2
    succeeds "" xspawn --chdir 'd{}' --open '1:out{#}:O_WRONLY|O_CREAT' sh -c pwd ::: 1 2
    [[ $(cat d1/out1 d2/out2) == "$PWD/d1"$'\n'"$PWD/d2" ]]
    expect 66 "" "xos: posix_spawnp: chdir: d9: No such file or directory [ENOENT]" xspawn --chdir 'd{}' true ::: 9 2
    export Y='{}'
    succeeds '{}' xspawn sh -c 'echo "$Y"' sh ::: 1
}

@test "the number of the run is in the environment" {
    succeeds $'1\n2' xspawn sh -c 'echo $XSPAWN_NUMBER' sh ::: a b
    succeeds "" xspawn --clearenv /usr/bin/env -u PWD ::: -i
}

@test "{%} is below the number of jobs, and no two runs have one at once" {
    run -0 bash -c 'seq 40 | xspawn --each - -j 3 sh -c "mkdir s{%} && rmdir s{%} && echo {%}" | sort -u'
    [[ $output == $'1\n2\n3' || $output == $'1\n2' || $output == 1 ]]
}

@test "--tag begins each line with the item" {
    succeeds $'a\t1\na\t2\nb\t1\nb\t2' xspawn --tag sh -c 'printf "1\n2\n"' ::: a b
    succeeds $'a\t1\na\t' xspawn --tag sh -c 'printf "1\n\n"' ::: a
    run --separate-stderr xspawn --tag -j 2 sh -c 'echo e >&2' sh ::: a
    [[ $stderr == $'a\te' && $output == "" ]]
    succeeds "" bash -c 'xspawn --tag sh -c "seq 100000" ::: x | cmp - <(seq 100000 | sed "s/^/x\t/")'
}

@test "--retries tries a run again, and keeps the output of the last attempt" {
    expect 0 "3" $'e1\ne2\ne3' xspawn --retries 3 --joblog log \
        sh -c 'echo >>n; wc -l <n; echo e$(wc -l <n) >&2; test $(wc -l <n) = 3' ::: 1
    [[ $(of log number exit attempts) == "1 0 3" ]]
    expect 4 "" "" xspawn --retries 2 --joblog log sh -c 'exit 4' ::: 1
    [[ $(of log exit attempts) == "4 3" ]]
    fails 64 "xos: xspawn: retries: '-1' is less than 0" xspawn --retries -1 true ::: 1
}

@test "--resume leaves out the runs that are logged, and appends" {
    expect 1 $'1\n2\n3\n4' "" xspawn --each items --joblog log sh -c 'echo $1; test $1 != 3' sh
    printf '5\n' >>items
    succeeds 5 xspawn --each items --joblog log --resume sh -c 'echo $1' sh
    succeeds 3 xspawn --each items --joblog log --resume-failed sh -c 'echo $1' sh
    succeeds "" xspawn --each items --joblog log --resume-failed sh -c 'echo $1' sh
    [[ $(of log number exit) == $'1 0\n2 0\n3 1\n4 0\n5 0\n3 0' ]]
    fails 64 "xos: xspawn: --resume needs --joblog" xspawn --each items --resume true
}

@test "--resume runs again what the end of the batch interrupted" {
    local options
    for options in '' '--timeout 60'; do
        rm -f ready log
        env --default-signal xspawn --each items $options -j 2 --joblog log \
            sh -c 'test $1 = 1 || { echo >ready; exec sleep 60; }' sh &
        until [[ -e ready && -s log ]]; do sleep 0.05; done
        kill $!
        ended 143 $!
        [[ $(head -n 1 log | of /dev/stdin number exit) == "1 0" && $(grep -c '"interrupted":true' log) == 2 ]]
        succeeds $'2\n3\n4' xspawn --each items --joblog log --resume echo
        succeeds "" xspawn --each items --joblog log --resume echo
    done
    expect 3 "" "" xspawn -j 2 --halt now,fail=1 --joblog log sh -c 'test $1 = 2 || exit 3; exec sleep 60' sh ::: 1 2
    succeeds 2 xspawn --joblog log --resume echo ::: 1 2
}

@test "--resume reads a file: the log on standard output cannot be read again" {
    fails 64 "xos: xspawn: --resume needs a file as --joblog" xspawn --each items --joblog - --resume true
    [[ ! -e ./- ]]
}

@test "--resume drops a torn last line, and runs its item again" {
    xspawn --each items --joblog log true
    truncate -s -9 log
    succeeds 4 xspawn --each items --joblog log --resume echo
    [[ $(of log number) == $'1\n2\n3\n4' ]]
    truncate -s -1 log
    succeeds 4 xspawn --each items --joblog log --resume echo
    [[ $(of log number) == $'1\n2\n3\n4' ]]
    rm log
    succeeds $'1\n2\n3\n4' xspawn --each items --joblog log --resume echo
}

@test "--resume refuses the log of another list, and a file that is not a log" {
    xspawn --each items --joblog log true
    expect 65 "" "xos: xspawn: log: is the log of another list: run 2 had another item" \
        xspawn --joblog log --resume echo ::: 1 x 3
    fails 65 "xos: xspawn: items: line 1 is not an outcome of xspawn --joblog" xspawn --joblog items --resume echo ::: 1
    [[ $(cat items) == $'1\n2\n3\n4' ]]
}

@test "--results keeps each run's outputs in files" {
    expect 0 $'o1\no2' e2 xspawn --results r -K sh -c 'echo o$1; test $1 = 1 || echo e$1 >&2' sh ::: 1 2
    [[ $(cat r/1.out r/2.out r/2.err) == $'o1\no2\ne2' && -e r/1.err && ! -s r/1.err ]]
    fails 66 "xos: xspawn: no/r: No such file or directory [ENOENT]" xspawn --results no/r true ::: 1
    mkdir r/5.out
    expect 73 $'1\n1\n1\n1\n1' "xos: xspawn: r: Is a directory [EISDIR]" xspawn --results r sh -c 'echo 1' ::: a b c d e
}

@test "--halt stops after N failures or successes, or after a percentage of them" {
    run -1 xspawn --halt sh -c 'echo $1; exit 1' sh ::: 1 2 3
    [[ $output == 1 ]]
    for halt in --halt=soon,fail=2 "--halt soon,fail=2"; do
        run -1 xspawn $halt sh -c 'echo $1; exit 1' sh ::: 1 2 3
        [[ $output == $'1\n2' ]]
    done
    run -0 xspawn --halt=soon,success=2 echo ::: 1 2 3
    [[ $output == $'1\n2' ]]
    run -1 xspawn --halt=soon,fail=50% sh -c 'echo $1; test $1 -gt 1' sh ::: 1 2 3 4 5
    [[ $output == $'1\n2\n3\n4\n5' ]]
    run -1 xspawn --halt=soon,fail=50% sh -c 'echo $1; test $1 -gt 2' sh ::: 1 2 3 4 5
    [[ $output == $'1\n2\n3' ]]
    run -1 xspawn --halt=never false ::: 1 2
    for halt in now soon,fail x,fail=1 now,fail=0 now,fail=101% soon,what=1; do
        fails 64 "xos: xspawn: halt: '$halt' is not now|soon,fail|success|done=N or N%, or never" \
            xspawn --halt=$halt true ::: 1
    done
}

@test "--halt=now ends what still runs, with its descendants" {
    run -5 timeout -s KILL 20 xspawn -j 2 \
        --halt=now,fail=1 \
        sh -c 'if [ $1 = 1 ]; then setsid sh -c "echo \$\$ >a; exec sleep 60" & wait; fi
        until [ -s a ]; do sleep 0.01; done; exit 5' sh ::: 2 1
    for ((i = 0; i < 6000; i++)); do [[ -e /proc/$(cat a) ]] || break; sleep 0.01; done
    [[ ! -e /proc/$(cat a) ]]
}

@test "--delay, --load and --memfree are read" {
    succeeds $'1\n2' xspawn --delay 1ms --load 1000 --memfree 1 echo ::: 1 2
    succeeds 1 xspawn --load 100000% echo ::: 1
    fails 64 "xos: xspawn: load: 'x' is not a load average (2.5) or N%" xspawn --load x true ::: 1
    fails 64 "xos: xspawn: memfree: less than 0" xspawn --memfree -1 true ::: 1
    run timeout 0.5 xspawn --memfree 1000T echo ::: 1
    [[ $status == 124 && $output == "" ]]
}

@test "every file of items and log may be standard input and output" {
    succeeds $'1\n1' bash -c 'echo 1 | xspawn --each - --joblog - sh -c "echo \$1" sh | sed "s/^{.number.:\(.\).*/\1/"'
}
