# xlog listen: records of many clients to the destinations of one process; the forms of their messages; bad ones.
load ../../helper

prepare() {
    export TZ=UTC0
    unset "${!XLOG_@}"
    text='format=%(levelname)s %(name)s %(message)s'
}

teardown() {
    [[ -z ${listener:-} ]] || kill "$listener" || true
}

# listens ARG...: starts xlog listen at unix:s and unixgram:d, with its messages in errors; returns when it listens.
listens() {
    xlog listen unix:s unixgram:d "$@" 2>errors 3>&- &
    listener=$!
    until [[ -S s && -S d ]]; do kill -0 "$listener" && sleep 0.02; done
}

# stops STATUS: ends it with SIGTERM.
stops() {
    kill "$listener"
    ended "$1" "$listener"
    listener=
}

# sends SOCKET: sends standard input to the UNIX stream SOCKET, and closes.
sends() {
    python3 -c '
import socket, sys
s = socket.socket(socket.AF_UNIX)
s.connect(sys.argv[1])
s.sendall(sys.stdin.buffer.read())' "$1"
}

# free_port: a port that nobody uses.
free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

@test "records come as JSON and as syslog, on streams and in datagrams" {
    needs python3
    listens --to "file:log,$text"
    xlog info one --name a --to unix:s
    xlog error two --to queue:s
    xlog info three --to unixgram:d
    xlog warning four --to "syslog:$PWD/d"
    xlog error five --name x.y --to "syslog:$PWD/d,rfc=5424,facility=local0"
    printf '<13>Nov 29 02:40:00 host tag[77]: six\n<14>seven\00014 <11>app: eight<8>nine' | sends s
    stops 0
    sort log >got
    printf '%s\n' 'CRITICAL root nine' 'ERROR root app: eight' 'ERROR root two' 'ERROR x.y five' 'INFO a one' \
        'INFO root seven' \
        'INFO root three' 'INFO tag six' 'WARNING root four' | diff - got
    [[ ! -s errors && ! -e s && ! -e d ]]
}

@test "records come by TCP and UDP" {
    needs python3
    port=$(free_port)
    listens "tcp:127.0.0.1:$port" "udp:127.0.0.1:$port" --to "file:log,$text"
    xlog info one --to "tcp:127.0.0.1:$port"
    xlog info two --to "syslog:tcp://127.0.0.1:$port"
    xlog info three --to "udp:127.0.0.1:$port"
    stops 0
    [[ $(sort log) == $'INFO root one\nINFO root three\nINFO root two' ]]
}

@test "pickles of Python's SocketHandler and DatagramHandler are read with --pickle" {
    needs python3
    port=$(free_port)
    listens "tcp:127.0.0.1:$port" "udp:127.0.0.1:$port" --pickle --to file:log,format=json
    python3 - "$port" <<'END'
import logging, logging.handlers, sys
logger = logging.getLogger("py.x")
for handler in (logging.handlers.SocketHandler, logging.handlers.DatagramHandler):
    handler = handler("127.0.0.1", int(sys.argv[1]))
    logger.addHandler(handler)
    logger.error(
        "user %s", "ann\udcff", extra={"a": [1, 2.5, {"b": None}], "t": (1, ()), "big": 2**40, "neg": -5, "yes": True}
    )
    logger.removeHandler(handler)
    handler.close()
END
    stops 0
    jq -c '[.name, .levelname, .message, .a, .t, .big, .neg, .yes, .args, .funcName, .created > 1.7e9, .msg]' log >got
    line='["py.x","ERROR","user ann\udcff",[1,2.5,{"b":null}],[1,[]],1099511627776,-5,true,null,"<module>",true,"user ann\udcff"]'
    [[ $(wc -l <got) == 2 && $(grep -c '"py.x","ERROR"' got) == 2 ]]
    python3 - got "$line" <<'END'
import json, sys
for line in open(sys.argv[1]):
    wanted = json.loads(sys.argv[2])
    got = json.loads(line)
    assert got[3:] [:8] == wanted[3:][:8], got
END
}

