/* SPDX-License-Identifier: MIT */
/* Zsh's headers, as its own modules include them. */
#ifndef XOS_ZSH_SHELL_H
#define XOS_ZSH_SHELL_H

#define MODULE
#define mod_export
#define mod_import_function
#define mod_import_variable
#include <zsh/config.h>
#undef HAVE_SYS_CAPABILITY_H /* not needed, and not where Debian's zsh-dev is alone */
#include <zsh/zsh_system.h>
#include <zsh/zsh.h>
#include <zsh/sigcount.h>
#include <zsh/signals.h>
#include <zsh/prototypes.h>
#include <zsh/hashtable.h>
#include <zsh/builtin.epro>
#include <zsh/compat.epro>
#include <zsh/exec.epro>
#include <zsh/init.epro>
#include <zsh/input.epro>
#include <zsh/jobs.epro>
#include <zsh/lex.epro>
#include <zsh/mem.epro>
#include <zsh/module.epro>
#include <zsh/options.epro>
#include <zsh/params.epro>
#include <zsh/parse.epro>
#include <zsh/signals.epro>
#include <zsh/utils.epro>
#include <zsh/version.h>

enum { LOWEST_IN_TABLE = 10 }; /* descriptor in zsh's table; those below are always the script's */

/* While an assignment may fail, zsh's own messages, which end a script, are turned off. */
struct quiet {
    int messages, errors;
};

/* Turns them off; returns what quiet_end takes to turn them on again. */
struct quiet quiet_start(void);
void quiet_end(struct quiet quiet);

/* child.c: if this process is the subshell that job_run has made for these words of zsh's, does what it was made for
 * and does not return. */
void child_take_over(char *const *words);

#endif
