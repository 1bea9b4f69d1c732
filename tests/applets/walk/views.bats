# xwalk's views: --du, --tree, --long, their order and their colours.
load ../../helper

prepare() {
    mkdir -p t/a/deep t/b
    truncate -s 100 t/a/small && head -c 5000 /dev/zero >t/a/deep/more && head -c 90000 /dev/zero >t/b/most
    touch -d 2020-01-01 t/a/small && touch -d 2021-01-01 t/a/deep/more && touch -d 2022-01-01 t/b/most
    touch -d 2019-01-01 t/a/deep t/a t/b t
}

# on_terminal CMD...: what CMD writes to a terminal of 80 columns, without carriage returns.
on_terminal() {
    needs script
    env "${terminal[@]}" script -qec "stty cols 80; $(printf '%q ' "$@")" /dev/null </dev/null | tr -d '\r'
}

@test "--du is du's for random trees: rows, all files, inodes, apparent sizes, links over all tops" {
    needs python3
    local last=2
    [[ -z ${FULL:-} ]] || last=30
    for ((seed = 1; seed <= last; seed++)); do
        rm -rf r && python3 -c 'import os, random, sys
pick = random.Random(int(sys.argv[1]))
folders = ["r"]
os.mkdir("r")
files = []
for folder in folders:
    for i in range(pick.randrange(7)):
        path = "%s/%d" % (folder, i)
        if pick.randrange(3) == 0 and len(folders) < 30:
            os.mkdir(path)
            folders.append(path)
        elif files and pick.randrange(3) == 0:
            os.link(pick.choice(files), path)
        else:
            with open(path, "wb") as file:
                file.write(b"x" * pick.randrange(9000))
                file.truncate(pick.randrange(20000))
            files.append(path)' $seed
        local tops=(r) one
        [[ ! -d r/0 || ! -d r/1 ]] || tops=(r/0 r/1)
        # which of several links counts is not du's choice: sums over all of them are compared
        one=$(du -s --block-size=1 r | cut -f 1)
        [[ $(xwalk --du r | cut -f 1) == "$one" && $(xwalk --du -d 99 r | tail -n 1 | cut -f 1) == "$one" ]]
        [[ $(xwalk --du --apparent r) == "$(du -sb r)" && $(xwalk --du --inodes r) == "$(du -s --inodes r)" ]]
        [[ $(xwalk --du -h r) == "$(du -sh r)" ]]
        [[ $(xwalk --du --total "${tops[@]}" | tail -n 1 | cut -f 1) == \
            "$(du -sc --block-size=1 "${tops[@]}" | tail -n 1 | cut -f 1)" ]]
        [[ $(xwalk --du --all r | wc -l) == "$(du -a r | wc -l)" ]]
        diff <(xwalk --du --all --type d r | cut -f 1,3 | sort) <(find r -type d | while read -r name; do
            echo "$(find "$name" -type d -printf '%b\n' | awk '{ sum += $1 * 512 } END { print sum }')	$name"
        done | sort)
    done
}

@test "--du: each view of the numbers" {
    succeeds '100	t/a/small' xwalk --du --apparent t/a/small
    succeeds '1	t/a/small' xwalk --du --inodes t/a/small
    succeeds '88K	t/b/most' xwalk --du -h --apparent t/b/most
    succeeds $'100\tt/a/small\n5000\tt/a/deep/more\n5100\ttotal' xwalk --du --apparent --total t/a/small t/a/deep/more
    succeeds '{"path":"t/a/small","allocated":0,"apparent":100,"inodes":1}' xwalk --du --inodes --json t/a/small
    succeeds $'5100\t2021-01-01 00:00\tt/a' env TZ=UTC xwalk --du --apparent --time --type f t/a
    succeeds $'t/a/deep/more\nt/a/deep\nt/a/small\nt/a\nt/b/most\nt/b\nt' bash -c 'xwalk --du --all t | cut -f 3'
}

