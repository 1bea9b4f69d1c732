# xwalk: which paths come out, in which order and form, and what is said of what goes wrong.
load ../../helper

prepare() {
    mkdir -p t/a/b t/c
    printf 123 >t/a/b/x
    touch t/a/y t/z
    ln -s a t/link
}

same_as_find() {
    diff <(xwalk -0 "$@" | sort -z) <(find "$@" -print0 | sort -z)
}

# unprivileged CMD...: CMD as someone whom permissions bind.
unprivileged() {
    if [[ $EUID -eq 0 ]]; then as_user "$@"; else "$@"; fi
}

@test "the paths are find's" {
    same_as_find t && same_as_find t/ && same_as_find ./t//a && same_as_find t t/a t/z t
}

@test "without a top the working directory is walked" {
    diff <(xwalk | sort) <(find | sort)
}

@test "a top that is a link is walked, as os.walk does" {
    succeeds $'t/link\nt/link/b\nt/link/b/x\nt/link/y' xwalk --sort t/link
}

@test "a dangling link is reported like any other name" {
    ln -s nowhere dangling
    succeeds dangling xwalk dangling
    succeeds 'dangling l N' xwalk dangling --printf '%p %y %Y\n'
}

@test "--sort is byte order within each directory, contents after their directory" {
    succeeds $'t\nt/a\nt/a/b\nt/a/b/x\nt/a/y\nt/c\nt/link\nt/z' xwalk --sort t
    mkdir long
    touch long/eighth-{d,a,f,b,e,c} long/ninth---{d,a,f,b,e,c} long/ninth---
    succeeds "$(printf '%s\n' eighth-{a..f} ninth--- ninth---{a..f})" xwalk --sort --min-depth 1 --printf '%f\n' long
}

@test "--bottom-up and --topdown=no put a directory after its contents" {
    succeeds $'t/a/b/x\nt/a/b\nt/a/y\nt/a\nt/c\nt/link\nt/z\nt' xwalk --sort --bottom-up t
    succeeds $'t/a/b/x\nt/a/b\nt/a/y\nt/a\nt/c\nt/link\nt/z\nt' xwalk --sort --topdown=no t
}

@test "--sort, --bottom-up and both give one output for any -j" {
    for i in {1..40}; do mkdir -p "many/$((i % 7))/$i/deep" && touch "many/$((i % 7))/$i/"{1..30}; done
    for order in --sort --bottom-up '--sort --bottom-up' '--sort --json' '--bottom-up --json' '--sort --stat'; do
        xwalk -j 1 $order many >one
        for jobs in 2 3 8; do
            xwalk -j $jobs $order many >other
            cmp one other || { echo "$order -j $jobs"; return 1; }
        done
    done
}

@test "a directory comes before its contents, for any number of threads" {
    for i in {1..60}; do mkdir -p "many/$((i % 7))/$i/deep/er" && touch "many/$((i % 7))/$i/"{1..30}; done
    for i in {1..20}; do
        xwalk -j 4 many | awk -F/ '{ up = $0; sub(/\/[^\/]*$/, "", up); if (NF > 1 && !(up in seen)) exit 1; seen[$0] }'
    done
}

@test "--max-depth and --min-depth are find's" {
    for n in 0 1 2 3 9; do
        diff <(xwalk t --max-depth $n | sort) <(find t -maxdepth $n | sort)
        diff <(xwalk t --min-depth $n | sort) <(find t -mindepth $n | sort)
    done
}

@test "--type, --name and --prune: find's, names as bytes" {
    touch $'t/\377.c' t/.hidden.c
    diff <(xwalk t --type f,l | sort) <(find t -type f,l | sort)
    diff <(xwalk t --name '*.c' --name b | sort) <(find t \( -name '*.c' -o -name b \) | sort)
    diff <(xwalk t --prune b --prune c | sort) <(find t \( -name b -o -name c \) -prune -print -o -print | sort)
    diff <(xwalk t/ --name t --type d) <(find t/ -name t -type d)
}

@test "--count is the number of lines without it" {
    succeeds 8 xwalk --count t
    succeeds 4 xwalk --count --max-depth 1 --min-depth 1 t
    succeeds 3 xwalk --count --type f t/a t/link/y --json
}

