# xwalk's actions: programs for entries, --delete.
load ../../helper

prepare() {
    mkdir -p t/a/b t/c
    touch t/a/x t/a/b/y t/z
}

refuses() {
    local message="xos: xwalk: $1"
    shift
    run -64 --separate-stderr "$@"
    [[ -z $output && ${stderr% (see xwalk --help)} == "$message" ]] || { printf '%s: %q\n' "$*" "$stderr"; return 1; }
}

# chain TOP N NAME: N directories, each in the one before it, below TOP.
chain() {
    python3 -c 'import os, sys
os.makedirs(sys.argv[1], exist_ok=True)
os.chdir(sys.argv[1])
for _ in range(int(sys.argv[2])):
    os.mkdir(sys.argv[3])
    os.chdir(sys.argv[3])' "$@"
}

# on_terminal TEXT CMD...: CMD with a terminal as its standard input, on which TEXT is typed; its output as a file's.
on_terminal() {
    local text=$1
    shift
    printf '%s' "$text" | script -qec "$(printf '%q ' "$@")" /dev/null | tr -d '\r'
}

@test "--exec runs a program for each entry and replaces every {}" {
    succeeds $'<t> t.bak\n<t/a> t/a.bak' xwalk --sort --max-depth 1 --name '[ta]' --exec echo '<{}>' {}.bak \; t
    touch $'t/new\nline' 't/sp ace'
    succeeds $'t/new\nline' xwalk t --name 'new*' --exec printf '%s\n' {} \;
    succeeds "" xwalk t --name none --exec false {} \;
}

@test "--exec with {} + gives as many entries as fit to one program" {
    succeeds 't t/a t/a/b t/a/b/y t/a/x t/c t/z' xwalk --sort --exec echo {} + t
    mkdir many && (cd many && for i in {1..300}; do printf '%0200d\0' $i; done | xargs -0 touch)
    for jobs in 1 3; do
        xwalk many -j $jobs --type f --exec bash -c 'echo $#; printf "%s\n" "$@" >>"$0"' names$jobs {} + >counts
        [[ $(sort names$jobs | uniq -c | awk '$1 == 1' | wc -l) == 300 && $(wc -l <counts) == 1 ]]
    done
    refuses "exec: a program is missing before {} +" xwalk t --exec {} +
    refuses "exec: {} is allowed once, before the +" xwalk t --exec echo {} {} +
}

@test "batches are split at the system's limit" {
    mkdir many && (cd many && for i in {1..3000}; do printf '%0200d\0' $i; done | xargs -0 touch)
    (ulimit -s 1024 && xwalk many --type f --exec bash -c 'printf "%s\n" "$@" >>names; echo' x {} +) >runs
    [[ $(sort -u names | wc -l) == 3000 && $(wc -l <names) == 3000 && $(wc -l <runs) -gt 2 ]]
}

@test "a path too long for an argument is reported, the others are given" {
    chain t/c 530 "$(printf 'd%.0s' {1..249})" # 524 paths of at most 131,071 bytes
    run -65 --separate-stderr xwalk t/c --exec bash -c 'echo $#' x {} +
    [[ $(awk '{ sum += $1 } END { print sum }' <<<"$output") == 525 ]] || { echo "$output"; false; }
    [[ $(grep -c 'Argument list too long \[E2BIG\]$' <<<"$stderr") == 6 ]]
    xwalk --delete t/c
}

@test "a failed program determines the exit status, and the walk continues" {
    expect 3 $'t/a\nt/a/b\nt/a/b/y\nt/a/x' "" xwalk --sort t/a --exec sh -c 'echo "$0"; exit 3' {} \;
    expect 137 "" "" xwalk t/z --exec sh -c 'kill -9 $$' \;
    expect 4 t/z "" xwalk t/z --exec sh -c 'echo "$@"; exit 4' sh {} +
    expect 3 t/a "" xwalk --errors=abort --sort t/a --exec sh -c 'echo "$0"; exit 3' {} \;
    expect 0 $'t/z' "" xwalk --errors=ignore t/z --exec sh -c 'echo "$0"; exit 3' {} \;
    fails 66 "xos: walk: no-such-program: No such file or directory [ENOENT]" xwalk t --exec no-such-program {} \;
}

@test "--execdir runs in the entry's directory with ./NAME" {
    succeeds $'a ./b\nb ./y\na ./x' \
        bash -c "xwalk t/a --min-depth 1 --sort --execdir sh -c 'echo \"\$(basename \"\$PWD\") \$0\"' {} \\;"
    succeeds "$PWD ./t" xwalk t --max-depth 0 --execdir sh -c 'echo "$PWD $0"' {} \;
    succeeds "$PWD/t ./a" xwalk t/a/ --max-depth 0 --execdir sh -c 'echo "$PWD $0"' {} \;
    succeeds "/ /" xwalk / --max-depth 0 --execdir sh -c 'echo "$(pwd -P) $0"' {} \;
}

