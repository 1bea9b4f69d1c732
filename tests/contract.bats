# What holds for every operation and applet alike, one loop over the table each.
load helper

prepare() {
    needs jq
    xos --list --json >table
}

# names FILTER: the names of the rows that a jq filter selects.
names() {
    jq -r "select($1) | .name" table
}

# wrong WORDS...: notes one that breaks the rule.
wrong() {
    printf '%s\n' "$*" >>wrong
}

# right: nothing was noted.
right() {
    [[ ! -s wrong ]] || { cat wrong; return 1; }
}

# each_example COMMAND: COMMAND NAME EXAMPLE in a fresh folder, for every example whose result is xos's own: it neither
# becomes another program nor runs one, and prints something.
each_example() {
    local name example
    while IFS=$'\t' read -r name example; do
        mkdir -p "examples/$name" && pushd "examples/$name" >/dev/null || return
        if [[ -n $(timeout 20 bash -c "$example" 2>/dev/null </dev/null) ]]; then
            rm -rf ./* && "$1" "$name" "$example"
        fi
        popd >/dev/null || return
    done < <(jq -r 'select(.example and .section != "applets") | select(.example | test("(^|[;&|] *|exec )xos [^|;&]*$"))
                    | select(.example | contains(" -- ") | not) | select(.name | test("^(system|popen|exec|spawn|posix_spawn|fork)") | not)
                    | [.name, .example] | join("\t")' table)
}

# with_option OPTION NAME EXAMPLE: the example with an option for the row's own operation.
with_option() {
    sed -E "s/xos (--json )?$2\\b/xos $1 \\1$2/g" <<<"$3"
}

@test "--help of every name succeeds and begins with its usage" {
    while read -r name; do
        run --separate-stderr xos "$name" --help
        [[ $status == 0 && -z $stderr && $output =~ ^(usage|documented):\ (xos\ )?[a-zA-Z_] ]] || wrong "$name"
    done < <(names true)
    right
}

@test "--help fits 80 columns for every name, chapter and for all, but for examples, which are to be copied" {
    while read -r name; do
        xos "$name" --help | grep -v '^Example:' | LC_ALL=C.UTF-8 awk -v name="$name" 'length > 80 { print name ": " $0 }' >>wrong
    done < <(names true)
    { xos --help && xsh -c help && jq -r '.section | select(. != "applets")' table | sort -u | xargs -n 1 xos --help | grep -v '^Example:'; } |
        LC_ALL=C.UTF-8 awk 'length > 80' >>wrong
    right
}

@test "an unknown option is a usage error for every name" {
    while read -r name; do
        run --separate-stderr xos "$name" --no-such-option-anywhere
        [[ $status == 64 && -z $output && $stderr == xos:* && ${#stderr_lines[@]} == 1 ]] || wrong "$name: $status $stderr"
    done < <(names '.home == null and .elsewhere == null')
    right
}

@test "a usage error under --json is one JSON object with exit 64, for every name" {
    while read -r name; do
        xos --json "$name" --no-such-option-anywhere 2>message || true
        jq -e '.error | .exit == 64 and .errno == null and .op != null' message >/dev/null || wrong "$name: $(cat message)"
    done < <(names '.home == null and .elsewhere == null')
    right
}

@test "what this platform lacks has status 69 and says where it exists" {
    while read -r name; do
        run --separate-stderr xos "$name"
        [[ $status == 69 && -z $output && $stderr == "xos: $name: "*"exists on "* ]] || wrong "$name: $status $stderr"
    done < <(names '.elsewhere != null')
    right
}

@test "what only comes in a record has status 64 and says in which" {
    while read -r name; do
        run --separate-stderr xos "$name"
        [[ $status == 64 && -z $output && $stderr == "xos: $name: "*"delivered by "* ]] || wrong "$name: $status $stderr"
    done < <(names '.home != null and .elsewhere == null')
    right
}

@test "--help to a full or closed standard output is status 74 for every name" {
    while read -r name; do
        xos "$name" --help >/dev/full 2>/dev/null || status=$?
        [[ $status == 74 ]] || wrong "$name: full: $status"
        xos "$name" --help >&- 2>/dev/null || status=$?
        [[ $status == 74 ]] || wrong "$name: closed: $status"
        status=0
    done < <(names true)
    right
}

@test "a result that cannot be written is status 74 for every operation that prints" {
    full() {
        local status=0
        bash -c "$2" >/dev/full 2>message </dev/null || status=$?
        [[ $status == 74 ]] || wrong "$1: full: $status $(cat message)"
        rm -rf ./*
        status=0
        bash -c "exec >&-; $2" 2>message </dev/null || status=$?
        [[ $status == 74 ]] || wrong "$1: closed: $status $(cat message)"
    }
    wrong() { printf '%s\n' "$*" >>"$BATS_TEST_TMPDIR/wrong"; }
    each_example full
    right
}

@test "--json of every example is JSON, a value a line" {
    as_json() {
        bash -c "$(with_option --json "$1" "$2")" >json 2>message </dev/null
        jq -e . json >/dev/null 2>&1 || jq -es 'length > 0' json >/dev/null || wrong "$1: $(head -c 200 json)"
    }
    wrong() { printf '%s\n' "$*" >>"$BATS_TEST_TMPDIR/wrong"; }
    each_example as_json
    right
}

@test "--result-fd takes the result of every example away from standard output" {
    elsewhere() {
        bash -c "$(with_option '--result-fd 9' "$1" "$2")" >plain 2>message 9>result </dev/null
        [[ -s result && $(tail -n 1 result) != "$(tail -n 1 plain)" ]] || wrong "$1: $(cat message)"
    }
    wrong() { printf '%s\n' "$*" >>"$BATS_TEST_TMPDIR/wrong"; }
    each_example elsewhere
    right
}

@test "underscores and hyphens are the same in every name" {
    while read -r name; do
        cmp -s <(xos "$name" --help) <(xos "${name//_/-}" --help) || wrong "$name"
    done < <(names '.name | test("^[a-z].*_")')
    right
}
