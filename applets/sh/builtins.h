/* SPDX-License-Identifier: MIT */
/* The statements that are not operations, one list per file; each list ends with a builtin without name. */
#ifndef XOS_SH_BUILTINS_H
#define XOS_SH_BUILTINS_H

#include "sh/session.h"

extern const struct builtin statement_builtins[]; /* builtins.c: print, vars, source, set, ... */
extern const struct builtin value_builtins[];     /* values.c: len, keys, range */
extern const struct builtin wait_builtins[];      /* waiting.c: sleep, poll */
extern const struct builtin child_builtins[];     /* popen.c: popen, popen.close, register_at_fork */
extern const struct builtin keyword_builtins[];   /* keywords.c: what the parser knows, for help and completion */
extern const struct builtin help_builtins[];      /* help.c */
#ifdef HAVE_LIBFFI
extern const struct builtin foreign_builtins[]; /* foreign.c: cdll, call, new, ... with --ffi */
#endif
#if WITH_IO
extern const struct builtin stream_open_builtins[];  /* streams_open.c: io.open, io.pair, ... */
extern const struct builtin stream_read_builtins[];  /* streams_read.c: readlines, getvalue, ... */
extern const struct builtin stream_write_builtins[]; /* streams_write.c: writelines, seek, ... */
#endif

#if WITH_LOGGING
extern const struct builtin logger_builtins[]; /* loggers.c: getLogger, setLevel, ... */
#endif

/* All of these lists; NULL at the end. The first is that of --ffi; a session without it goes without the list. */
extern const struct builtin *const all_builtins[];

/* The text of an argument. */
static inline struct word text_of(const struct arguments *arguments, size_t i)
{
    return arguments->items[i]->text;
}

#endif
