# Files and directories: each operation's effect, its parameters, and the failure that its documentation names.
load ../../helper

# field NAME PATH: one field of lstat's record.
field() {
    xos lstat "$2" | sed -n "s/^$1=//p"
}

@test "stat's record has the documented fields in the documented order" {
    touch f
    run bash -c 'xos lstat f | sed "s/=.*//" | grep -v -e st_flags -e birthtime -e fstype | tr "\n" " "'
    [[ $output == \
        "st_mode st_ino st_dev st_nlink st_uid st_gid st_size st_atime st_mtime st_ctime st_atime_ns st_mtime_ns st_ctime_ns st_blocks st_blksize st_rdev " ]]
}

@test "seconds and nanoseconds of a record are the same exact time, before the epoch too" {
    touch f
    succeeds "" xos utime f -1.5 1297230295.123456789
    [[ $(field st_atime f) == -1.500000000 && $(field st_atime_ns f) == -1500000000 ]]
    [[ $(field st_mtime f) == 1297230295.123456789 && $(field st_mtime_ns f) == 1297230295123456789 ]]
}

@test "stat follows a link and lstat does not; a descriptor is fd:N" {
    echo hi >f && ln -s f l && ln -s nowhere dangling
    succeeds "$(field st_ino f)" bash -c 'exec 3<f; xos --json stat fd:3 | sed "s/.*st_ino\":\([0-9]*\).*/\1/"'
    succeeds 120777 bash -c 'printf "%o\n" "$(xos lstat l | sed -n s/st_mode=//p)"'
    fails 66 "xos: stat: dangling: No such file or directory [ENOENT]" xos stat dangling
    fails 66 "xos: stat: fd:19: Bad file descriptor [EBADF]" xos stat fd:19
}

@test "dir_fd starts a relative path, and is refused beside a descriptor" {
    mkdir d && echo hi >d/f
    local dir
    exec {dir}<d
    succeeds "" xos mkdir sub 0700 --dir-fd "$dir"
    succeeds "" xos symlink f l --dir-fd "$dir"
    succeeds f xos readlink --dir-fd="$dir" l
    succeeds true xos access --dir-fd "$dir" f R_OK
    succeeds "" xos rename f g --src-dir-fd "$dir" --dst-dir-fd "$dir"
    fails 64 "xos: statx: fd:N and --dir-fd exclude each other" xos statx fd:0 STATX_SIZE --dir-fd 3
    fails 64 "xos: chmod: fd:N and --no-follow-symlinks exclude each other" xos chmod fd:0 0600 --no-follow-symlinks
    [[ $(ls d) == $'g\nl\nsub' ]]
}

@test "access is false for every error, and uses the real ids" {
    touch f && chmod 600 f
    expect 1 false "" xos access none F_OK
    expect 1 false "" xos access f/x F_OK
    expect 1 false "" xos access f X_OK
    expect 1 "" "" xos access -q none F_OK
    succeeds true xos access f 'R_OK|W_OK'
}

@test "access --effective-ids asks for the effective user" {
    needs_root
    needs setpriv
    unsanitized "need /proc"
    touch f && chmod 600 f && chmod 755 .
    expect 1 false "" setpriv --euid 65534 --clear-groups xos access f R_OK --effective-ids
    succeeds true setpriv --euid 65534 --clear-groups xos access f R_OK
}

@test "a mode may be a number, symbolic from what the file has as chmod(1) reads it, or names" {
    touch f g && mkdir d e
    umask 027
    for mode in 640 0o7711 u=rw,go+r a=rX u+w a-x,u+X +x go= u+s,g+s =r o=u g=o+w +t a=rwx,ug+s; do
        chmod "${mode/0o/0}" f d
        xos chmod g "$mode"
        xos chmod e "$mode"
        echo "$mode: $(stat -c %a f g d e | paste -sd ' ')"
        [[ $(stat -c %a f d) == "$(stat -c %a g e)" ]]
    done
    xos chmod f 'S_IRUSR|S_IXUSR'
    [[ $(stat -c %a f) == 500 ]]
    fails 64 "xos: chmod: mode: 'u=q' is not a mode (octal, u=rw,go+r, or S_I names joined by |)" xos chmod f u=q
}

