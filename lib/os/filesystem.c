/* SPDX-License-Identifier: MIT */
/* File systems by statfs(2), and the names of their types. */
#include "os/filesystem.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "os/contents.h"
#include "os/decimal.h"
#include "os/retry.h"
#include "os/status.h"

/* Magic numbers of statfs(2), the kernel's name of each, and GNU stat's name if it differs. */
static const struct {
    uint32_t type;
    const char *name, *gnu_name;
} types[] = {
    {0xef53, "ext4", "ext2/ext3"},
    {0x794c7630, "overlay", "overlayfs"},
    {0x01021994, "tmpfs", NULL},
    {0x9fa0, "proc", NULL},
    {0x62656572, "sysfs", NULL},
    {0x1cd1, "devpts", NULL},
    {0x58465342, "xfs", NULL},
    {0x9123683e, "btrfs", NULL},
    {0x2fc12fc1, "zfs", NULL},
    {0xca451a4e, "bcachefs", NULL},
    {0xf2f52010, "f2fs", NULL},
    {0x6969, "nfs", NULL},
    {0x6e667364, "nfsd", NULL},
    {0x67596969, "rpc_pipefs", NULL},
    {0x65735546, "fuse", "fuseblk"},
    {0x65735543, "fusectl", NULL},
    {0x01021997, "9p", "v9fs"},
    {0xff534d42, "cifs", NULL},
    {0xfe534d42, "smb3", "smb2"},
    {0x517b, "smbfs", "smb"},
    {0x00c36400, "ceph", NULL},
    {0x5346414f, "afs", NULL},
    {0x6b414653, "afs", "k-afs"},
    {0x73757245, "coda", NULL},
    {0x0bd00bd0, "lustre", NULL},
    {0x01161970, "gfs2", "gfs/gfs2"},
    {0x7461636f, "ocfs2", NULL},
    {0x47504653, "gpfs", NULL},
    {0xaad7aaea, "panfs", NULL},
    {0x19830326, "beegfs", "fhgfs"},
    {0x73717368, "squashfs", NULL},
    {0xe0f5e1e2, "erofs", NULL},
    {0x28cd3d45, "cramfs", NULL},
    {0x7275, "romfs", NULL},
    {0x9660, "iso9660", "isofs"},
    {0x15013346, "udf", NULL},
    {0x4d44, "vfat", "msdos"},
    {0x4006, "fat", NULL},
    {0x2011bab0, "exfat", NULL},
    {0x5346544e, "ntfs", NULL},
    {0x4244, "hfs", NULL},
    {0x482b, "hfsplus", "hfs+"},
    {0x4858, "hfsplus", "hfsx"},
    {0xf995e849, "hpfs", NULL},
    {0xadf5, "adfs", NULL},
    {0xadff, "affs", NULL},
    {0x42465331, "befs", NULL},
    {0x1badface, "bfs", NULL},
    {0x00414a53, "efs", NULL},
    {0x137d, "ext", NULL},
    {0xef51, "ext2", NULL},
    {0x72b6, "jffs2", NULL},
    {0x3153464a, "jfs", NULL},
    {0x24051905, "ubifs", NULL},
    {0x3434, "nilfs2", "nilfs"},
    {0x52654973, "reiserfs", NULL},
    {0x137f, "minix", NULL},
    {0x138f, "minix", "minix (30 char.)"},
    {0x2468, "minix", "minix v2"},
    {0x2478, "minix", "minix v2 (30 char.)"},
    {0x4d5a, "minix", "minix3"},
    {0x002f, "qnx4", NULL},
    {0x68191122, "qnx6", NULL},
    {0x00011954, "ufs", NULL},
    {0xa501fcf5, "vxfs", NULL},
    {0x5a4f4653, "zonefs", NULL},
    {0xf15f, "ecryptfs", NULL},
    {0x61756673, "aufs", NULL},
    {0x5dca2df5, "sdcardfs", NULL},
    {0x786f4256, "vboxsf", NULL},
    {0xbacbacbc, "vmhgfs", NULL},
    {0x7c7c6673, "prl_fs", NULL},
    {0x53464846, "wslfs", NULL},
    {0x00c0ffee, "hostfs", NULL},
    {0x858458f6, "ramfs", NULL},
    {0x958458f6, "hugetlbfs", NULL},
    {0x0187, "autofs", NULL},
    {0x0027e0eb, "cgroup", "cgroupfs"},
    {0x63677270, "cgroup2", "cgroup2fs"},
    {0xcafe4a11, "bpf", "bpf_fs"},
    {0x6c6f6f70, "binder", "binderfs"},
    {0x42494e4d, "binfmt_misc", NULL},
    {0x62656570, "configfs", NULL},
    {0x64626720, "debugfs", NULL},
    {0x74726163, "tracefs", NULL},
    {0xde5e81e4, "efivarfs", NULL},
    {0x6165676c, "pstore", "pstorefs"},
    {0x73636673, "securityfs", NULL},
    {0xf97cff8c, "selinuxfs", "selinux"},
    {0x43415d53, "smackfs", NULL},
    {0x19800202, "mqueue", NULL},
    {0x50495045, "pipefs", NULL},
    {0x534f434b, "sockfs", NULL},
    {0x09041934, "anon_inodefs", "anon-inode FS"},
    {0x6e736673, "nsfs", NULL},
    {0x50494446, "pidfs", NULL},
    {0x62646576, "bdev", "bdevfs"},
    {0x444d4142, "dmabuf", "dma-buf-fs"},
    {0x454d444d, "devmem", NULL},
    {0x64646178, "dax", "daxfs"},
    {0x5345434d, "secretmem", NULL},
    {0x07655821, "resctrl", "rdt"},
    {0x9fa1, "openpromfs", "openprom"},
    {0x9fa2, "usbdevfs", NULL},
    {0xabba1974, "xenfs", NULL},
};

