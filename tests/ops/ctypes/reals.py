#!/usr/bin/env python3
"""Packs floating-point numbers from text by xcall, and compares the bytes with the nearest number, found by Python.

    reals.py COUNT [SEED]

Half of the texts lie exactly between two numbers, or beside it by a digit far behind. Prints "N texts, N differ"; exits
1 if any differs.
"""
import json
import random
import struct
import subprocess
import sys
from fractions import Fraction

FIXED = ["0", "-0", ".5", "5.", "1e400000", "-1e400000", "1e-400000", "0x1p3", "0X.8P-1", "0x1.8p-1075", "0x1p-1075",
         "0x1.fffffffffffff8p1023", "0x1.fffffffffffff7p1023", "1.7976931348623158e308", "1.7976931348623159e308",
         "2.4703282292062327e-324", "2.4703282292062328e-324", "2.2250738585072011e-308", "7.0064923216240854e-46",
         "7.0064923216240853e-46", "3.4028235677973366e38", "3.4028235677973365e38", "inf", "+Infinity", "-INF",
         "0" * 400 + "1", "1" + "0" * 400 + "e-400", "." + "0" * 400 + "1e401", "1" * 400 + "e-380"]


def decimal(value):
    """A fraction whose denominator is a power of two, as an exact decimal."""
    twos = value.denominator.bit_length() - 1
    return f"{value.numerator * 5**twos}e-{twos}"


def between(rng):
    """A text between two neighbouring doubles or floats, exactly or beside it."""
    if rng.random() < 0.5:
        bits = rng.choice([rng.getrandbits(63), rng.getrandbits(53)]) % (0x7FE << 52)
        low, high = (struct.unpack("d", struct.pack("Q", bits + i))[0] for i in (0, 1))
    else:
        bits = rng.choice([rng.getrandbits(31), rng.getrandbits(24)]) % (0xFE << 23)
        low, high = (struct.unpack("f", struct.pack("I", bits + i))[0] for i in (0, 1))
    text = decimal((Fraction(low) + Fraction(high)) / 2)
    digits, exponent = text.split("e")
    beside = rng.choice(["", "0" * 20 + "1", "0" * 800 + "1"])
    return f"{digits}{beside}e{int(exponent) - len(beside)}"


def usual(rng):
    return rng.choice([repr(rng.uniform(-1, 1) * 10.0**rng.randint(-320, 308)), f"{rng.uniform(-1e6, 1e6):.6f}",
                       f"{rng.getrandbits(64)}e{rng.randint(-350, 320)}", rng.uniform(-1, 1).hex()])


def as_double(text):
    try:
        return float.fromhex(text) if "x" in text.lower() else float(text)
    except OverflowError:
        return float("inf")


def as_float(text):
    """The nearest float: struct alone would round twice."""
    try:
        exact = Fraction(text) if "x" not in text.lower() else Fraction(as_double(text))
    except (ValueError, OverflowError):
        return struct.pack("<f", as_double(text))
    near = as_double(text)
    bits = struct.unpack("<I", struct.pack("<f", min(abs(near), 3.4028234663852886e38)))[0]
    distance = {i: abs(abs(exact) - (Fraction(2)**128 if i == 0x7F800000 else
                                     Fraction(struct.unpack("<f", struct.pack("<I", i))[0])))
                for i in range(max(bits - 1, 0), bits + 2)}
    best = min(distance, key=lambda i: (distance[i], i & 1))
    sign = text.startswith("-")
    return struct.pack("<I", best | sign << 31)


def main():
    rng = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    texts = FIXED + [between(rng) if i % 2 else usual(rng) for i in range(int(sys.argv[1]) - len(FIXED))]
    lines = "".join(json.dumps([text, text]) + "\n" for text in texts).encode()
    have = subprocess.run(["xcall", "pack", "--endian", "little", "struct { double d; float f; } "
                           "__attribute__((packed))"], input=lines, stdout=subprocess.PIPE, check=True).stdout
    differ = 0
    for i, text in enumerate(texts):
        want = struct.pack("<d", as_double(text)) + as_float(text)
        if have[12 * i:12 * i + 12] != want:
            differ += 1
            print(text, have[12 * i:12 * i + 12].hex(), want.hex())
    print(f"{len(texts)} texts, {differ} differ")
    sys.exit(differ > 0)


main()
