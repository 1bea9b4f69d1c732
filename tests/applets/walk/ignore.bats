# xwalk --ignore-file: gitignore's rules.
load ../../helper

@test "files of rules leave out what git ignores" {
    needs python3 git
    local count=12 last=1
    [[ -z ${FULL:-} ]] || count=200 last=5
    for ((seed = 1; seed <= last; seed++)); do
        run -0 python3 "$BATS_TEST_DIRNAME/ignore_peer.py" $count $seed
    done
}

@test "rules apply from their directory down, deeper ones first, and not to a top" {
    mkdir -p t/a/b t/c && touch t/x.o t/y.c t/a/x.o t/a/b/x.o t/c/z.c
    printf '*.o\nt\n/c\n' >t/.ignore
    printf '!x.o\n' >t/a/b/.ignore
    succeeds $'t\nt/.ignore\nt/a\nt/a/b\nt/a/b/.ignore\nt/a/b/x.o\nt/y.c' xwalk --sort --ignore-file .ignore t
    printf '*\n' >t/a/.other
    succeeds $'t\nt/a\nt/y.c' xwalk --sort --ignore-file .ignore --ignore-file .other --hidden=no t
    succeeds "1	t" xwalk --du --inodes --ignore-file .ignore --ignore-file .other --type f --hidden=no t
}

@test "an invalid rule is a warning with file and line, and matches nothing" {
    mkdir t && touch t/a 't/[b' && printf 'c\n[b\na\\\n' >t/.gitignore
    expect 0 $'t\nt/.gitignore\nt/[b\nt/a' \
        $'xos: walk: t/.gitignore:2: invalid rule \'[b\', which matches nothing\nxos: walk: t/.gitignore:3: invalid rule \'a\\\', which matches nothing' \
        xwalk --sort --ignore-file .gitignore t
}

@test "a file of rules that is a link, a directory or unreadable" {
    mkdir -p t/.gitignore && touch t/a && succeeds $'t\nt/.gitignore\nt/a' xwalk --sort --ignore-file .gitignore t
    rm -r t/.gitignore && printf 'a\n' >rules && ln -s ../rules t/.gitignore
    succeeds $'t\nt/.gitignore\nt/a' xwalk --sort --ignore-file .gitignore t
    rm t/.gitignore && mkfifo t/.gitignore && succeeds $'t\nt/.gitignore\nt/a' timeout 60 xwalk --sort \
        --ignore-file .gitignore t
    rm t/.gitignore && printf 'a\n' >t/.gitignore && chmod 0 t/.gitignore
    local user=(); [[ $EUID -ne 0 ]] || user=(as_user)
    expect 77 $'t\nt/.gitignore\nt/a' "xos: walk: t/.gitignore: Permission denied [EACCES]" \
        "${user[@]}" "$(command -v xwalk)" --sort --ignore-file .gitignore t
    run -64 xwalk --ignore-file a/b t
}
