/* SPDX-License-Identifier: MIT */
/* CPU sets from /proc, /sys and the control groups. */
#include "os/cpuset.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>

#include "os/contents.h"
#include "os/decimal.h"

enum { BITS = 8 * sizeof(long), FILE_ROOM = 8192 };

static const char unified_root[] = "/sys/fs/cgroup";

static bool read_number(const char **at, size_t *number)
{
    const char *start = *at;

    for (*number = 0; **at >= '0' && **at <= '9' && *number < CPU_ROOM * 8; ++*at)
        *number = *number * 10 + (size_t)(**at - '0');
    return *at > start && *number < CPU_ROOM * 8;
}

/* Reads a CPU list in the kernel's form ("0-3,6"), up to a newline or the end. False if it is malformed. */
static bool read_list(const char *list, struct cpu_set *set)
{
    memset(set, 0, sizeof *set);
    while (*list != '\0' && *list != '\n') {
        size_t low, high;
        if (!read_number(&list, &low))
            return false;
        high = low;
        if (*list == '-' && (list++, !read_number(&list, &high)))
            return false;
        for (size_t cpu = low; cpu <= high; cpu++)
            set->bits[cpu / BITS] |= 1UL << cpu % BITS;
        if (*list == ',')
            list++;
    }
    return true;
}

static int read_set(const char *path, struct cpu_set *set)
{
    char text[FILE_ROOM];
    ssize_t size = contents_text(AT_FDCWD, path, text, sizeof text);

    if (size < 0)
        return (int)size;
    return text[0] == '\n' || text[0] == '\0' || !read_list(text, set) ? -ENODATA : 0;
}

int os_cpus_online(struct cpu_set *set)
{
    return read_set("/sys/devices/system/cpu/online", set);
}

/* Returns the value of a field in a status file, or NULL if the field is missing. */
static const char *field_of(const char *text, const char *field)
{
    const char *at = strstr(text, field);

    return at != NULL ? at + strlen(field) : NULL;
}

int os_cpus_asked(pid_t pid, struct cpu_set *set, char *name, size_t size)
{
    char status[PROC_NAME_ROOM], text[FILE_ROOM];

    proc_name(status, pid, "status");
    ssize_t result = contents_text(AT_FDCWD, status, text, sizeof text);
    if (result < 0)
        return (int)result;
    const char *own = field_of(text, "Name:\t"), *list = field_of(text, "\nCpus_allowed_list:\t");
    size_t length = own != NULL ? strcspn(own, "\n") : 0;
    if (length >= size)
        length = size - 1;
    memcpy(name, length > 0 ? own : "", length);
    name[length] = '\0';
    return list != NULL && read_list(list, set) ? 0 : -ENODATA;
}

/* Reads the cpuset of the nearest group, starting at path and going up. Changes path. */
static int read_group(const char *root, char *path, const char *file, struct cpu_set *set)
{
    char whole[PATH_MAX];

    for (;;) {
        int result = -ENAMETOOLONG;
        if (strlen(root) + strlen(path) + strlen(file) + 2 <= sizeof whole) {
            stpcpy(stpcpy(stpcpy(stpcpy(whole, root), strcmp(path, "/") == 0 ? "" : path), "/"), file);
            result = read_set(whole, set);
        }
        char *slash = strrchr(path, '/');
        if (result == 0 || slash == NULL)
            return result;
        *slash = '\0';
    }
}

/* Takes the next line of /proc/PID/cgroup, "ID:CONTROLLERS:GROUP", from *text, which moves past it. *group gets where
 * the group begins in the line, or NULL if the line has no group. Returns the line, or NULL at the end of the text. */
static const char *next_line(char **text, char **group)
{
    char *line = *text;

    if (*line == '\0')
        return NULL;
    *text += strcspn(line, "\n");
    if (**text != '\0')
        *(*text)++ = '\0';
    *group = strchr(line, '/');
    return line;
}

int os_cpus_available(pid_t pid, struct cpu_set *set)
{
    char groups[PROC_NAME_ROOM], text[FILE_ROOM], *at = text, *group;
    const char *line;

    proc_name(groups, pid, "cgroup");
    if (contents_text(AT_FDCWD, groups, text, sizeof text) < 0)
        return os_cpus_online(set);
    while ((line = next_line(&at, &group)) != NULL) {
        if (group == NULL)
            continue;
        bool unified = strncmp(line, "0::", 3) == 0, old = strstr(line, ":cpuset:") != NULL;
        if ((unified && read_group(unified_root, group, "cpuset.cpus.effective", set) == 0) ||
            (old && read_group("/sys/fs/cgroup/cpuset", group, "cpuset.effective_cpus", set) == 0))
            return 0;
    }
    return os_cpus_online(set);
}

/* Reads a number and skips the blanks after it. */
static bool read_amount(const char **at, uint64_t *amount)
{
    const char *start = *at;

    for (*amount = 0; **at >= '0' && **at <= '9'; ++*at)
        *amount = *amount * 10 + (uint64_t)(**at - '0');
    bool any = *at > start;
    while (**at == ' ' || **at == '\n')
        ++*at;
    return any;
}

/* Reads the quota of one group: "QUOTA PERIOD" in cpu.max, or the two files of cgroup version 1, where -1 means no
 * limit. */
static bool group_quota(const char *folder, bool unified, uint64_t *quota, uint64_t *period)
{
    char path[PATH_MAX], text[FILE_ROOM];
    const char *at = text;

    if (strlen(folder) + sizeof "/cpu.cfs_period_us" > sizeof path)
        return false;
    stpcpy(stpcpy(path, folder), unified ? "/cpu.max" : "/cpu.cfs_quota_us");
    if (contents_text(AT_FDCWD, path, text, sizeof text) < 0 || !read_amount(&at, quota))
        return false;
    if (!unified) {
        stpcpy(stpcpy(path, folder), "/cpu.cfs_period_us");
        at = text;
        if (contents_text(AT_FDCWD, path, text, sizeof text) < 0)
            return false;
    }
    return read_amount(&at, period) && *period > 0;
}

/* Finds the smallest quota from the group up to the root. Changes group. */
static void narrow_quota(const char *root, char *group, bool unified, uint64_t *quota, uint64_t *period)
{
    char folder[PATH_MAX];
    uint64_t found, in;

    for (char *slash = group; slash != NULL;) {
        if (strlen(root) + strlen(group) < sizeof folder) {
            stpcpy(stpcpy(folder, root), group);
            if (group_quota(folder, unified, &found, &in) && (*period == 0 || found * *period < *quota * in)) {
                *quota = found;
                *period = in;
            }
        }
        slash = strrchr(group, '/');
        if (slash != NULL)
            *slash = '\0';
    }
}

int os_cpu_quota(uint64_t *quota, uint64_t *period)
{
    char text[FILE_ROOM], *at = text, *group;
    const char *line;

    *quota = *period = 0;
    ssize_t result = contents_text(AT_FDCWD, "/proc/self/cgroup", text, sizeof text);
    if (result < 0)
        return (int)result;
    while ((line = next_line(&at, &group)) != NULL) {
        if (group == NULL)
            continue;
        if (strncmp(line, "0::", 3) == 0)
            narrow_quota(unified_root, group, true, quota, period);
        else if (strstr(line, ":cpu,") != NULL || strstr(line, ",cpu:") != NULL || strstr(line, ":cpu:") != NULL)
            narrow_quota("/sys/fs/cgroup/cpu", group, false, quota, period);
    }
    return *period > 0 ? 0 : -ENOENT;
}