@test "-j N runs N programs at a time, and no more" {
    touch t/{1..6}
    xwalk t -j 3 --type f --exec bash -c '
        touch "running.$$"
        for _ in {1..6000}; do
            set -- running.*
            [[ $# -lt 3 ]] || touch three
            [[ ! -e three ]] || break
            sleep 0.01
        done
        echo $#; sleep 0.05; rm "running.$$"' \; >seen
    [[ $(wc -l <seen) == 9 && $(sort -n seen | tail -n 1) == 3 ]]
}

@test "filters, limits and lists of tops apply to programs" {
    succeeds 't/z' xwalk t --sort --type f --name z --exec echo {} \;
    [[ $(xwalk t --max-results 2 --exec echo {} + | wc -w) == 2 ]]
    succeeds 't/a/x t/z' bash -c 'printf "t/a/x\0t/z" | xwalk --files0-from - --exec echo {} +'
}

@test "--delete removes what matches, children first, without a word" {
    succeeds "" xwalk t --delete --name '[xy]'
    succeeds $'t\nt/a\nt/a/b\nt/c\nt/z' xwalk --sort t
    succeeds "" xwalk t --delete
    [[ ! -e t ]]
}

@test "--delete leaves the top . alone" {
    cd t && succeeds "" xwalk --delete
    [[ -d ../t && -z $(ls -A) ]]
    mkdir -p d/e && succeeds "" xwalk --delete d/.
    [[ -d d && -z $(ls -A d) ]]
}

@test "--delete does not follow links: a top that is one is removed itself" {
    ln -s t link && ln -s ../../t/a t/c/in
    succeeds "" xwalk --delete link t/c
    [[ ! -L link && -e t/a/b/y && ! -e t/c ]]
    refuses "--delete and --follow exclude each other: links would lead out of the tree" xwalk -L --delete t
}

@test "--delete reports a directory that is not empty and continues" {
    expect 73 "" \
        $'xos: walk: t/a/b: Directory not empty [ENOTEMPTY]\nxos: walk: t/a: Directory not empty [ENOTEMPTY]\nxos: walk: t: Directory not empty [ENOTEMPTY]' \
        xwalk --sort --delete --not --name y t
    succeeds $'t\nt/a\nt/a/b\nt/a/b/y' xwalk --sort t
}

@test "--delete takes trees deeper than any path" {
    chain deep 3000 deep
    succeeds "" xwalk --delete deep
    [[ ! -e deep ]]
}

@test "--delete removes nothing outside while directories are swapped for links" {
    mkdir -p keep/b && touch keep/{x,y,b/y}
    python3 -c 'import os, subprocess, threading
over = False
def swap():
    while not over:
        for step in [lambda: os.rename("t/a", "away"), lambda: os.symlink("../keep", "t/a"), lambda: os.unlink("t/a"),
                     lambda: os.rename("away", "t/a")]:
            try:
                step()
            except OSError:
                pass
swapper = threading.Thread(target=swap)
swapper.start()
for _ in range(40):
    for folder in ["t/a/b", "t/c"]:
        for name in range(20):
            try:
                os.makedirs(folder, exist_ok=True)
                open("%s/%d" % (folder, name), "x").close()
            except OSError:
                pass
    subprocess.run(["xwalk", "--delete", "--race-ok", "--min-depth", "1", "t"], stderr=subprocess.DEVNULL)
over = True
swapper.join()'
    [[ -e keep/x && -e keep/y && -e keep/b/y ]]
}

@test "--confirm asks on the terminal before each deletion and each program" {
    needs script
    on_terminal $'n\nY\n' xwalk t/a/b t/c --delete --confirm --max-depth 0 >said
    [[ -d t/a/b && ! -e t/c && $(<said) == *"delete t/a/b? "*"delete t/c? "* ]]
    on_terminal $'y\n\n' xwalk t/z t/a/x --confirm --exec echo ran {} \; >said
    [[ $(grep -c 'ran t/z' said) == 1 && $(grep -c 'ran t/a/x' said) == 0 ]]
    refuses "--confirm asks on the terminal, but standard input is not one" xwalk t --delete --confirm </dev/null
    refuses "--confirm belongs to --delete, --exec and --execdir" xwalk t --confirm
}

@test "an entry that vanishes is not a failure with --race-ok" {
    fails 66 "xos: walk: gone: No such file or directory [ENOENT]" xwalk --race-ok gone
    # the directory is removed by the program that runs for it, so that it cannot be entered
    expect 66 $'t/c\nt/a' "xos: walk: t/c: No such file or directory [ENOENT]" bash -c \
        "xwalk t --type d --min-depth 1 --max-depth 2 --sort --exec sh -c 'echo \$0; [ \$0 != t/c ] || rmdir \$0' {} \\; | sort -r | grep -v b; exit \${PIPESTATUS[0]}"
    mkdir t/c
    succeeds $'t/c\nt/a' bash -c \
        "xwalk t --race-ok --type d --min-depth 1 --max-depth 2 --sort --exec sh -c 'echo \$0; [ \$0 != t/c ] || rmdir \$0' {} \\; | sort -r | grep -v b; exit \${PIPESTATUS[0]}"
}

@test "actions exclude each other and the views" {
    for words in '--delete --count' '--delete --exec echo ;' '--exec echo ; --execdir echo ;' \
        '--dir-exec echo ; --exec echo ;' \
        '--exec echo ; --stat' '--delete --du'; do
        run -64 --separate-stderr xwalk t $words
        [[ $stderr == *"exclude each other"* && -e t/z ]] || { echo "$words: $stderr"; return 1; }
    done
}
