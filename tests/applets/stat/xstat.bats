# xstat: records, formats held against GNU stat, lists, questions other than the status.
load ../../helper

prepare() {
    printf hi >f && chmod 6755 f && : >empty && ln -s f link && ln -s nowhere dangling && mkdir dir && mkfifo fifo
    touch -d @-1.5 empty
}

odd_names() {
    printf x | tee "a b" "it's" $'nl\nx' $'q"x\'y' '{}' '#x' $'\001\377' 'é@=+' $'end\n' '~t' "\$x'" "b\\s'" >/dev/null
    ln -s "it's" "l'1"
}

# everything: the operands that formats are tried on.
everything() {
    everything=(f empty link dangling fifo . /dev/null / "a b" "it's" $'nl\nx' $'q"x\'y' '{}' '#x' \
        $'\001\377' 'é@=+' $'end\n'
        '~t' "\$x'" "b\\s'" "l'1")
}

# same ARG... : GNU stat and xstat write the same bytes; -P is GNU stat's way without -L.
same() {
    local ours=(-P "$@")
    [[ $1 != -L ]] || ours=("$@")
    stat "$@" >theirs 2>/dev/null || :
    xstat "${ours[@]}" >ours 2>/dev/null || :
    cmp theirs ours || { printf '%q ' "$@"; return 1; }
}

@test "xstat and xos stat of one file give exactly the record of the operation" {
    succeeds "$(printf 'stat f' | xos sh --json | jq -r .value.st_ino)" bash -c 'xos stat f | sed -n s/st_ino=//p'
    [[ $(xstat f) == "$(xos stat f)" && $(xstat -P link) == "$(xos lstat link)" ]]
    for option in -P --no-dereference --no-follow-symlinks; do succeeds "$(xos lstat link)" xstat $option link; done
    for option in -L --dereference --follow-symlinks; do succeeds "$(xos stat f)" xstat $option link; done
    succeeds st_mode bash -c 'xos stat f | sed "s/=.*//;q"'
}

@test "several files give records that begin with the path; a failure is reported and the rest follows" {
    expect 66 $'path=f st_size=2\npath=empty st_size=0' "xos: stat: none: No such file or directory [ENOENT]
xos: stat: f/x: Not a directory [ENOTDIR]" xstat --fields st_size f none f/x empty
    expect 66 '{"path":"f","st_size":2}' \
        '{"error":{"op":"stat","errno":2,"name":"ENOENT","message":"No such file or directory","path":"none","exit":66}}' \
        xstat --json --fields st_size none f
}

@test "every directive of GNU stat's writes GNU stat's bytes" {
    odd_names
    everything
    for directive in a A b B d D f F g G h i m n N o s r R t T u U w W x X y Y z Z Hd Ld Hr Lr %; do
        same --printf "%$directive|\n" "${everything[@]}"
        same -L -c "[%$directive] %n" "${everything[@]}"
    done
}

@test "flags, widths and precisions are GNU stat's" {
    everything
    everything=("${everything[@]:0:8}")
    for directive in a A b f F h s R u U w W X Y z n; do
        for spec in 20 -20 .3 10.3 -30.4 020 +5 '#' '#10' ' ' .0 . 40.12 014.3 "'+15" '-+ #0I12' .15 1.2 \
            3.9 -3.9 015.; do
            same --printf "%$spec$directive|\n" "${everything[@]}"
        done
    done
}

@test "file systems have GNU stat's directives too" {
    for spec in '' 20 -20 .3 020 '#'; do
        for directive in a b c d f i l n s S t T; do
            same -f -c "%$spec$directive" /proc
        done
        for directive in b i l n s S t T; do
            same -f --printf "%$spec$directive|" . /proc /dev
        done
    done
}

@test "--printf reads escapes and adds nothing, --format adds a newline or with -0 a NUL byte" {
    same --printf '\a\b\e\f\n\r\t\v\\\"\0\101\x41\x4q%s' f
    same -c '\n%s' f
    succeeds $'2\\0' bash -c "xstat -0 -c %s f | sed 's/\x00/\\\\0/'"
}

