/* The parts of xenv: environments from files, and what the process and the system are. */
#ifndef XOS_APPLETS_XENV_H
#define XOS_APPLETS_XENV_H

#include "ops/environment.h"
#include "ops/op.h"

/* Sets what a file holds ("-" is standard input): a JSON object where it begins with "{", NUL-terminated NAME=VALUE where
 * there is a NUL byte in it, lines of NAME=VALUE else (blank ones and those that begin with # passed over). A JSON null
 * takes a name out. 0, or -1 with the failure recorded and the environment as it was. */
int xenv_load(struct call *call, struct environment *environment, const char *path);

/* Each writes its answer; -1 with the failure recorded where there is none at all. names are the operands. */
int xenv_ids(struct call *call);
int xenv_groups_of(struct call *call, const char *user);
int xenv_conf(struct call *call, const struct family *family, struct words names);
int xenv_pathconf(struct call *call, struct words paths);
int xenv_exec_path(struct call *call, struct words names);
int xenv_limits(struct call *call);

#endif
