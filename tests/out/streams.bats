# Standard streams that are closed, full, left by their reader or slow: what is printed comes out whole, or its loss is
# reported.
load ../helper

# The ways of printing that do not depend on an operation: a line each, with $F a file that has an attribute.
PRINTING='--list
--list --json
--help
--help stat
--help files-dirs
--version
--exit-codes
--exit-codes --json
const
const --json O_RDONLY
stat --help
xstat $F
xstat --json $F
xstat -c %n $F
xstat --long $F
xwalk
xwalk --json
xwalk --count
xwalk --du
xwalk --tree
xwalk --sort
xwalk --stat
xwalk -0
xwalk --printf %p
walk --json .
fwalk .
xenv
xenv PATH
xenv --ids
xenv --uname
xenv --sysconf
xenv --confstr
xenv --pathconf
xsched
xsched --json
xsched --limits
xurandom 1
xurandom 3000000
xurandom --hex 4
xurandom --uuid
xurandom --uuid -n 5000
xurandom --alphabet a-z -n 20
xurandom --int 1-9
xurandom --pick /etc/passwd
xspawn --nowait -- true
xspawn --pty -- echo text
xsh -c getpid
xsh --json -c getpid
xsh -c help'

# wrong WORDS... : notes a case that breaks the rule; right: none was noted.
wrong() {
    printf '%s\n' "$*" >>"$BATS_TEST_TMPDIR/wrong"
}

right() {
    [[ ! -s $BATS_TEST_TMPDIR/wrong ]] || { cat "$BATS_TEST_TMPDIR/wrong"; return 1; }
}

# many_names: the directory of 20,000 names, made once for all tests.
many_names() {
    many=$BATS_FILE_TMPDIR/many
    [[ -d $many ]] || { mkdir "$many" &&
        (cd "$many" && seq -f 'a name of some length %06g' 20000 | xargs -d '\n' touch); }
}

# endless: commands with more to say than any reader takes, a line each.
endless() {
    many_names
    cat <<COMMANDS
xurandom 1T
xurandom -j 4 1T
xurandom --hex 1T
xurandom --uuid -n 1T
xurandom --int 1-9 -n 1T
xurandom --alphabet a-z -n 1T
xos urandom 1T
xos getrandom 32M
xos listdir $many
xos scandir $many
xos scandir --json --stat $many
xos walk --json $many
xos fwalk $many
xwalk $many
xwalk -j 1 --json $many
xwalk --sort $many
xwalk --stat $many
xwalk --tree $many
xos --list --json
xos sh -c 'urandom 1000000; listdir $many; walk $many'
COMMANDS
}

# left_by_reader DISPOSITION STATUS: each endless command, its reader gone, SIGPIPE ignored or not, gives the status in
# time.
left_by_reader() {
    endless >commands
    python3 - "$1" "$2" <<'PYTHON' >wrong || wrong "the test's own program failed"
import os, signal, subprocess, sys
disposition, wanted = sys.argv[1:]
reader, writer = os.pipe()
os.close(reader)
signal.signal(signal.SIGPIPE, getattr(signal, disposition))
for command in open("commands"):
    try:
        done = subprocess.run(["bash", "-c", "exec " + command], stdin=subprocess.DEVNULL, stdout=writer,
                              stderr=subprocess.PIPE, restore_signals=False, timeout=10)
        if (
            done.returncode != int(wanted)
            or done.stderr.count(b"\n") != (wanted == "74")
            or (b"EPIPE" in done.stderr) != (wanted == "74")
        ):
            print(command, done.returncode, done.stderr)
    except subprocess.TimeoutExpired:
        print(command, "runs on")
PYTHON
    right
}

@test "a full or closed standard output is status 74 and one message for every form that prints" {
    touch f && F=$PWD/f
    while read -r words; do
        for redirection in '>/dev/full' '>&-'; do
            status=0
            F=$F bash -c "exec $redirection; exec xos $words" 2>message </dev/null || status=$?
            [[ $status == 74 && $(wc -l <message) == 1 && $(<message) == *"standard output"* ]] ||
                wrong "$words $redirection: $status $(<message)"
        done
    done <<<"$PRINTING"
    right
}

@test "the message of a failed output is JSON with --json" {
    needs jq
    for words in "--list --json" "--exit-codes --json" "--json --list" "stat --json ." "const --json"; do
        status=0
        xos $words 2>message >/dev/full || status=$?
        [[ $status == 74 ]] && jq -e '.error | .name == "ENOSPC" and .exit == 74' message >/dev/null ||
            wrong "$words: $status $(<message)"
    done
    right
}

@test "a message that cannot be written changes no status and never lands elsewhere, for every name" {
    while read -r name; do
        xos "$name" --no-such-option >out 2>/dev/null && status=0 || status=$?
        xos "$name" --no-such-option >>out 2>&- && closed=0 || closed=$?
        xos "$name" --no-such-option >>out 2>/dev/full && full=0 || full=$?
        [[ $status -ge 64 && "$closed $full" == "$status $status" && ! -s out ]] || wrong "$name: $status $closed $full"
    done < <(xos --list)
    right
}

@test "with all three streams closed nothing that is opened lands on them" {
    touch f
    for words in "xurandom 4" "xstat f" "xwalk" "listdir" "xenv" "xsched" "xsh -c 'open f O_RDONLY'" \
        "xattr-tool list ." "--list"; do
        status=0
        bash -c "exec <&- >&- 2>&-; exec xos $words" || status=$?
        [[ $status == 74 || ($words == xattr* && $status == 0) ]] || wrong "$words: $status"
    done
    right
    bash -c 'exec <&- >&- 2>&-; exec xos open f O_RDONLY --as 7 -- \
        bash -c "[[ ! -e /proc/self/fd/0 && ! -e /proc/self/fd/2 ]] && : >ok"'
    [[ -e ok ]]
}

