# xsh at a terminal: keys are typed into a real one, and its screen is read back.
load ../../helper

prepare() {
    needs tmux
    export HOME=$PWD
    sessions=0 window=0
    unset XDG_STATE_HOME NO_COLOR
    history=$HOME/.local/state/xos/history
}

teardown() {
    closes 2>/dev/null || true
}

on_terminal() { tmux -u -L "xsh-$$-$BATS_TEST_NUMBER-$sessions" -f /dev/null "$@"; }

closes() { on_terminal kill-server; }

# opens [VARIABLE=VALUE...] : xsh on a terminal of 120 columns; what is left when it ends is its status.
opens() {
    sessions=$((sessions + 1))
    on_terminal new-session -d -x 120 -y 24 "env LC_ALL=C.UTF-8 $* xsh; echo status \$?; exec sleep 60"
    shows 'xsh>'
}

# types KEY... : by name (Enter, C-d); text TEXT : unchanged.
types() { on_terminal send-keys -t ":$window" "$@"; }
text() { types -l -- "$1"; }

screen() { on_terminal capture-pane -p -t ":$window" "$@"; }

# shows LINE... : waits until each of these lines is on the screen, whatever hint is on its right.
shows() { await 's/    .*//; s/ *$//' "$@"; }

# hints LINE HINT : waits until LINE is on the screen with HINT on its right, which is drawn after it.
hints() { await 's/     */    /' "$1    $2"; }

# await SCRIPT LINE... : waits until each of these lines is on the screen as sed's SCRIPT leaves it.
await() {
    local line script=$1 try
    shift
    for line; do
        for ((try = 0; try < 1200; try++)); do
            screen | sed "$script" | grep -qxF -e "$line" && continue 2
            sleep 0.05
        done
        printf 'not shown: %q\n' "$line"
        screen
        return 1
    done
}

editing() {
    local library xos
    xos=$(command -v xos)
    ! is_static || xos=$(dynamic_program)
    ! grep -q 'define LIBEDIT_LINKED' "$XOS_BUILD/config.h" || return 0
    [[ -n $xos ]] || skip "this static program has no libedit, and no dynamic program beside it"
    for library in $(ldconfig -p 2>/dev/null | sed -n 's/.*libedit\.so\.2 .*=> //p'); do
        [[ $(elf_class "$library") != "$(elf_class "$xos")" ]] || return 0
    done
    skip "libedit is not installed, or not for a program of these bits"
}

@test "a line typed is run, Ctrl-D ends with the last status" {
    opens
    types 'strerror 2' Enter
    shows 'No such file or directory'
    types 'stat no/such' Enter
    shows 'xos: stat: no/such: No such file or directory [ENOENT]'
    types C-d
    shows 'status 66'
}

@test "Ctrl-D that comes before the prompt does not quote the next one" {
    needs script
    run -0 bash -c "printf 'print early\n\4' | TERM=xterm timeout 20 script -qec xsh /dev/null"
    # a line printed, not the echo of what was typed
    [[ $(sed $'s/\e\\[[0-9;?]*[a-zA-Z]//g' <<<"$output") == *$'\n'early$'\r'* ]]
}

@test "Ctrl-D that answers the prompt at once ends the session" {
    needs python3
    cat >answer.py <<'P'
import os, pty, signal
for i in range(20):
    pid, fd = pty.fork()
    if pid == 0:
        os.environ["TERM"] = "xterm"
        os.execvp("xsh", ["xsh"])
    signal.alarm(20)
    seen = b""
    while b"xsh> " not in seen:
        seen += os.read(fd, 1000)
    os.write(fd, b"\4")
    assert os.waitpid(pid, 0)[1] == 0
    os.close(fd)
P
    succeeds "" python3 answer.py
}

@test "lines are edited, wide characters too" {
    editing
    opens
    text 'print aé漢' && types Left Left BSpace && text X && types End && text 'z' && types Enter
    shows 'xsh> print Xé漢z' 'Xé漢z'
    closes
    opens LC_ALL=C
    text 'print é漢' && types Enter
    shows 'xsh> print é漢' 'é漢'
}

@test "Tab completes operations, constants, variables, fields and paths" {
    editing
    touch 'a name' "it's" && mkdir folder
    opens
    text 'strerr' && types Tab && text '13' && types Enter
    shows 'Permission denied'
    text 'access folder F_O' && types Tab Enter
    shows 'true'
    text 'status = stat f' && types Tab Enter
    text 'print $stat' && types Tab && text '.st_nl' && types Tab Enter
    shows 'xsh> status = stat folder/' 'xsh> print $status.st_nlink' 2
    text 'access a' && types Tab && text 'F_OK' && types Enter
    shows "xsh> access 'a name' F_OK"
    text 'access it' && types Tab && text 'F_OK' && types Enter
    shows "xsh> access \"it's\" F_OK"
    text '!ls -d fol' && types Tab Enter
    shows 'xsh> !ls -d folder/' folder/
}

