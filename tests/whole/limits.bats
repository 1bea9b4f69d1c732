# Surroundings that give little: few descriptors, memory, processes or bytes, no /proc, no directory to be in. Each
# operation does its work or says what it lacked; none crashes, runs on or passes part of its result for the whole.
load ../helper

prepare() {
    wrong=$PWD/wrong
}

wrong() {
    printf '%s\n' "$*" >>"$wrong"
}

right() {
    [[ ! -s $wrong ]] || { cat "$wrong"; return 1; }
}

# examples: a line a name and its example, tab between them, of every row that has one.
examples() {
    needs jq
    xos --list --json |
        jq -r 'select(.example and .elsewhere == null and .home == null) | [.name, .example] | join("\t")' |
        grep -vE '^(abort|openpty)'$'\t'
}

# in_each_example LIMIT: every example under the limit, in an empty folder; notes what is killed, hangs, or says it has
# a bug.
in_each_example() {
    local name example status
    mkdir here
    while IFS=$'\t' read -r name example; do
        status=0
        (cd here && timeout 10 bash -c "$1"$'\n'"$example" >../out 2>../message </dev/null) || status=$?
        ((status < 124 && status != 70)) || wrong "$name: $status $(<message)"
        grep -E 'Segmentation|Aborted|Bus error|Killed|smashing' message >>"$wrong" || true
        chmod -R u+rwx here && rm -rf here && mkdir here
    done < <(examples)
    right
}

# limited LIMIT STATUS ERRNO COMMAND... : each command under the limit gives the status, one message with the errno,
# nothing else.
limited() {
    local limit=$1 want=$2 errno=$3 words status
    shift 3
    for words; do
        status=0
        timeout 20 bash -c "$limit; exec xos $words" >out 2>message </dev/null || status=$?
        [[ $status == "$want" && $(wc -l <message) == 1 && $(<message) == *"$errno"* ]] ||
            wrong "$words: $status $(<message)"
    done
    right
}

needs_own_memory() {
    ! grep -q 'enable-sanitizers' "$XOS_BUILD/config.status" || skip "a sanitizer reserves more memory than any limit"
}

# SPAWNERS: every way of making a process, a line each.
SPAWNERS="xspawn -- true
xspawn --nowait -- true
xspawn --pty -- true
xspawn --timeout 9 -- true
xspawn --report report -- true
xspawn --each one -- true
xspawn --each one -j 3 -- true
system true
popen true
posix_spawn /bin/true true
posix_spawnp true true
spawnl P_WAIT /bin/true true
spawnle P_WAIT /bin/true true A=b
spawnlp P_NOWAIT true true
spawnlpe P_WAIT true true A=b
spawnv P_WAIT /bin/true true
spawnve P_WAIT /bin/true true A=b
spawnvp P_WAIT true true
spawnvpe P_WAIT true true A=b
fork
forkpty
sh -c 'fork getpid'
sh -c 'system true'
sh -c '!true'
sh -c 'p = popen true'
xwalk --dir-exec true ; ."

@test "with eight descriptors every example does its work or ends orderly" {
    in_each_example "ulimit -n 8"
}

@test "without a free descriptor what needs one is status 71 and EMFILE, and the session lives" {
    : >f
    for words in "open f O_RDONLY" pipe "pipe2 O_CLOEXEC" "dup 0" "memfd_create m" "eventfd 0" listdir scandir \
        "walk ." openpty "fwalk ." "renames f a/g" "makedirs a/b" "source f"; do
        status=0
        bash -c 'ulimit -n 6; exec xos sh -c "a = dup 0; b = dup 0; c = dup 0; $1; print alive" 3>&- 4>&- 5>&-' \
            - "$words" >out 2>message || status=$?
        [[ $status == 0 && $(<out) == *alive && $(<message) == *"[EMFILE]" ]] ||
            wrong "$words: $status $(<out) $(<message)"
    done
    right
}

@test "with little memory every example does its work or ends orderly" {
    needs_own_memory
    in_each_example "ulimit -v 20000"
}

@test "memory that is not there is status 71 and ENOMEM" {
    needs_own_memory
    limited "ulimit -v 20000" 71 "[ENOMEM]" "getrandom 32M" "sh -c 'x = urandom 300000000'" "sh -c 'urandom 1G'" \
        "sh -c 'getrandom 33554431'"
}

