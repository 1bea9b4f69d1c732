/* SPDX-License-Identifier: MIT */
/* Making a process that becomes another program, at vfork's price and without its traps: the child runs on a stack of
 * its own in the parent's memory while the parent waits, all signals are blocked meanwhile, the parent's handlers are
 * gone before any signal can reach the child, and what fails is told through that memory. A caller without handlers
 * spares itself the two calls that this takes. */
#ifndef XOS_OS_SPAWN_H
#define XOS_OS_SPAWN_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/resource.h>
#include <sys/types.h>

#include "os/spawn/exec.h"
#include "os/spawn/privileges.h"

/* What the child does before it becomes the program, one step after the other. */
enum spawn_kind {
    SPAWN_NOTHING,
    SPAWN_OPEN,      /* opens path with flags number and mode as fd */
    SPAWN_CLOSE,     /* closes fd; one that is not open is no failure */
    SPAWN_DUP2,      /* makes number a duplicate of fd; where both are equal, fd becomes inheritable */
    SPAWN_CLOSEFROM, /* closes every descriptor from fd up */
    SPAWN_CHDIR,     /* to path */
    SPAWN_FCHDIR,    /* to the open directory fd */
    SPAWN_UMASK,     /* to mode */
    SPAWN_SCHEDULER, /* policy number with priority fd; policy SPAWN_SAME_POLICY changes the priority alone */
    SPAWN_SETSID,
    SPAWN_SETPGROUP,  /* to process group number; 0 for one of its own */
    SPAWN_RESETIDS,   /* effective ids back to the real ones */
    SPAWN_TERMINAL,   /* a session of its own with fd as controlling terminal, standard input, output and error */
    SPAWN_FOREGROUND, /* its process group becomes the foreground one of terminal fd */
    SPAWN_LIFELINE,   /* dies of SIGKILL when its parent, process number, dies */
    SPAWN_UNSHARE,    /* moves to new namespaces: CLONE_* in number */
    SPAWN_SETNS,      /* moves to the namespaces number that fd stands for */
    SPAWN_RLIMIT,     /* sets the limits of resource number to *limit: setrlimit(2) */
    SPAWN_IDS,        /* becomes another user: *ids */
    SPAWN_CAPS,       /* has the capabilities in `set` and no others */
    SPAWN_NO_NEW_PRIVS,
    SPAWN_IO_PRIORITY, /* ioprio_set(2) with number */
    SPAWN_WRITE,       /* writes text to the existing file path: the maps of a user namespace */
    SPAWN_EXEC,        /* becoming the program itself: the last step, never listed */
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
    const sigset_t *ignored;  /* signals that the program ignores from its start; NULL: none more */
    bool no_handlers;         /* no handler of the caller's does anything: signals need not be kept from the child */
    int namespaces;           /* CLONE_NEW* of namespaces that the child starts in */
};

/* Where a child failed. */
struct spawn_failure {
    size_t step; /* index in steps; their count for becoming the program; SPAWN_NO_CHILD where no process was made */
    int errnum;
};

#define SPAWN_NO_CHILD ((size_t)-1)

/* Starts the program; *failure tells where it failed. Returns the pid, or -errno; a child that failed is gone and
 * reaped then. clone(2), execve(2). */
pid_t spawn_start(const struct spawn *spawn, struct spawn_failure *failure);

#endif
