/* SPDX-License-Identifier: MIT */
/* The prompt's history: a text file with one line per entry (libedit's own format would write blanks as \040). Every
 * session appends to it under a lock, so that concurrent sessions lose nothing. */
#include "sh/prompt/prompt.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "os/fd.h"
#include "os/files.h"
#include "os/io.h"
#include "os/output.h"
#include "os/status.h"

enum { LARGEST = 1024 * 1024, KEPT = LARGEST / 2 };

/* Prints the failure once; then no history is kept. */
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

/* Returns $XDG_STATE_HOME/xos/history, else ~/.local/state/xos/history; NULL without either variable. *given: length of
 * the directory that must exist already: the home, or the parent of $XDG_STATE_HOME. */
static char *find_path(size_t *given)
{
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");

    if (state != NULL && state[0] == '/') {
        size_t end = strlen(state);
        while (end > 1 && state[end - 1] == '/')
            end--;
        while (end > 1 && state[end - 1] != '/')
            end--;
        *given = end;
        return join(state, "/xos/history");
    }
    if (home == NULL || home[0] != '/')
        return NULL;
    *given = strlen(home);
    return join(home, "/.local/state/xos/history");
}

/* True if path is a directory owned by this user. */
static bool is_own(const char *path)
{
    struct status status;

    return status_get(AT_FDCWD, path, 0, STATUS_TYPE | STATUS_UID, &status) == 0 && S_ISDIR(status.mode) &&
           status.uid == geteuid();
}

/* Creates the directories of path after its first `given` bytes. Returns false if one of them, or the given directory,
 * is missing or owned by another user: with sudo, the home often is the caller's. */
static bool make_folders(char *path, size_t given)
{
    for (char *slash = path + given; slash != NULL; slash = strchr(slash + 1, '/')) {
        if (*slash != '/' || slash == path)
            continue;
        *slash = '\0';
        bool fresh = slash > path + given && directory_make(AT_FDCWD, path, 0700) == 0;
        bool denied = !fresh && slash > path + given && access_check(AT_FDCWD, path, F_OK, 0) < 0;
        bool own = denied || is_own(path);
        *slash = '/';
        if (denied)
            return true; /* opening the file tells why */
        if (!own)
            return false;
    }
    return true;
}

/* Opens and locks the file for reading and appending. Returns the descriptor or -errno. The history must be a regular
 * file of this user. */
static int open_locked(const char *path)
{
    int fd = os_output_open(path, O_RDWR | O_APPEND | O_NONBLOCK, 0600);
    struct status status;

    if (fd < 0)
        return fd;
    int result = status_get(fd, NULL, 0, STATUS_TYPE | STATUS_UID, &status);
    if (result == 0 && !S_ISREG(status.mode))
        result = -EINVAL;
    if (result == 0 && status.uid != geteuid())
        result = -EPERM;
    if (result == 0)
        result = os_flock(fd, LOCK_EX);
    if (result == 0)
        return fd;
    os_close(fd);
    return result;
}

/* Shortens a file that has become too large to its last KEPT bytes. */
static void trim(int fd, const char *text, size_t size)
{
    size_t drop = size - KEPT;
    const char *newline = memchr(text + drop, '\n', size - drop);

    if (newline == NULL || os_ftruncate(fd, 0) < 0) /* O_APPEND: what is written next begins the file */
        return;
    newline++;
    write_all(fd, newline, size - (size_t)(newline - text));
}

/* The file's text, allocated. 0 or -errno. */
static int load(int fd, char **text, size_t *size)
{
    struct status status;
    int result = status_get(fd, NULL, 0, STATUS_SIZE, &status);
    size_t room = result == 0 ? (size_t)status.size : 0;

    *size = 0;
    *text = result == 0 ? malloc(room + 1) : NULL;
    if (*text == NULL)
        return result < 0 ? result : -ENOMEM;
    int64_t got = os_pread_all(fd, *text, room, 0);
    *size = got > 0 ? (size_t)got : 0;
    if (*size > LARGEST)
        trim(fd, *text, *size);
    return got < 0 ? (int)got : 0;
}

char *history_open(struct session *session, size_t *size)
{
    char *text = NULL;
    size_t given = 0;

    *size = 0;
    session->history = find_path(&given);
    if (session->history == NULL)
        return NULL;
    if (!make_folders(session->history, given)) {
        history_close(session);
        return NULL;
    }
    int fd = open_locked(session->history);
    int result = fd < 0 ? fd : load(fd, &text, size);
    if (fd >= 0)
        os_close(fd);
    if (result < 0)
        trouble(session, -result);
    return text;
}

/* True if the last line has no line end, because of a full disk or an editor. */
static bool is_unfinished(int fd)
{
    int64_t end = os_lseek(fd, 0, SEEK_END);
    char last;

    return end > 0 && os_pread(fd, &last, 1, end - 1) == 1 && last != '\n';
}

bool history_keep(struct session *session, const char *text, size_t size)
{
    if (size == 0 || text[0] == ' ' || text[0] == '\t')
        return false;
    if (session->history == NULL)
        return true;
    char *entry = malloc(size + 2);
    int fd = entry != NULL ? open_locked(session->history) : -ENOMEM, result = fd;
    if (fd >= 0) {
        entry[0] = '\n';
        memcpy(entry + 1, text, size);
        entry[size + 1] = '\n';
        bool unfinished = is_unfinished(fd);
        result = write_all(fd, entry + !unfinished, size + 1 + unfinished);
        os_close(fd);
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