@test "--du --sort: largest, newest first; --max-results keeps the first rows" {
    succeeds $'t\nt/b\nt/b/most\nt/a\nt/a/deep\nt/a/deep/more\nt/a/small' \
        bash -c 'xwalk --du --all --apparent --sort=size t | cut -f 2'
    succeeds $'t/b/most' bash -c 'xwalk --du --all --sort=time --type f t | cut -f 3 | grep most'
    succeeds 't' bash -c 'xwalk --du --all --apparent --sort=size --max-results 1 t | cut -f 2'
}

@test "--sort: by size, time, natural order, within each directory" {
    mkdir n && touch n/a10 n/a9 n/a1 n/a01 n/b
    succeeds $'n\nn/a01\nn/a1\nn/a9\nn/a10\nn/b' xwalk --sort=natural n
    succeeds $'n\nn/a01\nn/a1\nn/a10\nn/a9\nn/b' xwalk --sort=name n
    truncate -s 5 n/a1 && truncate -s 9 n/b && touch -d 2030-01-01 n/a9 && touch -d 1950-01-01 n/a10
    succeeds $'n\nn/b\nn/a1\nn/a01\nn/a10\nn/a9' xwalk --sort=size -j 4 n
    succeeds n/a9 bash -c 'xwalk --sort=time n --type f | head -n 1'
    succeeds n/a10 bash -c 'xwalk --sort=time n --type f | tail -n 1'
}

@test "--du: a directory follows its contents, and names that begin with its name follow it" {
    mkdir -p s/a/x s/a.b s/ab
    succeeds $'s/a/x\ns/a\ns/a.b\ns/ab\ns' bash -c 'xwalk --du --max-depth 2 --sort s | cut -f 3'
}

@test "--tree --du shows sizes, largest first with --sort=size" {
    run -0 xwalk --du --tree --apparent -h --type f t
    [[ $output == \
        $' 93K t\n5.0K ├── a\n4.9K │   ├── deep\n4.9K │   │   └── more\n 100 │   └── small\n 88K └── b\n 88K     └── most' ]] ||
        [[ $output == \
            *$' t\n'*$' ├── a\n'*$' │   ├── deep\n'*$' │   │   └── more\n'*$' │   └── small\n'*$' └── b\n'*'    └── most' ]]
    run -0 xwalk --du --tree --sort=size --apparent t
    [[ $(sed 's/^ *[0-9]* //' <<<"$output") == \
        $'t\n├── b\n│   └── most\n└── a\n    ├── deep\n    │   └── more\n    └── small' ]]
}

@test "--tree --long has modes, owners, sizes and times; --tree --printf any format" {
    chmod 640 t/a/small
    run -0 env TZ=UTC xwalk --tree --long t/a
    [[ $output == *$'\n└── [-rw-r-----   1 '*' 100 Jan  1  2020]  small'* ]]
    succeeds $'t/a\n├── t/a/deep\n│   └── t/a/deep/more\n└── t/a/small\n\n1 directory, 2 files' \
        xwalk --tree --printf '%p\n' t/a
}

@test "--long is ls -l's line" {
    ln -s small t/a/link
    for file in t/a/small t/a/deep t/a/link; do
        diff <(TZ=UTC xwalk --long -P --max-depth 0 $file | tr -s ' ') <(TZ=UTC LC_ALL=C ls -ld $file | tr -s ' ')
    done
    run -0 xwalk --long -h t/b/most
    [[ $output == *' 88K Jan  1  2022 t/b/most' ]]
}

@test "--long's columns are as narrow as those of ls -l" {
    mkdir w && touch w/{1..9} && truncate -s 123456 w/big && ln w/1 w/twin && mknod w/null c 1 3
    chown 1234567:12 w/2 && touch -d 2020-02-03 w/3
    diff <(TZ=UTC xwalk --long --sort --min-depth 1 w) <(cd w && TZ=UTC LC_ALL=C ls -l | sed -e 1d -e 's|[^ ]*$|w/&|')
    succeeds 1 bash -c 'xwalk -j 2 --long -h --min-depth 1 w | awk "{ print index(\$0, \" w\") }" | sort -u | wc -l'
}

