# xplatform: one record about the system, its fields, and the test of its C library.
load ../../helper

@test "the record has the fields in order, and fields can be chosen" {
    needs jq
    succeeds "system node release version machine processor os_id os_version_id os_name libc libc_version bits endian" \
        sh -c 'xplatform --json | jq -r "keys_unsorted[]" | xargs'
    succeeds "endian=$(printf '\1\0' | od -An -td2 | grep -q 256 && echo big || echo little)
system=$(uname -s)" xplatform --fields endian,system
    succeeds "$(xplatform --fields os_id)" xplatform --fields os-id
    fails 64 "xos: xplatform: fields: no field 'lib' (did you mean libc, libc_version?)" xplatform --fields system,lib
    fails 64 "xos: xplatform: fields: no field ''" xplatform --fields ''
}

@test "every field is what its row says" {
    needs jq
    for name in platform.system node release version machine processor; do
        succeeds "$(xos "$name" --json)" jq -c ".${name#platform.} // \"\"" <(xplatform --json)
    done
    succeeds "$(xos freedesktop_os_release ID)" jq -r .os_id <(xplatform --json)
    succeeds "$(xos libc_ver --json)" jq -c '{lib: .libc, version: .libc_version}' <(xplatform --json)
    succeeds "$(xos architecture --json | jq -r .bits)" jq -r .bits <(xplatform --json)
}

@test "xos platform is the operation, xplatform the applet" {
    [[ $(xos platform) == "$(uname -s)-"* && $(xos xplatform) == "system=$(uname -s)"* ]]
}

@test "the C library is at least a version number by number" {
    eval "$(xplatform --fields libc,libc_version)"
    [[ -n $libc_version ]] || skip "the version of this system's C library is not known"
    other=musl
    [[ $libc == glibc ]] || other=glibc
    succeeds true xplatform --libc-at-least "$libc:$libc_version"
    succeeds true xplatform --libc-at-least "$libc:${libc_version%%.*}.1"
    succeeds "" xplatform -q --libc-at-least "$libc:0"
    expect 1 false "" xplatform --libc-at-least "$libc:$libc_version.1"
    expect 1 false "" xplatform --libc-at-least "$libc:${libc_version%%.*}.1000"
    expect 1 "" "" xplatform -q --libc-at-least "$other:0.1"
    fails 64 "xos: xplatform: libc-at-least: 'glibc' is not glibc:VERSION or musl:VERSION" \
        xplatform --libc-at-least glibc
    fails 64 "xos: xplatform: libc-at-least: 'bionic:1' is not glibc:VERSION or musl:VERSION" \
        xplatform --libc-at-least bionic:1
    fails 64 "xos: xplatform: libc-at-least: '2.x' is not a version" xplatform --libc-at-least glibc:2.x
    fails 64 "xos: xplatform: libc-at-least: '' is not a version" xplatform --libc-at-least glibc:
}

@test "unknown values are empty, and null with --json" {
    unsanitized "need /proc"
    needs_root
    empty() {
        unshare -m \
            sh -c 'mount -t tmpfs none /etc && mount -t tmpfs none /proc &&
                mount -t tmpfs none /usr/lib/os-release 2>/dev/null
            mount --bind /dev/null /usr/lib/os-release 2>/dev/null; mount -t tmpfs none /mnt; exec "$@"' sh \
                "$XOS_BUILD/xos" xplatform "$@"
    }
    succeeds '{"processor":null,"os_version_id":null}' empty --json --fields processor,os_version_id
    succeeds $'processor=\nos_version_id=' empty --fields processor,os_version_id
}

@test "no program is run" {
    needs strace
    strace -f -e trace=process -o trace xplatform >/dev/null
    [[ $(grep -c execve trace) == 1 && $(grep -cE 'clone|fork' trace) == 0 ]]
}
