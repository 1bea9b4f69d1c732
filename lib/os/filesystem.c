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

/* Magic numbers of statfs(2), the kernel's name of each, and GNU stat's name if it differs, else "". */
/* clang-format off */
#define TYPES(T) \
    T(0xef53, "ext4", "ext2/ext3") T(0x794c7630, "overlay", "overlayfs") T(0x01021994, "tmpfs", "") \
    T(0x9fa0, "proc", "") T(0x62656572, "sysfs", "") T(0x1cd1, "devpts", "") T(0x58465342, "xfs", "") \
    T(0x9123683e, "btrfs", "") T(0x2fc12fc1, "zfs", "") T(0xca451a4e, "bcachefs", "") T(0xf2f52010, "f2fs", "") \
    T(0x6969, "nfs", "") T(0x6e667364, "nfsd", "") T(0x67596969, "rpc_pipefs", "") T(0x65735546, "fuse", "fuseblk") \
    T(0x65735543, "fusectl", "") T(0x01021997, "9p", "v9fs") T(0xff534d42, "cifs", "") T(0xfe534d42, "smb3", "smb2") \
    T(0x517b, "smbfs", "smb") T(0x00c36400, "ceph", "") T(0x5346414f, "afs", "") T(0x6b414653, "afs", "k-afs") \
    T(0x73757245, "coda", "") T(0x0bd00bd0, "lustre", "") T(0x01161970, "gfs2", "gfs/gfs2") \
    T(0x7461636f, "ocfs2", "") T(0x47504653, "gpfs", "") T(0xaad7aaea, "panfs", "") T(0x19830326, "beegfs", "fhgfs") \
    T(0x73717368, "squashfs", "") T(0xe0f5e1e2, "erofs", "") T(0x28cd3d45, "cramfs", "") T(0x7275, "romfs", "") \
    T(0x9660, "iso9660", "isofs") T(0x15013346, "udf", "") T(0x4d44, "vfat", "msdos") T(0x4006, "fat", "") \
    T(0x2011bab0, "exfat", "") T(0x5346544e, "ntfs", "") T(0x4244, "hfs", "") T(0x482b, "hfsplus", "hfs+") \
    T(0x4858, "hfsplus", "hfsx") T(0xf995e849, "hpfs", "") T(0xadf5, "adfs", "") T(0xadff, "affs", "") \
    T(0x42465331, "befs", "") T(0x1badface, "bfs", "") T(0x00414a53, "efs", "") T(0x137d, "ext", "") \
    T(0xef51, "ext2", "") T(0x72b6, "jffs2", "") T(0x3153464a, "jfs", "") T(0x24051905, "ubifs", "") \
    T(0x3434, "nilfs2", "nilfs") T(0x52654973, "reiserfs", "") T(0x137f, "minix", "") \
    T(0x138f, "minix", "minix (30 char.)") T(0x2468, "minix", "minix v2") T(0x2478, "minix", "minix v2 (30 char.)") \
    T(0x4d5a, "minix", "minix3") T(0x002f, "qnx4", "") T(0x68191122, "qnx6", "") T(0x00011954, "ufs", "") \
    T(0xa501fcf5, "vxfs", "") T(0x5a4f4653, "zonefs", "") T(0xf15f, "ecryptfs", "") T(0x61756673, "aufs", "") \
    T(0x5dca2df5, "sdcardfs", "") T(0x786f4256, "vboxsf", "") T(0xbacbacbc, "vmhgfs", "") \
    T(0x7c7c6673, "prl_fs", "") T(0x53464846, "wslfs", "") T(0x00c0ffee, "hostfs", "") T(0x858458f6, "ramfs", "") \
    T(0x958458f6, "hugetlbfs", "") T(0x0187, "autofs", "") T(0x0027e0eb, "cgroup", "cgroupfs") \
    T(0x63677270, "cgroup2", "cgroup2fs") T(0xcafe4a11, "bpf", "bpf_fs") T(0x6c6f6f70, "binder", "binderfs") \
    T(0x42494e4d, "binfmt_misc", "") T(0x62656570, "configfs", "") T(0x64626720, "debugfs", "") \
    T(0x74726163, "tracefs", "") T(0xde5e81e4, "efivarfs", "") T(0x6165676c, "pstore", "pstorefs") \
    T(0x73636673, "securityfs", "") T(0xf97cff8c, "selinuxfs", "selinux") T(0x43415d53, "smackfs", "") \
    T(0x19800202, "mqueue", "") T(0x50495045, "pipefs", "") T(0x534f434b, "sockfs", "") \
    T(0x09041934, "anon_inodefs", "anon-inode FS") T(0x6e736673, "nsfs", "") T(0x50494446, "pidfs", "") \
    T(0x62646576, "bdev", "bdevfs") T(0x444d4142, "dmabuf", "dma-buf-fs") T(0x454d444d, "devmem", "") \
    T(0x64646178, "dax", "daxfs") T(0x5345434d, "secretmem", "") T(0x07655821, "resctrl", "rdt") \
    T(0x9fa1, "openpromfs", "openprom") T(0x9fa2, "usbdevfs", "") T(0xabba1974, "xenfs", "")
/* clang-format on */

#define TYPE_MAGIC(magic, name, gnu_name) magic,
#define TYPE_NAMES(magic, name, gnu_name) name "\0" gnu_name "\0"
static const uint32_t magics[] = {TYPES(TYPE_MAGIC)};
static const char type_names[] = TYPES(TYPE_NAMES);

/* Finds the names of a type: the kernel's, and GNU's, which is empty if it is the same. False for an unknown type. */
static bool find_type(uint64_t type, const char **name, const char **gnu_name)
{
    *name = type_names;
    for (size_t i = 0; i < sizeof magics / sizeof magics[0]; i++) {
        *gnu_name = *name + strlen(*name) + 1;
        if (magics[i] == type)
            return true;
        *name = *gnu_name + strlen(*gnu_name) + 1;
    }
    return false;
}

const char *filesystem_name(uint64_t type)
{
    const char *name, *gnu_name;

    return find_type(type, &name, &gnu_name) ? name : NULL;
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
    const char *name, *gnu_name;

    if (!find_type(type, &name, &gnu_name))
        return NULL;
    return *gnu_name != '\0' ? gnu_name : name;
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
