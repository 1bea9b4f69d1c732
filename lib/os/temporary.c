/* SPDX-License-Identifier: MIT */
/* Files and directories with a new, unused name. */
#include "os/temporary.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#include "os/random.h"
#include "os/retry.h"

int os_temporary(char *template, bool directory)
{
    enum { ATTEMPTS = 100 };
    char *end = strrchr(template, 'X');
    size_t size = 0;
    int result = -EEXIST;

    while (end != NULL && end - size >= template && *(end - size) == 'X')
        size++;
    if (size < TEMPORARY_LEAST)
        return -EINVAL;
    for (int i = 0; i < ATTEMPTS && result == -EEXIST; i++) {
        result = os_random_letters(end + 1 - size, size);
        if (result == 0)
            result = directory ? OS_CALL(mkdir(template, 0700))
                               : OS_RETRY(openat(AT_FDCWD, template, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    }
    return result;
}
