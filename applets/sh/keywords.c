/* SPDX-License-Identifier: MIT */
/* Describes the statements that the parser handles, for help and completion only. Also the list of all lists of
 * builtins. */
#include "sh/builtins.h"

#include <stdint.h>

TEXTS_OF(sh_keywords);

const struct builtin keyword_builtins[] = {
    {.name = "if", TEXTS(.signature = "if CONDITION; ... [else ...] end", .summary = "run the statements if it holds")},
    {.name = "while", TEXTS(.signature = "while CONDITION; ... end", .summary = "run them as long as it holds")},
    {.name = "for", TEXTS(.signature = "for NAME in OP ARG...|VALUE...; ... end", .summary = "run them for each item")},
    {.name = "def", TEXTS(.signature = "def NAME PARAMETER...; ... end", .summary = "define a statement of your own")},
    {.name = "return", TEXTS(.signature = "return [VALUE]", .summary = "end the def, with a value")},
    {.name = "try", TEXTS(.signature = "try; ... [catch; ...] end", .summary = "go to catch at the first failure")},
    {.name = "defer", TEXTS(.signature = "defer OP ARG...", .summary = "run it when the def or the script ends")},
    {.name = "fork",
     TEXTS(.signature = "fork STATEMENT", .summary = "run the statement in a child; its pid is the value")},
    {.name = "forkpty",
     TEXTS(.signature = "forkpty STATEMENT", .summary = "the same on a new terminal: a record of pid and fd")},
    {0},
};

#ifndef HAVE_LIBFFI
static const struct builtin foreign_builtins[] = {{0}};
#endif

const struct builtin *const all_builtins[] = {foreign_builtins,
                                              statement_builtins,
                                              value_builtins,
                                              wait_builtins,
                                              child_builtins,
                                              help_builtins,
                                              keyword_builtins,
#if WITH_IO
                                              stream_open_builtins,
                                              stream_read_builtins,
                                              stream_write_builtins,
#endif
#if WITH_LOGGING
                                              logger_builtins,
#endif
                                              NULL};
