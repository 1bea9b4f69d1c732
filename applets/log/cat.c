/* SPDX-License-Identifier: MIT */
/* xlog cat: rotated sets one after the other; with --follow, what is added to them. xlog merge: several by time. */
#include <errno.h>
#include <signal.h>

#include "log/view.h"
#include "os/clock.h"
#include "os/interrupt.h"
#include "os/retry.h"
#include "value/isotime.h"

TEXTS_OF(log_cat);

/* A log that is shown. */
struct shown {
    struct log_reader reader;
    struct entry entry;
    struct timespec time; /* of the entry, or of one before it */
    bool takes;           /* the last record was shown: so are the lines that go on with it */
    bool open;            /* there is an entry */
};

/* Reads the next entry to be shown. */
static bool next(struct view *view, struct shown *shown)
{
    while (view->call->out->errnum == 0 && reader_next(&shown->reader, &shown->entry)) {
        struct log_line *line = shown->entry.line;
        if (line->timed)
            shown->time = line->record.created;
        else if ((line->timed = shown->time.tv_sec != INT64_MIN))
            line->record.created = shown->time;
        if (shown->entry.text.data != NULL)
            shown->takes = view_takes(view, &shown->entry);
        if (shown->takes)
            return shown->open = true;
    }
    return shown->open = false;
}

static bool show_all(struct view *view, struct shown *shown)
{
    bool any = false;

    while (next(view, shown)) {
        any = true;
        if (!view_show(view, &shown->entry))
            break;
    }
    return any;
}

/* Goes on with all logs until a signal comes, or the output cannot be written. */
static void follow(struct view *view, struct shown *logs, size_t count)
{
    enum { PAUSE_NS = 100 * 1000 * 1000 };
    static const int caught[] = {SIGTERM, SIGINT};

    for (size_t i = 0; i < sizeof caught / sizeof caught[0]; i++)
        interrupt_by(caught[i], NULL);
    while (os_interrupted == 0 && view->call->out->errnum == 0) {
        bool any = false;
        for (size_t i = 0; i < count; i++) {
            reader_follow(&logs[i].reader);
            any |= show_all(view, &logs[i]);
        }
        if (out_flush(view->call->out) == 0 && !any)
            os_sleep(PAUSE_NS);
    }
    interrupt_clear();
}

/* Opens the logs. Those that cannot be opened are reported, and left out. */
static struct shown *open_logs(struct xlog *xlog, const struct view *view, size_t *count)
{
    static const struct word standard_input = {"-", 1};
    struct words words = xlog->args->words;
    struct call *call = xlog->call;

    if (words.count == 0)
        words = (struct words){1, &standard_input};
    struct shown *logs = arena_alloc(call->arena, words.count * sizeof *logs);
    *count = 0;
    for (size_t i = 0; i < words.count && logs != NULL; i++) {
        logs[*count].time.tv_sec = INT64_MIN;
        if (reader_open(&logs[*count].reader, call, view->zone, words.items[i].data, xlog->args->follow) == 0)
            ++*count;
        else
            call_report(call);
    }
    return logs;
}

static int end(struct view *view, struct shown *logs, size_t count)
{
    for (size_t i = 0; i < count; i++)
        reader_close(&logs[i].reader);
    view_end(view);
    return 0;
}

int xlog_cat(struct xlog *xlog)
{
    struct view view;
    size_t count;

    if (view_begin(&view, xlog) < 0)
        return -1;
    struct shown *logs = open_logs(xlog, &view, &count);
    if (logs == NULL)
        return fail_no_memory(xlog->call->fail);
    for (size_t i = 0; i < count && xlog->call->out->errnum == 0; i++)
        show_all(&view, &logs[i]);
    if (xlog->args->follow && count > 0)
        follow(&view, logs, count);
    return end(&view, logs, count);
}

int xlog_merge(struct xlog *xlog)
{
    struct view view;
    size_t count;

    if (view_begin(&view, xlog) < 0)
        return -1;
    if (xlog->args->follow)
        return fail_usage(xlog->call->fail, "follow: only cat does that");
    struct shown *logs = open_logs(xlog, &view, &count);
    if (logs == NULL)
        return fail_no_memory(xlog->call->fail);
    for (size_t i = 0; i < count; i++)
        next(&view, &logs[i]);
    for (;;) {
        struct shown *first = NULL;
        for (size_t i = 0; i < count; i++)
            if (logs[i].open && (first == NULL || time_is_before(logs[i].time, first->time)))
                first = &logs[i];
        if (first == NULL || !view_show(&view, &first->entry))
            break;
        next(&view, first);
    }
    return end(&view, logs, count);
}