@test "an unknown directive, escape or field is 64" {
    fails 64 "xos: xstat: unknown directive '%q'" xstat -c '%s %q' f
    fails 64 "xos: xstat: unknown directive '%5%'" xstat -c '%5%' f
    fails 64 "xos: xstat: unknown directive '%H'" xstat -c '%Hs' f
    fails 64 "xos: xstat: unknown escape '\\q'" xstat --printf '\q' f
    fails 64 "xos: xstat: unknown field 'st_sise'" xstat --fields st_size,st_sise f
    fails 64 "xos: xstat: unknown field ''" xstat --fields '' f
}

@test "options that contradict each other are 64" {
    for options in '--fs --access R_OK' '-c %s --long' '-L -P' '--json -c %s' '--pathconf --long' '--effective-ids' \
        '--statx --long' '--fs --statx' '--files0-from list' 'fd:0 -P' 'fd:0 --dir-fd 3'; do
        # shellcheck disable=SC2086
        run xstat $options f
        [[ $status -eq 64 ]]
    done
    fails 64 "xos: xstat: missing argument: path" xstat
}

@test "a column without a value is none, and path is at the requested place" {
    succeeds $'st_size=2\npath=f' xstat --fields st_size,path f
    succeeds $'st_size=2 path=f\nst_size=0 path=empty' xstat --fields st_size,path f empty
    succeeds '{"stx_size":2,"stx_subvol":null}' xstat --json --statx STATX_SIZE --fields stx_size,stx_subvol f
    succeeds $'path=f f_namemax=255\npath=dir f_namemax=255' xstat --fs --fields f_namemax f dir
}

@test "a descriptor is fd:N, of any kind, and paths may start from one" {
    succeeds 2 bash -c 'xstat --fields st_size fd:3 3<f | sed s/.*=//'
    succeeds fifo bash -c 'true | xstat -c %F fd:0'
    succeeds $'path=fd:3 st_size=2\npath=empty st_size=0' bash -c 'xstat --fields st_size fd:3 empty 3<f'
    succeeds 0 bash -c 'touch dir/x; xstat --dir-fd 3 -c %s x 3<dir'
    fails 66 "xos: stat: fd:19: Bad file descriptor [EBADF]" xstat fd:19
    fails 66 "xos: stat: fd:0: Bad file descriptor [EBADF]" bash -c 'xstat fd:0 <&-'
}

@test "--access answers as a predicate, for one file and for several" {
    succeeds true xstat --access R_OK f
    expect 1 false "" xstat --access F_OK none
    expect 1 $'path=f access=true\npath=empty access=false' "" xstat --access X_OK f empty
    expect 1 "" "" xstat -q --access X_OK f empty
    succeeds true xstat --access R_OK fd:3 3<f
}

@test "--pathconf shows one limit or all, --fs the file system" {
    succeeds 255 xstat --pathconf=PC_NAME_MAX f
    succeeds 255 xstat --pathconf PC_NAME_MAX f
    succeeds 255 xstat f --pathconf PC_NAME_MAX
    succeeds $'path=f PC_NAME_MAX=255\npath=dir PC_NAME_MAX=255' xstat --pathconf PC_NAME_MAX f dir
    succeeds PC_PATH_MAX=4096 bash -c 'xstat --pathconf f | grep PC_PATH_MAX'
    succeeds "$(xos statvfs . | grep -v free -c)" bash -c 'xstat --fs . | grep -v free -c'
    fails 66 "xos: statvfs: none: No such file or directory [ENOENT]" xstat --fs none
}

