# xlog's destinations: files that rotate, syslog, the journal, sockets, programs; xlog write, pipe and files.
load ../../helper

prepare() {
    export TZ=UTC0
    unset "${!XLOG_@}"
    text='format=%(message)s'
}

# server KIND ADDRESS FILE: writes what arrives at a socket to FILE, each datagram or connection unchanged; ends when
# the word END is in it. KIND is stream, dgram (UNIX), tcp or udp; the port of the latter is in the file port.
server() {
    python3 - "$@" <<'EOF' &
import os, socket, sys
kind, address, name = sys.argv[1:4]
if kind in ("stream", "dgram"):
    s = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM if kind == "stream" else socket.SOCK_DGRAM)
    s.bind(address)
else:
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM if kind == "tcp" else socket.SOCK_DGRAM)
    s.bind(("127.0.0.1", 0))
if kind in ("stream", "tcp"):
    s.listen()
with open("port.new", "w") as f:
    f.write(str(s.getsockname()[1] if kind in ("tcp", "udp") else 0))
os.rename("port.new", "port")
with open(name, "wb", buffering=0) as out:
    seen = b""
    while b"END" not in seen:
        if kind in ("stream", "tcp"):
            c, _ = s.accept()
            while part := c.recv(65536):
                seen += part
                out.write(part)
        else:
            seen = s.recv(65536)
            out.write(seen)
EOF
    server=$!
    until [[ -e port ]]; do kill -0 "$server" && sleep 0.02; done
    port=$(cat port) && rm port
}

@test "rotate has the names and the contents of Python's RotatingFileHandler" {
    needs python3
    for size in 14 20 22 50 51 1000; do
        for count in 0 1 3; do
            for i in 1 2 33 4 555 6 7; do
                xlog info "line $i" --to "rotate:x$size.$count,max-bytes=$size,count=$count,$text"
            done
            python3 - "$size" "$count" <<'EOF'
import logging, logging.handlers, sys
size, count = int(sys.argv[1]), int(sys.argv[2])
handler = logging.handlers.RotatingFileHandler(f"p{size}.{count}", maxBytes=size, backupCount=count)
for i in (1, 2, 33, 4, 555, 6, 7):
    handler.emit(logging.makeLogRecord({"msg": f"line {i}"}))
EOF
            for file in p"$size.$count"*; do cmp "$file" "x${file#p}"; done
            [[ $(ls p"$size.$count"* | wc -l) == $(ls x"$size.$count"* | wc -l) ]]
        done
    done
}

@test "both programs can write the same rotated files, in turns" {
    needs python3
    cat >write.py <<'EOF'
import logging, logging.handlers, sys
handler = logging.handlers.RotatingFileHandler("log", maxBytes=100, backupCount=50)
for i in range(7):
    handler.emit(logging.makeLogRecord({"msg": f"python {sys.argv[1]} {i}"}))
EOF
    for round in 1 2 3 4 5; do
        python3 write.py "$round"
        for i in 0 1 2 3 4 5 6; do xlog info "xlog $round $i" --to "rotate:log,max-bytes=100,count=50,$text"; done
    done
    xargs -a <(xlog files log) cat >all
    for round in 1 2 3 4 5; do printf "python $round %d\n" {0..6}; printf "xlog $round %d\n" {0..6}; done >wanted
    cmp all wanted
    [[ -z $(find . -name 'log*' -size +99c) ]]
}

@test "several writers of a rotated file lose nothing and write nothing twice; lines are whole" {
    for writer in 1 2 3 4; do
        seq -f "$writer %06g" 3000 | xlog write rotate:log,max-bytes=4K,count=100 &
        pids+=("$!")
    done
    for pid in "${pids[@]}"; do ended 0 "$pid"; done
    xargs -a <(xlog files log) cat | sort >all
    for writer in 1 2 3 4; do seq -f "$writer %06g" 3000; done | sort >wanted
    cmp all wanted
    [[ -z $(find . -name 'log*' -size +4095c) ]]
    (($(xlog files log | wc -l) >= 25))
}

