# What the tests share that run in each shell that has xos as a builtin.
load ../bash/inside
load ../zsh/inside

setup_file() {
    has_bash || has_zsh || export missing="this build has no builtin of a shell"
}

# each_shell CMD [ARG...]: runs CMD once for each shell, in a folder that holds what the test's folder holds. CMD, and
# the functions that it calls, use "inside", "at_terminal" and "from_input" for the shell that $shell names.
each_shell() {
    local copy shell
    for shell in bash zsh; do
        "has_$shell" || continue
        echo "in $shell:"
        copy=$BATS_TEST_TMPDIR.$shell
        cp -a . "$copy"
        cd "$copy" || return
        "$@"
        cd "$BATS_TEST_TMPDIR" || return
    done
}
inside() {
    "in_$shell" "$@"
}
at_terminal() {
    "at_terminal_$shell" <"$BATS_TEST_TMPDIR.dialogue"
}
from_input() {
    "from_input_$shell" "$@"
}

# dialogue: the dialogue on standard input takes place in each shell on a terminal.
dialogue() {
    cat >"$BATS_TEST_TMPDIR.dialogue"
    each_shell at_terminal
}

# quietly CMD... : without what the shell itself says about terminals and jobs.
quietly() {
    "$@" 2>/dev/null
}
