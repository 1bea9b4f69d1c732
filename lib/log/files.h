/* SPDX-License-Identifier: MIT */
/* The files of a rotated set. */
#ifndef XOS_LOG_FILES_H
#define XOS_LOG_FILES_H

#include "value/arena.h"

/* The names of the files that belong to the log at path, the oldest first: PATH.DATE..., PATH.N down to PATH.1, each
 * perhaps with one more ending (.gz), and PATH. Those that are not there are left out, and a file whose compressed form
 * is there as well. *names is the arena's. The number of names, or -errno. */
int log_files(struct arena *arena, const char *path, char ***names);

/* The command that with -dc decompresses a file of that name: "gzip" for .gz; NULL for a file that is not compressed.
 */
const char *log_unpacker(const char *name);

#endif
