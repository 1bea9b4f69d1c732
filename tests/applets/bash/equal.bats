# The builtin of bash says and does what the program does.
load ../../helper
load inside

prepare() {
    needs jq
}

@test "each operation's example and refusal is the same by the program and by the builtin" {
    xos --list --json | jq -r 'select(.example) | [.name, .example] | join("\t")' >examples
    [[ -s examples ]]
    succeeds "" bash "$top/tests/applets/bash/equal.bash" <examples
}

@test "options of xos itself, unknown names and no name are the same by the program and by the builtin" {
    cat >words <<'END'
x	xos
x	xos --list
x	xos --help
x	xos --help stat
x	xos stat --help
x	xos --exit-codes --json
x	xos no_such_operation
x	xos --json no_such_operation
x	xos --no-such-option getpid
x	xos -- getpid
x	xos --json access / R_OK
x	xos -q access / R_OK
x	xos -0 fspath a
x	xos fspath a --result-fd 1
x	xos fspath a --result-fd 99
x	xos const O_RDONLY EX_USAGE
x	xos DirEntry.name
x	xos chflags
END
    succeeds "" bash "$top/tests/applets/bash/equal.bash" <words
}
