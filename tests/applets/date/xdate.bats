# xdate: reading, writing, calculating with and comparing times.
load ../../helper

prepare() {
    export TZ=UTC
}

# misused MESSAGE CMD...: CMD is a usage error; the message may go on with where to find help.
misused() {
    local message=$1
    shift
    run -64 --separate-stderr "$@"
    [[ -z $output && ${stderr% (see *--help)} == "$message" ]] ||
        { printf '%q, wanted %q\n' "$stderr" "$message"; return 1; }
}

@test "without an operand the current second is written in ISO 8601" {
    before=$(date -u +%FT%T+00:00)
    now=$(xdate)
    after=$(date -u +%FT%T+00:00)
    [[ ! $now < $before && ! $now > $after ]]
}

@test "a time is ISO 8601, seconds, a time of day or now" {
    succeeds 2024-03-31T01:30:00+00:00 xdate 2024-03-31T03:30+02:00
    succeeds 2024-03-31T01:30:00.500+00:00 xdate @1711848600.5
    succeeds 1970-01-01T00:00:01.000000001+00:00 xdate 1.000000001
    succeeds 1969-12-31T23:59:59.500+00:00 xdate @-0.5
    succeeds "$(date -u +%F)T07:30:00+00:00" xdate 07:30
    succeeds +012345-01-01T00:00:00+00:00 xdate -- +12345-01-01
    succeeds -000001-01-01T00:00:00+00:00 xdate -0001-01-01
    for time in 2024-W13-7 2024W137 2024-091 2024-091T00:00 @1711843200 1711843200; do
        succeeds 2024-03-31T00:00:00+00:00 xdate -u "$time"
    done
    succeeds 1970-08-23T06:18:53+00:00 xdate -u 20240331+2s
    for time in 1900-02-29 2100-02-29 2100-366 2023-366; do run -64 xdate "$time"; done
    succeeds $'2000-02-29T00:00:00+00:00\n2000-12-31T00:00:00+00:00' xdate -u 2000-02-29 2000-366
    misused "xos: xdate: 'noon': not a time (ISO 8601, @SECONDS, now, 07:30; +1mo-1d may follow)" xdate noon
    misused "xos: xdate: '2024-02-30': not a time (ISO 8601, @SECONDS, now, 07:30; +1mo-1d may follow)" xdate 2024-02-30
}

@test "a bad operand is reported, the others are written, and the first failure gives the status" {
    expect 65 "1970-01-01T00:00:01+00:00
1970-01-01T00:00:02+00:00" \
    "xos: xdate: '2024-03-31T02:30': that time does not exist in the time zone (--gap before|after)
xos: xdate: 'x': not a time (ISO 8601, @SECONDS, now, 07:30; +1mo-1d may follow)" \
        xdate --tz 'WET0WEST,M3.5.0/2,M10.5.0/3' 2024-03-31T02:30 1970-01-01T00:00:01 x 1970-01-01T00:00:02
}

@test "a year that is out of range is an error, whatever reads it" {
    fails 65 "xos: xdate: '+9999999999': the year is out of range" timeout 10 xdate -i %Y -- +9999999999
    fails 65 "xos: xdate: '@9223372036854775806+2h': the year is out of range" xdate @9223372036854775806+2h
}

@test "a zone's name may be longer than a time" {
    needs python3
    python3 - <<'EOF'
import struct
name = b"A" * 4000 + b"\0"
def part(version):
    return (b"TZif" + version + bytes(15) + struct.pack(">6I", 0, 0, 0, 0, 1, len(name)) +
            struct.pack(">iBB", 3600, 0, 0) + name)
open("long", "wb").write(part(b"2") + part(b"2") + b"\n\n")
EOF
    [[ $(xdate --tz "$PWD/long" --format '%+' @0 | tr -d A) == "Thu Jan  1 01:00:00 " ]]
    succeeds "$(printf 'A%.0s' {1..4000})" xdate --tz "$PWD/long" --format '%Z' @0
}

@test "years, months, weeks and days count in the calendar" {
    succeeds "2024-02-29T00:00:00+00:00
2025-02-28T00:00:00+00:00
2023-11-30T00:00:00+00:00
2024-03-01T00:00:00+00:00
2024-02-14T00:00:00+00:00
2024-03-31T00:00:00+00:00
1900-02-28T00:00:00+00:00" xdate 2024-01-31+1mo 2024-02-29+1y 2024-01-31-2mo 2024-01-31+1mo+1d 2024-01-31+2w \
    2024-01-31+2mo 2000-02-29-100y
}