@test "--json gives os.walk's triples" {
    succeeds \
        $'{"dirpath":"t","dirnames":["a","c","link"],"filenames":["z"]}\n{"dirpath":"t/a","dirnames":["b"],"filenames":["y"]}\n{"dirpath":"t/a/b","dirnames":[],"filenames":["x"]}\n{"dirpath":"t/c","dirnames":[],"filenames":[]}' \
        xwalk --json --sort t
}

@test "a huge depth is not a limit, also on 32-bit systems" {
    [[ $(xwalk t --sort --max-depth 4G) == "$(xwalk t --sort)" && -z $(xwalk t --min-depth 4G) ]]
}

@test "--json --max-depth bounds the names, --name leaves out directories without one" {
    succeeds '{"dirpath":"t","dirnames":["a","c","link"],"filenames":["z"]}' xwalk --json --sort --max-depth 1 t
    succeeds '{"dirpath":"t/a/b","dirnames":[],"filenames":["x"]}' xwalk --json --name x t
}

@test "--json escapes the bytes that are not UTF-8, so that they come back" {
    mkdir $'raw\n\377"' && touch $'raw\n\377"/\xc3('
    succeeds '{"dirpath":"raw\n\udcff\"","dirnames":[],"filenames":["\udcc3("]}' xwalk --json $'raw\n\377"'
}

@test "--follow enters links, and reports a loop without entering it" {
    ln -s .. t/a/up
    expect 66 $'t\nt/a\nt/a/b\nt/a/b/x\nt/a/up\nt/a/y' "xos: walk: t/a/up: Too many levels of symbolic links [ELOOP]" \
        xwalk --follow --sort t --prune c --prune link --prune z --name '[!clz]*'
    ln -s round round
    fails 66 "xos: walk: round: Too many levels of symbolic links [ELOOP]" xwalk -L round --dir-exec true \;
    fails 66 \
        '{"error":{"op":"walk","errno":40,"name":"ELOOP","message":"Too many levels of symbolic links","path":"round","exit":66}}' \
        xwalk -L --json round
    expect 66 round "xos: walk: round: Too many levels of symbolic links [ELOOP]" xwalk -L round
    succeeds round xwalk round
    for option in -L --follow --followlinks --follow-symlinks; do
        run -66 --separate-stderr xwalk $option --count t
        [[ $output == 13 ]] || { echo "$option: $output"; return 1; }
    done
}

@test "an unreadable directory is reported once, the walk continues, and the status is not 0" {
    mkdir t/locked && chmod 0 t/locked
    expect 77 $'t\nt/a\nt/a/b\nt/a/b/x\nt/a/y\nt/c\nt/link\nt/locked\nt/z' \
        "xos: walk: t/locked: Permission denied [EACCES]" unprivileged "$(command -v xwalk)" --sort t
    expect 77 9 "xos: walk: t/locked: Permission denied [EACCES]" unprivileged "$(command -v xwalk)" --count t
}

@test "--errors=ignore says nothing, --errors=abort ends at the first" {
    succeeds t/z xwalk --errors=ignore no t/z nor
    fails 66 "xos: walk: no: No such file or directory [ENOENT]" xwalk --errors=abort -j 1 no t/z nor
    expect 66 $'t/z\nt/c' "xos: walk: no: No such file or directory [ENOENT]" xwalk --errors=abort -j 1 t/z t/c no t/a
    expect 66 $'t/z\nt/c' "xos: walk: no: No such file or directory [ENOENT]" \
        xwalk --errors=abort -j 1 --sort t/z t/c no t/a
    fails 64 "xos: xwalk: errors: 'panic' is not report, ignore or abort" xwalk --errors=panic
}

@test "the first failure's status is the end's; with --json each is a line" {
    mkdir t/locked && chmod 0 t/locked
    expect 66 t/z \
        $'xos: walk: no: No such file or directory [ENOENT]\nxos: walk: t/locked/x: Permission denied [EACCES]' \
        unprivileged "$(command -v xwalk)" -j 1 no t/z t/locked/x
    fails 66 \
        '{"error":{"op":"walk","errno":2,"name":"ENOENT","message":"No such file or directory","path":"no","exit":66}}' \
        xwalk --json no
    fails 66 '{"error":{"op":"walk","errno":20,"name":"ENOTDIR","message":"Not a directory","path":"t/z","exit":66}}' \
        xwalk --json t/z
}

