/* SPDX-License-Identifier: MIT */
/* Which descriptors are bash's and which the script's. Bash marks its own from 10 up close-on-exec and takes any such
 * descriptor for its own; so are those that operations make, which are therefore noted here. */
#include "inside/guest.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bash/bash.h"

enum { LOWEST_OF_BASH = 10 };

/* A descriptor that an operation made, and what it was then: the number may since have been closed and used again. */
struct made {
    int fd;
    dev_t device;
    ino_t inode;
};

static struct made *made;
static size_t made_count, made_capacity;

static struct made *find(int fd)
{
    for (size_t i = 0; i < made_count; i++)
        if (made[i].fd == fd)
            return &made[i];
    return NULL;
}

void descriptor_made(int fd)
{
    struct stat now;
    struct made *known = find(fd);

    if (fd < LOWEST_OF_BASH || fstat(fd, &now) < 0)
        return;
    if (known == NULL && made_count == made_capacity) {
        struct made *grown = realloc(made, (made_capacity * 2 + 16) * sizeof *made);
        if (grown == NULL)
            return;
        made = grown;
        made_capacity = made_capacity * 2 + 16;
    }
    if (known == NULL)
        known = &made[made_count++];
    *known = (struct made){fd, now.st_dev, now.st_ino};
}

void descriptors_closed(int low, int high)
{
    for (size_t i = made_count; i-- > 0;)
        if (made[i].fd >= low && made[i].fd < high)
            made[i] = made[--made_count];
}

void descriptors_clear(void)
{
    free(made);
    made = NULL;
    made_count = made_capacity = 0;
}

static bool is_made(int fd)
{
    struct stat now;
    const struct made *known = find(fd);

    return known != NULL && fstat(fd, &now) == 0 && now.st_dev == known->device && now.st_ino == known->inode;
}

/* True for the shell's end of a process substitution that is under way. */
static bool is_substitution(int fd)
{
    int count = 0;

    if (num_fifos() == 0)
        return false;
    pid_t *list = copy_fifo_list(&count);
    bool found = list != NULL && fd < count && list[fd] != 0;
    xfree(list);
    return found;
}

bool shell_keeps(int fd)
{
    if (fd < 0)
        return false;
    if (fd == default_buffered_input || fd == shell_tty || fd == xtrace_fd)
        return true;
    if (fd < LOWEST_OF_BASH)
        return false;
    int flags = fcntl(fd, F_GETFD);
    if (flags < 0)
        return false;
    return ((flags & FD_CLOEXEC) && !is_made(fd)) || is_substitution(fd);
}

/* Without /proc, checks each number up to the limit. */
static int next_by_number(int low, int high)
{
    long limit = sysconf(_SC_OPEN_MAX);

    for (int fd = low; fd < high && fd < limit; fd++)
        if (shell_keeps(fd))
            return fd;
    return high;
}

int shell_next_kept(int low, int high)
{
    DIR *directory = opendir("/proc/self/fd");
    const struct dirent *entry;
    int lowest = high;

    if (directory == NULL)
        return next_by_number(low, high);
    while ((entry = readdir(directory)) != NULL) {
        int fd = entry->d_name[0] == '.' ? -1 : (int)strtol(entry->d_name, NULL, 10);
        if (fd >= low && fd < lowest && fd != dirfd(directory) && shell_keeps(fd))
            lowest = fd;
    }
    closedir(directory);
    return lowest;
}
