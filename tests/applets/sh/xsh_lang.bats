# The language of xsh: values, arithmetic, blocks, defs, failures.
load ../../helper

@test "a variable keeps the type of its value" {
    succeeds '{"value":"42"}
{"value":86}
{"value":{"a":"42","b":86,"c":true,"d":null,"e":[1,2],"n":"42","m":86}}' \
    bash -c "printf '%s\n' 'n = \"42\"' 'm = (\$n + 1) * 2' \
        'def all; a = \"42\"; b = 86; c = true; d = umask 0; d = mkdir d; e = range 1 3; return vars; end' 'all' |
        xsh --json | grep -v 'null}\$'"
    succeeds $'5 text\n0x10 420' xsh -c 'a = 5; b = "text"; print $a $b; print 0x10 (0644)'
    succeeds $'-5\ntrue\nfalse' xsh -c 'x = -5; print $x; y = true; print $y; print (not $y)'
}

@test "arithmetic has the usual precedence, and division truncates" {
    succeeds '7 9 -3 -1 1 -1 2 -6' \
        xsh -c 'print (1 + 2 * 3) ((1 + 2) * 3) (-7 / 2) (-7 % 2) (7 % 2) (-(1)) (10 - 5 - 3) (2 * -3)'
    succeeds 'true false true true true false' \
        xsh -c 'print (1 < 2 and 2 < 3) (1 > 2 or 2 > 3) (not 1 > 2) (1 != 2) (2 >= 2) (not true and false)'
    succeeds 'true true false true false' \
        xsh -c 's = "a"; print ($s == "a") ("5" == 5) ("05" == "5") (true != 2) ("x" == true)'
    succeeds $'3\n8\n-9223372036854775808' xsh -c '(1 + 2); n = 5 + 3; print $n; print -9223372036854775808'
}

@test "a part of a variable's value can be assigned to the variable" {
    mkdir d && touch d/a
    succeeds 'd/a' xsh -c 'x = scandir d; x = $x.0; print $x.path'
    succeeds $'1,2\n2' xsh -c 'def f; return $(range 1 3); end; x = f; x = $x; print "$x"; x = $x.1; print $x'
}

@test "words that come before a \$(...) have the values from before it" {
    mkdir d && touch d/a
    echo 'def change; s = "a text that is longer than the one before it"; xs = 0; return "abc"; end' >change.xsh
    local after
    while read -r after; do
        succeeds "${after#* = }" xsh -c "source change.xsh; s = 'abc'; xs = scandir d; ${after%% = *}" || return 1
    done <<'CASES'
print $s $(change) = abc abc
print "$s$(change)" = abcabc
print ($s == $(change)) = true
print ($s == "abc" and $s == $(change)) = true
putenv $s $(change); print $env.abc = abc
print $xs.0.name $(change) = a abc
print $(len $xs) $(change) = 1 abc
CASES
    succeeds '1 abc' xsh -c 'source change.xsh; xs = scandir d; def f; print $(len $1) $2; end; f $xs $(change)'
}

@test "the arguments of a def stay as they are when it changes the variables that they came from" {
    mkdir d && touch d/a
    succeeds $'a a\na' xsh -c 'def f; xs = "a text"; print $1.0.name $(keep $@); end; def keep; return $1.0.name; end
        xs = scandir d; f $xs
        def g list; xs = 0; print $list.0.name; end; xs = scandir d; g $xs'
}

@test "overflow, division by zero and texts that are not integers are status 65" {
    for sum in '9223372036854775807 + 1' '-9223372036854775807 - 2' '4611686018427387904 * 2' \
        '-9223372036854775808 / -1' '-(-9223372036854775808)'; do
        fails 65 '-c:1: the result has more than 64 bits' xsh -c "x = ($sum)"
    done
    fails 65 '-c:1: division by zero' xsh -c 'x = (1 / 0)'
    fails 65 '-c:1: division by zero' xsh -c 'x = (1 % 0)'
    fails 65 "-c:1: 'x' is not an integer of 64 bits" xsh -c 's = "x"; y = ($s + 1)'
    fails 65 '-c:1: a record is not a number: name a field or an item of it' xsh -c 's = stat .; y = ($s + 1)'
    succeeds 0 xsh -c 'print (-9223372036854775808 % -1)'
}

