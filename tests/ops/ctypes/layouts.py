#!/usr/bin/env python3
"""Compares layouts with gcc's: random structures, their sizes, alignments, offsets and bit positions.

    layouts.py COUNT [SEED]

gcc compiles each structure into tables of constants, once for this machine and once for i386; xcall layout answers for
the same text with --abi. Prints "N structures, N fields, N differ"; exits 1 if any differs.
"""
import json
import random
import struct
import subprocess
import sys
import tempfile

BASES = ["char", "signed char", "unsigned char", "short", "unsigned short", "int", "unsigned int", "long",
         "unsigned long", "long long", "unsigned long long", "float", "double", "long double", "_Bool", "void *"]
BIT_BASES = ["signed char", "unsigned char", "short", "unsigned short", "int", "unsigned int", "long", "long long",
             "unsigned long long", "_Bool"]
WIDTHS = {"lp64": {"char": 8, "short": 16, "int": 32, "long": 64, "long long": 64, "_Bool": 1},
          "ilp32": {"char": 8, "short": 16, "int": 32, "long": 32, "long long": 64, "_Bool": 1}}


def width(base, abi):
    return WIDTHS[abi][base.replace("unsigned ", "").replace("signed ", "")]


def body(rng, depth, names):
    """The members of a structure, and the paths of its named fields (path, is a bit field)."""
    lines, fields = [], []
    for _ in range(rng.randint(1, 6)):
        name = f"m{len(names)}"
        names.append(name)
        sort = rng.random()
        if sort < 0.45:
            base = rng.choice(BIT_BASES)
            most = width(base, "ilp32")
            if rng.random() < 0.15:
                lines.append(f"{base} : {rng.choice([0, rng.randint(1, most)])};")
            else:
                lines.append(f"{base} {name} : {rng.randint(1, most)};")
                fields.append((name, True))
        elif sort < 0.85 or depth == 0:
            array = f"[{rng.randint(1, 4)}]" if rng.random() < 0.3 else ""
            attribute = rng.choice([""] * 9 + ["packed", "aligned(4)", "aligned(16)"])
            attribute = f" __attribute__(({attribute}))" if attribute else ""
            lines.append(f"{rng.choice(BASES)} {name}{array}{attribute};")
            fields.append((name, False))
        else:
            inner, _ = body(rng, depth - 1, names)
            lines.append(f"{rng.choice(['struct', 'struct', 'union'])} {{ {' '.join(inner)} }} {name};")
            fields.append((name, False))
    return lines, fields


def structure(rng):
    lines, fields = body(rng, 2, [])
    kind = rng.choice(["struct"] * 4 + ["union"])
    extra = rng.choice([""] * 5 + [" __attribute__((packed))", " __attribute__((aligned(16)))"])
    pack = rng.choice([0] * 6 + [1, 2, 4, 8])
    return f"{kind} s {{ {' '.join(lines)} }}{extra}", fields, pack


def compiled(structures, flag, folder):
    """What gcc says of each structure: size, alignment, and a bit position for each field."""
    source = ["#define T __attribute__((section(\".answers\"), used))"]
    for i, (text, fields, pack) in enumerate(structures):
        text = text.replace(" s {", f" s{i} {{", 1)
        kind = text.split()[0]
        source.append(f"#pragma pack({pack})" if pack else "#pragma pack()")
        source.append(f"{text};\n#pragma pack()")
        source.append(f"T const unsigned a{i}[2] = {{sizeof({kind} s{i}), _Alignof({kind} s{i})}};")
        for j, (name, bit) in enumerate(fields):
            if bit:
                source.append(f"T const union {{ unsigned char bytes[512]; {kind} s{i} s; }} b{i}_{j} = "
                              f"{{.s = {{.{name} = -1}}}};")
            else:
                source.append(f"T const unsigned o{i}_{j} = __builtin_offsetof({kind} s{i}, {name});")
    path = f"{folder}/layouts"
    with open(path + ".c", "w") as file:
        file.write("\n".join(source) + "\n")
    subprocess.run(
        ["gcc", flag, "-w", "-fno-toplevel-reorder", "-fno-pie", "-c", path + ".c", "-o", path + ".o"], check=True
    )
    subprocess.run(["objcopy", "-O", "binary", "-j", ".answers", path + ".o", path + ".bin"], check=True)
    symbols = subprocess.run(["nm", path + ".o"], check=True, stdout=subprocess.PIPE, text=True).stdout
    places = {line.split()[2]: int(line.split()[0], 16) for line in symbols.splitlines()}
    data = open(path + ".bin", "rb").read()
    answers = []
    for i, (_, fields, _) in enumerate(structures):
        answer = list(struct.unpack_from("<2I", data, places[f"a{i}"]))
        for j, (_, bit) in enumerate(fields):
            if bit:
                at = places[f"b{i}_{j}"]
                value = int.from_bytes(data[at:at + 512], "little")
                answer.append((value & -value).bit_length() - 1)
            else:
                answer.append(8 * struct.unpack_from("<I", data, places[f"o{i}_{j}"])[0])
        answers.append(answer)
    return answers


def lines(*words):
    done = subprocess.run(words, stdout=subprocess.PIPE, text=True)
    return [json.loads(line) for line in done.stdout.splitlines()] if done.returncode == 0 else []


def asked(text, pack, fields, abi):
    """What xos says of it, in the same form."""
    if pack:
        text = f"#pragma pack({pack})\n{text}"
    found = {field["name"]: field for field in lines("xcall", "layout", "--abi", abi, "--json", text)}
    places = [8 * found[name]["byte_offset"] + (found[name]["bit_offset"] if bit else 0) if name in found else None
              for name, bit in fields]
    return lines("xos", "sizeof", "--abi", abi, text) + lines("xos", "alignment", "--abi", abi, text) + places


def main():
    rng = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    structures = [structure(rng) for _ in range(int(sys.argv[1]))]
    differ = 0
    with tempfile.TemporaryDirectory() as folder:
        for abi, flag in (("lp64", "-m64"), ("ilp32", "-m32")):
            for (text, fields, pack), want in zip(structures, compiled(structures, flag, folder)):
                have = asked(text, pack, fields, abi)
                if have != want:
                    differ += 1
                    print(f"{abi} pack {pack}: {text}\n  gcc {want}\n  xos {have}")
    fields = sum(len(fields) for _, fields, _ in structures)
    print(f"{2 * len(structures)} structures, {2 * fields} fields, {differ} differ")
    sys.exit(differ > 0)


main()
