# What holds for every operation and applet alike, one loop over the table each.
load ../helper

prepare() {
    needs jq python3
    xos --list --json >table
}

# names FILTER: the names of the rows that a jq filter selects.
names() {
    jq -r "select($1) | .name" table
}

# wrong WORDS...: notes one that breaks the rule.
wrong() {
    printf '%s\n' "$*" >>"$BATS_TEST_TMPDIR/wrong"
}

# answers FILTER WORD...: what xos says to the words, {} being the name of each row that the filter selects: JSON
# records.
answers() {
    names "$1" | python3 "$top/tests/table/answers.py" "${@:2}" >answers
    [[ -s answers ]]
}

# hold RULE: notes the answers for which a jq filter is not true.
hold() {
    jq -r "select(($1) | not) | \"\(.name): \(.status) \(.out) \(.err)\"" answers >>wrong
}

# right: nothing was noted.
right() {
    [[ ! -s wrong ]] || { cat wrong; return 1; }
}

# printing: NAME and EXAMPLE, a line each, of every row whose result is xos's own: its example neither becomes another
# program nor runs one, and prints something. Found out once for all tests.
printing() {
    local name example found=$BATS_FILE_TMPDIR/printing
    [[ -e $found ]] || while IFS=$'\t' read -r name example; do
        mkdir -p "printing/$name" && cd "printing/$name" || return
        [[ -z $(timeout 20 bash -c "$example" 2>/dev/null </dev/null) ]] ||
            printf '%s\t%s\n' "$name" "$example" >>"$found"
        cd "$BATS_TEST_TMPDIR" || return
    done < <(jq \
        -r 'select(.example and .section != "applets") | select(.example | test("(^|[;&|] *|exec )xos [^|;&]*$"))
                    | select(.example | contains(" -- ") | not)
                    | select(.name | test("^(system|popen|exec|spawn|posix_spawn|fork|write_all)") | not)
                    | [.name, .example] | join("\t")' table)
    cat "$found"
}

# each_example COMMAND: COMMAND NAME EXAMPLE in a fresh folder, for each of them.
each_example() {
    local name example
    while IFS=$'\t' read -r name example; do
        mkdir -p "examples/$name" && cd "examples/$name" && "$1" "$name" "$example" || return
        cd "$BATS_TEST_TMPDIR" || return
    done < <(printing)
}

# with_option OPTION NAME EXAMPLE: the example with an option for the row's own operation.
with_option() {
    sed -E "s/xos (--json )?$2\\b/xos $1 \\1$2/g" <<<"$3"
}

@test "--help of every name succeeds and begins with its usage" {
    answers true {} --help
    hold '.status == 0 and .err == "" and (.out | test("^(usage|documented): (xos )?[a-zA-Z_]"))'
    right
}

@test "--help fits 80 columns for every name and chapter, except examples, which are to be copied" {
    answers true {} --help
    { jq -j .out answers && answers '.section == "applets"' --help {} && jq -j .out answers &&
        xos --help && xsh -c help &&
        jq -r '.section | select(. != "applets")' table | sort -u | xargs -n 1 xos --help; } >helps
    grep -v '^Example:' helps | LC_ALL=C.UTF-8 awk 'length > 80' >wrong
    right
}

@test "--help of each applet and of xos fits a screen of 40 lines; xos --help NAME shows every option" {
    answers '.section == "applets"' {} --help
    hold '.out | split("\n") | length <= 41'
    answers '.section == "applets"' --help {}
    hold '.out | contains("More:") | not'
    (($(xos --help | wc -l) <= 40))
    right
}

@test "an unknown option is a usage error for every name" {
    answers '.home == null and .elsewhere == null and .instead == null' {} --no-such-option-anywhere
    hold '.status == 64 and .out == "" and (.err | test("^xos:[^\n]*\n$"))'
    right
}

@test "a usage error under --json is one JSON object with exit 64, for every name" {
    answers '.home == null and .elsewhere == null and .instead == null' --json {} --no-such-option-anywhere
    hold '.status == 64 and (.err | fromjson | .error | .exit == 64 and .errno == null and .op != null)'
    right
}

@test "operations that this platform lacks have status 69 and say which platform has them" {
    answers '.elsewhere != null' {}
    hold \
        '.status == 69 and .out == "" and (.name as $name | .err | startswith("xos: \($name): ") and contains("exists on "))'
    right
}

@test "what xos does not have has status 69 and says what to use instead" {
    answers '.instead != null' {}
    hold \
        '.status == 69 and .out == "" and (.name as $name | .err | startswith("xos: \($name): documented, but not here: "))'
    right
}

@test "what only comes in a record has status 64 and says in which" {
    answers '.home != null and .elsewhere == null and .instead == null' {}
    hold \
        '.status == 64 and .out == "" and (.name as $name | .err | startswith("xos: \($name): ") and contains("a separate command: see "))'
    right
}

@test "--help to a full or closed standard output is status 74 for every name" {
    for out in /dev/full none; do
        OUT=$out answers true {} --help
        hold '.status == 74'
    done
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
    each_example full
    right
}

@test "--json of every example is JSON, a value a line" {
    as_json() {
        bash -c "$(with_option --json "$1" "$2")" >json 2>message </dev/null
        jq -e . json >/dev/null 2>&1 || jq -es 'length > 0' json >/dev/null || wrong "$1: $(head -c 200 json)"
    }
    each_example as_json
    right
}

@test "--result-fd takes the result of every example away from standard output" {
    elsewhere() {
        bash -c "$(with_option '--result-fd 9' "$1" "$2")" >plain 2>message 9>result </dev/null
        [[ -s result && $(tail -n 1 result) != "$(tail -n 1 plain)" ]] || wrong "$1: $(cat message)"
    }
    each_example elsewhere
    right
}

@test "underscores and hyphens are the same in every name" {
    answers '.name | test("^[a-z].*_")' {} --help && jq -r .out answers >underscores
    names '.name | test("^[a-z].*_")' | tr _ - | python3 "$top/tests/table/answers.py" {} --help | jq -r .out |
        cmp - underscores
}
