# xattr-tool: list, get, set, remove, dump, restore, copy.
load ../../helper
load ../../denied
load ../../sessions

prepare() {
    touch a b
    xos setxattr a user.probe x 2>/dev/null && xos removexattr a user.probe ||
        skip "the tests' file system has no user.* attributes"
}

teardown() {
    rm -rf "${large-}"
}

# tree: a small tree with attributes, links inside and out of it.
make_tree() {
    mkdir -p tree/sub
    touch tree/one tree/sub/two
    ln -s one tree/link
    ln -s nowhere tree/dangling
    ln -s ../a tree/out
    xattr-tool set user.k top tree && xattr-tool set user.k 1 tree/one && xattr-tool set user.k 2 tree/sub/two
}

tree_dump='# file: tree
user.k="top"

# file: tree/one
user.k="1"

# file: tree/sub/two
user.k="2"'

@test "set and get give one file's value byte for byte" {
    succeeds "" xattr-tool set user.word "two words" a
    succeeds "two words" xattr-tool get user.word a
    succeeds "" xattr-tool set user.empty "" a
    [[ $(xattr-tool get user.empty a | wc -c) == 0 ]]
}

@test "it answers as xos xattr-tool, attr-tool and xattr" {
    xattr-tool set user.k v a
    for name in xattr-tool attr-tool xattr; do succeeds v xos $name get user.k a; done
}

@test "get writes getfattr's notations" {
    xattr-tool set user.k hello a
    succeeds '"hello"' xattr-tool get --text user.k a
    succeeds 0x68656c6c6f xattr-tool get --hex user.k a
    succeeds 0saGVsbG8= xattr-tool get --base64 user.k a
    succeeds 0x68656c6c6f xattr-tool get -e hex user.k a
}

@test "set reads getfattr's notations" {
    xattr-tool set user.hex 0x00FF a
    succeeds 0x00ff xattr-tool get --hex user.hex a
    xattr-tool set user.base64 0sAP8= a
    succeeds 0x00ff xattr-tool get --hex user.base64 a
    xattr-tool set user.text '"a\"\\\000\012"' a
    succeeds 0x61225c000a xattr-tool get --hex user.text a
    xattr-tool set user.bare 'a\n"' a && succeeds 'a\n"' xattr-tool get user.bare a
}

@test "set takes digits without their mark with --hex and --base64, and anything unchanged with --text" {
    xattr-tool set --hex user.k 00ff a
    succeeds 0x00ff xattr-tool get --hex user.k a
    xattr-tool set --base64 user.k AP8= a
    succeeds 0x00ff xattr-tool get --hex user.k a
    xattr-tool set --text user.k 0x00 a && succeeds 0x00 xattr-tool get user.k a
}

@test "a malformed VALUE is a usage error and sets nothing" {
    for value in 0x0 0xgg 0s! 0sQQ '"open' '"\9"' '"a"b"'; do run -64 xattr-tool set user.k "$value" a; done
    fails 64 "xos: xattr-tool: VALUE: malformed hex (--text takes it literally)" xattr-tool set user.k 0x0 a
    succeeds "" xattr-tool list a
}

@test "a value from standard input or a file is stored unchanged" {
    printf 'a\0b\n' | xattr-tool set --stdin user.in a
    succeeds 0x6100620a xattr-tool get --hex user.in a
    printf '0x41' >value
    xattr-tool set --from value user.from a b
    succeeds 0x41 xattr-tool get user.from b
    fails 66 "xos: xattr-tool: none: No such file or directory [ENOENT]" xattr-tool set --from none user.k a
}

@test "several files' values and names are parts of a dump, with --json records" {
    xattr-tool set user.k v a b
    succeeds $'# file: a\nuser.k="v"\n\n# file: b\nuser.k="v"' xattr-tool get user.k a b
    succeeds $'# file: a\nuser.k\n\n# file: b\nuser.k' xattr-tool list a b
    succeeds $'{"path":"a","name":"user.k"}\n{"path":"b","name":"user.k"}' xattr-tool list --json a b
    succeeds '{"path":"a","name":"user.k","value":{"text":"v"}}' xattr-tool get --json user.k a
}

@test "values in records are encoded as -e or the option of the same name says" {
    xattr-tool set user.k v a
    for form in "-e hex" --hex; do
        succeeds '{"path":"a","name":"user.k","value":"76"}' xattr-tool get $form --json user.k a
        succeeds 'path=a;name=user.k;value=76;' bash -c "xattr-tool dump $form -0 a | tr '\\0' ';'"
    done
    succeeds '{"path":"a","name":"user.k","value":"dg=="}' xattr-tool dump -e base64 --json a
    succeeds '{"path":"a","name":"user.k","value":{"text":"v"}}' xattr-tool dump -e text --json a
}

