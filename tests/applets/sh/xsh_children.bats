# xsh: processes made by a session, and what it becomes.
load ../../helper

@test "fork runs an operation in a child, and wait reports how it ended" {
    succeeds '1280 5' \
        xsh -c 'pid = fork _exit 5; w = waitpid $pid 0; code = WEXITSTATUS $w.status; print $w.status $code'
    succeeds $'in child\ntrue' xsh -c 'pid = fork print in child; w = waitpid $pid 0; WIFEXITED $w.status'
    fails 66 '-c:1: wait: No child processes [ECHILD]' xsh -c 'wait'
}

@test "a failing child prints its message and exits with its status" {
    expect 0 16896 '-c:1: stat: no/such: No such file or directory [ENOENT]' \
        xsh -c 'pid = fork stat no/such; w = waitpid $pid 0; print $w.status'
}

@test "a child whose output cannot be written ends with 74" {
    expect 0 "" '-c:1: print: standard output: No space left on device [ENOSPC]' bash -c '
        xsh -c "pid = fork print hi; w = waitpid \$pid 0
            fd = open status O_WRONLY|O_CREAT; n = write \$fd \$w.status" >/dev/full'
    [[ $(<status) == $((74 << 8)) ]]
}

@test "-e holds in a child too" {
    printf 'stat no/such\nprint on\n' >f.xos
    expect 0 16896 'f.xos:1: stat: no/such: No such file or directory [ENOENT]' \
        xsh -e -c 'pid = fork source f.xos; w = waitpid $pid 0; print $w.status'
}

@test "wait, wait3, wait4, waitid and waitpid give their records" {
    succeeds $'0\n256\n512\n3\n0' xsh -c '
        p = fork _exit 0; w = wait; print $w.status
        p = fork _exit 1; w = wait3 0; print $w.status
        p = fork _exit 2; w = wait4 $p 0; print $w.status
        p = fork _exit 3; w = waitid P_PID $p WEXITED; print $w.si_status
        p = fork _exit 0; w = waitpid $p 0; print $w.status'
}

@test "a child is killed by signal, and a status says so" {
    succeeds $'true\n15' xsh -c 'p = fork execvp sleep sleep 60; kill $p SIGTERM; w = waitpid $p 0
        WIFSIGNALED $w.status; WTERMSIG $w.status'
}

@test "register_at_fork's statements run around a fork, those before it in reverse order" {
    succeeds $'b2\nb1\nc1\nc2\nchild\np1\np2' xsh -c '
        register_at_fork before "print b1"; register_at_fork before "print b2"
        register_at_fork after_in_child "print c1"; register_at_fork after_in_child "print c2"
        register_at_fork after_in_parent "w = wait; print p1"; register_at_fork after_in_parent "print p2"
        pid = fork print child'
    fails 64 "-c:1: register_at_fork: usage: register_at_fork before|after_in_parent|after_in_child 'STATEMENT'" \
        xsh -c 'register_at_fork later "print"'
}

@test "a fork within a statement of register_at_fork runs no such statement" {
    succeeds $'one\ntwo\nthree' xsh -c '
        register_at_fork before "x = fork print one; w = wait"
        register_at_fork after_in_parent "w = wait; x = fork print three; w = wait"
        pid = fork print two'
}

@test "a failing statement of register_at_fork prints its message and changes nothing else" {
    expect 0 7 $'register_at_fork:1: stat: no/such: No such file or directory [ENOENT]' \
        xsh -e -c 'register_at_fork before "stat no/such"; pid = fork _exit 0; print 7'
}

@test "pipes between children are made by dup2 and close" {
    cat >pipe.xos <<'X'
p = pipe
one = fork source writer.xos
close $p.w
two = fork source reader.xos
close $p.r
first = waitpid $one 0
second = waitpid $two 0
print $first.status $second.status
X
    printf 'x = dup2 $p.w 1\nclose $p.r\nexecvp printf printf "b\\na\\n"\n' >writer.xos
    printf 'x = dup2 $p.r 0\nexecvp sort sort\n' >reader.xos
    succeeds $'a\nb\n0 0' xsh pipe.xos
}

@test "a script on standard input continues after descriptor 0 is replaced" {
    echo 'other' >other
    succeeds $'0\nother\nalive' \
        bash -c 'printf "%s\n" "fd = open other O_RDONLY" "dup2 \$fd 0" "read 0 100" "print alive" | xsh'
}

@test "forkpty gives pid and fd, the child has a terminal" {
    succeeds $'true\ntrue' xsh -c 'p = forkpty execvp sh sh -c "test -t 0 && exit 3"; w = waitpid $p.pid 0
        code = WEXITSTATUS $w.status; WIFEXITED $w.status; isatty $p.fd'
}

@test "popen is a record with a descriptor, whose close gives the status" {
    succeeds $'hi\n768 3' xsh -c 'p = popen "echo hi; exit 3"; read $p.fd 100; st = popen.close $p; print $st $?'
    succeeds 'five!5' xsh -c 'p = popen cat w; n = write $p.fd five!; popen.close $p; print $n'
    succeeds ' 0' xsh -c 'p = popen true; st = popen.close $p; print $st $?'
    succeeds -2304 xsh -c 'p = popen "kill -9 \$\$"; st = popen.close $p; print $st'
    fails 64 '-c:1: popen.close: the value of a popen is expected: p = popen CMD; popen.close $p' xsh -c 'popen.close 5'
    fails 64 "-c:1: popen: mode: 'x' is neither r nor w" xsh -c 'popen true x'
}

@test "exec replaces the session after printed output was written" {
    succeeds $'before\nafter' xsh -c 'print before; execvp echo echo after; print never'
    expect 0 still '-c:1: execv: /no/such: No such file or directory [ENOENT]' xsh -c 'execv /no/such x; print still'
}

@test "_exit and abort end the session as documented" {
    expect 9 a "" xsh -c 'print a; _exit 9; print b'
    run -134 bash -c 'ulimit -c 0; xsh -c "print a; abort; print b"'
    [ "${lines[0]}" = a ]
}

@test "!COMMAND is system: the rest of the line, its status in \$?" {
    succeeds $'a;b\n3' bash -c "printf '%s\n' '!echo \"a;b\"; exit 3' 'print \$?' | xsh"
    expect 3 768 "" xsh -c 'system "exit 3"'
    succeeds $'out\n0' xsh -c 'system "echo out"'
}

@test "output of statements, of children and of descriptor 1 keeps its order" {
    succeeds $'1\n2\n3\n4\n5' \
        bash -c "printf '%s\n' 'print 1' '!echo 2' 'print 3' 'x = write 1 \"4\\n\"' 'print 5' | xsh"
}

@test "scandir, walk and listdir are lists" {
    mkdir -p t/d && touch t/f t/d/g
    succeeds $'f false\ng\nt/d' xsh -c 'chdir t/d; chdir ..; rename d e; xs = scandir e; print f $xs.0.is_dir
        print $xs.0.name; chdir ..; rename t/e t/d; ws = walk t; print $ws.1.dirpath'
}