@test "relative tops are relative to --dir-fd" {
    succeeds $'a/b\na/b/x' xwalk --dir-fd 9 a/b 9<t
    fails 66 "xos: walk: a: Bad file descriptor [EBADF]" xwalk --dir-fd 77 a
}

@test "--files0-from reads the tops from a file or standard input" {
    printf 't/a/b\0t/z' >list
    succeeds $'t/a/b\nt/a/b/x\nt/z' xwalk --files0-from list -j 1
    succeeds $'t/a/b\nt/a/b/x\nt/z' bash -c 'xwalk --files0-from - -j 1 <list'
    succeeds "" xwalk --files0-from /dev/null
    fails 64 "xos: xwalk: --files0-from and TOP exclude each other" xwalk --files0-from list t
}

@test "--one-file-system shows a mount point and does not enter it" {
    [[ -d /proc/self && $(stat -c %d /) != $(stat -c %d /proc) ]] || skip "/proc is not mounted"
    succeeds /proc xwalk / --one-file-system --max-depth 2 --name proc
    succeeds "$(du -sxb /dev 2>/dev/null | cut -f 1)" bash -c 'xwalk --du --one-file-system /dev 2>/dev/null | cut -f 2'
    succeeds "" bash -c 'xwalk / --one-file-system --max-depth 2 --errors=ignore | grep "^/proc/"; true'
}

@test "--stat writes a record for each entry: the path and the fields of os.lstat" {
    diff <(xwalk --stat t/a/y) <(printf 'path=t/a/y %s\n' "$(xos lstat t/a/y | grep -v fstype | paste -sd ' ')")
    diff <(xwalk --stat t/link --json --max-depth 0 | jq -c 'del(.path)') <(xos stat t/link --json |
        jq -c 'del(.st_fstype)')
}

@test "--printf: every directive as find writes it" {
    mkfifo t/pipe && chmod 7751 t/a && ln -s nowhere t/broken && ln -s round t/round && truncate -s 70000 t/sparse
    local type=%F # find asks the table of mounts, which in another root may not have this one
    [[ $(find t -maxdepth 0 -printf %F) != unknown ]] || type=
    for format in '%p|%P|%f|%h|%H|%d\n' "%y%Y|%l|%S|%k|%b|%m|%#m|%M|%n|%i|%D|$type|%s|%%\n" '%u %U %g %G\n' \
        '%t|%c|%A@|%C@|%T@|%T+|%TX|%TT|%TS|%Tc\n' \
        '%Ta%TA%Tb%TB%Td%TD%Th%TH%TI%Tj%Tk%Tl%Tm%TM%Tp%Tr%TU%Tw%TW%Tx%Ty%TY%TZ\n' \
        '%10s|%-10s|%05d|%.2p|%+d|%20f|%-20f|%6m|%06m\n' \
        '%+5.3d|%+05d|% 05d|%-+5d|%.0d|%.6m|%#.6m|%#9.0m|%-06m|%.3S|%+S|%09.2S|% -8.4S|\n' \
        'a\tb\\c\101\0d\a\b\f\r\v\n' 'ends\c here'; do
        for top in t ./t/ ./t//a/ t/z; do
            cmp <(find $top -printf "$format" | sort) <(xwalk $top --printf "$format" | sort) ||
                { echo "$format $top"; return 1; }
        done
    done
}

@test "--printf knows the time of birth, and the time zone" {
    succeeds "$(stat -c %W t/z)" xwalk t/z --printf '%Bs\n'
    diff <(TZ=Asia/Kolkata xwalk t/z --printf '%t %Tz\n') <(TZ=Asia/Kolkata find t/z -printf '%t %Tz\n')
}

