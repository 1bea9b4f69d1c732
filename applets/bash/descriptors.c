/* SPDX-License-Identifier: MIT */
/* Which descriptors are bash's and which the script's. Bash marks its own from 10 up close-on-exec and takes any such
 * descriptor for its own; so are those that operations make, which are therefore noted here. */
#include "bash/guest.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>

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

void descriptor_closed(int fd)
{
    struct made *known = find(fd);

    if (known != NULL)
        *known = made[--made_count];
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
    return (flags & FD_CLOEXEC ? !is_made(fd) : false) || is_substitution(fd);
}
