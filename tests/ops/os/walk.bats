# listdir, scandir, walk and fwalk: their records, their descriptors, their errors.
load ../../helper

prepare() {
    mkdir -p t/sub
    printf 12345 >t/sub/file
    ln -s sub t/link
    ln -s nowhere t/broken
}

@test "listdir gives the names, an item a line, an array, or with NUL bytes" {
    succeeds $'broken\nlink\nsub' bash -c 'xos listdir t | sort'
    succeeds '["file"]' xos listdir t/sub --json
    succeeds '["file"]' bash -c 'cd t/sub && xos --json listdir'
    succeeds 'broken,link,sub,' bash -c 'xos listdir -0 t | sort -z | tr "\0" ,'
}

@test "listdir reads a descriptor from its beginning, twice as well" {
    exec 9<t/sub
    succeeds file xos listdir fd:9
    succeeds file xos listdir fd:9
    exec 9<&-
}

@test "listdir distinguishes a file, a missing path and a closed descriptor" {
    fails 66 "xos: listdir: t/sub/file: Not a directory [ENOTDIR]" xos listdir t/sub/file
    fails 66 "xos: listdir: no: No such file or directory [ENOENT]" xos listdir no
    fails 66 "xos: listdir: fd:77: Bad file descriptor [EBADF]" xos listdir fd:77
    fails 66 "xos: scandir: fd:0: Not a directory [ENOTDIR]" bash -c 'xos scandir fd:0 <t/sub/file'
    fails 66 "xos: listdir: fd:0: Not a directory [ENOTDIR]" bash -c 'true | xos listdir fd:0'
}

@test "listdir of a descriptor that is not a directory leaves its position alone" {
    echo content >file
    exec 9<file
    xos lseek 9 3 SEEK_SET
    fails 66 'xos: listdir: fd:9: Not a directory [ENOTDIR]' xos listdir fd:9
    succeeds 3 xos lseek 9 0 SEEK_CUR
    exec 9<&-
}

@test "scandir shows the targets of links, and with --no-follow-symlinks the links themselves" {
    inode=$(stat -c %i t/link)
    rest='"is_symlink":true,"is_junction":false}'
    succeeds '{"name":"link","path":"t/link","inode":'"$inode"',"is_dir":true,"is_file":false,'"$rest" \
        bash -c 'xos scandir t --json | grep /link'
    succeeds '{"name":"link","path":"t/link","inode":'"$inode"',"is_dir":false,"is_file":false,'"$rest" \
        bash -c 'xos scandir t --json --no-follow-symlinks | grep /link'
}

@test "scandir of a link that leads nowhere, or round, is neither file nor directory" {
    ln -s round t/sub/round
    succeeds '[false,false,true]' bash -c 'xos scandir t --json | grep broken | jq -c "[.is_dir,.is_file,.is_symlink]"'
    succeeds '[null,null,true]' bash -c 'xos scandir t/sub --json | grep round | jq -c "[.is_dir,.is_file,.is_symlink]"'
}

@test "a path in scandir's records is the directory's joined with the name, of a descriptor the name" {
    succeeds t/sub//file bash -c 'xos scandir t/sub// --json | jq -r .path'
    succeeds t/sub/file bash -c 'xos scandir t/sub --json | jq -r .path'
    succeeds file bash -c 'xos scandir fd:0 --json <t/sub | jq -r .path'
}

@test "scandir --stat adds the fields of stat_result" {
    succeeds "$(xos stat t/sub/file --json | jq -cS 'del(.st_fstype)')" \
        bash -c 'xos scandir --stat t/sub --json |
        jq -cS "with_entries(select(.key | startswith(\"st_\"))) | del(.st_fstype)"'
}

@test "walk in xsh gives dirpath, dirnames and filenames, links to directories among the dirnames" {
    succeeds \
        '{"value":[{"dirpath":"t","dirnames":["link","sub"],"filenames":["broken"]},{"dirpath":"t/sub","dirnames":[],"filenames":["file"]}]}' \
        bash -c 'xos sh --json -c "walk t" | jq -c "(.value[].dirnames) |= sort"'
}

@test "walk with topdown no reports a directory after those in it; followlinks enters links" {
    succeeds $'t/sub\nt' bash -c 'xos sh --json -c "walk t no" | jq -r ".value[].dirpath"'
    succeeds $'t\nt/link\nt/sub' bash -c 'xos sh --json -c "walk t --followlinks=yes" | jq -r ".value[].dirpath" | sort'
}

@test "walk reports errors and continues, unless onerror is ignore or raise" {
    expect 66 "" "xos: walk: no: No such file or directory [ENOENT]" xos sh -c 'walk no'
    succeeds "" xos sh -c 'walk no yes ignore'
    fails 66 "-c:1: walk: no: No such file or directory [ENOENT]" xos sh -c 'walk no yes raise'
    expect 66 "" "xos: walk: no: No such file or directory [ENOENT]" xos sh -c 'walk no yes report'
    expect 66 "" "xos: walk: t/sub/file: Not a directory [ENOTDIR]" xos sh -c 'walk t/sub/file'
    expect 66 "" "xos: walk: t/broken: No such file or directory [ENOENT]" xos sh -c 'walk t/broken'
    succeeds "" xos sh -c 'walk t/sub/file yes ignore'
    succeeds "" xos fwalk t/sub/file
    fails 64 "-c:1: walk: onerror: 'panic' is not ignore, report or raise" xos sh -c 'walk no yes panic'
}

@test "walk on the command line takes the names of os.walk's parameters" {
    succeeds '{"dirpath":"t/sub","dirnames":[],"filenames":["file"]}' \
        bash -c 'xos walk t --topdown=no --json | head -n 1'
    succeeds t/link/file bash -c 'xos walk t --followlinks=yes | grep link/'
    succeeds t/sub/file xos walk --onerror=ignore no t/sub/file nor
    fails 66 "xos: walk: no: No such file or directory [ENOENT]" xos walk -j 1 --onerror=raise no t nor
    expect 66 "" \
        $'xos: walk: no: No such file or directory [ENOENT]\nxos: walk: nor: No such file or directory [ENOENT]' \
        xos walk -j 1 --onerror report no nor
}

@test "fwalk adds dirfd, starts at dir_fd, does not start at a link, and misses no missing top" {
    succeeds $'sub\tnumber' bash -c 'xos fwalk sub --dir-fd 9 --json 9<t | jq -r "[.dirpath, (.dirfd | type)] | @tsv"'
    succeeds "" xos fwalk t/link
    succeeds "t/link" bash -c 'xos fwalk t/link --follow-symlinks --json | jq -r .dirpath'
    fails 66 "xos: fwalk: no: No such file or directory [ENOENT]" xos fwalk no
}

@test "DirEntry's rows say which field of scandir they are" {
    fails 64 "xos: DirEntry.is_junction: not a separate command: see the field is_junction of scandir's records" \
        xos DirEntry.is_junction
}

@test "fwalk fails on a top that is a dangling or circular link, as os.fwalk does" {
    ln -s nowhere dangling && ln -s round round
    for onerror in report ignore; do
        fails 66 "xos: fwalk: dangling: No such file or directory [ENOENT]" xos fwalk dangling True $onerror
        fails 66 "xos: fwalk: round: Too many levels of symbolic links [ELOOP]" xos fwalk round True $onerror
    done
}