enum { TYPE_COUNT = sizeof types / sizeof types[0] };

const char *filesystem_name(uint64_t type)
{
    for (size_t i = 0; i < TYPE_COUNT; i++)
        if (types[i].type == type)
            return types[i].name;
    return NULL;
}

/* Moves to the next field of a line of mountinfo, after blanks. Returns its size, 0 at the end of the line. */
static size_t next_field(const char **at)
{
    *at += strspn(*at, " ");
    return strcspn(*at, " \n");
}

/* Returns where the type is in a line of mountinfo about that device; NULL if the line is about another device. */
static const char *type_in_line(const char *line, const char *device)
{
    size_t size = strlen(device);

    for (int i = 0; i < 2; i++)
        line += next_field(&line);
    if (next_field(&line) != size || memcmp(line, device, size) != 0)
        return NULL;
    while (next_field(&line) > 0) {
        bool end = line[0] == '-' && line[1] == ' '; /* the end of the optional fields; the type follows */
        line += next_field(&line);
        if (end)
            return next_field(&line) > 0 ? line : NULL;
    }
    return NULL;
}

/* Reads the type of the file system on a device from /proc/self/mountinfo. */
static bool name_in_mountinfo(uint32_t major, uint32_t minor, char name[FILESYSTEM_NAME_ROOM])
{
    char device[24], *data, *end = put_decimal(device, major);
    size_t size;

    *end = ':';
    put_decimal(end + 1, minor);
    if (contents_of("/proc/self/mountinfo", SIZE_MAX / 4, &data, &size) < 0)
        return false;
    const char *type = NULL;
    for (const char *line = data; type == NULL && *line != '\0'; line += line[0] == '\n') {
        type = type_in_line(line, device);
        line += strcspn(line, "\n");
    }
    size_t length = type != NULL ? strcspn(type, " \n") : 0;
    bool found = length > 0 && length < FILESYSTEM_NAME_ROOM;
    if (found) {
        memcpy(name, type, length);
        name[length] = '\0';
    }
    free(data);
    return found;
}

bool filesystem_type_name(uint64_t type, uint32_t major, uint32_t minor, char name[FILESYSTEM_NAME_ROOM])
{
    enum { EXT = 0xef53, TMPFS = 0x01021994, FUSE = 0x65735546 };
    const char *known = filesystem_name(type);

    if ((type == EXT || type == TMPFS || type == FUSE) && name_in_mountinfo(major, minor, name))
        return true;
    strcpy(name, known != NULL ? known : "");
    return known != NULL;
}

const char *filesystem_gnu_name(uint64_t type)
{
    for (size_t i = 0; i < TYPE_COUNT; i++)
        if (types[i].type == type)
            return types[i].gnu_name != NULL ? types[i].gnu_name : types[i].name;
    return NULL;
}

