# What a hostile name, value or link cannot do to whoever works on it.
load ../helper

evil=$'e\e]0;x\a\xc2\x9b1m\x7f'
shown='e\033]0;x\a\302\2331m\177'

# on_terminal TEXT CMD : CMD writes TEXT to a terminal.
on_terminal() {
    needs script
    succeeds "$1" bash -c 'script -qec "$1" /dev/null </dev/null | tr -d "\r" | sed "s/ dirfd=[0-9]*//"' terminal "$2"
}

@test "JSON escapes every control character, also DEL and those of eight bits" {
    V=$evil succeeds '"e\u001b]0;x\u0007\u009b1m\u007f"' xos --json getenv V
    V=$evil succeeds "$evil" bash -c 'xos --json getenv V | jq -r .'
    V=$'\x9b\xc2\xff' succeeds '"\udc9b\udcc2\udcff"' xos --json getenv V
    fails 66 \
        '{"error":{"op":"stat","errno":2,"name":"ENOENT","message":"No such file or directory","path":"no\u009b","exit":66}}' \
        xos --json stat $'no\xc2\x9b'
}

@test "a list inside a record is shown escaped on a terminal" {
    mkdir d && touch "d/$evil"
    on_terminal "dirpath=d dirnames='' filenames='$shown'" "xos fwalk d"
}

@test "xsh prints values escaped on a terminal, except line ends and tabs" {
    mkdir d && touch "d/$evil"
    V=$evil on_terminal "$shown" 'xsh -c "v = getenv V; print \$v"'
    on_terminal "$shown" 'xsh -c "v = listdir d; print \$v"'
    on_terminal $'a\n\tb\\033' 'xsh -c "print \"a\n\tb\e\""'
}

@test "the text of an attribute is shown escaped on a terminal, forced or not" {
    touch f && xos setxattr f user.k "$evil" || skip "no attributes on this file system"
    on_terminal '"e\033]0;x\007\302\2331m\177"' 'xattr-tool get --text user.k f'
}

@test "xenv --sh shows values escaped on a terminal, and in a pipe as they are" {
    V=$evil on_terminal "export W=$shown"$'\n'"export V='a b'" 'env -i W="$V" "$(command -v xenv)" V="a b" --sh'
    succeeds "export W='$evil'" env -i W="$evil" "$(command -v xenv)" --sh
}

@test "a step that leads beyond all numbers takes no CPU that was not named" {
    xos sched_getaffinity 0 | grep -qx 0 || skip "CPU 0 is not ours"
    succeeds 0 xos sched_setaffinity 0 0,^1-1:18446744073709551615 -- xos sched_getaffinity 0
}

@test "xurandom -o stays in its directory even if the directory's name is replaced" {
    mkdir d && mkfifo lines
    xurandom --pick lines -o d/f &
    exec 7>lines
    mv d moved && mkdir d && echo line >&7
    exec 7>&-
    wait $!
    [[ $(<moved/f) == line && -z $(ls -A d) && $(ls -A moved) == f ]]
}

@test "xurandom -o takes over no set-uid bit" {
    touch f && chmod 6755 f && succeeds "" xurandom 4 -o f
    [[ $(stat -c %a f) == 755 ]]
}

@test "xurandom -o follows no link that another user put into a folder for all" {
    needs_root
    chmod 755 . && mkdir -m 1777 shared && echo precious >victim
    (cd shared && as_user ln -s ../victim key && as_user ln -s ../new missing)
    fails 77 "xos: urandom: shared/key: Permission denied [EACCES]" xurandom 4 -o shared/key
    fails 77 "xos: urandom: shared/missing: Permission denied [EACCES]" xurandom 4 -o shared/missing
    [[ $(<victim) == precious && ! -e new ]]
    ln -s ../victim shared/own && succeeds "" xurandom --hex 4 -o shared/own
    [[ $(<victim) =~ ^[0-9a-f]{8}$ && -L shared/own ]]
}

@test "xurandom -o protects its output from a user who created a file of that name first" {
    needs_root
    chmod 755 . && mkdir -m 1777 shared && (cd shared && as_user touch key && as_user chmod 666 key)
    succeeds "" xurandom 4 -o shared/key
    [[ $(stat -c '%u %a' shared/key) == "0 600" ]]
}

@test "xwalk's threads find the label of every entry" {
    needs_root
    mkdir -p d/{1..60}/{1..5} && touch d/{1..60}/{1..5}/f
    xos setxattr d/1/1/f security.selinux label 2>/dev/null || skip "no labels on this file system"
    for file in d/*/*/f; do printf 'setxattr %s security.selinux "label\\0"\n' "$file"; done | xsh
    succeeds 300 bash -c 'xwalk -j 4 --name f --printf "%Z\n" d | grep -cx label'
}

@test "a directory above that cannot be looked at does not pass for the root" {
    needs strace awk
    name=$(printf '%0200d' 0)
    for ((i = 0; i < 25; i++)); do mkdir "$name" && cd "$name" || return; done
    traced() { strace -E ASAN_OPTIONS=detect_leaks=0 -qq -o "$BATS_TEST_TMPDIR/log" "$@" xos getcwd; }
    [[ $(traced -e trace=fstat,newfstatat,statx) == "$BATS_TEST_TMPDIR/$name/"* ]]
    above=$(awk -F'(' '{ seen[$1]++ } found { print $1 ":error=EIO:when=" seen[$1]; exit } /"\."/ { found = 1 }' \
        "$BATS_TEST_TMPDIR/log")
    [[ -n $above ]] || skip "this C library looks at the directories above with another call"
    fails 74 "xos: getcwd: Input/output error [EIO]" traced -e inject="$above"
}

@test "a link of the sticky folder's owner is followed, another user's is not" {
    needs_root
    mkdir shared target && chown 65534 shared && chmod 1777 shared
    as_user ln -s "$PWD/target/file" shared/owners
    setpriv --reuid=65533 --clear-groups ln -s "$PWD/target/other" shared/others
    succeeds "" xurandom 8 -o shared/owners
    [[ $(stat -c %s target/file) == 8 ]]
    run -77 xurandom 8 -o shared/others
    [[ ! -e target/other ]]
}