@test "a time zone that does not exist is status 66 for every view with times, and only for these" {
    touch -d 2024-07-01T12:00:00Z t/z
    for view in '--printf %t' --long '--tree --long' '--du --time'; do
        # shellcheck disable=SC2086 # words
        fails 66 "xos: walk: no such time zone: 'Mars/Base'" env TZ=Mars/Base xwalk $view t/z
    done
    succeeds 1719835200.0000000000 env TZ=Mars/Base xwalk --printf '%T@\n' t/z
    succeeds t/z env TZ=Mars/Base xwalk t/z
}

@test "an unknown directive is a usage error" {
    for format in %q %Tq %T % 'x%5' %-; do
        run -64 --separate-stderr xwalk --printf "$format" t
        [[ -z $output && $stderr == "xos: xwalk: printf: unknown directive '%"* ]] ||
            { echo "$format: $stderr"; return 1; }
    done
}

@test "--du is du's sums, hard links once: allocated, apparent" {
    head -c 100000 /dev/zero >t/a/big && ln t/a/big t/c/again && truncate -s 1M t/c/hole
    for top in t t/a t/z; do
        succeeds "$(du -s --block-size=1 $top | cut -f1)	$(du -sb $top | cut -f1)	$top" xwalk --du $top
    done
    succeeds '{"path":"t/z","allocated":0,"apparent":0}' xwalk --du --json t/z
}

@test "--du --follow counts once what links lead to again" {
    ln -s ../a t/c/link && ln -s ../a/b/x t/c/x && ln -s b t/a/same && ln -s ../a/b t/c/bee
    for top in t t/a t/c; do
        succeeds "$(du -Ls --block-size=1 $top | cut -f1)	$(du -Lsb $top | cut -f1)	$top" xwalk --du --follow $top
    done
    [[ $(xwalk --du -L --max-depth 9 t | tail -n 1) == "$(xwalk --du -L t)" && $(xwalk --du -L -d 9 t | wc -l) == 4 ]]
}

@test "--du --max-depth is du's directories too" {
    diff <(xwalk --du --max-depth 2 t | cut -f 1,3 | sort) <(du --block-size=1 t | sort)
    diff <(xwalk --du --max-depth 1 t | cut -f 2,3 | sort) <(du -b --max-depth=1 t | sort)
}

@test "--tree is a sorted tree for people" {
    succeeds $'t\n├── a\n│   ├── b\n│   │   └── x\n│   └── y\n├── c\n├── link -> a\n└── z\n\n3 directories, 4 files' \
        xwalk --tree t
    succeeds $'t\n├── a\n│   └── b\n└── c\n\n3 directories, 0 files' xwalk --tree --type d t
    succeeds $'t\n├── a\n├── c\n├── link -> a\n└── z\n\n3 directories, 1 file' xwalk --tree --follow --max-depth 1 t
}

@test "--dir-exec runs a program with the directory open, its status counts" {
    succeeds $'t/a:b\nt/a:y\nt/a/b:x' xwalk t/a --sort --dir-exec \
        bash -c 'for name in $(ls /proc/self/fd/$XOS_DIRFD/); do echo "$XOS_DIRPATH:$name"; done' \;
    expect 3 $'t/a\nt/a/b' "" xwalk t/a --dir-exec sh -c 'echo "$0"; exit 3' {} \;
    expect 143 "" "" xwalk t/c --dir-exec sh -c 'kill $$' \;
    expect 3 t/a "" xwalk t/a --errors=abort --dir-exec sh -c 'echo "$0"; exit 3' {} \;
}

@test "--dir-exec of a program that cannot be started is reported once" {
    fails 66 "xos: walk: no-such-program: No such file or directory [ENOENT]" xwalk t --dir-exec no-such-program \;
    fails 64 "xos: xwalk: option '--dir-exec' needs a ';' behind its program" xwalk --dir-exec true t
    fails 64 "xos: xwalk: option '--exec' may be given once" xwalk t --exec true \; --exec false {} +
    fails 64 "xos: xwalk: option '--dir-exec' needs a program" xwalk --dir-exec \; t
}

@test "what exclude each other, or is out of range, is a usage error" {
    for words in '--count --du' '--tree --stat' '--json --tree' '--json --printf x' '--type q' '--type ,' \
        '--max-depth -1' \
        '--min-depth -1' '-j 0' '-j -1' '-j 2000000000' \
        '--tree --bottom-up' '--max-depth 99999999999999999999' '--json -0'; do
        run -64 --separate-stderr xwalk $words t
        [[ -z $output && $stderr == *xos:* || $stderr == {*:64}} ]] || { echo "$words: $output $stderr"; return 1; }
    done
}

