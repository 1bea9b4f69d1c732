# The table held against the inventory of the documentation (tests/spec): nothing missing, nothing twice, nothing that
# does not run.
load ../helper

prepare() {
    spec=$top/tests/spec
    needs jq
    xos --list --json >table
}

# column FILE N...: those columns of an inventory file, without its heading.
column() {
    tail -n +2 "$spec/$1" | cut -f "$2"
}

# fields COMMAND...: the names in the record (or in the last of the records) that it writes as JSON.
fields() {
    "$@" --json | jq -rn '[inputs][-1] | [.. | objects | keys_unsorted[]][]'
}

# lacks WANTED HAVE: prints what is in the first list and not in the second; fails where there is any.
lacks() {
    ! comm -23 <(sort -u "$1") <(sort -u "$2") | grep .
}

@test "every documented operation is in the table" {
    column operations.tsv 1 >wanted
    xos --list >have
    lacks wanted have
}

@test "every operation is in the documentation's section" {
    column operations.tsv 1,2 >wanted
    jq -r '[.name, .section] | @tsv' table >have
    lacks wanted have
}

@test "the list has at least as many lines as the inventory" {
    (($(wc -l <table) >= $(column operations.tsv 1 | wc -l)))
}

@test "every operation and constant that later releases document is there" {
    column later.tsv 1 | grep -vE '\((changed|macOS)\)|__class_getitem__' >wanted
    { xos --list; xos const | sed 's/=.*//'; } >have
    while read -r name; do
        xos const "$name" >/dev/null 2>&1 || (($? != 69)) || echo "$name"
    done < <(grep -E '^[A-Z]+_' wanted) >>have
    lacks wanted have
}

@test "a signature is the documentation's, of 3.8 or with what later releases added" {
    tidy() { sed -E 's/\t(class )?/\t/; s/[][ '\'']|os\.//g; s/=None\)/)/; s/,\/|\/,//g' | sort -u; }
    { column operations.tsv 1,3; column later.tsv 1,3 | sed 's/ (changed)//'; } | tidy >documented
    column operations.tsv 2 | sort -u >sections
    jq -r --rawfile own sections \
        'select(.since != "xos") | select(.section as $s | $s != "module" and any($own | splits("\n"); . == $s)) |
            [.name, .signature] | @tsv' table |
        tidy >have
    lacks have documented
}

@test "no name is there twice" {
    xos --list | sed 's/-/_/g' | sort | uniq -d >twice
    [[ ! -s twice ]] || { cat twice; return 1; }
}

@test "every row has a summary, a result, what it acts on, and its availability" {
    jq -r \
        'select(.section != "applets") | select((.summary and .result and .acts_on and .availability) | not) | .name' \
        table >bare
    [[ ! -s bare ]] || { cat bare; return 1; }
}

@test "availability is a list of lower-case names, of a known set" {
    jq -r '.availability | if length == 0 then "none" else .[] end' table | sort -u >names
    printf '%s\n' all android bsd ios java linux macos python some-unix unix windows >known
    lacks names known
}

@test "an operation can also be called with its module's name before its own" {
    jq -r \
        'select(.section != "applets" and .home == null and (.name | contains(".") | not)) |
            [.module, .name] | join(".")' table >names
    (($(wc -l <names) > 200))
    while read -r name; do xos --help "$name" >/dev/null || echo "$name"; done < <(sed -n '1~17p' names) >unknown
    [[ ! -s unknown ]] || { cat unknown; return 1; }
}

@test "an operation can be called with a module within a module, and with another module that has it" {
    succeeds libm.so.6 xos ctypes.util.find_library m
    succeeds "usage: xos dictConfig FILE" sh -c 'xos logging.config.dictConfig --help | head -n 1'
    succeeds "Permission denied" xos errno.strerror 13
    succeeds "$(xos os.uname)" xos platform.uname
    for name in ctypes.config.find_library util.find_library time.uname errno.uname; do
        run ! xos "$name"
        [[ $output == "xos: unknown operation '$name'"* ]]
    done
}

@test "help explains a switch that is on by its meaning, and shows how to turn it off" {
    run -0 xos --help access
    [[ $output == \
        *$'\n  --[no-]follow-symlinks  follow a symbolic link rather than ask about it;\n                          default yes\n'* ]]
}

@test "every row has an example, or says where it appears, or which platform has it" {
    jq -r 'select((.example // .home // .elsewhere // .instead) == null) | .name' table >bare
    [[ ! -s bare ]] || { cat bare; return 1; }
}

@test "every parameter is explained" {
    jq -r '.name as $op | .params[] | select(.help | not) | $op + " " + .name' table >bare
    [[ ! -s bare ]] || { cat bare; return 1; }
}

