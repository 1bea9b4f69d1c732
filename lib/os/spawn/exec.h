/* SPDX-License-Identifier: MIT */
/* Becoming another program: execve(2), execveat(2) and the search of PATH. Nothing here allocates or touches state of
 * the process, so that it may run in a child that shares its parent's memory. */
#ifndef XOS_OS_EXEC_H
#define XOS_OS_EXEC_H

#define DEFAULT_PATH "/bin:/usr/bin" /* where PATH is not set: the documentation's defpath */

/* What to become. */
struct program {
    const char *file; /* its path or, with search, its name; NULL: the open file fd */
    int fd;
    const char *search; /* the directories to look through, parted by colons; NULL: file is a path. A name with a
                              * slash in it is not searched. */
    char *const *argv, *const *envp; /* NULL at the end */
};

/* The value of PATH in envp, or DEFAULT_PATH. */
const char *program_path(char *const *envp);

enum { SHELL_ARGV = 5 };

/* Makes program the shell that runs command; a command may begin with a dash. argv is filled in and kept. */
void program_shell(struct program *program, char *argv[SHELL_ARGV], const char *command);

/* Becomes the program. Returns only on failure, with -errno: of several directories' errors the first that is not "not
 * there" tells, as the documentation's execvp does it. */
int program_exec(const struct program *program);

#endif
