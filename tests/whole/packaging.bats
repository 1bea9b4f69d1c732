# The packages: one version everywhere, and what `make install` installs, all of it.
load ../helper

prepare() {
    root=$(cd "$top" && pwd)
    unset MAKEFLAGS MFLAGS MAKELEVEL DESTDIR
}

# installed: installs below root/ as the packages do; the files and links there, a line each, are in the file installed.
installed() {
    [[ -r $XOS_BUILD/Makefile ]] || skip "an installed program is tested, not a build"
    needs make
    make -s -C "$XOS_BUILD" prefix=/usr mandir=/usr/share/man datadir=/usr/share DESTDIR="$PWD/root" install
    files root >installed
}

files() {
    (cd "$1" && find . ! -type d -printf '/%P\n' | sort)
}

# patterns: the paths of the spec's %files, its macros expanded as on every system that has them.
patterns() {
    sed '1,/^%files/d' "$root/packaging/xos.spec" | grep -vE '^$|^%(license|doc|files|if|endif)\b' |
        sed \
        's|%{_bindir}|/usr/bin|; s|%{_mandir}|/usr/share/man|; s|%{_datadir}|/usr/share|; s|%{_libexecdir}|/usr/libexec|; s|%{bash_loadables}|/usr/lib/bash|; s|%{zsh_modules}|/usr/lib/*zsh/*|' |
        if [[ -e $XOS_BUILD/applets/zsh/xos.so ]]; then cat; else grep -v xos.so; fi
}

@test "the version is the same in configure.ac, the news, and every package" {
    version=$(sed -n 's/^AC_INIT(\[xos\], \[\(.*\)\])$/\1/p' "$root/configure.ac")
    succeeds "xos $version" xos --version
    succeeds "$version" bash -c 'sed -n "s/^## //p" "$1" | head -n 1' _ "$root/NEWS.md"
    succeeds "$version" bash -c 'sed -n "1s/^xos (\(.*\)-[^-]*) .*/\1/p" "$1"' _ "$root/debian/changelog"
    succeeds "$version" sed -n 's/^Version: *//p' "$root/packaging/xos.spec"
    succeeds "$version" bash -c '. "$1" && echo "$pkgver"' _ "$root/packaging/PKGBUILD"
    succeeds "$version" sh -c '. "$1" && echo "$pkgver"' _ "$root/packaging/APKBUILD"
    succeeds "$version" sed -nE 's/^  url ".*\/xos-(.*)\.tar\.gz"$/\1/p' "$root/packaging/xos.rb"
    succeeds "$version" sed -nE 's/^  version = "(.*)";$/\1/p' "$root/packaging/xos.nix"
}

@test "every package, and bootstrap for each system, asks for the libraries that configure looks for" {
    grep -E '"(Fedora|Arch|Alpine): ' "$root/bootstrap" >systems
    cd "$root"
    for library in libedit libffi; do
        grep -L "$library" debian/control packaging/{PKGBUILD,APKBUILD,xos.spec,xos.rb,xos.nix} || :
        grep -v "$library" "$OLDPWD/systems" || :
    done >"$OLDPWD/wrong"
    cd "$OLDPWD"
    [[ ! -s wrong && $(wc -l <systems) == 3 ]] || { cat wrong; return 1; }
}

@test "docs/release.md names every file that has the version" {
    while read -r file; do
        grep -qF "\`$file\`" "$root/docs/release.md" || { echo "$file"; return 1; }
    done < <(cd "$root" && version=$(sed -n 's/^AC_INIT(\[xos\], \[\(.*\)\])$/\1/p' configure.ac) &&
        grep -lF "$version" configure.ac debian/changelog packaging/* NEWS.md)
}

@test "the spec's list of files is what make install installs, no file missing and no pattern idle" {
    installed
    patterns >patterns
    ! grep % patterns || return 1
    { ! is_static && [[ -e $XOS_BUILD/libexec/ffi ]]; } || sed -i '/libexec/d' patterns
    [[ -e $XOS_BUILD/applets/bash/xos ]] || sed -i '/lib\/bash/d' patterns
    [[ -e $XOS_BUILD/applets/zsh/xos.so ]] || sed -i '/xos\.so/d' patterns
    while read -r file; do
        matched=
        while read -r pattern; do
            # shellcheck disable=SC2053 # a pattern
            [[ $file == $pattern ]] && matched=1 && echo "$pattern" >>used
        done <patterns
        [[ -n $matched ]] || echo "$file: in no package" >>wrong
    done <installed
    sort -u used | comm -13 - <(sort -u patterns) | sed 's/$/: matches nothing/' >>wrong
    [[ ! -s wrong ]] || { cat wrong; return 1; }
}

@test "every document that the spec packs is there" {
    while read -r file; do
        [[ -s $root/$file ]] || { echo "$file"; return 1; }
    done < <(sed -nE 's/^%(license|doc) //p' "$root/packaging/xos.spec" | tr ' ' '\n')
}

@test "PKGBUILD packs what make install installs, and the licence" {
    installed
    version=$(xos --version) && version=${version#xos }
    mkdir src pkg && ln -s "$XOS_BUILD" "src/xos-$version"
    [[ -e $XOS_BUILD/LICENSE ]] || skip "built outside of the sources, which makepkg never does"
    (cd src && pkgdir=$BATS_TEST_TMPDIR/pkg srcdir=$PWD bash \
        -ec '. "$1"; make() { command make -s prefix=/usr "$@"; }; package_xos; package_xos-bash' \
        _ "$root/packaging/PKGBUILD")
    diff <({ cat installed && echo /usr/share/licenses/xos/LICENSE; } | sort) <(files pkg)
}
