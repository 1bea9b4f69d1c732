# The manual: made from the table, clean, and true.
load ../helper
load ../sessions

prepare() {
    manual=$(cd "$top/man" && pwd)
    mkdir sessions
    export BASH_LOADABLES_PATH=$XOS_BUILD/applets/bash XOS_MODULES=$XOS_BUILD/applets/zsh
}

@test "xos-ops(7) is what the table says today" {
    needs jq
    "$manual/generate" today
    diff "$manual/xos-ops.7" today | head -n 20
    cmp "$manual/xos-ops.7" today
}

@test "lib/ops/left_out.c is what the table says today" {
    [[ -r $top/lib/ops/left_out.c ]] || skip "an installed program"
    mkdir -p copy/lib/ops copy/applets && cp "$top/lib/ops/generate" copy/lib/ops &&
        cp "$top/applets/APPLETS" copy/applets
    XOS_BUILD=$XOS_BUILD copy/lib/ops/generate
    cmp "$top/lib/ops/left_out.c" copy/lib/ops/left_out.c
}

@test "every operation has an entry in xos-ops(7)" {
    needs jq
    xos --list --json | jq -r 'select(.section != "applets") | if .home then .name else .usage end' >wanted
    sed -n 's/^\.It Sy "\\&\(.*\)"$/\1/p' "$manual/xos-ops.7" | sed 's/\\-/-/g; s/""/"/g' >found
    diff wanted found | head -n 20
    cmp wanted found
}

@test "every page passes mandoc -T lint" {
    needs mandoc
    run bash -c "mandoc -T lint '$manual'/*.[17] 2>/dev/null | grep -v 'STYLE: referenced manual not found'"
    [[ -z $output ]] || { echo "$output"; return 1; }
}

@test "xos-exit(7) lists the statuses of --exit-codes" {
    diff <(xos --exit-codes | awk -F '\t' '$1 ~ /^[0-9]+$/ { print $1 ($2 ~ /^EX_/ ? " " $2 : "") }') \
        <(sed -nE 's/^\.It ([0-9]+( EX_[A-Z]+)?)$/\1/p' "$manual/xos-exit.7")
}

@test "every applet has a page" {
    while read -r applet; do
        [[ -e $manual/$applet.1 ]] || { echo "$applet"; return 1; }
    done < <(xos --list --json | sed -n 's/^{"name":"\([^"]*\)","section":"applets".*/\1/p')
}

# without_sessions PAGE LINE: removes the sessions that need a builtin that this build or machine does not have. Fails
# if none is left of a page about that builtin.
without_sessions() {
    grep -lxF -- "$2" "sessions/$1"/* | xargs -r rm
    [[ $1 != xos-@(bash|zsh).1 ]] || compgen -G "sessions/$1/*" >/dev/null
}

@test "the examples of each page give what it shows" {
    for page in "$manual"/*.[17]; do
        name=${page##*/}
        [[ $name != xos-ops.7 ]] || continue # its examples are those of the table
        mkdir -p "sessions/$name" "work/$name" && manual_sessions "$page" "sessions/$name"
        [[ -e $BASH_LOADABLES_PATH/xos ]] || without_sessions "$name" '$ enable -f xos xos' || continue
        { [[ -e $XOS_MODULES/xos.so ]] && command -v zsh >/dev/null; } ||
            without_sessions "$name" '% zmodload xos' || continue
        (cd "work/$name" && sessions_hold "../../sessions/$name") || { echo "in $name"; return 1; }
    done
}

# options TEXT: the options in it, without their values and without the no- of a negation.
options() {
    sed 's|\[no-]||' | grep -oE '(^|[^[:alnum:]-])--?[[:alnum:]][-[:alnum:]]*' |
        sed -E 's/^[^-]//; s/^--no-/--/' | sort -u
}

# told PAGE PATTERN: the options in the lines of the page that match.
told() {
    sed -nE "/$2/{s/\\\\&//g; s/\\\\-/-/g; s/Fl /-/g; p}" "$manual/$1" | options
}

@test "an applet's options in --help are in its page or in xos(1), and those of its page in --help" {
    while read -r applet; do
        xos --help "$applet" | sed -nE '/^Also:/p; s/^  (-.{21}).*/\1/p' | options >helped
        { told "$applet.1" '^\.(It )?Fl ' && told xos.1 '^\.It Fl '; } | sort -u | comm -13 - helped |
            sed "s/^/$applet: not in the page: /"
        told "$applet.1" '^\.It Fl ' | comm -23 - helped | sed "s/^/$applet: not in --help: /"
    done < <(xos --list --json | sed -n 's/^{"name":"\([^"]*\)","section":"applets".*/\1/p') >wrong
    [[ ! -s wrong && -s helped ]] || { cat wrong; return 1; }
}