@test "a gap that a rotation left is filled, and nothing is dropped too early" {
    for i in 1 2 4 5; do echo "$i" >log.$i; done
    echo 0 >log
    xlog info new --to "rotate:log,max-bytes=3,count=5,$text"
    [[ $(cat log log.1 log.2 log.3 log.4 log.5) == $'new\n0\n1\n2\n4\n5' ]]
    xlog info newer --to "rotate:log,max-bytes=3,count=5,$text"
    [[ $(cat log log.1 log.2 log.3 log.4 log.5) == $'newer\nnew\n0\n1\n2\n4' ]]
}

@test "a line that a killed writer left unfinished ends before the next record" {
    printf 'whole\nbroken' >log
    xlog info next --to "rotate:log,$text"
    [[ $(cat log) == $'whole\nbroken\nnext' ]]
}

@test "a writer that cannot rotate goes on in the same file and says so" {
    needs_root
    mkdir d && touch d/log && chmod 777 d/log && chmod 755 d
    expect 74 "" \
        "xos: xlog: rotate:d/log,max-bytes=10,count=2,$text: cannot rotate: Permission denied [EACCES]; the file grows" \
        as_user env TZ=UTC0 "PATH=$PATH" xlog write "rotate:d/log,max-bytes=10,count=2,$text" \
        <<<$'123456\n123456\n123456'
    [[ $(cat d/log) == $'123456\n123456\n123456' ]]
}

@test "rotated files are compressed by a command, complete before they have their names" {
    seq 20000 >in
    xlog write 'rotate:log,max-bytes=20K,count=50,compress=gzip -1' <in
    (($(ls log.*.gz | wc -l) >= 4)) && [[ ! -e log.1 && -z $(ls -- *.tmp 2>/dev/null) ]]
    while read -r file; do zcat -f "$file"; done < <(xlog files log) | cmp - in
    expect 74 "" \
        "xos: xlog: rotate:log,max-bytes=20K,count=50,compress=false: compress: status 1; the file is kept as it is" \
        xlog write rotate:log,max-bytes=20K,count=50,compress=false < <(seq 4000)
}

@test "timed has the names of Python's TimedRotatingFileHandler, by when the file was made or last written" {
    needs python3
    for when in S M H D midnight W0 W6; do
        for program in p x; do echo old >$program.$when && touch -d '2026-03-03 04:05:06 UTC' $program.$when; done
        xlog info new --to "timed:x.$when,when=$when,utc,$text"
        python3 - "$when" <<'EOF'
import logging, logging.handlers, sys
handler = logging.handlers.TimedRotatingFileHandler(f"p.{sys.argv[1]}", when=sys.argv[1], utc=True)
handler.emit(logging.makeLogRecord({"msg": "new"}))
EOF
    done
    diff <(ls p.* | sed 's/^p//') <(ls x.* | sed 's/^x//')
    for file in p.*; do cmp "$file" "x${file#p}"; done
    fails 64 "xos: xlog: to: when: 'W7' is not S, M, H, D, midnight or W0 to W6" xlog info m --to timed:log,when=W7
}

@test "timed keeps count files, and never replaces one" {
    for day in 01 02 03 04; do echo $day >log.2026-01-$day; done
    touch log.2026-01-0x log.other
    echo old >log && touch -d '2026-01-04 12:00 UTC' log
    xlog info new --to "timed:log,when=midnight,count=3,utc,$text"
    [[ $(ls) == $'log\nlog.2026-01-03\nlog.2026-01-04\nlog.2026-01-04.1\nlog.2026-01-0x\nlog.other' ]]
    [[ $(cat log.2026-01-04 log.2026-01-04.1) == $'04\nold' ]]
}

