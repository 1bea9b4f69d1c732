# A table of commands timed in interleaved rounds, for scripts that source common.bash: add each, then measure.
# shellcheck shell=bash
names=() commands=() failed=()
unit=ms      # or µs
with_peaks=0 # 1 where the peak of memory is a column, too
cpu=0        # 1 where CPU time of the command and its children is measured, not the time that passes
prepare=:    # a line of shell that precedes each run and is not measured

# add NAME COMMAND: a row for a line of shell that begins with a program; one that is not here is named as missing.
add() {
    local program=${2%% *}
    if command -v "$program" >/dev/null; then
        names+=("$1")
        commands+=("$2")
    else
        missing+=("${program##*/}")
    fi
}

# run_rounds ROUNDS: the microseconds of each command, its output going nowhere, in $work/times.0 and on.
run_rounds() {
    local i round start
    for ((round = 0; round < $1; round++)); do
        for i in "${!commands[@]}"; do
            eval "$prepare"
            if ((cpu)); then
                start=$({ TIMEFORMAT='%3U %3S' && time eval "${commands[i]}" >/dev/null 2>&1; } 2>&1) || failed[i]=$?
                awk '{ print ($1 + $2) * 1000000 }' <<<"$start" >>"$work/times.$i"
                continue
            fi
            start=${EPOCHREALTIME/./}
            eval "${commands[i]}" >/dev/null 2>&1 || failed[i]=$?
            echo $((${EPOCHREALTIME/./} - start)) >>"$work/times.$i"
        done
    done
}

# in_unit MICROSECONDS
in_unit() {
    if [[ $unit == ms ]]; then awk -v t="$1" 'BEGIN { printf "%.1f", t / 1000 }'; else printf %s "$1"; fi
}

# peak COMMAND: a last column with its peak resident set in MiB; a dash without GNU time.
peak() {
    local kilobytes
    kilobytes=$(eval "command time -f %M $1" 2>&1 >/dev/null | tail -n 1) || true
    if [[ $kilobytes =~ ^[0-9]+$ ]]; then
        awk -v k="$kilobytes" 'BEGIN { printf " %.1f |", k / 1024 }'; else printf ' – |'; fi
}

# print_table TITLE REFERENCE: what the rounds gave; a factor below 1 is a shorter time than the reference's.
print_table() {
    local i time reference='' peaks='' line='' label=$unit
    ((with_peaks == 0)) || { peaks=' peak MiB |' line=' ---: |'; }
    for i in "${!names[@]}"; do
        [[ ${names[i]} != "$2" ]] || reference=$(median <"$work/times.$i")
    done
    title "$1"
    ((cpu == 0)) || label="CPU $unit"
    echo "| program | $label, median | $label, best | of $2 |$peaks"
    echo "| --- | ---: | ---: | ---: |$line"
    for i in "${!names[@]}"; do
        time=$(median <"$work/times.$i")
        printf '| %s | %s | %s | %s |%s\n' "${names[i]}${failed[i]+ (status ${failed[i]})}" "$(in_unit "$time")" \
            "$(in_unit "$(sort -n "$work/times.$i" | head -n 1)")" "$(ratio "$time" "$reference")" \
            "$(((with_peaks == 0)) || peak "${commands[i]}")"
    done
    echo
    rm -f "$work"/times.*
    names=() commands=() failed=()
}

# measure TITLE REFERENCE ROUNDS
measure() {
    run_rounds "$3"
    print_table "$1" "$2"
}
