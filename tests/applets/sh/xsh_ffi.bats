# xsh --ffi: libraries, functions, C objects, pointers and callbacks as values.
load ../../helper

prepare() {
    [[ -x $XOS_BUILD/libexec/ffi || -x $XOS_BUILD/../libexec/xos/ffi ]] || skip "this build makes no foreign calls"
}

# ffi: runs the statements of standard input.
ffi() {
    cat >script.xos
    timeout 30 xsh --ffi script.xos
}

@test "a library and its functions are values; a call converts by the prototype" {
    expect 0 $'1024\n3\n-5\n12\nlibm.so.6 pow double pow(double, double)' "" ffi <<'END'
m = cdll libm.so.6
pow = function $m 'double pow(double, double)'
call $pow 2 10
x = (1 + 2)
call $m 'double fabs(double)' $x
c = cdll -
call $c 'int atoi(const char *)' -5
abs = function $c 'int abs(int)'
again = function $(addressof $abs) 'int (int)'
n = call $again -12; print $n
print $m.name $pow.name $pow.prototype
END
}

@test "an object has a C type, a value that can change, and an address" {
    expect 0 $'5 6\n1 2 3\n1 2 9\n9 12\na=1 p=(x=2 y=3)\na=-1 p=(x=2 y=7)\nabc\n9 9' "" ffi <<'END'
i = new int 5
before = $i.value; store $i 6; print $before $i.value
a = new 'int [3]' '[1,2,3]'; print $a.value
store $a 2 9; print $a.value
print $a.value.2 $a.size
s = new 'struct {int a:4; struct {short x, y;} p;}' '{"a":1,"p":{"x":2,"y":3}}'
print $s.value
store $s a -1; store $s p.y 7
print $s.value
t = new 'const char *' abc; print $(string_at $t)
j = from_address int $i.address; store $j 9; print $i.value $j.value
END
}

@test "an item of an array whose elements have no size does not exist" {
    expect 65 $'0\ngoes on' \
        'script.xos:3: store: 0 is not an index of the array' ffi <<'END'
a = new 'struct {} [2]'
print $a.size
store $a 0 1; s = $?; print goes on; exit $s
END
}

@test "functions get objects by address or by value, and fill them" {
    expect 0 $'0.5 4\nq=3 r=1\nresult=2 errno=0 arg1=12\n3 4\n2 4' "" ffi <<'END'
m = cdll libm.so.6; c = cdll -
e = new int
half = call $m 'double frexp(double, int *)' 8 $e
print $half $e.value
r = call $c 'struct {int q; int r;} div(int, int)' 7 2; print $r
r = call $c 'int snprintf(inout char[4], size_t, const char *, ...)' xxx 4 %d 12; print $r
pair = new 'struct {int x, y;}' '[3,4]'
copy = new 'struct {int x, y;}'
r = call $c 'void *memcpy(void *, const void *, size_t)' $copy $pair 8
print $copy.value.x $copy.value.y
d = new double 4
r = call $m 'double sqrt(double)' $d; print $r $d.value
END
}

@test "an object that a function fills is part of the result; what a pointer points to is not" {
    expect 0 $'7 0\n7' "" ffi <<'END'
c = cdll -
i = new int 7; p = pointer $i
f = function $c 'void *memcpy(inout int *, const void *, size_t)'
r = call $f $i $i 4; print $r.arg1 $r.errno
r = call $f $p $p 4; print $p.contents
END
}

@test "pointers, casts and text at addresses" {
    expect 0 $'int *\n7 104\nhello ello el\nhé 12 hé\nlo' "" ffi <<'END'
i = new int 7; p = pointer $i; print $p.type
b = buffer hello
q = cast $b 'unsigned char *'; print $p.contents $q.contents
s = byref $b 1
print $(string_at $b) $(string_at $s) $(string_at $s 2)
u = create_unicode_buffer 'hé'; print $u.value $u.size $(wstring_at $u)
c = cdll -
call $c 'char *strdup(const char *)' $(byref $b 3)
END
}

@test "memory of the session is copied and filled within its bounds only" {
    expect 65 $'hello 6 10\nHELlo\nxxLlo' 'script.xos:6: memset: 17 bytes there are not all memory of new or buffer
script.xos:7: free: its memory was not made by new or buffer, or is freed
script.xos:8: buffer: the text is longer than 3
script.xos:9: string_at: Bad address [EFAULT]
script.xos:10: store: 2 is not an index of the array
script.xos:11: store: y: no such member
script.xos:12: memmove: the text is shorter than that' ffi <<'END'
b = buffer hello; d = create_string_buffer hello 10; print $b.value $b.size $d.size
c = buffer 16; r = memmove $c $b 6
r = memmove $c HEL 3; print $c.value
r = memset $c 120 2; print $c.value
free $d
memset $c 0 17
free $d
buffer toolong 3
string_at 0x10
a = new 'int [2]'; store $a 2 1
s = new 'struct {int x;}'; store $s y 1
memmove $c ab 3
END
}

