# The builtin of bash and that of zsh say and do what the program does.
load ../../helper
load equal
load ../bash/inside
load ../zsh/inside

# The program runs once for all tests of this file. Zsh exports no variable that is set before a builtin, so that is
# done beforehand.
setup_file() {
    cd "$BATS_FILE_TMPDIR" || return
    file_needs jq || return 0
    export TRIES_PATH=$PATH
    commands | sed -E 's/^([A-Z_]+=[^ ]+) xos/export \1; xos/' | cat -n | sed 's/^ *//' >commands
    by_program once <commands
}

# Each operation's example, and its name with words that it must refuse; options of xos itself, unknown names, no name.
commands() {
    # shellcheck disable=SC2016 # jq's variable
    xos --list --json | jq -r 'select(.example) | .name as $name | .example,
        "xos --json \($name) surplus surplus surplus surplus surplus --surplus"'
    cat <<'END'
xos
xos --list
xos --help
xos --help stat
xos stat --help
xos --exit-codes --json
xos no_such_operation
xos --json no_such_operation
xos --no-such-option getpid
xos -- getpid
xos --json access / R_OK
xos -q access / R_OK
xos -0 fspath a
xos fspath a --result-fd 1
xos fspath a --result-fd 99
xos const O_RDONLY EX_USAGE
xos DirEntry.name
xos chflags
END
}

@test "each operation's example and refusal is the same by the program and by the builtin of bash" {
    needs_builtin
    cd "$BATS_FILE_TMPDIR"
    [[ $(wc -l <commands) -gt 500 ]]
    succeeds "" compare bash commands
}

@test "each operation's example and refusal is the same by the program and by the builtin of zsh" {
    needs_module
    cd "$BATS_FILE_TMPDIR"
    succeeds "" compare zsh commands
}