@test "--statx shows the fields of statx, with its mask and flags" {
    succeeds stx_mask bash -c 'xstat --statx f | sed "s/=.*//;q"'
    [[ $(xstat f --statx STATX_SIZE) == "$(xstat --statx=STATX_SIZE f)" ]]
    succeeds stx_size=2 bash -c 'xstat --statx STATX_SIZE --flags AT_STATX_DONT_SYNC f | grep stx_size'
    fails 65 "xos: statx: f: Invalid argument [EINVAL]" xstat --statx --flags 'AT_STATX_DONT_SYNC|AT_STATX_FORCE_SYNC' f
}

@test "--long is a line for people" {
    touch -d @1297308295 f && head -c 1500 /dev/zero >k && touch -d @0 k && chmod 640 k
    TZ=UTC run xstat -l -P f k link
    local line
    line="^-rwsr-sr-x +1 [^ ]+ +[^ ]+ +2 2011-02-10T03:24:55[+]00:00 f\$" && [[ ${lines[0]} =~ $line ]]
    line="^-rw-r----- +1 .* 1[.]5K 1970-01-01T00:00:00[+]00:00 k\$" && [[ ${lines[1]} =~ $line ]]
    line="^lrwxrwxrwx .* link -> f\$" && [[ ${lines[2]} =~ $line ]]
}

@test "--long rounds sizes up and shows a device's numbers" {
    for pair in 1023:1023 1024:1.0K 1025:1.1K 10239:10K 10240:10K 1048575:1024K 1048576:1.0M; do
        truncate -s "${pair%:*}" s
        succeeds "${pair#*:}" bash -c "xstat -l s | awk '{ print \$5 }'"
    done
    succeeds 1,3 bash -c "xstat -l /dev/null | awk '{ print \$5 }'"
}

@test "--files0-from reads names of any bytes from a file or standard input, the last one ended or not" {
    odd_names
    find . -type f -print0 | sort -z >list
    xargs -0 stat -c '%s %n' <list >theirs
    xstat --files0-from list -c '%s %n' >ours
    cmp theirs ours
    head -c -1 list | xstat --files0-from - -c '%s %n' >ours
    cmp theirs ours
    xstat --json --files0-from list --fields path >ours
    python3 -c 'import json, os, sys
sys.stdout.buffer.write(b"".join(os.fsencode(json.loads(line)["path"]) + b"\0" for line in open("ours")))' |
        cmp - list
}

@test "a list's failures are reported in place, an empty name is one, and the list itself may fail" {
    expect 66 $'path=f st_size=2\npath=empty st_size=0' "xos: stat: -:2: none: No such file or directory [ENOENT]
xos: stat: -:3: an empty name" bash -c "printf 'f\0none\0\0empty' | xstat --files0-from - --fields st_size"
    expect 64 "path=f st_size=2" "xos: xstat: -:1: fd:N and --dir-fd exclude each other" \
        bash -c "printf 'fd:0\0f' | xstat --files0-from - --dir-fd 9 --fields st_size 9<."
    succeeds "" xstat --files0-from empty
    fails 66 "xos: stat: none: No such file or directory [ENOENT]" xstat --files0-from none
    printf 'f\0none\0' >list
    expect 66 '{"path":"f","st_size":2}' \
        '{"error":{"op":"stat","errno":2,"name":"ENOENT","message":"No such file or directory","path":"none","list":"list","item":2,"exit":66}}' \
        xstat --json --files0-from list --fields st_size
    fails 73 "xos: stat: dir: Is a directory [EISDIR]" xstat --files0-from dir
    fails 66 "xos: stat: standard input: Bad file descriptor [EBADF]" bash -c 'xstat --files0-from - <&-'
}

