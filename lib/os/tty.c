/* SPDX-License-Identifier: MIT */
/* Terminals and pseudo-terminals. */
#include "os/tty.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <termios.h>
#include <unistd.h>

#include "os/decimal.h"
#include "os/retry.h"

bool os_isatty(int fd)
{
    struct termios settings;

    return tcgetattr(fd, &settings) == 0;
}

int os_ttyname(int fd, char *name, size_t size)
{
    return -ttyname_r(fd, name, size);
}

int os_tcgetpgrp(int fd)
{
    return OS_CALL(tcgetpgrp(fd));
}

int os_tcsetpgrp(int fd, pid_t group)
{
    return OS_CALL(tcsetpgrp(fd, group));
}

int os_terminal_size(int fd, unsigned *columns, unsigned *lines)
{
    struct winsize size;

    if (ioctl(fd, TIOCGWINSZ, &size) < 0)
        return os_error();
    *columns = size.ws_col;
    *lines = size.ws_row;
    return 0;
}

int os_openpt(int flags)
{
    return OS_RETRY(posix_openpt(flags | O_CLOEXEC));
}

/* The number of a master's slave. */
static int slave_number(int fd, unsigned *number)
{
    return (int)OS_CALL(syscall(SYS_ioctl, fd, TIOCGPTN, number)); /* not every libc's ioctl accepts this request */
}

/* The kernel sets the slave's owner and mode, so only check that fd is a master. */
int os_grantpt(int fd)
{
    unsigned number;
    int result = slave_number(fd, &number);

    return result == -ENOTTY ? -EINVAL : result;
}

int os_unlockpt(int fd)
{
    int locked = 0, result = OS_CALL(ioctl(fd, TIOCSPTLCK, &locked));

    return result == -ENOTTY ? -EINVAL : result;
}

int os_ptsname(int fd, char *name, size_t size)
{
    static const char folder[] = "/dev/pts/";
    char text[sizeof folder + 10];
    unsigned number;
    int result = slave_number(fd, &number);

    if (result < 0)
        return result;
    memcpy(text, folder, sizeof folder);
    size_t used = (size_t)(put_decimal(text + sizeof folder - 1, number) - text) + 1;
    if (used > size)
        return -ERANGE;
    memcpy(name, text, used);
    return 0;
}

int os_login_tty(int fd)
{
    setsid(); /* fails for a session leader, which has a session already */
    if (ioctl(fd, TIOCSCTTY, 0) < 0)
        return os_error();
    for (int stream = 0; stream < 3; stream++)
        if (dup2(fd, stream) < 0)
            return os_error();
    if (fd > STDERR_FILENO)
        close(fd);
    return 0;
}