@test "a full or closed standard output is status 74, for every form and any number of threads" {
    for form in '' --count --du --tree --stat '--printf %p' --sort; do
        fails 74 "xos: walk: standard output: No space left on device [ENOSPC]" bash -c "xwalk $form t >/dev/full"
        fails 74 "xos: walk: standard output: Bad file descriptor [EBADF]" bash -c "xwalk $form t >&-"
    done
}

@test "on a terminal control characters are shown escaped, in a pipe names are raw" {
    needs script
    mkdir tty && touch $'tty/\e[31m\n'
    succeeds $'tty\r\ntty/\\033[31m\\n\r' bash -c 'NO_COLOR=1 script -qec "xwalk --sort tty" /dev/null </dev/null'
    succeeds $'tty/\e[31m\n|' xwalk tty --type f --printf '%p|' 
}

@test "a small tree costs no thread and no more than three calls a directory" {
    needs strace
    ASAN_OPTIONS=detect_leaks=0 strace -f -o calls xwalk -j 8 t >/dev/null
    [[ $(grep -cE 'clone|futex|unshare' calls) == 0 ]] || { cat calls; return 1; }
    [[ $(grep -cE 'getdents64' calls) == 8 && $(grep -cE 'O_DIRECTORY' calls) == 4 ]]
}

@test "the manual page's examples run as they are written" {
    load ../../sessions
    mkdir sessions
    manual_sessions "$top/man/xwalk.1" sessions
    sessions_hold sessions
}

@test "a sparse file's %S is find's" {
    for size in 1 511 513 1000 4097 99999 1234567 7777777777; do
        truncate -s "$size" "sparse$size" && printf x >>"sparse$size"
    done
    touch empty; fallocate -n -l 4096 empty 2>/dev/null || true
    diff <(xwalk --sort --printf '%p %S %#.3S\n' .) <(find . -printf '%p %S %#.3S\n' | LC_ALL=C sort)
}

@test "--follow takes a link for what it leads to, of every type" {
    mkdir in && cd in || return
    mkfifo fifo; touch file; mkdir dir; python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind("socket")'
    for target in fifo file dir socket /dev/null nowhere; do ln -s "$target" "to-${target##*/}"; done
    for type in p f d s c l; do
        printf '%s:' $type; xwalk -L --sort --min-depth 1 --type $type . | tr '\n' ' '
    done >../got
    [[ $(<../got) == \
        'p:./fifo ./to-fifo f:./file ./to-file d:./dir ./to-dir s:./socket ./to-socket c:./to-null l:./to-nowhere ' ]] ||
        { cat ../got; return 1; }
}

@test "--printf's %y and %Y tell every type of file" {
    needs_root
    needs python3 mknod
    mkdir in && cd in || return
    mkfifo p && mknod b b 7 200 && mknod c c 1 3 && mkdir d && touch f && ln -s c l && ln -s nowhere n
    python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind("s")'
    succeeds "$(find . -mindepth 1 -printf '%f %y %Y\n' | LC_ALL=C sort)" \
        xwalk --sort --min-depth 1 --printf '%f %y %Y\n' .
}

@test "a long walk shows its progress on the terminal, and removes it at the end" {
    needs script
    mkdir -p t/{1..40}/{1..30}
    run -0 bash -c 'script -qec "xwalk --count t >/dev/null" /dev/null </dev/null'
    [[ -z $output || $output == *directories*$'\r\033[K' ]]
}

@test "--prune does not apply to the tops" {
    mkdir -p here/src here/.git && touch here/src/a here/.git/b && cd here || return
    succeeds $'.\n./.git\n./src\n./src/a' xwalk --prune '.*' --sort
    succeeds $'src\nsrc/a' xwalk --prune src src --sort
}

# with_mount FROM TO CMD... : CMD while the directory FROM is mounted on TO, in a mount namespace for it alone.
with_mount() {
    unshare --mount bash -c 'mount --bind "$1" "$2" && shift 2 && "$@"' - "$@"
}

