"""Compares xwalk --ignore-file with git check-ignore: python3 ignore_peer.py COUNT SEED tries COUNT random trees with
random .gitignore files below the working directory, and prints what differs."""
import os
import random
import shutil
import subprocess
import sys

NAMES = [
    "a", "b", "foo", "foobar", "bar", "x.c", "x.o", "build", "doc", ".hid", "a b", "#x", "!y", "back\\", "[z]", "tr ",
    "é",
]
RULES = [
    "*.o", "*.c", "!x.o", "/foo", "foo/", "build/", "a/b", "/a/*", "**/foo", "a/**", "a/**/b", "foo*", "!foobar", "*",
    "!*/", "!a", "b", "doc/*.c", "\\#x", "\\!y", "!\\!y", "#x", "[ab]", "[!ab]", "[[:alpha:]]", "[a-c]*", "?", "??",
    "a b", "tr\\ ", "tr ", "tr", "back\\\\", "\\[z\\]", "[[]z]", "**", "/**", "**/", "/", "!", "a/", "/a/b/", "a/*/b",
    "foo**/bar", "fo**r", "*/b", "/*/foo", "x.?", ".*", "!.gitignore", "**/a/**", "a**", "b/**/", "\\a", "é", "[",
    "a\\", "doc", "!doc/", "/doc/x.c", "bar ", "  ", "*b*a*", "f*o*b*r", "[]-z]", "[^a]", "a/./b", "./a", "../a",
    "a//b", "x.[co]", "[a-", "**/*.o", "build/**/x.c",
]


def fill(folder, pick, depth):
    for name in pick.sample(NAMES, pick.randrange(3, 8)):
        path = os.path.join(folder, name)
        if depth < 3 and pick.randrange(2):
            os.mkdir(path)
            fill(path, pick, depth + 1)
        else:
            open(path, "w").close()
    if depth == 0 or pick.randrange(3) == 0:
        with open(os.path.join(folder, ".gitignore"), "w") as file:
            end = pick.choice(["\n", "\r\n"]) if pick.randrange(6) == 0 else "\n"
            file.write(pick.choice(["", "\ufeff"]) if pick.randrange(8) == 0 else "")
            file.write(end.join(pick.choice(RULES) for _ in range(pick.randrange(1, 7))) + pick.choice(["", end]))


def paths(found):
    return set(found.split(b"\0")) - {b""}


def main():
    pick = random.Random(int(sys.argv[2]))
    good = True
    for _ in range(int(sys.argv[1])):
        shutil.rmtree("t", ignore_errors=True)
        os.makedirs("t/.git/objects")
        os.mkdir("t/.git/refs")
        with open("t/.git/HEAD", "w") as file:
            file.write("ref: refs/heads/main\n")
        fill("t", pick, 0)
        every = sorted(
            paths(
                subprocess.check_output(
                    ["xwalk", "-0", "--min-depth", "1", "--exclude", ".git", "--printf", "%P\\0"], cwd="t"
                )
            )
        )
        mine = paths(
            subprocess.run(
                [
                    "xwalk", "-0", "--min-depth", "1", "--exclude", ".git", "--printf", "%P\\0", "--ignore-file",
                    ".gitignore",
                ]
                + pick.choice([[], ["--sort"], ["-j1"]]), cwd="t", stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            ).stdout
        )
        ignored = paths(
            subprocess.run(
                ["git", "-c", "core.excludesFile=/dev/null", "check-ignore", "--no-index", "-z", "--stdin"], cwd="t",
                input=b"\0".join(every), stdout=subprocess.PIPE,
            ).stdout
        )
        if mine != set(every) - ignored:
            good = False
            print("shown, but git ignores it:", sorted(mine & ignored)[:5])
            print("left out, but git does not ignore it:", sorted(set(every) - ignored - mine)[:5])
            for folder, _, names in os.walk("t"):
                if ".gitignore" in names:
                    print(folder, repr(open(os.path.join(folder, ".gitignore"), encoding="utf-8", newline="").read()))
    sys.exit(not good)


main()
