# CONTRIBUTING's recipes: an operation and an applet, added to a copy of the build by what it says alone.
load ../helper

prepare() {
    [[ -r $XOS_BUILD/Makefile && -r $XOS_BUILD/configure.ac ]] || skip "not a build in the source folder"
    needs make jq
    unset MAKEFLAGS MFLAGS MAKELEVEL DESTDIR
    mkdir copy
    (cd "$XOS_BUILD" && find . -maxdepth 1 ! -name . ! -name .git ! -name tests ! -name 'xos-*' -exec cp -a \
        -t "$BATS_TEST_TMPDIR/copy" {} +)
    mkdir -p copy/tests/applets/template
    cp "$top"/tests/{helper.bash,sessions.bash} copy/tests
}

@test "an operation is a row and its function, an applet a folder and a line" {
    cd copy
    cat >>lib/ops/os/process.c <<'ROW'
static int run_twice(struct call *call)
{
    return call_end_int(call, 2 * (int64_t)ARGS(struct one_pid, call)->pid, NULL);
}
ROW
    sed -i '/^static const struct op ops\[\] = {/i static int run_twice(struct call *call);' lib/ops/os/process.c
    sed -i \
        '/^static const struct op ops\[\] = {/a {.name = "pid_twice", TEXTS(.summary = "Return a process id, doubled", .result = "int", .example = "xos pid_twice 4"), .acts_on = ACTS_ON_VALUE, .available = ON_ALL, OP_PARAMS(struct one_pid, pid_params), .run = run_twice},' \
        lib/ops/os/process.c
    echo 'xtemplate template template os' >>applets/APPLETS
    cp applets/template/xtemplate.1 man
    cp applets/template/xtemplate.bats tests/applets/template
    # Makefile first and without -j: config.status opens descriptors 5 and 6, which the make that it runs could take
    # for the pipe of make -j
    make -s Makefile >make.log 2>&1 || { tail -n 20 make.log; return 1; }
    make -s -j"$(nproc)" xos all-local >make.log 2>&1 || { tail -n 20 make.log; return 1; }
    PATH=$PWD:$PATH
    succeeds 8 xos pid_twice 4
    succeeds "pid_twice" xos --complete xos pid-t
    succeeds '["pid_twice","process-parameters","os"]' \
        bash -c 'xos --list --json | jq -c "select(.name == \"pid_twice\") | [.name, .section, .module]"'
    succeeds 3 xtemplate one
    succeeds 3 xos template one
    XOS_BUILD=$PWD bats tests/applets/template
}
