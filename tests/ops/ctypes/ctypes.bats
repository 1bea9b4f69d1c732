# Module ctypes: sizes of types, system calls, libraries.
load ../../helper

@test "sizeof and alignment know the types of C, of the system headers and of ctypes" {
    needs python3
    succeeds 8 xos sizeof 'struct {char a; int b:3; int c:30;}'
    succeeds $'2\n1' xos alignment 'struct {char a; short b;}' char
    succeeds '[4,8]' xos sizeof --json c_int uint64_t
    succeeds $'4\n8\n4' xos sizeof --abi ilp32 long 'long long' 'void *'
    python3 - <<'END' >wanted
import ctypes
for name in dir(ctypes):
    if name.startswith("c_") and name not in ("c_buffer", "c_voidp") and isinstance(getattr(ctypes, name), type):
        print(name, ctypes.sizeof(getattr(ctypes, name)), ctypes.alignment(getattr(ctypes, name)))
END
    while read -r name size alignment; do
        [[ $(xos sizeof "$name") == "$size" && $(xos alignment "$name") == "$alignment" ]] || echo "$name"
    done <wanted >differ
    (($(wc -l <wanted) > 20)) && [[ ! -s differ ]] || { cat differ; return 1; }
}

@test "the attributes packed and aligned(N) count where gcc counts them" {
    needs gcc
    cat >types <<'EOF'
struct __attribute__((aligned(16))) s1 {char a;}
struct __attribute__((packed)) s2 {char a; int b;} __attribute__((aligned(8)))
struct s3 {char a; int b __attribute__((packed));}
struct s4 {char a; int b __attribute__((packed, aligned(2))); char c;}
struct s5 {char a; int b, c __attribute__((aligned(16))), d;}
struct s6 {char a; int b __attribute__((aligned(16))), c, d;}
struct s7 {char a; int b __attribute__((aligned(2)));}
struct s8 {char a; int b[3] __attribute__((aligned(16)));}
struct __attribute__((packed)) s9 {char a; int b __attribute__((aligned(4))); char c;}
struct s10 {char a; struct __attribute__((packed)) {char y; int x;} b;}
union s11 {char a; int b __attribute__((aligned(32)));}
EOF
    while read -r type; do
        printf 'T const unsigned size%d = sizeof(%s), alignment%d = _Alignof(%s);\n' $((++i)) "$type" $i "${type%%{*}"
    done <types | sed '1i#define T __attribute__((section(".answers"), used))' >types.c
    gcc -w -fno-toplevel-reorder -c types.c && objcopy -O binary -j .answers types.o answers
    while read -r type; do
        xos sizeof "$type" && xos alignment "$type"
    done <types >got
    od -An -v -tu4 -w4 answers | tr -d ' ' | diff - got
    succeeds 6 xos sizeof 'typedef int T __attribute__((aligned(2))); struct {char a; T b;}'
    succeeds 32 xos sizeof 'typedef int T __attribute__((aligned(16))); struct {char a; T b;}'
}

@test "a type that is malformed or has no size is a usage error with its column" {
    fails 64 "xos: sizeof: column 7: expected ';' or the end (at 'y')" xos sizeof 'int x y'
    fails 64 "xos: sizeof: column 1: expected a type (at 'foo')" xos sizeof foo
    fails 64 "xos: sizeof: column 16: expected ';' (at the end)" xos sizeof 'struct { int a '
    fails 64 "xos: sizeof: column 17: a bit field cannot have attributes here (at '__attribute__')" \
        xos sizeof 'struct {int a:3 __attribute__((packed));}'
    fails 64 "xos: sizeof: column 1: these words make no type (at 'long')" \
        xos sizeof "$(printf 'long %.0s' {1..256})"
    fails 64 "xos: sizeof: column 17: this width does not fit the type (at '33')" xos sizeof 'struct {int a : 33;}'
    for length in -1 -2; do
        fails 64 "xos: sizeof: column 10: an array has no negative length (at '-')" xos sizeof "char [3][$length]"
    done
    fails 64 "xos: sizeof: 'void' has no size" xos sizeof void
    fails 64 "xos: sizeof: abi: 'lp65' is neither lp64 nor ilp32" xos sizeof --abi lp65 int
    fails 64 "xos: sizeof: column 20: another member has this name (at 'a')" xos sizeof 'struct {int a; int a;}'
    fails 64 "xos: sizeof: column 16: another member has this name (at 'union')" \
        xos sizeof 'struct {int i; union {int j; struct {int i;};};}'
    succeeds 12 xos sizeof 'struct {int a; struct {int a, b;} c;}'
}