@test "long lists keep their order on any number of processors, and need few descriptors" {
    mkdir many && (cd many && seq -w 3000 | xargs touch && seq 1 7 3000 | xargs -n 200 rm -f)
    for i in $(seq -w 3000); do printf 'many/%s\0' "$i"; done >list
    xargs -0 stat -c '%i %n' <list >theirs 2>/dev/null || :
    xstat --files0-from list -c '%i %n' >ours 2>errors && false
    cmp theirs ours
    [[ $(wc -l <errors) == $((3000 - $(wc -l <ours))) ]]
    bash -c 'ulimit -n 8; exec taskset -c 0 xstat --files0-from list -c "%i %n" 2>/dev/null' | cmp - theirs
    bash -c 'ulimit -u 1; exec xstat --files0-from list -c "%i %n" 2>/dev/null' | cmp - theirs
}

@test "a name longer than any block is a name" {
    head -c 200000 /dev/zero | tr '\0' x >list && printf '\0f\0' >>list
    run bash -c 'xstat --files0-from list -c %n 2>errors; cut -c 1-22 errors; tail -c 40 errors'
    [[ ${lines[0]} == f && ${lines[1]} == "xos: stat: list:1: xxx" &&
        ${lines[2]} == *"File name too long [ENAMETOOLONG]" ]]
}

@test "a list that arrives slowly is answered as it arrives" {
    local names answers first second
    mkfifo n a
    xstat --files0-from - -c %n <n >a 3>&- &
    exec {names}>n {answers}<a
    printf 'f\0' >&"$names"
    read -r -t 60 -u "$answers" first
    printf 'empty\0' >&"$names"
    read -r -t 60 -u "$answers" second
    exec {names}>&-
    wait $!
    [[ $first == f && $second == empty ]]
}

@test "a full or closed standard output is 74, for every form" {
    printf 'f\0' >list
    for form in f '-c %s f' '--long f' '--fs f' '--pathconf f' '--access R_OK f' '--statx f' '--files0-from list'; do
        # shellcheck disable=SC2086
        run bash -c 'xstat "$@" >/dev/full' - $form
        [[ $status -eq 74 ]]
        # shellcheck disable=SC2086
        run bash -c 'xstat "$@" >&-' - $form
        [[ $status -eq 74 ]]
    done
}

@test "records are safe to eval, raw with -0, and JSON" {
    local name=$'a\n\'b; exit 9'
    touch "$name"
    eval "$(xstat --fields path,st_size "$name")"
    # shellcheck disable=SC2154 # path and st_size come from eval
    [[ $path == "$name" && $st_size == 0 ]]
    succeeds 'path=f|st_size=2|' bash -c "xstat -0 --fields path,st_size f | tr '\0' '|'"
    succeeds 2 bash -c 'xstat --json f | jq .st_size'
}

@test "names of users and groups are looked up only when asked for, and once for a run of equal ids" {
    needs strace
    run bash -c 'strace -f -e trace=openat xstat -c "%u %s" f empty dir 2>&1 | grep -c -e passwd -e nsswitch'
    [[ $output == 0 ]]
    run bash -c 'strace -f -e trace=openat xstat -c "%U" f empty dir 2>&1 | grep -c etc/passwd'
    ((output <= 1))
}

@test "the sessions of the manual page come out as they are written" {
    load ../../sessions
    mkdir sessions room
    manual_sessions "$top/man/xstat.1" "$PWD/sessions"
    cd room
    sessions_hold ../sessions
}

@test "%m of a descriptor is its file's mount point, or ? if it has no path" {
    touch f
    succeeds "$(stat -c %m f)" xstat -c %m fd:5 5<f
    rm f
    expect 66 '?' 'xos: stat: fd:5: No such file or directory [ENOENT]' xos memfd_create name --as 5 -- xstat -c %m fd:5
    expect 66 '?' 'xos: stat: fd:0: No such file or directory [ENOENT]' bash -c ': | xstat -c %m fd:0'
}

@test "--pathconf works below --dir-fd and for links themselves" {
    mkdir d && ln -s nowhere d/l
    succeeds 255 xstat --pathconf=PC_NAME_MAX --dir-fd 7 -P l 7<d
    fails 66 'xos: pathconf: l: No such file or directory [ENOENT]' xstat --pathconf=PC_NAME_MAX --dir-fd 7 l 7<d
}

