/* SPDX-License-Identifier: MIT */
/* Declarations shared by xenv's files: environments from files, and information about the process and the system. */
#ifndef XOS_ENV_XENV_H
#define XOS_ENV_XENV_H

#include "ops/shared/environment.h"
#include "table/op.h"

/* Applies the file at path ("-" is standard input): in one of the forms of value/envfile.h or, with dotenv, in the .env
 * dialect. Returns 0, or -1 with the failure recorded and the environment partly changed. */
int xenv_load(struct call *call, struct environment *environment, const char *path, bool dotenv);

/* Each function writes its answer. Returns 0, or -1 with the failure recorded. names: the operands;
 * table: write a table for people. */
int xenv_ids(struct call *call, bool table);
int xenv_groups_of(struct call *call, const char *user);

/* Sets the place of name i in the list of --files0-from, for messages; places is NULL if the names are operands. */
static inline void set_place(struct call *call, const size_t *places, size_t i)
{
    call->fail->item = places != NULL ? places[i] : 0;
}

/* places: as for set_place. */
int xenv_conf(struct call *call, const struct family *family, struct words names, const size_t *places);
int xenv_pathconf(struct call *call, struct words paths, const size_t *places);
int xenv_exec_path(struct call *call, struct words names, const size_t *places);
int xenv_limits(struct call *call, bool table);

#endif
