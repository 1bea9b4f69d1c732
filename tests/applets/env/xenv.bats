# xenv: the environment in every form, changed for a program, and what else a process is.
load ../../helper
load ../../sessions

prepare() {
    mkdir clean && cd clean || return
}

# with_odd ARG... : xenv under an environment that no shell can make: two of one name, no "=", no identifier, no UTF-8.
with_odd() {
    needs python3
    python3 - "$@" <<'EOF'
import ctypes, os, shutil, sys
entries = [b"A=1", b"A=2", b"plain", b"x-y=3", b"N=a\nb'c", b"U=\xff", b"=empty", None]
argv = [b"xenv", *map(os.fsencode, sys.argv[1:]), None]
ctypes.CDLL(None).execve(shutil.which("xenv").encode(), (ctypes.c_char_p * len(argv))(*argv),
                         (ctypes.c_char_p * len(entries))(*entries))
EOF
}

@test "text is what env prints, to the byte" {
    env -i 'A=x  y' $'N=1\n2' $'U=\xff' "$(command -v xenv)" >ours
    printf 'A=x  y\nN=1\n2\nU=\xff\n' | cmp - ours
    env >theirs && xos env >ours && diff <(grep -v '^_=' theirs) <(grep -v '^_=' ours)
}

@test "-0 gives every entry, byte-exact and in order" {
    with_odd -0 | cmp - <(printf "A=1\0A=2\0plain\0x-y=3\0N=a\nb'c\0U=\xff\0=empty\0")
    env -0 | grep -zv '^_=' >theirs && xenv -0 | grep -zv '^_=' | cmp - theirs
}

@test "--json is os.environ's mapping; --entries keeps what a mapping cannot" {
    succeeds '{"A":"1","x-y":"3","N":"a\nb'"'"'c","U":"\udcff","":"empty"}' with_odd --json
    succeeds '["A=1","A=2","plain","x-y=3","N=a\nb'"'"'c","U=\udcff","=empty"]' with_odd --entries --json
}

@test "--sh is a script that makes the same environment" {
    with_odd --sh >script
    printf "export A=1\n# plain\n# x-y=3\nexport N='a\nb'\\\\''c'\nexport U='\xff'\n# =empty\n" | cmp - script
    env -i 'V=a "b" $c `d` \e'"'f'" $'W=\n#' "$(command -v xenv)" --sh >script
    for shell in bash dash; do
        command -v $shell || continue
        env -i $shell -c '. ./script; printf "%s|%s" "$V" "$W"' | cmp - <(printf '%s' 'a "b" $c `d` \e'"'f'|"$'\n#')
    done
}

@test "--sh unsets removed variables" {
    succeeds $'unset A\nexport B=2\nexport C=3' env -i A=1 B=2 "$(command -v xenv)" -u A --sh C=3
    succeeds $'unset A\nunset B\nexport C=3' env -i A=1 B=2 "$(command -v xenv)" -i --sh C=3
}

@test "a name gives its value, alone, raw or as JSON" {
    succeeds $'x\ny' env -i $'A=x\ny' "$(command -v xenv)" A
    succeeds $'1\n2' env -i A=1 B=2 "$(command -v xenv)" A B
    succeeds '"1"' env -i A=1 "$(command -v xenv)" A --json
    succeeds '{"B":"2","A":"1"}' env -i A=1 B=2 "$(command -v xenv)" --json B A
}

@test "a name that is not set is status 66, and the others are still shown" {
    expect 66 1 "xos: getenv: NO: not set" env -i A=1 "$(command -v xenv)" NO A
    expect 66 '{"NO":null,"A":"1"}' \
        '{"error":{"op":"getenv","errno":null,"name":null,"message":"NO: not set","exit":66}}' \
        env -i A=1 "$(command -v xenv)" --json NO A
    expect 66 \
        $'{"NO":null,"A":"1"}\n{"error":{"op":"getenv","errno":null,"name":null,"message":"NO: not set","exit":66}}' \
        "" \
        env -i A=1 bash -c '"$1" --json NO A 2>&1' _ "$(command -v xenv)"
}

@test "operands come from a file, a NUL after each" {
    printf 'A\0B=2\0B\0' >operands
    succeeds $'1\n2' env -i A=1 "$(command -v xenv)" --files0-from operands
    fails 64 "xos: xenv: either operands or --files0-from" xenv --files0-from operands A
}