static uint64_t fsid_of(const struct statfs *raw)
{
    uint32_t halves[2]; /* the two ints of the kernel's fsid; the first is the lower half, as in glibc's statvfs(3) */

    memcpy(halves, &raw->f_fsid, sizeof halves);
    return (uint64_t)halves[1] << 32 | halves[0];
}

int filesystem_get(const char *path, int fd, struct filesystem *filesystem)
{
    enum { FLAGS_ARE_VALID = 0x20 }; /* from the kernel to libc; not a mount flag */
    struct statfs raw;
    int result = path != NULL ? OS_RETRY(statfs(path, &raw)) : OS_RETRY(fstatfs(fd, &raw));

    if (result < 0)
        return result;
    *filesystem = (struct filesystem){
        .type = (uint32_t)raw.f_type,
        .bsize = (uint64_t)raw.f_bsize,
        .frsize = (uint64_t)(raw.f_frsize != 0 ? raw.f_frsize : raw.f_bsize),
        .blocks = raw.f_blocks,
        .bfree = raw.f_bfree,
        .bavail = raw.f_bavail,
        .files = raw.f_files,
        .ffree = raw.f_ffree,
        .flags = (uint64_t)raw.f_flags & ~(uint64_t)FLAGS_ARE_VALID,
        .namemax = (uint64_t)raw.f_namelen,
        .fsid = fsid_of(&raw),
    };
    return 0;
}

int filesystem_of(int dir_fd, const char *path, int flags, const struct status *status, struct filesystem *filesystem)
{
    if (path == NULL)
        return filesystem_get(NULL, dir_fd, filesystem);
    if (status->attributes & STATUS_AUTOMOUNT)
        return -EOPNOTSUPP;
    bool link = (flags & AT_SYMLINK_NOFOLLOW) && S_ISLNK(status->mode);
    bool may_mount = S_ISDIR(
        status->mode); /* statfs(2) of its path would mount it, and not every file system (autofs) sets the flag */
    if (!link && !may_mount && (dir_fd == AT_FDCWD || path[0] == '/'))
        return filesystem_get(path, -1, filesystem);
    int fd = OS_RETRY(openat(dir_fd, path, O_PATH | O_CLOEXEC | (link ? O_NOFOLLOW : 0)));
    if (fd < 0)
        return fd;
    int result = filesystem_get(NULL, fd, filesystem);
    close(fd);
    return result;
}

static bool same_mount(const struct status *a, const struct status *b)
{
    return (a->mask & b->mask & STATUS_MNT_ID) ? a->mnt_id == b->mnt_id
                                               : a->dev_major == b->dev_major && a->dev_minor == b->dev_minor;
}

ssize_t mount_point(int dir_fd, const char *path, int flags, char *point, size_t room)
{
    struct status status, above;
    char name[FD_NAME_ROOM];
    int fd = path == NULL ? dir_fd : OS_RETRY(openat(dir_fd, path, O_PATH | O_CLOEXEC | (flags != 0 ? O_NOFOLLOW : 0)));

    if (fd < 0)
        return path == NULL ? -EBADF : fd;
    fd_name(fd, name);
    ssize_t size = OS_RETRY(readlink(name, point, room - 1));
    if (size < 0)
        size = fd_name_result((int)size);
    if (size >= 0) {
        int result = status_get(fd, NULL, 0, STATUS_MNT_ID, &status);
        size = result < 0 ? result : size;
    }
    if (path != NULL)
        close(fd);
    while (size > 1) {
        ssize_t end = size;
        while (end > 0 && point[end - 1] != '/')
            end--;
        char cut[PATH_MAX];
        ssize_t length = end > 1 ? end - 1 : 1;
        if (end == 0 || (size_t)length >= sizeof cut)
            return -ENOENT; /* a pipe or a socket has no path */
        memcpy(cut, point, (size_t)length);
        cut[length] = '\0';
        if (status_get(AT_FDCWD, cut, 0, STATUS_MNT_ID, &above) < 0 || !same_mount(&status, &above)) {
            point[size] = '\0';
            if (status_get(AT_FDCWD, point, 0, STATUS_MNT_ID, &above) < 0)
                return -ENOENT; /* a memory file: its name looks like a path but is not one */
            break;
        }
        size = length;
    }
    return size;
}
