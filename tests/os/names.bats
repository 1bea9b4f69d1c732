# User and group names that neither /etc/passwd nor /etc/group has: glibc asks the sources that nsswitch.conf names; a
# program with musl lets getent(1) ask them. Here a getent answers that knows lisa and her groups.
load ../helper

prepare() {
    needs_root
    needs unshare
    unshare --mount mount --bind /dev/null /etc/nsswitch.conf 2>/dev/null || skip "nothing can be mounted here"
    mkdir bin
    cat >bin/getent <<'SH'
#!/bin/sh
echo "$@" >>"${0%/bin/getent}/asked"
case "$1 $2" in
    "passwd lisa" | "passwd 54321" | "passwd 77") echo "lisa:x:54321:54300:Lisa:/home/lisa:/bin/sh" ;;
    "passwd ") cat /etc/passwd && echo "lisa:x:54321:54300:Lisa:/home/lisa:/bin/sh" ;;
    "group artists" | "group 54300") echo "artists:x:54300:lisa,$(printf 'member%d,' $(seq 400))last" ;;
    "initgroups lisa") echo "lisa                  54300 54301 54302" ;;
    *) exit 2 ;;
esac
SH
    chmod +x bin/getent
    echo "passwd: files ldap" >nsswitch.conf
    echo "group: files [!NOTFOUND=return] ldap # a comment" >>nsswitch.conf
    >asked
    asks=
    ! readelf -p .rodata "$XOS_BUILD/xos" | grep -qE ' getent$' || asks=yes
}

# elsewhere CMD... : CMD with that nsswitch.conf and that getent.
elsewhere() {
    unshare --mount bash -c 'mount --bind nsswitch.conf /etc/nsswitch.conf && PATH=$PWD/bin:$PATH "$@"' - "$@"
}

# asked LINE... : what getent was asked for, in order; nothing if the C library asks by itself.
asked() {
    [[ -n $asks ]] || set --
    diff <((($# == 0)) || printf '%s\n' "$@") asked
    >asked
}

# either WITH_GETENT WITHOUT : the one that this program shows.
either() {
    [[ -n $asks ]] && echo "$1" || echo "$2"
}

@test "an id is asked once in a run, known or not" {
    touch a b c d
    chown 54321:54300 a c
    chown 54322:54322 b d
    succeeds "$(either "$(printf '%s\n' lisa:artists UNKNOWN:UNKNOWN lisa:artists UNKNOWN:UNKNOWN)" \
        "$(printf 'UNKNOWN:UNKNOWN\n%.0s' 1 2 3 4)")" elsewhere xstat -c %U:%G a b c d
    asked "passwd 54321" "group 54300" "passwd 54322" "group 54322"
    succeeds "$(either $'./b\n./d' $'./a\n./b\n./c\n./d')" elsewhere xwalk --no-owner --name '[abcd]' --sort .
}

@test "a name is asked once in a session, and not at all where a file has it" {
    touch f
    elsewhere xsh -c 'for i in 1 2 3; try; chown f lisa artists; catch; chown f 1 1; end; end'
    succeeds "$(either "54321 54300" "1 1")" stat -c '%u %g' f
    asked "passwd lisa" "group artists"
    succeeds "" elsewhere xos chown f root root
    fails 67 "xos: chown: uid: no user is named '-x'" elsewhere xos chown f -- -x 0
    asked
}

@test "nobody is asked if nsswitch.conf names files alone, or is missing" {
    for line in "passwd: files" "passwd:files # ldap" "#passwd: ldap" "passwd_compat: ldap" ""; do
        echo "$line" >nsswitch.conf
        fails 67 "xos: chown: uid: no user is named 'lisa'" elsewhere xos chown . lisa 0
        asked
    done
}

@test "an answer about another account is none" {
    touch f
    chown 77 f
    succeeds UNKNOWN elsewhere xstat -c %U f
    asked "passwd 77"
}

@test "without getent it is as without other sources" {
    rm bin/getent
    fails 67 "xos: chown: uid: no user is named 'lisa'" elsewhere env PATH="$PWD/bin:$XOS_BUILD" xos chown . lisa 0
}

@test "the groups of a user are those that all sources name" {
    succeeds "$(either $'3\n54300\n54301\n54302' 3)" elsewhere xos getgrouplist lisa 3
    asked "initgroups lisa"
    run elsewhere xspawn --user lisa --group artists id
    [[ $output == *"$(either "uid=54321 gid=54300 groups=54300,54301,54302" "no user is named 'lisa'")"* ]]
    succeeds "$(either "0 54300 54301 54302" "0 54301")" elsewhere xos initgroups lisa 54301 -- id -G
}

@test "an ACL has their names, and takes them" {
    needs setfacl
    touch f
    setfacl -m u:54321:r f || skip "the file system has no ACLs"
    wanted=user::rw-,user:$(either lisa 54321):r--,group::r--,mask::r--,other::r--
    succeeds "$wanted" elsewhere xattr-tool get --decode system.posix_acl_access f
    asked "passwd 54321"
    succeeds "" elsewhere xattr-tool set system.posix_acl_access "$wanted" f
    asked "passwd lisa"
}

@test "completion offers them" {
    succeeds "$(either lisa "")" elsewhere xos --complete xspawn --user lisa
}

@test "lines that are not entries are passed over, and the last line needs no newline" {
    printf '%s\n' '' '# a comment' 'empty:x::::' 'few:x' ':x:66:66::/:' 'word:x:zero:0::/:' \
        'far:x:4294967296:0::/:' 'owner:x:0:5::/:' >passwd
    printf 'last:x:77:88::/:' >>passwd
    printf '%s\n' 'empty:x::' 'few:x' 'owners:x:0:' 'some:x:301:other,last' 'like:x:302:lastly,las' >group
    printf 'more:x:303:last,other' >>group
    touch a b
    chown 77 b
    with_files() {
        unshare --mount bash -c \
            'mount --bind passwd /etc/passwd && mount --bind group /etc/group && mount --bind nss /etc/nsswitch.conf &&
            "$@"' - "$@"
    }
    printf '%s\n' 'passwd: files' 'group: files' >nss
    succeeds $'owner owners\nlast owners' with_files xstat -c '%U %G' a b
    succeeds $'88\n301\n303' with_files xos getgrouplist last 88
    fails 67 "xos: chown: uid: no user is named 'word'" with_files xos chown a word 0
}
