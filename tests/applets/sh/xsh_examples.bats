# The scripts in share/doc/xos/examples do what they say; the client modules in share/xos talk to a session.
load ../../helper

prepare() {
    examples=$top/share/doc/xos/examples
    clients=$top/share/xos
    mkdir -p from/d
    echo hello >from/a
    echo x >from/d/b
    ln -s a from/l
    chmod 750 from/a
}

example() {
    xos sh "$examples/$1.xos" "${@:2}"
}

@test "backup.xos keeps contents, modes, times, links and extended attributes" {
    touch -d '2001-02-03 04:05:06.123456789' from/a
    xos setxattr from/a user.note remember
    succeeds "4 entries" example backup from "$PWD/to"
    diff -r --no-dereference from to
    [[ $(stat -c '%a %.Y' to/a) == $(stat -c '%a %.Y' from/a) && $(xos getxattr to/a user.note) == remember ]]
    fails 64 "usage: backup.xos FROM TO" example backup from
}

@test "init.xos passes the program's status on, collects orphans, and stops it on SIGTERM" {
    expect 5 "" "" example init sh -c '(sleep 0.01 &) ; exit 5'
    expect 137 "" "" example init sh -c 'kill -9 $$'
    mkfifo ready
    xos sh "$examples/init.xos" sh -c 'trap "echo stopped; exit 3" TERM; echo >ready; while :; do sleep 0.05; done' \
        >out 2>err &
    read -r <ready
    kill -TERM $!
    status=0
    wait $! || status=$?
    [[ $status == 143 && $(<out) == stopped && ! -s err ]]
}

@test "lock-server.xos gives a lock to one holder at a time" {
    example lock-server locks >out 2>err &
    until [[ -p locks/requests && -s out ]]; do sleep 0.05; done
    echo 'acquire a one; acquire a two; acquire b three; release a; acquire a two; release c; stop' >locks/requests
    wait $!
    [[ $(<out) == \
        $'ready\na: taken by one\na: held (EEXIST)\nb: taken by three\na: free\na: taken by two\nc: was free (ENOENT)' ]]
    [[ $(<locks/a.lock) == two && ! -e locks/requests && ! -s err ]]
}

@test "follow.xos prints appended lines, and follows the name" {
    echo old >log
    xos sh "$examples/follow.xos" log 10ms >out &
    until grep -qsE '^pos:.*[^0-9]4$' /proc/$!/fdinfo/*; do sleep 0.02; done # it is at the end
    echo one >>log
    until [[ $(<out) == one ]]; do sleep 0.02; done
    mv log log.1
    echo two >log
    until [[ $(<out) == $'one\ntwo' ]]; do sleep 0.02; done
    kill $!
    ended 143 $!
    succeeds "" example follow log 1ms 2
}

@test "replace.xos replaces a file and keeps its mode" {
    succeeds "" bash -c "echo new | xos sh -e '$examples/replace.xos' from a"
    [[ $(<from/a) == new && $(stat -c %a from/a) == 750 && $(echo from/*) == "from/a from/d from/l" ]]
}

@test "supervise.xos, parallel.xos and pipeline.xos report how their programs ended" {
    export ATTEMPTS=3 PAUSE=1
    expect 0 $'attempt 1: status 1\nattempt 2: success' "" \
        example supervise sh -c 'test -e again || { touch again; exit 1; }'
    expect 1 $'attempt 1: status 4\nattempt 2: status 4\nattempt 3: status 4' "" example supervise sh -c 'exit 4'
    expect 1 $'started: true\nstarted: exit 3\n1 failed' "" example parallel true 'exit 3'
    succeeds $'a\nb\nstatus 0\nstatus 3' \
        bash -c "xos sh '$examples/pipeline.xos' 'printf \"b\na\n\"; exit 3' sort | sort"
}

@test "stale.xos and usage.xos go through a tree" {
    succeeds $'2 files, 8 bytes; the largest: from/a (6)' bash -c "rm from/l; xos sh '$examples/usage.xos' from"
    touch -d '10 days ago' from/d/b
    succeeds $'from/d/b\n1 files' example stale from 3 --dry-run
    succeeds $'from/d/b\n1 files' example stale from 3
    [[ -e from/a && ! -e from/d/b ]]
}

@test "the client for Python passes any bytes, options, time limits and errors" {
    needs python3
    cat >t.py <<'P'
import os, sys
sys.path.insert(0, sys.argv[1])
from xos import Xos, XosError
with Xos() as x:
    fd = x.open("data", "O_RDWR|O_CREAT", "0644")
    assert x.pwrite(fd, b"a\0,b\xff", 0) == 5 and x.pread(fd, 10, 0) == b"a\0,b\xff"
    assert x.writev(fd, [b"1,2", b"3"]) == 4
    os.symlink("data", "link")
    assert x.stat("link", follow_symlinks=False)["st_size"] == 4 and x.stat("link")["st_size"] == 5
    for name in (os.fsdecode(b"a\xff\n$(x)'\""), "-x", "é☃", "\U0001f600"):
        x.mkdir(name)
        assert name in x.listdir(".") and os.path.isdir(name)
    try:
        x.stat("none")
    except XosError as e:
        assert (e.errno, e.filename, e.exit, e.op) == (2, "none", 66, "stat")
    slow, quick = x.submit("sleep", "0.2", run_async=True), x.submit("getpid")
    assert x.result(quick) == x.process.pid and x.result(slow) is None
    try:
        x.sleep(10, timeout=0.05)
    except XosError as e:
        assert e.exit == 75 and "time limit" in e.strerror
print("good")
P
    succeeds good python3 t.py "$clients"
    [[ $(wc -l <"$clients/xos.py") -le 150 && $(wc -l <"$clients/xos.mjs") -le 150 &&
        $(wc -l <"$clients/xos-client.bash") -le 150 ]]
}

@test "the client for Node passes bytes, options and errors" {
    needs node
    cat >t.mjs <<'M'
const { Xos } = await import(process.argv[2] + '/xos.mjs')
const xos = new Xos()
const fd = await xos.call('open', ['data', 'O_RDWR|O_CREAT', '0644'])
await xos.call('pwrite', [fd, Buffer.from([0, 255]), 0])
console.log((await xos.call('pread', [fd, 9, 0])).toString('hex'), await xos.call('strerror', [2]))
await xos.call('stat', ['none'], { follow_symlinks: false }).catch((e) => console.log(e.code, e.exit, e.message))
console.log((await xos.call('stat', ['data'])).st_mtime_ns.length > 15)
await xos.call('exit', [3])
console.log(await xos.close())
M
    succeeds $'00ff No such file or directory\nENOENT 66 stat: none: No such file or directory\ntrue\n3' \
        node t.mjs "$clients"
}

@test "the client for bash passes any name, and values come back whole" {
    cat >t.bash <<'B'
. "$1/xos-client.bash"
name=$'new\nline \'é" $x `\\'
touch -- "$name"
xos_get st stat "$name" && eval "$st" && echo "$st_size"
xos_get list listdir . && eval "list=($list)" && printf '%s\n' "${list[@]}" | grep -c .
xos_call stat none || echo "$? $XOS_ERRNO $XOS_ERROR"
xos_get n print "$name" && [[ $n == "$(printf %q "$name")" || $n == *line* ]] && echo same
xos_stop
B
    rm -rf from
    expect 0 $'0\n2\n66 ENOENT stat: none: No such file or directory [ENOENT]\nsame' "" bash t.bash "$clients" ||
        [[ $output == $'0\n'*$'\n66 ENOENT stat: none: No such file or directory [ENOENT]\nsame' ]]
}
