# What is made for people's eyes: tables, help and progress fit the terminal; colours are as the environment wants them.
load ../helper

# on COLUMNS CMD...: what CMD writes on a terminal of that width.
on() {
    local columns=$1
    shift
    xspawn --pty --size "${columns}x24" "$@" </dev/null | tr -d '\r'
}

# widest: the length of the longest line of standard input, except examples and names, which are not wrapped.
widest() {
    grep -vE '^Example: |^  [^ ]+(, --policy)? ?[^ ]*$' |
        LC_ALL=C.UTF-8 awk '{ if (length > most) most = length } END { print most + 0 }'
}

@test "each table fits terminals of 40 to 200 columns" {
    for columns in 40 60 80 200; do
        for table in "xenv --limits" "xenv --ids" xsched \
            "xsched --threads" "xsched --limits" "xstat --fs --long . /proc"; do
            # shellcheck disable=SC2086 # words
            width=$(on "$columns" $table | widest)
            ((width > 0 && width <= columns)) || echo "$table at $columns: $width" >>wrong
        done
    done
    [[ ! -s wrong ]] || { cat wrong; return 1; }
}

@test "a narrow terminal leaves out the columns that matter least, and keeps the last one" {
    [[ $(on 80 xsched | head -n 1) == '    PID POLICY   RESET PRIO NICE AFFINITY  EFFECTIVE QUANTUM COMMAND' ]]
    [[ $(on 50 xsched | head -n 1) == '    PID POLICY   PRIO NICE QUANTUM COMMAND' ]]
    [[ $(on 40 xsched | head -n 1) == '    PID POLICY   PRIO NICE COMMAND' ]]
    [[ $(on 80 xstat --fs --long . | head -n 1) == 'TYPE          SIZE    USED   AVAIL  USE% MOUNTED ON       FILE' ]]
    [[ $(on 40 xstat --fs --long . | head -n 1) == '   SIZE    USED   AVAIL  USE% FILE' ]]
    [[ $(on 40 xenv --limits | head -n 1) == 'LIMIT             SOFT        HARD' ]]
}

@test "in a pipe a table has all its columns" {
    succeeds '    PID POLICY   RESET PRIO NICE AFFINITY  EFFECTIVE QUANTUM COMMAND' bash -c 'xsched | head -n 1'
}

@test "xenv --limits and --ids are tables on a terminal and with --long, records in a pipe" {
    ulimit -Sn 100
    [[ $(on 80 xenv --limits) == \
        $'LIMIT             SOFT        HARD UNIT\n'*$'\nNOFILE             100 '*' descriptors'* ]]
    [[ $(xenv --limits --long) == $'LIMIT             SOFT        HARD UNIT\n'* ]]
    [[ $(xenv --limits) == 'name=RLIMIT_CPU soft='* ]]
    user="$(id -ru)($(id -run))"
    [[ $(on 80 xenv --ids) == $'IDS      REAL         EFFECTIVE    SAVED\nuser     '"$user"* ]]
    [[ $(xenv --ids -l) == \
        $'IDS      REAL         EFFECTIVE    SAVED\nuser     '"$user"*$'\ngroups   '*$'\nprocess  pid '* ]]
    [[ $(xenv --ids) == 'pid='* ]]
    fails 64 "xos: xenv: --long is a table of --ids or --limits, and excludes other forms of output" xenv --uname --long
    fails 64 "xos: xenv: --long is a table of --ids or --limits, and excludes other forms of output" \
        xenv --limits --long -0
}

@test "xstat --fs --long has the sizes that df has" {
    needs df
    [[ $(xstat --fs --long / | awk 'NR == 2 { print $2, $6 }') == \
        "$(df --output=size,target -h / | awk 'NR == 2 { print $1, $2 }')" ]]
}

@test "help is wrapped at the width of the terminal, from 40 to 120 columns" {
    while read -r applet; do echo "$applet --help"; done < <(applets) >commands
    printf '%s\n' "xos --help" "xos help" "xos --help fd" "xos --help posix_spawn" "xos --search lock" \
        "xsh -c help" >>commands
    while read -r command; do
        for columns in 40 72 100 200; do
            # shellcheck disable=SC2086 # words
            width=$(on "$columns" $command | widest)
            ((width > 0 && width <= columns && width <= 120)) || echo "$command at $columns: $width" >>wrong
        done
    done <commands
    [[ ! -s wrong ]] || { cat wrong; return 1; }
    [[ $(xos --help xspawn | widest) -le 80 ]]
}

@test "xos help is xos --help, of an operation, an applet and a chapter too" {
    for name in "" pread walk fd; do
        # shellcheck disable=SC2086 # no word or one
        succeeds "$(xos --help $name)" xos help $name
    done
    fails 64 "xos: unknown operation 'no-such'" xos help no-such
}

@test "xos --search finds operations by all words, in names and summaries" {
    succeeds "  pwrite                  Write bytes at an offset, leaving the position alone" \
        xos --search write bytes offset alone
    [[ $(xos --search LOCK) == *'  flock '*'  plock '* ]]
    succeeds '"pwrite"' bash -c 'xos --search write bytes offset alone --json | jq .name'
    run -1 --separate-stderr xos --search no-such-word
}

@test "names are coloured with CLICOLOR_FORCE in a pipe and on a dumb terminal, never with NO_COLOR" {
    mkdir t && touch t/x.c
    export LS_COLORS='di=1:*.c=4'
    succeeds $'\e[1mt\e[0m\n\e[1mt/\e[0m\e[4mx.c\e[0m' env CLICOLOR_FORCE=1 xwalk t
    succeeds $'\e[1mt\e[0m\n\e[1mt/\e[0m\e[4mx.c\e[0m' env CLICOLOR_FORCE=1 TERM=dumb xwalk t
    succeeds $'t\nt/x.c' env CLICOLOR_FORCE=1 NO_COLOR=1 xwalk t
    succeeds $'t\nt/x.c' env CLICOLOR_FORCE=0 xwalk t
    succeeds $'t\nt/x.c' env CLICOLOR_FORCE= xwalk t
    succeeds '{"path":"t","name":"t"}' \
        bash -c 'CLICOLOR_FORCE=1 xwalk --json --stat --max-depth 0 t | jq -c "{path, name: .path}"'
    succeeds $'0\t\e[1mt/\e[0m\e[4mx.c\e[0m\n0\t\e[1mt\e[0m' env CLICOLOR_FORCE=1 xwalk --du --all --apparent --type f t
}

@test "lines of progress are no longer than a narrow terminal" {
    seq 3 >items
    xspawn --pty --size 20x24 sh -c 'xspawn --each items -j 2 sleep 0.3 >/dev/null' </dev/null >seen
    xspawn --pty --size 20x24 sh -c 'xurandom 40M >/dev/null' </dev/null >>seen
    tr '\r' '\n' <seen | sed 's/\x1b\[K//g' | grep -E 'done|MiB' >lines
    [[ -s lines && $(widest <lines) -lt 20 ]] || { cat lines; return 1; }
}
