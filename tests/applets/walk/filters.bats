# xwalk's filters: which entries pass, how filters combine, and what a bad value is answered with.
load ../../helper

prepare() {
    mkdir -p t/sub t/.git
    touch t/a.c t/b.h t/.hidden t/.git/config
    truncate -s 1025 t/sub/big && truncate -s 1024 t/sub/kilo
    touch -d '2020-01-01' t/a.c
    touch -d '2030-01-01' t/b.h
}

# refuses MESSAGE CMD...: a usage error with that message; a pointer to the help may follow.
refuses() {
    local message="xos: xwalk: $1"
    shift
    run -64 --separate-stderr "$@"
    [[ -z $output && ${stderr% (see xwalk --help)} == "$message" ]] || { printf '%s: %q\n' "$*" "$stderr"; return 1; }
}

# finds NAMES WORDS...: xwalk WORDS below t finds those names, without "t/", in order.
finds() {
    local want=$1
    shift
    run -0 --separate-stderr xwalk --sort --printf '%P ' "$@" t
    [[ $output == "$want" && -z $stderr ]] || { printf 'xwalk %s: %q %q\n' "$*" "$output" "$stderr"; return 1; }
}

@test "each filter and random combinations find what find finds" {
    needs python3 find
    local count=60 last=1
    [[ -z ${FULL:-} ]] || count=500 last=10
    for ((seed = 1; seed <= last; seed++)); do
        mkdir peer$seed
        (cd peer$seed && python3 "$BATS_TEST_DIRNAME/peer.py" $count $seed) || return 1
    done
}

@test "a naming filter given again is an alternative, others narrow" {
    finds 'a.c b.h ' --name '*.c' --name '*.h'
    finds 'a.c ' --name '*.c' --name '*.h' --older 2025-01-01
    finds 'sub/kilo ' --size +1000 --size -1025 --type f
    finds '.hidden b.h ' --type f --name '*.h' --name '.*' --not --name '*.c'
    finds '' --name '*.c' --iname '*.H'
}

@test "--not negates the one filter after it, and negated filters all narrow" {
    finds '.hidden sub/big ' --type f --not --name '*.?' --not --name k* --not --path '*/.git/*'
    finds 'sub ' --type d --not --name .git --min-depth 1
    refuses "--not needs a filter after it" xwalk t --not
    refuses "--not is followed by another --not" xwalk --not --not --empty t
}

@test "--size compares bytes: exactly, more, less, with units" {
    finds 'sub/kilo ' --size 1K --type f
    finds 'sub/big ' --size +1K --type f
    finds 'sub/kilo ' --size 1024 --type f
    finds '.git/config .hidden a.c b.h ' --size -1K --type f
    finds 'sub/big sub/kilo ' --size +0 --type f
}

@test "--newer and --older take a file or a time; --changed-within a duration" {
    finds 'b.h ' --newer 2026-12-31 --type f
    finds 'b.h ' --newer now --type f
    finds 'a.c ' --older t/.hidden --type f
    finds 'a.c ' --older 2020-01-01T00:00:00.000000001Z --type f
    touch 2020-06-01 && TZ=UTC touch -d 2021-01-01 2020-06-01
    refuses "older: '2020-06-01' is a time and the name of a file (./2020-06-01 is the file)" \
        xwalk --older 2020-06-01 t
    finds 'a.c ' --older ./2020-06-01 --type f
    finds 'a.c ' --older @1590969600 --type f
    finds '.git/config .hidden b.h sub/big sub/kilo ' --changed-within 1d --type f
    finds 'a.c ' --mtime +30d --type f
    finds 'b.h ' --not --mtime +0 --type f
}

@test "--no-owner matches an id without a name" {
    needs_root
    chown 54321 t/a.c && chgrp 54321 t/b.h
    finds 'a.c b.h ' --no-owner
    finds 'a.c ' --user 54321
}

@test "--xattr and --fstype" {
    needs setfattr
    setfattr -n user.mark -v 1 t/a.c || skip "no attributes here"
    finds 'a.c ' --xattr user.mark
    finds '' --fstype no-such-type
    [[ $(xwalk --count --fstype "$(stat -f -c %T t | sed 's/ext2.ext3/ext4/')" t) -gt 0 ||
        $(xwalk -d 0 --printf %F t) != "$(stat -f -c %T t)" ]]
    refuses "xattr: 'mark' has no namespace (did you mean user.mark?)" xwalk --xattr mark t
}

