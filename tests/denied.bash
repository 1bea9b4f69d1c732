# System calls denied by a seccomp filter, for calls that strace does not know yet.

# denied ERRNO NUMBER,... CMD... : CMD in a process for which the system calls of those numbers fail with that errno.
denied() {
    python3 - "$@" <<'P'
import ctypes, errno, os, struct, sys
code = getattr(errno, sys.argv[1])
filters = [(0x20, 0, 0, 0)]                                                # load the call's number
for number in sys.argv[2].split(","):
    filters += [(0x15, 0, 1, int(number)), (0x06, 0, 0, 0x50000 | code)]   # equal: fail
filters += [(0x06, 0, 0, 0x7fff0000)]                                      # allow
body = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *each) for each in filters))
program = ctypes.create_string_buffer(struct.pack("HP", len(filters), ctypes.addressof(body)))
libc = ctypes.CDLL(None)
libc.prctl(38, 1, 0, 0, 0)
assert libc.prctl(22, 2, program, 0, 0) == 0
os.execvp(sys.argv[3], sys.argv[3:])
P
}
