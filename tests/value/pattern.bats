# Globs and regular expressions, asked side by side with find's and grep's.
load ../helper

@test "--name matches what find -name matches" {
    touch a ab abc .hidden 'a[b' 'a]b' 'x*y' x-y 'back\slash' 1 12 A $'new\nline' $'\351t\351'
    while read -r glob; do
        cmp <(xwalk -0 --sort --min-depth 1 --name "$glob" .) \
            <(LC_ALL=C find . -mindepth 1 -name "$glob" -print0 | LC_ALL=C sort -z) ||
            { echo "$glob"; return 1; }
    done \
        <<<$'*\n?\na*\n*b*\n[ab]*\n[!a]*\n[^a]\n[a-c]?\n[]a]*\n[[:digit:]]*\n[[:upper:]]\n[![:alpha:]]\n*[*]*\nx\\*y\nx[-*]y\na[\n[\n*\\\\*\n**c\n.*\n*e*\n[\\]]\na[\\]]b'
}

@test "--match finds what grep -E finds" {
    touch f && setfattr -n user.a f 2>/dev/null || skip "no extended attributes here"
    for name in ab abc abab aXb 12 123 a.b a+b z1z; do xos setxattr f "user.$name" ""; done
    while read -r pattern; do
        diff <(xattr-tool list --match "$pattern" f) <(xattr-tool list f | grep -E -- "$pattern") ||
            { echo "$pattern"; return 1; }
    done \
        <<<$'a\n^user\\.a\nb$\n^user\\.(ab)+$\nab?c?$\na.b\na\\.b\n[0-9]{2}$\n[0-9]{3,}\n^user\\.1?[0-9]{,1}$\n\\.(ab){,}c\n1|X\n(a|b)(a|b)c\n[^a-z.]\n[[:digit:]]z\nx*\n(ab){2}\nq{0}a$\na[+]b\n()z\n^$'
}

@test "a malformed regular expression is a usage error" {
    touch f
    fails 64 "xos: xattr-tool: match: '(a': a ( is not closed" xattr-tool list --match '(a' f
    fails 64 "xos: xattr-tool: match: '[a': a [ is malformed or not closed" xattr-tool list --match '[a' f
    for pattern in '*a' '^*' '(+)' 'a|?' '{2}'; do
        fails 64 "xos: xattr-tool: match: '$pattern': there is nothing to repeat" xattr-tool list --match "$pattern" f
    done
    for pattern in '[z-a]' '[[:vowel:]]' '[[.a.]]' 'x[]'; do
        fails 64 "xos: xattr-tool: match: '$pattern': a [ is malformed or not closed" \
            xattr-tool list --match "$pattern" f
    done
    fails 64 "xos: xattr-tool: match: 'a)': a ) closes nothing" xattr-tool list --match 'a)' f
    fails 64 "xos: xattr-tool: match: '\w': a backslash before a letter or digit has no meaning" \
        xattr-tool list --match '\w' f
    fails 64 "xos: xattr-tool: match: 'a{3,1}': the bounds of a repetition are the wrong way round" \
        xattr-tool list --match 'a{3,1}' f
    for bounds in 1001 10000 '1,99999999999'; do
        fails 64 "xos: xattr-tool: match: 'a{$bounds}': it is too long" xattr-tool list --match "a{$bounds}" f
    done
    fails 64 "xos: xattr-tool: match: '(((a{99}){99}){99}': it is too long" \
        xattr-tool list --match '(((a{99}){99}){99}' f
}

@test "no pattern takes exponential time" {
    touch f && setfattr -n user.ab f 2>/dev/null || skip "no extended attributes here"
    name=user.$(printf 'a%.0s' {1..200}) pattern=$(printf '(a*)*%.0s' {1..60})
    setfattr -n "$name" f
    succeeds user.ab timeout 10 xattr-tool list --match "^user\.($pattern)*b" f
}

@test "each class of characters is find's, byte by byte" {
    for i in {1..127}; do
        name=$(printf "x\\$(printf %03o "$i")x")
        [[ $name == */* || $name == xx ]] || touch -- "$name"
    done
    for class in alnum alpha blank cntrl digit graph lower print punct space upper xdigit; do
        cmp <(xwalk -0 --sort --min-depth 1 --name "x[[:$class:]]x" .) \
            <(LC_ALL=C find . -mindepth 1 -name "x[[:$class:]]x" -print0 | LC_ALL=C sort -z) ||
            { echo "$class"; return 1; }
    done
}

@test "a regular expression that is too large is a usage error" {
    touch f
    deep=$(printf '%0200d' 0 | tr 0 '(')
    fails 64 "xos: xattr-tool: match: '$deep': it is nested too deeply" xattr-tool list --match "$deep" f
    fails 64 "xos: xattr-tool: match: 'a\\': it ends in a backslash" xattr-tool list --match 'a\' f
    sets=$(printf '%099d' 0 | sed 's/0/[a-z]/g')
    run xattr-tool list --match "$sets" f
    [[ $status == 64 && $output == *"': it is too long (see xattr-tool --help)" ]]
}
