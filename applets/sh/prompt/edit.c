/* SPDX-License-Identifier: MIT */
/* The prompt with libedit: opened on demand or linked, wide characters throughout. */
#include "sh/prompt/edit.h"

#include "sh/prompt/prompt.h"
#include "sh/run.h"

TEXTS_OF(prompt_edit);

#ifndef HAVE_LIBEDIT

bool edit_run(struct session *session)
{
    (void)session;
    return false;
}

#else

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <sysexits.h>
#include <unistd.h>

#include "os/io.h"
#include "os/retry.h"
#include "os/signals.h"
#include "os/spawn/hold.h"

struct edit_library edit;

#ifdef LIBEDIT_LINKED

static bool load(void)
{
#define EDIT_SET(name) edit.name = name;
    EDIT_FUNCTIONS(EDIT_SET)
#undef EDIT_SET
    return true;
}

#else

static bool load(void)
{
    void *handle = dlopen(LIBEDIT_SONAME, RTLD_NOW | RTLD_LOCAL);

    if (handle == NULL)
        return false;
#define EDIT_FIND(name) &&(*(void **)&edit.name = dlsym(handle, #name)) != NULL
    return true EDIT_FUNCTIONS(EDIT_FIND);
#undef EDIT_FIND
}

#endif

struct editor *editor_of(EditLine *line)
{
    struct editor *editor = NULL;

    edit.el_wget(line, EL_CLIENTDATA, &editor);
    return editor;
}

static wchar_t *prompt(EditLine *line)
{
    static wchar_t first[] = L"xsh> ", next[] = L"...> ";

    return editor_of(line)->session->continues ? next : first;
}

/* Reads one byte from the terminal, whose descriptor may be non-blocking. The signals that libedit catches arrive only
 * while this waits: its handlers draw the line anew, and must not do so while the line is being drawn. Returns 1, 0 at
 * the end, or -1 with errno, because libedit reads errno. */
static int read_byte(EditLine *line, const struct editor *editor, char *byte)
{
    struct pollfd readable = {.fd = editor->in_fd, .events = POLLIN};

    for (;;) {
        if (os_poll_unblocked(&readable, 1, -1, &editor->outside) == -EINTR) {
            os_poll_unblocked(NULL, 0, 0, &editor->outside); /* libedit's handler sends the signal again */
            if (os_stop()) {
                errno = EINTR;
                return -1;
            }
            edit.el_wset(line, EL_REFRESH); /* the window changed its size, or the job was continued */
            continue;
        }
        int64_t got = os_read_once(editor->in_fd, byte, 1);
        if (got >= 0)
            return (int)got;
        if (got != -EAGAIN && got != -EINTR) {
            errno = (int)-got;
            return -1;
        }
    }
}

/* The next character, for libedit. 1, 0 at the end, or -1. */
static int read_character(EditLine *line, wchar_t *character)
{
    struct editor *editor = editor_of(line);
    char byte;

    for (;;) {
        int got = read_byte(line, editor, &byte);
        if (got <= 0)
            return got;
        size_t size = mbrtowc(character, &byte, 1, &editor->state);
        if (size <= 1)
            return 1;
        if (size == (size_t)-1) {
            memset(&editor->state, 0, sizeof editor->state);
            *character = (wchar_t)(unsigned char)byte;
            return 1;
        }
    }
}

/* Bracketed paste: everything up to ESC [ 201 ~ is text, line ends and tabs included. */
static unsigned char paste(EditLine *line, wint_t key)
{
    static const wchar_t stop[] = L"\033[201~";
    enum { MOST = 64 * 1024, STOP = 6 };
    wchar_t *text = malloc((MOST + 1) * sizeof *text);
    size_t size = 0;

    (void)key;
    if (text == NULL)
        return CC_ERROR;
    while (size < MOST && edit.el_wgetc(line, &text[size]) == 1) {
        if (text[size] == L'\r')
            text[size] = L'\n';
        size++;
        if (size >= STOP && wmemcmp(text + size - STOP, stop, STOP) == 0) {
            size -= STOP;
            break;
        }
    }
    text[size] = L'\0';
    edit.el_winsertstr(line, text);
    free(text);
    return CC_REFRESH;
}