@test "a file at the size limit is status 74 and EFBIG, with SIGXFSZ default or ignored" {
    head -c 3000 /dev/zero >data
    for trap in "" "trap '' XFSZ"; do
        for words in "xurandom 3000" "xurandom --uuid -n 99" "--list" "--list --json" "--help" "xwalk /usr/bin" \
            "urandom 3000" "getrandom 3000" \
            "sh -c 'urandom 3000'" "xenv --sysconf" "ftruncate 1 2000" "posix_fallocate 1 0 2000" "xurandom 3000 -o g" \
            "copy_file_range 3 1 2000 0 1024 3<data" "popen 'cat data'"; do
            status=0
            bash -c "ulimit -f 1; ${trap:-:}; exec xos $words" >out 2>message || status=$?
            [[ $status == 74 && $(wc -l <message) == 1 && $(<message) == *"[EFBIG]" || $words == *--json* &&
                $status == 74 ]] || wrong "$trap $words: $status $(<message)"
            [[ ! -e g ]] || wrong "$words: left a file"
        done
    done
    right
}

@test "a child inherits the caller's action for SIGXFSZ" {
    succeeds 0000000000000000 xspawn -- awk '/^SigCgt/ { print $2 }' /proc/self/status
    run bash -c "trap '' XFSZ; xspawn -- awk '/^SigIgn/ { print \$2 }' /proc/self/status"
    ((0x$output & 1 << 24)) # what else is ignored here, the caller has ignored
}

@test "at the limit of processes every spawner is status 71 with EAGAIN, as an ordinary user" {
    needs_root
    needs setpriv
    echo one >one && chmod 777 . && mkdir bin && cp "$(command -v xos)" bin && chmod -R a+rX . "$BATS_TEST_TMPDIR"
    while read -r words; do
        status=0
        timeout 20 bash -c 'ulimit -u 1; eval "exec setpriv --reuid=12345 --regid=12345 --clear-groups \"\$0\" $1"' \
            "$PWD/bin/xos" "${words//;/\\;}" >out 2>message </dev/null || status=$?
        [[ $status == 71 && $(wc -l <message) == 1 && $(<message) == *"Resource temporarily unavailable [EAGAIN]" ]] ||
            wrong "$words: $status $(<message)"
    done <<<"$SPAWNERS"
    right
}

@test "at the limit of processes threads are done without" {
    needs_root
    needs setpriv
    mkdir bin && cp "$(command -v xos)" bin && chmod -R a+rX . "$BATS_TEST_TMPDIR"
    mkdir t && seq -f t/n%g 500 | xargs touch
    alone() { bash -c 'ulimit -u 1; exec setpriv --reuid=12345 --regid=12345 --clear-groups "$@"' \
        - "$PWD/bin/xos" "$@"; }
    succeeds "$(xwalk --sort t)" alone xwalk --sort -j 8 t
    [[ $(alone xurandom -j 4 8M | wc -c) == 8388608 ]]
}

needs_mounts() {
    needs_root
    needs unshare mount
    unshare -m true 2>/dev/null || skip "mounting is not allowed here"
}

# on_small_disk SCRIPT: runs it in a mounted file system of 64 KiB that nobody else sees.
on_small_disk() {
    mkdir -p disk
    unshare -m bash -c "mount -t tmpfs -o size=64k tmpfs disk && cd disk && $1"
}

@test "a full file system is status 74 and ENOSPC, and leaves no part of a file" {
    needs_mounts
    run on_small_disk '
        head -c 1M /dev/zero >full 2>/dev/null
        for words in "xurandom 9999 -o new" "--list" "xurandom 9999" "xsh -c \"urandom 9999\"" "listdir /usr/bin" \
            "xwalk /usr/bin" "xspawn --status-fd 1 -- true"; do
            bash -c "exec xos $words" >out 2>/dev/stdout-no 2>"$OLDPWD/message"
            echo "$? $(grep -o "ENOSPC" "$OLDPWD/message")"
        done; ls'
    [[ $output == $'74 ENOSPC\n74 ENOSPC\n74 ENOSPC\n74 ENOSPC\n74 ENOSPC\n74 ENOSPC\n74 ENOSPC\nfull\nout' ]] ||
        { echo "$output"; return 1; }
}