@test "--max-results ends the walk after that many results, for any number of threads" {
    for jobs in 1 2 4; do
        [[ $(xwalk -j $jobs --max-results 3 t | wc -l) == 3 ]]
        [[ $(xwalk -j $jobs --max-results 2 --type f --json t | wc -l) == 2 ]]
    done
    succeeds $'t\nt/.git' xwalk --sort -j 4 --max-results 2 t
    succeeds 5 xwalk --count --max-results 5 t
    mkdir -p many/{1..40}/{1..30}
    [[ $(xwalk -j 4 --max-results 700 many | wc -l) == 700 ]]
}

@test "--exclude neither shows nor enters, --prune shows; neither applies to a top" {
    finds '.hidden a.c b.h sub sub/big sub/kilo ' --exclude .git --min-depth 1
    finds '.git .hidden a.c b.h sub sub/big sub/kilo ' --prune .git --min-depth 1
    finds '.git .git/config .hidden sub sub/big sub/kilo ' --exclude '*.?' --exclude t --min-depth 1
    finds 'sub sub/kilo ' --exclude '.*' --exclude '*.?' --exclude '*/sub/b*' --min-depth 1
    succeeds $'t\nt/a.c\nt/b.h\nt/sub' xwalk --sort --exclude '.*' --prune sub t
    succeeds '{"dirpath":"t","dirnames":["sub"],"filenames":["a.c","b.h"]}' \
        xwalk --json --sort --exclude '.*' --prune sub t
}

@test "--hidden=no leaves out names with a dot in front, but no top" {
    finds 'a.c b.h sub sub/big sub/kilo ' --hidden=no --min-depth 1
    cd t && succeeds $'.\n./a.c\n./b.h\n./sub\n./sub/big\n./sub/kilo' xwalk --no-hidden --sort
    succeeds $'.git\n.git/config' xwalk --hidden=no --sort .git
}

@test "a name or type filter costs no call for each entry, a status filter one" {
    needs strace
    mkdir many && touch many/{1..50}
    ASAN_OPTIONS=detect_leaks=0 strace -f -e trace=%file -o calls xwalk --type f --iname '*5' --path '*m*' many >out
    [[ $(grep -c 'stat.*"[0-9][0-9]*"' calls) == 0 ]]
    ASAN_OPTIONS=detect_leaks=0 strace -f -e trace=%file -o calls xwalk --type f --name '*5' --size 0 \
        --newer 2020-01-01 --perm -444 --printf '%s\n' many >out
    [[ $(grep -c 'stat.*[0-9], "[0-9][0-9]*"' calls) == 5 && $(wc -l <out) == 5 ]]
}

@test "an unknown user or group is 67, a missing file 66" {
    fails 67 "xos: walk: user: no user is named 'nobody-of-that-name'" xwalk --user nobody-of-that-name t
    fails 67 "xos: walk: group: no group is named 'nobody-of-that-name'" xwalk --group nobody-of-that-name t
    fails 66 "xos: walk: gone: No such file or directory [ENOENT]" xwalk --newer gone t
    fails 66 "xos: walk: gone: No such file or directory [ENOENT]" xwalk --samefile gone t
}

@test "a malformed value is 64 and named" {
    local pair
    for pair in "--size:12Q:[+-]N, with K M G T for units of 1024" "--size::[+-]N, with K M G T for units of 1024" \
        "--size:--1:[+-]N, with K M G T for units of 1024" "--links:x:[+-]N, with K M G T for units of 1024" \
        "--mtime:7d:+DURATION (longer ago) or -DURATION (since then): it needs the sign" \
        "--mtime:+7x:+DURATION or -DURATION (+7d, -2h)" "--changed-within:soon:a duration (1.5, 200ms, 3m, 2d)" \
        "--perm:-u+q:a mode (octal, u=rw,go+r, or S_I names joined by |)" \
        "--type:fz:made of the letters f d l p s b c" \
        "--sort:up:name, size, time or natural"; do
        IFS=: read -r option value what <<<"$pair"
        run -64 --separate-stderr xwalk "$option=$value" t
        [[ -z $output && $stderr == *"'${value#[-/]}' is not $what"* || $stderr == *"'$value' is not $what"* ]] ||
            { echo "$option $value: $stderr"; return 1; }
    done
    refuses "regex: 'a(b': a ( is not closed (at byte 4)" xwalk --regex 'a(b' t
    refuses "regex: '[[:foo:]]': a [ is malformed or not closed (at byte 1)" xwalk --regex '[[:foo:]]' t
}
