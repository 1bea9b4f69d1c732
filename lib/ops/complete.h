/* Completions for shells, made from the table. */
#ifndef XOS_OPS_COMPLETE_H
#define XOS_OPS_COMPLETE_H

#include "cli/out.h"

/* Writes the words, one a line, that the last of argv may become: argv is the command line so far ("xos" "sta", or an
 * applet's name first). Nothing where a file name is wanted: shells know those themselves. */
void complete(struct out *out, int argc, char **argv);

#endif
