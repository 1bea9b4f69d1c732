#!/usr/bin/env python3
"""Cuts every transfer of bytes short, and holds what comes of it against what comes without.

Each row's and applet's example, and the commands of tests/fault/short.cases, run as they are, then with each read(2),
write(2), getrandom(2), getdents64(2) and so on cut to 7 bytes and to 1 (tests/fault/short.c, loaded before the C
library). Status, both outputs and the files left behind must be the same: an operation that promises the whole carries
on until it has it. Where one system call is the operation, it may have moved less, and must say so: the cases for these
print what was said and what is there, which must agree.

usage: short.py [--sample] [--verbose] [NAME...]

A NAME is an operation's or the beginning of a command's. --sample takes 1 byte only and a third of the examples. Prints
a line for each surprise, and the counts; exits 1 if there was a surprise, 77 if gcc is missing or the program is linked
statically.
"""
import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

HERE = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../applets/APPLETS"), encoding="ascii") as file:
    APPLETS = [line.split()[0] for line in file if not line.startswith("#")]

RANDOM = {"urandom", "getrandom", "xurandom", "mkstemp", "mkdtemp"}

# One system call is the operation, and a short one its documented result: an example with one says nothing, and
# short.cases has the cases for them.
SINGLE = r"\b(p?readv?|p?writev?|copy_file_range|sendfile|splice|getrandom|read1) \S"

WRAPPER = """#!/bin/sh
{limit}
exec {real} "$@"
"""


class Outcome:
    """What a command gave and left behind, as far as it must be the same: see alike."""

    def __init__(self, bench, place, kind, command, same):
        work = os.path.join(bench.root, place)
        os.mkdir(work)
        path = os.path.join(bench.root, kind) + ":/usr/bin:/bin"
        done = subprocess.Popen(
            ["bash", "-c", command], cwd=work, env=dict(os.environ, PATH=path, HERE=work), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        )
        try:
            out, err = done.communicate(timeout=60)
            self.status = done.returncode
        except subprocess.TimeoutExpired:
            os.killpg(done.pid, signal.SIGKILL)  # what hangs is not left behind
            out, err = done.communicate()
            self.status = "hangs"
        self.out, self.err, self.files = (alike(part, same) for part in (out, err, tree(work)))
        subprocess.run(["chmod", "-R", "u+rwx", work], stderr=subprocess.DEVNULL, check=False)
        shutil.rmtree(work, ignore_errors=True)

    def differs(self, other):
        """The first difference, or None."""
        for part in ("status", "err", "out", "files"):
            mine, others = getattr(self, part), getattr(other, part)
            if mine != others:
                same = len(os.path.commonprefix([mine, others])) if isinstance(mine, bytes) else 0
                mine, others = (value[max(0, same - 40):same + 100] if same else value for value in (mine, others))
                return f"{part} is {mine!r:.200}, wanted {others!r:.200}"
        return None


# How much of an output must be the same: its length (random bytes), its text but for numbers (ids and times in the
# examples), or every byte (short.cases).
def alike(data, same):
    data = re.sub(rb"/(all|cut1|cut7)\b", b"/all", data)
    data = re.sub(rb"(?m)^[^\n]*/short\.so\n", b"", data)  # this test's own library
    return data if same == "bytes" else len(data) if same == "length" else re.sub(rb"[0-9]+", b"N", data)


def tree(top):
    lines = []
    for folder, names, files in os.walk(top):
        for name in sorted(names + files):
            path = os.path.join(folder, name)
            content = b""
            if os.path.isfile(path) and not os.path.islink(path):
                with open(path, "rb") as file:
                    content = file.read()
            lines.append(os.fsencode(os.path.relpath(path, top)) + b": " + content)
    return b"\n".join(sorted(lines))


class Bench:
    def __init__(self, build, root, sizes):
        self.root = root
        shim = os.path.join(root, "short.so")
        subprocess.run(
            ["gcc", "-shared", "-fPIC", "-O2", "-D_GNU_SOURCE", os.path.join(HERE, "short.c"), "-o", shim], check=True
        )
        for size in [None] + sizes:
            folder = os.path.join(root, f"cut{size}" if size else "all")
            limit = f"export SHORT_BYTES={size} LD_PRELOAD={shim}" if size else ""
            os.mkdir(folder)
            for name in ["xos"] + APPLETS:
                path = os.path.join(folder, name)
                with open(path, "w", encoding="utf-8") as file:
                    file.write(WRAPPER.format(limit=limit, real=os.path.join(build, name)))
                os.chmod(path, 0o755)

    def cuts(self):
        """Whether the program's transfers are cut: a static program's are not."""
        done = subprocess.run(
            [os.path.join(self.root, "cut1", "xos"), "getrandom", "9"], stdout=subprocess.PIPE, check=True
        )
        return len(done.stdout) == 1


def read_cases():
    """(name, command, "bytes") of short.cases: a name behind "# ", the lines below it the command."""
    with open(os.path.join(HERE, "short.cases"), encoding="utf-8") as file:
        parts = re.split(r"^# (.*)\n", file.read(), flags=re.M)
    return [(name, command, "bytes") for name, command in zip(parts[1::2], parts[2::2])]


def try_case(bench, number, case, sizes, verbose):
    name, command, same = case
    whole = Outcome(bench, f"w{number}", "all", command, same)
    surprises = []
    for size in sizes:
        wrong = Outcome(bench, f"w{number}", f"cut{size}", command, same).differs(whole)
        if wrong:
            surprises.append(f"{name}, {size} at a time: {wrong}")
        elif verbose:
            print(f"{name}, {size} at a time: {whole.status} {whole.out!r:.200}")
    return surprises


def main():
    parser = argparse.ArgumentParser(description="cut every transfer short")
    parser.add_argument("--sample", action="store_true")
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    build = os.path.abspath(os.environ.get("XOS_BUILD", "."))
    program = os.path.join(build, "xos")
    if not shutil.which("gcc"):
        print("short.py: gcc is missing")
        return 77
    listing = subprocess.run([program, "--list", "--json"], check=True, stdout=subprocess.PIPE)
    rows = [json.loads(line) for line in listing.stdout.splitlines()]
    cases = [
        (row["name"], row["example"], "length" if row["name"] in RANDOM else "text")
        for row in rows
        if row["example"] and not re.search(SINGLE, row["example"])
    ]
    if options.sample:
        cases = cases[::3]
    cases += read_cases()
    cases = [case for case in cases if not options.names or any(case[0].startswith(name) for name in options.names)]
    sizes = [1] if options.sample else [7, 1]
    root = tempfile.mkdtemp(prefix="xos-short-")
    try:
        bench = Bench(build, root, sizes)
        if not bench.cuts():
            print("short.py: nothing can be loaded before this program's C library")
            return 77
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            found = pool.map(lambda item: try_case(bench, *item, sizes, options.verbose), enumerate(cases))
            surprises = [line for lines in found for line in lines]
    finally:
        shutil.rmtree(root, ignore_errors=True)
    for line in surprises:
        print(line)
    print(f"{len(cases)} commands x {len(sizes)} lengths of short transfers, {len(surprises)} surprises")
    return 1 if surprises else 0


if __name__ == "__main__":
    sys.exit(main())
