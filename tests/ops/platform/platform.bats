# Module platform: the system's names, its distribution, its C library, and what executables are built for.
load ../../helper

@test "names of the system are uname's" {
    succeeds "$(uname -s)" xos platform.system
    succeeds "$(uname -n)" xos node
    succeeds "$(uname -r)" xos release
    succeeds "$(uname -v)" xos version
    succeeds "$(uname -m)" xos machine
    succeeds "\"$(uname -r)\"" xos release --json
}

@test "the processor is the name in /proc/cpuinfo, never the word unknown" {
    unsanitized "need /proc"
    needs python3
    name=$(sed -nE '/^(model name|cpu model|cpu|Processor|uarch|Model Name)[ \t]*:/{s/^[^:]*:[ \t]*//p;q}' \
        /proc/cpuinfo)
    succeeds "$name" xos processor
    needs_root
    succeeds "" unshare -m sh -c 'mount -t tmpfs none /proc && exec "$1" processor' sh "$XOS_BUILD/xos"
}

@test "platform and the system's C library are Python's" {
    needs python3
    [[ $(python3 -c 'import platform; print(platform.libc_ver()[0])') == glibc ]] ||
        skip "this Python is not linked with glibc"
    succeeds "$(python3 -c 'import platform; print(platform.platform())')" xos platform
    succeeds "$(python3 -c 'import platform; print("lib=%s\nversion=%s" % platform.libc_ver())')" xos libc_ver
}

@test "system_alias gives Python's names" {
    needs python3
    python3 - >want <<'EOF'
import itertools, json, platform
for system, release in itertools.product(
    ("SunOS", "win32", "win16", "Linux", ""), ("5.8", "5", "4.1.3", "5.x", "x.8", "10", "")
):
    names = zip(("system", "release", "version"), platform.system_alias(system, release, "v"))
    print(json.dumps(dict(names), separators=(",", ":")))
EOF
    for system in SunOS win32 win16 Linux ''; do
        for release in 5.8 5 4.1.3 5.x x.8 10 ''; do
            xos --json system_alias "$system" "$release" v
        done
    done >got
    diff want got
    [[ $(wc -l <got) == 35 ]]
}

@test "an os-release file is parsed as Python parses it" {
    needs python3
    mkdir -p root/etc
    cat >root/etc/os-release <<'EOF'
# a comment
ID=alpine
 ID=indented
NAME="Two Words"
EMPTY=
QUOTED='single $(touch made)'
ESCAPED="a \"b\" \$c \`d\` \\ \n"
UNQUOTED=$(touch made)
HALF="no end
HALF2='no end"
TWICE=1
TWICE="2"
KEY WITH=blank
noequals
TRAILING="x" 
=novalue
EQUALS=a=b
SINGLE="
PRETTY_NAME="Last: ä"
EOF
    printf 'CRLF="windows"\r\nLAST=without newline' >>root/etc/os-release
    cat >ask.py <<'EOF'
import json, platform
parse = getattr(platform, "_parse_os_release")
with open("root/etc/os-release", encoding="utf-8") as f:
    info = {"NAME": "Linux", "ID": "linux", "PRETTY_NAME": "Linux"}
    info.update(parse(f))
print(json.dumps(info, ensure_ascii=False, separators=(",", ":")))
EOF
    succeeds "$(python3 ask.py)" xos --json freedesktop_os_release --root root
    [[ ! -e made ]]
    (eval "$(xos freedesktop_os_release --root root)" &&
        [[ $UNQUOTED == '$(touch made)' && $ID == alpine && ! -e made ]])
}

@test "os-release is looked for in etc, then in usr/lib, and links stay in the image" {
    mkdir -p image/etc image/usr/lib
    fails 72 "xos: freedesktop_os_release: image/etc/os-release: No such file or directory [ENOENT]" \
        xos freedesktop_os_release --root image
    echo ID=inside >image/usr/lib/os-release
    succeeds inside xos freedesktop_os_release ID --root image
    succeeds Linux xos freedesktop_os_release NAME --root image
    ln -s /usr/lib/os-release image/etc/os-release
    succeeds inside xos freedesktop_os_release ID --root image
    fails 65 "xos: freedesktop_os_release: VERSION_ID: not set in image/etc/os-release" \
        xos freedesktop_os_release VERSION_ID --root image
    fails 66 "xos: freedesktop_os_release: none: No such file or directory [ENOENT]" \
        xos freedesktop_os_release --root none
}