@test "a summary is one line without a full stop, within 100 bytes" {
    jq -r 'select(.summary | test("\n|[.]$") or length > 100) | .name' table >long
    [[ ! -s long ]] || { cat long; return 1; }
}

@test "every example runs unchanged in an empty directory" {
    while IFS=$'\t' read -r name example; do
        folder=$(mktemp -d examples.XXXX)
        status=0
        (cd "$folder" && timeout 20 bash -c "$example") >output 2>&1 </dev/null || status=$?
        ((EUID == 0 || status != 77)) || continue # an ordinary user may not
        ((status < 64 || status == 69)) || { echo "$name: $example: status $status"; cat output; touch failed; }
    done < <(jq -r 'select(.example) | [.name, .example] | join("\t")' table)
    [[ ! -e failed ]]
}

@test "every constant has its value, or says which platform has it" {
    while IFS=$'\t' read -r name value; do
        run xos const "$name"
        case $value in
            *[!0-9-]* | - | '') ((status == 0 || status == 69)) && continue ;;
            *) [[ $status == 69 || $status == 0 && $output == "$value" ]] && continue ;;
        esac
        echo "$name: status $status, value $output, documented $value" && touch failed
    done < <(column constants.tsv 1,5)
    [[ ! -e failed ]]
}

@test "every constant of the module time has its value, or says which platform has it" {
    while IFS=$'\t' read -r name module value; do
        [[ $module == time && $name == CLOCK_* ]] || continue
        run xos const "$name"
        [[ $value == - && $status == 69 || $value != - && $status == 0 && $output == "$value" ]] ||
            { echo "$name: $status $output"; touch failed; }
    done < <(column sisters-constants.tsv 1,2,5)
    [[ ! -e failed ]]
}

@test "every field of a file's status is in the record, or the note says which platform has it" {
    touch f
    { fields xos lstat f; jq -r 'select(.name == "stat_result") | .note' table | grep -oE 'st_[a-z_]+'; } >have
    column fields.tsv 1,2 | sed -n 's/^stat_result\t//p' >wanted
    lacks wanted have
}

@test "every field of the other records is there" {
    needs script
    record() {
        column fields.tsv 1,2 | sed -n "s/^$1\t//p" | grep -v '^n_' >wanted
        fields "${@:2}" >have
        lacks wanted have
    }
    touch f
    record statvfs_result xos statvfs .
    record uname_result xos uname
    record times_result xos times
    terminal() { script -qec "xos get_terminal_size $*" /dev/null; }
    record terminal_size terminal
    record sched_param xos sched_getparam 0
    record DirEntry xos scandir
    record rusage sh -c 'true & exec xos wait4 $! 0 "$@"' sh
    record waitid_result sh -c 'true & exec xos waitid P_PID $! WEXITED "$@"' sh
}

# Each row of a sister module's inventory says in the first word of its notes in what form xos has the item. The
# functions form_WORD MODULE NAME succeed if the item NAME has that form; what a form cannot be held to is not checked
# here.

# answers STATUS WORD...: xos says to the words what has that status.
answers() {
    local wanted=$1 status=0
    timeout 60 xos "${@:2}" >answer 2>&1 </dev/null || status=$?
    ((status == wanted))
}

# A row is an operation or, if it is a number, a constant; what another system has is 69.
form_row() {
    set -- "$1" "${2##* }" # python -m platform
    grep -qxE "($1\.)?$2" names || answers 0 const "$2" || answers 69 const "$2"
}
form_const() {
    form_row "$@"
}
form_unavailable() {
    grep -qx "$2" names && answers 69 "$2" && grep -q ' exists on ' answer
}
form_not() {
    [[ $2 != "thread safety" ]] || return 0 # a heading: xos has one thread where streams are
    grep -qx "$2" names && answers 69 "$2" && grep -q ' not here: ' answer
}

