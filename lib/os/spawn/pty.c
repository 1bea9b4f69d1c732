/* SPDX-License-Identifier: MIT */
/* Pseudo-terminals. */
#include "os/spawn/pty.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "os/retry.h"
#include "os/tty.h"

/* Opens the slave side. */
static int open_slave(int master)
{
    char name[64];
    int result = os_unlockpt(master);

    if (result >= 0)
        result = os_ptsname(master, name, sizeof name);
    return result < 0 ? result : OS_RETRY(openat(AT_FDCWD, name, O_RDWR | O_NOCTTY | O_CLOEXEC));
}

int pty_open(const struct winsize *size, const struct termios *settings, int *master, int *slave)
{
    *master = os_openpt(O_RDWR | O_NOCTTY);
    if (*master < 0)
        return *master;
    *slave = open_slave(*master);
    int result = *slave;
    if (result >= 0 && size != NULL)
        result = OS_CALL(ioctl(*slave, TIOCSWINSZ, size));
    if (result >= 0 && settings != NULL)
        result = OS_CALL(tcsetattr(*slave, TCSANOW, settings));
    if (result >= 0)
        return 0;
    if (*slave >= 0)
        close(*slave);
    close(*master);
    return result;
}

struct termios pty_raw(struct termios settings)
{
    settings.c_iflag &= ~(tcflag_t)(IGNBRK | BRKINT | PARMRK | ISTRIP | INLCR | IGNCR | ICRNL | IXON);
    settings.c_oflag &= ~(tcflag_t)OPOST;
    settings.c_lflag &= ~(tcflag_t)(ECHO | ECHONL | ICANON | ISIG | IEXTEN);
    settings.c_cflag = (settings.c_cflag & ~(tcflag_t)(CSIZE | PARENB)) | CS8;
    settings.c_cc[VMIN] = 1;
    settings.c_cc[VTIME] = 0;
    return settings;
}

struct winsize pty_window_size(void)
{
    struct winsize size = {.ws_col = 80, .ws_row = 24};

    for (int fd = 0; fd < 3 && ioctl(fd, TIOCGWINSZ, &size) < 0; fd++)
        continue;
    return size;
}

int pty_open_like_input(const struct winsize *size, bool crlf, int *master, int *slave)
{
    struct termios settings;
    bool given = tcgetattr(STDIN_FILENO, &settings) == 0;
    int result = pty_open(size, given ? &settings : NULL, master, slave);

    if (result < 0 || (given && crlf) || tcgetattr(*slave, &settings) < 0)
        return result;
    if (!given)
        settings.c_lflag &= ~(tcflag_t)ECHO;
    if (!crlf)
        settings.c_oflag &= ~(tcflag_t)ONLCR;
    tcsetattr(*slave, TCSANOW, &settings);
    return 0;
}

int pty_open_raw(int *master, int *slave)
{
    struct termios settings;
    int result = pty_open(NULL, NULL, master, slave);

    if (result == 0 && tcgetattr(*slave, &settings) == 0) {
        settings = pty_raw(settings);
        tcsetattr(*slave, TCSANOW, &settings);
    }
    return result;
}
