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

@test "the id of a request comes first in its reply" {
    printf '%s\n' '@1 strerror 2; @"x y' '@3 getpidd' '@4 x = print' '@5' '@ print' >s
    expect 76 '{"id":"1","value":"No such file or directory"}
{"id":"\"x","error":{"op":null,"errno":null,"name":null,"message":"unknown operation '"'y'"' (help names them all)","exit":64}}
{"id":"3","error":{"op":null,"errno":null,"name":null,"message":"unknown operation '"'getpidd'"' (did you mean getpid?)","exit":64}}
{"id":"4","value":[]}
{"id":"5","error":{"op":null,"errno":null,"name":null,"message":"column 3: expected a statement after the id","exit":76}}
{"id":"","error":{"op":null,"errno":null,"name":null,"message":"column 2: expected an id after @","exit":76}}' "" bash -c 'xsh --json <s'
}

@test "a malformed statement is answered with EX_PROTOCOL and the stream goes on" {
    printf '%s\n' 'print ${' 'x =' 'print 1' "print '" 'print 2' >s
    expect 76 '{"error":{"op":null,"errno":null,"name":null,"message":"column 7: expected ${NAME} or ${NAME.MEMBER}","exit":76}}
{"error":{"op":null,"errno":null,"name":null,"message":"column 4: expected a value or an operation after = before the end of the statement","exit":76}}
{"value":["1"]}
{"error":{"op":null,"errno":null,"name":null,"message":"column 7: expected a closing '"'"'","exit":76}}' "" bash -c 'xsh --json <s'
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
    expect 0 '{"error":{"op":"source","errno":null,"name":null,"message":"1 of its statements failed","path":"lib.xos","exit":65}}
{"value":["2"]}' 'lib.xos:2: stat: no/such: No such file or directory [ENOENT]' \
        bash -c 'printf "source lib.xos\nprint \$x.0\n" | xsh --json'
}

@test "--result-fd has the replies to itself" {
    expect 0 'hello
reply {"value":["x"]}
reply {"value":null}' "" bash -c 'echo hello; { printf "print x\nexit\n" | xsh --json --result-fd 3; } 3>&1 | sed "s/^{/reply {/"'
}
