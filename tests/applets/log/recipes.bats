# The cookbook of xlog(1): its sessions, and the recipes that need other programs, here fake ones or servers of the
# test.
load ../../helper
load ../../sessions

prepare() {
    export TZ=UTC0
    unset "${!XLOG_@}"
}

@test "the sessions of the manual come out as they are shown" {
    needs jq
    mkdir sessions run
    manual_sessions "$top/man/xlog.1" sessions
    [[ $(ls sessions | wc -l) -ge 8 ]]
    cd run
    sessions_hold ../sessions
}

@test "a record goes out as mail, and a mail that fails is status 74" {
    mkdir bin
    printf '#!/bin/sh\n{ echo "to $*"; cat; } >mail\n' >bin/sendmail
    chmod +x bin/sendmail
    PATH=$PWD/bin:$PATH
    succeeds "" xlog error 'disk full' --to 'exec:(echo Subject: alert; echo; cat) | sendmail root,format=%(message)s'
    [[ $(cat mail) == $'to root\nSubject: alert\n\ndisk full' ]]
    printf '#!/bin/sh\ncat >/dev/null\nexit 75\n' >bin/sendmail
    run --separate-stderr xlog error 'disk full' --to 'exec:(echo Subject: alert; echo; cat) | sendmail root'
    [[ $status == 74 && $stderr == *"the command ended with status 75" ]]
}

@test "a record goes out by HTTP, and a server that refuses it is status 74" {
    needs curl
    needs python3
    python3 - <<'END' 3>&- &
import http.server, os
class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        with open("posted", "ab") as file:
            file.write(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(200 if self.path == "/log" else 500)
        self.send_header("Content-Length", "0")
        self.end_headers()
    def log_message(self, *args):
        pass
server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
with open("port.new", "w") as file:
    file.write(str(server.server_port))
os.rename("port.new", "port")
server.serve_forever()
END
    server=$!
    until [[ -e port ]]; do kill -0 "$server" && sleep 0.02; done
    url=http://127.0.0.1:$(cat port)
    succeeds "" xlog error 'disk full' code=5 --to "exec:curl -sf --data-binary @- $url/log,format=json"
    run --separate-stderr xlog error gone --to "exec:curl -sf --data-binary @- $url/none,format=json"
    kill "$server"
    [[ $status == 74 && $stderr == *"the command ended with status 22" ]]
    [[ $(head -1 posted | jq -r '.message + .levelname + .code') == "disk fullERROR5" ]]
}

@test "rsyslog takes what xlog sends, in both formats" {
    needs rsyslogd
    port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    cat >conf <<END
module(load="imuxsock" SysSock.Use="off")
input(type="imuxsock" Socket="$PWD/socket" UseSysTimeStamp="off")
module(load="imtcp")
input(type="imtcp" port="$port" address="127.0.0.1")
template(name="t" type="string"
    string="%syslogfacility-text%.%syslogseverity-text% %programname% %structured-data% %msg%\n")
*.* action(type="omfile" file="$PWD/out" template="t")
END
    rsyslogd -n -f "$PWD/conf" -i "$PWD/pid" 3>&- &
    server=$!
    until [[ -S socket ]] && (exec 4<>"/dev/tcp/127.0.0.1/$port"); do kill -0 "$server" && sleep 0.05; done 2>/dev/null
    xlog error one --to "syslog:$PWD/socket,facility=local0,ident=app: "
    xlog info two --name web --to "syslog:tcp://127.0.0.1:$port,rfc=5424,facility=daemon" k=v
    xlog critical three --to "syslog:tcp://127.0.0.1:$port,facility=user,ident=job: "
    for _ in {1..100}; do [[ -e out && $(wc -l <out) == 3 ]] && break || sleep 0.05; done
    kill "$server"
    wait "$server" || true
    sed 's/  */ /g' out | sort >got
    diff got - <<END
daemon.info web [xos@32473 k="v"] two
local0.err app - one
user.crit job - three
END
}
