/* SPDX-License-Identifier: MIT */
/* Line editing with libedit: opened when a person is at the prompt, or part of a static program. */
#ifndef XOS_SH_PROMPT_EDIT_H
#define XOS_SH_PROMPT_EDIT_H

#include "sh/session.h"

#ifdef HAVE_LIBEDIT
#include <histedit.h>
#include <stdio.h>
#include <wchar.h>

/* The functions of libedit that are used. */
#define EDIT_FUNCTIONS(F) \
    F(el_init) \
    F(el_end) \
    F(el_wset) \
    F(el_wgets) \
    F(el_wline) \
    F(el_winsertstr) \
    F(el_deletestr) F(el_source) F(el_resize) F(el_wget) F(history_winit) F(history_wend) F(history_w) F(el_wgetc)

struct edit_library {
#define EDIT_MEMBER(name) __typeof__(name) *name;
    EDIT_FUNCTIONS(EDIT_MEMBER)
#undef EDIT_MEMBER
};

extern struct edit_library edit; /* set when a person is at the prompt */

struct editor {
    struct session *session;
    EditLine *line;
    HistoryW *history;
    struct own own_in, own_out;
    int in_fd, out_fd; /* duplicates of the terminal */
    int in_known, out_known;
    FILE *in, *out;
    sigset_t outside; /* the signal mask while no line is read */
    mbstate_t state;  /* of a character whose bytes are still arriving */
};

/* complete.c: the key that completes the word in front of the cursor. */
unsigned char complete_key(EditLine *line, wint_t key);

/* What is shown at the right of the line: the signature of the operation that is being written. */
wchar_t *complete_hint(EditLine *line);

/* The key that ends a word, so that the hint may change. */
unsigned char complete_blank(EditLine *line, wint_t key);

/* The editor that line belongs to. */
struct editor *editor_of(EditLine *line);
#endif

/* Reads and runs lines until the end. False if lines cannot be edited here: nothing has been read then. */
bool edit_run(struct session *session);

#endif
