/* SPDX-License-Identifier: MIT */
/* The loadable builtin `xos` of bash (enable -f xos xos): what bash loads. The builtin itself is in applets/inside; the
 * other files of this folder implement its guest.h. */
#include <stddef.h>

#include "inside/guest.h"
#include "inside/run.h"

#include "bash/bash.h"

#define EXPORTED __attribute__((visibility("default")))

/* Rereads the script behind descriptor 0 from where bash has come to, if bash reads it from there. */
static void sync_input(void)
{
    if (!interactive && default_buffered_input == STDIN_FILENO)
        sync_buffered_stream(default_buffered_input);
}

static char *next_word(void *state)
{
    WORD_LIST **list = state;
    char *word = (*list)->word->word;

    *list = (*list)->next;
    return word;
}

int xos_builtin(WORD_LIST *list);

int xos_builtin(WORD_LIST *list)
{
    size_t count = 0;

    for (const WORD_LIST *word = list; word != NULL; word = word->next)
        count++;
    sync_input();
    return inside_run(count, next_word, &list);
}

EXPORTED int xos_builtin_load(char *name);
EXPORTED void xos_builtin_unload(char *name);

int xos_builtin_load(char *name)
{
    (void)name;
    inside_start();
    return 1;
}

void xos_builtin_unload(char *name)
{
    (void)name;
    descriptors_clear();
}

static const char *const help[] = {
    "Operations of the operating system inside the shell.",
    "",
    "The words, results, messages and exit statuses are those of the program xos.",
    "OP works on the shell itself: its directory, umask, descriptors, locks.",
    "",
    "Options:",
    "  -v NAME\tkeep the result in the variable NAME instead of printing it:",
    "\t\ta record as an associative array, a sequence as an indexed one",
    "  -a NAME\tthe same; the result must be a sequence",
    "  -A NAME\tthe same; the result must be a record",
    "",
    "What would end or replace the shell (exec*, _exit, abort, -- PROG), what",
    "runs a program and waits for it, and every applet runs in a child.",
    "",
    "`xos --list' names the operations, `xos OP --help' explains one; the manual",
    "is xos-bash(1).",
    "",
    "Exit Status:",
    "0; 1 if the answer is false; otherwise one of those in xos-exit(7).",
    NULL,
};

EXPORTED extern struct builtin xos_struct;

struct builtin xos_struct = {
    .name = (char *)"xos",
    .function = xos_builtin,
    .flags = BUILTIN_ENABLED,
    .long_doc = (char *const *)help,
    .short_doc = "xos [-v NAME | -a NAME | -A NAME] OP [ARG...]",
};
