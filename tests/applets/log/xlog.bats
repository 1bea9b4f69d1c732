# xlog: records from scripts: levels, loggers, formats, destinations that are files and descriptors.
load ../../helper

prepare() {
    export TZ=UTC0
    unset "${!XLOG_@}"
}

# text OUT XLOG_ARG...: xlog's record on standard output, in the format "LEVEL NAME MESSAGE", is OUT.
text() {
    local out=$1
    shift
    succeeds "$out" xlog "$@" --to 'fd:1,format=%(levelname)s %(name)s %(message)s'
}

@test "a record is one line: the time with its offset, level, logger, message, fields" {
    run -0 --separate-stderr xlog info 'user %s in' ann code=200 note='two words' --name app.db --to fd:1
    [[ $output =~ \
        ^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\.[0-9]{3}\+00:00\ INFO\ app\.db:\ user\ ann\ in\ code=200\ note=\"two\ words\"$ ]]
    [[ -z $stderr ]]
}

@test "records go to standard error if nothing else is said" {
    expect 0 "" "WARNING:root:low" xlog warning low --format '%(levelname)s:%(name)s:%(message)s'
}

@test "a level is a name in capitals or not, or a number; its name is Level N if it has none" {
    for level in debug DEBUG Debug 10; do text "DEBUG root m" "$level" m --level notset; done
    text "WARNING root m" warn m
    text "CRITICAL root m" fatal m
    text "Level 35 root m" 35 m
    XLOG_LEVELS=NOTICE=25,TRACE=5 text "NOTICE root m" notice m
    text "ERROR root m" log error m
    fails 64 "xos: xlog: unknown command or level 'infos' (did you mean info?)" xlog infos m
    fails 64 "xos: xlog: log: 'x' is not a level: debug info warning error critical, or a number" xlog log x m
    XLOG_LEVELS=25 fails 64 "xos: xlog: XLOG_LEVELS: '25' is not NAME=NUMBER,..." xlog info m
}

@test "a record below the level is dropped with status 0; enabled answers without writing" {
    succeeds "" xlog debug m --to fd:1
    succeeds "" xlog info m --to fd:1 --level error
    XLOG_LEVEL=error succeeds "" xlog info m --to fd:1
    XLOG_DISABLE=error succeeds "" xlog error m --to fd:1
    expect 1 "" "" xlog enabled debug
    succeeds "" xlog enabled info
    XLOG_LEVEL=debug succeeds "" xlog enabled debug
    XLOG_DISABLE=info expect 1 "" "" xlog enabled info
    fails 64 "xos: xlog: enabled LEVEL" xlog enabled
}

@test "arguments replace conversions as in Python" {
    needs python3
    format='%d|%5.2f|%-6s|%06d|%x|%#o|%r|%c|%%|%e|%g|%G|%.3s|%+d|% d|%*d|%a'
    python3 - "$format" >wanted <<'EOF'
import sys
print(
    sys.argv[1]
    % (12, 3.14159, "ab", -42, 255, 8, "it's\n", "Q", 12345.678, 0.0001, 1e20, "abcdef", 5, 5, 7, 5, "\u00e9")
)
EOF
    text "INFO root $(cat wanted)" info "$format" 12 3.14159 ab -42 255 8 $'it\'s\n' Q 12345.678 0.0001 1e20 \
        abcdef 5 5 7 5 é
}

@test "a precision adds any number of zeros in front of an integer" {
    run -0 --separate-stderr xlog info --to "fd:1,format=%(levelno).3000d" m
    [[ ${#output} == 3000 && $output == 0*020 ]]
}

@test "a conversion for reals formats the nearest double, as in Python" {
    needs python3
    python3 - >wanted <<'EOF'
VALUES = """2.675 -2.675 0.165 0.285 1.005 0.5 1.5 -0 1e-300 5e-324 1e-400 1e22 1.7976931348623157e306 123456.789
    12345678901234567890123 0.1 9.5"""
for value in VALUES.split():
    for form in "%.2f %.20f %.0f %e %.3e %.17g %g %#g %+.1f %012.3f %.60e".split():
        print(form, value, form % float(value), sep="|")
    for form in ".2f .0% .1% .20% 15.3e <12g ,.2f".split():
        print("{x:" + form + "}", value, format(float(value), form), sep="|")
EOF
    while IFS='|' read -r form value wanted; do
        if [[ $form == %* ]]; then
            got=$(xlog info "$form" --arg="$value" --to fd:1 --format '%(message)s')
        else
            got=$(xlog info m "x=$value" --to fd:1 --style '{' --format "$form")
        fi
        [[ $got == "$wanted" ]] || printf '%s of %s: %s, wanted %s\n' "$form" "$value" "$got" "$wanted"
    done <wanted >differ
    (($(wc -l <wanted) > 200)) && [[ ! -s differ ]] || { cat differ; return 1; }
    fails 64 "xos: xlog: '%f': an argument that is not a number" xlog info %f 1e400 --to fd:1
    succeeds "0.0%" xlog info m --to fd:1 --style '{' --format '{lineno:.1%}'
    succeeds "1_1110 4_1772 1_ABCD" \
        xlog info m x=30 y=17402 z=109517 --to fd:1 --style '{' --format '{x:_b} {y:_o} {z:_X}'
}

@test "a message that its arguments do not fit is status 64, before anything is written" {
    fails 64 "xos: xlog: '%s %s': more conversions than arguments" xlog info '%s %s' a --to file:log
    fails 64 "xos: xlog: '%s': more arguments than conversions" xlog info '%s' a b --to file:log
    fails 64 "xos: xlog: '%d': an argument that is not a number" xlog info '%d' x --to file:log
    fails 64 "xos: xlog: '%y': an unknown conversion" xlog info '%y' x --to file:log
    fails 64 "xos: xlog: extra: the record has a field 'message' already" xlog info m message=1 --to file:log
    fails 64 "xos: xlog: a message is missing" xlog info --to file:log
    [[ ! -e log ]]
    text "INFO root 100%" info 100%
    text "INFO root a=b" info %s --arg a=b
}

@test "a JSON record has logging's attributes and the extra fields" {
    needs jq
    XLOG_EXTRA=request=17 xlog error 'no %s' way code=5 --name a.b --at '/x/job.sh:12:main' --to fd:1 --json >out
    jq -r '[.name, .msg, .args, .levelname, .levelno, .pathname, .filename, .module, .exc_info, .lineno, .funcName,
        .threadName, .message, .request, .code] | map(tostring) | join(" ")' out >got
    [[ $(cat got) == "a.b no way null ERROR 40 /x/job.sh job.sh job null 12 main MainThread no way 17 5" ]]
    jq -e --argjson pid $$ '.process == $pid and .thread == $pid and .created > 1.7e9 and .msecs < 1000 and
        .relativeCreated >= 0' out >/dev/null
    [[ $(jq -r .processName out) == "$(cat /proc/$$/comm)" ]]
}

@test "Python's makeLogRecord takes a JSON record" {
    needs python3
    xlog warning $'line\n\xff "q" \\ é' code=5 --to fd:1 --json --name a --at f.sh:3:g >out
    python3 -c '
import json, logging, os, sys
record = logging.makeLogRecord(json.loads(sys.stdin.readline()))
text = logging.Formatter("%(levelname)s %(name)s %(filename)s:%(lineno)d:%(funcName)s %(code)s %(message)s").format(
    record
)
sys.stdout.buffer.write(os.fsencode(text))
assert record.getMessage() == record.message' <out >got
    printf 'WARNING a f.sh:3:g 5 line\n\xff "q" \\ é' >wanted
    cmp got wanted
}

@test "the three styles of formats write as Python's formatters do" {
    needs python3
    cat >formats <<'EOF'
% %(levelname)-8s|%(levelno)5d|%(name)s|%(message).3s|%(lineno)03d|%(module)s|%(msecs)03d|%%
% %(message)r %(levelname)s
{ {levelname:<8}|{levelno:>5}|{name!r}|{message:^9}|{lineno:03d}|{module:*>6}|{{}}
{ {levelno:,} {levelno:x} {levelno:#x} {levelno:e} {message:.2}
$ $levelname ${name} $$ $message
EOF
    while read -r style format; do
        xlog warning 'a message' --name n --at x/y.sh:7:f --to fd:1 --style "$style" --format "$format" >>got
        xlog warning 'a message' --name n --at x/y.sh:7:f --to fd:1 --json | python3 -c '
import json, logging, sys
record = logging.makeLogRecord(json.loads(sys.stdin.readline()))
record.msecs = float(sys.argv[3])
print(logging.Formatter(sys.argv[1], style=sys.argv[2]).format(record))' "$format" "$style" 0 >>wanted
    done <formats
    sed -i -E '1s/\|[0-9]{3}\|%$/|000|%/' got
    cmp got wanted || { diff got wanted; false; }
}

@test "asctime is written as Python does, or as datefmt says" {
    run -0 xlog info m --to fd:1 --format '%(asctime)s %(message)s'
    [[ $output =~ ^[0-9]{4}-[0-9]{2}-[0-9]{2}\ [0-9:]{8},[0-9]{3}\ m$ ]]
    run -0 xlog info m --to fd:1 --format '%(asctime)s' --datefmt '%d/%b/%Y %Z' --tz JST-9
    [[ $output =~ ^[0-9]{2}/[A-Z][a-z]{2}/[0-9]{4}\ JST$ ]]
    fails 66 "xos: xlog: no such time zone: 'No/Zone'" xlog info m --tz No/Zone
}

@test "a bad format is status 64 and says where" {
    fails 64 "xos: xlog: to: '%(levelname)d': a conversion for numbers, of a field that is a text, at byte 13" \
        xlog info m --format '%(levelname)d'
    fails 64 "xos: xlog: to: '%s': expected %(NAME) or %%, at byte 1" xlog info m --format '%s'
    fails 64 "xos: xlog: to: '{message': a { without }, at byte 1" xlog info m --style '{' --format '{message'
    fails 64 "xos: xlog: to: 'text': no field of the record is in it, at byte 4" xlog info m --format text
    expect 0 "" text xlog info m --to 'fd:2,format=text,validate=no'
    fails 64 "xos: xlog: format: the record has no field 'user'" xlog info m --format '%(user)s'
    fails 64 "xos: xlog: to: style: 'x' is not %, { or \$" xlog info m --style x
    fails 64 "xos: xlog: to: unknown directive at '%!'" xlog info m --datefmt '%!'
}

@test "every destination gets what its level and filter let through, in its own format" {
    xlog error m --name app.db --to 'file:all,format=%(message)s a' --to 'file:few,level=critical' \
        --to 'file:app,filter=app,format=%(message)s b' --to 'file:other,filter=ap' --to null
    [[ $(cat all app) == $'m a\nm b' && ! -s few && ! -s other ]]
    xlog error m --to 'file:z,terminator=\0,format=%(message)s\, x'
    [[ $(od -An -c z) == '   m   ,       x  \0' ]]
}

@test "the variables describe what every child inherits" {
    export XLOG_TO='file:a,format=%(name)s:%(message)s:%(k)s file:b,level=error' XLOG_NAME=job \
        XLOG_EXTRA='{"k": "v", "n": 1}'
    xlog info m
    [[ $(cat a) == job:m:v && ! -s b ]]
    XLOG_TO='' XLOG_AT=s.sh:4:f text "INFO other m" info m --name other
    XLOG_EXTRA=x fails 64 "xos: xlog: XLOG_EXTRA: 'x' is not KEY=VALUE" xlog info m
}

@test "any number of blanks and newlines stands around the destinations of XLOG_TO" {
    XLOG_TO=$'\n  file:c,format=%(message)s  \n\n file:two words,format=%(message)s \n exec:cat >d \n' xlog info m
    [[ $(cat c) == m && $(cat "two words") == m && -s d ]]
    [[ $(XLOG_TO=' ' xlog info m 2>&1) == *"INFO root: m" ]]
}

@test "a description that cannot be read is status 64, what cannot be opened 66, what cannot be written 74" {
    fails 64 \
        "xos: xlog: to: file has no key 'b' (its keys: level format datefmt style filter validate terminator on-full mode)" \
        xlog info m --to file:a,b=c
    run -64 xlog info m --to zork:1
    fails 64 "xos: xlog: to: 'file' lacks an address: file:ADDRESS" xlog info m --to file
    fails 64 "xos: xlog: to: fd: 'x' is not a descriptor" xlog info m --to fd:x
    fails 64 "xos: xlog: to: on-full: 'x' is not block, drop or fail" xlog info m --to fd:1,on-full=x
    fails 66 "xos: xlog: file:no/such: No such file or directory [ENOENT]" xlog info m --to file:no/such
    fails 66 "xos: xlog: fd:9: Bad file descriptor [EBADF]" xlog info m --to fd:9
    fails 74 "xos: xlog: 1 record lost: file:/dev/full,on-full=fail: No space left on device [ENOSPC]" \
        xlog info m --to file:/dev/full,on-full=fail
    fails 74 "xos: xlog: 1 record lost: file:/dev/full,on-full=drop: No space left on device [ENOSPC]" \
        xlog info m --to file:/dev/full,on-full=drop
    [[ ! -e a ]]
}

@test "without space a destination waits and says so once" {
    mkfifo messages
    xlog info m --to file:/dev/full 2>messages &
    pid=$!
    read -r line <messages
    [[ $line == "xos: xlog: file:/dev/full: No space left on device [ENOSPC]: waiting" ]]
    kill "$pid"
    ended 143 "$pid"
}

@test "a record is one write with O_APPEND, and the start costs no more than the file's own calls" {
    needs strace
    strace -o calls xlog info m --to file:log
    (($(grep -c '^write(' calls) == 1)) &&
        grep -qE 'openat.*"log", O_WRONLY\|O_CREAT\|O_NOCTTY\|O_APPEND\|(O_LARGEFILE\|)?O_CLOEXEC' calls
    strace -o bare xos getpid
    is_static && more=6 || more=5 # musl unblocks its own signals before the first handler
    (($(wc -l <calls) <= $(wc -l <bare) + more))
}

@test "watched opens its file again when it was renamed or removed" {
    cat >job <<'EOF'
xlog info one
mv log log.1
xlog info two
EOF
    export XLOG_TO='watched:log,format=%(message)s'
    sh job
    [[ $(cat log.1 log) == $'one\ntwo' ]]
}
