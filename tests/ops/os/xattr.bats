# Linux extended attributes: getxattr, listxattr, removexattr, setxattr.
load ../../helper

prepare() {
    touch file
    ln -s file link
    ln -s nowhere dangling
    xos setxattr file user.probe x 2>/dev/null && xos removexattr file user.probe ||
        skip "the tests' file system has no user.* attributes"
}

# a folder of the test's own where a value may have XATTR_SIZE_MAX bytes: tmpfs has no block to fit it into.
needs_large_values() {
    large=$(mktemp -d /dev/shm/xos.XXXXXX) || skip "no /dev/shm"
    touch "$large/file"
    head -c 65536 /dev/zero | xos setxattr "$large/file" user.probe --stdin || skip "/dev/shm takes no value of 64 KiB"
}

teardown() {
    rm -rf "${large-}"
}

@test "getxattr gives the very bytes that setxattr was given" {
    succeeds "" xos setxattr file user.word "two words"
    succeeds "two words" xos getxattr file user.word
    succeeds '{"text":"two words"}' xos getxattr file user.word --json
    succeeds "dHdvIHdvcmRz" xos getxattr file user.word --base64
}

@test "a value may hold any byte, NUL and newline at its end too" {
    printf 'a\0\xff\n\n' | xos setxattr file user.bytes --stdin
    succeeds "6100ff0a0a" xos getxattr file user.bytes --hex
    succeeds '{"bytes":"YQD/Cgo="}' xos getxattr file user.bytes --json
    [[ $(xos getxattr file user.bytes | od -An -tx1) == " 61 00 ff 0a 0a" ]]
}

@test "a value may be empty" {
    succeeds "" xos setxattr file user.empty ""
    succeeds '{"text":""}' xos getxattr file user.empty --json
    succeeds '[""]' jq -c '[.text]' <(xos getxattr file user.empty --json)
}

@test "setxattr decodes hex and base64" {
    xos setxattr file user.hex 00ff --hex
    succeeds "00ff" xos getxattr file user.hex --hex
    xos setxattr file user.base64 AP8= --base64
    succeeds "00ff" xos getxattr file user.base64 --hex
    fails 64 "xos: setxattr: value: '0g' is not hex" xos setxattr file user.hex 0g --hex
}

@test "digits on standard input may contain line ends and blanks" {
    xos setxattr file user.a "$(printf '%080d' 7)"
    for form in hex base64; do
        xos getxattr file user.a --$form | xos setxattr file user.b --$form --stdin
        xos getxattr file user.a --$form | fold -w 60 | xos setxattr file user.c --stdin --$form
        xos getxattr file user.a --$form -0 | xattr-tool set --$form --stdin user.d file
        xos getxattr file user.a --$form | sed 's/../& /g' | xattr-tool set --$form --stdin user.e file
        for name in b c d e; do succeeds "$(printf '%080d' 7)" xos getxattr file user.$name; done
    done
    fails 64 "xos: setxattr: value: '4' is not hex" bash -c 'echo 4 | xos setxattr file user.a --hex --stdin'
}

@test "listxattr lists names, an item a line, an array, or NUL-closed" {
    xos setxattr file user.a 1
    xos setxattr file $'user.new\nline' 2
    succeeds $'user.a\nuser.new\nline' xos listxattr file
    succeeds '["user.a","user.new\nline"]' xos listxattr file --json
    [[ $(xos listxattr file -0 | tr '\0' ';') == $'user.a;user.new\nline;' ]]
}

@test "listxattr without a path lists the current directory's" {
    xos setxattr . user.here 1
    succeeds "user.here" xos listxattr
}

@test "a missing attribute, a missing file and a file system without attributes have three statuses" {
    fails 65 "xos: getxattr: user.none: file: No data available [ENODATA]" xos getxattr file user.none
    fails 66 "xos: getxattr: user.a: none: No such file or directory [ENOENT]" xos getxattr none user.a
    fails 69 "xos: getxattr: user.a: /proc/self/stat: Operation not supported [ENOTSUP]" \
        xos getxattr /proc/self/stat user.a
    fails 65 "xos: removexattr: user.none: file: No data available [ENODATA]" xos removexattr file user.none
}

@test "a name without a namespace is not supported, an empty one and one of 256 bytes out of range" {
    fails 69 "xos: setxattr: plain: file: Operation not supported [ENOTSUP]" xos setxattr file plain 1
    fails 65 "xos: setxattr: : file: Numerical result out of range [ERANGE]" xos setxattr file "" 1
    fails 65 "xos: getxattr: user.$(printf '%0251d' 0): file: Numerical result out of range [ERANGE]" \
        xos getxattr file "user.$(printf '%0251d' 0)"
}

@test "XATTR_CREATE refuses an attribute that is there, XATTR_REPLACE one that is not" {
    fails 65 "xos: setxattr: user.a: file: No data available [ENODATA]" xos setxattr file user.a 1 XATTR_REPLACE
    succeeds "" xos setxattr file user.a 1 XATTR_CREATE
    fails 73 "xos: setxattr: user.a: file: File exists [EEXIST]" xos setxattr file user.a 2 XATTR_CREATE
    succeeds "" xos setxattr file user.a 3 XATTR_REPLACE
    succeeds "3" xos getxattr file user.a
}

