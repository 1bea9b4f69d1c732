# xlog's configurations: dictConfig in JSON and fileConfig in INI form, checked and used; the same are accepted by
# Python.
load ../../helper

prepare() {
    export TZ=UTC0
    unset "${!XLOG_@}"
}

# refuses PLACE_AND_MESSAGE JSON: xlog check refuses the configuration with status 78 and that message.
refuses() {
    printf '%s\n' "$2" >bad.json
    fails 78 "xos: xlog: bad.json$1" xlog check bad.json
}

@test "a configuration has loggers, handlers, filters and formatters" {
    cat >log.json <<'END'
{"version": 1,
 "formatters": {"f": {"format": "%(levelname)s|%(name)s|%(message)s|%(user)s", "defaults": {"user": "nobody"}},
                "j": {"class": "xos.JsonFormatter"}},
 "filters": {"only": {"name": "app"}},
 "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "f", "stream": "ext://sys.stdout"},
              "errors": {"class": "logging.handlers.RotatingFileHandler", "filename": "errors.log", "maxBytes": 1000,
                         "backupCount": 3, "level": "ERROR"},
              "app": {"class": "logging.FileHandler", "filename": "app.log", "filters": ["only"], "formatter": "j"},
              "queue": {"class": "logging.handlers.QueueHandler", "handlers": ["out", "errors"]}},
 "loggers": {"app.db": {"level": "DEBUG", "handlers": ["queue"], "propagate": false}},
 "root": {"level": "INFO", "handlers": ["out", "app"]}}
END
    succeeds "" xlog check log.json
    succeeds "DEBUG|app.db|one|nobody" xlog debug one --name app.db --config log.json
    succeeds "" xlog debug two --name app --config log.json
    succeeds "ERROR|app.db.x|three|ann" xlog error three user=ann --name app.db.x --config log.json
    XLOG_CONFIG=log.json succeeds "INFO|app|four|nobody" xlog info four --name app
    succeeds "" xlog info five --name app --config log.json --level error
    [[ $(cat errors.log) == three && $(jq -r .message app.log) == four ]]
    succeeds $'app\nerrors\nout\nqueue' xos getHandlerNames --config log.json
    expect 1 false "" xos isEnabledFor debug --name app --config log.json
    succeeds 10 xos getEffectiveLevel --name app.db.x --config log.json
}

@test "a format without fields is an error, unless validate is false" {
    sed 's/@/true/' >fixed.json <<'END'
{"version": 1, "formatters": {"f": {"format": "fixed", "validate": @}},
 "handlers": {"h": {"class": "logging.StreamHandler", "formatter": "f"}}, "root": {"handlers": ["h"]}}
END
    fails 78 "xos: xlog: fixed.json: \$.formatters.f.format: 'fixed': no field of the record is in it, at byte 5" \
        xlog check fixed.json
    sed -i 's/true/false/' fixed.json
    expect 0 "" fixed xlog error m --config fixed.json
}

@test "a memory passes its records to a handler of the configuration" {
    cat >log.json <<'END'
{"version": 1,
 "handlers": {"file": {"class": "logging.FileHandler", "filename": "log"},
              "a": {"class": "logging.handlers.MemoryHandler", "capacity": 10, "flushLevel": "ERROR",
                    "target": "file"}},
 "root": {"level": "DEBUG", "handlers": ["a"]}}
END
    printf 'one\ntwo\n' >input
    succeeds "" xlog pipe --config log.json -- cat input
    [[ $(cat log) == $'one\ntwo' ]]
}

