# Loggers as values of xsh.
load ../../helper

prepare() {
    export TZ=UTC0
    unset "${!XLOG_@}"
    export XLOG_TO='fd:1,format=%(levelname)s %(name)s %(message)s'
}

@test "a logger writes records with arguments and fields" {
    succeeds $'INFO app.db user ann in\nWARNING app.db 007\nLevel 35 app.db x\nERROR root e\nCRITICAL app.db c' \
        xsh -c 'l = getLogger app.db; info $l "user %s in" ann code=200; debug $l no; warning $l %03d 7; log $l 35 x
            r = getLogger; error $r e; critical $l c'
    fails 64 "-c:1: info: '%s %s': more conversions than arguments" xsh -c 'l = getLogger a; info $l "%s %s" b'
    fails 64 "-c:1: setLevel: the first argument is not a logger (getLogger gives one)" \
        xsh -c "l = getLogger a; setLevel b debug"
}

@test "the operation of that name stays what it is for other values" {
    succeeds "INFO root text" xsh -c 'l = getLogger a; info text'
}

@test "levels, children and what is enabled are those of the tree" {
    succeeds $'DEBUG a now\nDEBUG a.b too\n10\n10 true\ntrue' \
        xsh -c 'l = getLogger a; debug $l no; setLevel $l debug; debug $l now
        c = getChild $l b; debug $c too; getEffectiveLevel $c; print $l.level $l.propagate; isEnabledFor $c debug'
    expect 1 false "" xsh -c 'l = getLogger a; setLevel $l error; isEnabledFor $l info'
    succeeds "ERROR a two" \
        xsh -c 'l = getLogger a; logging.disable error; error $l one; logging.disable notset; error $l two'
}

@test "a level named after its logger was made has that name" {
    succeeds $'Level 25 a one\nNOTICE a two\nNOTICE a three\nLevel 25 a four' \
        xsh -c 'l = getLogger a; log $l 25 one; addLevelName 25 NOTICE; log $l 25 two; setLevel $l notice
            log $l NOTICE three; unsetenv XLOG_LEVELS; log $l 25 four'
    echo '{"version":1,"levels":{"TRACE":21},"root":{"level":"TRACE","handlers":["h"]},"handlers":{"h":{"class":
        "logging.StreamHandler","stream":"ext://sys.stdout","formatter":"f"}},"formatters":{"f":{"format":
        "%(levelname)s %(message)s"}}}' >log.json
    succeeds $'TRACE one\nMORE two\nTRACE three' env XLOG_LEVELS=MORE=22 XLOG_CONFIG=log.json XLOG_TO= \
        xsh -c 'l = getLogger a; log $l trace one; log $l more two; addLevelName 23 MOST; log $l trace three'
    fails 64 "-c:1: log: XLOG_LEVELS: 'x' is not NAME=NUMBER,..." \
        xsh -c 'l = getLogger a; putenv XLOG_LEVELS x; log $l 25 one'
}

@test "a logger gets its own destinations, and keeps records from its parent" {
    succeeds "INFO a one" xsh -c 'l = getLogger a; addHandler $l "file:log,format=%(message)s %(lineno)d"; info $l one
        propagate $l no; info $l two; b = hasHandlers $l'
    [[ $(cat log) == $'one 1\ntwo 2' ]]
    unset XLOG_TO
    succeeds "" xsh -c 'l = getLogger a; addHandler $l file:b; info $l one'
    [[ $(cat b) == *' INFO a: one' ]]
}

@test "a logger has handlers if one above it has, unless it keeps its records" {
    export XLOG_TO=null
    succeeds $'true\ntrue' xsh -c 'l = getLogger a.b; hasHandlers $l; p = getLogger a; addHandler $p file:log
        propagate $p no; hasHandlers $l'
    expect 1 false "" xsh -c 'l = getLogger a.b; propagate $l no; hasHandlers $l'
    fails 64 "-c:1: hasHandlers: the first argument is not a logger (getLogger gives one)" xsh -c 'hasHandlers x'
}

@test "a failure is reported where it happens, wherever the first logger was made" {
    fails 64 "-c:1: setLevel: level: 'x' is not a level: debug info warning error critical, or a number" \
        xsh -c 'for i in range 1; l = getLogger a; end; setLevel $l x'
    fails 64 "-c:1: setLevel: level: 'x' is not a level: debug info warning error critical, or a number" \
        xsh -c 'l = getLogger a; for i in range 1; setLevel $l x; end'
}

@test "what cannot be written is status 74, and what cannot be opened 66" {
    run --separate-stderr xsh -c 'l = getLogger a; addHandler $l "file:/dev/full,on-full=fail"; info $l one'
    [[ $status == 74 && $stderr == *"[ENOSPC]"* ]]
    run --separate-stderr xsh -c 'l = getLogger a; addHandler $l file:none/x; info $l one'
    [[ $status == 66 && $stderr == "-c:1: info: file:none/x: No such file or directory [ENOENT]" ]]
}

@test "records of a thousand statements take no memory that stays" {
    unsanitized "need more memory"
    printf '%s\n' 'l = getLogger a' 'for i in $(range 20000)' 'info $l "text %d" $i k=v' end >script
    (ulimit -v 60000 && XLOG_TO=null xsh script)
}