@test "syslog datagrams are those of Python's SysLogHandler" {
    needs python3
    server dgram socket got
    for level in debug info warning error critical 35; do
        xlog "$level" "text é" --level 1 --to syslog:"$PWD/socket",facility=local3,ident='app: '
    done
    xlog info END --to syslog:"$PWD/socket"
    ended 0 "$server"
    python3 - >wanted <<'EOF'
import logging.handlers, sys
class Handler(logging.handlers.SysLogHandler):
    def __init__(self, **kwargs):
        self.__dict__.update(kwargs)
        logging.Handler.__init__(self)
        self.unixsocket = True
        self.socket = self
    def send(self, data):
        sys.stdout.buffer.write(data)
handler = Handler(facility="local3", ident="app: ")
for level in (10, 20, 30, 40, 50, 35):
    handler.emit(logging.makeLogRecord({"msg": "text é", "levelno": level, "levelname": logging.getLevelName(level)}))
sys.stdout.buffer.write(b"<14>END\0")
EOF
    cmp got wanted || { od -c got; od -c wanted; false; }
}

@test "syslog by UDP and by TCP with octet counting, RFC 5424 with fields" {
    needs python3
    server udp - got
    xlog error END --to "syslog:udp://127.0.0.1:$port,rfc=5424,ident=app" k='a"]b'
    ended 0 "$server"
    [[ $(cat got) =~ \
        ^\<11\>1\ 20[0-9-]{8}T[0-9:]{8}\.[0-9]{6}Z\ [^\ ]+\ app\ [0-9]+\ -\ \[xos@32473\ k=\"a\\\"\\\]b\"\]\ END$ ]]
    server tcp - got
    printf 'one\ntwo\nEND\n' | xlog write "syslog:tcp://127.0.0.1:$port,facility=daemon"
    ended 0 "$server"
    [[ $(cat got) == "7 <30>one7 <30>two7 <30>END" ]]
}

@test "a signal reaches PROG of xlog pipe while nobody reads the records" {
    full_pipe
    # shellcheck disable=SC2016 # for PROG
    xlog pipe --to "fd:1,$text" -- bash -c 'trap "touch signalled; exit 7" TERM; echo line; touch ready
        while :; do sleep 0.02; done' >&5 &
    local pipe=$!
    until [[ -e ready ]]; do kill -0 "$pipe" && sleep 0.02; done
    kill "$pipe"
    until [[ -e signalled ]]; do kill -0 "$pipe" && sleep 0.02; done
    [[ $(head -c 4101 <&5 | tail -c 5) == line ]]
    ended 7 "$pipe"
}

@test "lines that arrive together go to a stream with few calls, each as its own message" {
    server tcp - got
    (seq 1000; echo END) >lines
    strace -o trace -e trace=sendto xlog pipe --to "syslog:tcp://127.0.0.1:$port,$text" -- cat lines
    succeeds 2 grep -c sendto trace
    ended 0 "$server"
    python3 -c '
data, lines = open("got", "rb").read(), []
while data:
    size, rest = data.split(b" ", 1)
    lines.append(rest[:int(size)].removeprefix(b"<14>"))
    data = rest[int(size):]
assert lines == open("lines", "rb").read().split(), lines'
}

@test "lines that arrive together go out as a datagram each, and one that is too long does not hold up the others" {
    server dgram socket got
    (seq 100; head -c 1000000 /dev/zero | tr '\0' x; echo; seq 100; echo END) >lines
    expect 74 "" "xos: xlog: 1 record lost: unixgram:socket,$text: Message too long [EMSGSIZE]" \
        strace -o trace -e trace=sendmmsg,send,sendto xlog pipe --to "unixgram:socket,$text" -- cat lines
    grep -qE "^sendmmsg.* = ([2-9]|[1-9][0-9]+)\$" trace
    ended 0 "$server"
    diff got <(grep -v x lines)
    server dgram socket2 got
    expect 74 "" "xos: xlog: 1 record lost: unixgram:socket2: Message too long [EMSGSIZE]" \
        xlog write unixgram:socket2 <lines
    ended 0 "$server"
    diff got <(grep -v x lines)
}

@test "the journal gets its native protocol" {
    needs python3
    server dgram socket got
    xlog warning $'two\nEND' --name app --to journal:"$PWD/socket" --at s.sh:7:main user_id=4
    ended 0 "$server"
    printf \
        'MESSAGE\n\7\0\0\0\0\0\0\0two\nEND\nPRIORITY=4\nSYSLOG_IDENTIFIER=app\nLOGGER=app\nLEVEL=WARNING\nSYSLOG_PID=%s\nCODE_FILE=s.sh\nCODE_LINE=7\nCODE_FUNC=main\nUSER_ID=4\n' \
        $$ >wanted
    sed -i "s/SYSLOG_PID=.*/SYSLOG_PID=$$/" got
    cmp got wanted || { od -c got; false; }
}

@test "a line for which memory is exhausted is written in parts" {
    unsanitized "need more memory"
    head -c 60000000 /dev/zero | tr '\0' x >long
    succeeds "" bash -c 'ulimit -v 40000; timeout -s KILL 60 xlog write file:log <long'
    cmp long log
}

@test "sockets get JSON lines; what cannot be reached waits in the spool" {
    needs python3
    needs jq
    fails 66 "xos: xlog: unix:socket: No such file or directory [ENOENT]" xlog info m --to unix:socket
    fails 64 "xos: xlog: to: 'localhost' is not HOST:PORT" xlog info m --to tcp:localhost
    for port in 65536 99999999999999999999; do # glibc's getaddrinfo takes 65536 for 0
        fails 64 "xos: xlog: to: '127.0.0.1:$port': a port is at most 65535" xlog info m --to "udp:127.0.0.1:$port"
        fails 64 "xos: xlog: to: 'tcp://[::1]:$port': a port is at most 65535" \
            xlog info m --to "syslog:tcp://[::1]:$port"
    done
    succeeds "" xlog info one --to unix:socket,spool=spool
    succeeds "" xlog info $'t\nwo' --to unix:socket,spool=spool
    server stream socket got
    xlog info END --to unix:socket,spool=spool
    ended 0 "$server"
    [[ $(jq -r .message got) == $'one\nt\nwo\nEND' && ! -s spool ]]
    server tcp - got
    xlog info END --to tcp:127.0.0.1:"$port"
    ended 0 "$server"
    [[ $(jq -r .message got) == END ]]
    server dgram gram got
    xlog info END --to unixgram:gram
    ended 0 "$server"
    [[ $(jq -r .message got) == END ]]
    server udp - got
    xlog info END --to udp:127.0.0.1:"$port"
    ended 0 "$server"
    [[ $(jq -r .message got) == END ]]
}

@test "a host or port that is not known is status 68" {
    local said="tcp:127.0.0.1:nosuch: unknown host or port"
    fails 68 "xos: xlog: $said" xlog info m --to tcp:127.0.0.1:nosuch
    fails 68 "xos: xlog: listen: $said" xlog listen tcp:127.0.0.1:nosuch
    run -68 --separate-stderr xsh -c 'l = getLogger a; addHandler $l null; info $l one
        m = getLogger b; addHandler $m tcp:127.0.0.1:nosuch'
    [[ $stderr == *": $said" ]]
}

@test "exec passes the records to a command, whose failure is status 74" {
    xlog error e --to "exec:cat >out; echo done >>out,$text"
    [[ $(cat out) == $'e\ndone' ]]
    fails 74 "xos: xlog: exec:cat >/dev/null; exit 3: the command ended with status 3" \
        xlog error e --to 'exec:cat >/dev/null; exit 3'
}

@test "memory holds records back until the flush level, or until it is full" {
    succeeds $'1\n2\n3\n4\nE' xlog pipe --to "memory:4,to=fd:1,$text" --stderr-level error \
        -- sh -c 'seq 4; sleep 0.2; echo E >&2'
    succeeds "" xlog pipe --to "memory:4,to=fd:1,flush-on-close=no,$text" -- seq 3
    succeeds "" xlog info m --to memory:3,to=log,flush-level=critical,"$text"
    [[ $(cat log) == m ]]
}

@test "pipe makes records of both streams; the status is the program's" {
    expect 3 $'INFO n a\nERROR n b' "" \
        xlog pipe --name n --stderr-level error --to 'fd:1,format=%(levelname)s %(name)s %(message)s' -- \
        sh -c 'echo a; sleep 0.3; printf b >&2; exit 3'
    expect 143 "" "" xlog pipe --to fd:1 -- sh -c 'kill $$'
    fails 66 "xos: xlog: no/such: No such file or directory [ENOENT]" xlog pipe -- no/such
    fails 64 "xos: xlog: pipe [OPTION...] -- PROG [ARG...]" xlog pipe
    expect 74 "" "xos: xlog: 2 records lost: file:/dev/full,on-full=drop: No space left on device [ENOSPC]" \
        xlog pipe --to file:/dev/full,on-full=drop -- seq 2
}

@test "the flight recorder lets the last records through when an error comes, or when the program fails" {
    succeeds "" xlog pipe --flight-recorder 2 --to "fd:1,$text" -- seq 9
    expect 1 $'8\n9' "" xlog pipe --flight-recorder 2 --to "fd:1,$text" -- sh -c 'seq 9; exit 1'
}

@test "pipe passes SIGTERM on, and reads the streams to their ends" {
    mkfifo ready
    xlog pipe --to "file:log,$text" \
        -- sh -c 'trap "echo caught; exit 5" TERM; echo >ready; while :; do sleep 0.05; done' &
    pid=$!
    read -r _ <ready
    kill "$pid"
    ended 5 "$pid"
    [[ $(cat log) == caught ]]
}

@test "write copies whole lines, and a last line without its end" {
    printf 'a\0b\n\n\xff\nlast' >in
    xlog write file:log <in
    cmp in log
    seq 300000 >in
    xlog write file:all rotate:log,max-bytes=1M,count=9 <in 2>err || { cat err; false; }
    cmp in all
    fails 64 "xos: xlog: write DEST..." xlog write
}

@test "write reopens at SIGHUP, and at SIGTERM drains what has arrived" {
    mkfifo in
    xlog write file:log <in &
    pid=$!
    exec 7>in
    echo one >&7
    until [[ -s log ]]; do sleep 0.02; done
    mv log old
    kill -HUP "$pid"
    until [[ -e log ]]; do sleep 0.02; done
    echo two >&7
    kill "$pid"
    ended 0 "$pid"
    [[ $(cat old log) == $'one\ntwo' ]]
}

@test "what does not fit is cut back to whole lines and counted" {
    seq 10000 >in
    run -74 --separate-stderr sh -c 'ulimit -f 8; exec xlog write file:log <in' # 4096 bytes, or blocks of 1024
    kept=$(wc -l <log)
    [[ $stderr == "xos: xlog: $((10000 - kept)) records lost: file:log: File too large [EFBIG]" ]]
    head -n "$kept" in | cmp - log
}

@test "write makes at most two system calls for 128 KiB of a file" {
    needs strace
    yes 'a line of text' | head -c 8M >in
    strace -o calls xlog write file:log <in
    (($(grep -cE '^(read|write)\(' calls) <= 2 * 64 + 8))
    cmp in log
    strace -o calls xlog write rotate:set,max-bytes=1M,count=20 <in
    (($(sed '1,/"set"/d' calls | wc -l) <= 2 * 64 + 6 * (9 * 10 / 2) + 20))
}