@test "cfg:// leads to another place of the file" {
    cat >log.json <<'END'
{"version": 1, "handlers": {"a": {"class": "logging.FileHandler", "filename": "one"},
                            "b": {"class": "logging.FileHandler", "filename": "cfg://handlers.a.filename"},
                            "c": {"class": "logging.NullHandler", "level": "cfg://root.handlers[0]"}},
 "root": {"handlers": ["b"]}}
END
    fails 78 "xos: xlog: log.json: \$.handlers.c.level: level: 'b' is not a level" xlog check log.json
    sed -i '/"c"/s/.*/}, /; s/filename"},$/filename"}/' log.json
    succeeds "" xlog warning m --config log.json
    [[ $(cat one) == m ]]
    refuses ": \$.handlers.x: 'cfg://handlers.y' leads to nothing in this file" \
        '{"version": 1, "handlers": {"x": "cfg://handlers.y"}}'
}

@test "what is wrong is named with its place and what is allowed there" {
    refuses ": \$.version: version must be there, and be 1" '{"version": 2}'
    refuses ": \$: version must be there, and be 1" '{}'
    refuses ":2:11: expected ',' or '}'" $'{"version": 1,\n"root": 5 5}'
    refuses \
        ": \$.rot: unknown key (known here: version formatters filters handlers loggers root incremental disable_existing_loggers levels)" \
        '{"version": 1, "rot": {}}'
    for value in '"10M"' '[]' true; do
        refuses ": \$.handlers.file.maxBytes: must be a number" \
            '{"version": 1, "handlers": {"file": {"class": "logging.handlers.RotatingFileHandler", "filename": "x", "maxBytes": '"$value"'}}}'
    done
    refuses ": \$.handlers.file.maxBytes: max-bytes: '-1' is not a size from 0 on" \
        '{"version": 1, "handlers": {"file": {"class": "logging.handlers.RotatingFileHandler", "filename": "x", "maxBytes": -1}}}'
    refuses ": \$.handlers.file.when: when: 'x' is not S, M, H, D, midnight or W0 to W6" \
        '{"version": 1, "handlers": {"file": {"class": "logging.handlers.TimedRotatingFileHandler", "filename": "x", "when": "x"}}}'
    refuses ": \$.handlers.file: filename is missing" \
        '{"version": 1, "handlers": {"file": {"class": "logging.FileHandler"}}}'
    refuses ": \$.handlers.file.level: level: 'LOUD' is not a level" \
        '{"version": 1, "handlers": {"file": {"class": "logging.StreamHandler", "level": "LOUD"}}}'
    refuses ": \$.handlers.file.formatter: no formatter has the name 'f'" \
        '{"version": 1, "handlers": {"file": {"class": "logging.StreamHandler", "formatter": "f"}}}'
    refuses ": \$.handlers.file.stream: must be ext://sys.stdout, ext://sys.stderr or fd:N" \
        '{"version": 1, "handlers": {"file": {"class": "logging.StreamHandler", "stream": "stdout"}}}'
    refuses ": \$.formatters.f.format: '%(x': expected %(NAME) or %%, at byte 1" \
        '{"version": 1, "formatters": {"f": {"format": "%(x"}}, "handlers": {"a": {"class": "logging.StreamHandler", "formatter": "f"}}}'
    refuses \
        ": \$.loggers[\"a.b\"].level: 'LOUD' is not a level (CRITICAL ERROR WARNING INFO DEBUG NOTSET, or a number)" \
        '{"version": 1, "loggers": {"a.b": {"level": "LOUD"}}}'
    for wrong in '"format":"%(x"}|format: '"'%(x': expected %(NAME) or %%, at byte 1" \
        '"style":"{", "format":"{x"}|format: '"'{x': a { without }, at byte 1" \
        '"style":"q"}|style: style: '"'q' is not %, { or \$" '"format":7}|format: must be a string' \
        '"class":"x"}|class: must be logging.Formatter or xos.JsonFormatter' \
        '"datefmt":"%!"}|datefmt: unknown directive at '"'%!'"; do # no handler names the formatter
        refuses ": \$.formatters.f.${wrong#*|}" '{"version": 1, "formatters": {"f": {'"${wrong%|*}}}"
    done
    for port in 65536 -1 1.5 '"70000"'; do
        refuses ": \$.handlers.a.port: must be a port: 0 to 65535" \
            '{"version": 1, "handlers": {"a": {"class": "logging.handlers.SocketHandler", "host": "h", "port": '"$port}}}"
        refuses ": \$.handlers.a.address: must be a path, or a list of host and port" \
            '{"version": 1, "handlers": {"a": {"class": "logging.handlers.SysLogHandler", "address": ["h", '"$port]}}}"
    done
    refuses ": \$.root.handlers: no handler has the name 'x'" '{"version": 1, "root": {"handlers": ["x"]}}'
    refuses ": \$.handlers.a.(): there are no factories here: use class" \
        '{"version": 1, "handlers": {"a": {"()": "x"}}}'
    run --separate-stderr xlog check bad.json bad.json none
    [[ $status == 78 && ${#stderr_lines[@]} == 3 ]]
    fails 78 "xos: xlog: bad.json: \$.handlers.a.(): there are no factories here: use class" \
        xlog info m --config bad.json
}

@test "the INI form is read as fileConfig does, with literals in args" {
    cat >log.ini <<'END'
[loggers]
keys=root,db
[handlers]
keys=out, file
[formatters]
keys=f
[logger_root]
level=INFO
handlers=out
[logger_db]
level=DEBUG
handlers=out,file
qualname=app.db
propagate=0
# a comment
[handler_out]
class=StreamHandler
formatter=f
args=(sys.stdout,)
[handler_file]
class=handlers.RotatingFileHandler
level=ERROR
args=('i.log', 'a',
      2000, 5)
[formatter_f]
format=%(levelname)s;%(name)s;%(message)s
datefmt=%H:%M
END
    succeeds "" xlog check log.ini
    succeeds "DEBUG;app.db;m" xlog debug m --name app.db --config log.ini
    succeeds "ERROR;app.db;n" xlog error n --name app.db --config log.ini
    [[ $(cat i.log) == n ]]
    sed 's/2000, 5/open("x"), 5/' log.ini >bad.ini
    fails 78 \
        "xos: xlog: bad.ini: [handler_file] args: must be literals: strings, numbers, tuples, sys.stdout, sys.stderr, constants" \
        xlog check bad.ini
    sed 's/keys=out, file/keys=out,files/' log.ini >bad.ini
    fails 78 "xos: xlog: bad.ini: [handler_files]: the section is missing" xlog check bad.ini
    sed '/qualname/d' log.ini >bad.ini
    fails 78 "xos: xlog: bad.ini: [logger_db]: qualname is missing" xlog check bad.ini
    sed 's/level=ERROR/level=LOUD/' log.ini >bad.ini
    fails 78 "xos: xlog: bad.ini: [handler_file] level: level: 'LOUD' is not a level" xlog check bad.ini
    sed 's/^datefmt.*/no option/' log.ini >bad.ini
    fails 78 "xos: xlog: bad.ini:27: expected KEY = VALUE" xlog check bad.ini
}

@test "Python accepts and refuses the same configurations" {
    needs python3
    getent hosts localhost >/dev/null || skip "localhost has no address, which Python looks up at once"
    run -0 python3 "$top/tests/applets/log/configs.py"
    [[ $output =~ ^([0-9]+)\ configurations,\ 0\ differences$ ]]
    ((BASH_REMATCH[1] > 100))
}

@test "makeLogRecord makes a record of its attributes" {
    succeeds "user ann in app 20 INFO" \
        sh -c "xos makeLogRecord '{\"name\":\"app\",\"levelno\":20,\"msg\":\"user %s in\",\"args\":[\"ann\"]}' --json |
            jq -r '[.message,.name,.levelno,.levelname]|join(\" \")'"
    fails 65 "xos: makeLogRecord: attrdict: not an object" xos makeLogRecord '[]'
    fails 65 "xos: makeLogRecord: attrdict: a member that is not the number it must be" \
        xos makeLogRecord '{"lineno":"x"}'
    fails 78 "xos: dictConfig: a.json: \$: version must be there, and be 1" \
        sh -c 'echo "{}" >a.json; xos dictConfig a.json'
}
