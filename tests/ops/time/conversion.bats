# The module time: seconds, parts and text. tests/ops/time/time_python.bats asks more than these.
load ../../helper

# misused MESSAGE CMD...: CMD is a usage error; the message may go on with where to find help.
misused() {
    local message=$1
    shift
    run -64 --separate-stderr "$@"
    [[ -z $output && ${stderr% (see *--help)} == "$message" ]] ||
        { printf '%q, wanted %q\n' "$stderr" "$message"; return 1; }
}

@test "gmtime prints the eleven parts, fractions dropped downwards" {
    succeeds "tm_year=1969
tm_mon=12
tm_mday=31
tm_hour=23
tm_min=59
tm_sec=59
tm_wday=2
tm_yday=365
tm_isdst=0
tm_zone=UTC
tm_gmtoff=0" xos gmtime -0.5
}

@test "times split up to the last year of a 32-bit tm_year, and no further" {
    succeeds 2147485547 bash -c 'xos --json gmtime 67768036191676799 | sed "s/.*tm_year.:\([0-9]*\).*/\1/"'
    succeeds -2147481748 bash -c 'xos --json gmtime -67768040609740800 | sed "s/.*tm_year.:\(-[0-9]*\).*/\1/"'
    fails 65 "xos: gmtime: Value too large for defined data type [EOVERFLOW]" xos gmtime 67768036191676800
    fails 65 "xos: localtime: Value too large for defined data type [EOVERFLOW]" xos localtime 1152921504606846976
}

@test "a zone that does not exist is 66, as an option and in TZ, and never UTC" {
    for zone in Nowhere/X Europe 'EST5EDT,M13.1.0,M11.1.0' AB3 /etc/passwd ../../etc/passwd +25:00 'XYZ5x'; do
        fails 66 "xos: localtime: no such time zone: '$zone'" xos localtime 0 --tz "$zone"
        TZ=$zone fails 66 "xos: mktime: no such time zone: '$zone'" xos mktime 2024-01-01
        TZ=$zone fails 66 "xos: tzset: no such time zone: '$zone'" xos tzset
    done
    TZ=:Nowhere fails 66 "xos: ctime: no such time zone: ':Nowhere'" xos ctime 0
}

@test "zones are files, POSIX strings, UTC or offsets" {
    for zone in Asia/Tokyo :Asia/Tokyo /usr/share/zoneinfo/Asia/Tokyo JST-9 '<+09>-9' +09:00 +0900 +09; do
        succeeds "Thu Jan  1 09:00:00 1970" xos ctime 0 --tz "$zone"
    done
    for zone in '' UTC : UTC0; do
        TZ=$zone succeeds "Thu Jan  1 00:00:00 1970" xos ctime 0
    done
}

@test "mktime uses tm_isdst for a time that does not exist or exists twice" {
    for pair in -1:1711848600 0:1711848600 1:1711845000; do
        succeeds "${pair#*:}.000000000" xos mktime "2024,3,31,2,30,0,0,0,${pair%:*}" --tz Europe/Berlin
    done
    for pair in -1:1729989000 0:1729992600 1:1729989000; do
        succeeds "${pair#*:}.000000000" xos mktime "2024,10,27,2,30,0,0,0,${pair%:*}" --tz Europe/Berlin
    done
}

@test "mktime --gap and --fold choose" {
    mktime() { xos mktime --tz Europe/Berlin "$@"; }
    succeeds 1711848600.000000000 mktime 2024-03-31T02:30 --gap before
    succeeds 1711845000.000000000 mktime 2024-03-31T02:30 --gap after
    fails 65 "xos: mktime: that time does not exist in the time zone" mktime 2024-03-31T02:30 --gap error
    succeeds 1729989000.000000000 mktime 2024-10-27T02:30 --fold 0
    succeeds 1729992600.000000000 mktime 2024-10-27T02:30 --fold 1
    misused "xos: mktime: fold: '2' is not 0 or 1" mktime 2024-10-27T02:30 --fold 2
}

@test "mktime takes parts beyond their ranges, and -1 is a result" {
    succeeds 1706837400.000000000 xos mktime 2023,14,2,1,30,0,0,0,0 --tz UTC
    succeeds -1.000000000 xos mktime 1969,12,31,23,59,59,0,0,-1 --tz UTC
    misused "xos: mktime: t: '2024,1,2' is not a time (nine integers joined by commas, @SECONDS, or ISO 8601)" \
        xos mktime 2024,1,2
}

@test "strftime replaces zeros by the least legal values, and refuses values out of range" {
    succeeds "2024-01-01 001" xos strftime '%F %j' 2024,0,0,0,0,0,0,0,0 --tz UTC
    misused "xos: strftime: t: day of month out of range" xos strftime %F 2024,1,32,0,0,0,0,1,0
    misused "xos: strftime: t: hour out of range" xos strftime %F 2024,1,1,24,0,0,0,1,0
    misused "xos: strftime: t: seconds out of range" xos strftime %F 2024,1,1,0,0,62,0,1,0
    succeeds 60 xos strftime %S 2024,1,1,0,0,60,0,1,0 --tz UTC
    misused "xos: strftime: format: unknown directive at '%Q x'" xos strftime '%F %Q x'
    misused "xos: strftime: format: unknown directive at '%'" xos strftime 'a%'
}

