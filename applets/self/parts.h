/* SPDX-License-Identifier: MIT */
/* Declarations shared by the files of this folder. */
#ifndef XOS_SELF_PARTS_H
#define XOS_SELF_PARTS_H

#include "self/self.h"

/* --list, --help without a name (texts have been started), --exit-codes: written to out. */
void list_names(struct out *out, bool json);
void list_overview(struct out *out, struct texts *texts);
void list_exit_codes(struct out *out, bool json);

/* schema.c: --schema, the JSON schema of what `xos sh --json` takes and answers. */
void put_schema(struct out *out);

/* The definitions of records, each after a comma. */
void put_records(struct out *out, struct texts *texts);

/* --search: writes the applets and operations whose name or summary contains all count words, whatever their case.
 * False if there are none. */
bool list_search(struct out *out, int count, char **words, bool json);

/* --install [-f] DIR: makes the applet links. 0, or -1 with the failure recorded. */
int install_links(int argc, char **argv, struct fail *fail);

/* --complete WORD...: writes the words, one a line, that the last may become; argv is the command line so far, "xos" or
 * an applet's name first. Nothing if a file name is wanted. --describe is described: behind a tab it says what a word
 * is.
 */
void complete(struct out *out, bool described, int argc, char **argv);

/* The names of xos's own options, for completion and for the nearest of them; NULL after the last. */
const char *self_option_name(size_t i);

#endif