@test "the numbers of a pickle keep their values" {
    needs python3
    listens --pickle --to file:log,format=json
    python3 -c '
import pickle, struct, sys
value = {"msg": "m", "created": 1711848600.123}
value.update({"a": 0.1, "b": 1e-12, "c": -1e300, "d": 5.0, "e": float("inf"), "f": 1 / 3})
data = pickle.dumps(value, 1)
sys.stdout.buffer.write(struct.pack(">L", len(data)) + data)' | sends s
    stops 0
    [[ $(cat log) == *'"created":1711848600.123000000,"msecs":123.0,'* ]]
    [[ $(cat log) == *',"a":0.1,"b":1e-12,"c":-1e+300,"d":5.0,"e":null,"f":0.3333333333333333}' ]]
}

@test "a pickle takes time in proportion to its size" {
    needs python3
    listens --pickle --to "file:log,$text"
    python3 -c '
import struct, sys
data = b"}X\1\0\0\0a]" + b"Na" * 200000 + b"s."
sys.stdout.buffer.write(struct.pack(">L", len(data)) + data)' | sends s
    SECONDS=0
    stops 0
    ((SECONDS < 20)) && [[ $(cat log) == "INFO root " ]]
}

@test "a pickle that names a class or calls a function is refused, and nothing is executed" {
    needs python3
    listens --pickle --to "file:log,$text"
    python3 - <<'END'
import os, pickle, socket, struct
class Bad:
    def __reduce__(self):
        return (os.system, ("touch pwned",))
for protocol in (0, 1, 2, 4):
    for value in ({"msg": Bad()}, Bad(), [1], "text", {1: 2}, {"lineno": "x"}, {"msg": b"bytes"}, {"msg": {1, 2}}):
        data = pickle.dumps(value, protocol)
        s = socket.socket(socket.AF_UNIX)
        s.connect("s")
        s.sendall(struct.pack(">L", len(data)) + data + b'{"msg":"after"}\n')
        s.close()
END
    stops 76
    [[ ! -e pwned && $(sort -u log) == "INFO root after" ]]
    [[ $(tail -1 errors) == "xos: xlog: 32 bad records from clients: "* ]]
}

