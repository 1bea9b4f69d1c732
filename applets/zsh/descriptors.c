/* SPDX-License-Identifier: MIT */
/* Which descriptors are zsh's and which the script's: zsh keeps a table of those from 10 up. */
#include "inside/guest.h"

#include "zsh/shell.h"

bool shell_keeps(int fd)
{
    if (fd < 0)
        return false;
    if (fd == SHIN || fd == SHTTY || fd == coprocin || fd == coprocout)
        return true;
    return fd >= LOWEST_IN_TABLE && fd <= max_zsh_fd && fdtable[fd] != FDT_UNUSED && fdtable[fd] != FDT_EXTERNAL;
}

int shell_next_kept(int low, int high)
{
    const int single[] = {SHIN, SHTTY, coprocin, coprocout};
    int lowest = high;

    for (size_t i = 0; i < sizeof single / sizeof single[0]; i++)
        if (single[i] >= low && single[i] < lowest)
            lowest = single[i];
    for (int fd = low; fd < lowest && fd <= max_zsh_fd; fd++)
        if (shell_keeps(fd))
            return fd;
    return lowest;
}

void descriptor_made(int fd)
{
    if (fd >= LOWEST_IN_TABLE)
        addmodulefd(fd, FDT_EXTERNAL);
}

void descriptors_closed(int low, int high)
{
    for (int fd = low > LOWEST_IN_TABLE ? low : LOWEST_IN_TABLE; fd < high && fd <= max_zsh_fd; fd++)
        fdtable[fd] = FDT_UNUSED;
}
