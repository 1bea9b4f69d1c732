# xsh --json: one request, one reply.
load ../../helper

@test "every statement is answered by one line, a value or an error" {
    printf '%s\n' 'strerror 2' 'stat no/such' 'print "a" $?' 'x = strerror 1' 'unset x' '' '# none' >s
    expect 0 '{"value":"No such file or directory"}
{"error":{"op":"stat","errno":2,"name":"ENOENT","message":"No such file or directory","path":"no/such","exit":66}}
{"value":["a",66]}
{"value":"Operation not permitted"}
{"value":null}' "" bash -c 'xsh --json <s'
}

@test "a request in JSON may follow a comment" {
    printf '%s\n' '# one' '["strerror", "2"]' '' '  # two; three' '{"id": 4, "op": "strerror", "args": ["1"]}' \
        '# four' '[2]' '# end' >s
    expect 76 '{"value":"No such file or directory"}
{"id":4,"value":"Operation not permitted"}
{"error":{"op":null,"errno":null,"name":null,"message":"offset 0: expected the name of an operation as the first item","exit":76}}' \
        "" bash -c 'xsh --json <s'
}

@test "the id of a request comes first in its reply" {
    printf '%s\n' '@1 strerror 2; @"x y' '@3 getpidd' '@4 x = print' '@5' '@ print' >s
    expect 76 '{"id":"1","value":"No such file or directory"}
{"id":"\"x","error":{"op":null,"errno":null,"name":null,"message":"unknown operation '"'y'"' (help names them all)","exit":64}}
{"id":"3","error":{"op":null,"errno":null,"name":null,"message":"unknown operation '"'getpidd'"' (did you mean getpid?)","exit":64}}
{"id":"4","value":[]}
{"id":"5","error":{"op":null,"errno":null,"name":null,"message":"column 3: expected a statement after the id","exit":76}}
{"id":"","error":{"op":null,"errno":null,"name":null,"message":"column 2: expected an id after @","exit":76}}' \
    "" bash -c 'xsh --json <s'
}

