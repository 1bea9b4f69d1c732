# README.md says nothing that does not hold.
load ../helper
load ../sessions

prepare() {
    root=$(cd "$top" && pwd)
    mkdir sessions
}

@test "every session in the README comes out as shown" {
    needs jq
    markdown_sessions "$root/README.md" sessions
    mkdir work && cd work
    umask 022
    sessions_hold ../sessions
}

@test "the pictures are what docs/pictures/make makes from the program" {
    needs python3
    XOS_BUILD=$(dirname "$(command -v xos)") "$root/docs/pictures/make" .
    for picture in "$root"/docs/pictures/*.svg; do
        cmp "$picture" "${picture##*/}"
        grep -qF "](docs/pictures/${picture##*/})" "$root/README.md"
    done
}

@test "the README's two commands are there word for word, and CI begins with the second" {
    grep -qxF '    ./bootstrap && ./xos walk --count .' "$root/README.md"
    grep -qxF '    ./bootstrap && make check' "$root/README.md"
    grep -qxF '    ./bootstrap && make check' "$root/.ci/run"
}

@test "the README's first command counts the tree" {
    cd "$root"
    run xos walk --count .
    [[ $status == 0 && $output -gt 100 ]]
}

@test "every file that the README names is there" {
    while read -r file; do
        [[ -e $root/$file ]] || { echo "$file"; return 1; }
    done < <(grep -oE '\]\([^)h][^)]*\)' "$root/README.md" | tr -d '])(')
}

@test "the operation that CONTRIBUTING shows is in the tree, line by line" {
    while IFS= read -r line; do
        grep -qxF -e "$line" "$root"/lib/os/process.h "$root/lib/ops/os/process.c" "$root/tests/ops/os/process.bats" ||
            echo "$line" >>wrong
    done < <(sed -n '/^   ```[a-z]/,/^   ```$/{/```/d; s/^   //; /^ *\.\.\.$/d; /./p}' "$root/CONTRIBUTING.md" |
        tee shown)
    [[ ! -s wrong && -s shown ]] || { cat wrong; return 1; }
}

@test "every file and folder that CONTRIBUTING names is there" {
    while read -r file; do
        compgen -G "$root/$file" >/dev/null || echo "$file" >>wrong
    done < <(grep -oE '`[^`]+`|^    (\.ci|tests)/[^ ]+' "$root/CONTRIBUTING.md" | tr -d '` ' |
        grep -E '^(applets|completions|debian|lib|man|packaging|tests|\.ci)/[^ ]*$' | grep -v NAME | tee named)
    [[ ! -s wrong && -s named ]] || { cat wrong named; return 1; }
}
