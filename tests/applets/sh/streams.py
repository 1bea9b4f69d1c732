#!/usr/bin/python3
# Does the same with streams of xsh and of Python's io: streams.py XSH SESSIONS [SEED]. Each session opens a file or a
# stream in memory, and reads, writes and seeks at random; every value, and the file at the end, is the same. Prints
# what differs, then "N questions, N differ".
import base64
import io
import json
import os
import random
import subprocess
import sys

xsh, sessions = sys.argv[1], int(sys.argv[2])
rng = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 20261129)
PIECES = ["a", "line\n", "\r\n", "\r", "\n", "é", "€", "😀", "x" * 30, "tab\t"]
NEWLINES = {"none": None, "''": "", "lf": "\n", "cr": "\r", "crlf": "\r\n"}


def some_text(most):
    return "".join(rng.choice(PIECES) for _ in range(rng.randrange(most)))


def quoted(text):
    return json.dumps(text, ensure_ascii=True)


def operations(kind, text, position):
    """A list of (xsh statement, Python call)."""
    count = rng.choice([0, 1, 2, 5, 100])
    reading = [(f"read $f {count}", lambda f: f.read(count)), ("readline $f", lambda f: f.readline()),
               (f"readline $f {count}", lambda f: f.readline(count)), ("read $f", lambda f: f.read()),
               ("readlines $f", lambda f: f.readlines())]
    value = some_text(4)
    data = value if text else value.encode()
    writing = [(f"write $f {quoted(value)}", lambda f: f.write(data)), ("flush $f", lambda f: f.flush())]
    seeking = [("seek $f 0", lambda f: f.seek(0)), ("seek $f 0 SEEK_END", lambda f: f.seek(0, 2))]
    if not text:
        offset = rng.randrange(20)
        seeking += [(f"seek $f {offset}", lambda f: f.seek(offset)), ("tell $f", lambda f: f.tell())]
        if kind != "read":
            writing.append((f"truncate $f {offset}", lambda f: f.truncate(offset)))
    if kind == "both":  # between reading and writing the position is set, as the C standard wants it of its streams
        return [rng.choice(seeking), rng.choice(rng.choice([reading, writing]))]
    return [rng.choice((reading if kind == "read" else writing) * 2 + seeking)]


def shown(value):
    """Python's value as --json shows it."""
    if isinstance(value, list):
        return [shown(item) for item in value]
    if isinstance(value, bytes):
        value = value.decode("utf-8", "surrogateescape")
    return None if value == "" else value


def plain(value):
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        value = (
            value["text"] if "text" in value else base64.b64decode(value["bytes"]).decode("utf-8", "surrogateescape")
        )
    return None if value == "" else value


questions = differ = 0
for session in range(sessions):
    kind = rng.choice(["read", "write", "both"])
    place = rng.choice(["file", "file", "memory"])
    text = rng.random() < 0.6
    encoding, name = rng.choice(["utf-8", "utf-16", "utf-8-sig", "utf-32-le"]), rng.choice(list(NEWLINES))
    content = some_text(12)
    with open("theirs", "wb") as f:
        f.write(content.encode(encoding if text else "utf-8"))
    with open("theirs", "rb") as f, open("ours", "wb") as g:
        g.write(f.read())
    if place == "memory":
        kind = "both"
        theirs = io.StringIO(content, newline="\n") if text else io.BytesIO(content.encode())
        statements = [f"f = {'StringIO' if text else 'BytesIO'} {quoted(content)}"]
    else:
        mode = {"read": "r", "write": rng.choice("wa"), "both": rng.choice(["r+", "w+"])}[kind] + ("" if text else "b")
        theirs = open("theirs", mode, encoding=encoding, newline=NEWLINES[name]) if text else open("theirs", mode)
        options = f" --encoding {encoding} --newline {name}" if text else ""
        statements = [f"f = io.open ours {mode}{options}"]
    wanted = []
    failed = False
    for _ in range(rng.randrange(1, 8)):
        for statement, call in operations(kind, text, theirs):
            if failed:  # what comes then is not the same
                continue
            statements.append(statement)
            try:
                wanted.append(shown(call(theirs)))
            except UnicodeError:  # a character was written over in part
                wanted.append("error")
                failed = True
    if place == "memory":
        statements.append("getvalue $f")
        wanted.append(shown(theirs.getvalue()))
    theirs.close()
    statements.append("close $f")
    ran = subprocess.run(
        [xsh, "--json"], input="\n".join(statements) + "\n", stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    replies = [json.loads(line) for line in ran.stdout.splitlines()][1:-1]
    got = [plain(reply.get("value")) if "value" in reply else "error" for reply in replies]
    questions += len(wanted)
    same = len(got) == len(wanted)
    for statement, a, b in zip(statements[1:], got, wanted):
        # a position in a file of text is a cookie in Python, and bytes here
        if a != b and not (text and place == "file" and statement.startswith("seek")):
            same = False
    if place == "file":
        same = same and open("ours", "rb").read() == open("theirs", "rb").read()
    if not same:
        differ += 1
        print(
            f"{statements}: {got}, wanted {wanted} {ran.stderr} {open('ours', 'rb').read()!r} {open('theirs', 'rb').read()!r}"
        )
print(f"{questions} questions, {differ} differ")
