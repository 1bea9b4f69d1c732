# xlog's timed files beside Python's TimedRotatingFileHandler while the clock goes on, jumps and steps back.
load ../../helper

prepare() {
    unset "${!XLOG_@}"
    export TZ=Europe/Berlin
    if [[ -n $(readelf -d "$XOS_BUILD/xos" | grep NEEDED) ]]; then
        ${CC:-cc} -shared -fPIC -o faketime.so "$top/tests/applets/log/faketime.c"
    fi
}

# at SECONDS CMD...: CMD with the clock at that time.
at() {
    FAKE_TIME=$1 LD_PRELOAD=$PWD/faketime.so "${@:2}"
}

# python_writes SECONDS FILE WHEN KEYWORDS TEXT
python_writes() {
    at "$1" python3 -c '
import logging, logging.handlers, sys
handler = logging.handlers.TimedRotatingFileHandler(sys.argv[1], when=sys.argv[2], **eval(sys.argv[3]))
handler.emit(logging.makeLogRecord({"msg": sys.argv[4]}))' "${@:2}"
}

# python_at FILE WHEN KEYWORDS SECONDS...: as many runs of python_writes, each with its time as text and as the file's
# time, in one process.
python_at() {
    python3 -c '
import logging, logging.handlers, os, sys, time
for now in map(int, sys.argv[4:]):
    time.time = lambda: float(now)
    handler = logging.handlers.TimedRotatingFileHandler(sys.argv[1], when=sys.argv[2], **eval(sys.argv[3]))
    handler.emit(logging.makeLogRecord({"msg": now}))
    handler.close()
    os.utime(sys.argv[1], (now, now))' "$@"
}

# Times of a working day, of nights with a change of the clocks, of weeks.
times() {
    date -d "$1" +%s
    for step in 10 50 3000 3600 7300 30000 86000 90000 604000; do echo "$(($(date -d "$1" +%s) + step))"; done | sort -n
}

@test "files get the same names and contents as Python's, over changes of daylight saving" {
    unsanitized "must be loaded first"
    needs python3
    [[ -e faketime.so ]] || skip "the program is static"
    for start in '2024-01-10 12:00' '2024-03-30 23:59:30' '2024-10-27 02:30'; do
        mapfile -t moments < <(times "$start")
        for kind in 'S {}' 'M {}' 'H {}' 'D {}' 'midnight {}' 'W2 {}' 'H {"interval":2}' 'midnight {"backupCount":2}' \
            'midnight {"utc":True}'; do
            read -r when keywords <<<"$kind"
            keys=$(sed 's/[{}]//g; s/"interval":/,interval=/; s/"backupCount":/,count=/; s/"utc":True/,utc/' \
                <<<"$keywords")
            rm -f x.log* p.log*
            for now in "${moments[@]}"; do
                at "$now" xlog info "$now" --to "timed:x.log,when=$when$keys,format=%(message)s"
                touch -d "@$now" x.log
            done
            python_at p.log "$when" "$keywords" "${moments[@]}"
            diff <(cd . && for f in x.log*; do echo "${f#x}"; cat "$f"; done) <(for \
                f in p.log*; do echo "${f#p}"; cat "$f"; done) ||
                { echo "$start $kind" && false; }
        done
    done
}

@test "both write one set of files in turns" {
    unsanitized "must be loaded first"
    needs python3
    [[ -e faketime.so ]] || skip "the program is static"
    base=$(date -d '2024-01-10 12:00' +%s)
    for ((i = 0; i < 12; i++)); do
        now=$((base + i * 4000))
        if ((i % 2)); then python_writes "$now" log H '{}' "$i"; else at "$now" xlog info \
            "$i" --to "timed:log,when=H,format=%(message)s"; fi
        touch -d "@$now" log
    done
    succeeds "$(seq 0 11)" xlog cat log
    (($(ls log* | wc -l) >= 4))
}

@test "a clock that steps back loses nothing and replaces nothing" {
    unsanitized "must be loaded first"
    [[ -e faketime.so ]] || skip "the program is static"
    base=$(date -d '2024-01-10 12:00' +%s)
    n=0
    for step in 0 4000 8000 -5000 -1000 9000 -20000 4000 -86400 100000 0 8000; do
        base=$((base + step))
        at "$base" xlog info "$((n++))" --to 'timed:log,when=H,format=%(message)s'
        touch -d "@$base" log
    done
    [[ $(cat log* | sort -n) == "$(seq 0 $((n - 1)))" ]]
}
