# Files that the user asks to be written: -o, --report and --joblog open them in one place (lib/os/output.h).
load ../helper

# A folder as /tmp is, with a link in it that another user put there: s/LINK leads to TARGET.
foreign_link() {
    chmod 755 . .. 2>/dev/null
    mkdir -p s && chmod 1777 s
    setpriv --reuid 65534 --regid 65534 --clear-groups ln -s "$1" "s/$2"
}

@test "no command that writes follows another user's link in a directory such as /tmp" {
    needs_root
    local target place
    mkfifo fifo
    seq 2 >items
    for target in plain fifo new /dev/null; do
        [[ $target == plain ]] && echo precious >plain
        foreign_link "$([[ $target == /* ]] || echo "$PWD/")$target" "$(basename $target)"
        place=s/$(basename $target)
        fails 77 "xos: urandom: $place: Permission denied [EACCES]" timeout 10 xurandom 8 -o "$place"
        fails 77 "xos: xspawn: $place: Permission denied [EACCES]" timeout 10 xspawn --report "$place" true
        fails 77 "xos: xspawn: $place: Permission denied [EACCES]" timeout 10 xspawn --each items --joblog "$place" true
    done
    [[ $(<plain) == precious && ! -e new ]]
}

@test "links of the user's own, of the folder's owner, and in folders for few are followed" {
    needs_root
    mkdir -m 1777 s
    ln -s ../a s/own
    succeeds "" xurandom 8 -o s/own
    [[ $(stat -c %s a) == 8 && -L s/own ]]
    mkdir plain && setpriv --reuid 65534 --regid 65534 --clear-groups true
    ln -s ../b plain/link && chown -h 65534 plain/link
    succeeds "" xspawn --report plain/link true
    [[ -s b ]]
    mkdir -m 1777 t && chown 65534 t && ln -s ../c t/link && chown -h 65534 t/link
    succeeds "" xspawn --report t/link true
    [[ -s c ]]
}

@test "another user's file in a folder for all is not written" {
    needs_root
    mkdir -m 1777 s
    touch s/file && chown 65534 s/file && chmod 666 s/file
    fails 77 "xos: xspawn: s/file: Permission denied [EACCES]" xspawn --report s/file true
    [[ ! -s s/file ]]
}

@test "links in a row are followed, a loop is ELOOP, a path that ends in a slash is EISDIR" {
    ln -s two one && ln -s three two
    succeeds "" xurandom 8 -o one
    [[ $(stat -c %s three) == 8 && -L one && -L two ]]
    ln -s loop loop
    fails 66 "xos: urandom: loop: Too many levels of symbolic links [ELOOP]" xurandom 8 -o loop
    fails 73 "xos: urandom: x/: Is a directory [EISDIR]" xurandom 8 -o x/
    fails 73 "xos: urandom: .: Is a directory [EISDIR]" xurandom 8 -o .
    fails 66 "xos: urandom: no/f: No such file or directory [ENOENT]" xurandom 8 -o no/f
    fails 66 "xos: urandom: : No such file or directory [ENOENT]" xurandom 8 -o ''
}

@test "/dev/stdout is written directly, be it a pipe or a file" {
    [[ $(xurandom --hex 4 -o /dev/stdout | cat) =~ ^[0-9a-f]{8}$ ]]
    xurandom --hex 4 -o /dev/stdout >file
    [[ $(<file) =~ ^[0-9a-f]{8}$ ]]
}

@test "SIGINT, SIGTERM and SIGHUP leave no temporary file if nameless files are unsupported" {
    needs_root
    local signal
    mkdir -m 777 user
    chmod 755 .
    cp "$(command -v xos)" program
    for signal in INT TERM HUP; do
        run -$((128 + $(kill -l $signal))) unshare \
            -m bash -c 'umount -l /proc; cd user; exec timeout --preserve-status -s '$signal' 0.3 \
            setpriv --reuid 65534 --regid 65534 --clear-groups ../program urandom 3G -j 1 -o f'
    done
    succeeds "" find user -mindepth 1
}
