# xos const: the documentation's constants, strings and sets.
load ../helper

@test "a constant is its number, with its module in front or not" {
    succeeds 524288 xos const O_CLOEXEC
    succeeds 524288 xos const os.O_CLOEXEC
    succeeds 16384 xos const stat.S_IFDIR
    succeeds $'CLOCK_TAI=11\nRTLD_GLOBAL=256\nENOENT=2\nDEFAULT_BUFFER_SIZE=131072\nLOG_LOCAL3=19' xos const \
        time.CLOCK_TAI ctypes.RTLD_GLOBAL errno.ENOENT io.DEFAULT_BUFFER_SIZE logging.handlers.SysLogHandler.LOG_LOCAL3
    fails 64 "xos: const: unknown constant 'time.nothing_like_it'" xos const time.nothing_like_it
    succeeds 66 xos const --json EX_NOINPUT
    succeeds -1 xos const NODEV
}

@test "a string is its bytes, and altsep is None" {
    succeeds / xos const sep
    succeeds null xos const --json altsep
    succeeds "" xos const altsep
    succeeds '"\n"' xos const --json linesep
    succeeds posix xos const os.name
    succeeds OSError xos const error
}

@test "several names make a record that is safe to eval" {
    succeeds $'O_RDWR=2\nsep=/\nlinesep=\'\n\'' xos const O_RDWR sep linesep
    succeeds '{"F_LOCK":1,"defpath":"/bin:/usr/bin","supports_bytes_environ":true}' \
        xos const --json F_LOCK defpath supports_bytes_environ
}

@test "a name that ends in * is all numbers whose names begin so, as help and messages write it" {
    succeeds $'SEEK_SET=0\nSEEK_CUR=1\nSEEK_END=2\nSEEK_DATA=3\nSEEK_HOLE=4' xos const 'SEEK_*'
    succeeds '{"sep":"/","PRIO_PROCESS":0,"PRIO_PGRP":1,"PRIO_USER":2}' xos const --json sep 'os.PRIO_*'
    succeeds $'S_ISUID=2048\nS_ISGID=1024\nS_ISVTX=512' xos const 'stat.S_IS*'
    fails 64 "xos: const: unknown constant 'NO_SUCH_*'" xos const 'NO_SUCH_*'
    fails 64 "xos: lseek: how: unknown name 'END' (xos const SEEK_* lists them)" xos lseek 5 0 END
}

@test "an unknown name is a usage error that names the nearest, and nothing is printed" {
    fails 64 "xos: const: unknown constant 'O_CLOEXE' (did you mean O_CLOEXEC?)" xos const O_RDONLY O_CLOEXE
    fails 64 "xos: const: unknown constant 'nothing_like_it'" xos const nothing_like_it
    fails 64 "xos: const: unknown constant ''" xos const ''
}

@test "a name that this platform lacks is status 69 and says which platform has it" {
    fails 69 "xos: const: O_BINARY: documented, but not on this platform: exists on Windows" xos const O_BINARY
    fails 69 \
        "xos: const: SCHED_SPORADIC: documented, but not on this platform: exists on some Unix systems, not Linux" \
        xos const SCHED_SPORADIC
}

@test "without a name every constant is listed once, and each answers alike when asked for" {
    xos const | grep -oE '^[A-Z][A-Z0-9_]*=-?[0-9]+$' >all
    [[ $(wc -l <all) -ge 440 && -z $(cut -d= -f1 all | sort | uniq -d) ]]
    xargs xos const < <(cut -d= -f1 all) >again
    cmp all again
}

@test "the listing is safe to eval" {
    (eval "$(xos const)" && [[ $SEEK_END == 2 && $linesep == $'\n' && $devnull == /dev/null ]])
}

@test "every number is the one that Python has" {
    needs python3
    xos const --json >ours
    succeeds "" python3 -c '
import json, os, stat
names = {**os.sysconf_names, **os.pathconf_names, **os.confstr_names}
for name, value in json.load(open("ours")).items():
    theirs = getattr(os, name, getattr(stat, name, names.get(name, value)))
    if type(value) is int and theirs != value:
        print(name, value, theirs)'
}

@test "every documented constant of Python's os is known" {
    needs python3
    xos const --json >ours
    succeeds "" python3 -c '
import json, os, re
ours = json.load(open("ours"))
for name in dir(os):
    if (
        re.fullmatch("[A-Z]+_?[A-Z0-9_]+", name)
        and type(getattr(os, name)) is int
        and name not in ours | {"O_ACCMODE": 0, "O_LARGEFILE": 0, "NGROUPS_MAX": 0, "TMP_MAX": 0}
    ):
        print(name)'
}

@test "the dictionaries of names hold what Python's hold" {
    needs python3
    for which in pathconf_names sysconf_names confstr_names; do
        xos const --json "$which" >ours
        python3 -c 'import json, os, sys
ours, theirs = json.load(open("ours")), getattr(os, sys.argv[1])
sys.exit(any(ours.get(name) != theirs[name] for name in theirs))' "$which"
    done
}

@test "the supports_ sets are lists of operations that exist" {
    for set in supports_dir_fd supports_fd supports_follow_symlinks supports_effective_ids; do
        xos const "$set" | while read -r name; do xos --help "$name" >/dev/null || return; done
        xos const --json "$set" | grep -q '^\[.*\]$'
    done
}

@test "the supports_ sets hold at least what Python's hold" {
    needs python3 jq
    for set in supports_dir_fd supports_fd supports_follow_symlinks supports_effective_ids; do
        python3 -c "import os; print(*sorted(f.__name__ for f in os.$set), sep='\n')" >theirs
        xos const "$set" | sort >ours
        [[ -z $(comm -23 theirs ours) ]]
    done
}

@test "environ is a record: the first of two names, no entry without =, unassignable names as comments" {
    needs python3
    cat >run.py <<'EOF'
import ctypes, shutil
env = (ctypes.c_char_p * 6)(b"A=1", b"A=2", b"plain", b"x-y=3\n", b"B=it's \xff", None)
argv = (ctypes.c_char_p * 4)(b"xos", b"const", b"environ", None)
ctypes.CDLL(None).execve(shutil.which("xos").encode(), argv, env)
EOF
    python3 run.py >got
    printf "A=1\n# x-y=3\\\\n\nB='it'\\\\''s \\xff'\n" | cmp - got
}

@test "an unknown constant suggests the nearest, texts too" {
    fails 64 "xos: const: unknown constant 'seq' (did you mean sep?)" xos const seq
    fails 64 "xos: const: unknown constant 'O_CLOEXE' (did you mean O_CLOEXEC?)" xos const O_CLOEXE
}