@test "a reader that goes away ends every streaming command quietly" {
    needs python3
    left_by_reader SIG_DFL -13
}

@test "with SIGPIPE ignored a reader that goes away is status 74 at once" {
    needs python3
    left_by_reader SIG_IGN 74
}

@test "reading stops after the reader of the names has exited" {
    needs strace
    many_names
    strace -o /dev/null true 2>/dev/null || skip "strace may not trace here"
    for words in "listdir $many" "scandir $many" "sh -c 'listdir $many'"; do
        bash -c "strace -qq -e trace=getdents64 -o trace xos $words >/dev/full" 2>/dev/null || true
        (($(grep -c getdents64 trace) < 10)) || wrong "$words: $(grep -c getdents64 trace)"
    done
    right
}

@test "every command that reads standard input reports a directory or a closed stream" {
    touch f
    for words in "read 0 9" "write 9 --stdin 9>f" "setxattr f user.a --stdin" "xattr-tool set user.a --stdin f" \
        "xattr-tool restore" \
        "xstat --files0-from -" "xwalk --files0-from -" "xsched --files0-from -" "xurandom --pick -" "xenv --load -" \
        "xspawn --each - -- true" "sh"; do
        bash -c "xos $words" <. >out 2>message && status=0 || status=$?
        [[ $status == 73 && ! -s out && $(<message) == *"Is a directory [EISDIR]" ]] ||
            wrong "directory: $words: $status $(<message)"
        bash -c "xos $words" <&- >out 2>message && status=0 || status=$?
        [[ $status == 66 && ! -s out && $(<message) == *"Bad file descriptor [EBADF]" ]] ||
            wrong "closed: $words: $status $(<message)"
    done
    right
}

@test "a full pipe that does not block is status 74, and what went out is the beginning" {
    needs python3
    succeeds "74 True True" python3 - <<'PYTHON'
import os, subprocess
reader, writer = os.pipe()
os.set_blocking(writer, False)
done = subprocess.run(["xos", "--list", "--json"], stdout=writer, stderr=subprocess.PIPE)
os.close(writer)
whole = subprocess.run(["xos", "--list", "--json"], stdout=subprocess.PIPE).stdout
data = b"".join(iter(lambda: os.read(reader, 1 << 16), b""))
print(done.returncode, b"EAGAIN" in done.stderr, 0 < len(data) < len(whole) and whole.startswith(data))
PYTHON
}

# slowly_through: what comes in goes out by small pieces, with a pause now and then.
slowly_through() {
    python3 -c '
import os, sys, time
count = 0
while data := os.read(0, 10007):
    sys.stdout.buffer.write(data)
    count += 1
    if count % 50 == 0: time.sleep(0.001)'
}

@test "large results come whole and in order to a slow reader" {
    needs python3
    many_names
    head -c 10M /dev/urandom >data
    seq -f 'print "line %07g of a long script"' 60000 >script
    for words in "listdir $many" "scandir $many" "walk --json $many" "xwalk --sort $many" "xwalk -j 1 --stat $many" \
        "xstat --json $many/*1" "sh script" "read 0 10M" "pread 0 10M 0" "--list --json" "xwalk --tree $many"; do
        bash -c "xos $words" <data >file
        [[ $(sha256sum <file) == "$(bash -c "xos $words" <data | slowly_through | sha256sum)" &&
            $(stat -c %s file) -gt 65536 ]] || wrong "$words"
    done
    right
}

@test "a listing of 100,000 names misses none and makes up none" {
    needs python3
    mkdir names
    python3 -c '
import os
for number in range(100000): # links cost half of what files do
    if number % 10000 == 0: os.mknod(f"file{number}")
    os.link(f"file{number // 10000 * 10000}", f"names/{number}")'
    for words in "listdir names" "xwalk --printf '%f\n' --min-depth 1 names" "sh -c 'listdir names'"; do
        cmp <(bash -c "xos $words" | slowly_through | sort -n) <(seq 0 99999) || wrong "$words"
    done
    rm -r names
    right
}

@test "every byte of ten megabytes of random output arrives" {
    needs python3
    for form in "" --hex --base64; do
        (($(xurandom $form 10M | python3 -c '
import os, time
total = 0
while data := os.read(0, 4099): total += len(data)
print(total)') == $(xurandom $form 10M | wc -c))) || wrong "$form"
    done
    right
}

@test "-0 ends encoded bytes with NUL, and raw ones with nothing" {
    cmp <(printf '\0\1\n' | xos read 0 9 -0) <(printf '\0\1\n')
    cmp <(printf '\0\1\n' | xos read 0 9 -0 --hex) <(printf '00010a\0')
    cmp <(printf '\0\1\n' | xos read 0 9 -0 --base64) <(printf 'AAEK\0')
}

@test "the longest name, only quotes, survives in a record in a list" {
    name=$(printf '%0255d' 0 | tr 0 "'")
    mkdir d && touch "d/$name" d/plain
    eval "$(xos fwalk d)"
    eval "names=($filenames)"
    [[ ${#names[@]} == 2 && (${names[0]} == "$name" || ${names[1]} == "$name") ]]
}
