# xcall: foreign functions; C data laid out, packed and unpacked.
load ../../helper

prepare() {
    export XCALL_T='struct {uint16_t kind; uint32_t size;}'
}

# Foreign calls need the program beside xos.
needs_ffi() {
    [[ -x $XOS_BUILD/libexec/ffi || -x $XOS_BUILD/../libexec/xos/ffi ]] || skip "this build makes no foreign calls"
}

@test "a function of a library is called by its prototype" {
    needs_ffi
    succeeds 1024 xcall libm.so.6 'double pow(double, double)' 2 10
    succeeds 0.1 xcall - 'float strtof(const char *, void *)' 0.1 NULL
    succeeds -5 xcall - 'long atol(const char *)' -- -5
    succeeds $'abc' xcall - 'char *strdup(const char *)' abc
    succeeds "" xcall - 'char *getenv(const char *)' NO_SUCH_VARIABLE
    succeeds '{"result":null,"errno":0,"args":{}}' xcall --json - 'char *getenv(const char *)' NO_SUCH_VARIABLE
}

@test "memory that the function fills is part of the result" {
    needs_ffi
    printf '\1\2\3\4' >f
    expect 0 $'result=3\nerrno=0\narg2=\'1 2 3\'' "" bash -c \
        "xcall - 'ssize_t read(int, out uint8_t[n=3], size_t)' 0 3 <f"
    run -0 xcall --json - 'int pipe(out int[2])'
    [[ $output =~ ^'{"result":0,"errno":0,"args":{"1":['[0-9]+,[0-9]+']}}'$ ]]
    succeeds '{"result":2,"errno":0,"args":{"1":"12"}}' \
        xcall --json - 'int snprintf(inout char[4], size_t, const char *, ...)' xxx 4 %d 12
}

@test "structures, variadic arguments and callee output come in order" {
    needs_ffi
    succeeds '{"result":{"quot":3,"rem":1},"errno":0,"args":{}}' \
        xcall --json - 'struct {int quot; int rem;} div(int, int)' 7 2
    succeeds $'5 abc 1.5 7\n12' xcall - 'int printf(const char *, ...)' $'%d %s %g %ld\n' 5 abc 1.5 long:7
    succeeds 0 xcall - 'int nanosleep(struct {time_t tv_sec; long tv_nsec;} *, void *)' '{"tv_nsec":1}' NULL
}

@test "a result that means failure ends with errno's status" {
    needs_ffi
    fails 66 'xos: xcall: open: No such file or directory [ENOENT]' xcall - 'int open(const char *, int)' \
        no/such 0 --fail-if '<0'
    fails 65 'xos: xcall: abs: the result says that it failed, and errno is 0' xcall - 'int abs(int)' 3 --fail-if '==3'
    fails 65 'xos: xcall: getenv: the result says that it failed, and errno is 0' \
        xcall - 'char *getenv(const char *)' NO_SUCH_VARIABLE --fail-if ==NULL
    succeeds 3 xcall - 'int abs(int)' 3 --fail-if '>=4'
    run --separate-stderr -64 xcall - 'int abs(int)' 3 --fail-if =x
    [[ $stderr == "xos: xcall: fail-if: '=x' is not <, <=, ==, !=, >= or > with a number or NULL"* ]]
}

@test "a crash of the function is a message and 128 with the signal's number" {
    unsanitized "catch crashes, and call comparisons more often"
    needs_ffi
    fails 134 'xos: xcall: abort: the call ended with SIGABRT' xcall - 'void abort(void)'
    fails 139 'xos: xcall: strlen: the call ended with SIGSEGV' xcall - 'size_t strlen(const char *)' NULL
    fails 75 'xos: xcall: pause: did not return in time [ETIMEDOUT]' xcall --timeout 100ms - 'int pause(void)'
}

@test "variables and symbols of a library" {
    needs_ffi
    succeeds 0 xcall --variable libc.so.6 'int opterr' || succeeds 1 xcall --variable libc.so.6 'int opterr'
    succeeds true xcall --has libm.so.6 pow
    expect 1 false "" xcall --has libm.so.6 no_such_symbol
    fails 66 'xos: xcall: -: no symbol no_such_function' xcall - 'int no_such_function(void)'
    run -66 xcall no_such_library.so.9 'int f(void)'
    printf 'not ELF' >bad.so
    run -65 xcall ./bad.so 'int f(void)'
}