/* Returns a stream on the terminal's descriptor, which may have moved. The old stream is not closed: its number may now
 * belong to a statement. */
static FILE *stream(const int *fd, int *known, const char *mode)
{
    *known = *fd;
    return fdopen(*fd, mode);
}

static void follow_descriptors(struct editor *editor)
{
    if (editor->in_known != editor->in_fd && (editor->in = stream(&editor->in_fd, &editor->in_known, "r")) != NULL)
        edit.el_wset(editor->line, EL_SETFP, 0, editor->in);
    if (editor->out_known != editor->out_fd && (editor->out = stream(&editor->out_fd, &editor->out_known, "w")) != NULL)
        for (int which = 1; which <= 2; which++)
            edit.el_wset(editor->line, EL_SETFP, which, editor->out);
}

/* Adds a line to the history in memory. */
static void enter(struct editor *editor, const char *text)
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

static bool start_history(struct editor *editor)
{
    enum { ENTRIES = 10000 };
    HistEventW event;
    size_t size = 0;

    editor->history = edit.history_winit();
    if (editor->history == NULL)
        return false;
    edit.history_w(editor->history, &event, H_SETSIZE, ENTRIES);
    edit.history_w(editor->history, &event, H_SETUNIQUE, 1);
    edit.el_wset(editor->line, EL_HIST, edit.history_w, editor->history);
    char *text = history_open(editor->session, &size);
    for (char *at = text, *end = text + size, *newline; at < end; at = newline + 1) {
        newline = memchr(at, '\n', (size_t)(end - at));
        newline = newline != NULL ? newline : end; /* text has space for a NUL byte at its end */
        *newline = '\0';
        enter(editor, at);
    }
    free(text);
    return true;
}

static bool bind(struct editor *editor)
{
    EditLine *line = editor->line;

    edit.el_wset(line, EL_CLIENTDATA, editor);
    edit.el_wset(line, EL_EDITOR, L"emacs");
    edit.el_wset(line, EL_PROMPT, prompt);
    edit.el_wset(line, EL_RPROMPT, complete_hint);
    edit.el_wset(line, EL_SIGNAL, 1);
    edit.el_wset(line, EL_ADDFN, L"xsh-complete", L"Complete the word", complete_key);
    edit.el_wset(line, EL_ADDFN, L"xsh-blank", L"Insert a blank and show what comes next", complete_blank);
    edit.el_wset(line, EL_BIND, L"^I", L"xsh-complete", NULL);
    edit.el_wset(line, EL_BIND, L" ", L"xsh-blank", NULL);
    edit.el_wset(line, EL_ADDFN, L"xsh-paste", L"Insert what is pasted", paste);
    edit.el_wset(line, EL_BIND, L"\\e[200~", L"xsh-paste", NULL);
    edit.el_wset(line, EL_GETCFN, read_character);
    edit.el_wset(line, EL_BIND, L"^R", L"em-inc-search-prev", NULL);
    edit.el_wset(line, EL_BIND, L"^@", L"em-set-mark",
                 NULL); /* a Ctrl-D that came early, not a quote for the next key */
    edit.el_source(line, NULL);
    return start_history(editor);
}

static bool start(struct editor *editor)
{
    struct session *session = editor->session;

    editor->in_fd = STDIN_FILENO;
    editor->out_fd = STDOUT_FILENO;
    if (own_keep(session, &editor->own_in, &editor->in_fd) < 0)
        return false;
    if (own_keep(session, &editor->own_out, &editor->out_fd) < 0) {
        own_close(session, &editor->own_in);
        return false;
    }
    editor->in = stream(&editor->in_fd, &editor->in_known, "r");
    editor->out = stream(&editor->out_fd, &editor->out_known, "w");
    if (editor->in != NULL && editor->out != NULL)
        editor->line = edit.el_init("xsh", editor->in, editor->out, editor->out);
    if (editor->line != NULL && bind(editor))
        return true;
    if (editor->line != NULL)
        edit.el_end(editor->line);
    own_close(session, &editor->own_out);
    own_close(session, &editor->own_in);
    return false;
}

