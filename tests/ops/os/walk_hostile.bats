# Trees that were made to break a walker: no name is lost, nothing crashes, hangs, or leads outside.
load ../../helper

same_as_find() {
    diff -a <(xwalk -0 "$@" | sort -z | tr '\0' '\n') <(find "$@" -print0 | sort -z | tr '\0' '\n') >/dev/null
}

# deep N: a chain of N directories, a file and a short branch in some of them.
deep() {
    needs python3
    python3 - "$1" <<'PYTHON'
import os, sys
os.mkdir("deep")
fd = os.open("deep", os.O_RDONLY)
for i in range(int(sys.argv[1])):
    os.mkdir("d", dir_fd=fd)
    if i % 5 == 0:
        os.close(os.open("file", os.O_CREAT | os.O_WRONLY, dir_fd=fd))
        os.makedirs("/proc/self/fd/%d/branch/leaf" % fd)
    below = os.open("d", os.O_RDONLY, dir_fd=fd)
    os.close(fd)
    fd = below
PYTHON
}

@test "names with newlines, quotes, escapes, 255 bytes and bytes that are not UTF-8" {
    long=$(printf 'x%.0s' {1..255})
    for name in $'\n' ' ' "'" '"' '\' '*' '-' '--' $'\e[31m' $'\377\376' $'\xc3(' "$long" ...; do
        mkdir -p "t/$name/$name/$name" && touch "t/$name/$name/$name/f$'\n'"
    done
    same_as_find t
    same_as_find -- t
    [[ $(xwalk --json t | jq -r .dirpath | wc -l) -ge 40 && $(xwalk --sort -j 4 --count t) == "$(xwalk --count t)" ]]
}

@test "every byte of a name is written unchanged, and survives JSON" {
    needs python3
    mkdir t
    python3 -c 'import os; [os.mkdir(b"t/" + bytes([i])) for i in range(1, 256) if i not in b"./"]'
    same_as_find t
    xwalk --json --max-depth 1 t | python3 -c 'import json, os, sys
names = json.loads(sys.stdin.read())["dirnames"]
sys.exit(sorted(map(os.fsencode, names)) != [bytes([i]) for i in range(1, 256) if i not in b"./"])'
}

@test "a chain of 20,000 directories, in any order, with 20 descriptors" {
    deep 20000
    ulimit -n 20
    for order in '' --bottom-up --sort '--sort --bottom-up'; do
        for jobs in 1 4; do [[ $(xwalk -j $jobs $order --printf '%f\n' deep | wc -l) == 32001 ]]; done
    done
    [[ $(xwalk --count deep) == 32001 ]]
}

@test "paths beyond PATH_MAX are find's" {
    deep 2500
    same_as_find deep
    cmp <(xwalk --sort --json -j 4 deep) <(xwalk --sort --json -j 1 deep)
}

@test "a top whose path is longer than a system call takes" {
    deep 2600
    top=deep$(printf '/d%.0s' {1..2500})
    succeeds 161 xwalk --count "$top"
}

@test "a tree like a comb, with 12 descriptors" {
    needs python3
    mkdir comb && python3 -c 'import os
os.chdir("comb")
for i in range(2000):
    [os.mkdir(name) for name in ("b", "c", "down")]
    os.chdir("down")'
    ulimit -n 12
    for order in '' --bottom-up --sort; do [[ $(xwalk -j 1 $order comb --printf x | wc -c) == 6001 ]]; done
}

@test "loops of links are found from each side, and only there" {
    mkdir -p t/a/b t/c/d
    ln -s ../../c t/a/b/to-c && ln -s ../../a t/c/d/to-a && ln -s . t/self && ln -s round t/round
    run -66 --separate-stderr xwalk -L t
    [[ ${#stderr_lines[@]} == 4 && $(grep -c 'ELOOP' <<<"$stderr") == 4 ]]
    [[ $(sort <<<"$output" | uniq -d) == "" && $output == *t/a/b/to-c/d/to-a* ]]
}

@test "unreadable and unsearchable directories are reported once each, and the rest is walked" {
    mkdir -p t/dark/x t/no-names/x t/no-entry/x && chmod 0 t/dark && chmod 111 t/no-names && chmod 444 t/no-entry
    walker() { if [[ $EUID -eq 0 ]]; then as_user "$(command -v xwalk)" "$@"; else xwalk "$@"; fi; }
    expect 77 $'t\nt/dark\nt/no-entry\nt/no-entry/x\nt/no-names' \
        $'xos: walk: t/dark: Permission denied [EACCES]\nxos: walk: t/no-entry/x: Permission denied [EACCES]\nxos: walk: t/no-names: Permission denied [EACCES]' \
        walker --sort t
    touch t/no-entry/f
    for form in --stat '--bottom-up --stat' '--prune x --stat'; do
        run -77 --separate-stderr walker t/no-entry $form
        [[ $(grep -c EACCES <<<"$stderr") == 2 && $(wc -l <<<"$output") == 1 ]] ||
            { echo "$form: $output $stderr"; return 1; }
    done
    chmod 755 t/*
}

@test "one directory of 100,000 names" {
    needs python3
    mkdir t && python3 -c 'for i in range(100000): open("t/%06d-%s" % (i, "n" * (i % 40)), "w")'
    same_as_find t
    cmp <(xwalk --sort t) <(find t | LC_ALL=C sort)
    [[ $(xwalk --json t | jq '.filenames | length') == 100000 ]]
}

@test "threads share a large directory whose entries need system calls: each entry is reported once" {
    needs python3
    mkdir -p t/up/wide t/z/{1..50} && python3 -c 'import os
os.chdir("t/up/wide")
for i in range(9000):
    with open("name%d" % i, "wb") as file: file.truncate(i % 777)
    if i % 100 == 0: os.makedirs("dir%d/below" % i); os.symlink("../../z", "link%d" % i)'
    find t -printf '%p %s %y\n' | sort >theirs && find -L t -printf '%p %i %y\n' | sort >theirs_followed
    for jobs in 1 2 7; do
        cmp theirs <(xwalk -j $jobs t --printf '%p %s %y\n' | sort)
        cmp theirs_followed <(xwalk -L -j $jobs t --printf '%p %i %y\n' | sort)
        [[ $(xwalk -j $jobs t --stat | wc -l) == $(wc -l <theirs) ]]
        diff <(xwalk -j $jobs t --du -d 1 | cut -f 2,3 | sort) <(du -b -d 1 t | sort)
    done
    for limit in 8 16 24; do
        (ulimit -n $limit && cmp theirs <(xwalk -j 7 t --printf '%p %s %y\n' | sort))
    done
}

@test "threads that must share one table of few descriptors are fewer" {
    needs strace
    mkdir -p t/{1..30}/{1..10}/deep/er && touch t/{1..30}/{1..10}/deep/er/{1..5}
    for limit in 8 16 24 40; do
        (ulimit -n $limit && succeeds 2431 env ASAN_OPTIONS=detect_leaks=0 strace -f -o /dev/null -e trace=unshare \
            -e inject=unshare:error=EPERM xwalk -j 16 --count t)
    done
}

# churn FOLDER: renames, deletes, makes, and swaps directories for links to the outside, until it is asked to end.
churn() {
    exec python3 - "$1" <<'PYTHON'
import os, random, sys
os.chdir(sys.argv[1])
names = ["%s%d" % (letter, i) for letter in "abc" for i in range(6)]
while True:
    one, two = random.choice(names), random.choice(names)
    where = random.choice([".", one, one + "/" + two])
    try:
        what = random.randrange(6)
        if what == 0:
            os.makedirs(where + "/" + two + "/deep/deeper")
        elif what == 1:
            os.rename(one, where + "/" + two)
        elif what == 2:
            os.rename(one, "aside"), os.symlink("../outside", one)
        elif what == 3:
            os.unlink(one)
        elif what == 4:
            os.rename("aside", one)
        else:
            os.removedirs(one + "/" + two + "/deep/deeper")
    except OSError:
        pass
    if not os.path.isdir(".") or os.getppid() == 1:
        break
PYTHON
}

@test "a tree that another process renames, deletes and swaps for links: no crash, no hang, no way out" {
    needs python3
    mkdir -p outside t && touch outside/secret
    for a in a b c; do for i in {0..5}; do mkdir -p t/$a$i/{a,b,c}{0..5}/deep && touch t/$a$i/b1/file; done; done
    churn t 3>&- &
    for round in {1..10}; do
        for form in '-j 1' '-j 4' '-j 4 --bottom-up' '--sort -j 3' '--json' '--stat -j 4' '--du'; do
            status=0
            timeout 60 xwalk $form t >out 2>err || status=$?
            [[ $status == 0 || $status == 66 ]] || { echo "$form: $status"; head err; kill %1; return 1; }
            ! grep -a secret out || { kill %1; return 1; }
        done
    done
    kill %1
}

# statx_at N : the Nth statx of the program's own; a 32-bit loader has made some.
statx_at() {
    strace -qq -o log -e trace=statx xos getpid >/dev/null
    echo $(($(wc -l <log) + $1))
}

@test "a file that vanishes before its status is asked is an error only with --errors=abort" {
    needs strace
    mkdir t && touch t/file
    second=$(statx_at 2)
    succeeds 't 0' env ASAN_OPTIONS=detect_leaks=0 \
        bash -c 'strace -o /dev/null -f -e trace=statx -e inject=statx:error=ENOENT:when=$0 \
            xwalk -j 1 t --printf "%p %G\n" ' "$second"
    run -66 --separate-stderr env ASAN_OPTIONS=detect_leaks=0 strace -o /dev/null -e trace=statx \
        -e inject=statx:error=ENOENT:when="$second" \
        xwalk -j 1 --errors=abort t --printf '%p %G\n'
    [[ $stderr == "xos: walk: t/file: No such file or directory [ENOENT]" ]]
}

@test "an error in the middle of a directory is reported once, after the entries that were read" {
    needs strace
    mkdir t && touch t/file
    expect 74 $'t\nt/file' "xos: walk: t: Input/output error [EIO]" \
        env ASAN_OPTIONS=detect_leaks=0 strace -o /dev/null -e trace=getdents64 \
        -e inject=getdents64:error=EIO:when=2 xwalk -j 1 t
}

@test "memory that runs out is an error, not a crash" {
    unsanitized "need more memory"
    mkdir t && (cd t && seq 30000 | xargs touch)
    run --separate-stderr bash -c 'ulimit -v 9000; xwalk --sort t || exit $(($? == 127 ? 71 : $?))'
    [[ $status == 0 || $status == 71 || $status == 127 ]] || { echo "$status $stderr"; return 1; }
}

@test "an entry that was removed before its status is read is skipped, a top is not" {
    needs strace
    strace -o /dev/null true 2>/dev/null || skip "strace may not trace here"
    umask 022 && mkdir -p a/b && touch a/b/c
    gone() { strace -qq -o /dev/null -e trace=statx -e inject=statx:error=ENOENT:when="$(statx_at "$1")" "${@:2}"; }
    expect 0 $'a drwxr-xr-x\na/b drwxr-xr-x' '' gone 3 xwalk --sort --printf '%p %M\n' a
    expect 66 $'a/b drwxr-xr-x\na/b/c -rw-r--r--' 'xos: walk: a: No such file or directory [ENOENT]' \
        gone 1 xwalk --sort --printf '%p %M\n' a
}

@test "a denied status is reported if the directory can still be entered" {
    needs strace
    mkdir -p a/b
    denied() { strace -f -qq -o /dev/null -e trace=statx -e inject=statx:error=EACCES:when="$(statx_at 2)" "$@"; }
    expect 77 'a 755' 'xos: walk: a/b: Permission denied [EACCES]' denied xwalk -j 1 --sort --printf '%p %m\n' a
}