@test "flags that no file system knows are invalid, and unknown names a usage error" {
    fails 65 "xos: setxattr: user.a: file: Invalid argument [EINVAL]" xos setxattr file user.a 1 4
    fails 64 "xos: setxattr: flags: '4294967296' is not in range" xos setxattr file user.a 1 4294967296
    run -64 xos setxattr file user.a 1 XATTR_APPEND
}

@test "each takes a descriptor, and not beside --no-follow-symlinks" {
    exec 7<file
    succeeds "" xos setxattr fd:7 user.a 1
    succeeds "1" xos getxattr fd:7 user.a
    succeeds "user.a" xos listxattr fd:7
    succeeds "" xos removexattr fd:7 user.a
    for op in "getxattr fd:7 a" "listxattr fd:7" "removexattr fd:7 a" "setxattr fd:7 a 1"; do
        fails 64 "xos: ${op%% *}: fd:N and --no-follow-symlinks exclude each other" xos $op --no-follow-symlinks
    done
}

@test "a descriptor that is not open is EBADF, a closed standard stream too" {
    fails 66 "xos: getxattr: user.a: fd:99: Bad file descriptor [EBADF]" xos getxattr fd:99 user.a
    fails 66 "xos: listxattr: Bad file descriptor [EBADF]" xos listxattr fd:-1
    run -66 bash -c 'xos listxattr fd:0 <&-'
}

@test "fd:-100, which is AT_FDCWD to the kernel, is not the current directory" {
    xos setxattr . user.a 1
    for op in "setxattr fd:-100 user.a 1" "getxattr fd:-100 user.a" "removexattr fd:-100 user.a"; do
        fails 66 "xos: ${op%% *}: user.a: Bad file descriptor [EBADF]" xos $op
    done
    fails 66 "xos: listxattr: Bad file descriptor [EBADF]" xos listxattr fd:-100
    succeeds "user.a" xos listxattr .
}

@test "a file that is named like a descriptor is reached as ./fd:3" {
    touch fd:3
    succeeds "" xos setxattr ./fd:3 user.a named
    succeeds "named" xos getxattr ./fd:3 user.a
}

@test "links are followed, unless --no-follow-symlinks asks for the link's own" {
    xos setxattr link user.a 1
    succeeds "user.a" xos listxattr file
    succeeds "" xos listxattr link --follow-symlinks=no
    succeeds "" xos listxattr dangling --no-follow-symlinks
    fails 65 "xos: getxattr: user.a: link: No data available [ENODATA]" xos getxattr link user.a --no-follow-symlinks
    fails 66 "xos: getxattr: user.a: dangling: No such file or directory [ENOENT]" xos getxattr dangling user.a
}

@test "a link's own trusted attribute is set, read, listed and removed" {
    needs_root
    xos setxattr link trusted.a own --no-follow-symlinks || skip "no trusted.* attributes here"
    succeeds "own" xos getxattr link trusted.a --no-follow-symlinks
    succeeds "trusted.a" xos listxattr link --no-follow-symlinks
    succeeds "" xos listxattr file
    succeeds "" xos removexattr link trusted.a --no-follow-symlinks
}

@test "a value of XATTR_SIZE_MAX bytes comes back whole, one byte more is E2BIG" {
    needs_large_values
    [[ $(xos getxattr "$large/file" user.probe | wc -c) == 65536 ]]
    head -c 65537 /dev/zero >big
    fails 65 "xos: setxattr: user.big: $large/file: Argument list too long [E2BIG]" xos setxattr "$large/file" \
        user.big --stdin <big
    succeeds "user.probe" xos listxattr "$large/file"
}

@test "values of every size around a buffer's end come back whole" {
    needs_large_values
    for size in 0 1 511 512 513 8191 8192 8193 65535; do
        head -c $size /dev/zero | tr '\0' x | xos setxattr "$large/file" user.sized --stdin
        [[ $(xos getxattr "$large/file" user.sized | tr -d x | wc -c) == 0 ]]
        [[ $(xos getxattr "$large/file" user.sized | wc -c) == "$size" ]]
    done
}

@test "many names are listed whole" {
    needs_large_values
    for i in {1..150}; do xos setxattr "$large/file" "user.$i.$(printf '%0200d' 0)" ""; done
    [[ $(xos listxattr "$large/file" | sort -u | wc -l) == 151 ]]
}

@test "a value that grows between two calls is read whole" {
    needs strace
    xos setxattr file user.a hello
    succeeds hello strace -o trace -e trace=getxattr -e inject=getxattr:error=ERANGE:when=1 xos getxattr file user.a
    [[ $(grep -c ERANGE trace) == 1 ]]
}

@test "an ordinary user may not write against the permissions" {
    needs_root
    chmod 755 . && chmod 644 file
    fails 77 "xos: setxattr: user.a: $PWD/file: Permission denied [EACCES]" as_user "$(command -v xos)" \
        setxattr "$PWD/file" user.a 1
}
