/* A person at the prompt: signals, colour, and lines edited where they can be, read plainly where not. */
#include "xsh.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "os/retry.h"
#include "xsh_edit.h"

static void interrupt(int number)
{
    os_interrupted = number;
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
    static const char *const coloured[] = {"color", "xterm", "screen", "tmux", "rxvt", "linux", "kitty", "foot", "alacritty",
                                           "konsole", "ansi", "cygwin", "putty"};
    const char *term = getenv("TERM");

    if (term == NULL || is_dumb() || set("NO_COLOR") || !isatty(STDERR_FILENO))
        return false;
    for (size_t i = 0; i < sizeof coloured / sizeof coloured[0]; i++)
        if (strstr(term, coloured[i]) != NULL)
            return true;
    return set("COLORTERM");
}

void prompt_run(struct session *session)
{
    struct sigaction action = {.sa_handler = interrupt}, old; /* without SA_RESTART: what blocks is to end */

    session->interactive = true;
    session->colour = wants_colour();
    sigaction(SIGINT, &action, &old);
    if (is_dumb() || !edit_run(session))
        session_file(session, NULL);
    sigaction(SIGINT, &old, NULL);
}
