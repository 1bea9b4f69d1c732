# Sessions shown in documents ("$ command", then what it prints), run and compared. One block is one shell: bash, or
# with "% command" zsh, which finds modules in the folder XOS_MODULES as well.

# markdown_sessions FILE FOLDER: the ```console blocks of FILE as FOLDER/1, FOLDER/2, ...
markdown_sessions() {
    awk -v folder="$2" '/^```console/ { inside = 1; n++; next } /^```/ { inside = 0 }
                        inside { print > (folder "/" n) }' "$1"
}

# manual_sessions FILE FOLDER: the literal blocks of an mdoc page that begin with a prompt, as FOLDER/1, ...
manual_sessions() {
    awk -v folder="$2" '/^\.Bd -literal/ { inside = 1; first = 1; next } /^\.Ed/ { inside = 0 }
                        inside && first { show = /^[$%] /; n += show; first = 0 }
                        inside && show { print > (folder "/" n) }' "$1"
    [[ ! -e $2/1 ]] || sed -i -e 's/\\-/-/g' -e 's/\\(dq/"/g' -e 's/\\(aq/'\''/g' -e 's/\\e/\\/g' -e 's/^\\&//' "$2"/*
}

# replay FILE: the session as it comes out when its commands are typed: each command echoed, then its output.
replay() {
    local line script='' shell=(bash)
    while IFS= read -r line; do
        [[ $line != '% '* ]] || shell=(zsh -f)
        case $line in
        '$ '* | '% '*) script+=$'\n'"printf '%s\n' ${line@Q}"$'\n'"${line#[$%] }" ;;
        '> '*) script+=$'\n'"${line#> }" ;;
        esac
    done <"$1"
    # shellcheck disable=SC2016 # zsh expands it
    [[ ${shell[0]} == bash ]] || script='module_path=($XOS_MODULES $module_path)'$script
    "${shell[@]}" -c "$script" 2>&1 </dev/null | grep -v '^$'
}

# sessions_hold FOLDER: every session there comes out as it is written, blank lines apart.
sessions_hold() {
    local session
    compgen -G "$1/*" >/dev/null || { echo "no session found"; return 1; }
    for session in "$1"/*; do
        diff <(grep -vE '^$|^> ' "$session") <(replay "$session") || { echo "in session ${session##*/}"; return 1; }
    done
}
