#!/usr/bin/env python3
"""Packs random records by xcall and by Python's struct, and reads each other's bytes.

    packed.py COUNT [SEED]

Prints "N records, N differ"; exits 1 if any differs.
"""
import json
import random
import struct
import subprocess
import sys

# C type, code of struct, a random value
TYPES = [("int8_t", "b", lambda r: r.randint(-128, 127)), ("uint8_t", "B", lambda r: r.randint(0, 255)),
         ("int16_t", "h", lambda r: r.randint(-2**15, 2**15 - 1)), ("uint16_t", "H", lambda r: r.randint(0, 2**16 - 1)),
         ("int32_t", "i", lambda r: r.randint(-2**31, 2**31 - 1)), ("uint32_t", "I", lambda r: r.randint(0, 2**32 - 1)),
         ("int64_t", "q", lambda r: r.randint(-2**63, 2**63 - 1)), ("uint64_t", "Q", lambda r: r.randint(0, 2**64 - 1)),
         ("_Bool", "?", lambda r: r.random() < 0.5), ("double", "d", lambda r: r.uniform(-1e300, 1e300)),
         ("float", "f", lambda r: struct.unpack("f", struct.pack("f", r.uniform(-1e30, 1e30)))[0])]


def xcall(command, declaration, order, *words, data=b""):
    return subprocess.run(["xcall", command, "--endian", order, *words[:1], declaration, *words[1:]], input=data,
                          stdout=subprocess.PIPE, check=True).stdout


def main():
    rng = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    differ, count = 0, int(sys.argv[1])
    for _ in range(count // 10):
        chosen = [rng.choice(TYPES) for _ in range(rng.randint(1, 8))]
        order = rng.choice(["big", "little"])
        members = " ".join(f"{name} m{i};" for i, (name, _, _) in enumerate(chosen))
        declaration = f"struct {{ {members} }} __attribute__((packed))"
        code = (">" if order == "big" else "<") + "".join(letter for _, letter, _ in chosen)
        rows = [[make(rng) for _, _, make in chosen] for _ in range(10)]
        lines = "".join(json.dumps(row) + "\n" for row in rows).encode()
        want = [struct.pack(code, *row) for row in rows]
        have = xcall("pack", declaration, order, "--wrap", data=lines)
        size = struct.calcsize(code)
        read = [list(json.loads(line).values())
                for line in xcall("unpack", declaration, order, "--all", "--json", data=b"".join(want)).splitlines()]
        for i, row in enumerate(rows):
            if have[i * size:(i + 1) * size] != want[i] or struct.pack(code, *read[i]) != want[i]:
                differ += 1
                print(declaration, order, row, have[i * size:(i + 1) * size], want[i], read[i])
    print(f"{count} records, {differ} differ")
    sys.exit(differ > 0)


main()