@test "executables of each width and byte order are read alike" {
    needs python3
    built() {
        python3 "$top/tests/ops/platform/elf.py" prog "$1" "$2" "$3" "$4" GLIBC_2.4 GLIBC_2.17 GLIBC_2.3.4 GLIBC_PRIVATE
        succeeds "bits=$1bit
linkage=ELF
machine=$5
interpreter=$4
static=false" xos architecture prog
        succeeds $'lib=glibc\nversion=2.17' xos libc_ver prog
    }
    built 64 little 62 /lib64/ld-linux-x86-64.so.2 x86_64
    built 32 little 3 /lib/ld-linux.so.2 i386
    built 64 big 22 /lib/ld64.so.1 s390x
    built 32 big 20 /lib/ld.so.1 ppc
    built 64 little 21 /lib64/ld64.so.2 ppc64le
    built 32 big 8 /lib/ld.so.1 mips
    built 64 little 183 /lib/ld-linux-aarch64.so.1 aarch64
}

@test "a static program has no interpreter and an unknown C library" {
    needs python3
    python3 "$top/tests/ops/platform/elf.py" prog 64 little 62 ''
    succeeds $'bits=64bit\nlinkage=ELF\nmachine=x86_64\ninterpreter=\nstatic=true' xos architecture prog
    succeeds '{"lib":null,"version":null}' xos --json libc_ver prog
    python3 "$top/tests/ops/platform/elf.py" prog 64 little 65000 ''
    succeeds '{"bits":"64bit","linkage":"ELF","machine":null,"interpreter":null,"static":true}' \
        xos --json architecture prog
}

@test "a program of musl has the version of its loader" {
    needs musl-gcc
    echo 'int main(void) { return 0; }' >prog.c
    musl-gcc -o prog prog.c
    loader=$(readlink -f /lib/ld-musl-*.so.1)
    version=$("$loader" 2>&1 | sed -n 's/^Version //p')
    succeeds $'lib=musl\nversion='"$version" xos libc_ver prog
}

@test "of a file that is not ELF the fields are empty and the status is 65" {
    echo '#!/bin/sh' >script
    : >empty
    printf '\177ELF' >stub
    for file in script empty stub; do
        expect 65 $'bits=\nlinkage=\nmachine=\ninterpreter=\nstatic=' "xos: architecture: $file: not an ELF file" \
            xos architecture "$file"
        expect 65 '{"lib":null,"version":null}' \
            '{"error":{"op":"libc_ver","errno":null,"name":null,"message":"not an ELF file","path":"'"$file"'","exit":65}}' \
            xos --json libc_ver "$file"
    done
    expect 65 $'bits=8bit\nlinkage=paper\nmachine=\ninterpreter=\nstatic=' \
        "xos: architecture: script: not an ELF file" xos architecture script 8bit paper
    fails 66 "xos: libc_ver: none: No such file or directory [ENOENT]" xos libc_ver none
    fails 73 "xos: architecture: .: Is a directory [EISDIR]" xos architecture .
}

@test "a program cut off at any byte is read without a fault" {
    needs python3
    python3 "$top/tests/ops/platform/elf.py" whole 64 big 22 /lib/ld64.so.1 GLIBC_2.17
    size=$(stat -c %s whole)
    for ((i = 0; i < size; i += 7)); do
        head -c "$i" whole >part
        run xos libc_ver part
        ((status == 0 || status == 65)) || { echo "$i: $status"; return 1; }
    done
}

@test "what an executable is built for is what Python and readelf say" {
    needs python3 file
    for file in /bin/sh /bin/ls "$(python3 -c 'import sys; print(sys.executable)')"; do
        succeeds "$(python3 -c 'import json, platform, sys; print("%s %s" % platform.architecture(sys.argv[1]))' \
            "$file")" \
            sh -c 'xos architecture "$1" >out && . ./out && echo "$bits $linkage"' sh "$file"
    done
    needs readelf
    wanted=$(readelf -V /bin/ls | grep -oE 'GLIBC_[0-9.]+' | sort -V | tail -n 1)
    [[ -n $wanted ]] || skip "/bin/ls needs no version of glibc"
    succeeds "lib=glibc
version=${wanted#GLIBC_}" xos libc_ver /bin/ls
}

@test "a big-endian program from a cross compiler is read like one of this machine" {
    needs s390x-linux-gnu-gcc s390x-linux-gnu-readelf
    echo 'int main(void) { return 0; }' >main.c
    s390x-linux-gnu-gcc main.c -o program
    succeeds $'bits=64bit\nlinkage=ELF\nmachine=s390x\ninterpreter=/lib/ld64.so.1\nstatic=false' \
        xos architecture ./program
    newest=$(s390x-linux-gnu-readelf -V program | grep -o 'GLIBC_[0-9.]*' | sort -V | tail -n 1)
    succeeds $'lib=glibc\nversion='"${newest#GLIBC_}" xos libc_ver ./program
}
