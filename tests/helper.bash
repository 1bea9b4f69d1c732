# What every test file loads: the program under test first in PATH, a folder of its own for each test, whole-output
# checks.
bats_require_minimum_version 1.5.0

top=$(cd "${BASH_SOURCE[0]%/*}/.." && pwd)
: "${XOS_BUILD:=$top}"
PATH=$XOS_BUILD:$PATH
export LC_ALL=C.UTF-8
export PYTHONDONTWRITEBYTECODE=1 # share/xos/xos.py is imported where it lies

setup() {
    cd "$BATS_TEST_TMPDIR" || return
    [[ -z ${missing-} ]] || skip "$missing"
    if declare -F prepare >/dev/null; then prepare; fi
}

# applets : the names in applets/APPLETS.
applets() {
    sed '/^#/d; s/ .*//' "$top/applets/APPLETS"
}

is_applet() {
    local name
    while read -r name _; do
        [[ $name != "$1" ]] || return 0
    done <"$top/applets/APPLETS"
    return 1
}

# strip_help MESSAGE : $stripped is MESSAGE, a line, without " (see NAME --help)" at its end if NAME is what the message
# is about, as the contract wants it for a usage error: an applet, "xos" and an operation, xsh for a statement of its
# own, or xos.
strip_help() {
    local name=xos typed help
    stripped=$1
    [[ $1 =~ ^(xos|[^:]+:[0-9]+):\ ([A-Za-z_][A-Za-z0-9_.-]*):\  ]] && typed=${BASH_REMATCH[2]} name="xos ${typed//-/_}"
    for help in "$name" ${typed:+"$typed" "x$typed"} xattr-tool xsh; do
        [[ $1 == *" (see $help --help)" ]] || continue
        [[ $help == xos* ]] || is_applet "$help" || continue
        stripped=${1% (see "$help" --help)}
        return
    done
}

# same_messages STATUS WANTED GOT : the same lines, but that a usage error in GOT says besides where to find help; with
# status 64 each message of xos must.
same_messages() {
    local -a wanted got
    local i stripped
    [[ $2 != "$3" || $1 == 64 ]] || return 0
    mapfile -t wanted <<<"$2" && mapfile -t got <<<"$3"
    ((${#wanted[@]} == ${#got[@]})) || return 1
    for i in "${!got[@]}"; do
        strip_help "${got[i]}"
        [[ $stripped == "${wanted[i]}" ]] || [[ ${got[i]} == "${wanted[i]}" ]] || return 1
        [[ $1 != 64 || $stripped != "${got[i]}" || $stripped != "xos: "* ]] || return 1
    done
}

# capture CMD... : $status, $output and $stderr of CMD as `run --separate-stderr` has them, but not $lines. One process
# instead of five: most of what a test costs are the processes of its own shell.
capture() {
    local flags=$- file=$BATS_RUN_TMPDIR/stderr.$BASHPID
    set +eET
    output=$("$@" 2>"$file") && status=0 || status=$?
    IFS=$'\n' read -d '' -r stderr <"$file"
    set "-$flags"
}

# expect STATUS STDOUT STDERR CMD... : CMD's status and both its outputs, whole (but for trailing newlines), STDERR as
# same_messages compares it.
expect() {
    local want_status=$1 want_out=$2 want_err=$3
    shift 3
    capture "$@"
    [[ $status == "$want_status" && $output == "$want_out" ]] && same_messages "$status" "$want_err" "$stderr" && return
    printf 'command: %s\n' "$*"
    printf 'status: %s, wanted %s\n' "$status" "$want_status"
    printf 'stdout: %q\nwanted: %q\n' "$output" "$want_out"
    printf 'stderr: %q\nwanted: %q\n' "$stderr" "$want_err"
    return 1
}

# succeeds OUT CMD... : status 0, OUT on standard output, nothing on standard error.
succeeds() {
    local want_out=$1
    shift
    expect 0 "$want_out" "" "$@"
}

# fails STATUS MESSAGE CMD... : nothing on standard output, the message on standard error.
fails() {
    local want_status=$1 message=$2
    shift 2
    expect "$want_status" "" "$message" "$@"
}

# ended STATUS PID : waits for a background process of the test's, which is to end with STATUS. (`wait PID || ...` would
# accept 0 as well.)
ended() {
    local got=0
    wait "$2" || got=$?
    [[ $got == "$1" ]] && return
    printf 'status of process %s: %s, wanted %s\n' "$2" "$got" "$1"
    return 1
}

# full_pipe: opens descriptor 5, a pipe that holds 4096 bytes and takes no more.
full_pipe() {
    mkfifo full
    exec 5<>full
    python3 -c 'import fcntl, os; fcntl.fcntl(5, 1031, 4096); os.write(5, bytes(4096))' # F_SETPIPE_SZ
}

# with_limit FILE CMD... : what `run` says of CMD with a time limit in place of LIMIT that left CMD time to make FILE,
# however slow the machine is: it is tried with longer and longer ones.
with_limit() {
    local file=$1 limit
    shift
    for limit in 0.2 1 5 30; do
        rm -f "$file"
        run --separate-stderr "${@//LIMIT/$limit}"
        [[ ! -e $file ]] || return 0
    done
    echo "$file was not made within $limit s"
    return 1
}

# as_user CMD... : CMD as an ordinary user; only where root runs the tests (see needs_root).
as_user() {
    setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
}

# is_static : whether the program under test loads no libraries.
is_static() {
    ! readelf -l "$XOS_BUILD/xos" | grep -q INTERP
}

# dynamic_program : the dynamic program that a static one under test finds beside it; nothing if there is none.
dynamic_program() {
    local file
    for file in "$XOS_BUILD"/{libexec,../libexec/xos}/xos-[0-9]*; do
        [[ ! -x $file ]] || realpath "$file"
    done
}

# elf_class FILE : 1 for a program or library of 32 bits, 2 for one of 64.
elf_class() {
    od -An -tu1 -j4 -N1 "$1" | tr -d ' '
}

needs_root() {
    [[ $EUID -eq 0 ]] || skip "only root can do this"
}

needs() {
    local tool
    for tool; do command -v "$tool" >/dev/null || skip "$tool is not installed"; done
}

# unsanitized WHAT: skips the test for a build with sanitizers (tests/full/sanitize), of which it says what they do or
# need that the test cannot bear.
unsanitized() {
    [[ -z ${XOS_SANITIZED-} ]] || skip "sanitizers $1"
}

# file_needs TOOL...: the same for all tests of a file, in its setup_file, where bats 1.8 has no skip: $missing says
# what to tell. Its status is 0 if all are there.
file_needs() {
    local tool
    for tool; do command -v "$tool" >/dev/null || { export missing="$tool is not installed" && return 1; }; done
}
