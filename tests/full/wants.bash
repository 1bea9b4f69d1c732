# Packages for the long checks, on Debian and its kin; elsewhere each check names the tool that it misses.

# wants PACKAGE...: installs those that are missing; one that cannot be had costs only the checks that need it.
wants() {
    local sudo=() package
    command -v dpkg >/dev/null || return 0
    ((EUID == 0)) || sudo=(sudo)
    for package; do
        dpkg -s "$package" >/dev/null 2>&1 ||
            "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -y --no-install-recommends install "$package" \
                >/dev/null 2>&1 || echo "---- not to be had here: $package"
    done
}