@test "a directory mounted below itself is a loop" {
    needs_root
    with_mount t t/c true || skip "nothing can be mounted here"
    for jobs in 1 4; do
        expect 66 $'t\nt/a\nt/a/b\nt/a/b/x\nt/a/y\nt/c\nt/link\nt/z' \
            "xos: walk: t/c: Too many levels of symbolic links [ELOOP]" with_mount t t/c xwalk -j $jobs --sort t
    done
    mkdir -p p/t/a/b
    expect 66 $'p/t\np/t/a\np/t/a/b\np/t/a/b/t' "xos: walk: p/t/a/b/t: Too many levels of symbolic links [ELOOP]" \
        with_mount p p/t/a/b xwalk --sort p/t
    succeeds $'t\nt/a\nt/a/b\nt/a/b/x\nt/a/y\nt/c\nt/c/b\nt/c/b/x\nt/c/y\nt/link\nt/z' with_mount t/a t/c xwalk --sort t
}

@test "a mounted loop is found even if openat2 is missing or denied" {
    needs_root
    needs strace
    with_mount t t/c true || skip "nothing can be mounted here"
    for errno in ENOSYS EPERM; do
        expect 66 $'t\nt/a\nt/a/b\nt/a/b/x\nt/a/y\nt/c\nt/link\nt/z' \
            "xos: walk: t/c: Too many levels of symbolic links [ELOOP]" \
            with_mount t t/c strace -qq -o /dev/null -e inject=openat2:error=$errno xwalk -j 1 --sort t
    done
}

@test "a mounted loop is found even if descriptors run out" {
    needs_root
    with_mount t t/c true || skip "nothing can be mounted here"
    mkdir -p m/x/a/b m/{x,x/a}/z m/z
    expect 66 $'m\nm/x\nm/x/a\nm/x/a/b\nm/x/a/z\nm/x/z\nm/z' \
        "xos: walk: m/x/a/b: Too many levels of symbolic links [ELOOP]" \
        with_mount m/x/a m/x/a/b bash -c 'for fd in {3..17}; do eval "exec $fd<."; done
            ulimit -n 20 && exec xwalk --sort m' # two descriptors are left
}

@test "called as xos walk it takes os.walk's arguments in their order" {
    mkdir no
    succeeds $'t/a/b/x\nt/a/b\nt/a/y\nt/a\nt/c\nt/link\nt/z\nt' xos walk --sort t no
    succeeds $'t/link' xos walk t/link False ignore no --max-depth 0
    expect 66 $'no\nt/z' "xos: walk: gone: No such file or directory [ENOENT]" xos walk --sort no t/z gone
    succeeds $'t/c\nno' xwalk --sort t/c no
    fails 64 "xos: walk: errors: 'x' is not report, ignore or abort (see xwalk --help)" xos walk t yes x
}

@test "a name of --files0-from that is empty is reported with its place, the others are walked" {
    expect 65 $'t/z\nt/c' "xos: walk: -:2: an empty name" \
        bash -c 'printf "t/z\0\0t/c\0" | xwalk -j 1 --files0-from -'
}

@test "tops of --files0-from that fail are reported with their places, in the order of the list" {
    expect 66 $'t/z\nt/c' "xos: walk: -:2: none: No such file or directory [ENOENT]
xos: walk: -:3: an empty name
xos: walk: -:5: gone: No such file or directory [ENOENT]
xos: walk: -:6: gone: No such file or directory [ENOENT]" \
        bash -c 'printf "t/z\0none\0\0t/c\0gone\0gone" | xwalk -j 1 --files0-from -'
    printf 'gone' >list
    run --separate-stderr xwalk --json --files0-from list
    [[ $status == 66 && $stderr == *',"path":"gone","list":"list","item":1,"exit":66}}' ]]
}

@test "--files0-from walks a top as soon as its name arrives" {
    mkfifo names
    exec 8<>names
    xwalk --files0-from - <names >out 8>&- 3>&- &
    printf 't/z\0' >&8
    until [[ -s out ]]; do sleep 0.02; done
    printf 't/c\0' >&8
    exec 8>&-
    wait $!
    [[ $(<out) == $'t/z\nt/c' ]]
}

