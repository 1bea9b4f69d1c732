/* SPDX-License-Identifier: MIT */
/* The history of the prompt: a text file of one line an entry (libedit's own format would rewrite blanks as \040), to
 * which every session appends under a lock, so that concurrent ones lose nothing. */
#include "sh/prompt/prompt.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "os/retry.h"

enum { LARGEST = 1024 * 1024, KEPT = LARGEST / 2 };

/* Told once: no history is kept then. */
static void trouble(struct session *session, int errnum)
{
    struct fail *outer = session->fail, fail = {.op = "xsh", .step = "history"};

    fail_errno(&fail, errnum, session->history, NULL);
    session->fail = &fail;
    session_message(session);
    session->fail = outer;
    history_close(session);
}

static char *join(const char *folder, const char *name)
{
    char *path = malloc(strlen(folder) + strlen(name) + 1);

    if (path != NULL)
        strcpy(stpcpy(path, folder), name);
    return path;
}

/* $XDG_STATE_HOME/xos/history, else ~/.local/state/xos/history; NULL without either. */
static char *find_path(void)
{
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");

    if (state != NULL && state[0] == '/')
        return join(state, "/xos/history");
    return home != NULL && home[0] == '/' ? join(home, "/.local/state/xos/history") : NULL;
}

/* Makes the folders above path. */
static void make_folders(char *path)
{
    for (char *slash = strchr(path + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(path, 0700);
        *slash = '/';
    }
}

/* The file, locked, for reading and appending; -errno. Only a regular file is a history. */
static int open_locked(const char *path)
{
    int fd = OS_RETRY(open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0600));
    struct stat st;

    if (fd < 0)
        return fd;
    int result = OS_CALL(fstat(fd, &st));
    if (result == 0 && !S_ISREG(st.st_mode))
        result = -EINVAL;
    if (result == 0)
        result = OS_RETRY(flock(fd, LOCK_EX));
    if (result == 0)
        return fd;
    close(fd);
    return result;
}

/* The last KEPT bytes of a file that has grown too large take the place of all of it. */
static void trim(int fd, const char *text, size_t size)
{
    size_t drop = size - KEPT;
    const char *newline = memchr(text + drop, '\n', size - drop);

    if (newline == NULL || ftruncate(fd, 0) < 0) /* O_APPEND: what is written next begins the file */
        return;
    newline++;
    write_all(fd, newline, size - (size_t)(newline - text));
}

/* The file's text, allocated. 0 or -errno. */
static int load(int fd, char **text, size_t *size)
{
    struct stat st;
    int result = OS_CALL(fstat(fd, &st));
    size_t room = result == 0 ? (size_t)st.st_size : 0;

    *size = 0;
    *text = result == 0 ? malloc(room + 1) : NULL;
    if (*text == NULL)
        return result < 0 ? result : -ENOMEM;
    while (*size < room) {
        ssize_t got = OS_RETRY(pread(fd, *text + *size, room - *size, (off_t)*size));
        if (got <= 0)
            break;
        *size += (size_t)got;
    }
    if (*size > LARGEST)
        trim(fd, *text, *size);
    return 0;
}

char *history_open(struct session *session, size_t *size)
{
    char *text = NULL;

    session->history = find_path();
    if (session->history == NULL)
        return NULL;
    make_folders(session->history);
    int fd = open_locked(session->history);
    int result = fd < 0 ? fd : load(fd, &text, size);
    if (fd >= 0)
        close(fd);
    if (result < 0)
        trouble(session, -result);
    return text;
}

bool history_keep(struct session *session, const char *text, size_t size)
{
    size_t blank = 0;

    while (blank < size && (text[blank] == ' ' || text[blank] == '\t'))
        blank++;
    if (session->history == NULL || blank == size)
        return blank < size;
    char *entry = malloc(size + 1);
    int fd = entry != NULL ? open_locked(session->history) : -ENOMEM, result = fd;
    if (fd >= 0) {
        memcpy(entry, text, size);
        entry[size] = '\n';
        result = write_all(fd, entry, size + 1);
        close(fd);
    }
    free(entry);
    if (result < 0)
        trouble(session, -result);
    return true;
}

void history_close(struct session *session)
{
    free(session->history);
    session->history = NULL;
}