@test "syscall makes any call by name or number, with memory both ways" {
    needs jq
    run -0 xos syscall getrandom out:16 16 0 --hex
    [[ $output =~ ^result=16$'\n'errno=0$'\n'arg1=[0-9a-f]{32}$ ]]
    run -0 xos syscall getrandom out:4 4 0 --json
    [[ $(jq -c '[.result, .errno, (.args["1"] | length)]' <<<"$output") == '[4,0,1]' ]]
    succeeds $'hello5' xos syscall write 1 hello 5
    succeeds $'\x01\x02\x03'3 xos syscall write 1 in:010203 3
    succeeds 422 xos syscall write 1 text:42 2
    run -0 xos syscall openat -100 f 'O_WRONLY|O_CREAT' 0600 # AT_FDCWD
    [[ -e f ]]
    [[ $(xos machine) != x86_64 || $(xos sizeof c_void_p) != 8 ]] || [[ $(xos syscall 39) =~ ^[0-9]+$ ]]
}

@test "a system call that fails has errno's message and status" {
    fails 66 'xos: syscall: chdir: No such file or directory [ENOENT]' xos syscall chdir no/such
    fails 66 'xos: syscall: close: Bad file descriptor [EBADF]' xos syscall close 99
    for call in fork vfork clone exit exit_group rt_sigreturn; do
        [[ $call != *fork || $(xos machine) == x86_64 ]] || continue # newer architectures have only clone
        fails 64 "xos: syscall: $call would not return to this command" xos syscall "$call" 0
    done
    fails 64 "xos: syscall: name: 'no_such_call' is not a system call of this architecture" xos syscall no_such_call
    fails 64 'xos: syscall: args: a system call has at most 6' xos syscall getpid 1 2 3 4 5 6 7
    fails 64 "xos: syscall: args: '0g' is not hexadecimal" xos syscall write 1 in:0g 1
    fails 64 'xos: syscall: args: 99999999999999999999 is out of range' xos syscall close 99999999999999999999
}

@test "find_library names the file that the loader would take" {
    needs python3
    for name in c m z pthread; do
        want=$(python3 -c 'import ctypes.util, sys; print(ctypes.util.find_library(sys.argv[1]) or "")' "$name")
        [[ -z $want ]] || succeeds "$want" xos find_library "$name"
    done
    fails 66 'xos: find_library: no-such: no such library' xos find_library no-such
    fails 66 'xos: find_library: ../c: no such library' xos find_library ../c
    mkdir libraries
    printf 'not ELF' >libraries/libbroken.so.1
    fails 66 'xos: find_library: broken: no such library' env LD_LIBRARY_PATH="$PWD/libraries" xos find_library broken
    cp "$(command -v xos)" libraries/libours.so.2
    succeeds libours.so.2 env LD_LIBRARY_PATH="/nowhere:$PWD/libraries" xos find_library ours
}

@test "dllist lists the files whose code a process runs" {
    unsanitized "need /proc"
    sleep 60 &
    run -0 xos dllist $!
    kill $!
    [[ $output == *sleep* && $(sort <<<"$output" | uniq -d) == "" ]]
    run -0 xos dllist
    [[ $output == *xos* ]]
    fails 66 'xos: dllist: 2147483647: No such process [ESRCH]' xos dllist 2147483647
    needs_root
    needs unshare
    fails 72 \
        '{"error":{"op":"dllist","errno":2,"name":"ENOENT","message":"No such file or directory","path":"/proc","exit":72}}' \
        unshare --mount sh -c 'mount -t tmpfs none /proc && exec xos dllist --json'
}