@test "a short write on a full file system returns its size, and the next one fails with ENOSPC" {
    needs_mounts
    run on_small_disk '
        head -c 128K /dev/urandom >"$OLDPWD/data"
        xos write 9 --stdin 9>f <"$OLDPWD/data"; echo $?
        stat -c %s f
        cmp -n 65536 f "$OLDPWD/data" && xos write 9 more 9>>f 2>&1; echo $?
        xos posix_fallocate 9 0 200000 9>>f 2>&1; echo $?'
    [[ $output == \
        $'65536\n0\n65536\nxos: write: fd:9: No space left on device [ENOSPC]\n74\nxos: posix_fallocate: fd:9: No space left on device [ENOSPC]\n74' ]] ||
        { echo "$output"; return 1; }
}

@test "a read-only file system is status 73 and EROFS for all that would write" {
    needs_mounts
    mkdir -p ro && echo text >file
    cat >all <<'COMMANDS'
open f O_RDWR
open new O_WRONLY|O_CREAT
mkdir d
makedirs d/e
rmdir sub
removedirs sub
unlink f
remove f
rename f g
renames f d/g
replace f g
link f g
symlink f g
mkfifo p
mknod p
truncate f 1
chmod f 0600
chown f 0 0
lchown f 0 0
utime f
setxattr f user.a v
removexattr f user.a
chflags f 0
xurandom 3 -o new
xurandom 3 -o f
xattr-tool set user.a v f
xspawn --report new -- true
xattr-tool remove user.a f
COMMANDS
    unshare -m bash -c 'mount -t tmpfs tmpfs ro && cd ro && mkdir sub && touch f && mount -o remount,ro tmpfs "$PWD" &&
        while read -r words; do
            status=0; xos $words >../out 2>../message </dev/null || status=$?
            [[ $status == 73 && $(<../message) == *"[EROFS]" ]] || echo "$words: $status $(<../message)" >>../wrong
        done <../all'
    right
}

@test "in a directory that was removed each operation does what its system call does" {
    for words in getcwd getcwdb "xstat x" "open x O_RDONLY" "mkdir x" "makedirs a/b" "renames a b" "xurandom -o x 3" \
        "xspawn --report x -- true" "truncate x 1" "sh -c getcwd"; do
        status=0
        (mkdir gone && cd gone && rmdir ../gone && xos $words >"$wrong.out" 2>"$wrong.message" </dev/null) || status=$?
        [[ $status == 66 && ! -s $wrong.out && $(<"$wrong.message") == *"No such file or directory [ENOENT]" ]] ||
            wrong "$words: $status $(<"$wrong.message")"
    done
    for words in listdir scandir xwalk "xstat ." "xspawn -- true" xenv xsched "xurandom 1" "chdir ." \
        "xattr-tool list ." "statvfs ." "xenv --pathconf" get_exec_path; do
        status=0
        (mkdir gone && cd gone && rmdir ../gone && xos $words >"$wrong.out" 2>"$wrong.message" </dev/null) || status=$?
        [[ $status == 0 && ! -s $wrong.message ]] || wrong "$words: $status $(<"$wrong.message")"
    done
    right
}

# jail: a folder with the program, the libraries it needs and nothing else.
jail() {
    needs_root
    needs chroot ldd
    mkdir -p jail/tmp && cp "$(command -v xos)" jail/xos
    local library
    for library in $(ldd jail/xos 2>/dev/null | grep -o '/[^ ]*'); do
        mkdir -p "jail${library%/*}" && cp "$library" "jail$library"
    done
    chroot jail /xos getpid >/dev/null || skip "the program does not start in an empty root"
}

@test "without /proc, /dev and /etc what does not need them works" {
    jail
    for words in getcwd "stat /" "listdir /" "xwalk --sort /" xenv \
        "xenv --uname" "xenv --sysconf" "xenv --confstr" xsched "xsched --limits" "xurandom 9" \
        "xurandom -o tmp/f 9" "xurandom -o tmp/f 9" cpu_count getloadavg "chown tmp 0 0" "chmod tmp 0755" \
        "lchmod tmp 0755" "xspawn -- /xos getpid" \
        "xspawn --timeout 9 -- /xos getpid" "spawnv P_WAIT /xos xos getpid" "xattr-tool list tmp" \
        "sh -c getpid" --list "xstat --long tmp" "memfd_create m" "scandir --stat"; do
        status=0
        chroot jail /xos $words >out 2>message </dev/null || status=$?
        [[ $status == 0 && ! -s message ]] || wrong "$words: $status $(<message)"
    done
    [[ $(ls -A jail/tmp) == f && $(stat -c %s jail/tmp/f) == 9 ]]
    right
}