@test "--long shows every type of file with its letter" {
    needs_root
    needs python3 mknod
    mkfifo p && mknod b b 7 200 && mkdir d && touch new && ln -s new l
    python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind("s")'
    succeeds $'prw\nbrw\ndrw\n-rw\nlrw\nsrw\ncrw' bash -c 'xstat -P --long p b d new l s /dev/null | cut -c1-3'
    succeeds $'fifo\nblock special file\ndirectory\nregular empty file\nsymbolic link\nsocket\ncharacter special file' \
        xstat -P -c %F p b d new l s /dev/null
}

@test "questions other than statx work for files from a list, too" {
    mkdir d && touch a 'b c'
    printf 'd\0no\0a\0b c\0' >names
    expect 1 $'path=d access=true\npath=no access=false\npath=a access=true\npath=\'b c\' access=true' '' \
        xstat --access R_OK --files0-from names
    expect 66 $'path=d PC_NAME_MAX=255\npath=a PC_NAME_MAX=255\npath=\'b c\' PC_NAME_MAX=255' \
        'xos: pathconf: names:2: no: No such file or directory [ENOENT]' xstat --pathconf=PC_NAME_MAX \
        --files0-from names
}

@test "--long is for files and file systems, in no other form" {
    touch f
    fails 64 'xos: xstat: --access and --pathconf have no format' xstat --long --access R_OK f
}

@test "xattr-tool, xsched and xenv also answer a list as it arrives, report bad entries by number, and continue" {
    local out ended=0 pid
    coproc tool { xattr-tool list -R --files0-from -; }
    pid=$tool_PID
    touch f && xattr-tool set user.a 1 f
    printf 'f\0' >&"${tool[1]}"
    IFS= read -r -t 60 -u "${tool[0]}" out
    [[ $out == '# file: f' ]]
    printf '\0none\0' >&"${tool[1]}"
    exec {tool[1]}>&-
    wait "$pid" || ended=$?
    [[ $ended == 65 ]]
    printf '%s\0\0x\0999999999\0' $$ >pids
    run --separate-stderr xsched --json --files0-from pids
    [[ $status == 65 && $(wc -l <<<"$output") == 1 ]]
    [[ $stderr == \
        '{"error":{"op":"xsched","errno":null,"name":null,"message":"an empty name","list":"pids","item":2,"exit":65}}
'*'"message":"'"'x'"' is not a process","list":"pids","item":3,"exit":64}}
'*'"list":"pids","item":4,"exit":66}}' ]] || { echo "$stderr"; return 1; }
    printf 'HOME\0\0' >names
    expect 65 "$HOME" "xos: xenv: names:2: an empty name" xenv --files0-from names
}

@test "st_fstype distinguishes ext2 from ext4 and devtmpfs from tmpfs, with statmount or without" {
    needs_root
    needs strace
    mountpoint -q /dev/shm && [[ $(findmnt -no FSTYPE /dev/shm) == tmpfs ]] || mount -t tmpfs none /dev/shm
    mkdir m
    truncate -s 1M image && mkfs.ext2 -q -F image
    local pre
    for pre in "" "strace -qq -o /dev/null -e inject=statx:error=ENOSYS"; do
        succeeds st_fstype=tmpfs $pre xstat --fields st_fstype /dev/shm
        succeeds "st_fstype=$(findmnt -no FSTYPE /dev || echo tmpfs)" $pre xstat --fields st_fstype /dev
        run unshare -m bash -c "mount -o loop image m 2>/dev/null || exit 99; exec $pre xstat --fields st_fstype m"
        [[ $status == 99 || $output == st_fstype=ext2 ]]
    done
}

