/* SPDX-License-Identifier: MIT */
/* The applets that applets/APPLETS lists. */
#ifndef XOS_APPLETS_H
#define XOS_APPLETS_H

#include "table/op.h"

/* Declares the row of every applet that is built. */
#define APPLET(row, ...) extern const struct op row;
#include "list.h"
#undef APPLET

/* Every applet; the last is NULL. */
extern const struct op *const applets[];

/* The shortest name it is called by: "stat" for xstat, "xattr" for xattr-tool. */
const char *applet_short_name(const struct op *applet);

/* The applet of that full name ("xstat") or, with short_too, a short one ("stat"; "xattr" and "attr-tool" for xattr-tool). */
const struct op *applet_find(struct word name, bool short_too);

/* The applet of that full or short name, or else the operation; NULL for none. */
const struct op *name_find(struct word name);

/* Runs the command line argv as xos or, by the name in argv[0], as an applet. argv is written on. Returns the exit status. */
int command_line(int argc, char **argv);

/* Where the name of an applet or operation stands behind argv[0] and the common options; argc where it does not. */
int name_place(int argc, char **argv);

/* xos --install [-f] DIR: makes the applet links. Returns the exit status; json tells how a message is written. */
int install_links(int argc, char **argv, bool json);

/* xos --complete WORD...: writes the words, one a line, that the last may become; argv is the command line so far, "xos"
 * or an applet's name first. Nothing where a file name is wanted. */
void complete(struct out *out, int argc, char **argv);

/* As complete for the words behind an operation's name (argc at least 1). True where a file name fits as well. */
bool complete_words(struct out *out, const struct op *op, int argc, char **argv);

/* xos --list, --help without a name, --exit-codes: written to out. */
void list_names(struct out *out, bool json);
void list_overview(struct out *out);
void list_exit_codes(struct out *out, bool json);

#endif
