# The frame around every operation: names, options, messages, streams.
load ../helper

@test "an unknown operation is a usage error that names the nearest" {
    fails 64 "xos: unknown operation 'reload_envirom' (did you mean reload_environ?)" xos reload_envirom
    fails 64 "xos: unknown operation 'xyz'" xos xyz
    fails 64 "xos: getpid: unknown option '--foo'" xos getpid --foo
}

@test "the short names of applets are among the nearest, each name once" {
    fails 64 "xos: unknown operation 'xatr' (did you mean xattr?)" xos xatr
    fails 64 "xos: unknown operation 'spwn' (did you mean spawn?)" xos spwn
    fails 64 "xos: unknown operation 'wlak' (did you mean walk?)" xos wlak
}

@test "--json may come before the operation and after it" {
    run xos --json getpid
    [[ $output =~ ^[0-9]+$ ]]
    run xos getpid --json
    [[ $output =~ ^[0-9]+$ ]]
}

@test "a usage error under --json is one JSON line" {
    fails 64 '{"error":{"op":"getpid","errno":null,"name":null,"message":"surplus argument '"'3'"'","exit":64}}' \
        xos --json getpid 3
}

@test "a closed or full standard output is status 74" {
    fails 74 "xos: getpid: standard output: Bad file descriptor [EBADF]" bash -c 'xos getpid >&-'
    fails 74 "xos: getpid: standard output: No space left on device [ENOSPC]" bash -c 'xos getpid >/dev/full'
}

@test "--result-fd sends the result to that descriptor; a closed one is 74, none at all 64" {
    succeeds "" bash -c 'xos getpid --result-fd 5 5>out'
    [[ $(cat out) =~ ^[0-9]+$ ]]
    fails 74 "xos: getpid: result descriptor: Bad file descriptor [EBADF]" bash -c 'xos getpid --result-fd 9 9>&-'
    fails 64 "xos: getpid: result_fd: '-1' is not a descriptor" xos --result-fd -1 getpid
}

@test "a closed --result-fd is refused before the operation could open something there" {
    fails 74 "xos: pipe: result descriptor: Bad file descriptor [EBADF]" bash -c 'xos pipe --result-fd 4 3>&- 4>&-'
    fails 74 "xos: open: result descriptor: Bad file descriptor [EBADF]" \
        bash -c 'xos open new O_WRONLY,O_CREAT --result-fd 3 3>&-'
    fails 74 "xos: mkdir: result descriptor: Bad file descriptor [EBADF]" bash -c 'xos mkdir new --result-fd 0 <&-'
    [[ ! -e new ]]
}

@test "no program inherits --result-fd, and its reader does not wait for one" {
    succeeds "" bash -c 'xos --result-fd 9 chdir / -- sh -c "test ! -e /proc/self/fd/9 && test ! -e /dev/fd/9" 9>out'
    run -0 bash -c 'timeout 60 cat <(xos posix_spawn --result-fd 9 /bin/sleep sleep 300 9>&1 >/dev/null 2>&1)'
    [[ $output =~ ^[0-9]+$ ]]
    kill "$output"
}

@test "xos help, -h and --search say what there is" {
    succeeds "$(xos --help)" xos help
    succeeds "$(xos --help)" xos -h
    succeeds "$(xos --help getpid)" xos help getpid
    succeeds "  getxattr                Return the value of an extended attribute" xos --search value EXTENDED return
    succeeds '"getxattr"' bash -c 'xos --search value extended return --json | jq .name'
    expect 1 "" "" xos --search nothing_has_this
    fails 64 "xos: missing argument: WORD" xos --search
}

@test "the spelling of another program is answered with ours" {
    fails 64 "xos: unknown operation 'cd' (use chdir)" xos cd /
    fails 64 "xos: walk: unknown option '-print0' (use --null)" xos walk -print0
    fails 64 "xos: spawn: unknown option '--cwd' (use --chdir)" xos spawn --cwd / true
    fails 64 "xos: xenv: unknown option '--cwd' (use --directory)" xenv --cwd / -- true
    fails 64 "xos: xenv: unknown option '--chdir' (use --directory)" xenv --chdir / -- true
}

@test "the start of an option is answered with it, and no positional is suggested" {
    fails 64 "xos: spawn: unknown option '--time' (did you mean --timeout, --timeout-status?)" xos spawn --time 1 true
    run -64 xos walk --nope
    [[ $output != *--top* ]]
    fails 64 "xos: stat: unknown option '--path' (did you mean --pathconf?)" xos stat --path f
    fails 64 "xos: unknown option '--instal' (did you mean --install?)" xos --instal /tmp
}

@test "a program without the -- that it needs is explained" {
    fails 64 "xos: chdir: surplus argument 'pwd' (write -- before a program)" xos chdir / pwd
    fails 64 "xos: nice: surplus argument 'nice' (write -- before a program)" xos nice 5 nice
}

@test "--install takes what follows -- as a directory, and works without /proc" {
    unsanitized "need /proc"
    mkdir -- -d
    succeeds "" xos --install -- -d
    [[ -L -d/xstat ]]
    needs_root
    needs unshare
    mkdir links
    succeeds "" unshare --mount sh -c 'mount -t tmpfs none /proc && exec "$(command -v xos)" --install links'
    [[ $(links/xstat -c %F .) == directory ]]
}

