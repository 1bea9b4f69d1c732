/* SPDX-License-Identifier: MIT */
/* The status of a file: statx(2), one call for everything that stat, lstat, fstat and statx report. */
#ifndef XOS_OS_STATUS_H
#define XOS_OS_STATUS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* The bits of statx(2)'s mask: members requested, and members returned. */
enum {
    STATUS_TYPE = 0x1,
    STATUS_MODE = 0x2,
    STATUS_NLINK = 0x4,
    STATUS_UID = 0x8,
    STATUS_GID = 0x10,
    STATUS_ATIME = 0x20,
    STATUS_MTIME = 0x40,
    STATUS_CTIME = 0x80,
    STATUS_INO = 0x100,
    STATUS_SIZE = 0x200,
    STATUS_BLOCKS = 0x400,
    STATUS_BASIC = 0x7ff, /* everything that stat(2) reports */
    STATUS_BTIME = 0x800,
    STATUS_MNT_ID = 0x1000,
    STATUS_DIOALIGN = 0x2000,
    STATUS_SUBVOL = 0x8000,
    STATUS_WRITE_ATOMIC = 0x10000,
    STATUS_DIO_READ_ALIGN = 0x20000,
};

/* Bits of attributes and attributes_mask. */
enum {
    STATUS_COMPRESSED = 0x4,
    STATUS_IMMUTABLE = 0x10,
    STATUS_APPEND = 0x20,
    STATUS_NODUMP = 0x40,
    STATUS_AUTOMOUNT = 0x1000,  /* a directory that mounts something when it is entered */
    STATUS_MOUNT_ROOT = 0x2000, /* the root of a mount */
};

/* A flag of statx(2) that not every libc's headers have: do not mount the operand. */
enum { STATUS_NO_AUTOMOUNT = 0x800 };

struct status_time {
    int64_t seconds;
    uint32_t nanoseconds;
    int32_t unused;
};

/* The kernel's struct statx, defined here because some libcs' headers lack it or a part of it. */
struct status {
    uint32_t mask; /* STATUS_ bits of the members returned */
    uint32_t blksize;
    uint64_t attributes;
    uint32_t nlink, uid, gid;
    uint16_t mode, unused_mode;
    uint64_t ino, size, blocks; /* blocks of 512 bytes */
    uint64_t attributes_mask;
    struct status_time atime, btime, ctime, mtime;
    uint32_t rdev_major, rdev_minor, dev_major, dev_minor;
    uint64_t mnt_id;
    uint32_t dio_mem_align, dio_offset_align;
    uint64_t subvol;
    uint32_t atomic_write_unit_min, atomic_write_unit_max, atomic_write_segments_max;
    uint32_t dio_read_offset_align, atomic_write_unit_max_opt;
    uint32_t unused_word;
    uint64_t unused_words[8];
};

/* The status of path relative to dir_fd (AT_FDCWD for the working directory); flags: AT_SYMLINK_NOFOLLOW and AT_STATX_*
 * of statx(2). With path NULL, of dir_fd itself, which may be any descriptor. mask: the members requested; the file
 * system may return more or fewer. Mounts nothing, as stat(2). Returns 0 or -errno. Falls back to fstatat(2) on a
 * kernel without statx. */
int status_get(int dir_fd, const char *path, int flags, unsigned mask, struct status *status);

/* The same, but a directory that is mounted on demand is mounted, unless flags has STATUS_NO_AUTOMOUNT: statx(2). */
int status_statx(int dir_fd, const char *path, int flags, unsigned mask, struct status *status);

/* True if both are of one file: the same inode of the same device. Both must have STATUS_INO. */
bool is_same_file(const struct status *a, const struct status *b);

/* Writes the /proc name of descriptor fd. */
enum { FD_NAME_ROOM = 32 };
void fd_name(int fd, char name[FD_NAME_ROOM]);

/* Converts the result of a call on such a name: -OS_NO_PROC in place of -ENOENT and -ENOTDIR if this process is not in
 * /proc, else result unchanged. */
int fd_name_result(int result);

/* True if path is a directory; symbolic links are followed. */
bool is_directory(int dir_fd, const char *path);

/* access(2) and its family: 0 if the file may be accessed in that mode, or -errno. flags: AT_EACCESS,
 * AT_SYMLINK_NOFOLLOW. With path NULL, dir_fd itself. */
int access_check(int dir_fd, const char *path, int mode, int flags);

/* pathconf(3) of path relative to dir_fd (flags: 0 or AT_SYMLINK_NOFOLLOW), or fpathconf(3) of dir_fd if path is NULL.
 * Returns 0 and *value, -1 if there is no limit; or -errno, -EINVAL for a name that the host does not support. */
int path_limit(int dir_fd, const char *path, int flags, int name, int64_t *value);

#endif