@test "a day is a calendar day, 24 hours are elapsed time" {
    succeeds 2024-03-31T12:00:00+02:00 xdate --tz Europe/Berlin 2024-03-30T12:00+1d
    succeeds 2024-03-31T13:00:00+02:00 xdate --tz Europe/Berlin 2024-03-30T12:00+24h
    succeeds 2024-04-01T02:30:00+02:00 xdate --tz Europe/Berlin 2024-03-30T02:30+1d+1d
    fails 65 "xos: xdate: '2024-03-30T02:30+1d+1h': that time does not exist in the time zone (--gap before|after)" \
        xdate --tz Europe/Berlin 2024-03-30T02:30+1d+1h
}

@test "hours and smaller units may have decimals, and an offset is not a step" {
    succeeds "1970-01-01T01:30:00.250+00:00
1969-12-31T23:59:59.999+00:00
1970-01-01T00:00:00.000001500+00:00
2024-01-01T10:30:00+00:00
2024-01-01T11:50:00+00:00
2024-01-01T10:00:00+00:00" xdate @0+1.5h+0.25s @0-1ms @0+1us+500ns 2024-01-01T12:30+02 2024-01-01T12:00-10m \
    2024-01-01T12:00+02-0d
    misused "xos: xdate: 'now+1.5d': not a time (ISO 8601, @SECONDS, now, 07:30; +1mo-1d may follow)" xdate now+1.5d
    misused "xos: xdate: 'now+d': not a time (ISO 8601, @SECONDS, now, 07:30; +1mo-1d may follow)" xdate now+d
    fails 65 "xos: xdate: '2024-01-01+4000000000y': the year is out of range" xdate 2024-01-01+4000000000y
}

@test "a time that does not exist is 65, or --gap chooses; one that exists twice is the first, or --fold chooses" {
    berlin() { xdate --tz Europe/Berlin --epoch "$@"; }
    fails 65 "xos: xdate: '2024-03-31T02:30': that time does not exist in the time zone (--gap before|after)" \
        berlin 2024-03-31T02:30
    succeeds 1711848600.000000000 berlin 2024-03-31T02:30 --gap before
    succeeds 1711845000.000000000 berlin 2024-03-31T02:30 --gap after
    succeeds 1729989000.000000000 berlin 2024-10-27T02:30
    succeeds 1729989000.000000000 berlin 2024-10-27T02:30 --fold 0
    succeeds 1729992600.000000000 berlin 2024-10-27T02:30 --fold 1
    misused "xos: xdate: gap: 'x' is not before, after or error" berlin now --gap x
}

@test "--to-tz is the zone of output, and an unknown zone is 66" {
    succeeds 2024-01-01T08:30:00-03:30 xdate --tz Asia/Tokyo --to-tz America/St_Johns 2024-01-01T21:00
    succeeds 2024-01-01T12:00:00+09:00 xdate --utc --to-tz JST-9 2024-01-01T03:00
    fails 66 "xos: xdate: no such time zone: 'Mars/Base'" xdate --to-tz Mars/Base
    TZ=Mars/Base fails 66 "xos: xdate: no such time zone: 'Mars/Base'" xdate
}

@test "--format and +FORMAT write in that format, and an unknown directive is 64 before anything is written" {
    succeeds "2024-03-31 01:30:00.500" xdate --format '%F %T.%3N' --utc @1711848600.5
    succeeds 1711848600 xdate +%s @1711848600.5
    misused "xos: xdate: format: unknown directive at '%Q'" xdate --format '%F%Q' now
    misused "xos: xdate: more than one format" xdate --format %F +%T
    misused "xos: xdate: either --epoch or --format" xdate --format %F --epoch
}

@test "--input reads by formats, tried in order" {
    succeeds "2024-03-31T01:30:00+00:00
2024-12-25T00:00:00+00:00
1970-01-01T00:00:05+00:00" xdate -i '%d/%b/%Y:%H:%M:%S %z' -i %F -i %s '31/Mar/2024:02:30:00 +0100' 2024-12-25 5
    fails 65 "xos: xdate: '2024-13-01' does not match '%F' from offset 6 on: '3-01'" xdate -i %H -i %F 2024-13-01
    misused "xos: xdate: input: unknown directive at '%Q'" xdate -i %Q x
}

@test "what an input format lacks of the date is the present's" {
    succeeds "$(date -u +%F)T07:30:00+00:00" xdate -i %H:%M 07:30
    succeeds "$(date -u +%Y)-03-01T00:00:00+00:00" xdate -i '%b %d' 'Mar  1'
}