@test "--json as a switch with a value rules the message too" {
    fails 66 \
        '{"error":{"op":"fstat","errno":9,"name":"EBADF","message":"Bad file descriptor","path":"fd:9","exit":66}}' \
        bash -c 'xos fstat 9 --json=true 9>&-'
}

@test "a --json among a program's arguments belongs to the program and does not change the message" {
    local nope='nope: No such file or directory [ENOENT]'
    fails 66 "xos: execvp: $nope" xos execvp nope nope --json
    fails 66 "xos: spawnvp: $nope" xos spawnvp P_WAIT nope nope --json
    fails 66 "xos: posix_spawnp: $nope" xos posix_spawnp nope nope --json
    fails 66 "xos: posix_spawnp: $nope" xos xspawn nope --json
    fails 66 "xos: execvp: $nope" xos chdir / -- nope --json
    fails 66 \
        '{"error":{"op":"execvp","errno":2,"name":"ENOENT","message":"No such file or directory","path":"nope","exit":66}}' \
        xos execvp --json nope nope
}

@test "a value missing, an option unknown or two that exclude each other are usage errors" {
    fails 64 "xos: getpid: option '--result-fd' needs a value" xos getpid --result-fd
    fails 64 "xos: getpid: unknown option '--jsno' (did you mean --json?)" xos getpid --jsno
    fails 64 "xos: xwalk: unknown option '-maxdepth' (did you mean --max-depth?)" xwalk -maxdepth 1
    fails 64 "xos: getpid: unknown option '-z'" xos getpid -z
    fails 64 \
        '{"error":{"op":"getpid","errno":null,"name":null,"message":"--json and --null exclude each other","exit":64}}' \
        xos getpid --json -0
}

@test "an applet's link and the program's own options answer by name" {
    run xos --version
    [[ $status -eq 0 && $output == "xos "[0-9]* ]]
    run xos --exit-codes
    [[ ${lines[2]} == $'64\tEX_USAGE\t'* ]]
}

@test "the program's own options take --json before or after them, and no option of another" {
    succeeds "$(xos --version)" xos --version --json
    succeeds "$(xos --list --json)" xos --json --list
    fails 64 "xos: surplus argument 'more' (see xos --help)" xos --version more
    fails 64 "xos: surplus argument '--bogus' (see xos --help)" xos --exit-codes --bogus
    fails 64 "xos: surplus argument 'more' (see xos --help)" xos --help stat more
    fails 64 "xos: surplus option '-0'" xos -0 --list
    fails 64 "xos: no operation named after '-q'" xos -q
}

@test "errors in xos's own options are reported in JSON with --json" {
    own() { echo '{"error":{"op":'"$1"',"errno":null,"name":null,"message":"'"$2"'","exit":64}}'; }
    fails 64 "$(own null "no operation named after '--json'")" xos --json
    fails 64 "$(own null "surplus argument 'more'")" xos --list --json more
    fails 64 "$(own null "unknown operation 'nothing_like_it'")" xos --json --help nothing_like_it
    fails 64 "$(own '"--install"' "missing argument: DIR")" xos --install --json
}

@test "--install creates the applet links, and -f replaces existing files" {
    mkdir links
    succeeds "" xos --install links
    succeeds "$(applets | LC_ALL=C sort)" ls links
    run xos --install links
    [[ $status -eq 73 && $output == *"[EEXIST]" ]]
    succeeds "" xos --install -f links
}

@test "--install in the program's own directory makes relative links, elsewhere absolute ones" {
    mkdir bin links
    cp "$(command -v xos)" bin
    bin/xos --install bin && bin/xos --install links
    [[ $(readlink bin/xstat) == xos && $(readlink links/xstat) == "$(pwd -P)/bin/xos" ]]
    mv bin moved
    succeeds directory moved/xstat -c %F .
}

@test "--install refuses anything but one directory, and replaces no directory by a link" {
    mkdir d e
    fails 64 'xos: --install: missing argument: DIR (see xos --help)' xos --install
    fails 64 "xos: --install: surplus argument 'e' (see xos --help)" xos --install d e
    fails 66 'xos: --install: no/such: No such file or directory [ENOENT]' xos --install no/such
    mkdir d/xsh
    fails 73 'xos: --install: d -> xsh: Is a directory [EISDIR]' xos --install -f d
    touch e/xstat
    fails 73 'xos: --install: e -> xstat: File exists [EEXIST]' xos --install e
    succeeds '' xos --install -f e
    [[ $(e/xstat -c %F e/xsh) == 'regular file' ]]
}

@test "--list and --exit-codes refuse a surplus argument" {
    fails 64 "xos: surplus argument 'x' (see xos --help)" xos --list x
    fails 64 "xos: surplus argument 'x' (see xos --help)" xos --exit-codes x
    succeeds $'0\n1\n64' bash -c 'xos --exit-codes --json | head -n 3 | jq .status'
}

@test "a chain without a program, and a value for an option that says no, are usage errors" {
    fails 64 'xos: chdir: no program after --' xos chdir / --
    fails 64 "xos: chown: option '--no-follow-symlinks' takes no value" xos chown --no-follow-symlinks=yes . 0 0
}