@test "a bad record is status 76 at the end, with a message; the client's others are kept" {
    needs python3
    listens --to "file:log,$text"
    printf 'text\n{"msg":"one"}\n{"msg":\n[1]\n{"levelno":"x"}\n{"msg":"two"}' | sends s
    printf '<999>x' | sends s
    printf '99999999999 x' | sends s
    printf '\0\0\0\5abcde' | sends s
    printf '{"msg":"cut' | sends s
    stops 76
    [[ $(cat log) == $'INFO root one\nINFO root two' ]]
    [[ $(sort -u errors) == "xos: xlog: 8 bad records from clients: neither JSON nor syslog
xos: xlog: unix:s: a bad record: a message without <PRIORITY>
xos: xlog: unix:s: a bad record: a pickle, which --pickle would take
xos: xlog: unix:s: a bad record: neither JSON nor syslog
xos: xlog: unix:s: a bad record: no JSON" ]]
}

@test "the handlers' levels and filters apply, the loggers' do not" {
    cat >log.json <<'END'
{"version": 1, "handlers": {"a": {"class": "logging.FileHandler", "filename": "log", "level": "WARNING"},
                            "b": {"class": "logging.FileHandler", "filename": "db", "filters": ["db"]}},
 "filters": {"db": {"name": "app.db"}}, "loggers": {"app": {"level": "CRITICAL"}},
 "root": {"level": "CRITICAL", "handlers": ["a", "b"]}}
END
    listens --config log.json
    xlog info one --name app.db --level debug --to unix:s
    xlog error two --name app --to unix:s
    stops 0
    [[ $(cat log) == two && $(cat db) == one ]]
}

@test "SIGHUP opens files again and reads the configuration again" {
    sed 's/NAME/one/' >log.json <<'END'
{"version": 1, "handlers": {"a": {"class": "logging.FileHandler", "filename": "NAME"}}, "root": {"handlers": ["a"]}}
END
    listens --config log.json
    xlog error 1 --to unix:s
    until [[ -s one ]]; do sleep 0.02; done
    sed -i 's/one/two/' log.json
    kill -HUP "$listener"
    until [[ -e two ]]; do sleep 0.02; done
    xlog error 2 --to unix:s
    until [[ -s two ]]; do sleep 0.02; done
    echo '{' >log.json
    kill -HUP "$listener"
    until [[ -s errors ]]; do sleep 0.02; done
    xlog error 3 --to unix:s
    stops 78
    [[ $(cat one) == 1 && $(cat two) == $'2\n3' ]]
}

@test "many clients at a time lose nothing, and SIGTERM takes what they have sent" {
    needs python3
    listens --to "rotate:log,max-bytes=20K,count=100,format=%(message)s"
    python3 - <<'END'
import json, socket
clients = []
for n in range(200):
    s = socket.socket(socket.AF_UNIX)
    s.connect("s")
    clients.append(s)
for i in range(20):
    for n, s in enumerate(clients):
        s.sendall(json.dumps({"msg": f"{n}.{i}"}).encode() + b"\n")
END
    stops 0
    [[ $(xlog cat log | sort -u | wc -l) == 4000 && $(xlog cat log | wc -l) == 4000 ]]
}

@test "a few descriptors are enough for many clients, one after the other" {
    needs python3
    (
        ulimit -n 12
        exec xlog listen unix:s unixgram:d --to "file:log,$text"
    ) 2>errors 3>&- &
    listener=$!
    until [[ -S s && -S d ]]; do kill -0 "$listener" && sleep 0.02; done
    python3 - <<'END'
import socket
clients = [socket.socket(socket.AF_UNIX) for _ in range(30)]
for s in clients:
    s.connect("s")
    s.sendall(b'{"msg":"m"}\n')
for s in clients:
    s.close()
END
    for _ in {1..100}; do (($(wc -l <log) < 30)) || break; sleep 0.05; done
    stops 0
    [[ $(wc -l <log) == 30 ]]
}

@test "SIGTERM ends xlog listen although nobody reads its output" {
    full_pipe
    listens --to "fd:1,$text" >&5
    xlog info m --to unix:s
    stops 74
    [[ $(<errors) == "xos: xlog: 1 record lost: fd:1,$text: Interrupted system call [EINTR]" ]]
}

@test "an address that is wrong or taken is refused before anything is written" {
    fails 64 "xos: xlog: listen: 'x' is not unix:PATH, unixgram:PATH, tcp:HOST:PORT or udp:HOST:PORT" \
        xlog listen x --to file:log
    fails 64 "xos: xlog: listen: 'tcp:1' is not unix:PATH, unixgram:PATH, tcp:HOST:PORT or udp:HOST:PORT" \
        xlog listen tcp:1 --to file:log
    fails 64 "xos: xlog: listen: 'tcp:h:' is not unix:PATH, unixgram:PATH, tcp:HOST:PORT or udp:HOST:PORT" \
        xlog listen tcp:h: --to file:log
    fails 64 "xos: xlog: listen: 'udp:127.0.0.1:65536': a port is at most 65535" \
        timeout 10 xlog listen udp:127.0.0.1:65536 --to file:log
    fails 64 "xos: xlog: listen ADDRESS..." xlog listen --to file:log
    [[ ! -e log ]]
    listens --to null
    run --separate-stderr xlog listen unix:s --to null
    [[ $status != 0 && $stderr == "xos: xlog: unix:s: Address already in use [EADDRINUSE]" ]]
    kill -9 "$listener"
    wait "$listener" || true
    listens --to null # a socket that a killed process left is replaced
    until xlog info m --to unix:s,on-full=fail; do kill -0 "$listener" && sleep 0.02; done
    stops 0
}

@test "a file that is no socket is not replaced by one" {
    echo kept >file
    ln -s file link
    for path in file link; do
        fails 71 "xos: xlog: unix:$path: Address already in use [EADDRINUSE]" \
            timeout 5 xlog listen "unix:$path" --to null
        fails 71 "xos: xlog: unixgram:$path: Address already in use [EADDRINUSE]" \
            timeout 5 xlog listen "unixgram:$path" --to null
    done
    [[ $(<file) == kept && -L link ]]
}