# with_fuse FOLDER CMD... : CMD while a file system of type fuse.sample is mounted on FOLDER; 99 if that is impossible.
with_fuse() {
    unshare -m python3 - "$@" <<'P'
import ctypes, os, struct, subprocess, sys, threading
MISSING, FORGET, GETATTR, STATFS, INIT = -38, 2, 3, 17, 26
def serve():
    while True:
        size, call, number = struct.unpack_from("IIQ", os.read(fuse, 1 << 20))
        body = {INIT: struct.pack("IIIIHHI40x", 7, 31, 65536, 0, 16, 12, 65536),
                GETATTR: struct.pack("16xQ40x12xII3I8x", 1, 0o40755, 2, 0, 0, 0),
                STATFS: struct.pack("40xIII28x", 4096, 255, 4096)}.get(call)
        if call != FORGET:
            error = 0 if body else MISSING
            os.write(fuse, struct.pack("IiQ", 16 + len(body or b""), error, number) + (body or b""))
try:
    fuse = os.open("/dev/fuse", os.O_RDWR)
except OSError:
    sys.exit(99)
options = b"fd=%d,rootmode=40000,user_id=0,group_id=0" % fuse
if ctypes.CDLL(None).mount(b"sample", sys.argv[1].encode(), b"fuse.sample", 0, options) != 0:
    sys.exit(99)
threading.Thread(target=serve, daemon=True).start()
os._exit(subprocess.call(sys.argv[2:]))
P
}

@test "st_fstype names a file system of fuse as its mount does, and xwalk too" {
    needs_root
    needs python3
    mkdir m
    run -0 with_fuse m true || skip "fuse cannot be mounted here"
    succeeds $'st_fstype=fuse.sample\nfuse.sample\nm' with_fuse m timeout 20 sh -c \
        'xstat --fields st_fstype m && xwalk -d 0 --printf "%F\n" m && xwalk -d 0 --fstype fuse.sample m'
}

@test "--fs --long is a table like df's" {
    run xstat --fs --long /proc .
    [[ ${#lines[@]} == 3 && ${lines[0]} == "TYPE          SIZE    USED   AVAIL  USE% MOUNTED ON       FILE" &&
        ${lines[1]} == "proc             0       0       0     - /proc            /proc" && ${lines[2]} == *" ." ]] ||
        { echo "$output"; return 1; }
    read -r _ size used avail use point _ <<<"${lines[2]}"
    [[ "$point" == "$(df --output=target . | tail -1)" && "$use" == "$(df --output=pcent . | tail -1 | tr -d ' ')" ]]
    [[ $size =~ ^[0-9.]+[KMGTPE]?$ && $used =~ ^[0-9.]+[KMGTPE]?$ && $avail =~ ^[0-9.]+[KMGTPE]?$ ]]
    fails 64 "xos: xstat: --format, --printf and --long exclude --statx" xstat --statx --long .
}

@test "a year below 1000 has four digits" {
    local shm
    shm=$(mktemp -p /dev/shm) && TZ=UTC xos utime "$shm" -62135596800 -62135596800
    [[ $(TZ=UTC xstat -c %y "$shm") == "0001-01-01 00:00:00.000000000 +0000" &&
        $(TZ=UTC xstat --long "$shm") == *" 0001-01-01T00:00:00+00:00 "* ]]
    rm "$shm"
}

@test "times are in TZ's zone, one that does not exist is status 66, and without times TZ is not read" {
    : >f && touch -d 2024-07-01T12:00:00.5Z f
    succeeds "2024-07-01 14:00:00.500000000 +0200" env TZ=Europe/Berlin xstat -c %y f
    succeeds "2024-07-01 08:30:00.500000000 -0330" env TZ='<-0330>3:30' xstat -c %y f
    [[ $(TZ=Asia/Kolkata xstat --long f) == *" 2024-07-01T17:30:00+05:30 "* ]]
    for option in '-c %y' --long; do
        # shellcheck disable=SC2086 # words
        fails 66 "xos: stat: no such time zone: 'Mars/Base'" env TZ=Mars/Base xstat $option f
    done
    succeeds "0" env TZ=Mars/Base xstat -c %s f
}
