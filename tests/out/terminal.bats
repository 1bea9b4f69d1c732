# What differs on a terminal: raw bytes are followed by a newline there, so that the prompt begins a line.
load ../helper

# on_terminal TEXT CMD : CMD, run on a terminal, writes TEXT there.
on_terminal() {
    needs script
    succeeds "$1" bash -c 'script -qec "$1" /dev/null </dev/null | tr -d "\r"' terminal "$2"
}

@test "raw bytes on a terminal are followed by a newline" {
    printf 'abc' >f
    on_terminal $'abc\nend' 'xos pread 3 3 0 3<f; echo end'
    on_terminal $'ab\nend' 'xos read1 0 2 <f; echo end'
    on_terminal $'abc\nend' 'xos readall 0 <f; echo end'
    V=text on_terminal $'text\nend' 'xos getenvb V; echo end'
    on_terminal $'abc\nend' 'xsh -c "f = io.open f rb; read \$f 9; print end"'
    on_terminal $'ab\nc\nend' 'exec 3<f; xsh -c "read 3 2; read 3 2; print end"'
}

@test "no newline is added after bytes that end with one, after none, with -0, and to what goes elsewhere" {
    printf 'abc\n' >f
    on_terminal $'abc\nend' 'xos readall 0 <f; echo end'
    on_terminal 'end' 'xos read 0 0 <f; echo end'
    on_terminal 'abend' 'xos read 0 2 -0 <f; echo end'
    on_terminal '616263' 'xos read 0 3 --hex <f'
    on_terminal '{"text":"ab"}' 'xos read 0 2 --json <f'
    on_terminal 'abend' 'xos read 0 2 <f | cat; echo end'
    on_terminal 'end' 'xos read 0 2 --result-fd 5 <f 5>new; echo end'
    [[ $(od -An -c new) == "   a   b" ]]
}

@test "bytes from applets on a terminal are followed by a newline, too" {
    on_terminal $'abc\nend' 'xcall pack "struct {char a[3];}" "{\"a\":\"abc\"}"; echo end'
    [[ $(script -qec 'xurandom 8' /dev/null </dev/null | tail -c 1 | od -An -c) == '  \n' ]]
    touch f && xos setxattr f user.k abc || skip "no attributes on this file system"
    on_terminal $'abc\nend' 'xattr-tool get user.k f; echo end'
    on_terminal $'abc\nend' 'xos getxattr f user.k; echo end'
}