@test "a system file that is missing is status 72, a device or program status 66" {
    jail
    while IFS=: read -r want words culprit; do
        status=0
        chroot jail /xos $words >out 2>message </dev/null || status=$?
        [[ $status == "$want" && ! -s out && $(<message) == *"$culprit"*"No such file or directory [ENOENT]" ]] ||
            wrong "$words: $status $(<message)"
    done <<'COMMANDS'
72:chown tmp root:/etc/passwd
72:chown tmp 0 root:/etc/group
66:openpty:
66:forkpty:
66:xspawn --pty -- /xos:terminal
66:system true:/bin/sh
66:popen true:/bin/sh
66:xspawn -- true:true
COMMANDS
    right
}

# bare ENVIRONMENT ARGV: the program by execve itself, with these lists of bytes (Python's notation); its status and
# output.
bare() {
    needs python3
    python3 - "$(command -v xos)" "$1" "$2" <<'PYTHON'
import ast, ctypes, os, sys
program, environment, arguments = sys.argv[1].encode(), ast.literal_eval(sys.argv[2]), ast.literal_eval(sys.argv[3])
def array(items):
    return (ctypes.c_char_p * (len(items) + 1))(*items, None)
sys.stdout.flush()
os.dup2(1, 2)
pid = os.fork()
if pid == 0:
    ctypes.CDLL(None).execve(program, array(arguments), array(environment))
    os._exit(99)
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
PYTHON
}

@test "a start without any argument, not even a name, is a usage error" {
    succeeds $'xos: no operation named (see xos --help)\n64' bare '[]' '[]'
    succeeds $'xos: no operation named (see xos --help)\n64' bare '[]' '[b""]'
    succeeds $'xos: no operation named (see xos --help)\n64' bare '[]' '[b"-"]'
}

@test "environment entries without = or without a name pass through and break nothing" {
    odd='[b"novalue", b"A=1", b"=x", b"", b"A=2", b"B="]'
    succeeds $'novalue\nA=1\n=x\n\nA=2\nB=\n0' bare "$odd" '[b"xos", b"xenv"]'
    succeeds $'novalue\nA=1\n=x\n\nA=2\nB=\n0' bare "$odd" '[b"xos", b"xspawn", b"--", b"/usr/bin/env"]'
    succeeds $'novalue\n=x\n\nB=\n0' bare "$odd" '[b"xos", b"unsetenv", b"A", b"--", b"/usr/bin/env"]'
    succeeds $'{"A":"1","":"x","B":""}\n0' bare "$odd" '[b"xos", b"xenv", b"--json"]'
    succeeds $'1\n0' bare "$odd" '[b"xos", b"getenv", b"A"]'
    succeeds $'xos: getenv: novalue: not set\n66' bare "$odd" '[b"xos", b"xenv", b"novalue"]'
}

@test "without HOME, PATH or any environment programs are found and xsh starts" {
    succeeds $'/bin\n/usr/bin\n0' bare '[]' '[b"xos", b"get_exec_path"]'
    succeeds 0 bare '[]' '[b"xos", b"xspawn", b"--", b"true"]'
    succeeds 0 bare '[]' '[b"xos", b"execvp", b"true", b"true"]'
    succeeds $'hi\n0' bare '[]' '[b"xos", b"sh", b"-c", b"print hi"]'
}

@test "an argument of 128 KiB is refused by the rule for its kind, for every name" {
    long=$(head -c 131000 /dev/zero | tr '\0' x)
    while read -r name; do
        status=0
        xos "$name" "--$long" >out 2>message </dev/null || status=$?
        [[ $status == 64 || $status == 69 ]] && [[ ! -s out && $(wc -l <message) == 1 ]] ||
            wrong "option of $name: $status"
    done < <(xos --list)
    for name in stat mkdir open xstat xwalk listdir unlink chdir; do
        [[ $name == open ]] && set -- O_RDONLY || set --
        xos "$name" "$long" "$@" >out 2>message && status=0 || status=$?
        [[ $status == 65 && $(<message) == *"[ENAMETOOLONG]" ]] || wrong "$name: $status $(tail -c 99 message)"
    done
    xos "$long" >out 2>message && status=0 || status=$?
    [[ $status == 64 && $(xos sh -c "print '$long'") == "$long" ]]
    right
}
