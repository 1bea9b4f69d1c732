"""Compares xwalk with find: python3 peer.py COUNT SEED makes a hostile tree in the working directory, and tries each
filter alone and COUNT random combinations. Prints the commands whose results differ; the exit status says whether any
did."""
import os
import random
import socket
import subprocess
import sys

DAY = 86400
NAMES = [
    b"a", b"b.c", b"B.C", b"-rf", b"*", b"[x]", b"new\nline", b"sp ace", b"\xff\xfe", b"\xc3\xa9", b".hidden", b"q'\"",
    b"{}", b"x" * 200, b"back\\slash", b"a.txt", b"A.TXT",
]
SIZES = [0, 1, 511, 512, 513, 1023, 1024, 1025, 65536, 1048576, 1048577]
MODES = [0o644, 0o600, 0o755, 0o4755, 0o2711, 0o1777, 0o000, 0o440, 0o666, 0o111]


def make_file(path, pick, now):
    kind = pick.randrange(12)
    if kind == 0 and os.path.basename(path) not in [b"a", b"b.c"]:
        os.symlink(pick.choice([b"a", b"nowhere", b"b.c"]), path)
        return
    if kind == 1:
        os.mkfifo(path)
    elif kind == 2 and len(path) < 90:
        socket.socket(socket.AF_UNIX).bind(path)
    else:
        with open(path, "wb") as file:
            file.truncate(pick.choice(SIZES))
    os.chmod(path, pick.choice(MODES))
    if os.geteuid() == 0 and pick.randrange(4) == 0:
        os.chown(path, pick.choice([0, 1, 65534, 54321]), pick.choice([0, 1, 54321]))
        os.chmod(path, pick.choice(MODES))
    then = now - pick.randrange(1, 400) * DAY // 4
    os.utime(path, (then + 7, then))


def make_tree(root, pick, now):
    os.mkdir(root)
    folders = [root]  # links lead to no directory above them: find does not show such a loop, xwalk shows its name
    for folder in folders:
        for name in pick.sample(NAMES, pick.randrange(4, 9)):
            path = os.path.join(folder, name)
            if pick.randrange(3) == 0 and len(folders) < 25 and len(path) < 1500:
                os.mkdir(path)
                folders.append(path)
            else:
                make_file(path, pick, now)
    for folder in folders:
        files = [name for name in os.listdir(folder) if os.path.isfile(os.path.join(folder, name))]
        if files and pick.randrange(2):
            os.link(os.path.join(folder, files[0]), os.path.join(folder, b"hard"), follow_symlinks=False)
    for folder in folders[1:]:
        os.chmod(folder, pick.choice([0o755, 0o700, 0o1777, 0o2755]))
        then = now - pick.randrange(1, 400) * DAY // 4
        os.utime(folder, (then, then))


def signed(pick, values):
    return pick.choice(["", "+", "-"]) + str(pick.choice(values))


def moment(now, days):
    return now - int(days * DAY) - 3


# Each gives xwalk's words and find's, for one use of the filter.
def age(option, letter):
    def words(pick, now):
        days, sign = pick.choice([0.3, 1.1, 7.2, 30.4, 77.7]), pick.choice("+-")
        seconds = now_seconds() - moment(now, days)
        newer = ["-newer%st" % letter, "@%d" % moment(now, days)]
        return [option, "%s%d" % (sign, seconds)], newer if sign == "-" else ["!"] + newer
    return words


def now_seconds():
    import time
    return int(time.time())


def choice(option, peer, values):
    def words(pick, now):
        value = pick.choice(values)
        return [option, value], peer(value)
    return words