@test "zone names in the text decide between two instants" {
    succeeds 1729989000.000000000 xdate --tz Europe/Berlin --epoch -i '%F %R %Z' '2024-10-27 02:30 CEST'
    succeeds 1729992600.000000000 xdate --tz Europe/Berlin --epoch -i '%F %R %Z' '2024-10-27 02:30 CET'
    succeeds 1729996200.000000000 xdate --tz Europe/Berlin --epoch -i '%F %R %Z' '2024-10-27 02:30 UTC'
}

@test "-f writes a line for each line; a bad one is reported with its number and leaves an empty one" {
    printf '%s\n' @1 bad 2024-01-01 '' 2024-02-30 >times
    printf @2 >>times
    expect 65 $'1970-01-01T00:00:01+00:00\n\n2024-01-01T00:00:00+00:00\n\n\n1970-01-01T00:00:02+00:00' \
        "xos: xdate: times:2: 'bad': not a time (ISO 8601, @SECONDS, now, 07:30; +1mo-1d may follow)
xos: xdate: times:4: '': not a time (ISO 8601, @SECONDS, now, 07:30; +1mo-1d may follow)
xos: xdate: times:5: '2024-02-30': not a time (ISO 8601, @SECONDS, now, 07:30; +1mo-1d may follow)" xdate -f times
    expect 65 '"1970"
null' \
    '{"error":{"op":"xdate","errno":null,"name":null,"message":"'"'x' does not match '%s' from offset 0 on: 'x'"'","list":"standard input","item":2,"exit":65}}' \
        bash -c 'printf "1\nx\n" | xdate --json -i %s -f - --format %Y'
    fails 66 "xos: xdate: none: No such file or directory [ENOENT]" xdate -f none
}

@test "-f with -0 reads and writes NUL-terminated times" {
    printf '@1\0@2\0' | xdate -0 -f - --epoch | tr '\0' '|' >out
    [[ $(cat out) == '1.000000000|2.000000000|' ]]
}

@test "-f writes as the lines come" {
    mkfifo in out
    timeout 60 xdate -f - --epoch <in >out &
    exec 5>in 6<out
    echo @1 >&5
    read -r -t 60 line <&6
    [[ $line == 1.000000000 ]]
    exec 5>&-
    wait $!
}

@test "-f ends when its reader is gone, and says when the output is full" {
    yes @1 | head -n 100000 >times
    run bash -c 'xdate -f times | head -n 1; exit ${PIPESTATUS[0]}'
    [[ $status == 141 || $status == 74 ]]
    [[ ${lines[0]} == 1970-01-01T00:00:01+00:00 ]]
    run -74 bash -c 'xdate -f times >/dev/full'
}

@test "--json writes a record" {
    succeeds \
        '{"seconds":1711848600.500000000,"nanoseconds":1711848600500000000,"iso":"2024-03-31T03:30:00.500+02:00","tm_year":2024,"tm_mon":3,"tm_mday":31,"tm_hour":3,"tm_min":30,"tm_sec":0,"tm_wday":6,"tm_yday":91,"tm_isdst":1,"tm_zone":"CEST","tm_gmtoff":7200,"tm_nsec":500000000}' \
        xdate --json --tz Europe/Berlin @1711848600.5
}

@test "--diff subtracts the first from the second" {
    succeeds 5400.250000000 xdate --diff 2024-01-01T00:00 2024-01-01T01:30:00.25
    succeeds -0.000000001 xdate --diff @0 @-0.000000001
    succeeds -1.500000000 xdate --diff @1.5 @0
    succeeds 1.5 xdate --diff --in h @0 @5400
    succeeds -90 xdate --diff --in m @5400 @0
    succeeds 0.000000016 xdate --diff --in m @0 @0.000001
    succeeds 60 xdate --diff --in d 2024-01-01 2024-03-01
    succeeds 31 xdate --tz Europe/Berlin --diff --in d 2024-03-15 2024-04-15
    succeeds 743 xdate --tz Europe/Berlin --diff --in h 2024-03-15 2024-04-15
    misused "xos: xdate: --diff compares two times" xdate --diff now
    misused "xos: xdate: in: 'x' is not d, h, m, s or iso" xdate --diff --in x now now
    misused "xos: xdate: --in is for --diff" xdate --in d
}