@test "list writes one file's names a line each, or NUL-closed" {
    xattr-tool set user.b 1 a
    xattr-tool set $'user.a\nline' 1 a
    succeeds $'user.a\nline\nuser.b' xattr-tool list a
    [[ $(xattr-tool list -0 a | tr '\0' ';') == $'user.a\nline;user.b;' ]]
}

@test "a missing attribute, a missing file and a file system without attributes have different statuses" {
    fails 65 "xos: getxattr: user.k: a: No data available [ENODATA]" xattr-tool get user.k a
    fails 66 "xos: getxattr: user.k: none: No such file or directory [ENOENT]" xattr-tool get user.k none
    fails 69 "xos: getxattr: user.k: /proc/self/stat: Operation not supported [ENOTSUP]" \
        xattr-tool get user.k /proc/self/stat
    fails 65 "xos: removexattr: user.k: a: No data available [ENODATA]" xattr-tool remove user.k a
    for command in "set plain v a" "get plain a" "remove plain a"; do
        fails 64 "xos: xattr-tool: NAME: 'plain' has no namespace (did you mean user.plain?)" xattr-tool $command
    done
}

@test "each failure is reported, the rest is done, and the first status is the exit status" {
    expect 66 "" "xos: setxattr: user.k: none: No such file or directory [ENOENT]" xattr-tool set user.k v none b
    expect 65 $'# file: b\nuser.k="v"' $'xos: getxattr: user.k: a: No data available [ENODATA]
xos: getxattr: user.k: /proc/self/stat: Operation not supported [ENOTSUP]' xattr-tool get user.k a /proc/self/stat b
    expect 66 $'{"path":"b","name":"user.k"}' \
        '{"error":{"op":"listxattr","errno":2,"name":"ENOENT","message":"No such file or directory","path":"none","exit":66}}' \
        xattr-tool list --json none b
}

@test "--create and --replace" {
    fails 65 "xos: setxattr: user.k: a: No data available [ENODATA]" xattr-tool set --replace user.k 1 a
    succeeds "" xattr-tool set --create user.k 1 a
    fails 73 "xos: setxattr: user.k: a: File exists [EEXIST]" xattr-tool set --create user.k 2 a
    succeeds "" xattr-tool set --replace user.k 3 a
    succeeds 3 xattr-tool get user.k a
}

@test "descriptors stand for files in every command" {
    exec 7<a 8<b
    succeeds "" xattr-tool set user.k v fd:7
    succeeds v xattr-tool get user.k fd:7
    succeeds $'# file: fd:7\nuser.k="v"' xattr-tool dump fd:7
    succeeds "" xattr-tool copy fd:7 fd:8
    succeeds "" xattr-tool remove user.k fd:7
    succeeds user.k xattr-tool list b
    fails 66 "xos: listxattr: fd:99: Bad file descriptor [EBADF]" xattr-tool list fd:99
}

@test "with -R a descriptor means its tree, or a file that is not a directory" {
    make_tree
    xattr-tool set user.k v a
    exec 7<a 8<tree
    succeeds $'# file: fd:7\nuser.k="v"' xattr-tool dump -R fd:7
    succeeds $'# file: .\nuser.k="top"\n\n# file: one\nuser.k="1"\n\n# file: sub/two\nuser.k="2"' \
        xattr-tool dump -R fd:8
    succeeds "" xattr-tool copy -R fd:7 b
    succeeds user.k xattr-tool list b
    fails 66 "xos: listxattr: fd:99: Bad file descriptor [EBADF]" xattr-tool list -R fd:99
    fails 66 "xos: listxattr: Bad file descriptor [EBADF]" xattr-tool list -R fd:-100
}

@test "operands come from a NUL-closed list too" {
    touch $'new\nline'
    printf 'a\0new\nline\0b' | xattr-tool set user.k v --files0-from -
    succeeds v xattr-tool get user.k $'new\nline'
    printf 'a\0\0none\0b' >list
    touch a b
    xattr-tool set user.k v a b
    expect 65 $'# file: a\nuser.k\n\n# file: b\nuser.k' 'xos: xattr-tool: list:2: an empty name
xos: listxattr: list:3: none: No such file or directory [ENOENT]' xattr-tool list --files0-from list
    fails 64 "xos: xattr-tool: --files0-from and operands exclude each other" xattr-tool list --files0-from list b
}

