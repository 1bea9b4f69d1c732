# Sessions shown in documents ("$ command", then what it prints), run and compared. One block is one shell.

# markdown_sessions FILE FOLDER: the ```console blocks of FILE as FOLDER/1, FOLDER/2, ...
markdown_sessions() {
    awk -v folder="$2" '/^```console/ { inside = 1; n++; next } /^```/ { inside = 0 }
                        inside { print > (folder "/" n) }' "$1"
}

# manual_sessions FILE FOLDER: the literal blocks of an mdoc page that begin with a prompt, as FOLDER/1, ...
manual_sessions() {
    awk -v folder="$2" '/^\.Bd -literal/ { inside = 1; first = 1; next } /^\.Ed/ { inside = 0 }
                        inside && first { show = /^\$ /; n += show; first = 0 }
                        inside && show { print > (folder "/" n) }' "$1"
    [[ ! -e $2/1 ]] || sed -i -e 's/\\-/-/g' -e 's/\\(dq/"/g' -e 's/\\(aq/'\''/g' -e 's/\\e/\\/g' -e 's/^\\&//' "$2"/*
}

# replay FILE: the session as it comes out when its commands are typed: each command echoed, then its output.
replay() {
    local line script=
    while IFS= read -r line; do
        [[ $line == '$ '* || $line == '> '* ]] || continue
        if [[ $line == '$ '* ]]; then
            script+=$'\n'"printf '%s\n' ${line@Q}"$'\n'"${line#\$ }"
        else
            script+=$'\n'"${line#> }"
        fi
    done <"$1"
    bash -c "$script" 2>&1 </dev/null | grep -v '^$'
}

# sessions_hold FOLDER: every session there comes out as it is written, blank lines apart.
sessions_hold() {
    local session
    [[ -e $1/1 ]] || { echo "no session found"; return 1; }
    for session in "$1"/*; do
        diff <(grep -vE '^$|^> ' "$session") <(replay "$session") || { echo "in session ${session##*/}"; return 1; }
    done
}