@test "--du has a row for every directory that it counts: unreadable and pruned ones too" {
    mkdir t/shut t/pruned && touch t/pruned/in && chmod 0 t/shut
    expect 77 $'t/a/b\nt/a\nt/c\nt/pruned\nt/shut\nt' "xos: walk: t/shut: Permission denied [EACCES]" \
        unprivileged bash -c '"$0" --du -d 9 --prune pruned t | cut -f 3; exit ${PIPESTATUS[0]}' "$(command -v xwalk)"
    succeeds $'t/a/b\nt/a\nt/c\nt/shut\nt' bash -c 'xwalk --du -d 9 --exclude pruned t | cut -f 3'
}

@test "--du with filters counts a directory itself in its own row" {
    local own=$(($(stat -c %b t/a/b) * 512))
    succeeds "$own	$(stat -c %s t/a/b)	t/a/b" bash -c 'xwalk --du -d 9 --type d t | grep t/a/b'
    succeeds "0	3	t/a/b" \
        bash -c 'touch -d @0 t/a/b/x; truncate -s 0 t/a/b/x; truncate -s 3 t/a/b/x
        xwalk --du -d 9 --type f t | grep t/a/b'
}

@test "--du counts hard links in the same rows for any -j" {
    for i in {1..40}; do mkdir -p many/$i/deep && truncate -s $((i * 100)) many/$i/file; done
    for i in {1..40}; do ln many/$i/file many/$((i * 7 % 40 + 1))/deep/$i; done
    xwalk --du -d 9 -j 1 many >one
    for i in 1 2 3; do xwalk --du -d 9 -j 8 many | cmp one - || return 1; done
    [[ $(tail -n 1 one) == "$(du -s --block-size=1 many | cut -f 1)	$(du -sb many | cut -f 1)	many" ]]
}

@test "--du's sums do not wrap around at 64 bits" {
    local big
    big=$(mktemp -d -p /dev/shm) && mkdir "$big/t" || skip "no /dev/shm"
    for i in 1 2 3; do truncate -s 9223372036854775807 "$big/t/$i" || skip "no file can be that large"; done
    run -0 bash -c "cd $big && xwalk --du --type f t; xwalk --du --type f --json t; xwalk --du -h --apparent --type f t"
    rm -r "$big"
    [[ $output == $'0\t27670116110564327421\tt\n{"path":"t","allocated":0,"apparent":27670116110564327421}\n24E\tt' ]]
}

@test "a time beyond the calendar is in seconds, a year below 1000 has four digits" {
    local file
    file=$(mktemp -p /dev/shm) || skip "no /dev/shm"
    touch -d 0900-01-02T03:04:05 "$file"
    run -0 xwalk --printf '%TY|%T+|%t|%TF' "$file"
    [[ $output == '0900|0900-01-02+03:04:05.0000000000|Sat Jan  2 03:04:05.0000000000 0900|0900-01-02' ]]
    python3 -c 'import ctypes, sys
class T(ctypes.Structure): _fields_ = [("s", ctypes.c_long), ("n", ctypes.c_long)]
ctypes.CDLL(None).utimensat(-100, sys.argv[1].encode(), (T * 2)(T(2**63 - 1, 0), T(2**63 - 1, 0)), 0)' "$file"
    if [[ $(stat -c %Y "$file") == 9223372036854775807 ]]; then
        local format='%t|%TY|%T+|%Tc|%TS|%Tk|%TX'
        [[ $(xwalk --printf "$format" "$file") == "$(find "$file" -printf "$format")" ]]
    fi
    rm "$file"
}

@test "file systems that share a magic number are distinguished" {
    needs_root
    needs mkfs.ext2
    mkdir m && truncate -s 4M image && mkfs.ext2 -q -F image
    run -0 unshare \
        --mount bash -c 'mount -o loop image m && xwalk -d 0 --printf "%F\n" m && xwalk -d 0 --fstype ext2 m &&
        xwalk -d 0 --fstype ext4 m' || skip "nothing can be mounted here"
    [[ $output == $'ext2\nm' ]]
}
