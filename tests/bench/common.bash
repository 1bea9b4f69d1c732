# What the scripts of this folder share: where the program is, a folder to work in, the look of a table. A script prints
# Markdown on standard output and names a peer that is not installed in the array `missing`.
source=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
: "${XOS_BUILD:=$source}"
work=$(mktemp -d)
export LC_ALL=C.UTF-8 PATH=$XOS_BUILD:$work:$PATH
missing=()
trap 'finish' EXIT

finish() {
    rm -rf "$work"
    ((${#missing[@]} == 0)) || printf '\nNot on this machine: %s.\n' "$(printf '%s, ' "${missing[@]}" | sed 's/, $//')"
}

# title TEXT: the heading of a table.
title() {
    printf '### %s\n\n' "$1"
}

# compile NAME [FLAG...]: tests/bench/NAME.c as $work/NAME, which is in PATH.
compile() {
    ${CC:-cc} -O2 -pthread "${@:2}" -o "$work/$1" "$source/tests/bench/$1.c"
}

# compile_nothing: the cheapest program as $work/nothing; where it does not run, true.
compile_nothing() {
    compile nothing -static -nostdlib && "$work/nothing" || cp /bin/true "$work/nothing"
}

# ratio A B: A/B with two decimals; a dash where there is no B.
ratio() {
    awk -v a="$1" -v b="${2:-0}" 'BEGIN { if (b + 0 > 0) printf "%.2f", a / b; else print "–" }'
}

# median: of the numbers on standard input.
median() {
    sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'
}
