# What daily users missed beside find, fd, du and tree: each ability, beside the peer that has it. The numbers are those
# of the wishes; the tables in xwalk(1) have them by peer.
load ../../helper

prepare() {
    mkdir -p d/sub/build d/edir e && printf '%s\n' '*.o' >d/.gitignore
    truncate -s 2M d/big && echo hello >d/small && : >d/empty && ln d/small d/sub/again
    touch d/sub/build/x.c d/A.TXT d/sub/f.o d/.hid d/sub/n10 d/sub/n9 && touch -d '10 days ago' d/old &&
        touch -d '1 day ago' ref
    printf '#!/bin/sh\n' >d/run && chmod 755 d/run && chmod 600 d/old
    ln -s small d/link && ln -s nowhere d/dangling && ln -s d top &&
        dd if=/dev/urandom of=e/blocks bs=8192 count=3 status=none
}

# as_peer LINE: the two commands of a line "NUMBER#PEER#XWALK" print the same in any order.
as_peer() {
    local number peer ours
    IFS='#' read -r number peer ours <<<"$1"
    eval "$peer" | sort >wanted
    eval "$ours" | sort >ours
    cmp wanted ours && [[ -s wanted ]] || {
        echo "row $number: $ours"
        diff wanted ours
        return 1
    }
}

@test "each ability that find has, xwalk has" {
    while IFS= read -r line; do as_peer "$line"; done <<'TABLE'
1#find d -size +1048576c#xwalk --size +1M d
2#find d -mtime +6#xwalk --mtime +7d d
2#find d -newer ref#xwalk --newer ref d
2#find d -mmin -60#xwalk --changed-within 1h d
3#find d -exec printf '%s\n' {} +#xwalk d --exec printf '%s\n' {} +
3#find d -type f -exec echo x {} \;#xwalk d --type f --exec echo x {} \;
3#cp -a d c; find c -name '*.c' -delete; find c; rm -r c#cp -a d c; xwalk c --name '*.c' --delete; xwalk c; rm -r c
4#find d -name build -prune -o -print#xwalk --exclude build d
4#find d ! -name '*.o'#xwalk --not --name '*.o' d
7#find d -iname '*.txt'#xwalk --iname '*.txt' d
8#find d -path 'd/s*x*'#xwalk --path 'd/s*x*' d
8#find d -regextype posix-extended -regex '.*/n[0-9]+'#xwalk --regex '/n[0-9]+$' d
9#find d ! -name '*.o' ! -path '*/.*'#xwalk --ignore-file .gitignore --no-hidden d
10#find d -user "$(id -un)" -group "$(id -gn)"#xwalk --user "$(id -un)" --group "$(id -gn)" d
10#find d ! -nouser#xwalk --not --no-owner d
11#find d -perm 600#xwalk --perm 600 d
11#find d -perm -u+x -type f#xwalk --perm -u+x --type f d
11#find d -executable -type f#xwalk --executable --type f d
12#find d -empty#xwalk --empty d
13#find d -ls | awk '{ print $3, $4, $5, $6 }'#xwalk --long d | awk '{ print $1, $2, $3, $4 }'
17#find -P top#xwalk -P top
18#find d -samefile d/small#xwalk --samefile d/small d
18#find d -type f -links 2#xwalk --links 2 --type f d
18#find d -printf '%i %n %p\n'#xwalk --printf '%i %n %p\n' d
19#find d -xtype l#xwalk --xtype l d
19#find d -lname 's*'#xwalk --lname 's*' d
24#find d -fstype "$(find d -maxdepth 0 -printf %F)"#xwalk --fstype "$(find d -maxdepth 0 -printf %F)" d
TABLE
}

@test "each ability that du has, xwalk has" {
    while IFS= read -r line; do as_peer "$line"; done <<'TABLE'
4#du -a -B1 --exclude=build d#xwalk --du --all --exclude build d | cut -f1,3
5#du -sh d e#xwalk --du -h d e
6#du -sc -B1 d e#xwalk --du --total d e | cut -f1,3
16#du -a -B1 d#xwalk --du --all d | cut -f1,3
16#du -ab e#xwalk --du --all --apparent e
22#du --inodes -s d e#xwalk --du --inodes d e
22#du -s --time e | cut -f2,3#xwalk --du --time e | cut -f3,4
TABLE
}

@test "limits, races, orders, trees and file systems" {
    # 14
    succeeds d xwalk --max-results 1 d
    # 15
    succeeds "" \
        bash -c 'mkdir -p race/{1..50} && xwalk --race-ok race --exec rmdir {} \; 2>/dev/null; find race -mindepth 1'
    # 20
    succeeds $'d/sub\nd/sub/again\nd/sub/build\nd/sub/build/x.c\nd/sub/f.o\nd/sub/n9\nd/sub/n10' \
        xwalk --sort=natural d/sub
    succeeds d/big bash -c 'xwalk --sort=size --type f d | head -n 1'
    succeeds "$(find d -type f ! -path '*/.*' -printf '%T@ %p\n' | sort -n | head -n 1 | cut -d' ' -f2)" \
        bash -c 'xwalk --sort=time --max-depth 1 --type f --no-hidden d | tail -n 1'
    # 21
    succeeds "$(find d -maxdepth 0 -printf %F)" bash -c 'xstat --fs --long d | awk "NR == 2 { print \$1 }"'
    succeeds "$(stat --cached=never -c '%n %s' d/small)" xstat --flags AT_STATX_FORCE_SYNC -c '%n %s' d/small
    # 23
    succeeds $'e\n└── e/blocks\n\n0 directories, 1 file' xwalk --tree --printf '%p\n' e
    xwalk --tree --long e | grep -qE -- "-rw-r--r-- .* 24576 .*\\]  blocks\$"
}