@test "an error in a prototype or an argument is reported before any call" {
    while IFS='|' read -r message words; do
        run --separate-stderr bash -c "xcall $words"
        [[ $status == 64 && -z $output && $stderr == "xos: xcall: $message"* ]] ||
            { echo "$words: $status $stderr"; return 1; }
    done <<'END'
column 10: expected ',' or ')' (at the end)|- 'int f(int'
column 7: expected a type (at 'foo')|- 'int f(foo)'
'int' is not a prototype of a function|- int
argument 1: out of range of int|- 'int abs(int)' 5000000000
argument 1: out of range of int|- 'int abs(int)' 2147483648
argument 1: no value of int|- 'int abs(int)' five
argument 2 is missing|- 'double pow(double, double)' 2
surplus argument '3'|- 'int abs(int)' 2 3
argument 1: argument 9 is not a number of elements|- 'int f(out char[n=9])'
argument 1: the size of what is filled is not known|- 'int f(out void *)'
column 18: out and inout are for a pointer or an array (at ')')|- 'int abs(inout int)' 5
fail-if: '!3' is not <, <=, ==, !=, >= or > with a number or NULL|--fail-if '!3' - 'int abs(int)' 3
--variable and --has exclude each other|--variable --has - f
timeout: 'soon' is not a duration|--timeout soon - 'int abs(int)' 1
PROTOTYPE is missing|libm.so.6
END
}

@test "a build without the program for foreign calls answers 69" {
    mkdir alone
    cp "$XOS_BUILD/xos" alone/xos
    [[ ! -x /usr/local/libexec/xos/ffi && ! -x /usr/libexec/xos/ffi ]] || skip "the program is installed"
    fails 69 'xos: xcall: foreign calls need libexec/xos/ffi, which was not found' \
        alone/xos xcall - 'int abs(int)' 1
}

@test "pack writes records as the declaration lays them out, unpack reads them back" {
    succeeds $'0001000000000102\n0002000000000003' \
        xcall pack --hex --endian big "$XCALL_T" '{"kind":1,"size":258}' '[2,3]'
    printf '%s\n' '{"kind":1,"size":258}' '' '[2,3]' | xcall pack --endian big "$XCALL_T" >records
    succeeds $'{"kind":1,"size":258}\n{"kind":2,"size":3}' xcall unpack --json --all --endian big "$XCALL_T" records
    succeeds $'kind=2 size=3' xcall unpack --count 1 --at 8 --endian big "$XCALL_T" records
    succeeds $'kind=1\nsize=258' xcall unpack --endian big "$XCALL_T" records
    succeeds $'kind=256 size=33619968\nkind=512 size=50331648' xcall unpack --all --endian little "$XCALL_T" records
    succeeds $'kind=2 size=3' bash -c 'cat records | xcall unpack --count 1 --at 8 --endian big "$XCALL_T"'
}

@test "an array without length takes its items from a record or a list, and only at the end of what is packed" {
    succeeds 03000000010203 xcall pack --hex --endian little 'struct {int32_t n; uint8_t d[];}' '[3,[1,2,3]]'
    succeeds 0300010203 xcall pack --hex 'struct {int8_t n; int8_t :8; uint8_t d[];}' '[3,[1,2,3]]'
    succeeds 030102 xcall pack --hex 'struct {int8_t n; uint8_t d[];}' '{"n":3,"d":[9],"d":[1,2]}'
    many=$(seq -s, 20000)
    while IFS='|' read -r place type record; do
        fails 65 "xos: xcall: argument 1.$place: too many items for int []" xcall pack "$type" "$record"
    done <<END
d|struct {int n; int d[];}|{"n":3,"d":[$many],"d":[1]}
s.d|struct {int n; struct {int m; int d[];} s;}|{"n":3,"s":{"m":1,"d":[$many]}}
d|struct {int n; struct {int m; int d[];};}|{"n":3,"m":1,"d":[$many]}
s[0].d|struct {int n; struct {int m; int d[];} s[3];}|{"n":3,"s":[{"m":1,"d":[1]}]}
END
    printf 'skip\3\0\0\0abc' >records
    succeeds $'n=3\nrest=abc' bash -c 'cat records | xcall unpack "struct {int n; char rest[];}" --at 4'
}