GLOBS = [
    "a*", "*.c", "*.C", "*", "?", "[!a-m]*", "*[x]*", "\\*", ".*", "*e", "*\\[*", "x*x", "-*", "*'*", "hard",
    "[[:upper:]]*",
]
NAMING = {
    "type": choice("--type", lambda v: ["-type", v], ["f", "d", "l", "p", "s", "f,d", "l,p,s"]),
    "name": choice("--name", lambda v: ["-name", v], GLOBS),
    "iname": choice("--iname", lambda v: ["-iname", v], GLOBS[:-1]),
    "path": choice("--path", lambda v: ["-path", v], ["t/*", "*/a*", "*b.c*", "t", "*/*/*/*", "*hidden*", "*[/]a"]),
    "regex": choice("--regex", lambda v: ["-regextype", "posix-extended", "-regex", "(.|\n)*(%s)(.|\n)*" % v],
                    ["a", "[.]c", "(a|b)[.]", "x{3,9}", "hid+en", "/[a-c]*/", "[[:space:]]"]),
    "user": choice("--user", lambda v: ["-user", v], ["0", "1", "54321", "root"]),
    "group": choice("--group", lambda v: ["-group", v], ["0", "1", "54321"]),
}
OTHERS = {
    "size": lambda pick, now: (lambda v: (["--size", v], ["-size", v + "c"]))(signed(pick, SIZES)),
    "links": lambda pick, now: (lambda v: (["--links", v], ["-links", v]))(signed(pick, [1, 2, 3])),
    "mtime": age("--mtime", "m"),
    "atime": age("--atime", "a"),
    "ctime": age("--ctime", "c"),
    "within": lambda pick, now: (
        lambda d: (["--changed-within", "%ds" % (now_seconds() - moment(now, d))], ["-newermt", "@%d" % moment(now, d)])
    )(pick.choice([1.1, 20.3, 70.9])),
    "newer": choice("--newer", lambda v: ["-newer", v], ["t", "ref"]),
    "newertime": lambda pick, now: (lambda t: (["--newer", "@%d" % t], ["-newermt", "@%d" % t]))(
        moment(now, pick.choice([2, 9, 44]))
    ),
    "older": lambda pick, now: (lambda t: (["--older", "@%d" % t], ["!", "-newermt", "@%d" % t]))(
        moment(now, pick.choice([2, 9, 44]))
    ),
    "perm": choice(
        "--perm",
        lambda v: ["-perm", v],
        ["644", "-111", "/111", "-u+w", "/o=w", "u=rwx,go=rx", "-4000", "/7000", "0", "-0", "/000", "-g+s", "/u+X"],
    ),
    "noowner": lambda pick, now: (["--no-owner"], ["(", "-nouser", "-o", "-nogroup", ")"]),
    "empty": lambda pick, now: (["--empty"], ["-empty"]),
    "readable": lambda pick, now: (["--readable"], ["-readable"]),
    "writable": lambda pick, now: (["--writable"], ["-writable"]),
    "executable": lambda pick, now: (["--executable"], ["-executable"]),
    "samefile": choice("--samefile", lambda v: ["-samefile", v], ["t", "ref", "t/."]),
    "xtype": choice("--xtype", lambda v: ["-xtype", v], ["f", "d", "l", "f,d", "p"]),
    "lname": choice("--lname", lambda v: ["-lname", v], ["a", "*", "no*"]),
}


def join(either, words):
    return words if not either else either + ["-o"] + words


def combination(pick, now):
    """Words for xwalk and for find: 1 to 4 filters, some negated, some naming filters given again."""
    xwalk, find, naming = [], [], {}
    for _ in range(pick.randrange(1, 5)):
        table = pick.choice([NAMING, OTHERS])
        name = pick.choice(sorted(table))
        mine, theirs = table[name](pick, now)
        if pick.randrange(4) == 0:
            xwalk += ["--not"] + mine
            find += ["!", "("] + theirs + [")"]
            continue
        xwalk += mine
        if table is NAMING:
            naming[name] = join(naming.get(name), theirs)
        else:
            find += theirs
    for name in sorted(naming):
        find += ["("] + naming[name] + [")"]
    first, depth = [], []
    if pick.randrange(4) == 0:
        glob = pick.choice(["b*", ".*", "*a*"])
        if pick.randrange(2):
            xwalk += ["--exclude", glob]
            first = ["!", "-name", "t", "-name", glob, "-prune", "-o"]
        else:
            xwalk += ["--prune", glob]
            first = ["(", "!", "-name", "t", "-name", glob, "-prune", "-o", "-true", ")"]
    if pick.randrange(4) == 0:
        depth += ["-maxdepth", str(pick.randrange(4))]
        xwalk += ["--max-depth", depth[-1]]
    if not first and pick.randrange(5) == 0: # find does not even prune above -mindepth
        depth += ["-mindepth", str(pick.randrange(3))]
        xwalk += ["--min-depth", depth[-1]]
    follow = ["-L"] if pick.randrange(6) == 0 else []
    return ["xwalk", "-0", "--errors=ignore"] + follow + pick.choice([[], ["-j1"], ["--sort"], ["-j4"]]) + xwalk + [
        "t"
    ], ["find"] + follow + ["t"] + depth + first + find + ["-print0"]


def same(xwalk, find):
    env = dict(os.environ, LC_ALL="C")
    mine = subprocess.run(xwalk, stdout=subprocess.PIPE)
    theirs = subprocess.run(find, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=env)
    if sorted(mine.stdout.split(b"\0")) == sorted(theirs.stdout.split(b"\0")):
        return True
    print("differ: ", xwalk, find)
    print("xwalk only:", sorted(set(mine.stdout.split(b"\0")) - set(theirs.stdout.split(b"\0")))[:5])
    print("find only: ", sorted(set(theirs.stdout.split(b"\0")) - set(mine.stdout.split(b"\0")))[:5])
    return False


def main():
    pick, now = random.Random(int(sys.argv[2])), now_seconds()
    make_tree(b"t", pick, now)
    open("ref", "w").close()
    os.utime("ref", (now - 20 * DAY, now - 20 * DAY))
    good = True
    for table in [NAMING, OTHERS]:
        for name in sorted(table):
            for negated in [False, True]:
                mine, theirs = table[name](pick, now)
                good = same(["xwalk", "-0"] + ["--not"] * negated + mine + ["t"],
                            ["find", "t"] + ["!"] * negated + ["("] + theirs + [")", "-print0"]) and good
    for _ in range(int(sys.argv[1])):
        good = same(*combination(pick, now)) and good
    sys.exit(not good)


main()