@test "C calls a statement back: qsort sorts by it" {
    expect 0 $'1 2 3\n3 2 1\n10 9' "" ffi <<'END'
c = cdll -
qsort = function $c 'void qsort(void *, size_t, size_t, int (*)(const void *, const void *))'
a = new 'int [3]' '[3,1,2]'
up = callback 'int (const int *, const int *)' '($1.contents - $2.contents)'
call $qsort $a 3 4 $up
print $a.value
def down x y
    return ($y.contents - $x.contents)
end
down = callback 'int (const int *, const int *)' 'down $1 $2'
call $qsort $a 3 4 $down
print $a.value
d = new 'double [2]' '[9,10]'
by_call = callback 'int (const double *, const double *)' 'x = call $c "int atoi(const char *)" 1; return $x'
call $qsort $d 2 8 $by_call
print $d.value
END
}

@test "callbacks take text and structures, print, and return pointers" {
    mkdir tree && touch tree/leaf
    expect 0 $'tree 1\ntree/leaf 0\n0\n3 4' "" ffi <<'END'
c = cdll -
cb = callback 'int (const char *, const void *, int)' 'print $1 $3; (0)'
call $c 'int ftw(const char *, void *, int)' tree $cb 10
seen = callback 'void (struct {int x; int y;} *)' 'print $1.contents.x $1.contents.y'
s = new 'struct {int x; int y;}' '[3,4]'
f = function $seen.address 'void (void *)'
call $f $s
END
}

@test "a callback that fails answers 0 and is reported" {
    unsanitized "catch crashes, and call comparisons more often"
    expect 0 $'2 1' \
        'callback:1: unknown operation '"'nosuch'"' (help names them all) (in callback, called at script.xos:4)' \
        ffi <<'END'
c = cdll -
cb = callback 'int (const void *, const void *)' nosuch
a = new 'int [2]' '[2,1]'
call $c 'void qsort(void *, size_t, size_t, void *)' $a 2 4 $cb
print $a.value
END
    expect 65 "" 'script.xos:4: call: callback: value: no value of int' ffi <<'END'
c = cdll -
cb = callback 'int (const void *, const void *)' 'print text'
a = new 'int [2]' '[2,1]'
call $c 'void qsort(void *, size_t, size_t, void *)' $a 2 4 $cb
END
}

@test "a callback from another thread answers 0, and the call is status 69" {
    needs gcc
    cat >thread.c <<'END'
#include <pthread.h>
static int (*function)(int);
static int answer;
static void *run(void *x) { answer = function(1); return x; }
int elsewhere(int (*f)(int))
{
    pthread_t thread;
    function = f;
    answer = 5;
    pthread_create(&thread, 0, run, 0);
    pthread_join(thread, 0);
    return answer;
}
int answer_there(void) { return answer; }
END
    gcc -shared -fPIC -o thread.so thread.c -pthread
    expect 0 $'0' 'script.xos:3: call: a callback was called from another thread, and answered 0' ffi <<'END'
t = cdll ./thread.so
cb = callback 'int (int)' 'print called; (7)'
call $t 'int elsewhere(int (*)(int))' $cb
call $t 'int answer_there(void)'
END
}

@test "errno of the last function is \$errno and get_errno; the next one finds what set_errno says, or 0" {
    expect 0 $'2 ENOENT\n7\n0' "" ffi <<'END'
c = cdll -
r = call $c 'int access(const char *, int)' no/such 0; name = $errno
n = get_errno; print $n $name
old = set_errno 7; r = call $c 'int abs(int)' 1; get_errno
r = call $c 'int abs(int)' 1; get_errno
END
}

@test "a crash is the statement's error; the session continues, without the objects of that process" {
    unsanitized "catch crashes, and call comparisons more often"
    expect 65 $'139\n134 SIG\n3' 'script.xos:2: call: strlen: the call ended with SIGSEGV
script.xos:5: call: abort: the call ended with SIGABRT
script.xos:9: call: exit: the call ended the process with status 3
script.xos:10: call: it ended with the process that made it' ffi <<'END'
c = cdll -
call $c 'size_t strlen(const char *)' NULL
print $?
c = cdll -
call $c 'void abort(void)'
print $? SIG
c = cdll -
call $c 'int abs(int)' -3
call $c 'void exit(int)' 3
call $c 'int abs(int)' -3
END
}