@test "--no-follow means the link itself" {
    needs_root
    ln -s a link
    xattr-tool set -h trusted.k own link || skip "no trusted.* attributes here"
    succeeds own xattr-tool get --no-follow trusted.k link
    fails 65 "xos: getxattr: trusted.k: link: No data available [ENODATA]" xattr-tool get trusted.k link
}

@test "a dump has every namespace, sorted by name, unless --match narrows it" {
    needs_root
    xattr-tool set user.z 1 a
    xattr-tool set user.b 2 a
    xattr-tool set trusted.k 3 a || skip "no trusted.* attributes here"
    succeeds $'# file: a\ntrusted.k="3"\nuser.b="2"\nuser.z="1"' xattr-tool dump a
    succeeds $'# file: a\nuser.b="2"\nuser.z="1"' xattr-tool dump --match '^user\.' a
    succeeds $'# file: a\nuser.z="1"' xattr-tool dump -m 'z$' a
    succeeds "" xattr-tool dump -m nothing a
    run -64 xattr-tool dump -m '(' a
}

@test "a dump of text is byte for byte getfattr's" {
    needs getfattr
    mkdir 'back\slash' && touch 'back\slash/=' $'back\\slash/new\nline' 'back\slash/plain'
    for name in user.plain 'user.with blank' 'user.=x=' $'user.new\nline' 'user.back\012slash' \
        $'user.\xff' 'user."q"'; do
        xattr-tool set "$name" 'quote " backslash \ blank' 'back\slash/='
    done
    xattr-tool set user.k 1 back*/new* back*/plain
    for file in back*/*; do
        diff <(getfattr -d -m - -- "$file") <(xattr-tool dump -- "$file")
        diff <(getfattr -d -e hex -- "$file") <(xattr-tool dump -e hex -- "$file")
        diff <(getfattr -d -e base64 -- "$PWD/$file" 2>/dev/null) <(xattr-tool dump -e base64 -- "$PWD/$file")
    done
}

@test "setfattr --restore takes a dump of any bytes to the byte, and restore takes getfattr's" {
    needs getfattr setfattr python3
    python3 -c 'import os
for i, v in enumerate(
    [bytes(range(256)), b"", b"\0", b"a\n", b"\r\n", b"\"\\", "\u20ac".encode(), b"\xff", b"0x41", b"end\0"]
):
    os.setxattr("a", b"user.%d=\n\\\xff" % i, v)'
    for form in "" "-e text" "-e hex" "-e base64"; do
        xattr-tool dump $form a | sed 's/^# file: a/# file: b/' >dump
        touch c && rm b c && touch b && setfattr --restore=dump &&
            diff <(xattr-tool dump --hex a | tail -n +2) <(xattr-tool dump --hex b | tail -n +2)
        rm b && touch b && xattr-tool restore dump &&
            diff <(xattr-tool dump --hex a | tail -n +2) <(xattr-tool dump --hex b | tail -n +2)
    done
    for form in "-e hex" "-e base64"; do
        getfattr -d $form a | sed 's/^# file: a/# file: b/' >dump
        rm b && touch b && xattr-tool restore dump &&
            diff <(xattr-tool dump --hex a | tail -n +2) <(xattr-tool dump --hex b | tail -n +2)
    done
}

@test "-R goes through a tree in one order, passing symbolic links over" {
    make_tree
    succeeds "$tree_dump" xattr-tool dump -R tree
    for jobs in 1 2 5; do succeeds "$tree_dump" xattr-tool dump -R -j $jobs tree; done
    succeeds \
        $'{"path":"tree","name":"user.k"}\n{"path":"tree/one","name":"user.k"}\n{"path":"tree/sub/two","name":"user.k"}' \
        xattr-tool list -R --json tree
    succeeds $'# file: one\nuser.k="1"' xattr-tool dump -R tree/one --match k <<<"" | sed 's,tree/,,'
}

@test "-L follows links in a tree and reports those that lead nowhere, -P passes over operands that are links" {
    make_tree
    xattr-tool set user.k outside a
    ln -s tree top
    expect 66 "" "xos: listxattr: tree/dangling: No such file or directory [ENOENT]" \
        bash -c 'xattr-tool list -R -L tree >listed'
    [[ $(grep -c '# file' listed) == 5 ]]
    succeeds "" xattr-tool dump -R -P top
    succeeds "${tree_dump//tree/top}" xattr-tool dump -R top
}

@test "get and remove -R pass over files without the attribute, set -R reaches all" {
    make_tree
    xattr-tool set user.rare 1 tree/sub/two
    succeeds $'# file: tree/sub/two\nuser.rare="1"' xattr-tool get -R user.rare tree
    succeeds "" xattr-tool remove -R user.rare tree
    succeeds "" xattr-tool set -R user.all 1 tree
    [[ $(xattr-tool list -R -m all tree | grep -c '# file') == 4 ]]
}

@test "an unreadable directory in the middle of -R is reported, and the rest is dumped" {
    needs_root
    make_tree
    mkdir tree/locked && touch tree/locked/x && xattr-tool set user.k x tree/locked/x && chmod 700 tree/locked
    chmod 755 . tree tree/sub
    expect 77 "$tree_dump" "xos: scandir: tree/locked: Permission denied [EACCES]" \
        as_user "$(command -v xos)" xattr-tool dump -R tree
}

@test "a tree's dump can be restored on another tree anywhere" {
    make_tree
    (cd tree && xattr-tool dump -R .) >dump
    mkdir -p other/sub && touch other/one other/sub/two
    succeeds "" xattr-tool restore --root other dump
    diff <(cd tree && xattr-tool dump -R .) <(cd other && xattr-tool dump -R .)
    succeeds "" bash -c 'cd other && xattr-tool restore <../dump'
}

@test "restore reports each failed entry and continues" {
    printf '%s\n' '# file: none' 'user.k="1"' '' '# file: a' 'unknown.k="1"' 'user.k="2"' '' '# file: b' \
        'user.k=0x33' >dump
    expect 66 "" $'xos: setxattr: none: No such file or directory [ENOENT]
xos: setxattr: unknown.k: a: Operation not supported [ENOTSUP]' xattr-tool restore dump
    succeeds 23 bash -c 'xattr-tool get user.k a; xattr-tool get user.k b'
}

@test "restore refuses paths that leave its root, unless --allow-escape is given" {
    mkdir -p root/sub
    touch root/inside
    ln -s ../a root/link
    ln -s inside root/kept
    printf '# file: %s\nuser.k="1"\n\n' ../a "$PWD/a" sub/../../a link sub/../kept >dump
    for path in ../a "$PWD/a" sub/../../a link; do
        echo "xos: xattr-tool: $path: leads out of the directory that is restored (--allow-escape permits it)"
    done >messages
    expect 65 "" "$(<messages)" xattr-tool restore -C root dump
    succeeds "" xattr-tool list a
    succeeds user.k xattr-tool list root/inside
    succeeds "" xattr-tool restore -C root --allow-escape dump
    succeeds user.k xattr-tool list a
}

@test "restore stays below its root without openat2 too: no link on the way is followed then" {
    needs strace
    local errno
    mkdir -p root/sub
    touch root/sub/file out
    ln -s ../a root/link
    ln -s sub root/way
    ln -s .. root/up
    printf '# file: %s\nuser.k="1"\n\n' sub/file ../a "$PWD/a" link way/file up/out sub/../../out sub/none \
        sub/./file >dump
    for errno in ENOSYS EPERM; do
        run ! strace -o trace -e trace=openat2 -e inject=openat2:error=$errno xattr-tool restore -C root dump
        [[ $(grep -c 'leads out' <<<"$output") == 3 ]]
        succeeds "" xattr-tool list a
        succeeds "" xattr-tool list out
        succeeds user.k xattr-tool list root/sub/file
        xattr-tool remove user.k root/sub/file
    done
}

@test "a malformed dump is refused with its line, and nothing of it is restored" {
    good=$'# file: a\nuser.good="1"\n'
    while IFS='|' read -r lines line message; do
        printf '%s%b\n' "$good" "$lines" >dump
        fails 65 "xos: xattr-tool: dump: line $line: $message" xattr-tool restore dump
        succeeds "" xattr-tool list a
    done <<'TABLE'
user.k="abc|3|text without its closing double quote
user.k="|3|text without its closing double quote
user.k="abc\\"|3|text without its closing double quote
user.k="a\\01"|3|a backslash without three octal digits
user.k="\\400"|3|a backslash without three octal digits
user.k="\\n"|3|a backslash without three octal digits
user.k=a\\1|3|a backslash without three octal digits
user.\\07=1|3|a backslash without three octal digits
user.k="a"b"|3|a double quote inside the text
user.k=0x123|3|malformed hex
user.k=0xzz|3|malformed hex
user.k=0sQQ|3|malformed base64
user.k=0sQ*==|3|malformed base64
user.k=0s=|3|malformed base64
user.k|3|an attribute without a value
=1|3|an attribute's name without a namespace
plain=1|3|an attribute's name without a namespace
user.\\000=1|3|a NUL byte in a name
\nuser.k=1|4|an attribute without a '# file:' line before it
\n#file: b\nuser.k=1|4|malformed '# file:' line
\n# file:b\nuser.k=1|4|malformed '# file:' line
\n# file: \nuser.k=1|4|'# file:' without a path
\n# file: b\\1\nuser.k=1|4|a backslash without three octal digits
TABLE
}

@test "comments, empty lines and carriage returns in a dump do no harm, and an empty dump restores nothing" {
    printf '# made by hand\r\n\r\n\n# file: a\r\n# a comment\r\nuser.k="v"\r\n\n\n# file: b\nuser.k=v' |
        xattr-tool restore
    succeeds v xattr-tool get user.k a
    succeeds v xattr-tool get user.k b
    succeeds "" xattr-tool restore /dev/null
    fails 66 "xos: xattr-tool: none: No such file or directory [ENOENT]" xattr-tool restore none
}

@test "restore finds each file in the folder that its own path says" {
    mkdir one two && touch one/f two/f two/g
    ln -s ../two/g one/link
    printf '# file: %s\nuser.k="%s"\n\n' {one/f,two/,two/f,.,two,one/link,none/f,one,./two//f,two/../one/f}{,} >dump
    expect 66 "" "xos: setxattr: none/f: No such file or directory [ENOENT]" xattr-tool restore dump
    succeeds "$(printf 'user.k="%s"\n' . one two/../one/f two ./two//f one/link)" \
        bash -c 'xattr-tool dump -R . | grep user'
}

@test "restore follows --create, --replace and --match" {
    printf '# file: a\nuser.a="1"\nuser.b="2"\n' >dump
    succeeds "" xattr-tool restore --match 'a$' dump
    expect 73 "" "xos: setxattr: user.a: a: File exists [EEXIST]" xattr-tool restore --create dump
    succeeds $'user.a\nuser.b' xattr-tool list a
    xattr-tool remove user.a a
    expect 65 "" "xos: setxattr: user.a: a: No data available [ENODATA]" xattr-tool restore --replace dump
}

@test "copy gives one file's attributes to another" {
    printf '\0\xff' | xattr-tool set --stdin user.bytes a
    xattr-tool set user.other 1 a
    xattr-tool set user.kept 1 b
    succeeds "" xattr-tool copy a b
    succeeds $'# file: b\nuser.bytes=0sAP8=\nuser.kept="1"\nuser.other="1"' xattr-tool dump b
    expect 73 "" \
        $'xos: setxattr: user.bytes: b: File exists [EEXIST]\nxos: setxattr: user.other: b: File exists [EEXIST]' \
        xattr-tool copy --create a b
    fails 66 "xos: listxattr: none: No such file or directory [ENOENT]" xattr-tool copy none b
    fails 66 "xos: xattr-tool: none: No such file or directory [ENOENT]" xattr-tool copy a none
}

@test "copy -R lays the attributes of a tree on another and follows no link there" {
    make_tree
    mkdir -p other/sub && touch other/one
    ln -s "$PWD/a" other/sub/two
    rm -f tree/sub/two && touch tree/sub/two tree/sub/more && xattr-tool set user.k 3 tree/sub/two tree/sub/more
    expect 66 "" $'xos: setxattr: other/sub/more: No such file or directory [ENOENT]
xos: setxattr: user.k: other/sub/two: Operation not permitted [EPERM]' xattr-tool copy -R -j 1 tree other
    succeeds "" xattr-tool list a
    succeeds top1 bash -c 'xattr-tool get user.k other; xattr-tool get user.k other/one'
}

# make_wide_tree TOP: 40 folders of 20 files, and in the file wide.dump a value of its own for each.
make_wide_tree() {
    local i
    for i in {1..40}; do
        mkdir -p "$1/$i" && touch "$1/$i/"{1..20}
        printf '# file: %s\nuser.path="%s"\n\n' "$i/"{1..20}{,}
    done >wide.dump
}

@test "with several threads every file of a wide tree gets its own values" {
    make_wide_tree wide
    xattr-tool restore -C wide wide.dump
    make_wide_tree other
    succeeds "" xattr-tool copy -R -j 4 wide other
    for jobs in 1 4; do
        for tree in wide other; do cmp <(sort wide.dump) <(cd $tree && xattr-tool dump -R -j $jobs . | sort); done
    done
}

@test "a value beyond all limits is E2BIG, from a pipe and from a file" {
    touch f && head -c 1100000 /dev/zero >big
    fails 65 "xos: xattr-tool: big: Argument list too long [E2BIG]" xattr-tool set --from big user.k f
    fails 65 "xos: xattr-tool: standard input: Argument list too long [E2BIG]" \
        bash -c 'cat big | xattr-tool set --from - user.k f'
}

@test "values of XATTR_SIZE_MAX go through dump, restore and copy, one byte more is E2BIG" {
    large=$(mktemp -d /dev/shm/xos.XXXXXX) || skip "no /dev/shm"
    cd "$large"
    touch c d
    head -c 65536 /dev/urandom | xattr-tool set --stdin user.k c || skip "/dev/shm takes no value of 64 KiB"
    xattr-tool copy c d
    cmp <(xattr-tool get user.k c) <(xattr-tool get user.k d)
    xattr-tool dump --text c | sed 's/^# file: c/# file: d/' >dump
    xattr-tool remove user.k d
    xattr-tool restore dump
    cmp <(xattr-tool get user.k c) <(xattr-tool get user.k d)
    head -c 65537 /dev/zero >big
    fails 65 "xos: setxattr: user.k: d: Argument list too long [E2BIG]" xattr-tool set --from big user.k d
    { echo '# file: d'; printf 'user.k="%065537d"\n' 0; echo 'user.small="1"'; } >dump
    expect 65 "" "xos: setxattr: user.k: d: Argument list too long [E2BIG]" xattr-tool restore dump
    succeeds 1 xattr-tool get user.small d
}

@test "a value that grows between two calls is dumped whole" {
    needs strace
    xattr-tool set user.k hello a
    succeeds $'# file: a\nuser.k="hello"' \
        strace -o trace -e trace=getxattr -e inject=getxattr:error=ERANGE:when=1 xattr-tool dump a
}

@test "an attribute that is removed during the dump is omitted" {
    needs strace
    xattr-tool set user.a 1 a
    xattr-tool set user.b 2 a
    succeeds $'# file: a\nuser.b="2"' \
        strace -o trace -e trace=getxattr -e inject=getxattr:error=ENODATA:when=1 xattr-tool dump a
}

# without_calls NUMBER... -- CMD...: CMD on a kernel that knows none of these system calls (seccomp; x86-64 and arm64
# alike).
without_calls() {
    cat >without.py <<'PYTHON'
import ctypes, os, struct, sys
end = sys.argv.index("--")
code = [(0x20, 0, 0, 0)] + [
    step for number in sys.argv[1:end] for step in ((0x15, 0, 1, int(number)), (6, 0, 0, 0x50000 + 38))
]
filters = b"".join(struct.pack("=HBBI", *step) for step in code + [(6, 0, 0, 0x7fff0000)])
room = ctypes.create_string_buffer(filters)
program = struct.pack("@HP", len(filters) // 8, ctypes.addressof(room))
prctl = ctypes.CDLL(None).prctl
if prctl(38, 1, 0, 0, 0) or prctl(22, 2, program, 0, 0):
    sys.exit("no seccomp here")
os.execvp(sys.argv[end + 1], sys.argv[end + 1:])
PYTHON
    python3 without.py "$@"
}

@test "a kernel without the calls relative to a directory is served through /proc" {
    needs python3
    make_tree
    without_calls -- true || skip "no seccomp here"
    succeeds "$tree_dump" without_calls 463 464 465 466 -- xattr-tool dump -R tree
    mkdir -p other/sub && touch other/one other/sub/two
    succeeds "" without_calls 463 464 465 466 -- xattr-tool copy -R tree other
    succeeds "${tree_dump//tree/other}" xattr-tool dump -R other
    succeeds "" without_calls 463 464 465 466 -- xattr-tool set -R user.k 3 tree
    succeeds "" without_calls 463 464 465 466 -- xattr-tool remove -R user.k tree
    succeeds "" xattr-tool dump -R tree
    make_wide_tree wide
    xattr-tool restore -C wide wide.dump
    cmp <(cd wide && xattr-tool dump -R -j 1 .) <(cp without.py wide && cd wide &&
        without_calls 463 464 465 466 -- xattr-tool dump -R -j 4 .)
}

@test "copy needs no /proc" {
    needs_root
    needs unshare
    unshare -m mount -t tmpfs none /proc || skip "no mounts of its own here"
    make_tree
    mkdir -p other/sub && touch other/one other/sub/two
    unsanitized "read /proc"
    without_proc() { unshare -m sh -c 'mount -t tmpfs none /proc && exec "$@"' sh "$@"; }
    succeeds "" without_proc xattr-tool copy tree/one b
    succeeds 1 xattr-tool get user.k b
    run without_proc xattr-tool copy -R tree other
    [[ $output != *"sub/two: No such file"* ]] || skip "the kernel has no calls relative to a directory"
    succeeds "${tree_dump//tree/other}" xattr-tool dump -R other
}

@test "unknown commands, missing words and options of other commands are usage errors" {
    fails 64 "xos: xattr-tool: unknown command 'dmp' (did you mean dump?)" xattr-tool dmp a
    fails 64 "xos: xattr-tool: unknown command 'zzzzzz' (list get set remove dump restore copy)" xattr-tool zzzzzz
    fails 64 "xos: xattr-tool: unknown command 'a' (list get set remove dump restore copy)" xattr-tool a
    fails 64 "xos: xattr-tool: missing argument: command" xattr-tool
    fails 64 "xos: xattr-tool: missing argument: PATH" xattr-tool list
    fails 64 "xos: xattr-tool: missing argument: VALUE" xattr-tool set user.k
    fails 64 "xos: xattr-tool: missing argument: DST" xattr-tool copy a
    fails 64 "xos: xattr-tool: surplus argument 'c'" xattr-tool copy a b c
    fails 64 "xos: xattr-tool: --create is not an option of list" xattr-tool list --create a
    fails 64 "xos: xattr-tool: --root is not an option of dump" xattr-tool dump -C . a
}

@test "options that contradict each other are usage errors" {
    for options in "set --create --replace" "set --stdin --from a" "dump -e hex --text" "dump --hex --base64" \
        "dump -R -P -L" \
        "dump -R -h -L" "dump -P" "dump -e octal" "dump -R -j -1"; do
        run -64 xattr-tool $options user.k a
    done
    for options in --stdin "--from -"; do
        fails 64 "xos: xattr-tool: standard input cannot be the value and the list of files" \
            xattr-tool set user.k $options --files0-from -
    done
}

@test "a closed or full standard output is status 74" {
    make_tree
    for command in "dump -R tree" "list tree" "get user.k tree"; do
        run -74 bash -c "xattr-tool $command >/dev/full"
        run -74 bash -c "xattr-tool $command >&-"
    done
}

@test "eight descriptors are enough" {
    make_tree
    succeeds "$tree_dump" bash -c 'ulimit -n 8; xattr-tool dump -R tree'
    succeeds "" bash -c 'ulimit -n 8; xattr-tool copy -R tree tree'
}

@test "the examples of xattr-tool(1) come out as they are written" {
    mkdir sessions here
    manual_sessions "$top/man/xattr-tool.1" sessions
    cd here
    sessions_hold ../sessions
}

@test "a missing or superfluous argument is reported by name" {
    fails 64 'xos: xattr-tool: missing argument: NAME' xattr-tool get
    fails 64 'xos: xattr-tool: missing argument: VALUE' xattr-tool set user.a
    fails 64 "xos: xattr-tool: surplus argument 'b'" xattr-tool restore a b
    fails 64 'xos: xattr-tool: standard input cannot be the value and the list of files' \
        xattr-tool set user.a --stdin --files0-from -
    fails 66 'xos: xattr-tool: no/such: No such file or directory [ENOENT]' xattr-tool restore --root no/such /dev/null
}

@test "with -R, files of any type without the attribute are skipped; others are not" {
    needs_root
    mkdir t && touch t/a t/b && mkfifo t/p && ln -s a t/l
    xattr-tool set user.q 1 t/a
    succeeds "" xattr-tool remove -Rh user.q t
    succeeds "" xattr-tool list t/a
    fails 77 "xos: removexattr: user.q: t/p: Operation not permitted [EPERM]" xattr-tool remove user.q t/p
}

@test "copy -R does not leave DST through a link, and says so" {
    mkdir -p s/x t out && touch s/x/f out/f && ln -s ../out t/x
    xattr-tool set user.p 1 s/x/f
    fails 65 "xos: xattr-tool: t/x/f: leads out of DST through a symbolic link" xattr-tool copy -R s t
    succeeds "" xattr-tool list out/f
}

# without_at ERRNO CMD... : CMD where the calls for names in directories (Linux 6.13) fail so.
without_at() {
    denied "$1" 463,464,465,466 "${@:2}"
}

@test "if the calls for names in directories are missing or denied, older ones are used, with and without /proc" {
    unsanitized "need /proc"
    needs_root
    needs python3
    local errno
    mkdir -p t u/t && touch t/f u/t/f && mkfifo t/p
    for errno in ENOSYS EPERM; do
        xattr-tool set user.k v t/f
        succeeds $'# file: t/f\nuser.k' without_at $errno xattr-tool list -R t
        succeeds "" without_at $errno xattr-tool copy -R t u/t
        succeeds v xattr-tool get user.k u/t/f
        succeeds "" without_at $errno xattr-tool remove -R user.k t
        succeeds "" xattr-tool list t/f
        xattr-tool set user.k v t/f
        xattr-tool remove user.k u/t/f
        rm -f t/p
        succeeds $'# file: t/f\nuser.k' \
            without_at $errno unshare -m bash -c 'mount -t tmpfs none /proc && xattr-tool list -R t'
        succeeds "" without_at $errno unshare -m bash -c 'mount -t tmpfs none /proc && xattr-tool copy -R t u/t'
        succeeds v xattr-tool get user.k u/t/f
        mkfifo t/p
        expect 72 $'# file: t/f\nuser.k' "xos: listxattr: /proc: No such file or directory [ENOENT]" \
            without_at $errno unshare -m bash -c 'mount -t tmpfs none /proc && xattr-tool list -R t'
        xattr-tool remove user.k t/f u/t/f
    done
}

@test "--match with ! takes the names that do not match" {
    touch x
    xattr-tool set user.a 1 x
    xattr-tool set user.b 2 x
    xattr-tool set user.ab 3 x
    succeeds $'user.a\nuser.ab' xattr-tool list -m a x
    succeeds user.b xattr-tool list -m '!a' x
    touch y
    xattr-tool copy -m '!^user.a$' x y
    succeeds $'user.ab\nuser.b' xattr-tool list y
    fails 64 "xos: xattr-tool: match: '!(': a ( is not closed" xattr-tool list -m '!(' x
}

@test "what dump --json writes, restore reads back, byte for byte" {
    needs jq
    mkdir -p d/e && touch d/e/f $'d/odd\n\xff'
    xattr-tool set user.text 'one "two"' d/e/f
    printf '\0\xff\n' | xattr-tool set user.bytes --stdin d/e/f
    xattr-tool set user.empty '' $'d/odd\n\xff'
    xattr-tool set user.d 1 d
    xattr-tool dump -R --json d >dump
    xattr-tool dump -R d >wanted
    [[ $(wc -l <dump) == 4 ]]
    for name in user.text user.bytes; do xattr-tool remove $name d/e/f; done
    xattr-tool remove user.empty $'d/odd\n\xff'
    xattr-tool remove user.d d
    succeeds "" xattr-tool restore dump
    xattr-tool dump -R d | cmp - wanted
    succeeds "" bash -c 'cat dump | xattr-tool restore -m "!d" -'
    while IFS='|' read -r line message; do
        printf '{"path":"d","name":"user.good","value":{"text":"1"}}\n\n%s\n' "$line" >bad
        fails 65 "xos: xattr-tool: bad: line 3: $message" xattr-tool restore bad
    done <<'TABLE'
{"path":"d","name":"user.x"}|its value has neither text nor bytes (dump --json without --hex and --base64 writes them)
{"path":"d","name":"user.x","value":"00"}|its value has neither text nor bytes (dump --json without --hex and --base64 writes them)
{"path":"d","name":"user.x","value":{"bytes":"!"}}|its value is not base64
{"name":"user.x","value":{"text":""}}|no path or no name
{"path":"d","name":"a\u0000b","value":{"text":""}}|no path or no name
TABLE
    run -65 xattr-tool restore - <<<'{'
    succeeds user.d xattr-tool list d
    fails 65 "xos: xattr-tool: ../out: leads out of the directory that is restored (--allow-escape permits it)" \
        xattr-tool restore -C d - <<<'{"path":"../out","name":"user.x","value":{"text":"1"}}'
}

@test "--force-mode sets attributes of the user's own read-only files, and keeps their mode" {
    needs_root
    chmod 755 .
    cp "$(command -v xos)" program
    mkdir -m 777 t && touch t/f t/theirs && chown 65534 t/f && chmod 444 t/f t/theirs
    printf '# file: %s\nuser.k="1"\n\n' t/f t/theirs >dump
    expect 77 "" "xos: setxattr: user.k: t/f: Permission denied [EACCES]
xos: setxattr: user.k: t/theirs: Permission denied [EACCES]" as_user ./program xattr-tool restore dump
    fails 77 "xos: setxattr: user.k: t/theirs: Permission denied [EACCES]" \
        as_user ./program xattr-tool restore --force-mode dump
    succeeds 1 xattr-tool get user.k t/f
    succeeds 444 stat -c %a t/f
    succeeds "" as_user ./program xattr-tool set --force-mode user.k 2 t/f
    succeeds 2 xattr-tool get user.k t/f
}