# A field is in a record or, of an error, in the JSON of a message.
form_field() {
    local field=${2##*.}
    case $2 in
        OSError.errno) xos --json stat none 2>&1 | jq -e '.error.errno == 2' ;;
        OSError.strerror) xos --json stat none 2>&1 | jq -e '.error.message == "No such file or directory"' ;;
        OSError.filename) xos --json stat none 2>&1 | jq -e '.error.path == "none"' ;;
        OSError.filename2) xos --json rename none other 2>&1 | jq -e '.error.path2 == "other"' ;;
        uname_result.*) xplatform --json | jq -e --arg f "$field" 'has($f)' ;;
        os_release.*)
            mkdir -p root/etc && echo "$field=x" >root/etc/os-release
            xos freedesktop_os_release --root root --json | jq -e --arg f "$field" '.[$f] == "x"'
            ;;
        android_ver.* | ios_ver.*) form_unavailable "$1" "${2%.*}" ;; # with the record
        TextIOBase.buffer | BufferedIOBase.raw) ;; # no part of the API, as the documentation says
        *IO*.* | Text*.* | Buffered*.*)
            xsh -c "f = io.open stream w; print \$f.$field" >/dev/null
            ;;
        OSError.winerror) xos --json stat none 2>&1 | jq -e '.error | has("winerror") | not' ;;
        get_clock_info.*) xos --json get_clock_info time | jq -e "has(\"$field\")" ;;
        struct_time.*) xos --json gmtime 0 | jq -e "has(\"$field\")" ;;
        *) false ;;
    esac >/dev/null
}
form_applet() { # one that became a row
    form_row "$@"
}
# What is of use in xsh only is an operation all the same, and what only comes in a record is listed.
form_xsh() {
    case $1.$2 in
        io.open) answers 0 sh -c 'f = io.open stream w; close $f' ;;
        io.FileIO) answers 0 sh -c 'f = io.open stream wb --buffering 0; close $f' ;;
        io.BytesIO | io.StringIO) answers 0 sh -c "f = $2 text; getvalue \$f" ;;
        io.BufferedReader | io.BufferedWriter | io.BufferedRandom)
            answers 0 sh -c 'f = io.open stream wb+; write $f x; seek $f 0; read $f' ;;
        io.BufferedRWPair) answers 0 sh -c 'f = io.pair fd:0 fd:1; write $f x' ;;
        io.TextIOWrapper) answers 0 \
            sh -c 'f = io.open stream w --encoding utf-16 --errors replace --newline crlf --line-buffering yes' ;;
        *) form_row "$@" ;;
    esac
}
# says OUTPUT STATEMENT...: xsh, whose standard input is a pipe, prints that to the statements.
says() {
    printf '%s\n' "${@:2}" >script
    [[ $(: | timeout 5 xsh script 2>&1 | cat) == "$1" ]] || { cat script; return 1; }
}

