/* SPDX-License-Identifier: MIT */
/* File systems by statfs(2), and the names of their types. */
#include "os/filesystem.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

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
    /* statfs(2) of its path would mount a directory, and not every file system (autofs) sets the flag */
    bool may_mount = S_ISDIR(status->mode);
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

/* Cuts a path to its mount point: path has size bytes and space for one more, and names a file with that status.
 * Returns the new size; -ENOENT if the file has no path: a pipe, a memory file. */
static ssize_t cut_to_mount(char *path, ssize_t size, const struct status *status)
{
    struct status found;

    while (size > 1) {
        const char *slash = memrchr(path, '/', (size_t)size);
        if (slash == NULL)
            return -ENOENT;
        ssize_t parent = slash > path ? slash - path : 1;
        char kept = path[parent];
        path[parent] = '\0';
        bool inside = status_get(AT_FDCWD, path, 0, STATUS_MNT_ID, &found) == 0 && same_mount(status, &found);
        path[parent] = kept;
        if (!inside) {
            path[size] = '\0';
            return status_get(AT_FDCWD, path, 0, STATUS_MNT_ID, &found) < 0 ? -ENOENT : size;
        }
        size = parent;
    }
    return size;
}

ssize_t mount_point(int dir_fd, const char *path, int flags, char *point, size_t room)
{
    struct status status;
    char name[FD_NAME_ROOM];
    int fd = path == NULL ? dir_fd : OS_RETRY(openat(dir_fd, path, O_PATH | O_CLOEXEC | (flags != 0 ? O_NOFOLLOW : 0)));

    if (fd < 0)
        return path == NULL ? -EBADF : fd;
    fd_name(fd, name);
    ssize_t size = OS_RETRY(readlink(name, point, room - 1));
    int result = size < 0 ? fd_name_result((int)size) : status_get(fd, NULL, 0, STATUS_MNT_ID, &status);
    if (path != NULL)
        close(fd);
    return result < 0 ? result : cut_to_mount(point, size, &status);
}
