# xwalk: which paths come out, in which order, and what is said of what goes wrong.
load helper

prepare() {
    mkdir -p t/a/b t/c
    touch t/a/b/x t/a/y t/z
    ln -s a t/link
}

same_as_find() {
    diff <(xwalk -0 "$@" | sort -z) <(find "${@/--max-depth/-maxdepth}" -print0 | sort -z)
}

@test "the paths are find's" {
    same_as_find t && same_as_find t/ && same_as_find ./t//a && same_as_find t t/a t/z
}

@test "without a top it is the working directory" {
    diff <(xwalk | sort) <(find | sort)
}

@test "--sort is byte order within each directory, contents behind their directory" {
    succeeds $'t\nt/a\nt/a/b\nt/a/b/x\nt/a/y\nt/c\nt/link\nt/z' xwalk --sort t
}

@test "--bottom-up puts a directory behind its contents" {
    succeeds $'t/a/b/x\nt/a/b\nt/a/y\nt/a\nt/c\nt/link\nt/z\nt' xwalk --sort --bottom-up t
}

@test "--count is the number of lines without it" {
    succeeds 8 xwalk --count t
    succeeds 4 xwalk --count --max-depth 1 --min-depth 1 t
}

@test "a top that is missing is told, the others are walked" {
    expect 66 $'t/a/b\nt/a/b/x' "xos: walk: no/such: No such file or directory [ENOENT]" xwalk no/such t/a/b
}
