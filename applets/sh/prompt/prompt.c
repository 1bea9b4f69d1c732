/* SPDX-License-Identifier: MIT */
/* The prompt: signals, colour, and lines that are edited with libedit or, without it, read from the terminal. */
#include "sh/prompt/prompt.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "os/interrupt.h"
#include "os/io.h"
#include "os/retry.h"
#include "sh/prompt/edit.h"
#include "sh/run.h"

void prompt_ready(struct session *session)
{
    struct out *out = session->out;

    if (os_interrupted) {
        session_after_echo(session);
        session->after_echo = false;
        interrupt_clear();
    }
    if (out->used > 0 && out->buffer[out->used - 1] != '\n') /* what an operation printed may not end its line */
        out_char(out, '\n');
    out_flush(out);
}

static bool set(const char *name)
{
    const char *value = getenv(name);

    return value != NULL && value[0] != '\0';
}

static bool is_dumb(void)
{
    const char *term = getenv("TERM");

    return term == NULL || term[0] == '\0' || strcmp(term, "dumb") == 0;
}

bool prompt_could_edit(void)
{
    return !is_dumb();
}

/* Colour is used on a terminal that has it, unless NO_COLOR is set (no-color.org). */
static bool wants_colour(void)
{
    static const char *const coloured[] = {"color", "xterm",     "screen",  "tmux", "rxvt",   "linux", "kitty",
                                           "foot",  "alacritty", "konsole", "ansi", "cygwin", "putty"};
    const char *term = getenv("TERM");

    if (term == NULL || is_dumb() || set("NO_COLOR") || !isatty(STDERR_FILENO))
        return false;
    for (size_t i = 0; i < sizeof coloured / sizeof coloured[0]; i++)
        if (strstr(term, coloured[i]) != NULL)
            return true;
    return set("COLORTERM");
}

/* Reads one line from the terminal, for a source. */
static int read_plain(struct source *source)
{
    struct session *session = source->context;
    char line[4096];

    prompt_ready(session);
    out_put(session->out, session->continues ? "...> " : "xsh> ");
    out_flush(session->out);
    int64_t got = os_read_waiting(source->fd, line, sizeof line);
    if (got <= 0)
        return (int)got;
    history_keep(session, line, (size_t)got - (line[got - 1] == '\n'));
    int result = source_append(source, line, (size_t)got);
    return result < 0 ? result : 1;
}

/* Lines as the terminal gives them. */
static void run_plain(struct session *session)
{
    struct source source = {.read = read_plain, .fd = STDIN_FILENO, .context = session};
    struct own own;
    size_t size;

    free(history_open(session, &size));
    bool kept = own_keep(session, &own, &source.fd) == 0;
    session_run(session, &source, NULL);
    if (session->leaving == LEAVES_NOT)
        out_char(session->out, '\n');
    if (kept)
        own_close(session, &own);
    source_free(&source);
    history_close(session);
}

/* Why lines cannot be edited here. */
static void note_plain(struct session *session)
{
#ifdef HAVE_LIBEDIT
    out_put(session->out, "xsh: lines are read without editing: " LIBEDIT_SONAME " is not installed\n");
#else
    out_put(session->out, "xsh: lines are read without editing: this program was built without libedit\n");
#endif
}

void prompt_run(struct session *session)
{
    const struct out_writer *writer = session->out->writer;
    struct sigaction interrupt, quit;

    session->interactive = true;
    session->colour = wants_colour();
    if (session->colour && writer == &out_plain)
        session->out->writer = &out_coloured;
    interrupt_by(SIGINT, &interrupt);
    interrupt_discard(SIGQUIT, &quit);
    if (is_dumb())
        run_plain(session);
    else if (!edit_run(session)) {
        note_plain(session);
        run_plain(session);
    }
    interrupt_restore(SIGINT, &interrupt);
    interrupt_restore(SIGQUIT, &quit);
    prompt_ready(session);
    session->out->writer = writer;
}
