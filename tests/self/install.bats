# `make install`: every file where packages and shells look for it, and nothing left by `make uninstall`.
load ../helper

prepare() {
    [[ -r $XOS_BUILD/Makefile ]] || skip "an installed program is tested, not a build"
    needs make
    unset MAKEFLAGS MFLAGS MAKELEVEL DESTDIR
    make=(make -s -C "$XOS_BUILD" prefix=/usr DESTDIR="$BATS_TEST_TMPDIR/root")
}

# tree: what is below root, an entry a line: a link with what it names.
tree() {
    (cd root && find . \( -type l -printf '%P -> %l\n' -o -type f -printf '%P\n' \) | LC_ALL=C sort)
}

expected() {
    local applet
    for applet in $(applets); do
        printf '%s\n' "usr/bin/$applet -> xos" "usr/share/bash-completion/completions/$applet -> xos" \
            "usr/share/fish/vendor_completions.d/$applet.fish -> xos.fish" "usr/share/man/man1/$applet.1"
    done
    [[ ! -e $XOS_BUILD/applets/bash/xos ]] || echo usr/lib/bash/xos # built where bash's headers are
    [[ ! -e $XOS_BUILD/applets/zsh/xos.so ]] || sed -n 's|^zshmoduledir = ${prefix}\(.*\)|usr\1/xos.so|p' "$XOS_BUILD/Makefile"
    [[ ! -e $XOS_BUILD/libexec/ffi ]] || echo usr/libexec/xos/ffi # built where libffi is
    (cd "$top" && printf 'usr/%s\n' share/doc/xos/examples/*.xos share/xos/*)
    printf '%s\n' usr/share/xos/xos.bash usr/share/xos/xos.zsh usr/share/man/man1/xos-bash.1 usr/share/man/man1/xos-zsh.1 usr/share/man/man7/xsh.7 \
        usr/share/man/man7/xos-coming-from.7
    printf '%s\n' usr/bin/xos usr/share/bash-completion/completions/xos usr/share/fish/vendor_completions.d/xos.fish \
        usr/share/man/man1/xos.1 usr/share/man/man7/xos-exit.7 usr/share/man/man7/xos-ops.7 usr/share/zsh/site-functions/_xos
}

@test "make install puts the program, its links, manual and completions in place, below DESTDIR only" {
    "${make[@]}" mandir=/usr/share/man datadir=/usr/share install
    diff <(expected | LC_ALL=C sort) <(tree)
    succeeds "xos $(sed -n 's/^## \([0-9.]*\)$/\1/p' "$top/NEWS.md" | head -n 1)" root/usr/bin/xstat --version
}

@test "make install-strip installs a program without symbols" {
    needs nm
    "${make[@]}" install-strip
    run nm root/usr/bin/xos
    [[ $output == *"no symbols"* ]]
}

@test "make uninstall leaves nothing of it" {
    "${make[@]}" install
    "${make[@]}" uninstall
    succeeds "" tree
}
