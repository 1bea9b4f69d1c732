#!/bin/sh
# Runs commands, each in a fresh folder: reads lines of a number, a tab and a command.
#
#     SHELL try.sh KIND
#
# Makes NUMBER/KIND/in, where the command runs, and beside it out, err and status. XOS_LOAD loads the builtin of the
# shell that runs this; without it, xos is the program.
eval "${XOS_LOAD-}" || exit
tab='	'
while IFS= read -r line; do
    folder=${line%%"$tab"*}/$1
    command=${line#*"$tab"}
    mkdir -p "$folder/in"
    (cd "$folder/in" && eval "$command") >"$folder/out" 2>"$folder/err" </dev/null
    echo $? >"$folder/status"
done
