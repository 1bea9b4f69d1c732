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

/* The applet of that full name ("xstat") or, with short_too, a short one ("stat"; "xattr" and "attr-tool" for
 * xattr-tool). */
const struct op *applet_find(struct word name, bool short_too);

/* The applet of that full or short name, or else the operation; NULL for none. */
const struct op *name_find(struct word name);

/* Runs the command line argv as xos or, by the name in argv[0], as an applet. argv is changed. Returns the exit
 * status. */
int command_line(int argc, char **argv);

/* Where the name of an applet or operation follows argv[0] and the common options; argc where it does not. */
int name_place(int argc, char **argv);

#endif
