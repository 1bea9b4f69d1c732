# The site from the manual. tests/full/site looks at it in a browser; these need mandoc only.
load ../helper

setup_file() {
    command -v mandoc >/dev/null || return 0
    XOS_BUILD=${XOS_BUILD:-$(cd "$BATS_TEST_DIRNAME/../.." && pwd)} "$BATS_TEST_DIRNAME/../../docs/site/generate" \
        "$BATS_FILE_TMPDIR/html"
}

prepare() {
    needs mandoc
    site=$BATS_FILE_TMPDIR/html
}

# anchors FILE: the anchors of a page, in order.
anchors() {
    grep -oE ' id="[^"]*"' "$1" | sed 's/^ id="//; s/"$//' | sort
}

@test "every operation has an anchor in the site, a link in its index, and an entry in its search" {
    needs jq
    xos --list --json | jq -r 'select(.section != "applets").name' | sort >names
    anchors "$site/xos-ops.7.html" >anchors
    succeeds "" comm -23 names anchors
    grep -o 'href="xos-ops.7.html#[^"]*"' "$site/index.html" | sed 's/.*#//; s/"//' | sort | comm -23 names - >missing
    sed 's/^const entries = //; s/;$//' "$site/entries.js" | jq -r '.[][1]' | sed -n 's/^xos-ops.7.html#//p' | sort |
        comm -23 names - >>missing
    [[ ! -s missing ]] || { cat missing; return 1; }
}

@test "every page of the manual is in the site and in its index" {
    for page in "$top"/man/*.[17]; do
        name=${page##*/}.html
        [[ -s $site/$name ]] && grep -qF "href=\"$name\"" "$site/index.html" || { echo "$name"; return 1; }
    done
}

@test "every link in the site leads to a page and an anchor that exist" {
    cd "$site"
    for page in *.html; do
        while IFS='#' read -r file anchor; do
            file=${file:-$page}
            [[ -e $file ]] || echo "$page: $file" >>"$BATS_TEST_TMPDIR/wrong"
            [[ -z $anchor ]] || echo "$file $anchor"
        done < <(grep -oE '(href|src)="[^"]*"' "$page" | cut -d '"' -f 2)
    done | sort -u >"$BATS_TEST_TMPDIR/linked"
    for page in *.html; do anchors "$page" | sed "s/^/$page /"; done | sort >"$BATS_TEST_TMPDIR/anchors"
    comm -23 "$BATS_TEST_TMPDIR/linked" "$BATS_TEST_TMPDIR/anchors" >>"$BATS_TEST_TMPDIR/wrong"
    [[ ! -s $BATS_TEST_TMPDIR/wrong && -s $BATS_TEST_TMPDIR/linked ]] || { cat "$BATS_TEST_TMPDIR/wrong"; return 1; }
}

@test "no anchor is twice in a page of the site" {
    for page in "$site"/*.html; do
        succeeds "" uniq -d <(anchors "$page")
    done
}

@test "the index of the site has the examples of every page by task" {
    for page in "$top"/man/*.[17]; do
        name=${page##*/}
        grep -q '^\.Sh EXAMPLES' "$page" || continue
        wanted=$(sed -n '/^\.Sh EXAMPLES/,/^\.Sh SEE/p' "$page" |
            awk '/^\.Bd/ && before ~ /:$/ { n++ } { before = $0 } END { print n + 0 }')
        found=$(grep -o "href=\"$name.html#example-[0-9]*\"" "$site/index.html" | wc -l)
        ((found >= wanted && found > 0)) || { echo "$name: $found of $wanted"; return 1; }
    done
}