@test "Tab completes names with wide characters, and invalid bytes as escapes" {
    editing
    touch 'été 漢' $'z\xff'
    opens
    text 'access é' && types Tab && text 'F_OK' && types Enter
    shows "xsh> access 'été 漢' F_OK" true
    text 'stat z' && types Tab && text '--no-follow-symlinks' && types Enter
    shows 'xsh> stat "z\xff" --no-follow-symlinks' st_size=0
}

@test "Tab on several lists them below" {
    editing
    opens
    text 'getresg' && types BSpace Tab
    shows 'getresgid  getresuid' 'xsh> getres'
}

@test "an operation's signature is shown while it is typed" {
    editing
    opens
    text 'strerror '
    hints 'xsh> strerror' 'strerror(code)'
}

@test "Ctrl-C drops the line, or interrupts the operation" {
    opens
    text 'nonsense'
    shows 'xsh> nonsense'
    types C-c
    shows 'xsh>'
    types 'strerror 1' Enter
    shows 'Operation not permitted'
    types 'p = pipe; print waiting; read $p.r 1; print not here' Enter
    shows waiting
    types C-c
    shows 'xos: read: fd:3: Interrupted system call [EINTR]'
    types 'print $?' Enter
    shows 75
}

@test "Ctrl-C interrupts an operation that takes its data from standard input" {
    opens
    tty=$(on_terminal display-message -p -t ":$window" '#{pane_tty}')
    text 'write 2 --stdin; print not here' && types Enter
    until [[ $(stty -aF "$tty") == *" icanon"* ]]; do sleep 0.05; done # the line is no longer being edited
    types C-c
    shows 'xos: write: standard input: Interrupted system call [EINTR]' 'xsh>'
    text 'print $?' && types Enter
    shows 75
    ! screen | grep -qx 'not here'
}

@test "Ctrl-C that ends a command of the shell drops the rest of the line, and the next prompt is on a new line" {
    opens
    text 'x = print 1; system "echo begun; sleep 60"; print not here' && types Enter
    shows begun
    types C-c
    shows 'xsh>'
    text 'print $? $x' && types Enter
    shows 'xsh> print $? $x' '130 1'
    ! screen | grep -qx 'not here'
}

@test "Ctrl-C that comes just before an operation begins to block interrupts it" {
    needs strace
    on_terminal new-session -d -x 120 -y 24 \
        "TERM=dumb ASAN_OPTIONS=detect_leaks=0 strace -qq -o /dev/null -e inject=write:signal=SIGINT:when=3 xsh; exec sleep 60"
    shows 'xsh>'
    text 'p = pipe; print waiting; read $p.r 1' && types Enter # written third, behind prompt and history
    shows 'waiting' 'xos: read: fd:3: Interrupted system call [EINTR]' 'xsh>'
    text 'print $?' && types Enter
    shows 75
}

@test "the stop key does not end a session that no shell could continue" {
    editing
    opens
    text 'print al'
    shows 'xsh> print al' # the terminal drops what was not read when the key comes
    types C-z && text 'ive' && types Enter
    shows alive
}

@test "history is kept, blanks and all, and recalled" {
    editing
    opens
    types 'print "one  two"' Enter C-d
    shows 'one  two' 'status 0'
    [ "$(cat "$history")" = 'print "one  two"' ]
    closes
    opens
    types Up Enter
    shows 'one  two'
    closes
    opens XDG_STATE_HOME="$PWD/state"
    types 'print elsewhere' Enter
    shows elsewhere
    [ "$(cat state/xos/history)" = 'print elsewhere' ]
}

