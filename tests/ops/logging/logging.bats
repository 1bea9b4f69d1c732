# Module logging: its rows, its constants, and the inventory of the documentation.
load ../../helper

prepare() {
    export TZ=UTC0
    unset "${!XLOG_@}"
}

@test "the rows of levels write records" {
    for level in debug info warning error critical; do
        succeeds "${level^^} n m 1" xos "$level" 'm %d' 1 --name n --level debug --to 'fd:1,format=%(levelname)s %(name)s %(message)s'
    done
    succeeds "WARNING m" xos warn m --to 'fd:1,format=%(levelname)s %(message)s'
    succeeds "CRITICAL m" xos logging.fatal m --to 'fd:1,format=%(levelname)s %(message)s'
    succeeds "Level 35 m" xos log 35 m --to 'fd:1,format=%(levelname)s %(message)s'
    fails 64 "xos: log: level: 'x' is not a level: debug info warning error critical, or a number" xos log x m
}

@test "exception adds a text and a status" {
    printf 'trace\nback\n' >text
    succeeds $'ERROR failed 3\ntrace\nback' xos exception failed --attach text --from-status 3 --to 'fd:1,format=%(levelname)s %(message)s %(status)s'
    fails 66 "xos: exception: none: No such file or directory [ENOENT]" xos exception failed --attach none
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

@test "every function, method and handler of the inventory is there, or says what to use instead" {
    xos --list >names
    xlog info m --json --to fd:1 >record
    while IFS=$'\t' read -r name notes; do
        last=${name##*.}
        case $notes in
            "[row"*unavailable* | "[unavailable]"*) grep -qx "$name" names && [[ $(xos "$name" 2>&1) == *" exists on "* ]] ;;
            "[not here"*) grep -qx "$name" names && [[ $(xos "$name" 2>&1) == *" not here: "* ]] ;;
            "[row: xlog rotate"*) grep -q write <(xlog --help) ;; # no command forces a rotation
            "[row"*) grep -qxE "$last|$name" names ;;
            "[const]"*) xos const "$last" ;;
            "[field"*) [[ $name == Logger.* || $last == asctime ]] || jq -e "has(\"$last\")" record ;;
            "[--to"*) [[ $(xlog info m --to "$(sed -E 's/^\[--to ([a-z]+).*/\1/' <<<"$notes"):" 2>&1) != *"is not KIND"* ]] ;;
            "[style]"*) ;; # tests/applets/log/xlog.bats
            "[value]"*)
                case $name in
                    syslog.facility.*) xos SysLogHandler.encodePriority "$last" info ;;
                    syslog.priority.*) xos SysLogHandler.encodePriority user "$last" ;;
                    when=*) for when in $(sed 's/.*=//; s/W0-W6/W0 W3 W6/' <<<"$name"); do xlog info m --to "timed:log,when=$when" || exit; done ;;
                    *) xos getLevelName "$last" ;;
                esac
                ;;
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
