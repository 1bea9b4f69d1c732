#!/usr/bin/python3
# Writes a small ELF program: elf.py FILE BITS ORDER MACHINE INTERPRETER [VERSION...], ORDER little or big, MACHINE a
# number, VERSIONs the symbol versions that it needs of libc.so.6; INTERPRETER "" for none.
import struct
import sys

path, bits, order, machine, interpreter, *versions = sys.argv[1:]
wide = bits == "64"
end = "<" if order == "little" else ">"
word = "Q" if wide else "I"
pack = lambda form, *values: struct.pack(end + form, *values)

strings = b"\0libc.so.6\0"
places = []
for version in versions:
    places.append(len(strings))
    strings += version.encode() + b"\0"
header_size, entry_size, segments = (64, 56, 3) if wide else (52, 32, 3)
at_interpreter = header_size + entry_size * segments
at_strings = at_interpreter + len(interpreter) + 1
at_versions = (at_strings + len(strings) + 7) // 8 * 8
needed = b""
if versions:
    needed = pack("HHIII", 1, len(versions), 1, 16, 0)
    for i, place in enumerate(places):
        needed += pack("IHHII", 0, 0, i + 2, place, 16 if i + 1 < len(places) else 0)
at_dynamic = at_versions + len(needed)
base = 0x10000
entries = [(1, 1), (5, base + at_strings), (0x6FFFFFFE, base + at_versions), (0x6FFFFFFF, 1 if versions else 0), (0, 0)]
dynamic = b"".join(pack(word * 2, tag, value) for tag, value in entries)
size = at_dynamic + len(dynamic)


def segment(kind, flags, offset, length):
    address = base + offset
    if wide:
        return pack("IIQQQQQQ", kind, flags, offset, address, address, length, length, 8)
    return pack("IIIIIIII", kind, offset, address, address, length, length, flags, 8)


ident = b"\x7fELF" + bytes([2 if wide else 1, 1 if order == "little" else 2, 1]) + bytes(9)
header = ident + pack(
    "HHI" + word * 3 + "IHHHHHH", 2, int(machine), 1, base, header_size, 0, 0, header_size, entry_size, segments, 0, 0,
    0,
)
table = segment(1, 5, 0, size)
table += segment(3 if interpreter else 0, 4, at_interpreter, len(interpreter) + 1)
table += segment(2 if versions else 0, 6, at_dynamic, len(dynamic))
data = header + table + interpreter.encode() + b"\0" + strings
data = data.ljust(at_versions, b"\0") + needed + dynamic
open(path, "wb").write(data)