@test "operands of a list are answered as they arrive, each failure with its place" {
    mkfifo names
    exec 8<>names
    env -i A=1 "$(command -v xenv)" --files0-from - <names >out 2>messages 8>&- 3>&- &
    printf 'A\0' >&8
    until [[ -s out ]]; do sleep 0.02; done
    printf 'NO\0B=2\0\0B' >&8
    exec 8>&-
    ended 66 $!
    [[ $(<out) == $'1\n2' ]]
    [[ $(<messages) == $'xos: getenv: -:2: NO: not set\nxos: xenv: -:4: an empty name' ]]
}

@test "failures have their places where the whole list is read first, too" {
    printf 'NO\0B=2\0NO2\0A' >operands
    expect 66 '{"NO":null,"NO2":null,"A":"1"}' \
        '{"error":{"op":"getenv","errno":null,"name":null,"message":"NO: not set","list":"operands","item":1,"exit":66}}
{"error":{"op":"getenv","errno":null,"name":null,"message":"NO2: not set","list":"operands","item":3,"exit":66}}' \
        env -i A=1 "$(command -v xenv)" --json --files0-from operands
    printf 'PC_NAME_MAX\0/\0no\0' >operands
    run -66 --separate-stderr xenv --pathconf --files0-from operands
    [[ $output == 'path=/ PC_NAME_MAX='* && ${#lines[@]} == 1 ]]
    [[ $stderr == "xos: pathconf: operands:3: no: No such file or directory [ENOENT]" ]]
    fails 66 "xos: pathconf: -:1: no: No such file or directory [ENOENT]" \
        bash -c 'printf no | xenv --pathconf --files0-from -'
    expect 66 "$(command -v ls)" "xos: get_exec_path: -:1: no-such: No such file or directory [ENOENT]" \
        bash -c 'printf "no-such\0ls" | xenv --exec-path --files0-from -'
    fails 64 "xos: xenv: -:2: unknown name 'NO' (xos const sysconf_names lists them)" \
        bash -c 'printf "SC_OPEN_MAX\0NO" | xenv --sysconf --files0-from -'
}

@test "PROG runs in the changed environment, and only that" {
    succeeds $'B=2\nC=x=y' xenv -i B=2 C=x=y -- "$(command -v env)"
    succeeds $'A=1\nD=' env -i A=1 B=2 "$(command -v xenv)" -u B --set D= -- /usr/bin/env
    expect 7 "" "" xenv X=1 -- sh -c 'exit 7'
}

@test "PROG is searched in the new PATH" {
    mkdir bin && printf '#!/bin/sh\necho mine\n' >bin/prog && chmod +x bin/prog
    succeeds mine xenv "PATH=$PWD/bin:$PATH" -- prog
    fails 66 "xos: execvp: prog: No such file or directory [ENOENT]" xenv -- prog
}

@test "setting replaces every entry of that name, and changes keep their order" {
    succeeds '["A=9","plain","x-y=3","N=a\nb'"'"'c","U=\udcff","=empty"]' with_odd --entries --json A=9
    succeeds $'A=3' xenv -i -s A=1 -u A -s A=3
    succeeds "" xenv -i -s A=1 -u A
}

@test "--load reads lines, NUL-terminated entries and JSON" {
    printf '# one\nA=1\n\nB= x=y \nC=last' >lines
    succeeds $'A=1\nB= x=y \nC=last' xenv -i --load lines
    printf 'A=1\n2\0B=\xff\0' >nul
    xenv -i -0 -f nul | cmp - nul
    printf ' { "A":"q\\"\\u00e9\\ud83d\\ude00\\udcff\\n", "B":-1.5e3 ,"C":true,"D":null}\n' >json
    succeeds '{"A":"q\"é😀\udcff\n","B":"-1.5e3","C":"true"}' xenv -i -s D=0 -f json --json
    succeeds "" bash -c 'echo {} | xenv -i -f -'
}

@test "what --json, -0 and --entries print comes back through --load" {
    env -i $'A=\xff\n"\\\x01' B=é "$(command -v xenv)" --json >json
    xenv -i --load json -0 | cmp - <(printf 'A=\xff\n"\\\x01\0B=é\0')
    xenv -0 >all
    xenv -i --load all -0 | cmp - all
    env -i '{=1' 'B=#' "$(command -v xenv)" -0 >all && xenv -i --load all -0 | cmp - all
}

@test "a malformed file is status 65 and changes nothing" {
    bad() { printf "$1" >file; fails 65 "xos: xenv: file: byte $2" xenv -i -f file -- true; }
    bad 'A=1\nB' '4: not NAME=VALUE'
    bad '=1' '0: not NAME=VALUE'
    bad '{"A":1' "6: expected ',' or '}'"
    bad '{"A":-}' '5: expected a value'
    bad '{"A":1.}' '5: expected a value'
    bad '{"A":01}' "6: expected ',' or '}'"
    bad '{"A":1,}' '7: expected a name in double quotes'
    bad '{"A":[]}' '5: not a string, number, true, false or null'
    bad '{"A":"\\u0000"}' '5: a NUL byte, which no variable can hold'
    bad '{"A":"\\ud800"}' '12: an invalid escape'
    bad '{"A=":"1"}' '6: a name that no variable can have'
    bad '{"A":"x' '7: a string without its closing quote'
    bad '{} x' '3: text after the value'
    fails 66 "xos: xenv: none: No such file or directory [ENOENT]" xenv -f none
}

@test "changes that cannot be are refused" {
    fails 64 "xos: xenv: unset: 'A=B' is not the name of a variable" xenv -u A=B
    fails 64 "xos: xenv: set: '=B' is not NAME=VALUE" xenv -s =B
    fails 64 "xos: xenv: set: 'B' is not NAME=VALUE" xenv -s B
    fails 64 "xos: xenv: names to look up stand alone: no --sh, --entries or -- PROG" xenv HOME -- true
    fails 64 "xos: xenv: --ids, --uname and the like allow no changes and no -- PROG" xenv --ids A=1 -i
    fails 64 "xos: xenv: one question at a time" xenv --ids --uname
}

@test "an environment too large for PROG is E2BIG" {
    head -c 300000 /dev/zero | tr '\0' x >long
    { printf A=; cat long; } >file
    fails 65 "xos: execvp: true: Argument list too long [E2BIG]" xenv --load file -- true
}

@test "ten thousand variables pass" {
    seq -f 'VARIABLE_%g=value' 10000 >file
    xenv -i --load file -- "$(command -v xenv)" | cmp - file
    xenv -i -f file --json | grep -q '"VARIABLE_10000":"value"}$'
}

@test "--ids names what id names" {
    eval "$(xenv --ids)"
    [[ $ruid == "$(id -ru)" && $euser == "$(id -un)" && $egroup == "$(id -gn)" && $rgid == "$(id -rg)" ]]
    [[ $(xenv --ids --json | grep -o '"groups":\[[0-9,]*\]') == "\"groups\":["*"]" ]]
}

@test "--ids gives a number for a group without a name" {
    needs_root
    needs setpriv
    run setpriv --groups 54321,0 "$(command -v xenv)" --ids
    [[ $output == *"groups='0 54321'"*"group_names='root 54321'" ]]
}

@test "--groups-of lists a user's groups; an unknown user is 67" {
    expected=$(id -G "$(id -un)" | wc -w)
    [[ $(xenv --groups-of "$(id -un)" | wc -l) == "$expected" ]]
    [[ $(xenv --groups-of "$(id -un)" | head -1) == "gid=$(id -g "$(id -un)") group="* ]]
    fails 67 "xos: getgrouplist: no user is named 'nobody-at-all'" xenv --groups-of nobody-at-all
}

@test "--uname is the record of uname" {
    succeeds "$(xos uname)" xenv --uname
    succeeds "$(xos uname --json)" xenv --uname --json
}

@test "--sysconf and --confstr answer one name, several or all" {
    succeeds "$(getconf PAGESIZE)" xenv --sysconf PAGESIZE
    succeeds "SC_PAGESIZE=$(getconf PAGESIZE)"$'\nSC_IOV_MAX=1024' xenv --sysconf SC_PAGESIZE IOV_MAX
    succeeds "$(getconf PATH)" xenv --confstr PATH
    [[ $(xenv --sysconf | wc -l) == "$(xos const sysconf_names | wc -l)" ]]
    [[ $(xenv --confstr --json) == '{"CS_'* ]]
    fails 64 "xos: xenv: unknown name 'NONE' (xos const sysconf_names lists them)" xenv --sysconf NONE
}

@test "--pathconf shows the limits of a file; a missing file is 66" {
    [[ $(xenv --pathconf | grep NAME_MAX) == "PC_NAME_MAX=$(getconf NAME_MAX .)" ]]
    [[ $(xenv --pathconf / /dev | cut -d' ' -f1) == $'path=/\npath=/dev' ]]
    fails 66 "xos: pathconf: none: No such file or directory [ENOENT]" xenv --pathconf none
    succeeds "$(xenv --pathconf /)" bash -c 'xenv --pathconf fd:3 3</'
    fails 66 "xos: pathconf: fd:19: Bad file descriptor [EBADF]" xenv --pathconf fd:19
}

@test "--pathconf after a name shows only that limit" {
    succeeds "$(getconf NAME_MAX .)" xenv --pathconf PC_NAME_MAX
    succeeds "$(getconf LINK_MAX /)" xenv --pathconf PC_LINK_MAX /
    expect 66 $'{"path":"/","PC_NAME_MAX":255}\n{"path":".","PC_NAME_MAX":255}' \
        '{"error":{"op":"pathconf","errno":2,"name":"ENOENT","message":"No such file or directory","path":"none","exit":66}}' \
        xenv --pathconf --json PC_NAME_MAX / none .
}

@test "--exec-path lists the search path, or finds a program on it" {
    mkdir one two && printf '' >two/prog && chmod +x two/prog && printf '' >one/data
    succeeds $'one\ntwo' env PATH=one:two "$(command -v xenv)" --exec-path
    succeeds two/prog env PATH=one:two "$(command -v xenv)" --exec-path prog
    fails 66 "xos: get_exec_path: none: No such file or directory [ENOENT]" \
        env PATH=one:two "$(command -v xenv)" --exec-path none
    fails 77 "xos: get_exec_path: data: Permission denied [EACCES]" \
        env PATH=one:two "$(command -v xenv)" --exec-path data
    succeeds $'/bin\n/usr/bin' env -i "$(command -v xenv)" --exec-path
}

@test "--limits shows soft and hard, no limit as unlimited or null" {
    run bash -c 'ulimit -Sn 100; xenv --limits'
    [[ $output == *$'\nname=RLIMIT_NOFILE soft=100 hard='*" unit=descriptors"* && ${#lines[@]} == 16 ]]
    run bash -c 'ulimit -c unlimited 2>/dev/null; ulimit -St 5; xenv --limits --json'
    [[ $output == '[{"name":"RLIMIT_CPU","soft":5,"hard":'* ]]
}

@test "a full standard output is 74" {
    fails 74 "xos: xenv: standard output: No space left on device [ENOSPC]" bash -c 'xenv >/dev/full'
}

@test "every example of xenv(1) does what the page shows" {
    needs jq
    mkdir sessions here
    manual_sessions "$top/man/xenv.1" sessions
    cd here
    sessions_hold ../sessions
}

@test "--load says where JSON is malformed" {
    while IFS='|' read -r text message; do
        printf "$text" >j
        fails 65 "xos: xenv: j: byte $message" xenv -i -f j
    done <<'CASES'
{"A":"a\001b"}|7: a control character in a string
{A:"b"}|1: expected a name in double quotes
{"A" "b"}|5: expected ':'
{"A":"b"|8: expected ',' or '}'
{"A":"b"} x|10: text after the value
{"A":"b",}|9: expected a name in double quotes
{"A":"\\ud83d"}|12: an invalid escape
CASES
    printf '{"A":"\\u4e2d\\ud83d\\ude00\\u00e9"}' >j
    succeeds 'A=中😀é' xenv -i -f j
}

@test "a question takes no more than it asks about" {
    fails 64 "xos: xenv: surplus argument 'x'" xenv --uname x
    fails 64 'xos: xenv: --sh excludes other forms of output' xenv --sh -0
    fails 67 "xos: getgrouplist: no user is named 'nobody-at-all'" xenv --groups-of nobody-at-all
    expect 66 '' \
        $'xos: get_exec_path: no-a: No such file or directory [ENOENT]\nxos: get_exec_path: no-b: No such file or directory [ENOENT]' \
        xenv --exec-path no-a no-b
}

# twice CMD... : CMD in an environment that has A twice.
twice() {
    python3 - "$@" <<'P'
import ctypes, os, shutil, sys
entries = [b"PATH=" + os.fsencode(os.environ["PATH"]), b"A=1", b"A=2", None]
words = [os.fsencode(word) for word in sys.argv[1:]] + [None]
ctypes.CDLL(None).execve(os.fsencode(shutil.which(sys.argv[1])), (ctypes.c_char_p * len(words))(*words),
                         (ctypes.c_char_p * len(entries))(*entries))
P
}

@test "a variable that the environment has twice is set once, and unset wholly, by xenv and by xspawn" {
    needs python3
    succeeds A=3 twice xenv A=3 -- bash -c 'xenv | grep ^A='
    succeeds A=3 twice xspawn --env A=3 bash -c 'xenv | grep ^A='
    succeeds "" twice xenv -u A -- bash -c 'xenv | grep ^A= || true'
    succeeds "" twice xspawn --unsetenv A bash -c 'xenv | grep ^A= || true'
}

@test "--load refuses names and lines that other programs read differently" {
    printf '\xef\xbb\xbfA=1\n' >bom
    printf 'export A=1\n' >export
    printf 'B=1\nA=1\r\n' >crlf
    printf 'A B=1\0' >nul
    fails 65 "xos: xenv: bom: byte 0: a byte order mark in a name (--dotenv reads such files)" xenv -i -f bom
    fails 65 "xos: xenv: export: byte 0: a blank in a name (--dotenv reads lines with export)" xenv -i -f export
    fails 65 "xos: xenv: crlf: byte 4: a carriage return at the end of a line (--dotenv reads such files)" \
        xenv -i -f crlf
    fails 65 "xos: xenv: nul: byte 0: a blank in a name (--dotenv reads lines with export)" xenv -i -f nul
    fails 65 "xos: xenv: standard input: byte 7: a blank in a name (--dotenv reads lines with export)" \
        xenv -i -f - <<<'{"A B":1}'
}

@test "--dotenv reads quotes, export, comments, CRLF and a byte order mark" {
    printf \
        '\xef\xbb\xbf# c\r\n\r\nexport A = 1 # c\r\n B="x\\n$y\\q\\$"\r\nC='"'"'a\n#b\\n$x'"'"' # c\nD=a#b\nE=\nF= # c\nG=two words \t\nA=2' \
        >env
    succeeds '{"A":"2","B":"x\n$y\\q$","C":"a\n#b\\n$x","D":"a#b","E":"","F":"","G":"two words"}' \
        xenv -i --dotenv env --json
    local pair
    for pair in 'A B=1|byte 2: no = after the name' '1=2|byte 0: not the name of a variable' \
        'A|byte 1: no = after the name' \
        'A="x|byte 4: a quote is not closed' "A='x' y|byte 6: text after a quoted value" \
        'a.b=1|byte 1: no = after the name' 'A=1\nB="x\0y" # z\nC=2|byte 8: a NUL byte in the value'; do
        printf '%b' "${pair%|*}" >env
        fails 65 "xos: xenv: env: ${pair#*|}" xenv --dotenv env A
    done
}

@test "-S splits the argument of a #! line, and leaves the script's arguments alone" {
    ln -s "$(command -v xenv)" xenv # the kernel reads 255 bytes of the line
    printf '#!./xenv -S -i A=1 "B=two words" PATH=/usr/bin:/bin bash -c '"'"'echo "$A|$B|$*"'"'"' x\n' >script
    chmod +x script
    succeeds "1|two words|./script --json -S a" timeout 10 ./script --json -S a
    succeeds $'a b|c\td|e"|\'f|' xenv -S 'printf %s| a\_b "c\td" e\" "'"'f"'" # comment'
    succeeds 1 xenv -S 'A=1' bash -c 'echo $A'
    succeeds "" xenv -S '' -i
    fails 64 'xos: xenv: split-string: a quote is not closed' xenv -S "a 'b"
    fails 64 'xos: xenv: split-string: variables are not expanded (run sh -c for that)' xenv -S 'echo ${A}'
    fails 64 'xos: xenv: split-string: an unknown backslash escape' xenv -S 'echo \q'
}

@test "-C changes the directory and -a the name of the program" {
    mkdir d
    succeeds "$PWD/d" xenv -C d -- pwd
    succeeds "name one" xenv -a name -- bash -c 'echo $0 $1' name one
    succeeds other xenv -a other A=1 -- bash -c 'head -z -n 1 /proc/$$/cmdline | tr -d "\0"'
    fails 66 "xos: chdir: none: No such file or directory [ENOENT]" xenv -C none -- true
    fails 66 "xos: execvp: none: No such file or directory [ENOENT]" xenv -a x -- none
    fails 64 "xos: xenv: --directory is for a program, which goes after --" xenv -C d A
}

@test "a program without -- is answered with a hint" {
    fails 66 "xos: getenv: echo: not set (a program goes after --: xenv NAME=VALUE -- PROG)" xenv A=1 echo
    fails 66 "xos: getenv: echo: not set" xenv echo
}
