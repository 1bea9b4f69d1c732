/* SPDX-License-Identifier: MIT */
/* Shows progress on the terminal. */
#include "walk/progress.h"

#include <time.h>
#include <unistd.h>

#include "os/tty.h"
#include "value/isotime.h"

void progress_begin(struct xwalk *walk)
{
    if (!walk->args->progress || walk->call->json || !os_isatty(STDERR_FILENO))
        return;
    walk->shows_progress = true;
    clock_gettime(CLOCK_MONOTONIC, &walk->next_show);
    walk->next_show.tv_sec++;
}

static void write_line(struct xwalk *walk)
{
    char buffer[64];
    struct out line;

    out_init(&line, &out_plain, STDERR_FILENO, buffer, sizeof buffer);
    out_char(&line, '\r');
    out_put_uint(&line, atomic_load(&walk->seen));
    out_put(&line, " directories ");
    out_replace_line(&line);
    walk->shown = true;
}

/* Updates the line four times a second. */
static void show(struct xwalk *walk)
{
    enum { INTERVAL = 250000000, SECOND = 1000000000 };
    struct timespec now;

    if (!lock_try(&walk->lock))
        return;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (time_is_before(walk->next_show, now)) {
        write_line(walk);
        walk->next_show = now;
        walk->next_show.tv_nsec += INTERVAL;
        if (walk->next_show.tv_nsec >= SECOND) {
            walk->next_show.tv_nsec -= SECOND;
            walk->next_show.tv_sec++;
        }
    }
    lock_open(&walk->lock);
}

void progress_count(struct xwalk *walk)
{
    enum { BETWEEN_LOOKS = 256 };

    if (walk->shows_progress && atomic_fetch_add(&walk->seen, 1) % BETWEEN_LOOKS == 0)
        show(walk);
}

void progress_end(struct xwalk *walk)
{
    if (walk->shown)
        write_all(STDERR_FILENO, "\r\033[K", 4);
}