@test "pack and unpack end when nobody reads what they write" {
    succeeds "74 74" bash -c 'trap "" PIPE
        yes 1 2>/dev/null | timeout 20 xcall pack int 2>/dev/null | head -c 4 >/dev/null; first=${PIPESTATUS[1]}
        timeout 20 xcall unpack int /dev/zero --all 2>/dev/null | head -n 1 >/dev/null; echo "$first ${PIPESTATUS[0]}"'
}

@test "every sort of value goes into bytes and comes back" {
    while IFS='|' read -r type value; do
        xcall pack "$type" "$value" >bytes
        run -0 xcall unpack --json "$type" bytes
        [[ $output == "$value" ]] || { echo "$type: $value became $output"; return 1; }
    done <<'END'
_Bool|true
signed char|-128
unsigned long long|18446744073709551615
long long|-9223372036854775808
float|0.1
double|0.1
double|-1.7976931348623157e+308
long double|0.1
char [4]|"ab"
char [2]|"\udcff\u0001"
wchar_t [3]|"aé€"
int [2][2]|[[1,2],[3,4]]
void *|"0x10"
void *|null
float _Complex|[1,-2]
struct {int a:3; unsigned b:5; _Bool c:1;}|{"a":-4,"b":31,"c":true}
struct {union {int i; unsigned u;}; char c;}|{"i":-1,"u":4294967295,"c":"x"}
struct {uint8_t n; char rest[];}|{"n":3,"rest":"xyz"}
END
}

@test "a type larger than memory is ENOMEM, on 32 bits also one larger than all addresses" {
    unsanitized "need more memory"
    for size in 5368709120 4294967296; do
        fails 71 "xos: xcall: Cannot allocate memory [ENOMEM]" \
            bash -c 'ulimit -v 500000; xcall pack "char [$1]" "\"x\""' _ "$size"
        fails 71 "xos: xcall: Cannot allocate memory [ENOMEM]" \
            bash -c 'ulimit -v 500000; echo | xcall unpack "char [$1]"' _ "$size"
    done
}

@test "values nest up to 64 levels, also through names of types" {
    local last=0 text='typedef struct {int x;} t0;' i
    printf '\1\0\0\0' >one
    for ((i = 1; i < 64; i++)); do
        text+="typedef struct {t$last x;} t$i;"
        last=$i
    done
    run --separate-stderr xcall unpack --json --endian little "$text t63 v" one
    [[ $status == 0 && $(jq -c '[paths] | map(length) | max' <<<"$output") == 64 ]]
    run --separate-stderr xcall unpack --json --endian little "$text typedef struct {t63 x;} deeper; deeper v" one
    [[ $status == 64 && -z $output && $stderr == *"nested too deep"* ]]
    run --separate-stderr xcall unpack --json --endian little "$text t63 v[1]" one
    [[ $status == 64 && -z $output && $stderr == *"nested too deep"* ]]
}

@test "data that does not fit the declaration is 65, a number out of its range 64" {
    fails 65 'xos: xcall: argument 1.kind: no value of uint16_t' xcall pack "$XCALL_T" '{"kind":"x"}'
    fails 64 'xos: xcall: argument 1.kind: out of range of uint16_t' xcall pack "$XCALL_T" '{"kind":65536}'
    fails 65 'xos: xcall: argument 1.name: no member of struct' xcall pack "$XCALL_T" '{"name":1}'
    fails 65 'xos: xcall: argument 1[3]: no value of int' xcall pack 'int [4]' '[1,2,3,"x"]'
    fails 65 'xos: xcall: argument 1: too many items for int [1]' xcall pack 'int [1]' '[1,2]'
    fails 65 "xos: xcall: line 2: byte 1: expected a name in double quotes" bash -c \
        "printf '[1,2]\n{\n' | xcall pack '$XCALL_T' >/dev/null"
    printf abc >short
    fails 65 'xos: xcall: short: at byte 0: 3 bytes where the type has 4' xcall unpack int short
    fails 66 'xos: xcall: no/such: No such file or directory [ENOENT]' xcall unpack int no/such
    fails 69 'xos: xcall: bit fields of mixed types in another byte order: what its bytes mean is not defined' \
        xcall unpack 'struct {int a:3; char b:2;}' \
        --endian "$(python3 -c 'import sys; print({"little": "big", "big": "little"}[sys.byteorder])')" short
    [[ $(xcall pack --hex --wrap 'uint8_t' 257) == 01 ]]
}

