# `make install`: every file where packages and shells look for it, and nothing left by `make uninstall`.
load ../helper

prepare() {
    [[ -r $XOS_BUILD/Makefile ]] || skip "an installed program is tested, not a build"
    needs make
    unset MAKEFLAGS MFLAGS MAKELEVEL DESTDIR
    version=$(sed -n 's/^## \([0-9.]*\)$/\1/p' "$top/NEWS.md" | head -n 1)
    make=(make -s -C "$XOS_BUILD" prefix=/usr DESTDIR="$BATS_TEST_TMPDIR/root")
}

# tree: what is below root, an entry a line: a link with what it names.
tree() {
    (cd root && find . \( -type l -printf '%P -> %l\n' -o -type f -printf '%P\n' \) | LC_ALL=C sort)
}

# built FILE: whether it is of this build; a static program's is a link to that of the dynamic one.
built() {
    [[ -e $XOS_BUILD/$1 && ! -L $XOS_BUILD/$1 ]]
}

# dynamic: what is installed as the dynamic program that a static one finds: a link to xos, a file or nothing.
dynamic() {
    if is_static; then
        echo nothing
    elif [[ -e $XOS_BUILD/static/xos ]]; then
        echo file
    else
        echo link
    fi
}

expected() {
    local applet
    for applet in $(applets); do
        printf '%s\n' "usr/bin/$applet -> xos" "usr/share/bash-completion/completions/$applet -> xos" \
            "usr/share/fish/vendor_completions.d/$applet.fish -> xos.fish" "usr/share/man/man1/$applet.1"
    done
    ! built applets/bash/xos || echo usr/lib/bash/xos # where bash's headers are
    ! built applets/zsh/xos.so ||
        sed -nE 's#^zshmoduledir = ([$][{]prefix[}]|/usr)(.*)#usr\2/xos.so#p' "$XOS_BUILD/Makefile"
    ! built libexec/ffi || echo usr/libexec/xos/ffi # where libffi is
    case $(dynamic) in
        link) echo "usr/libexec/xos/xos-$version -> /usr/bin/xos" ;;
        file) echo "usr/libexec/xos/xos-$version" ;;
    esac
    (cd "$top" && printf 'usr/%s\n' share/doc/xos/examples/*.xos share/xos/*)
    printf '%s\n' usr/share/xos/xos.bash usr/share/xos/xos.zsh usr/share/man/man1/xos-bash.1 \
        usr/share/man/man1/xos-zsh.1 usr/share/man/man7/xsh.7 \
        usr/share/man/man7/xos-coming-from.7
    printf '%s\n' usr/bin/xos usr/share/bash-completion/completions/xos usr/share/fish/vendor_completions.d/xos.fish \
        usr/share/man/man1/xos.1 usr/share/man/man7/xos-exit.7 usr/share/man/man7/xos-ops.7 \
        usr/share/zsh/site-functions/_xos
}

@test "make install puts the program, its links, manual and completions in place, below DESTDIR only" {
    "${make[@]}" mandir=/usr/share/man datadir=/usr/share install
    diff <(expected | LC_ALL=C sort) <(tree)
    succeeds "xos $version" root/usr/bin/xstat --version
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

@test "what the README shows for bash and zsh runs with what is installed" {
    built applets/bash/xos && built applets/zsh/xos.so || skip "this build has not both builtins"
    "${make[@]}" prefix=/usr/local datadir=/usr/local/share install
    sed -n '/^    \. .*xos\.bash$/,/^$/s/^    //p' "$top/README.md" | sed "s,^\. /,. $PWD/root/," >lines
    line=$(grep -o '`\. [^`]*xos\.zsh`' "$top/README.md" | tr -d '`')
    PATH=$PWD/root/usr/local/bin:$PATH
    export BASH_LOADABLES_PATH=$PWD/root/usr/local/lib/bash
    succeeds $'5\n5\nbuiltin' bash -ec '. "$PWD/lines"; type -t xos'
    sed -i "1s,.*,. $PWD/root/${line#. /}," lines
    needs zsh
    succeeds $'5\n5\nxos: builtin' zsh -fec '. "$PWD/lines"; whence -w xos'
}