@test "\$(...) is the value of an operation or of arithmetic" {
    mkdir d && touch d/f
    succeeds $'<No such file or directory>\n2 x7y\nf' \
        xsh -c 'print "<$(strerror 2)>"; print $(len "ab") x$((3 + 4))y; print $(listdir d)'
    fails 66 '-c:1: stat: no/such: No such file or directory [ENOENT]' xsh -c 'print $(stat no/such)'
    succeeds '{"value":[{"r":3,"w":4}]}' \
        bash -c "printf '%s\n' 'closerange 3 100' 'print \$(pipe)' | xsh --json | tail -n 1"
}

@test "\$env.NAME is an environment variable, none if it is not set" {
    export X_Y='a b'
    succeeds $'<a b> <>\na b\ntrue true' \
        xsh -c 'print "<$env.X_Y>" "<$env.NO_SUCH>"; env.X_Y; print (env.X_Y == "a b") ($env.NO_SUCH == "")'
    fails 64 '-c:1: $env is the environment: putenv changes it' xsh -c 'env = "x"'
}

@test "if takes the first branch whose condition holds" {
    touch f
    for n in 1 2 3; do
        succeeds "$n" xsh -c 'if ($1 == 1); print 1; else if ($1 == 2); print 2; else; print 3; end' "$n"
    done
    succeeds $'yes\nno\nthere' xsh -c 'if access f F_OK; print yes; end; if access g F_OK; print yes; else print no; end
        if st = stat f
            print there
        end'
}

@test "a condition prints nothing: an error of the system is false, a mistake is a failure" {
    expect 0 $'no 66 ENOENT\non' '-c:2: getpidd: unknown operation '"'getpidd'"' (did you mean getpid?)' \
        xsh -c 'if stat no/such; print yes; else; print no $? $errno; end
            if getpidd; print yes; else; print no; end
            print on' ||
        [[ $stderr == "-c:2: unknown operation 'getpidd' (did you mean getpid?)" && $output == $'no 66 ENOENT\non' ]]
    succeeds on xsh -e -c 'if access no/such F_OK; print yes; end; if stat no/such; print yes; end; print on'
}

@test "while runs as long as its condition holds" {
    succeeds $'0\n1\n2\n3' xsh -c 'i = 0; while ($i < 3); print $i; i = ($i + 1); end; print $i'
    succeeds $'ab\nc' \
        bash -c "printf abc | xsh -c 'while (\$(len \$(d = read 0 2)) > 0); print x; end' >/dev/null; printf abc |
        xsh -c 'd = read 0 2; while (\$(len \$d) > 0); print \$d; d = read 0 2; end'"
}

@test "for goes over lists, values, ranges and what operations stream" {
    mkdir -p t/a && touch t/f t/a/g
    succeeds $'1\n2\nx\ny z\n0\n2\n4\n3\n2' \
        xsh -c 'xs = range 1 3; for i in $xs; print $i; end; for i in "x" "y z"; print $i; end
        for i in range 0 5 2; print $i; end; for i in range 3 1 -1; print $i; end'
    succeeds $'a true\nf false' bash -c "xsh -c 'for e in scandir t; print \$e.name \$e.is_dir; end' | sort"
    succeeds $'t (a) (f)\nt/a () (g)' xsh -c 'for d in walk t; print $d.dirpath "($d.dirnames)" "($d.filenames)"; end'
    succeeds "" xsh -c 'for e in listdir t/a/; x = $e; end; for e in $(range 0); print never; end'
    fails 66 '-c:1: scandir: no/such: No such file or directory [ENOENT]' \
        xsh -c 'for e in scandir no/such; print never; end'
}

@test "the variable of a loop may change the list, and a loop may be left by return" {
    succeeds $'1\n2\n2' xsh -c 'xs = range 1 3; for x in $xs; unset xs; xs = "other"; print $x; end
        def first; for d in range 2 1000000000; return $d; end; end; first'
}

