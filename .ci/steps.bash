# What .ci/run and .ci/nightly share: steps that are counted, a suite's own counts added.
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit
# shellcheck source=../tests/full/wants.bash
. tests/full/wants.bash
passed=0 failed=0
work=$(mktemp -d)
chmod 755 "$work" # tests that become an ordinary user run the builds in it
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT

# step NAME CMD...: one check; its output is shown if it fails.
step() {
    local name=$1 start=$SECONDS log
    shift
    log=$(mktemp "$work/log.XXXXXX")
    if "$@" >"$log" 2>&1; then
        passed=$((passed + 1))
        echo "ok   $name ($((SECONDS - start)) s)"
    else
        failed=$((failed + 1))
        echo "FAIL $name ($((SECONDS - start)) s)"
        tail -n 60 "$log"
    fi
}

# beside FUNCTION: starts a function of steps that run at low priority beside what follows.
beside() {
    (
        renice -n 10 "$BASHPID" >/dev/null
        "$1" >"$work/$1.lines" 2>&1
        echo "$passed $failed" >"$work/$1.counts"
    ) &
}

# results FUNCTION: waits for it, shows its lines and adds its counts.
results() {
    local counts
    wait
    cat "$work/$1.lines"
    read -ra counts <"$work/$1.counts" || counts=(0 1)
    passed=$((passed + counts[0]))
    failed=$((failed + counts[1]))
}

# suite NAME CMD...: a command that ends with "N passed, N failed, N skipped"; those are added, or one failure if the
# line is missing or the status contradicts it.
suite() {
    local name=$1 start=$SECONDS status counts log
    shift
    log=$(mktemp "$work/log.XXXXXX")
    "$@" 2>&1 | tee "$log" | grep -vE '^ok '
    status=${PIPESTATUS[0]}
    counts=$(grep -oE '^[0-9]+ passed, [0-9]+ failed' "$log" | tail -n 1)
    if [[ $counts =~ ^([0-9]+)\ passed,\ ([0-9]+) ]]; then
        passed=$((passed + BASH_REMATCH[1]))
        failed=$((failed + BASH_REMATCH[2]))
        ((status == 0 || BASH_REMATCH[2] > 0)) || failed=$((failed + 1))
    else
        failed=$((failed + 1))
    fi
    echo "---- $name: ${counts:-no result}, status $status ($((SECONDS - start)) s)"
}

# build FOLDER [CONFIGURE-ARGUMENT...]: the distributed sources, built out of their tree.
build() {
    local folder=$work/$1
    shift
    mkdir -p "$folder" && (cd "$folder" && "$work/src/configure" --quiet "$@") && make -s -j"$(nproc)" -C "$folder"
}

summary() {
    echo "$passed passed, $failed failed"
    ((failed == 0))
}
