# A table of commands timed in interleaved rounds, each named beside a reference; for scripts that source common.bash.
# shellcheck shell=bash
names=() commands=()
add() {
    if command -v "$2" >/dev/null; then
        names+=("$1")
        commands+=("${*:2}")
    else
        missing+=("$2")
    fi
}

# microseconds COMMAND: how long it takes, its output going nowhere.
microseconds() {
    local start=${EPOCHREALTIME/./}
    $1 >/dev/null
    echo $((${EPOCHREALTIME/./} - start))
}

# measure TITLE REFERENCE UNIT SCALE ROUNDS: a table of the medians, in SCALEths of microseconds.
measure() {
    local i round reference=
    for ((round = 0; round < $5; round++)); do
        for i in "${!names[@]}"; do
            microseconds "${commands[i]}" >>"$work/times.$i"
        done
    done
    title "$1"
    echo "| program | $3, median | times as fast as $2 |"
    echo "| --- | ---: | ---: |"
    for i in "${!names[@]}"; do
        [[ ${names[i]} != "$2" ]] || reference=$(median <"$work/times.$i")
    done
    for i in "${!names[@]}"; do
        time=$(median <"$work/times.$i")
        printf '| %s | %s | %s |\n' "${names[i]}" "$(awk -v t="$time" -v s="$4" 'BEGIN { printf "%.0f", t / s }')" \
            "$(ratio "$reference" "$time")"
    done
    names=() commands=()
    rm -f "$work"/times.*
}
