# Module logging: its rows, its constants, and the inventory of the documentation.
load ../../helper

prepare() {
    export TZ=UTC0
    unset "${!XLOG_@}"
}

@test "the rows of levels write records" {
    for level in debug info warning error critical; do
        succeeds "${level^^} n m 1" xos "$level" 'm %d' 1 --name n --level debug \
            --to 'fd:1,format=%(levelname)s %(name)s %(message)s'
    done
    succeeds "WARNING m" xos warn m --to 'fd:1,format=%(levelname)s %(message)s'
    succeeds "CRITICAL m" xos logging.fatal m --to 'fd:1,format=%(levelname)s %(message)s'
    succeeds "Level 35 m" xos log 35 m --to 'fd:1,format=%(levelname)s %(message)s'
    fails 64 "xos: log: level: 'x' is not a level: debug info warning error critical, or a number" xos log x m
}

@test "exception adds a text and a status" {
    printf 'trace\nback\n' >text
    succeeds $'ERROR failed 3\ntrace\nback' \
        xos exception failed --attach text --from-status 3 --to 'fd:1,format=%(levelname)s %(message)s %(status)s'
    fails 66 "xos: exception: none: No such file or directory [ENOENT]" xos exception failed --attach none
    succeeds "failed 0" xos exception failed --from-status 0 --to 'fd:1,format=%(message)s %(status)s'
    for status in -1 256; do
        fails 64 "xos: exception: from_status: '$status' is not an exit status" \
            xos exception failed --from-status "$status"
    done
}

@test "makeLogRecord puts the arguments into the message as Python does" {
    needs jq
    while IFS='|' read -r message msg args; do
        succeeds "$message" bash -c 'xos makeLogRecord "$1" --json | jq -r .message' _ \
            "{\"msg\":\"$msg\",\"args\":$args}"
    done <<'END'
ann is 7|%s is %d|["ann",7]
True None 1.5 False|%s %s %s %s|[true,null,1.5,false]
  b 100% 07|%(a)3s 100%% %(n)02d|{"n":7,"a":"b","more":1}
b|%(a)s|[{"a":"b"}]
{"a":1}|%s|[{"a":1}]
%(x)s|%(x)s|{"a":1}
%s %s|%s %s|["a"]
100%|100%|[]
END
}

@test "levels have names, both ways, and more can be added" {
    succeeds $'WARNING\n30\nLevel 35' sh -c 'xos getLevelName 30; xos getLevelName warn; xos getLevelName 35'
    fails 65 "xos: getLevelName: 'x' is not a level" xos getLevelName x
    succeeds $'NOTICE\n25' xos addLevelName 25 NOTICE -- sh -c 'xos getLevelName 25; xos getLevelName notice'
    fails 64 "xos: addLevelName: '0' is not a positive number, or 'X' no name" xos addLevelName 0 X -- true
    succeeds $'CRITICAL=50\nFATAL=50\nERROR=40\nWARN=30\nWARNING=30\nINFO=20\nDEBUG=10\nNOTSET=0\nTRACE=5' \
        env XLOG_LEVELS=TRACE=5 xos getLevelNamesMapping
}

@test "a logger tells its level, and whether it is enabled" {
    succeeds 20 xos getEffectiveLevel
    XLOG_LEVEL=35 succeeds 35 xos getEffectiveLevel --name a.b
    expect 1 false "" xos isEnabledFor debug
    succeeds true xos isEnabledFor info
}

@test "facility and priority of syslog make one number" {
    succeeds 131 xos SysLogHandler.encodePriority local0 err
    succeeds 14 xos SysLogHandler.encodePriority user info
    succeeds 8 xos SysLogHandler.encodePriority 1 panic
    fails 64 "xos: SysLogHandler.encodePriority: unknown facility 'x'" xos SysLogHandler.encodePriority x err
}

@test "every constant of the module has its value" {
    (($(grep -cP '\tlogging' "$top/tests/spec/sisters-constants.tsv") > 40))
    while IFS=$'\t' read -r name module _ _ value; do
        [[ $module == logging* && $value =~ ^[0-9]+$ ]] || continue
        [[ $(xos const "$name") == "$value" ]] || { echo "$name" && touch wrong; }
    done <"$top/tests/spec/sisters-constants.tsv"
    [[ ! -e wrong ]]
}