@test "a number in a mode is octal beside names too, and has no sign" {
    succeeds "" xos mknod p 'S_IFIFO|600'
    [[ $(stat -c %a p) == 600 ]]
    for mode in -1 -644 +644 9 'S_IFIFO|-1' 'S_IRUSR|8'; do
        fails 64 "xos: chmod: mode: '$mode' is not a mode (octal, u=rw,go+r, or S_I names joined by |)" \
            xos chmod p "$mode"
    done
    fails 64 "xos: chmod: mode: 'S_IRUSR|200000' is not in range" xos chmod p 'S_IRUSR|200000'
    [[ $(stat -c %a p) == 600 ]]
}

@test "the umask applies to new files, and the default mode is the documented one" {
    umask 027
    xos mkdir d
    xos mkfifo p
    xos mknod r
    xos mknod q 'S_IFIFO|0666'
    xos mkdir s g-rx
    xos makedirs a/b 0700
    succeeds "40750 d
10640 p
100600 r
10640 q
40700 s
40750 a
40700 a/b" bash -c 'for f in d p r q s a a/b; do printf "%o %s\n" "$(xos lstat $f | sed -n s/st_mode=//p)" $f; done'
}

@test "makedirs creates missing directories, and refuses an existing one without --exist-ok" {
    succeeds "" xos makedirs a/b/../c/./d
    succeeds "" xos makedirs a/b --exist-ok
    succeeds "" xos makedirs x/y/z 0777 true --parent-mode 0700
    [[ -d a/b && -d a/c/d && $(printf %o "$(field st_mode x/y)") == 40700 ]]
    fails 73 "xos: makedirs: a/b: File exists [EEXIST]" xos makedirs a/b
    touch f
    fails 73 "xos: makedirs: f: File exists [EEXIST]" xos makedirs f --exist-ok
    fails 66 "xos: makedirs: f: Not a directory [ENOTDIR]" xos makedirs f/x/y
    fails 66 "xos: makedirs: n/o/loop: Too many levels of symbolic links [ELOOP]" \
        bash -c 'mkdir -p n/o; ln -s loop n/o/loop; xos makedirs n/o/loop/x/y'
    fails 66 "xos: renames: f/b: Not a directory [ENOTDIR]" xos renames a f/b/c
    fails 66 "xos: renames: a -> f/c: Not a directory [ENOTDIR]" xos renames a f/c
}

@test "paths longer than the kernel takes are made, named, moved and removed" {
    local name part path
    name=$(printf 'd%.0s' {1..200}) part=$name/$name/$name/$name/$name \
        path=$name/$name/$name/$name/$name/$part/$part/$part/$part
    succeeds "" xos makedirs "$path"
    succeeds $((${#PWD} + 1 + ${#path})) \
        bash -c 'for i in {1..25}; do cd -P '"$name"' || exit; done; xos getcwd | tr -d "\n" | wc -c'
    succeeds "" xos renames "$path" e/"$path"
    [[ ! -e $name ]]
    succeeds "" xos removedirs e/"$path"
    [[ ! -e e ]]
}

@test "makedirs, removedirs and renames keep no descriptor: eight are enough" {
    succeeds "" \
        bash -c 'ulimit -n 8; xos makedirs a/b/c/d/e/f/g/h/i/j/k/l/m &&
        xos renames a/b/c/d/e/f/g/h/i/j/k/l/m n/o/p/q/r/s/t/u/v &&
        xos removedirs n/o/p/q/r/s/t/u/v; ls -d a n 2>/dev/null || :'
}

@test "removedirs stops silently at a directory that is not empty, cannot be removed, or is a link" {
    mkdir -p a/b/c real/x && touch a/keep && ln -s real link
    succeeds "" xos removedirs a/b/c
    succeeds "" xos removedirs link/x
    [[ -e a/keep && ! -e a/b && -d real && -L link ]]
    fails 73 "xos: removedirs: a: Directory not empty [ENOTEMPTY]" xos removedirs a
    fails 66 "xos: removedirs: none/x: No such file or directory [ENOENT]" xos removedirs none/x
}

@test "removedirs and renames stop at a link, even at one that is called what its directory is called" {
    mkdir -p x real/link/c && ln -s ../real/link x/link && touch real/link/f
    succeeds "" xos renames x/link/f g
    [[ -e g && -d real/link/c ]]
    succeeds "" xos removedirs x/link/c
    [[ -L x/link && -d real/link && ! -e real/link/c ]]
    mkdir real/link/c && touch real/link/c/f
    succeeds "" xos renames x/link/c/f g
    [[ -L x/link && -d real/link && ! -e real/link/c ]]
}

@test "renames makes the new parents and prunes the old ones" {
    mkdir -p a/b && touch a/b/f a/keep
    succeeds "" xos renames a/b/f c/d/g
    [[ -e c/d/g && -e a/keep && ! -e a/b ]]
    fails 66 "xos: renames: none -> e/f: No such file or directory [ENOENT]" xos renames none e/f
    [[ -d e ]]
}

@test "link follows a symbolic link unless --no-follow-symlinks is given" {
    touch f && ln -s f l && ln -s nowhere dangling
    xos link l hard
    xos link --no-follow-symlinks l soft
    [[ ! -L hard && hard -ef f && -L soft ]]
    fails 66 "xos: link: dangling -> x: No such file or directory [ENOENT]" xos link dangling x
    fails 73 "xos: link: f -> l: File exists [EEXIST]" xos link f l
}

@test "rename replaces silently, and each failure has its own errno" {
    touch f g && mkdir d e && touch e/x
    succeeds "" xos rename f g
    succeeds "" xos replace e d
    [[ ! -e f && -e g && -e d/x ]]
    fails 73 "xos: rename: g -> d: Is a directory [EISDIR]" xos rename g d
    fails 66 "xos: rename: d -> g: Not a directory [ENOTDIR]" xos rename d g
    fails 66 "xos: replace: none -> g: No such file or directory [ENOENT]" xos replace none g
}

@test "remove and unlink refuse a directory, rmdir refuses files and directories that are not empty" {
    touch f && mkdir -p d/e
    fails 73 "xos: remove: d: Is a directory [EISDIR]" xos remove d
    fails 73 "xos: unlink: d: Is a directory [EISDIR]" xos unlink d
    fails 66 "xos: rmdir: f: Not a directory [ENOTDIR]" xos rmdir f
    fails 73 "xos: rmdir: d: Directory not empty [ENOTEMPTY]" xos rmdir d
    succeeds "" xos remove f && succeeds "" xos rmdir d/e
}

@test "readlink gives the bytes of any text, and EINVAL for another file" {
    ln -s $'a\nb\377' l && touch f
    succeeds $'a\nb\377' xos readlink l
    succeeds '"a\nb\udcff"' xos --json readlink l
    fails 65 "xos: readlink: f: Invalid argument [EINVAL]" xos readlink f
}

@test "truncate takes sizes with units and descriptors, and refuses what cannot be" {
    touch f && mkdir d
    xos truncate f 3K
    [[ $(field st_size f) == 3072 ]]
    succeeds "" bash -c 'exec 3<>f; xos truncate fd:3 5'
    [[ $(field st_size f) == 5 ]]
    fails 65 "xos: truncate: f: Invalid argument [EINVAL]" xos truncate f -1
    fails 64 "xos: truncate: length: '9223372036854775808' is not in range" xos truncate f 9223372036854775808
    fails 73 "xos: truncate: d: Is a directory [EISDIR]" xos truncate d 0
}

@test "utime sets times of every notation and leaves those to be omitted" {
    touch f && ln -s f l
    xos utime f 2011-02-10T03:24:55.5Z 1.000000001
    xos utime f omit 2
    [[ $(field st_atime f) == 1297308295.500000000 && $(field st_mtime f) == 2.000000000 ]]
    xos utime --ns f 1000000001 -1
    [[ $(field st_atime_ns f) == 1000000001 && $(field st_mtime_ns f) == -1 ]]
    xos utime f UTIME_OMIT UTIME_OMIT
    [[ $(field st_atime_ns f) == 1000000001 && $(field st_mtime_ns f) == -1 ]]
    xos utime l 3 4 --no-follow-symlinks
    [[ $(field st_mtime l) == 4.000000000 && $(field st_mtime_ns f) == -1 ]]
    fails 64 "xos: utime: times: there are two, of access and of modification" xos utime f 1
    fails 64 "xos: utime: times: there are two, of access and of modification" xos utime f ""
    fails 64 "xos: utime: times: '1.5' is not a number of nanoseconds" xos utime f --ns 1.5 2
}

@test "chown and lchown change the given ids and keep those that are -1" {
    needs_root
    touch f && ln -s f l
    xos chown f 12 34
    xos chown l -1 56
    xos lchown l 7 8
    xos chown l root -1 --no-follow-symlinks
    [[ $(field st_uid f) == 12 && $(field st_gid f) == 56 && $(field st_uid l) == 0 && $(field st_gid l) == 8 ]]
    fails 67 "xos: chown: uid: no user is named 'nobody-of-that-name'" xos chown f nobody-of-that-name -1
    chmod 755 . && fails 77 "xos: chown: f: Operation not permitted [EPERM]" as_user xos chown f 0 0
}

@test "a symbolic link itself has no permissions and no flags to change" {
    touch f && ln -s f l
    fails 69 "xos: lchmod: l: Operation not supported [ENOTSUP]" xos lchmod l 0600
    fails 69 "xos: chmod: l: Operation not supported [ENOTSUP]" xos chmod l 0600 --no-follow-symlinks
    fails 69 "xos: lchflags: l: Operation not supported [ENOTSUP]" xos lchflags l UF_NODUMP
    succeeds "" xos lchmod f 0640 && [[ $(printf %o "$(field st_mode f)") == 100640 ]]
}

# without NUMBER CMD...: CMD on a kernel that has no system call of that number.
without() {
    python3 -c '
import ctypes, os, struct, sys
rules = struct.pack(
    "HBBIHBBIHBBIHBBI", 0x20, 0, 0, 0, 0x15, 0, 1, int(sys.argv[1]), 6, 0, 0, 0x50026, 6, 0, 0, 0x7FFF0000
)
filter = ctypes.create_string_buffer(struct.pack("HP", 4, ctypes.addressof(code := ctypes.create_string_buffer(rules))))
libc = ctypes.CDLL(None)
libc.prctl(38, 1, 0, 0, 0) or libc.prctl(22, 2, filter, 0, 0) or os.execvp(sys.argv[2], sys.argv[2:])
sys.exit(99)' "$@"
}

@test "lchmod works on a kernel without fchmodat2" {
    needs python3
    touch f && ln -s f l
    run without 452 xos lchmod f 0604
    [[ $status -ne 99 ]] || skip "no system calls can be filtered here"
    [[ $status -eq 0 && $(printf %o "$(field st_mode f)") == 100604 ]]
    fails 69 "xos: lchmod: l: Operation not supported [ENOTSUP]" without 452 xos lchmod l 0600
}

@test "stat works on a kernel without statx" {
    needs strace
    touch f
    export ASAN_OPTIONS=detect_leaks=0 # which does not work under strace
    succeeds "$(field st_ino f) $(field st_mtime_ns f)" bash -c \
        'strace -qq -o /dev/null -e inject=statx:error=ENOSYS xos lstat f | sed -n -e "s/st_ino=//p" -e "s/st_mtime_ns=//p" | paste -sd " "'
}

@test "chflags sets exactly the given flags, and stat shows them" {
    touch f
    xos chflags f UF_NODUMP 2>/dev/null || skip "this file system has no flags"
    [[ $(field st_flags f) == 1 ]]
    xos chflags f 0
    [[ $(field st_flags f) == 0 ]]
    fails 69 "xos: chflags: f: Operation not supported [ENOTSUP]" xos chflags f UF_HIDDEN
    fails 69 "xos: chflags: /dev/null: Operation not supported [ENOTSUP]" xos chflags /dev/null UF_NODUMP
}

@test "an immutable file is one" {
    needs_root
    touch f
    xos chflags f SF_IMMUTABLE 2>/dev/null || skip "no such flag here"
    run xos remove f
    xos chflags f 0
    [[ $status -eq 77 && $(xos const SF_IMMUTABLE) == 131072 ]]
}

@test "chdir, fchdir and chroot change the process that becomes PROG" {
    mkdir d && touch f
    succeeds "$PWD/d" xos chdir d -- pwd -P
    succeeds / bash -c 'exec 3</; xos fchdir 3 -- pwd -P'
    succeeds / bash -c 'exec 3</; xos chdir fd:3 -- pwd -P'
    fails 66 "xos: chdir: f: Not a directory [ENOTDIR]" xos chdir f -- pwd
    fails 66 "xos: fchdir: fd:0: Not a directory [ENOTDIR]" bash -c 'xos fchdir 0 -- pwd <f'
    [[ $EUID -ne 0 ]] || succeeds "$(stat -c %i /)" xos chroot / -- stat -c %i /
}

@test "getcwd and getcwdb return the directory, or ENOENT if it was removed" {
    mkdir $'d\n\377' && cd $'d\n\377'
    succeeds "$PWD" xos getcwd
    succeeds "$PWD" xos getcwdb
    mkdir ../gone && cd ../gone && rmdir ../gone
    fails 66 "xos: getcwd: No such file or directory [ENOENT]" xos getcwd
}

@test "device numbers are taken apart and put together" {
    succeeds 2049 xos makedev 8 1
    succeeds 8 xos major 2049
    succeeds 1048575 xos minor "$(xos makedev 511 1048575)"
    fails 64 "xos: major: device: '-1' is not in range" xos major -1
}

@test "pathconf takes names and numbers, statvfs returns the file system" {
    succeeds 255 xos pathconf . PC_NAME_MAX
    succeeds 255 xos pathconf fd:0 3 </dev/null
    fails 65 "xos: pathconf: .: Invalid argument [EINVAL]" xos pathconf . 9999
    fails 64 "xos: pathconf: name: unknown name 'PC_NONE' (xos const pathconf_names lists them)" xos pathconf . PC_NONE
    succeeds "f_bsize f_frsize f_blocks f_bfree f_bavail f_files f_ffree f_favail f_flag f_namemax f_fsid" \
        bash -c 'xos statvfs . | sed "s/=.*//" | paste -sd " "'
}

@test "statx fills in the requested fields, and a field without value is null" {
    touch f
    run \
        bash -c 'xos --json statx f STATX_SIZE |
        jq -c "[.stx_size, .stx_mode == null or .stx_mode > 0, has(\"stx_subvol\")]"'
    [[ $output == '[0,true,true]' ]]
    fails 64 "xos: statx: missing argument: mask" xos statx f
    fails 65 "xos: statx: f: Invalid argument [EINVAL]" \
        xos statx f STATX_SIZE --flags 'AT_STATX_FORCE_SYNC|AT_STATX_DONT_SYNC'
}

@test "device nodes need a privilege" {
    needs_root
    if xos mknod null S_IFCHR\|0666 "$(xos makedev 1 3)" 2>/dev/null; then
        [[ $(field st_rdev null) == 259 ]]
    fi
    mkdir own && chmod 755 . && chown 65534 own && cd own
    fails 77 "xos: mknod: n: Operation not permitted [EPERM]" as_user xos mknod n S_IFBLK\|0600 2049
}

@test "names with newlines, quotes, escapes and bytes that are not text go through" {
    local name=$'a\n\e"\'\\\377 b'
    xos mkdir "$name"
    xos mknod "$name/f"
    xos rename "$name/f" "$name/g"
    xos symlink "$name" l
    succeeds "$name" xos readlink l
    fails 73 'xos: mkdir: a\n\033"'"'"'\\377 b: File exists [EEXIST]' xos mkdir "$name"
    xos unlink "$name/g" && xos rmdir "$name"
}

@test "chflags is for files and directories, and for flags that Linux has" {
    touch f
    fails 69 'xos: chflags: f: Operation not supported [ENOTSUP]' xos chflags f UF_HIDDEN
    fails 69 'xos: chflags: /dev/null: Operation not supported [ENOTSUP]' xos chflags /dev/null UF_NODUMP
    fails 66 'xos: chflags: no/such: No such file or directory [ENOENT]' xos chflags no/such UF_NODUMP
}

@test "scandir distinguishes directories, files and links" {
    mkdir in; cd in; mkfifo p; ln -s nowhere l; mkdir d; touch f
    succeeds $'d true false false\nf false true false\nl false false true\np false false false' \
        bash -c 'xos scandir . --json | jq -r "[.name, .is_dir, .is_file, .is_symlink] | map(tostring) | join(\" \")" |
        sort'
}

@test "an absolute path beyond the kernel's limit is created and removed, including its empty top" {
    long=$(printf '/%0200d' {1..30})
    succeeds '' xos makedirs "$PWD/top$long"
    [[ $(xwalk --count top) == 31 ]]
    touch keep
    succeeds '' xos removedirs "$PWD/top$long"
    [[ ! -e top && -e keep ]]
}

@test "a component that is too long is status 65, and the directories before it are created" {
    for name in $(printf '%0300d %05000d' 0 0); do
        run -65 xos makedirs "a/$name/x"
        [[ $output == *"File name too long [ENAMETOOLONG]" && -d a ]]
        for words in "removedirs $name/x" "renames keep $name/x" "renames $name/x new"; do
            touch keep
            run xos $words
            [[ $status == 65 && $output == *"File name too long [ENAMETOOLONG]" ]] ||
                { echo "${words:0:20}: $status ${output: -60}"; return 1; }
        done
    done
}

@test "reading a status mounts nothing, as with stat(2); statx follows its flags" {
    needs strace
    export ASAN_OPTIONS=detect_leaks=0 # which does not work under strace
    mkdir d && touch d/f
    for words in "stat d" "lstat d" "scandir d --stat" "chmod d u+x" "makedirs d --exist-ok" "xstat d d/f" \
        "xwalk --stat d"; do
        strace -f -qq -o trace -e 'trace=statx,/^statfs' xos $words >out
        [[ -s trace && -z $(grep stat trace | grep -v -e NO_AUTOMOUNT -e '"d/f"') ]] || { cat trace; return 1; }
    done
    strace -qq -o trace -e trace=statx xos statx d STATX_SIZE >out
    [[ $(tail -n 1 trace) == *'"d"'* && $(tail -n 1 trace) != *NO_AUTOMOUNT* ]]
}

@test "makedirs and renames name the directory that could not be made" {
    needs_root
    chmod 755 .
    mkdir -m 755 d
    cp "$(command -v xos)" program
    fails 77 "xos: makedirs: d/a: Permission denied [EACCES]" as_user ./program makedirs d/a/b/c
    touch d/f
    fails 77 "xos: renames: d/a: Permission denied [EACCES]" as_user ./program renames d/f d/a/b
}

@test "a device's numbers are not negative and have 32 bits" {
    succeeds 2049 xos makedev 8 1
    for numbers in "-1 0" "0 -1" "-2 0" "4294967296 0" "0 4294967296"; do
        fails 64 "xos: makedev: a device's numbers are from 0 to 4294967295" xos makedev $numbers
    done
}

@test "a time in nanoseconds may have more than 64 bits" {
    local ns
    touch f
    for ns in 10413792000000000001 9223372036854775808 9223372036854775807 -1000000001 -1 0; do
        xos utime f "$ns" "$ns" --ns
        succeeds "st_mtime_ns=$ns" xos stat f --fields st_mtime_ns
    done
    succeeds "" xos utime f 0 -9223372036854775809 --ns # the file system may not hold that
    fails 64 "xos: utime: times: '99999999999999999999999999999' is not a number of nanoseconds" \
        xos utime f 0 99999999999999999999999999999 --ns
    fails 64 "xos: utime: times: '0xffffffffffffffffff' is not a number of nanoseconds" \
        xos utime f 0 0xffffffffffffffffff --ns
    fails 64 "xos: utime: times: '1_0413792000000000001' is not a number of nanoseconds" \
        xos utime f 0 1_0413792000000000001 --ns
}
