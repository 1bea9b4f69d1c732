/* SPDX-License-Identifier: MIT */
/* --confirm. */
#include "walk/confirm.h"

#include <unistd.h>

#include "os/io.h"
#include "out/quote.h"

bool confirmed(struct xwalk *walk, const char *what, const char *path)
{
    char buffer[1024], byte = '\n', first = '\0';
    struct out out;

    if (!walk->args->confirm)
        return true;
    lock_take(&walk->lock);
    out_init(&out, &out_plain, STDERR_FILENO, buffer, sizeof buffer);
    out_put(&out, what);
    out_char(&out, ' ');
    quote_visible(&out, path, strlen(path));
    out_put(&out, "? ");
    out_flush(&out);
    while (os_read(STDIN_FILENO, &byte, 1) == 1 && byte != '\n')
        if (first == '\0')
            first = byte;
    lock_open(&walk->lock);
    return first == 'y' || first == 'Y';
}