# A method is an operation on a stream that does what its name says: of text, of bytes, unbuffered, in memory.
form_method() {
    local text=$'f = StringIO "eins\\nzwö\\n"' bytes=$'f = BytesIO "eins\\nzwei"'
    local file='f = io.open stream w+' raw='f = io.open stream wb+ --buffering 0'
    rm -f stream
    case $2 in
        IOBase.__iter__) says $'a\n\nb' $'f = StringIO "a\\nb"' 'for line in $f' 'print $line' end ;;
        *.close) says $'true\n4' "$file" 'n = write $f text' 'close $f' 'close $f' 'print $f.closed' 's = stat stream' \
            'print $s.st_size' ;;
        *.fileno) says true "$file" 'a = fstat $(fileno $f)' 'b = stat stream' 'print ($a.st_ino == $b.st_ino)' ;;
        *.flush) says $'0\n4' "$file" 'n = write $f text' 's = stat stream' 'print $s.st_size' 'flush $f' \
            's = stat stream' 'print $s.st_size' ;;
        *.isatty) says false "$file" 'print $(isatty $f)' ;;
        *.readable) says 'true false' "$file" 'g = io.open other w' 'print $(readable $f) $(readable $g)' ;;
        *.writable) says 'true false' "$file" 'g = io.open stream' 'print $(writable $f) $(writable $g)' ;;
        *.seekable) says 'true false' "$file" 'g = io.open fd:0' 'print $(seekable $f) $(seekable $g)' ;;
        *.readlines) says '2 1' "$text" 'a = readlines $f' 'n = seek $f 0' 'b = readlines $f 2' \
            'print $(len $a) $(len $b)' ;;
        *.readline) says '5 2 3' "$text" 'a = readline $f' 'b = readline $f 2' 'c = readline $f' \
            'print $(len $a) $(len $b) $(len $c)' ;;
        *.seek | *.tell) says '4 2 ö' "$file" 'n = write $f "zwö"' 'print $(tell $f) $(seek $f 2) $(read $f)' ;;
        *.truncate) says '2 3 2' "$file" 'n = write $f abc' 'a = truncate $f 2' 's = stat stream' \
            'print $a $(tell $f) $s.st_size' ;;
        *.writelines) says $'one\ntwo' "$file" $'g = StringIO "one\\ntwo"' 'l = readlines $g' 'writelines $f $l' \
            'n = seek $f 0' 'print $(read $f)' ;;
        RawIOBase.read | RawIOBase.readinto)
            says 'ab cd' "$raw" 'n = write $f abcd' 'n = seek $f 0' "print \$(${2#*.} \$f 2) \$(${2#*.} \$f 9)"
            ;;
        RawIOBase.readall) says abcd "$raw" 'n = write $f abcd' 'n = seek $f 0' 'print $(readall $f)' ;;
        RawIOBase.write) says '4 4' "$raw" 'n = write $f abcd' 's = stat stream' 'print $n $s.st_size' ;;
        *.read1 | *.readinto1 | *.readinto | *.read)
            says 'ei ns' "$bytes" "print \$(${2#*.} \$f 2) \$(${2#*.} \$f 2)" ;;
        *.peek) says 'abc abc' 'f = io.open stream wb+' 'n = write $f abc' 'n = seek $f 0' \
            'print $(peek $f) $(read $f)' ;;
        TextIOBase.write) says '3 4' "$file" 'n = write $f "zwö"' 'print $n $(tell $f)' ;;
        *.write) says 4 'f = io.open stream wb' 'print $(write $f "zwö")' ;;
        *.getvalue) says eins 'f = StringIO eins' 'n = read $f' 'print $(getvalue $f)' ;;
        *.detach) says '3 true' "$file" 'n = write $f abc' 'fd = detach $f' 's = fstat $fd' \
            'print $s.st_size $f.closed' ;;
        *.reconfigure)
            says 6 "$file" 'reconfigure $f --newline crlf --encoding latin-1' $'n = write $f "zwö\\n1"' 'flush $f' \
                's = stat stream' 'print $s.st_size'
            ;;
        *) false ;;
    esac
}
# Errors have statuses, encodings and sizes are values, engines are tested beside the code: tests/value/codec.bats.
form_error() {
    case $2 in
        BlockingIOError) answers 75 sh -c 'p = pipe; set_blocking $p.r false; read $p.r 1' ;;
        *) answers 65 sh -c 'f = io.pair fd:0 fd:1; seek $f 0' && answers 66 sh -c 'f = io.open stream w; read $f' ;;
    esac
}
form_value() {
    case $2 in
        "buffer sizes" | locale | idna*) ;;
        auto) answers 0 xio copy --from auto /dev/null ;;
        *) answers 0 xio copy --from "$(sed 's/[, ].*//' <<<"$2")" /dev/null ||
            answers 69 xio copy --from "$(sed 's/[, ].*//' <<<"$2")" /dev/null ;;
    esac
}
form_engine() {
    [[ $(printf 'a\rb\r\nc\n' | xio copy --newline lf) == $'a\nb\nc' ]]
}
form_record() {
    grep -qx "$2" names
}
form_option() {
    [[ $1 != io ]] || { answers 0 xio copy --errors "$2" /dev/null; return; }
    [[ $2 == TZ && $(TZ=JST-9 xos ctime 0) == $(xos ctime 0 --tz JST-9) ]]
}
# A directive gives what the note says of the first second of 2024, and the parser reads that back.
form_format() {
    local wanted letters letter
    letters=$(awk -F '\t' -v name="$2" '$1 == name { print $3 }' "$spec/$1.tsv")
    wanted=$(awk -F '\t' -v name="$2" '$1 == name { print $10 }' "$spec/$1.tsv" |
        sed -nE 's/.*T00:00:00Z gives (.*)\.$/\1/p')
    for letter in $letters; do
        answers 0 strftime "$letter" @1704067200 --tz UTC || return
        [[ -z $wanted || $(cat answer) == "$wanted" ]] || return
        [[ $letter == @(%G|%V|%g|%+) ]] || answers 0 strptime "$(xos strftime "$letter" @1704067200 --tz UTC)" \
            "$letter" || return
    done
}
# Facts: the epoch, and times beyond 32 bits.
form_doc() {
    case $2 in
        epoch) [[ $(xos strftime %F @0 --tz UTC) == 1970-01-01 ]] ;;
        IOBase* | RawIOBase | BufferedIOBase | TextIOBase | "buffer sizes") ;; # abstract
        2038) [[ $(xos strftime %F @4294967296 --tz UTC) == 2106-02-07 ]] ;;
        *) false ;;
    esac
}

@test "every item of the sister modules is there in the form that its inventory says" {
    xos --list >names
    for module in time errno platform io; do
        while IFS=$'\t' read -r name notes; do
            [[ $notes =~ ^\[([a-z]+) ]] ||
                { echo "$module: $name: no form in its notes: $notes" && touch failed; continue; }
            form=form_${BASH_REMATCH[1]}
            declare -F "$form" >/dev/null || { echo "$module: $name: unknown form: $notes" && touch failed; continue; }
            "$form" "$module" "$name" || { echo "$module: $name: not there as $notes" && touch failed; }
        done < <(column "$module.tsv" 1,10)
    done
    [[ ! -e failed ]]
}