@test "strftime has nanoseconds, offsets with colons, flags and widths" {
    f() { xos strftime "$1" @1711848600.05 --tz "${2:-Europe/Berlin}"; }
    succeeds "050000000 050 0500000000 05 050000" f '%N %3N %10N %-N %f'
    succeeds "00.050000 03:30:00.050000 1711848600.050000" f '%.S %.T %.s'
    succeeds "+0200 +02:00 +02:00:00 +02 CEST cest" f '%z %:z %::z %:::z %Z %#Z'
    succeeds "+05:45:30 +05:45:30" f '%::z %:::z' ABC-5:45:30
    succeeds "Sun Mar 31 03:30:00 CEST 2024" f '%+'
    succeeds "SUN   Mar 31 031 002024 002024 +02024 +12345-01" bash -c \
        'printf "%s %s" "$(xos strftime "%^a %5b %d %03d %6Y %06Y %+6Y" @1711848600 --tz UTC)" "$(xos strftime %+Y-%m 12345,1,1,0,0,0,0,1,0 --tz UTC)"'
    succeeds "1" f %q
}

@test "strptime takes 29 February without a year, with the weekday of 1904 as Python has it" {
    succeeds "tm_year=1900 tm_mday=29 tm_wday=0 tm_yday=60" bash -c \
        'echo $(xos strptime "Feb 29" "%b %d" | grep -E "_(year|mday|wday|yday)=")'
    succeeds tm_wday=5 bash -c 'xos strptime "Sat Feb 29" "%a %b %d" | grep wday'
}

@test "strptime reports the offset and the rest if the text does not match" {
    fails 65 "xos: strptime: '2024-1x' does not match '%Y-%m-%d' from offset 6 on: 'x'" xos strptime 2024-1x %Y-%m-%d
    fails 65 "xos: strptime: '2024-01-02 ' does not match '%Y-%m-%d' from offset 10 on: ' '" \
        xos strptime '2024-01-02 ' %Y-%m-%d
    fails 65 "xos: strptime: '2024' does not match ' %Y' from offset 0 on: '2024'" xos strptime 2024 ' %Y'
    succeeds tm_mday=5 bash -c "xos strptime 'May5' '%b%n%e' | grep mday"
    succeeds tm_year=2024 bash -c "xos strptime $'\\t 2024' ' %Y' | head -n 1"
    fails 65 "xos: strptime: '2023-366': the year has no such day" xos strptime 2023-366 %Y-%j
    fails 65 "xos: strptime: '2023-02-29': the month has no such day" xos strptime 2023-02-29 %F
    misused "xos: strptime: format: unknown directive at '%Q'" xos strptime x %Q
    fails 65 \
        '{"error":{"op":"strptime","errno":null,"name":null,"message":"'"'x' does not match '%Y' from offset 0 on: 'x'"'","exit":65}}' \
        xos --json strptime x %Y
}

@test "strptime --epoch prints seconds, in the text's zone or in --tz" {
    succeeds 1711848600.250000000 xos strptime '2024-03-31T01:30:00.25Z' '%Y-%m-%dT%H:%M:%S.%f%z' --epoch
    succeeds 1711848600.000000000 xos strptime '2024-03-31 03:30' '%F %R' --epoch --tz Europe/Berlin
    succeeds 1711848600.123456789 xos strptime '1711848600.123456789' '%s.%N' --epoch
}

@test "strptime reads back what strftime writes, in every year" {
    for seconds in 0 -62167219201 253402300800 67768036191676799 -67768040609740800 951782400; do
        text=$(xos strftime '%+Y-%m-%d %T' @$seconds --tz UTC)
        succeeds $seconds.000000000 xos strptime "$text" '%Y-%m-%d %T' --epoch --tz UTC
    done
}

@test "a hostile format or text ends in time" {
    format=$(printf '%%d%.0s' {1..60})
    run timeout 60 xos strptime "$(printf '1%.0s' {1..119})x" "$format"
    [[ $status == 65 ]]
    run timeout 60 xos strftime '%1000000d'
    [[ $status == 0 && ${#output} == 1000000 ]]
}

@test "the zone's rows are those of this year" {
    succeeds "-3600 -7200 1" \
        bash -c 'echo $(xos timezone --tz CET-1CEST) $(xos altzone --tz CET-1CEST) $(xos daylight --tz CET-1CEST)'
    succeeds "standard=CET
dst=CEST" xos tzname --tz CET-1CEST
    succeeds "standard=JST
dst=JST" xos tzname --tz JST-9
}

@test "ISO 8601 is read in all its forms" {
    for text in 2024-03-31T01:30:00Z 2024-03-31T01:30Z 20240331T013000Z 2024-W13-7T01:30Z 2024-091T01:30Z \
        2024-03-31T03:30+02 2024-03-31T03:30:00+0200 2024-03-31t03:30:00,0+02:00 '2024-03-31 01:30:00+00:00:00' \
        +002024-03-31T01:30Z 2024-03-30T25:30Z; do
        run xos mktime "$text"
        [[ $text == *T25* && $status == 64 || $status == 0 && $output == 1711848600.000000000 ]] ||
            { echo "$text: $output"; return 1; }
    done
    for text in 2024-13-01 2024-02-30 2024-W54-1 2024-366x 2023-366 24-01-01 2024-03-31T 2024-03-31T1 \
        2024-03-31T01:60; do
        run -64 xos mktime "$text"
    done
}