@test "a malformed statement is answered with EX_PROTOCOL, and the stream continues" {
    printf '%s\n' 'print ${' 'x =' 'print 1' "print '" 'print 2' >s
    expect 76 \
        '{"error":{"op":null,"errno":null,"name":null,"message":"column 7: expected ${NAME} or ${NAME.MEMBER}","exit":76}}
{"error":{"op":null,"errno":null,"name":null,"message":"column 4: expected a value or an operation after = before the end of the statement","exit":76}}
{"value":["1"]}
{"error":{"op":null,"errno":null,"name":null,"message":"column 7: expected a closing '"'"'","exit":76}}' \
    "" bash -c 'xsh --json <s'
}

@test "bash talks to it through a coprocess, replies come at once" {
    coproc XOS { xsh --json; }
    exec {requests}>&"${XOS[1]}" {replies}<&"${XOS[0]}"
    for i in 1 2 3; do
        echo "@$i strerror $i" >&"$requests"
        read -r -t 10 reply <&"$replies"
        [ "$reply" = "{\"id\":\"$i\",\"value\":\"$(xos strerror $i)\"}" ]
    done
    echo 'exit 3' >&"$requests"
    read -r -t 10 reply <&"$replies"
    [ "$reply" = '{"value":null}' ]
}

@test "Python talks to it, any bytes in either direction" {
    needs python3
    cat >talk.py <<'P'
import json, os, subprocess
p = subprocess.Popen(["xsh", "--json"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
def ask(line):
    p.stdin.write(line + b"\n")
    p.stdin.flush()
    return json.loads(p.stdout.readline())
name = bytes(c for c in range(1, 256) if c not in b"'/\n")
os.close(os.open(name, os.O_CREAT | os.O_WRONLY))
assert os.fsencode(ask(b"print '" + name + b"'")["value"][0]) == name
assert ask(b"x = stat '" + name + b"'")["value"]["st_ino"] == os.stat(name).st_ino
assert ask(b"print $x.st_ino 5")["value"] == [os.stat(name).st_ino, "5"]
assert ask(b"print " + b"a" * 10_000_000)["value"] == ["a" * 10_000_000]
assert ask(bytes(c for c in os.urandom(1000) if c not in b"\n#;!'\"\\($") + b" ${")["error"]["exit"] in (64, 76)
assert ask(b"exit 0")["value"] is None
print(p.wait())
P
    succeeds 0 python3 talk.py
}

@test "a batch is answered without a reply each being flushed" {
    needs strace
    for i in {1..500}; do echo getpid; done >s
    export ASAN_OPTIONS=detect_leaks=0 # a sanitized build cannot look for leaks while it is traced
    run -0 bash -c 'strace -f -e trace=write -o trace xsh --json <s | wc -l; grep -c "^[0-9]* *write" trace'
    [ "$output" = $'500\n1' ]
}

@test "source is one statement: one reply, its own messages on standard error" {
    printf 'print 1\nstat no/such\nx = print 2\n' >lib.xos
    expect 0 \
        '{"error":{"op":"source","errno":null,"name":null,"message":"1 of its statements failed","path":"lib.xos","exit":65}}
{"value":["2"]}' 'lib.xos:2: stat: no/such: No such file or directory [ENOENT]' \
        bash -c 'printf "source lib.xos\nprint \$x.0\n" | xsh --json'
}

@test "--result-fd has the replies to itself" {
    expect 0 'hello
reply {"value":["x"]}
reply {"value":null}' \
    "" bash -c 'echo hello; { printf "print x\nexit\n" | xsh --json --result-fd 3; } 3>&1 | sed "s/^{/reply {/"'
}

@test "a request is a JSON array: its strings are never expanded" {
    touch 'a$b' $'new\nline' 'é'
    printf '%s\n' '["lstat","a$b","--no-follow-symlinks"]' '["stat","a$b"]' '["stat","new\nline"]' '["stat","\u00e9"]' \
        '["print","$x",1,true,["a",2],{"bytes":"AP8="}]' \
        '["getpidd"]' '[]' '["stat" "x"]' '[1]' '["mkdir","\udcff"]' >s
    succeeds '64
null
null
null
["$x",1,true,["a",2],{"bytes":"AP8="}]
64
76
76
76
null' \
    bash -c "xsh --json <s |
        jq -c 'if .error then .error.exit elif (.value | type) == \"object\" then null else .value end'"
    [ -d $'\xff' ]
}

@test "a request nests at most 64 levels, and its strings have no control characters" {
    local opened closed byte
    opened=$(printf '[%.0s' {1..63}) closed=$(printf ']%.0s' {1..63})
    run xsh --json <<<"[\"print\",$opened$closed]" # what a value of xsh can have is less
    [[ $output == *'"the value nests deeper than 31","exit":65}}' ]]
    run xsh --json <<<"[\"print\",[$opened$closed]]"
    [[ $output == *'nested too deep","exit":76}}' ]]
    for byte in {1..9} {11..31}; do printf '["print","\\x%x"]\n' "$byte"; done | xargs -0 printf '%b' >requests
    run xsh --json <requests
    [[ $(grep -c 'a control character in a string","exit":76}}$' <<<"$output") == 30 ]]
}

@test "a request is a JSON object with id, options, a time limit" {
    ln -s none link && mkdir d
    printf '%s\n' '{"id":1,"op":"stat","args":["link"],"options":{"follow_symlinks":false}}' \
        '{"id":"b","op":"stat","args":["link"]}' \
        '{"op":"mkdir","args":["-x"]}' '{"op":"chdir","args":["-x"]}' \
        '{"id":null,"op":"sleep","args":[60],"timeout":0.01}' '{"op":"sleep","args":[0],"timeout":60}' \
        '{"op":"getpid","color":1}' '{"id":[],"op":"getpid"}' '{"id":3,"op":"print","args":["a"],"options":{"x":1}}' \
        '{"args":[]}' >s
    succeeds '[1,null,"st_mode"]
["b","ENOENT",66]
[null,null]
[null,null]
[null,"ETIMEDOUT",75]
[null,null]
[null,null,76]
[null,null,76]
[3,null,76]
[null,null,76]' \
    bash -c "xsh --json <s | jq -c '[.id, .error.name, .error.exit // (.value | objects | keys[10])]' |
        sed 's/\"st_[a-z_]*\"/\"st_mode\"/'"
}

@test "asynchronous requests are answered when they are done, others in order" {
    printf '%s\n' '{"id":"slow","op":"sleep","args":["0.3"],"async":true}' \
        '{"id":"quick","op":"print","args":["x"]}' '@later wait' \
        '{"id":"gone","op":"_exit","args":[3],"async":true}' >s
    run -0 --separate-stderr bash -c 'xsh --json <s | jq -c "[.id, .value, .error.exit]" | sort'
    [ "$output" = '["gone",null,70]
["later",null,66]
["quick",["x"],null]
["slow",null,null]' ]
    run -0 bash -c 'xsh --json <s | head -n 1'
    [ "$output" = '{"id":"quick","value":["x"]}' ]
}

@test "a block is one request: its value is none, its first failure is the reply" {
    printf '%s\n' '@1 if (1)' 'print a' 'end' '@2 for i in 1 2' 'stat no/such' 'end' \
        '@3 def f; stat no/such; end' '@4 f' >s
    succeeds '{"id":"1","value":null}
{"id":"2","error":{"op":"stat","errno":2,"name":"ENOENT","message":"No such file or directory","path":"no/such","exit":66}}
{"id":"3","value":null}
{"id":"4","error":{"op":"stat","errno":2,"name":"ENOENT","message":"No such file or directory","path":"no/such","exit":66}}' \
        bash -c 'xsh --json <s; true'
}

@test "--reply=sh answers with one line that eval takes" {
    cat >s <<'S'
print "it's" "a\nb"
@7 stat no/such
print
pread 0 1 0
["print","x y"]
x = "a\nb"
S
    run bash -c 'xsh --reply=sh <s'
    for line in "${lines[@]}"; do
        unset status errno value
        eval "$line"
        printf '%s|%s|%q\n' "$status" "$errno" "$value"
    done >got
    [ "$(sed -n 2p got)" = "66|ENOENT|''" ]
    [ "$(sed -n 6p got)" = "0||\$'a\\nb'" ]
    [[ ${lines[1]} == \
        "id='7' status=66 errno=ENOENT value='' error='stat: no/such: No such file or directory [ENOENT]'" ]]
}

@test "--big-ints=string writes integers beyond 2^53 as strings" {
    succeeds '{"value":["9007199254740993",9007199254740992,"-9223372036854775808"]}' \
        xsh --json --big-ints=string -c 'print (9007199254740993) (9007199254740992) (-9223372036854775808)'
    fails 64 "xos: xsh: big_ints: 'x' is neither number nor string (see xsh --help)" xsh --big-ints=x -c 'print' ||
        [[ $status == 64 ]]
}

@test "hello names the versions" {
    succeeds "{\"value\":{\"xos\":\"$(xos --version | cut -d' ' -f2)\",\"protocol\":1}}" xsh --json -c hello
}

@test "strings in double quotes of a request are JSON's: no variable is expanded" {
    touch 'a$b' && printf '%s\n' 'print "a$b \u00e9 \ud83d\ude00 \/"' 'x = "1"' 'print $x "$x"' >s
    succeeds '{"value":["a$b é 😀 /"]}
{"value":"1"}
{"value":["1","$x"]}' bash -c 'xsh --json <s'
}

@test "requests on a pipe that does not block are waited for" {
    needs python3
    cat >slow.py <<'P'
import os, subprocess, sys, time
for extra, want in (([], b"late\n"), (["--json"], b'{"value":["late"]}\n')):
    r, w = os.pipe()
    os.set_blocking(r, False)
    p = subprocess.Popen(["xsh"] + extra, stdin=r, stdout=subprocess.PIPE)
    time.sleep(0.1)
    os.write(w, b"print late\n")
    os.close(w)
    assert p.communicate()[0] == want and p.returncode == 0
P
    succeeds "" python3 slow.py
}

@test "xos --schema describes the record of every operation that gives one" {
    needs jq python3
    xos --schema >schema
    touch f
    # An operation's value, or an item of it, is a record: it has a definition, which a validator holds it to.
    while read -r name; do
        case $name in
        const | errorcode | freedesktop_os_release | syscall | clock_settime | clock_settime_ns) continue ;;
        environ | sysconf_names | getLevelNamesMapping | makeLogRecord) continue ;;
        esac
        jq -e --arg n "value.$name" '."$defs" | has($n)' schema >/dev/null ||
            { echo "no definition: $name"; touch failed; }
    done < <(xos --list --json | jq -r \
        'select(.section != "applets" and .elsewhere == null and .instead == null and .home == null)
        | select(.result | test("^(record|records|iterator of|stat_result|statx_result)")) | .name')
    [[ ! -e failed ]]
    python3 -W ignore -c 'import jsonschema' 2>&1 || skip "python3-jsonschema is not installed"
    cat >validate.py <<'P'
import json, jsonschema, shlex, subprocess
schema = json.load(open("schema"))
statements = """
stat f|lstat f|statx f STATX_BASIC_STATS|statvfs .|scandir .|walk .|fwalk .|uname|getresuid|getresgid|pipe|pipe2 0|
openpty|sched_getparam 0|getloadavg|times|get_clock_info time|gmtime 0|localtime 0|strptime 2024 %Y|tzname|errno 2|
system_alias a b c|architecture /bin/sh|libc_ver""".replace("\n", "").split("|")
names = [line.split()[0] for line in statements]
for value in ("wait4", "wait", "waitid", "timerfd_gettime", "get_terminal_size", "fstat", "forkpty"):
    assert "value." + value in schema["$defs"], value
out = subprocess.run(
    ["xsh", "--json"], input="\n".join(statements) + "\n", capture_output=True, text=True
).stdout.splitlines()
assert len(out) == len(names)
for name, line in zip(names, out):
    value = json.loads(line)["value"]
    for record in value if isinstance(value, list) else [value]:
        jsonschema.Draft202012Validator({"$ref": "#/$defs/value." + name, "$defs": schema["$defs"]}).validate(record)
    try:
        jsonschema.Draft202012Validator({"$ref": "#/$defs/value." + name, "$defs": schema["$defs"]}).validate({})
    except jsonschema.ValidationError:
        continue
    raise AssertionError(name + " takes anything")
P
    succeeds "" python3 -W ignore validate.py
}

@test "xos --schema describes requests and replies so that a validator takes them, and refuses others" {
    needs python3
    xos --schema >schema
    [ "$(jq -r '."$defs"."op.stat".properties.op.const' schema)" = stat ]
    python3 -W ignore -c 'import jsonschema' 2>&1 || skip "python3-jsonschema is not installed"
    printf '%s\n' '["stat","."]' '{"id":1,"op":"stat","args":["."],"options":{"follow_symlinks":false},"timeout":1.5}' \
        '{"op":"strerror","args":[2],"async":true}' '["stat","none"]' '{"op":"sleep","args":["1ms"]}' \
        '{"op":"print","args":[{"bytes":"AP8="}]}' >good
    printf '%s\n' '[]' '[1]' '{"op":"stat","options":{"nope":1}}' '{"args":[]}' '{"id":[],"op":"getpid"}' >bad
    xsh --json <good >replies || true
    xsh --json <bad >refusals || true
    cat >validate.py <<'P'
import json, jsonschema
schema = json.load(open("schema"))
jsonschema.Draft202012Validator.check_schema(schema)
valid = jsonschema.Draft202012Validator(schema).is_valid
for name, want in (("good", True), ("bad", False), ("replies", True), ("refusals", True)):
    for line in open(name):
        assert valid(json.loads(line)) == want, line
P
    succeeds "" python3 -W ignore validate.py
}

@test "an item of a list that is a list is not a word" {
    echo '["listdir", [["d"]]]' >request
    xsh --json <request >reply || true
    grep -F '"message":"argument 1: an item of the list is not a scalar","exit":76}}' reply
}

@test "a forked statement that waits for input leaves the replies of requests to the session" {
    mkfifo p
    { exec 4>p && sleep 0.6 && echo 'x = 1' >&4; } &
    printf '%s\n' '{"id":1,"op":"sleep","args":["0.2"],"async":true}' 'fork source p' '["sleep","1"]' >requests
    xsh --json <requests >replies
    grep -Fx '{"id":1,"value":null}' replies
}
