/* SPDX-License-Identifier: MIT */
/* User and group ids of the calling process. */
#include "os/ids.h"

#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "os/contents.h"
#include "os/id_calls.h"
#include "os/names.h"
#include "os/retry.h"

int os_setuid(uid_t uid)
{
    return (int)OS_CALL(syscall(SETUID, uid));
}

int os_setgid(gid_t gid)
{
    return (int)OS_CALL(syscall(SETGID, gid));
}

int os_seteuid(uid_t uid)
{
    return uid == (uid_t)-1 ? -EINVAL : os_setresuid((uid_t)-1, uid, (uid_t)-1);
}

int os_setegid(gid_t gid)
{
    return gid == (gid_t)-1 ? -EINVAL : os_setresgid((gid_t)-1, gid, (gid_t)-1);
}

int os_setreuid(uid_t ruid, uid_t euid)
{
    return (int)OS_CALL(syscall(SETREUID, ruid, euid));
}

int os_setregid(gid_t rgid, gid_t egid)
{
    return (int)OS_CALL(syscall(SETREGID, rgid, egid));
}

int os_setresuid(uid_t ruid, uid_t euid, uid_t suid)
{
    return (int)OS_CALL(syscall(SETRESUID, ruid, euid, suid));
}

int os_setresgid(gid_t rgid, gid_t egid, gid_t sgid)
{
    return (int)OS_CALL(syscall(SETRESGID, rgid, egid, sgid));
}

int os_getresuid(uid_t ids[3])
{
    return OS_CALL(getresuid(&ids[0], &ids[1], &ids[2]));
}

int os_getresgid(gid_t ids[3])
{
    return OS_CALL(getresgid(&ids[0], &ids[1], &ids[2]));
}

int os_getgroups(size_t count, gid_t *groups)
{
    return OS_CALL(getgroups((int)count, groups));
}

int os_setgroups(size_t count, const gid_t *groups)
{
    return (int)OS_CALL(syscall(SETGROUPS, count, groups));
}

int os_initgroups(const char *user, gid_t gid)
{
#ifdef __GLIBC__
    return OS_CALL(initgroups(user, gid));
#else /* musl takes no more than 32 */
    enum { MOST = 65536 };
    gid_t *groups = malloc(MOST * sizeof *groups);
    int count = groups != NULL ? os_getgrouplist(user, gid, MOST, groups) : -ENOMEM;
    if (count >= 0)
        count = os_setgroups((size_t)count, groups);
    free(groups);
    return count;
#endif
}

/* Reads the login id. Returns 0, -ENOENT if the kernel keeps none, or -ENXIO if it is not set. */
static int login_uid(uid_t *uid)
{
    char text[16];

    if (contents_text(AT_FDCWD, "/proc/self/loginuid", text, sizeof text) <= 0)
        return -ENOENT;
    *uid = 0;
    for (const char *digit = text; *digit >= '0' && *digit <= '9'; digit++)
        *uid = *uid * 10 + (uid_t)(*digit - '0');
    return *uid == (uid_t)-1 ? -ENXIO : 0;
}

/* Reads utmp's entry of the controlling terminal. */
static int login_at_terminal(char *name, size_t size)
{
#ifdef __GLIBC__
    return -getlogin_r(name, size);
#else /* musl does not read utmp; it returns LOGNAME, which any user can set */
    (void)name, (void)size;
    return -ENXIO;
#endif
}

int os_getlogin(char *name, size_t size)
{
    char user[NAME_ROOM];
    uid_t uid;
    int result = login_uid(&uid);

    if (result == -ENOENT)
        return login_at_terminal(name, size);
    if (result == 0 && names_user(NULL, uid, user) < 0)
        result = -ENXIO;
    if (result < 0)
        return result;
    if (strlen(user) >= size)
        return -ERANGE;
    memcpy(name, user, strlen(user) + 1);
    return 0;
}
