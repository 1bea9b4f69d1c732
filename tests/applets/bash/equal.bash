#!/bin/bash
# Reads NAME, a tab, EXAMPLE a line; runs each example, and the name with words that it must refuse, by the program and
# by the builtin, in fresh folders, and tells what differs in standard output, standard error or status.
#
# The builtin is XOS_BUILTIN, the program the first xos in PATH.
shopt -s nullglob
export LC_ALL=C TZ=UTC

# try FOLDER COMMAND: runs it in the folder, with out, err and status beside it.
try() {
    mkdir -p "$1/in"
    (cd "$1/in" && eval "$2") >"$1/out" 2>"$1/err" </dev/null
    echo $? >"$1/status"
}

# by_program FOLDER COMMAND, by_builtin FOLDER COMMAND
by_program() {
    enable -n xos
    try "$1" "$2"
    enable xos
}
by_builtin() {
    try "$1" "$2"
}

# same FOLDER FOLDER: both runs came out alike.
same() {
    local file one two
    for file in out err status; do
        mapfile -d '' one <"$1/$file"
        mapfile -d '' two <"$2/$file"
        [[ ${one[*]@Q} == "${two[*]@Q}" ]] || return
    done
}

# alike FILE FILE: the same but for numbers.
alike() {
    diff -q <(sed -E 's/[0-9]+/N/g; s#(twice|once|inside)#FOLDER#g' "$1") <(sed -E 's/[0-9]+/N/g; s#(twice|once|inside)#FOLDER#g' "$2") >/dev/null
}

# compare NAME COMMAND: the program runs twice; numbers that differ between its runs may differ from the builtin's. Of
# random results, and of what belongs to the process, only that there is something is compared.
compare() {
    local folder=$((++count)) file
    mkdir "$folder"
    by_program "$folder/once" "$2"
    by_builtin "$folder/inside" "$2"
    ! same "$folder/once" "$folder/inside" || return 0
    by_program "$folder/twice" "$2"
    for file in out err status; do
        if cmp -s "$folder/once/$file" "$folder/inside/$file"; then
            continue
        elif [[ $file == out && $1\ $2 == @(*random*|*temp*|dllist*) ]]; then
            [[ ! -s $folder/once/out || ! -s $folder/inside/out ]] || continue
        elif grep -q /dev/pts/ "$folder/once/$file" && alike "$folder/once/$file" "$folder/inside/$file"; then
            continue # other programs open terminals, too
        elif ! cmp -s "$folder/once/$file" "$folder/twice/$file" && alike "$folder/once/$file" "$folder/inside/$file"; then
            continue
        fi
        echo "$2: $file differs"
        diff -a "$folder/once/$file" "$folder/inside/$file" | head -n 6
    done
}

enable -f "$XOS_BUILTIN" xos || exit
count=0
while IFS=$'\t' read -r name example; do
    compare "$name" "$example"
    compare "$name" "xos --json $name surplus surplus surplus surplus surplus --surplus"
done
