#!/usr/bin/python3
# Asks xio copy and Python the same questions: codec.py XIO CASES [SEED]. Each case is some random or hostile input, an
# encoding to read, one to write, an error handler, a newline mode and the places at which the input is cut into parts:
# xio reads each part on its own, since a read of a SOCK_SEQPACKET socket gives one packet. Prints what differs, then "N
# questions, N differ".
import io
import random
import socket
import subprocess
import sys

xio, cases = sys.argv[1], int(sys.argv[2])
rng = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 20261129)
OWN = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "ascii", "latin-1"]
HANDLERS = ["strict", "ignore", "replace", "backslashreplace", "surrogateescape", "surrogatepass", "xmlcharrefreplace"]
NEWLINES = {"keep": None, "lf": "\n", "crlf": "\r\n", "cr": "\r"}
PIECES = [
    "a", "line\n", "\r\n", "\r", "\n", "\0", "\xe9", "\u20ac", "\ufeff", "\U0001f600", "\ud800", "\udfff", "\udc80",
    "x" * 40, "\x85\u2028",
]
BYTES = [
    b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xf0\x9f\x98", b"\xf4\x90\x80\x80", b"\xe2\x82", b"\x80", b"\x00\xd8",
    b"\xd8\x00", b"\xff\xfe", b"\xfe\xff", b"\x00\x00\x11\x00", b"\xef\xbb", b"\xef\xbb\xbf", b"\r", b"\n",
]


def text_input(encoding):
    text = "".join(rng.choice(PIECES) for _ in range(rng.randrange(8)))
    data = text.encode(encoding, "surrogatepass" if encoding.startswith("utf") else "replace")
    for _ in range(rng.choice([0, 0, 1, 2])):
        at = rng.randrange(len(data) + 1)
        data = data[:at] + rng.choice(BYTES + [bytes([rng.randrange(256)])]) + data[at:]
    return data[:rng.randrange(len(data) + 1)] if rng.random() < 0.2 else data


def want(data, source, target, handler, newline):
    """Python's answer: output, or None for an error."""
    decoding = "strict" if handler == "xmlcharrefreplace" else handler
    try:
        text = data.decode(source, decoding)
        if newline != "keep":
            text = io.IncrementalNewlineDecoder(None, True).decode(text, True).replace("\n", NEWLINES[newline])
        return text.encode(target, handler)
    except UnicodeError:
        return None


def ask(parts, source, target, handler, newline):
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    argv = [xio, "copy", "--from", source, "--to", target, "--errors", handler, "--newline", newline]
    process = subprocess.Popen(argv, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    theirs.close()
    try:
        for part in parts:
            ours.send(part)
    except (BrokenPipeError, ConnectionResetError):
        pass
    ours.close()
    out, err = process.communicate()
    return process.returncode, out, err


questions = differ = 0
for case in range(cases):
    source = rng.choice(OWN) if case % 3 else "utf-8"
    target = rng.choice(OWN)
    handler, newline = rng.choice(HANDLERS), rng.choice(list(NEWLINES))
    data = text_input(source)
    if case % 4 == 0:
        parts = [data[i:i + 1] for i in range(len(data))]
    else:
        cuts = sorted(rng.randrange(len(data) + 1) for _ in range(rng.randrange(4)))
        parts = [data[a:b] for a, b in zip([0] + cuts, cuts + [len(data)])]
    status, out, err = ask([part for part in parts if part], source, target, handler, newline)
    wanted = want(data, source, target, handler, newline)
    questions += 1
    if (
        (status, out) != (0, wanted)
        if wanted is not None
        else status != 65 or not err.startswith(b"xos: copy: standard input: line ")
    ):
        differ += 1
        print(
            f"{data!r} in {parts!r} {source} to {target}, {handler}, {newline}: "
            f"{status} {out!r} {err!r}, wanted {wanted!r}"
        )
print(f"{questions} questions, {differ} differ")
