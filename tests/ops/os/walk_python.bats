# The same trees walked by Python's os: os.walk, os.fwalk, os.scandir, os.listdir.
load ../../helper
load ../../python

prepare() {
    newest_python
    cat >tree.py <<'PYTHON'
import os, random
random.seed(8)
def grow(path, depth):
    for i in range(random.randrange(7)):
        name = os.path.join(path, random.choice([b"n%d", b"\xff%d", b"new\n%d", b"\xc3\xa9%d"]) % i)
        kind = random.randrange(6) if depth < 6 else 5
        if kind < 3:
            os.mkdir(name)
            grow(name, depth + 1)
        elif kind == 3:
            os.symlink(random.choice([b"..", b".", b"n0", b"gone", b"n1"]), name)
        else:
            open(name, "w").close()
for i in range(12):
    os.makedirs(b"t/%d" % i)
    grow(b"t/%d" % i, 0)
PYTHON
    cat >ask.py <<'PYTHON'
import json, os, subprocess, sys
def xos(*words):
    return [json.loads(line) for line in subprocess.run(words, stdout=subprocess.PIPE).stdout.splitlines()]
def triples(walk):
    return [dict(dirpath=row[0], dirnames=row[1], filenames=row[2]) for row in walk]
def without_fd(rows):
    return [{key: value for key, value in row.items() if key != "dirfd"} for row in rows]
def unordered(rows):
    return sorted(rows, key=lambda row: row["dirpath"])
PYTHON
    "$python" tree.py
}

@test "xwalk --json is os.walk, record by record with one thread, as a set with more" {
    "$python" - <<'PYTHON'
exec(open("ask.py").read())
for option, topdown in (("--topdown=yes", True), ("--topdown=no", False)):
    want = triples(os.walk("t", topdown=topdown))
    assert xos("xwalk", "--json", "-j", "1", option, "t") == want, option
    assert unordered(xos("xwalk", "--json", "-j", "4", option, "t")) == unordered(want), option
PYTHON
}

@test "xwalk --json --sort is os.walk with the names sorted on the way" {
    "$python" - <<'PYTHON'
exec(open("ask.py").read())
want = []
for top, directories, files in os.walk(b"t"):
    directories.sort(), files.sort()
    want.append((os.fsdecode(top), [os.fsdecode(d) for d in directories], [os.fsdecode(f) for f in files]))
assert xos("xwalk", "--json", "--sort", "t") == triples(want)
PYTHON
}

@test "walk in xsh is os.walk, up and down" {
    "$python" - <<'PYTHON'
exec(open("ask.py").read())
for words, topdown in (("walk t", True), ("walk t no", False), ("walk t topdown False", None)):
    if topdown is not None:
        assert xos("xos", "sh", "--json", "-c", words)[0]["value"] == triples(os.walk("t", topdown=topdown)), words
PYTHON
}

@test "fwalk equals os.fwalk except for descriptor numbers, also with a dir_fd" {
    "$python" - <<'PYTHON'
exec(open("ask.py").read())
for topdown in (True, False):
    rows = xos("xos", "fwalk", "--json", "t", "yes" if topdown else "no")
    assert without_fd(rows) == triples(os.fwalk("t", topdown=topdown)), topdown
    assert all(isinstance(row["dirfd"], int) for row in rows)
PYTHON
}

@test "listdir and scandir are os.listdir and os.scandir, entry by entry" {
    "$python" - <<'PYTHON'
exec(open("ask.py").read())
def ask(question, *words, **keywords):
    try:
        return question(*words, **keywords)
    except OSError:
        return None
for path, _, _ in os.walk("t"):
    assert xos("xos", "listdir", path, "--json")[0] == os.listdir(path), path
    for follow in (True, False):
        rows = xos("xos", "scandir", path, "--json", "--follow-symlinks=" + ("no", "yes")[follow])
        assert rows == [
            dict(
                name=e.name, path=e.path, inode=e.inode(), is_dir=ask(e.is_dir, follow_symlinks=follow),
                is_file=ask(e.is_file, follow_symlinks=follow), is_symlink=e.is_symlink(), is_junction=False,
            )
            for e in os.scandir(path)
        ], path
PYTHON
}

@test "the errnos of a missing top, a file and a closed descriptor are Python's" {
    "$python" - <<'PYTHON'
exec(open("ask.py").read())
import errno
open("file", "w").close()
for name in ("listdir", "scandir"):
    for word, value in (("no", "no"), ("file", "file"), ("fd:77", 77)):
        said = subprocess.run(["xos", name, word, "--json"], stderr=subprocess.PIPE).stderr
        try:
            list(getattr(os, name)(value))
        except OSError as error:
            assert json.loads(said)["error"]["errno"] == error.errno, (name, word)
PYTHON
}
