"""Calls of a library made for the test, at the limits of every type, by xcall and xsh --ffi and by Python's ctypes.

    calls.py FOLDER COUNT      the library is built in FOLDER; COUNT random calls with several arguments besides

Prints "N calls, M differ"; exits 1 if any differ."""
import ctypes
import json
import random
import subprocess
import sys

folder, count = sys.argv[1], int(sys.argv[2])
INTEGERS = {
    "_Bool": ctypes.c_bool, "signed char": ctypes.c_byte, "unsigned char": ctypes.c_ubyte, "short": ctypes.c_short,
    "unsigned short": ctypes.c_ushort, "int": ctypes.c_int, "unsigned int": ctypes.c_uint, "long": ctypes.c_long,
    "unsigned long": ctypes.c_ulong, "long long": ctypes.c_longlong, "unsigned long long": ctypes.c_ulonglong,
    "int8_t": ctypes.c_int8, "uint8_t": ctypes.c_uint8, "int16_t": ctypes.c_int16, "uint16_t": ctypes.c_uint16,
    "int32_t": ctypes.c_int32, "uint32_t": ctypes.c_uint32, "int64_t": ctypes.c_int64, "uint64_t": ctypes.c_uint64,
    "size_t": ctypes.c_size_t, "ssize_t": ctypes.c_ssize_t,
}
FLOATS = {"float": ctypes.c_float, "double": ctypes.c_double, "long double": ctypes.c_longdouble}


def identifier(type_):
    return "same_" + type_.replace(" ", "_")


def limits(type_):
    if type_ == "_Bool":
        return [0, 1]
    bits = 8 * ctypes.sizeof(INTEGERS[type_])
    signed = INTEGERS[type_](-1).value < 0
    low, high = (-(1 << (bits - 1)), (1 << (bits - 1)) - 1) if signed else (0, (1 << bits) - 1)
    return [low, low + 1, 0, 1, high - 1, high], [low - 1, high + 1]


source = ["#include <stdbool.h>", "#include <stdint.h>", "#include <sys/types.h>", "#include <stdarg.h>"]
for name in [*INTEGERS, *FLOATS]:
    source.append(f"{name} {identifier(name)}({name} x) {{ return x; }}")
mixed = []  # functions with several parameters: the sum of their arguments as a double
random.seed(1)
for number in range(count):
    types = [random.choice([*INTEGERS, "float", "double"]) for _ in range(random.randint(1, 12))]
    mixed.append(types)
    parameters = ", ".join(f"{t} a{i}" for i, t in enumerate(types))
    source.append(
        f"double sum_{number}({parameters}) {{ return {' + '.join(f'(double)a{i}' for i in range(len(types)))}; }}"
    )
source.append("struct pair { short s; double d; }; struct pair swap(struct pair p) { p.s++; p.d = -p.d; return p; }")
with open(folder + "/calls.c", "w", encoding="ascii") as file:
    file.write("\n".join(source) + "\n")
subprocess.run(["cc", "-shared", "-fPIC", "-o", folder + "/calls.so", folder + "/calls.c"], check=True)
library = ctypes.CDLL(folder + "/calls.so")
session = subprocess.Popen(["xsh", "--ffi", "--json"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def ask(*words):
    print(json.dumps(words), file=session.stdin, flush=True)
    return json.loads(session.stdout.readline())


handle = ask("cdll", folder + "/calls.so")["value"]
calls = differ = 0


def compare(prototype, arguments, wanted):
    global calls, differ
    answer = ask("call", handle, prototype, *map(str, arguments))
    got = answer["value"] if "value" in answer else answer["error"]["exit"]
    calls += 1
    if got != wanted:
        differ += 1
        print(prototype, arguments, "gave", answer, "wanted", wanted)


for name, type_ in INTEGERS.items():
    function = getattr(library, identifier(name))
    function.restype, function.argtypes = type_, [type_]
    inside, outside = limits(name) if name != "_Bool" else ([0, 1], [])
    for value in inside:
        compare(f"{name} {identifier(name)}({name})", [value], function(value))
    for value in outside:
        compare(f"{name} {identifier(name)}({name})", [value], 64)
for name, type_ in FLOATS.items():
    function = getattr(library, identifier(name))
    function.restype, function.argtypes = type_, [type_]
    for value in (0.0, -0.0, 1.5, -2.25, 0.1, 1e-40 if name == "float" else 5e-324, 3.4028234663852886e38):
        wanted = function(value)
        if name == "float":  # shown with as few digits as read back as the same float
            wanted = float(min((f"{wanted:.{digits}g}" for digits in range(6, 10)
                                if ctypes.c_float(float(f"{wanted:.{digits}g}")).value == wanted), key=len))
        compare(f"{name} {identifier(name)}({name})", [value], wanted)
for number, types in enumerate(mixed):
    function = getattr(library, f"sum_{number}")
    function.restype, function.argtypes = ctypes.c_double, [{**INTEGERS, **FLOATS}[t] for t in types]
    values = [random.uniform(-1e6, 1e6) if t in FLOATS else
              random.choice(limits(t)[0] if t != "_Bool" else [0, 1]) for t in types]
    compare(f"double sum_{number}({', '.join(types)})", values, function(*values))
compare(
    "struct {short s; double d;} swap(struct {short s; double d;})", ['{"s":32766,"d":1.5}'], {"s": 32767, "d": -1.5}
)
session.stdin.close()
session.wait()
print(f"{calls} calls, {differ} differ")
sys.exit(differ > 0)