@test "what is wrong with a statement is said before anything is called" {
    while IFS='|' read -r wanted message text; do
        fails "$wanted" "-c:1: $message" timeout 20 xsh --ffi -c "c = cdll -; $text"
    done <<'END'
66|function: -: no symbol nosuch|function $c 'int nosuch(void)'
64|function: column 7: expected a type (at the end)|function $c 'int x('
66|cdll: nosuch.so: cannot open shared object file: No such file or directory|cdll nosuch.so
64|call: argument 1: out of range of int|call $c 'int abs(int)' 99999999999
64|call: argument 1 is missing|call $c 'int abs(int)'
64|call: PROTOTYPE is missing|call $c
64|new: 'void' has no size|new void
64|new: value: out of range of int|new int 99999999999
65|new: value: no value of int|new int abc
64|cast: 'int' is not a pointer|x = new int; cast $x int
64|call: argument 1: an object of type double [2], not int *|x = new 'double [2]'; call $c 'int abs(int *)' $x
64|store: an object is expected, such as new gives|store $c 5
64|function: fail-if: 'x' is not <, <=, ==, !=, >= or > with a number or NULL|function $c 'int abs(int)' --fail-if x
END
}

@test "a result that means failure is an error with errno's status" {
    expect 66 "" 'script.xos:3: call: open: No such file or directory [ENOENT]' ffi <<'END'
c = cdll -
open = function $c 'int open(const char *, int)' --fail-if '<0'
call $open no/such 0
END
}

@test "Ctrl-C ends a function that does not return, and the script" {
    cat >script.xos <<'END'
c = cdll -
call $c 'int puts(const char *)' ready
call $c 'int pause(void)'
print not reached
END
    env --default-signal=INT xsh --ffi script.xos >out 2>err &
    until grep -q ready out; do sleep 0.05; done
    kill -INT $!
    ended 130 $!
    [[ $(cat out) == $'ready\n6' && ! -s err ]]
}

@test "requests of --json pass values as records, and a time limit ends a function" {
    cat >client.py <<'END'
import json, subprocess, sys
p = subprocess.Popen(["xsh", "--ffi", "--json"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
def ask(*words, **more):
    print(json.dumps(dict(op=words[0], args=words[1:], **more)), file=p.stdin, flush=True)
    return json.loads(p.stdout.readline())
c = ask("cdll", "-")["value"]
assert ask("call", c, "int abs(int)", -3)["value"] == 3
a = ask("new", "int [2]", [3, 4])["value"]
assert a["size"] == 8 and a["type"] == "int [2]", a
for size in -1, 1 << 64, "x":
    wrong = ask("free", dict(a, size=size))["error"]
    assert wrong["exit"] == 64 and "an object is expected" in wrong["message"], wrong
assert ask("call", c, "int abs(int)", "x")["error"]["exit"] == 64
late = ask("call", c, "int pause(void)", timeout=0.2)["error"]
assert (late["name"], late["exit"]) == ("ETIMEDOUT", 75), late
s = ask("StringIO", "one\ntwo\n")["value"]
assert ask("readline", s)["value"] == "one\n"
assert "single word" in ask("getpid", s)["error"]["message"]
END
    succeeds "" timeout 60 python3 client.py
}

@test "a child of the session starts its own program, and wait finds the session's children only" {
    expect 66 $'3\nchild 65' 'script.xos:3: call: it ended with the process that made it
script.xos:6: wait: No child processes [ECHILD]' ffi <<'END'
c = cdll -
call $c 'int abs(int)' -3
pid = fork call $c 'int abs(int)' -3
s = waitpid $pid 0
print child $(waitstatus_to_exitcode $s.status)
wait
END
}

@test "without --ffi its statements are unknown, and a build without libffi answers 69" {
    is_static && hint="did you mean poll, kill, pydll?" || hint="a statement of xsh --ffi"
    fails 64 "-c:1: unknown operation 'cdll' ($hint)" xsh -c 'cdll -'
    mkdir alone && cp "$XOS_BUILD/xos" alone/xos
    [[ ! -x /usr/local/libexec/xos/ffi && ! -x /usr/libexec/xos/ffi ]] || skip "the program is installed"
    is_static && what="xos: xsh" || what="-c:1: cdll"
    fails 69 "$what: foreign calls need libexec/xos/ffi, which was not found" alone/xos sh --ffi -c 'cdll -'
}

@test "a callback that ends the program fails its call, and the next call starts a new one" {
    run --separate-stderr ffi <<'END'
c = cdll -
order = callback 'int (*)(const void *, const void *)' 'call $c "void abort(void)"'
b = buffer dcba
call $c 'void qsort(void *, size_t, size_t, int (*)(const void *, const void *))' $b 4 1 $order
print $?
c = cdll -
call $c 'int abs(int)' -3
END
    [[ $status == 0 && $output == $'65\n3' ]]
    [[ $stderr == *"abort: the call ended with SIGABRT (in callback, called at script.xos:4)"$'\n'* ]]
    [[ $stderr == *$'\n'"script.xos:4: call: the program that makes the calls has ended" ]]
}

@test "in a block whose condition is a call, \$errno is what the function left" {
    expect 0 ENOENT "" ffi <<'END'
c = cdll -
if call $c 'int access(const char *, int)' no/such 0
    print $errno
end
print $errno
END
}
