/* SPDX-License-Identifier: MIT */
/* User and group ids of the calling process. In functions that set several ids, -1 leaves an id unchanged. Each
 * function returns 0 or the requested value, or -errno. */
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

/* getresuid(2), getresgid(2): ids gets the real, effective and saved id. */
int os_getresuid(uid_t ids[3]);
int os_getresgid(gid_t ids[3]);

/* getgroups(2): returns the number of supplementary groups, and writes them to groups unless count is 0. -EINVAL if
 * count is not 0 and too small. */
int os_getgroups(size_t count, gid_t *groups);

/* setgroups(2). */
int os_setgroups(size_t count, const gid_t *groups);

/* initgroups(3): sets the groups that the group database lists for user, and gid. */
int os_initgroups(const char *user, gid_t gid);

/* getgrouplist(3): writes at most count groups; returns their total number, or -errno if it cannot be determined. */
int os_getgrouplist(const char *user, gid_t gid, size_t count, gid_t *groups);

/* The user's login name, as getlogin(3) finds it: the login id that the kernel keeps; without one, utmp's entry of the
 * controlling terminal, if the C library reads utmp. Writes to name (capacity: size bytes). -ENXIO if nobody logged in.
 */
int os_getlogin(char *name, size_t size);

#endif