# option_of NAME: words that give xlog the option that stands for an item of the inventory; empty for one that is
# unknown.
option_of() {
    case $1 in
        basicConfig.filename) echo '--to file:x' ;;
        basicConfig.filemode) echo '--to file:x,mode=w' ;;
        basicConfig.format | Formatter) echo '--format %(message)s' ;;
        basicConfig.datefmt | Formatter.formatTime) echo '--datefmt %H:%M' ;;
        basicConfig.style) echo '--style $ --format $message' ;;
        basicConfig.level) echo '--level debug' ;;
        basicConfig.stream) echo '--to fd:1' ;;
        basicConfig.handlers) echo '--to fd:1 --to null' ;;
        basicConfig.encoding | basicConfig.errors) echo '--to file:x' ;; # UTF-8, and bytes as they are
        getLogger) echo '--name a.b.c' ;;
        Logger.addHandler) echo '--to null' ;;
        Logger.findCaller) echo '--at f.sh:1:g' ;;
        Handler.setLevel) echo '--to file:x,level=ERROR' ;;
        Handler.setFormatter) echo '--to file:x,format=json' ;;
        Formatter.formatStack) echo '--stack text' ;;
        Formatter.converter) echo '--tz UTC' ;;
        Filter) echo '--to file:x,filter=a' ;;
        Filter.filter) echo '--to file:x,filter=a' ;; # xlog cat --grep chooses by message
        StreamHandler.terminator) echo '--to file:x,terminator=\\0' ;;
        BaseRotatingHandler.namer) echo '--to rotate:x,count=1,max-bytes=10,compress=cat,suffix=.copy' ;;
        BaseRotatingHandler.rotator) echo '--to rotate:x,count=1,max-bytes=10,compress=gzip' ;;
        SocketHandler.retry* | SocketHandler.closeOnError) echo '--to udp:127.0.0.1:9,on-full=drop' ;;
        SysLogHandler.append_nul) echo '--to syslog:udp://127.0.0.1:9,nul=no' ;;
        SysLogHandler.ident) echo '--to syslog:udp://127.0.0.1:9,ident=a' ;;
    esac
}

@test "every key of a configuration in the inventory is read, or refused as a factory" {
    cat >all.json <<'END'
{"version": 1, "incremental": false, "disable_existing_loggers": true, "levels": {"NOTICE": 25},
 "formatters": {"f": {"format": "$message", "datefmt": "%H", "style": "$", "validate": true,
                       "defaults": {"a": 1}, "class": "logging.Formatter"}},
 "filters": {"n": {"name": "a"}},
 "handlers": {"s": {"class": "logging.StreamHandler", "level": "INFO", "formatter": "f", "filters": ["n"],
                     "stream": "ext://sys.stdout", ".": {"terminator": "x"}},
              "m": {"class": "logging.handlers.MemoryHandler", "capacity": 3, "target": "s"},
              "q": {"class": "logging.handlers.QueueHandler", "queue": "x", "listener": "y", "handlers": ["s"]}},
 "loggers": {"a": {"level": "cfg://handlers.s.level", "propagate": false, "filters": ["n"], "handlers": ["q"]}},
 "root": {"level": "INFO", "handlers": ["s"]}}
END
    cat >all.ini <<'END'
[loggers]
keys=root,a
[handlers]
keys=c,m
[formatters]
keys=f
[logger_root]
level=INFO
handlers=c
[logger_a]
level=INFO
handlers=c
qualname=a
propagate=1
[handler_c]
class=StreamHandler
level=NOTSET
formatter=f
args=(sys.stdout,)
[handler_m]
class=handlers.MemoryHandler
target=c
args=(10,)
kwargs={'flushLevel': 40}
[formatter_f]
format={message}
datefmt=%H
style={
validate=True
defaults={'a': 1}
class=logging.Formatter
END
    succeeds "" xlog check all.json all.ini
    while IFS=$'\t' read -r name notes; do
        [[ $notes == "[config key"* ]] || continue
        case $name in
            dict.*.'()') echo '{"version": 1, "handlers": {"x": {"()": "y"}}}' >x.json &&
                [[ $(xlog check x.json 2>&1) == *"there are no factories here"* ]] ;;
            dict.*'<keyword>' | dict.*..) grep -q 'terminator' all.json ;;
            dict.ext://* | dict.cfg://*) grep -q "${name#dict.}" all.json ;;
            dict.*) grep -q "\"${name##*.}\":" all.json ;;
            file.*) grep -q "^${name##* } *=" all.ini ;;
            *) grep -q '"levels"' all.json ;; # addLevelName
        esac || { echo "$name: not there as $notes" && touch wrong; }
    done < <(tail -n +2 "$top/tests/spec/logging.tsv" | cut -f 1,10)
    [[ ! -e wrong ]]
}

