# What a start costs, in system calls and files: these are exact where a clock would guess.
load ../helper

prepare() {
    needs strace
    strace -o /dev/null true 2>/dev/null || skip "strace may not trace here"
    ! grep -q 'enable-sanitizers' "$XOS_BUILD/config.status" || skip "a sanitizer adds system calls"
    is_static && linked=static || linked=dynamic
}

# calls CMD... : the names of the system calls that CMD makes, in order.
calls() {
    strace -qq -o trace "$@" >/dev/null
    sed -nE 's/^([a-z0-9_]+)\(.*/\1/p' trace
}

@test "an operation makes its own system call and three more: poll, write, exit" {
    run calls xos getpid
    [[ ${lines[*]: -4} == "poll getpid write exit_group" ]]
}

@test "a start takes at most 8 system calls in a static program, 35 with the loader's" {
    run calls xos getpid
    [[ $linked == static ]] && ceiling=8 || ceiling=35
    ((${#lines[@]} <= ceiling))
}

@test "a start opens nothing but the C library" {
    strace -qq -e trace=openat,open -o opened xos getpid
    run grep -vE 'ld\.so\.cache|/libc\.so|ENOENT' opened
    [[ -z $output ]]
}

@test "the program is linked with the C library alone" {
    run bash -c "readelf -d '$XOS_BUILD/xos' | grep NEEDED"
    [[ $linked == static && -z $output ]] || [[ ${#lines[@]} == 1 && $output == *"[libc.so.6]" ]]
}

@test "an operation with a path, JSON or a constant stays under the same ceiling" {
    [[ $linked == static ]] && ceiling=8 || ceiling=35
    for command in "xos strerror 2" "xos --json strerror 2" "xos const O_CLOEXEC" "xos umask 077" "xos --version"; do
        run calls $command
        ((${#lines[@]} <= ceiling)) || { echo "$command: ${#lines[@]}"; return 1; }
    done
}

@test "the program's writable memory at start fits in a page" {
    needs size
    read -r _ data bss _ < <(size "$XOS_BUILD/xos" | tail -n 1)
    ((data + bss <= 4096))
}
