# Trees of files to walk, for scripts that source common.bash.
# shellcheck shell=bash

# tree KIND N: a folder of that name in $work.
tree() {
    python3 - "$work/$1" "$1" "$2" <<'PYTHON'
import os, sys
root, kind, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
def fill(path, names):
    fd = os.open(path, os.O_RDONLY)
    for name in names:
        os.close(os.open(name, os.O_CREAT | os.O_WRONLY, dir_fd=fd))
    os.close(fd)
os.mkdir(root)
if kind == "wide":
    fill(root, ("file%07d.txt" % i for i in range(count)))
elif kind == "chain":
    fd = os.open(root, os.O_RDONLY)
    for i in range(count):
        os.mkdir("d", dir_fd=fd)
        below = os.open("d", os.O_RDONLY, dir_fd=fd)
        os.close(fd)
        fd = below
else:
    folders = [root]
    for folder in folders:
        if len(folders) >= count // 25:
            break
        for i in range(min(10, count // 25 - len(folders))):
            os.mkdir("%s/dir%d" % (folder, i))
            folders.append("%s/dir%d" % (folder, i))
    for folder in folders:
        fill(folder, ("file%04d.txt" % i for i in range(25)))
PYTHON
}