@test "every function, method and handler of the inventory is there, or says what to use instead" {
    xos --list >names
    xlog info m --json --to fd:1 >record
    while IFS=$'\t' read -r name notes; do
        last=${name##*.}
        case $notes in
            "[row"*unavailable* | "[unavailable]"*) grep -qx "$name" names &&
                [[ $(xos "$name" 2>&1) == *" exists on "* ]] ;;
            "[not here"*) grep -qx "$name" names && [[ $(xos "$name" 2>&1) == *" not here: "* ]] ;;
            "[row: xlog rotate"*) grep -q write <(xlog --help) ;; # no command forces a rotation
            "[row"*) grep -qxE "$last|$name" names ;;
            "[const]"*) xos const "$last" ;;
            "[field"*) [[ $name == Logger.* || $last == asctime ]] || jq -e "has(\"$last\")" record ;;
            "[--to"*)
                [[ $(xlog info m --to "$(sed -E 's/^\[--to ([a-z]+).*/\1/' <<<"$notes"):" 2>&1) != *"is not KIND"* ]] ;;
            "[style]"*) ;; # tests/applets/log/xlog.bats
            "[value]"*)
                case $name in
                    syslog.facility.*) xos SysLogHandler.encodePriority "$last" info ;;
                    syslog.priority.*) xos SysLogHandler.encodePriority user "$last" ;;
                    when=*) for when in $(sed 's/.*=//; s/W0-W6/W0 W3 W6/' <<<"$name"); do
                        xlog info m --to "timed:log,when=$when" || exit
                    done ;;
                    *) xos getLevelName "$last" ;;
                esac
                ;;
            # the test of keys; config.bats
            "[options]"* | "[config"* | "[--config"*) xlog --help | grep -q -- --config ;;
            "[option"*meaning\ only\ in\ xsh*) xsh -c 'help setLevel' ;;
            "[option --pickle"*) xlog --help | grep -q -- --pickle ;;
            "[option"*)
                # shellcheck disable=SC2046 # options are words
                [[ -n $(option_of "$name") ]] && xlog info m $(option_of "$name")
                ;;
            "[xlog listen"*) xlog --help | grep -q listen ;;                                  # listen.bats
            "[xlog run]"* | "[--buffer"*) xlog --help | grep -q flight-recorder ;;             # destinations.bats
            "[env"*) grep -q "^.It Ev .*XLOG_" "$top/man/xlog.1" ;;
            "[engine]"* | "[default"* | "[record]"* | "[table]"* | "[at exit]"* | "[contract]"*) ;;
            "[as Logger]"* | "[show]"*) ;;
            "[predicate]"*) xsh -c 'l = getLogger; hasHandlers $l' ;;
            *) false ;;
        esac >/dev/null || { echo "$name: not there as $notes" && touch wrong; }
    done < <(tail -n +2 "$top/tests/spec/logging.tsv" | cut -f 1,10)
    [[ ! -e wrong ]]
}

@test "a rotation that is killed at any call loses nothing (short form of tests/full/rotation)" {
    needs python3
    needs strace
    run -0 "$top/tests/full/rotation" --short
    [[ $output =~ ^0\ other\ writers:\ killed\ at\ each\ of\ ([0-9]+)\ calls ]]
    ((BASH_REMATCH[1] >= 15))
}
