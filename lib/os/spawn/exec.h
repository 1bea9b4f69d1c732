/* SPDX-License-Identifier: MIT */
/* Executing another program: execve(2), execveat(2) and the search of PATH. Nothing here allocates memory or changes
 * the process, so it may run in a child that shares its parent's memory. */
#ifndef XOS_OS_SPAWN_EXEC_H
#define XOS_OS_SPAWN_EXEC_H

#define DEFAULT_PATH "/bin:/usr/bin" /* if PATH is not set: the documentation's defpath */

/* The program to execute. */
struct program {
    const char *file; /* its path or, with search, its name; NULL: the open file fd */
    int fd;
    const char *search;              /* directories separated by colons; NULL: file is a path. A name with a
                                      * slash in it is not searched. */
    char *const *argv, *const *envp; /* NULL at the end */
};

/* The value of PATH in envp, or DEFAULT_PATH. */
const char *program_path(char *const *envp);

enum { SHELL_ARGV = 5 };

/* Sets program to the shell running command, which may begin with a dash. Fills in argv, which program refers to. */
void program_shell(struct program *program, char *argv[SHELL_ARGV], const char *command);

/* Executes the program. Returns only on failure, with -errno: the first error other than ENOENT and ENOTDIR in the
 * directories searched, as the documentation's execvp does. */
int program_exec(const struct program *program);

#endif
