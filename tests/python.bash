# What the files share that ask Python's os the same questions: ask.py, which each of them writes, is given the
# program's path (and, where it becomes another user itself, that user's id), prints what differs, and at its end "N
# questions, N differ".

# newest_python: the newest Python here, as $python.
newest_python() {
    for python in python3.13 python3; do
        "$python" -c 'import os' 2>/dev/null && return
    done
    needs "$python"
}

# no_answer_differs CMD...: the run of ask.py asks something, and Python's answers are xos's; its notes are shown.
# run_as is what the command is run by, if anything.
no_answer_differs() {
    run --separate-stderr "${run_as[@]}" timeout 1200 "$@"
    [[ -z $stderr ]] || printf '%s\n' "$stderr" >&3
    printf '%s\n' "$output" "$stderr"
    [[ $status == 0 && $output =~ ^[1-9][0-9]*" questions, 0 differ"$ ]]
}

# no_answer_differs_to_a_user: the same as an ordinary user, in a folder of that user's.
no_answer_differs_to_a_user() {
    local run_as=() python
    mkdir own
    if [[ $EUID -eq 0 ]]; then
        chmod 755 "$BATS_RUN_TMPDIR" "$BATS_FILE_TMPDIR" "$BATS_TEST_TMPDIR" 2>/dev/null || true
        chown 65534 own && run_as=(as_user)
    fi
    cd own || return
    for python in "$(command -v python3)" /usr/bin/python3 none; do
        # as no_answer_differs runs it: what setpriv itself starts, it may start with root's rights to search folders
        "${run_as[@]}" timeout 60 "$python" -c '' 2>/dev/null && break
    done
    [[ $python != none ]] || skip "no Python that an ordinary user may run"
    no_answer_differs "$python" ../ask.py "$XOS_BUILD/xos"
}