@test "--long of many entries aligns its columns, and ends lines with NUL bytes on request" {
    mkdir -p many/{1..20} && touch many/{1..20}/{1..150}
    succeeds 3021 bash -c 'xwalk --long -0 many | tr -cd "\0" | wc -c'
    succeeds 1 bash -c 'xwalk --long many | sed 1000q | grep -o ".*many" | awk "{ print length }" | sort -u | wc -l'
}

@test "on a terminal names have LS_COLORS' colours, and none with NO_COLOR or in a pipe" {
    ln -s nowhere t/gone && chmod +x t/a/small && touch t/x.c
    local terminal=(LS_COLORS='di=1:ex=2:or=3:*.c=4:fi=' TERM=xterm)
    [[ $(on_terminal xwalk --sort t --max-depth 1) == \
        $'\e[1mt\e[0m\n\e[1mt/\e[0m\e[1ma\e[0m\n\e[1mt/\e[0m\e[1mb\e[0m\n\e[1mt/\e[0m\e[3mgone\e[0m\n\e[1mt/\e[0m\e[4mx.c\e[0m' ]]
    [[ $(on_terminal xwalk --tree t/a) == $'\e[1mt/a\e[0m\n├── \e[1mdeep\e[0m\n'*$'\n└── \e[2msmall\e[0m\n\n'* ]]
    terminal+=(NO_COLOR=1)
    [[ $(on_terminal xwalk --sort t --max-depth 1) == $'t\nt/a\nt/b\nt/gone\nt/x.c' ]]
    terminal=(TERM=dumb)
    [[ $(on_terminal xwalk t/x.c) == t/x.c ]]
    LS_COLORS='di=1' succeeds t/b xwalk --max-depth 0 t/b
}

@test "a tree is ASCII on a terminal without UTF-8, but not in a pipe" {
    local terminal=(LC_ALL=C NO_COLOR=1)
    [[ $(on_terminal xwalk --tree t/a) == $'t/a\n|-- deep\n|   `-- more\n`-- small\n\n1 directory, 2 files' ]]
    terminal=(LC_ALL= LC_CTYPE= LANG=de_DE.utf8 NO_COLOR=1)
    [[ $(on_terminal xwalk --tree t/a) == $'t/a\n├── deep\n'* ]]
    LC_ALL=C succeeds $'t/b\n└── most\n\n0 directories, 1 file' xwalk --tree t/b
}

@test "--du -h on a terminal has bars and fits 80 columns" {
    local terminal=(NO_COLOR=1 LC_ALL=C.UTF-8)
    [[ $(on_terminal xwalk --du -h --apparent --type f -d 1 t) == \
        $' 5.0K ░░░░░░░░░░ t/a\n  88K █████████░ t/b\n  93K ██████████ t' ]]
    terminal=(NO_COLOR=1 LC_ALL=C)
    [[ $(on_terminal xwalk --du -h --apparent --type f t) == '  93K ########## t' ]]
    terminal=(LC_ALL=C TERM=xterm)
    [[ $(on_terminal xwalk --du -h --apparent --type f t) == $'  93K \e[32m##########\e[0m \e[01;34mt\e[0m' ]]
}

@test "tops that are links are not followed with --no-dereference" {
    ln -s t link
    succeeds link xwalk -P link
    succeeds $'link\nlink/a' xwalk --sort --max-depth 1 --name link --name a link
    run -64 xwalk -P -L link
}

@test "options that belong to --du say so" {
    for option in --total --all --apparent --inodes --time; do
        run -64 --separate-stderr xwalk $option t
        [[ $stderr == *"belong to --du"* ]]
    done
    run -64 --separate-stderr xwalk -h t
    [[ $stderr == *"-h belongs to --du and --long"* ]]
}

@test "--printf %D and %F are those of each entry" {
    [[ -d /proc/self && $(stat -c %d /proc) != "$(stat -c %d .)" ]] || skip "there is no /proc"
    touch f
    succeeds "$(stat -c '%d %n' f /proc)" xwalk --max-depth 0 --printf '%D %p\n' f /proc
    succeeds proc bash -c "xwalk --max-depth 0 --printf '%F\n' f /proc | tail -n 1"
}
