/* SPDX-License-Identifier: MIT */
/* System calls by name. The build makes syscall_names.h from the headers of the target system: a line NAME(getpid) for
 * each call. */
#include "os/syscall.h"

#include <errno.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The names, each with a NUL byte, and the numbers in the same order. */
static const char names[] =
#define NAME(call) #call "\0"
#include "syscall_names.h"
#undef NAME
    ;
static const int numbers[] = {
#define NAME(call) __NR_##call,
#include "syscall_names.h"
#undef NAME
};

long os_syscall_number(const char *name, size_t size)
{
    const char *at = names;

    for (size_t i = 0; *at != '\0'; i++, at += strlen(at) + 1)
        if (strlen(at) == size && memcmp(at, name, size) == 0)
            return numbers[i];
    return -1;
}

const char *os_syscall_name(long number)
{
    const char *at = names;

    for (size_t i = 0; *at != '\0'; i++, at += strlen(at) + 1)
        if (numbers[i] == number)
            return at;
    return NULL;
}

long os_syscall(long number, const long arguments[SYSCALL_ARGUMENTS])
{
    const long *a = arguments;
    long result = syscall(number, a[0], a[1], a[2], a[3], a[4], a[5]);

    return result == -1 ? -errno : result;
}