@test "a loop over a walk takes constant memory" {
    unsanitized "need more memory"
    mkdir many && (cd many && seq 3000 | sed 's/^/a-name-that-is-long-enough-to-count-/' | xargs touch)
    for op in scandir listdir; do
        used=$(bash -c "ulimit -v 60000; xsh -c 'n = 0; for e in $op many; x = \$e; n = (\$n + 1); end; print \$n'")
        [ "$used" = 3000 ]
    done
    succeeds 499999500000 \
        bash -c "ulimit -v 60000; xsh -c 's = 0; for i in range 1000000; s = (\$s + \$i); end; print \$s'"
}

@test "a def is a statement with parameters, local variables and a value" {
    succeeds $'3628800\n<a b> 2\nno\n1' \
        xsh -c 'def fact n; if ($n < 2); return 1; end; return ($n * $(fact ($n - 1))); end
        print $(fact 10)
        def show first second; print "<$first>" $second; end
        show "a b" 2
        def local; hidden = 1; end; local; try; print $hidden; catch; print no; end
        n = 0; def count; n = ($n + 1); end; count; print $n'
    fails 64 '-c:1: f: 2 arguments are expected, not 1' xsh -c 'def f a b; end; f 1'
    succeeds $'2 x y\n{x y}' xsh -c 'def f; print $# $@; return "{$1 $2}"; end; f x y'
    succeeds $'false\n1' xsh -c 'def no; return (1 == 2); end; no; print $?'
    succeeds $'no' xsh -c 'def no; return (1 == 2); end; if no; print yes; else; print no; end'
}

@test "try goes to catch at the first failure, prints no message, and catch sees the error" {
    succeeds $'1\n66 ENOENT\nafter 0' \
        xsh -c 'try; print 1; stat no/such; print 2; catch; print $? $errno; end; print after $?'
    succeeds $'false\n2' xsh -c 'try; access no F_OK; print 2; catch; print 3; end'
    succeeds $'in f\n66' \
        xsh -c 'def f; print in f; stat no/such; print never; end; try; f; print never; catch; print $?; end'
    succeeds 'on' xsh -e -c 'try; stat no/such; end; print on'
    expect 66 "" '-c:1: stat: b: No such file or directory [ENOENT]' xsh -c 'try; stat a; catch; stat b; end'
    succeeds 'inner 66' xsh -c 'try; try; stat a; catch; print inner $?; end; catch; print outer; end'
}

@test "deferred statements run last in, first out, however their def or the script ends" {
    succeeds $'work\nb\na\n5' \
        xsh -c 'def f; defer print a; x = "b"; defer print $x; x = "c"; print work; return 5; end; f'
    expect 66 $'in\nout' '-c:1: stat: no: No such file or directory [ENOENT]' \
        xsh -e -c 'defer print out; print in; stat no; print never'
    expect 7 $'f\ns' '' xsh -c 'defer print s; def f; defer print f; exit 7; end; f'
    succeeds $'f\ncaught' xsh -c 'def f; defer print f; stat no; end; try; f; catch; print caught; end'
    expect 0 'b' '-c:1: stat: no: No such file or directory [ENOENT]' xsh -c 'defer print b; defer stat no'
    succeeds $'1\n2' xsh -c $'defer !echo 2\nprint 1'
}

@test "what is deferred must name an operation" {
    fails 64 '-c:1: column 7: expected an operation, found 5' xsh -c 'defer 5'
    fails 64 '-c:1: column 7: expected an operation, found (1' xsh -c 'defer (1 + 2)'
    fails 64 '-c:1: $@ is empty: no operation is named (in f, called at -c:1)' xsh -c 'def f; defer $@; end; f'
}