@test "layout lists members with their places, also those of inner structures" {
    needs jq
    run -0 \
        bash -c "xcall layout --json 'struct {char a; struct {int b; union {short c;};} d; int e:3; int f:30;}' |
            jq -c '[.name,.type,.byte_offset,.bit_offset,.bit_size,.is_anonymous]'"
    [[ $output == '["a","char",0,0,8,false]
["d","struct",4,0,64,false]
["e","int",12,0,3,false]
["f","int",16,0,30,false]' ]]
    run -0 \
        bash -c "xcall layout --json --flatten 'struct {char a; struct {int b; union {short c;};} d;}' |
            jq -c '[.name,.byte_offset]'"
    [[ $output == $'["a",0]\n["d.b",4]\n["d.c",8]' ]]
    fails 64 'xos: xcall: layout takes a struct or union' xcall layout int
}

@test "layouts are gcc's" {
    needs gcc objcopy nm python3
    [[ $(uname -m) == x86_64 ]] || skip "the tables of x86-64 and i386 are compared on x86-64"
    run -0 python3 "$top/tests/ops/ctypes/layouts.py" "${FULL:+1000}${FULL:-60}"
    [[ $output == *" fields, 0 differ" ]]
    echo "# $output" >&3
}

@test "packed and unpacked records are those of Python's struct" {
    needs python3
    run -0 python3 "$top/tests/ops/ctypes/packed.py" 200
    [[ $output == "200 records, 0 differ" ]]
}

@test "a floating-point number in text becomes the nearest one" {
    needs python3
    run -0 python3 "$top/tests/ops/ctypes/reals.py" 1000
    [[ $output == *" 0 differ" ]]
}

@test "calls at the limits of every type, and random ones, give what Python's ctypes gives" {
    needs gcc python3
    needs_ffi
    local count=100
    [[ -z ${FULL-} ]] || count=1000
    run -0 timeout 120 python3 "$top/tests/ops/ctypes/calls.py" "$PWD" "$count"
    [[ $output == *" calls, 0 differ" ]]
    echo "# $output" >&3
}

@test "every example of xcall(1) does what the page shows" {
    needs jq
    needs_ffi
    load ../../sessions
    mkdir sessions here
    manual_sessions "$top/man/xcall.1" "$PWD/sessions"
    cd here
    sessions_hold ../sessions
}

@test "text for wide characters that is not UTF-8 is refused" {
    fails 65 'xos: xcall: argument 1: too long for, or not UTF-8: wchar_t [3]' \
        xcall pack 'wchar_t [3]' $'"\xe2\x28\xa1"'
}

@test "a normal double is shown by the shortest digits that read back as the same number" {
    needs python3
    cat >doubles.py <<'P'
import math, random, re, struct, subprocess, sys
random.seed(24)
values = [random.randrange(2000000) / random.randrange(1, 1000) for _ in range(4000)]
values += [math.ldexp(random.random(), random.randrange(-1020, 1024)) for _ in range(4000)]
values += [10.0 ** k for k in range(-307, 308)] + [math.nextafter(10.0 ** k, 0) for k in range(-20, 21)]
values += [
    2.2250738585072014e-308, 1.7976931348623157e308, 2.0**53, 2.0**53 - 1, 1e-4, 9.999999999999999e-05, 0.1, -0.3,
]
lines = subprocess.run(["xcall", "unpack", "--all", "double"], input=struct.pack(f"{len(values)}d", *values),
                       capture_output=True, check=True).stdout.decode().split()
digits = lambda text: len(re.sub(r"e.*|[-.]", "", text).strip("0"))
wrong = [(a, b) for a, b in zip(values, lines, strict=True) if float(b) != a or digits(b) > digits(repr(a))]
print(*wrong[:5], sep="\n")
sys.exit(len(wrong) > 0)
P
    succeeds "" python3 doubles.py
}
