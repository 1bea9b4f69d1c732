/* SPDX-License-Identifier: MIT */
/* User and group ids of the calling process. An id of -1 leaves that id as it is where more than one is set. Each
 * function gives 0 or the value asked for, or -errno. */
#ifndef XOS_OS_IDS_H
#define XOS_OS_IDS_H

#include <stddef.h>
#include <sys/types.h>

int os_setuid(uid_t uid);
int os_setgid(gid_t gid);
int os_seteuid(uid_t uid);
int os_setegid(gid_t gid);
int os_setreuid(uid_t ruid, uid_t euid);
int os_setregid(gid_t rgid, gid_t egid);
int os_setresuid(uid_t ruid, uid_t euid, uid_t suid);
int os_setresgid(gid_t rgid, gid_t egid, gid_t sgid);

/* getresuid(2), getresgid(2): ids gets real, effective and saved. */
int os_getresuid(uid_t ids[3]);
int os_getresgid(gid_t ids[3]);

/* getgroups(2): how many supplementary groups there are; they are written to groups unless count is 0. -EINVAL where
 * count is not 0 and too small. */
int os_getgroups(size_t count, gid_t *groups);

/* setgroups(2). */
int os_setgroups(size_t count, const gid_t *groups);

/* initgroups(3): the groups that the group database gives user, and gid. */
int os_initgroups(const char *user, gid_t gid);

/* getgrouplist(3): writes at most count groups, and returns how many there are, or -errno where that cannot be told. */
int os_getgrouplist(const char *user, gid_t gid, size_t count, gid_t *groups);

/* The name under which the user logged in, as getlogin(3) finds it: the login id that the kernel keeps, or where the
 * kernel has none, utmp's entry of the controlling terminal, where the C library reads utmp. Writes to name, which has
 * size bytes. -ENXIO where nobody logged in. */
int os_getlogin(char *name, size_t size);

#endif
