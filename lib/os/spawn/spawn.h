/* SPDX-License-Identifier: MIT */
/* Starts a program as fast as vfork(2), without its dangers: the child runs on a separate stack in the parent's memory
 * while the parent waits. All signals are blocked during that time, and the parent's handlers are removed before a
 * signal can reach the child. The child reports failures through the shared memory. For a caller without signal
 * handlers (no_handlers) the calls that block signals are omitted. */
#ifndef XOS_OS_SPAWN_SPAWN_H
#define XOS_OS_SPAWN_SPAWN_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/resource.h>
#include <sys/types.h>

#include "os/spawn/exec.h"
#include "os/spawn/privileges.h"

/* What the child does before it executes the program, in the given order. */
enum spawn_kind {
    SPAWN_NOTHING,
    SPAWN_OPEN,      /* opens path with flags number and mode as fd */
    SPAWN_CLOSE,     /* closes fd; an fd that is not open is not a failure */
    SPAWN_DUP2,      /* makes number a duplicate of fd; if both are equal, fd becomes inheritable */
    SPAWN_CLOSEFROM, /* closes every descriptor from fd up */
    SPAWN_CHDIR,     /* to path */
    SPAWN_FCHDIR,    /* to the open directory fd */
    SPAWN_UMASK,     /* to mode */
    SPAWN_SCHEDULER, /* policy number with priority fd; policy SPAWN_SAME_POLICY changes the priority alone */
    SPAWN_SETSID,
    SPAWN_SETPGROUP,  /* to process group number; 0 for a new one */
    SPAWN_RESETIDS,   /* sets the effective ids to the real ones */
    SPAWN_TERMINAL,   /* a new session with fd as controlling terminal and standard streams */
    SPAWN_FOREGROUND, /* makes its process group the foreground of terminal fd */
    SPAWN_LIFELINE,   /* receives SIGKILL when its parent, process number, dies */
    SPAWN_UNSHARE,    /* moves to new namespaces: CLONE_* in number */
    SPAWN_SETNS,      /* moves to the namespaces (CLONE_NEW* in number) of fd */
    SPAWN_RLIMIT,     /* sets the limits of resource number to *limit: setrlimit(2) */
    SPAWN_IDS,        /* sets user and group ids: *ids */
    SPAWN_CAPS,       /* drops all capabilities that are not in `set` */
    SPAWN_NO_NEW_PRIVS,
    SPAWN_IO_PRIORITY, /* ioprio_set(2) with number */
    SPAWN_WRITE,       /* writes text to the existing file path: the maps of a user namespace */
    SPAWN_EXEC,        /* executes the program: the implicit last step */
};

enum { SPAWN_SAME_POLICY = -1 };

struct spawn_step {
    enum spawn_kind kind;
    int fd, number;
    mode_t mode;
    const char *path, *text;
    const struct rlimit *limit;
    const struct spawn_ids *ids;
    uint64_t set;
};

struct spawn {
    struct program program;
    const struct spawn_step *steps;
    size_t count;
    const sigset_t *mask;     /* the program's signal mask; NULL: the caller's */
    const sigset_t *defaults; /* signals set back to their default action; NULL: none */
    const sigset_t *ignored;  /* signals that the program ignores, besides those that the caller ignores; NULL: none */
    bool no_handlers;         /* the caller's handlers do nothing: signals may reach the child */
    int namespaces;           /* CLONE_NEW* of namespaces that the child starts in */
};

/* Where a child failed. */
struct spawn_failure {
    size_t step; /* index in steps; their count if execve failed; SPAWN_NO_CHILD if no process was made */
    int errnum;
};

#define SPAWN_NO_CHILD ((size_t)-1)

/* Starts the program: clone(2), execve(2). Returns the pid, or -errno with the failed step in *failure; a child that
 * failed has been reaped. */
pid_t spawn_start(const struct spawn *spawn, struct spawn_failure *failure);

#endif
