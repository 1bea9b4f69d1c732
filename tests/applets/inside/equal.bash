# What the program does and what a shell's builtin does, compared for many commands.
tries=$top/tests/applets/inside/try.sh

# by_program KIND <COMMANDS, by_bash KIND <COMMANDS, by_zsh KIND <COMMANDS: numbered commands, run as try.sh says, with
# TRIES_PATH as PATH.
by_program() {
    PATH=$TRIES_PATH LC_ALL=C TZ=UTC bash "$tries" "$1"
}
by_bash() {
    # shellcheck disable=SC2016 # try.sh expands it
    PATH=$TRIES_PATH LC_ALL=C TZ=UTC XOS_LOAD='enable -f "$XOS_BUILTIN" xos' bash "$tries" "$1"
}
by_zsh() {
    # shellcheck disable=SC2016
    PATH=$TRIES_PATH LC_ALL=C TZ=UTC XOS_LOAD='MODULE_PATH=$XOS_MODULES:$MODULE_PATH && zmodload xos' \
        zsh --emulate sh -f "$tries" "$1"
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

# alike FILE FILE: the same but for numbers, and what the shell says of a program that a signal has ended.
alike() {
    local plain='/try\.sh: line [0-9]+: .* Aborted /d; s/ *[0-9]+/N/g; s#(once|twice|inside)#KIND#g'
    diff -q <(sed -E "$plain" "$1") <(sed -E "$plain" "$2") >/dev/null
}

# differing COMMANDS: the numbered commands of the file that came out otherwise inside the shell.
differing() {
    local number command
    while IFS=$'\t' read -r number command; do
        same "$number/once" "$number/inside" || printf '%s\t%s\n' "$number" "$command"
    done <"$1"
}

# judge NUMBER COMMAND: tells what differs, for which there is no good reason. Numbers that differ between two runs of
# the program may differ from the builtin's; of random results, and of what belongs to the process, only that there is
# something is compared.
judge() {
    local file
    for file in out err status; do
        if cmp -s "$1/once/$file" "$1/inside/$file"; then
            continue
        elif [[ $file == out && $2 == @(*random*|*temp*|*dllist*) ]]; then
            [[ ! -s $1/once/out || ! -s $1/inside/out ]] || continue
        elif grep -qE '/dev/pts/|try.sh: line' "$1/once/$file" && alike "$1/once/$file" "$1/inside/$file"; then
            continue # other programs open terminals, too; zsh does not report the signal
        elif ! cmp -s "$1/once/$file" "$1/twice/$file" && alike "$1/once/$file" "$1/inside/$file"; then
            continue
        fi
        echo "$2: $file differs"
        diff -a "$1/once/$file" "$1/inside/$file" | head -n 6
    done
}

# compare SHELL COMMANDS: prints what differs between the program, which has run the file's commands (by_program once),
# and the builtin of the shell.
compare() {
    local number command
    rm -rf ./*/inside ./*/twice
    "by_$1" inside <"$2" || return
    differing "$2" >"$2.differing"
    by_program twice <"$2.differing" || return
    while IFS=$'\t' read -r number command; do
        judge "$number" "$command"
    done <"$2.differing"
}