@test "a signal that ends the script runs deferred statements first" {
    for signal in INT TERM HUP; do
        mkfifo "fifo$signal"
        env --default-signal=INT xsh -c "defer print deferred; print ready; x = open fifo$signal O_RDONLY" \
            >"out$signal" 2>"err$signal" &
        until [ -s "out$signal" ]; do sleep 0.05; done
        kill -"$signal" $!
        status=0
        wait $! || status=$?
        [[ $status == $((128 + $(kill -l "$signal"))) && $(<"out$signal") == $'ready\ndeferred' && ! -s err$signal ]]
    done
}

@test "Ctrl-C while a child runs ends the script" {
    expect 130 "" "" bash -c "printf '%s\n' '!kill -INT \$\$' 'print went on' >s.xos; xsh s.xos"
}

@test "a failure in a def is reported with its place and the calls that led there" {
    printf '%s\n' 'def inner' '  stat no/such' 'end' 'def outer' '  inner' 'end' 'outer' 'print on' >s.xos
    expect 0 on \
        's.xos:2: stat: no/such: No such file or directory [ENOENT] (in inner, called at s.xos:5; in outer, called at s.xos:7)' \
        xsh s.xos
    expect 66 "" \
        's.xos:2: stat: no/such: No such file or directory [ENOENT] (in inner, called at s.xos:5; in outer, called at s.xos:7)' \
        xsh -e s.xos
}

@test "recursion without end is a failure, not a crash" {
    fails 65 '-c:1: f: def nests deeper than 500' xsh -c 'def f; f; end; f'
    fails 64 '-c:1: column 201: nested deeper than 100' \
        xsh -c "$(printf 'x = %0200d1' 0 | tr 0 '(' | sed 's/^x = (/(/')" ||
        [[ $stderr == *': nested deeper than 100' ]]
    expect 0 on '-c:1: the value nests deeper than 31' \
        xsh -c 'x = print 1; for i in range 40; x = print $x; end; print on' ||
        [[ $stderr == *'the value nests deeper than 31' && $output == on ]]
}

@test "len, keys and range look at values" {
    succeeds $'3 2 4\nr\nw\n0 1 2' \
        xsh -c 'p = pipe; print $(len "abc") $(len $p) $(len $(range 1 5))
            for k in $(keys $p); print $k; end; x = range 3; print $x'
    fails 65 '-c:1: keys: the value is not a record: only a record has names' xsh -c 'x = keys 5'
    fails 64 '-c:1: range: the step is 0' xsh -c 'x = range 0 1 0'
}

@test "poll waits for descriptors, and a timeout is status 1 and an empty list" {
    succeeds $'0 1\n3 in 0\n4 out' \
        xsh -c 'closerange 3 100; p = pipe; r = poll $p.r:in 10ms; print $(len $r) $?; n = write $p.w x
        r = poll $p.r:in 5; print $r.0.fd $r.0.events $?; r = poll $p.r:pri $p.w:out|pri; print $r.0.fd $r.0.events'
    fails 64 "-c:1: poll: '3:up' is not FD:in, FD:out, FD:pri or FD:in|out" xsh -c 'poll 3:up'
    succeeds "" xsh -c 'sleep 10ms'
    fails 64 "-c:1: sleep: 'x' is not a duration (1.5, 200ms, 3m)" xsh -c 'sleep x'
}

@test "fork runs any statement in a child" {
    succeeds $'1\n2\n3' xsh -c 'p = fork for i in 1 2; print $i; end; w = waitpid $p 0; print 3'
    succeeds $'c\ns' xsh -c 'defer print s; p = fork print c; w = waitpid $p 0'
}

@test "a name with its module is the operation" {
    succeeds 'No such file or directory' xsh -c 'os.strerror 2'
}

@test "a NUL byte in the name of an operation is shown" {
    printf 'get\0pid\n' >s.xos
    fails 64 "s.xos:1: unknown operation 'get\\000pid' (there is a NUL byte in the script)" xsh s.xos
}

@test "words of other languages are answered with those of this one" {
    fails 64 "-c:1: unknown operation 'cd' (in xsh it is: chdir)" xsh -c 'cd /'
    fails 64 "-c:1: unknown operation 'elif' (in xsh it is: else if)" xsh -c 'if (0); elif (1); end; elif (1)'
}