@test "concurrent sessions lose no line of the history" {
    editing
    opens
    on_terminal new-window "xsh; exec sleep 60"
    for turn in 'one 1' 'two 0' 'three 1' 'four 0'; do
        window=${turn#* }
        shows 'xsh>'
        types "print ${turn% *}" Enter
        shows "${turn% *}"
    done
    [ "$(cat "$history")" = $'print one\nprint two\nprint three\nprint four' ]
}

@test "a history that is a directory, or a home that cannot be written, is one message" {
    editing
    mkdir -p "$history"
    opens
    shows "xos: xsh: history: $history: Is a directory [EISDIR]"
    types 'strerror 2' Enter
    shows 'No such file or directory'
    [[ $EUID -eq 0 ]] || return 0
    closes
    opens HOME=/proc
    shows "xos: xsh: history: /proc/.local/state/xos/history: No such file or directory [ENOENT]"
    types 'strerror 2' Enter
    shows 'No such file or directory'
}

@test "an unfinished last line of the history is completed before the next one is added" {
    mkdir -p "${history%/*}"
    printf 'print one\nprint two' >"$history"
    opens TERM=dumb
    types 'strerror 2' Enter
    shows 'No such file or directory'
    [ "$(cat "$history")" = $'print one\nprint two\nstrerror 2' ]
}

@test "no history is kept in a home that is another user's, and a missing home is not created" {
    opens HOME="$PWD/missing" TERM=dumb
    types 'strerror 2' Enter C-d
    shows 'No such file or directory' 'status 0'
    [ ! -e missing ]
    [[ $EUID -eq 0 ]] || return 0
    closes
    mkdir -m 755 home && chown 65534 home
    opens HOME="$PWD/home" TERM=dumb
    types 'strerror 2' Enter C-d
    shows 'No such file or directory' 'status 0'
    [[ $(ls -A home) == '' ]]
}

@test "a line that begins with a blank is not kept in the history" {
    opens TERM=dumb
    types ' strerror 2' Enter
    shows 'No such file or directory'
    types 'strerror 1' Enter
    shows 'Operation not permitted'
    [ "$(cat "$history")" = 'strerror 1' ]
}

@test "pasted text is one edit: tabs stay, and nothing runs before Enter" {
    editing
    opens
    printf 'print $(len "a\tb")0\nprint two' | on_terminal load-buffer -
    on_terminal paste-buffer -p
    shows 'print two'
    screen >seen
    run -1 grep -qx two seen
    types Enter
    shows 30 two
}

@test "a statement of several lines is entered at a second prompt, and runs when it is complete" {
    for term in xterm dumb; do
        opens TERM=$term
        types 'for i in 1 2' Enter
        shows '...>'
        types 'print <$i>' Enter
        text end && types Enter
        shows '...> end' '<1>' '<2>' 'xsh>'
        types 'if (1)' Enter
        shows 'xsh> if (1)' '...>'
        types C-c
        shows 'xsh>'
        types 'strerror 2' Enter
        shows 'No such file or directory'
        closes
    done
}

@test "Ctrl-\\ does not end the prompt" {
    for term in xterm dumb; do
        opens TERM=$term
        types 'C-\'
        types Enter
        shows 'xsh>'
        types 'strerror 2' Enter
        shows 'No such file or directory'
        closes
    done
}

@test "words of other shells get a hint, and help WORD searches" {
    editing
    opens
    text 'ls '
    hints 'xsh> ls' 'in xsh it is: listdir'
    types Enter
    shows "xos: unknown operation 'ls' (in xsh it is: listdir) (see xsh --help)"
    types 'help niceness' Enter
    shows '  nice'
}

@test "values are coloured on a terminal that has colours" {
    opens
    types '(20 + 22)' Enter
    shows 42
    screen -e | grep -q $'^\033\[36m42'
}

@test "Tab completes inside \$(...)" {
    editing
    mkdir folder
    opens
    text 'print $(listdir fol' && types Tab && types ')' Enter
    shows 'xsh> print $(listdir folder/)'
}

@test "errors are red on a colour terminal, and plain with NO_COLOR" {
    opens
    types popem Enter
    shows "xos: unknown operation 'popem' (did you mean popen?) (see xsh --help)"
    screen -e | grep -q $'\033\[31mxos: unknown'
    closes
    opens NO_COLOR=1
    types popem Enter
    shows "xos: unknown operation 'popem' (did you mean popen?) (see xsh --help)"
    ! screen -e | grep -q $'\033\[31m'
}

@test "a dumb terminal gets plain lines" {
    opens TERM=dumb
    types 'strerror 2' Enter
    shows 'xsh> strerror 2' 'No such file or directory'
    types C-c
    shows 'xsh> ^C'
    types 'strerror 1' Enter
    shows 'Operation not permitted'
    types ' ' Enter C-d
    shows 'status 0'
    [ "$(cat "$history")" = $'strerror 2\nstrerror 1' ]
}

@test "the window may change its size while a line is written" {
    editing
    opens
    text 'print abc'
    on_terminal resize-window -x 40 -y 10
    text 'def' && types Enter
    shows 'abcdef'
}

@test "the prompt survives when a statement closes all descriptors above 2" {
    editing
    opens
    types 'closerange 3 100000; close 100; close 101' Enter
    shows 'xos: close: fd:101: Bad file descriptor [EBADF]'
    types 'dup2 2 102; print alive' Enter
    shows 102 alive
}

@test "the editor's own file is read" {
    editing
    echo 'xsh:bind -s ^T "strerror 2"' >.editrc
    opens
    types C-t Enter
    shows 'No such file or directory'
}
