/* SPDX-License-Identifier: MIT */
/* Bash's headers, and what bash 5.0 to 5.3 have without declaring it in a header that is installed. */
#ifndef XOS_BASH_BASH_H
#define XOS_BASH_BASH_H

#include <stdio.h>

#include "builtins.h"
#include "shell.h"
#include "jobs.h"
#include "common.h"
#include "version.h"

#if !defined DEFAULT_COMPAT_LEVEL || DEFAULT_COMPAT_LEVEL < 50
#error "bash 5.0 or later is needed"
#endif

/* input.c and trap.c */
extern int default_buffered_input;
extern int sync_buffered_stream(int fd);
extern int pending_traps[];
extern int signal_is_ignored(int number);
extern int signal_is_hard_ignored(int number);
extern void restore_original_signals(void);

/* jobs.c and print_cmd.c */
extern int shell_tty, xtrace_fd;
extern PROCESS *the_pipeline;

/* descriptors.c of this folder: forgets all notes and frees their memory. */
void descriptors_clear(void);

#endif
