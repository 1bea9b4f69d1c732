/* SPDX-License-Identifier: MIT */
/* The prompt with libedit: opened on demand, wide characters throughout. */
#include "sh/prompt/edit.h"

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
#include <stdlib.h>
#include <sysexits.h>
#include <unistd.h>

#include "os/retry.h"

struct edit_library edit;

static bool load(void)
{
    void *handle = dlopen(LIBEDIT_SONAME, RTLD_NOW | RTLD_LOCAL);

    if (handle == NULL)
        return false;
#define EDIT_FIND(name) &&(*(void **)&edit.name = dlsym(handle, #name)) != NULL
    return true EDIT_FUNCTIONS(EDIT_FIND);
#undef EDIT_FIND
}

struct editor *editor_of(EditLine *line)
{
    struct editor *editor = NULL;

    edit.el_wget(line, EL_CLIENTDATA, &editor);
    return editor;
}

static wchar_t *prompt(EditLine *line)
{
    static wchar_t text[] = L"xsh> ";

    (void)line;
    return text;
}

/* A stream on the terminal's descriptor as it is numbered now. The one before is left alone: its number may have become
 * a statement's. */
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
    for (char *at = text, *newline; size > 0 && (newline = memchr(at, '\n', size)) != NULL; at = newline + 1) {
        *newline = '\0';
        enter(editor, at);
        size -= (size_t)(newline + 1 - at);
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

static void run_line(struct editor *editor, struct parser *parser, const wchar_t *line)
{
    size_t size;
    char *text = bytes_of(line, &size);

    if (text == NULL) {
        editor->session->fail->op = NULL;
        fail_words(editor->session->fail, EX_DATAERR, "the line has characters that the locale cannot write");
        session_message(editor->session);
        return;
    }
    if (history_keep(editor->session, text, size))
        enter(editor, text);
    session_line(editor->session, parser, text, size);
    free(text);
}

/* What an operation wrote may not end its line. */
static void end_output(struct session *session)
{
    if (session->out->used > 0 && session->out->buffer[session->out->used - 1] != '\n')
        out_char(session->out, '\n');
    out_flush(session->out);
}

/* The user's characters; where the environment names none, those of any terminal of today. */
static void set_locale(void)
{
    const char *name = setlocale(LC_CTYPE, "");

    if (name == NULL || strcmp(name, "C") == 0 || strcmp(name, "POSIX") == 0)
        setlocale(LC_CTYPE, "C.UTF-8");
}

bool edit_run(struct session *session)
{
    struct editor editor = {.session = session};
    struct parser parser = {0};
    int count;

    if (!load())
        return false;
    set_locale();
    if (!start(&editor))
        return false;
    while (!session->ending) {
        end_output(session);
        follow_descriptors(&editor);
        interrupt_forget(session);
        edit.el_wset(editor.line, EL_PREP_TERM, 1); /* who answers the prompt at once is not to be read as a line */
        const wchar_t *line = edit.el_wgets(editor.line, &count);
        if (line != NULL && count > 0)
            run_line(&editor, &parser, line);
        else if (!os_interrupted) {
            bool over = count >= 0 || errno != EINTR; /* or else a stop key where nothing can be stopped */
            write_all(editor.out_fd, "\n", 1);
            if (over)
                break;
        }
    }
    end_output(session);
    parser_free(&parser);
    stop(&editor);
    return true;
}

#endif
