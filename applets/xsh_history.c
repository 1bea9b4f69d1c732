/* The history of the prompt: a text file of one line an entry (libedit's own format would rewrite blanks as \040), to
 * which every session appends under a lock, so that concurrent ones lose nothing. */
#include "xsh_edit.h"

#ifdef HAVE_LIBEDIT

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "os/retry.h"

enum { ENTRIES = 10000, LARGEST = 1024 * 1024, KEPT = LARGEST / 2 };

static void trouble(struct editor *editor, int errnum)
{
    struct fail *outer = editor->session->fail, fail = {.op = "xsh", .step = "history"};

    fail_errno(&fail, errnum, editor->history_path, NULL);
    editor->session->fail = &fail;
    session_message(editor->session);
    editor->session->fail = outer;
    free(editor->history_path);
    editor->history_path = NULL;
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

static void enter(struct editor *editor, char *text)
{
    size_t length = mbstowcs(NULL, text, 0);
    wchar_t *wide = length == (size_t)-1 || length == 0 ? NULL : malloc((length + 1) * sizeof *wide);
    HistEventW event;

    if (wide == NULL)
        return;
    mbstowcs(wide, text, length + 1);
    edit.history_w(editor->history, &event, H_ENTER, wide);
    free(wide);
}

static void enter_lines(struct editor *editor, char *text, size_t size)
{
    char *end = text + size;

    while (text < end) {
        char *newline = memchr(text, '\n', (size_t)(end - text));
        if (newline == NULL)
            break;
        *newline = '\0';
        enter(editor, text);
        text = newline + 1;
    }
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

static int load(struct editor *editor, int fd)
{
    struct stat st;
    int result = OS_CALL(fstat(fd, &st));
    size_t size = result == 0 ? (size_t)st.st_size : 0, used = 0;
    char *text = result == 0 ? malloc(size + 1) : NULL;

    if (text == NULL)
        return result < 0 ? result : -ENOMEM;
    while (used < size) {
        ssize_t got = OS_RETRY(pread(fd, text + used, size - used, (off_t)used));
        if (got <= 0)
            break;
        used += (size_t)got;
    }
    if (used > LARGEST)
        trim(fd, text, used);
    enter_lines(editor, text, used);
    free(text);
    return 0;
}

void history_open(struct editor *editor)
{
    HistEventW event;

    editor->history = edit.history_winit();
    if (editor->history == NULL)
        return;
    edit.history_w(editor->history, &event, H_SETSIZE, ENTRIES);
    edit.history_w(editor->history, &event, H_SETUNIQUE, 1);
    edit.el_wset(editor->line, EL_HIST, edit.history_w, editor->history);
    editor->history_path = find_path();
    if (editor->history_path == NULL)
        return;
    make_folders(editor->history_path);
    int fd = open_locked(editor->history_path);
    int result = fd < 0 ? fd : load(editor, fd);
    if (fd >= 0)
        close(fd);
    if (result < 0)
        trouble(editor, -result);
}

void history_keep(struct editor *editor, const char *text, size_t size)
{
    if (editor->history == NULL)
        return;
    char *entry = malloc(size + 2);
    if (entry == NULL)
        return;
    memcpy(entry, text, size);
    entry[size] = '\0';
    enter(editor, entry);
    entry[size] = '\n';
    int fd = editor->history_path != NULL ? open_locked(editor->history_path) : -EBADF;
    int result = fd < 0 ? fd : write_all(fd, entry, size + 1);
    if (fd >= 0)
        close(fd);
    if (result < 0 && editor->history_path != NULL)
        trouble(editor, -result);
    free(entry);
}

void history_close(struct editor *editor)
{
    if (editor->history != NULL)
        edit.history_wend(editor->history);
    free(editor->history_path);
}

#endif
