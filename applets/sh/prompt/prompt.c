/* SPDX-License-Identifier: MIT */
/* A person at the prompt: signals, colour, and lines edited where they can be, read plainly where not. */
#include "sh/xsh.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#include "os/retry.h"
#include "sh/prompt/edit.h"

/* Ctrl-C, and the alarm behind it: what begins to block just after Ctrl-C came would not see it, so a call is interrupted
 * again and again until the flag is taken down. */
static void interrupt(int number)
{
    static const struct itimerval soon = {.it_value.tv_usec = 20000};

    if (number == SIGINT)
        os_interrupted = SIGINT;
    if (os_interrupted)
        setitimer(ITIMER_REAL, &soon, NULL);
}

void interrupt_forget(struct session *session)
{
    static const struct itimerval never;

    if (!os_interrupted)
        return;
    session_behind_echo(session);
    session->behind_echo = false;
    setitimer(ITIMER_REAL, &never, NULL);
    os_interrupted = 0;
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

/* Whether messages may be in colour: a terminal that has any, and nobody who objects (no-color.org). */
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

/* Lines as the terminal gives them. */
static void run_plain(struct session *session)
{
    size_t size;

    free(history_open(session, &size));
    session_file(session, NULL);
    history_close(session);
}

void prompt_run(struct session *session)
{
    struct sigaction action = {.sa_handler = interrupt}, old_interrupt,
                     old_alarm; /* no SA_RESTART: what blocks is to end */

    session->interactive = true;
    session->colour = wants_colour();
    sigaction(SIGALRM, &action, &old_alarm);
    sigaction(SIGINT, &action, &old_interrupt);
    if (is_dumb() || !edit_run(session))
        run_plain(session);
    sigaction(SIGINT, &old_interrupt, NULL);
    interrupt_forget(session);
    sigaction(SIGALRM, &old_alarm, NULL);
}
