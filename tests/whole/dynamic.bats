# A static program starts the dynamic one beside it for what needs shared libraries: foreign calls, line editing, the
# encodings of iconv(3). A dynamic program does all of that itself, wherever it is.
load ../helper

prepare() {
    version=$(xos --version) version=${version#xos }
    dynamic=$XOS_BUILD/xos
    ! is_static || dynamic=$(dynamic_program)
    [[ -n $dynamic ]] || skip "there is no dynamic program beside this static one"
    mkdir -p here/bin here/libexec/xos alone
    cp "$XOS_BUILD/xos" here/bin/xos
    cp "$XOS_BUILD/xos" alone/xos
    cp "$dynamic" "here/libexec/xos/xos-$version"
    for ffi in "${dynamic%/*}"/{libexec/,../libexec/xos/,}ffi; do
        [[ ! -x $ffi ]] || cp "$ffi" here/libexec/xos/ffi
    done
}

# koi8 CMD... : CMD with a letter of KOI8-R as input.
koi8() {
    printf '\xf3' | "$@"
}

@test "an encoding of iconv is converted, whatever name and options the program was called with" {
    ln -s xos here/bin/xio
    koi8 here/bin/xio copy --from koi8-r >read || skip "the dynamic program does not use iconv"
    succeeds С cat read
    succeeds С koi8 here/bin/xos xio copy --from koi8-r
    succeeds '{"text":"С"}' koi8 here/bin/xos --json io copy --from=koi8-r --to utf-8 --errors replace -
    echo С | here/bin/xio copy --to koi8-r -o 'a b'
    succeeds ' f3 0a' od -An -tx1 'a b'
}

@test "an encoding that nobody knows is refused in the same words" {
    fails 64 "xos: io: from: unknown encoding 'koi8-q' (did you mean koi8-r, koi8-u?) (see xio --help)" \
        koi8 here/bin/xos io copy --from koi8-q
}

@test "foreign calls are made" {
    [[ -x here/libexec/xos/ffi ]] || skip "this build makes no foreign calls"
    succeeds 3 here/bin/xos xcall - 'int abs(int)' -3
    succeeds 4 here/bin/xos sh --ffi -c 'c = cdll -; call $c "int abs(int)" -4'
    succeeds 'a b' here/bin/xos xsh --ffi -c 'print $1' 'a b'
}

@test "a result descriptor is handed over" {
    [[ -x here/libexec/xos/ffi ]] || skip "this build makes no foreign calls"
    here/bin/xos sh --ffi --result-fd 7 -c 'print hi' 7>result
    succeeds hi cat result
}

@test "the one file alone says what it lacks; so it does beside a program of another version" {
    is_static || return 0
    mv "here/libexec/xos/xos-$version" here/libexec/xos/xos-0.0.1
    for xos in alone/xos here/bin/xos; do
        fails 69 "xos: xio: from: koi8-r is not in this build (configure --with-iconv)" koi8 $xos xio copy --from koi8-r
        fails 69 "xos: xsh: foreign calls need libexec/xos/ffi, which was not found" $xos sh --ffi -c 'cdll -'
    done
}

@test "a static program in the place of the dynamic one does not start itself again and again" {
    is_static || return 0
    cp alone/xos "here/libexec/xos/xos-$version"
    fails 69 "xos: xio: from: koi8-r is not in this build (configure --with-iconv)" \
        koi8 here/bin/xos xio copy --from koi8-r
}

@test "nothing but these starts it" {
    needs strace
    for command in "xos getpid" "xio copy --from latin-1" "xos sh -c" "xos sh --help" "xio --help"; do
        strace -f -qq -e trace=execve -o calls $command </dev/null >/dev/null || true
        (($(wc -l <calls) == 1))
    done
}