@test "--diff --in iso is what the steps of the calendar give" {
    for row in "2024-01-31 2024-03-01T12:34:56.5 P1M1DT12H34M56.5S" "2024-02-29 2025-02-28 P1Y" \
        "@0 @0 PT0S" "@1 @0 -PT1S" \
        "2024-01-01 2023-01-01 -P1Y" "2024-03-31T12:00 2024-04-30T12:00 P1M" "2024-01-01T23:00 2024-01-02T01:00 PT2H" \
        "@0.9 @2.1 PT1.2S" "0001-01-01 9999-12-31 P9998Y11M30D"; do
        read -r first second wanted <<<"$row"
        succeeds "$wanted" xdate --diff --in iso "$first" "$second"
    done
    succeeds P1DT1H xdate --tz Europe/Berlin --diff --in iso 2024-03-30T02:30 2024-03-31T04:30
}

@test "--transitions lists the changes of a zone" {
    local summer="seconds=1774746000 before=2026-03-29T02:00:00+01:00 after=2026-03-29T03:00:00+02:00 zone_before=CET"
    summer+=" zone_after=CEST gmtoff_before=3600 gmtoff_after=7200 isdst=true"
    local winter="seconds=1792890000 before=2026-10-25T03:00:00+02:00 after=2026-10-25T02:00:00+01:00 zone_before=CEST"
    winter+=" zone_after=CET gmtoff_before=7200 gmtoff_after=3600 isdst=false"
    succeeds "$summer"$'\n'"$winter" \
        xdate --zone Europe/Berlin --transitions 2026
    succeeds "" xdate --zone Asia/Tokyo --transitions 2000-2020
    misused "xos: xdate: --zone and --transitions go together" xdate --zone UTC
    misused "xos: xdate: transitions: '2026-' is not a year, nor two joined by -" xdate --zone UTC --transitions 2026-
    fails 66 "xos: xdate: no such time zone: 'x/y'" xdate --zone x/y --transitions 2026
}

@test "--transitions of 1900 to 2100 are those of Python's zoneinfo" {
    needs python3
    cat >ask.py <<'END'
import json, subprocess, sys, zoneinfo
from datetime import datetime, timedelta, timezone
asked = different = 0
for name in ("Europe/Berlin", "America/St_Johns", "Africa/Casablanca", "Pacific/Apia", "Europe/Dublin"):
    zone = zoneinfo.ZoneInfo(name)
    facts = lambda second: (lambda t: (int(t.utcoffset().total_seconds()), t.tzname(), bool(t.dst())))(
        (datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(seconds=second)).astimezone(zone))
    out = subprocess.run(
        ["xdate", "--json", "--zone", name, "--transitions", "1900-2100"], capture_output=True, text=True
    ).stdout
    listed = [json.loads(line) for line in out.splitlines()]
    for change in listed:
        before, after = facts(change["seconds"] - 1), facts(change["seconds"])
        asked += 1
        different += (before[:2], after) != (
            (change["gmtoff_before"], change["zone_before"]),
            (change["gmtoff_after"], change["zone_after"], change["isdst"]),
        ) or before == after
    for change, following in zip(listed, listed[1:]):  # none in between is missing
        steps = range(change["seconds"], following["seconds"], 86400 * 9)
        asked += 1
        different += len({facts(step) for step in steps}) != 1
print("%d questions, %d differ" % (asked, different))
END
    python3 -c 'import zoneinfo; zoneinfo.ZoneInfo("Pacific/Apia")' 2>/dev/null || skip "no zoneinfo"
    run timeout 60 python3 ask.py
    echo "$output"
    [[ $output =~ ^[0-9]{3,}" questions, 0 differ"$ ]]
}

@test "--synchronized answers what adjtimex says, and --wait waits no longer than it may" {
    needs python3
    state=$(python3 -c 'import ctypes; print(ctypes.CDLL(None).adjtimex(ctypes.create_string_buffer(512)))')
    if ((state == 5)); then
        expect 1 false "" xdate --synchronized
        expect 1 false "" timeout 60 xdate --synchronized --wait 150ms
    else
        succeeds true timeout 60 xdate --synchronized --wait 1h
    fi
    misused "xos: xdate: --wait is for --synchronized" xdate --wait 1s
}

@test "options that exclude each other are refused" {
    misused "xos: xdate: only one of --diff, --file, --transitions and --synchronized" xdate --diff --synchronized
    misused "xos: xdate: either --utc or --tz" xdate --utc --tz UTC
    misused "xos: xdate: surplus argument 'now'" xdate -f x now
}

@test "output that cannot be written is 74" {
    fails 74 "xos: xdate: standard output: No space left on device [ENOSPC]" bash -c 'xdate @0 >/dev/full'
    fails 74 "xos: xdate: standard output: Bad file descriptor [EBADF]" bash -c 'xdate @0 >&-'
}
