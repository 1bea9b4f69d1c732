# xwalk --find-help: the xwalk command for a find expression.
load ../../helper

prepare() {
    mkdir -p t/.git t/sub/empty t/c
    touch -d '3 days ago' t/a.c
    touch t/a.h t/.git/x t/none
    truncate -s 513 t/sub/two && truncate -s 3000 t/sub/three
    ln t/a.h t/sub/link && ln -s a.c t/soft && chmod 4755 t/a.h
}

# same WORDS...: the command printed for find's WORDS finds what find finds.
same() {
    local command
    command=$(xwalk --find-help "$@") || return
    diff <(eval "$command" | LC_ALL=C sort) <(LC_ALL=C find "$@" | LC_ALL=C sort) ||
        { echo "$* -> $command"; return 1; }
}

@test "the command finds what find finds, for every primary" {
    local expression
    while read -r expression; do
        eval "same t $expression" || return 1
    done <<'EXPRESSIONS'
-name '*.c'
-iname 'A.*'
-path '*sub/*'
-wholename 't/a*'
-regextype posix-extended -regex 't/[ac].*'
-type d
-type f,l
-xtype f
-lname 'a*'
-user root
-gid 0
-perm 4755
-perm -111
-links 2
-links +1
-samefile t/a.h
-newer t/a.c
-newermt @86400
-size 1
-size 2
-size +1
-size -2
-size 3k
-size +0c
-size -4k
-size 513c
-mtime 3
-mtime +1
-mtime -2
-mmin -60
-mmin +60
-empty
-readable
-executable
-nouser
-maxdepth 1
-mindepth 2
-xdev
-depth -name '*.h'
-name .git -prune -o -type f -print
-name .git -prune -o -name c -prune -o -print
! -name '*.c' -type f
-not -type d -not -empty
\( -name '*.c' -o -name '*.h' \) -type f
-name '*.c' -o -name '*.h' -o -name c
-type f -a -name '*.c' -print
-type f -exec echo {} \;
-type f -execdir echo {} \;
EXPRESSIONS
}

@test "actions and options have their words" {
    succeeds "xwalk a 'b c' -0 --type f" xwalk --find-help a 'b c' -print0 -type f
    succeeds "xwalk --name '*.o' --delete" xwalk --find-help -name '*.o' -delete
    succeeds "xwalk . --exec rm -f {} +" xwalk --find-help . -exec rm -f {} +
    succeeds 'xwalk . --confirm --exec rm {} \;' xwalk --find-help . -ok rm {} \;
    succeeds "xwalk --follow . --long --max-results=1" xwalk --find-help -L . -ls -quit
    succeeds "xwalk . --printf '%p %s\\n' --race-ok" xwalk --find-help . -printf '%p %s\n' -ignore_readdir_race
}

@test "what has no equivalent is refused, with the word" {
    local pair
    while IFS='|' read -r expression word; do
        eval "run -64 --separate-stderr xwalk --find-help $expression"
        [[ -z $output && $stderr == "xos: xwalk: find_help: '$word' "* ]] || { echo "$expression: $stderr"; return 1; }
    done <<'EXPRESSIONS'
-inum 5|-inum
-name a -o -type f|-o
-name a -name b|-name
! \( -name a -o -name b \)|(
\( -name a|(
-name a \)|)
-size 1x|1x
! -size 2|2
-mtime soon|soon
-newer|-newer
EXPRESSIONS
    run -64 xwalk --find-help . -exec rm {}
    run -64 xwalk --find-help
}

@test "a word that only begins with a semicolon is quoted" {
    succeeds "xwalk . --exec echo ';x' \\;" xwalk --find-help . -exec echo ';x' ';'
}
