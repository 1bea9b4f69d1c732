/* The environment as the value that os.environ is: a record of names and values. */
#ifndef XOS_OPS_ENVIRONMENT_H
#define XOS_OPS_ENVIRONMENT_H

#include <stdbool.h>

#include "cli/arena.h"
#include "cli/out.h"
#include "cli/word.h"

/* True where name is one that a shell can assign: letters, digits, underscores, no digit in front. */
bool environment_assignable(struct word name);

/* Writes entries (NULL at the end; NULL itself stands for none) as a record. Of several entries of one name the first
 * counts, as for getenv(3); an entry without "=" is left out, as os.environ does. In plain text an entry that no shell can
 * assign is a comment line, so that the whole is safe to eval. 0, or -ENOMEM. */
int environment_write(struct out *out, struct arena *arena, char *const *entries);

/* One entry that no shell can assign, as a comment line of plain text. */
void environment_comment(struct out *out, struct word entry);

#endif