static void stop(struct editor *editor)
{
    history_close(editor->session);
    edit.history_wend(editor->history);
    edit.el_end(editor->line);
    own_close(editor->session, &editor->own_out);
    own_close(editor->session, &editor->own_in);
}

/* The line's bytes; NULL for one that the locale cannot write. The caller frees it. */
static char *bytes_of(const wchar_t *line, size_t *size)
{
    size_t length = wcstombs(NULL, line, 0);
    char *text = length == (size_t)-1 ? NULL : malloc(length + 1);

    if (text == NULL)
        return NULL;
    wcstombs(text, line, length + 1);
    while (length > 0 && (text[length - 1] == '\n' || text[length - 1] == '\r'))
        text[--length] = '\0';
    *size = length;
    return text;
}

static int take_line(struct editor *editor, struct source *source, const wchar_t *line)
{
    struct session *session = editor->session;
    size_t size;
    char *text = bytes_of(line, &size);

    if (text == NULL) {
        session->fail->op = NULL;
        fail_words(session->fail, EX_DATAERR, "the line has characters that the locale cannot write");
        session_message(session);
        return source_append(source, "\n", 1) < 0 ? -ENOMEM : 1;
    }
    if (history_keep(session, text, size))
        enter(editor, text);
    text[size] = '\n';
    int result = source_append(source, text, size + 1);
    free(text);
    return result < 0 ? result : 1;
}

/* Calls libedit, with the signals that it catches blocked; see read_byte. */
static const wchar_t *get_line(struct editor *editor, int *count)
{
    static const int caught[] = {SIGINT, SIGTSTP, SIGQUIT, SIGHUP, SIGTERM, SIGCONT, SIGWINCH};
    sigset_t held;

    sigemptyset(&held);
    for (size_t i = 0; i < sizeof caught / sizeof caught[0]; i++)
        sigaddset(&held, caught[i]);
    os_signals_block(&held, &editor->outside);
    const wchar_t *line = edit.el_wgets(editor->line, count);
    int errnum = errno;
    signals_release(&editor->outside);
    errno = errnum;
    return line;
}

/* Reads one line, for a source. */
static int read_line(struct source *source)
{
    struct editor *editor = source->context;
    int count;

    for (;;) {
        prompt_ready(editor->session);
        follow_descriptors(editor);
        write_all(editor->out_fd, "\033[?2004h", 8); /* pasted text is marked as such */
        edit.el_wset(editor->line, EL_PREP_TERM, 1); /* so that an early answer is not read as a line */
        const wchar_t *line = get_line(editor, &count);
        int errnum = errno;
        write_all(editor->out_fd, "\033[?2004l", 8);
        if (line != NULL && count > 0)
            return take_line(editor, source, line);
        if (os_interrupted)
            return -EINTR;
        bool over = count >= 0 || errnum != EINTR; /* else it was a stop key that could not stop anything */
        write_all(editor->out_fd, "\n", 1);
        if (over)
            return 0;
    }
}

/* Sets the character set of the locale; if the environment names none, UTF-8. */
static void set_locale(void)
{
    const char *name = setlocale(LC_CTYPE, "");

    if (name == NULL || strcmp(name, "C") == 0 || strcmp(name, "POSIX") == 0)
        setlocale(LC_CTYPE, "C.UTF-8");
}

bool edit_run(struct session *session)
{
    struct editor editor = {.session = session};
    struct source source = {.read = read_line, .fd = -1, .context = &editor};

    if (!load())
        return false;
    set_locale();
    if (!start(&editor))
        return false;
    session_run(session, &source, NULL);
    prompt_ready(session);
    source_free(&source);
    stop(&editor);
    return true;
}

#endif
