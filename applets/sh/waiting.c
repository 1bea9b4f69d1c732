/* SPDX-License-Identifier: MIT */
/* Builtins that wait: sleep and poll. */
#include "sh/builtins.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <time.h>

#include "os/io.h"
#include "os/retry.h"
#include "value/duration.h"
#include "value/number.h"

TEXTS_OF(sh_waiting);

enum { MOST_FDS = 1024 };

static int read_duration(struct session *session, struct word text, int64_t *ns)
{
    if (duration_read(text, ns))
        return 0;
    return fail_usage(session->fail, "'%.*s' is not a duration (1.5, 200ms, 3m)", shown_size(text), text.data);
}

static int run_sleep(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    struct timespec left;
    int64_t ns;
    int result;

    (void)status;
    if (read_duration(session, text_of(arguments, 0), &ns) < 0)
        return -1;
    left = (struct timespec){.tv_sec = (time_t)(ns / 1000000000), .tv_nsec = (long)(ns % 1000000000)};
    while ((result = clock_nanosleep(CLOCK_MONOTONIC, 0, &left, &left)) == EINTR && !os_stop())
        continue;
    if (result != 0)
        return fail_errno(session->fail, result, NULL, NULL);
    out_none(out);
    return 0;
}

static const struct {
    char name[5];
    short event;
} events[] = {{"in", POLLIN},   {"out", POLLOUT}, {"pri", POLLPRI},
              {"err", POLLERR}, {"hup", POLLHUP}, {"nval", POLLNVAL}};

/* Returns the event with that name; 0 if it cannot be requested. */
static short find_event(struct word name)
{
    for (size_t i = 0; i < 3; i++)
        if (word_is(name, events[i].name))
            return events[i].event;
    return 0;
}

static int not_wanted(struct session *session, struct word text)
{
    return fail_usage(session->fail, "'%.*s' is not FD:in, FD:out, FD:pri or FD:in|out", shown_size(text), text.data);
}

/* FD:in|out|pri */
static int read_wanted(struct session *session, struct word text, struct pollfd *wanted)
{
    const char *end = text.data + text.size, *colon = memchr(text.data, ':', text.size);
    struct number number;
    int64_t fd;

    *wanted = (struct pollfd){0};
    struct word digits = {text.data, colon != NULL ? (size_t)(colon - text.data) : 0};
    if (!number_read(digits, 10, &number) || !number_to_int64(number, 0, INT32_MAX, &fd))
        return not_wanted(session, text);
    wanted->fd = (int)fd;
    for (const char *at = colon + 1, *bar; at <= end; at = bar + 1) {
        bar = memchr(at, '|', (size_t)(end - at));
        bar = bar != NULL ? bar : end;
        short event = find_event((struct word){at, (size_t)(bar - at)});
        if (event == 0)
            return not_wanted(session, text);
        wanted->events |= event;
    }
    return 0;
}

static void put_events(struct out *out, short happened)
{
    char text[40] = "", *at = text;

    for (size_t i = 0; i < sizeof events / sizeof events[0]; i++)
        if (happened & events[i].event) {
            if (at > text)
                *at++ = '|';
            memcpy(at, events[i].name, strlen(events[i].name));
            at += strlen(events[i].name);
        }
    out_name(out, "events");
    out_string(out, text, (size_t)(at - text));
}

/* Milliseconds for poll(2), rounded up; -1: without limit. */
static int milliseconds(int64_t ns)
{
    int64_t ms = ns / 1000000 + (ns % 1000000 > 0);

    return ns == DURATION_INF ? -1 : ms > INT32_MAX ? INT32_MAX : (int)ms;
}

static int run_poll(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    size_t count = arguments->count;
    int64_t timeout = DURATION_INF;
    struct word last = text_of(arguments, count - 1);

    if (memchr(last.data, ':', last.size) == NULL) {
        if (read_duration(session, last, &timeout) < 0)
            return -1;
        count--;
    }
    struct pollfd *wanted = arena_alloc(session->arena, (count + 1) * sizeof *wanted);
    if (wanted == NULL)
        return session_no_memory(session);
    for (size_t i = 0; i < count; i++)
        if (read_wanted(session, text_of(arguments, i), &wanted[i]) < 0)
            return -1;
    int result = os_poll(wanted, count, milliseconds(timeout));
    if (result < 0)
        return fail_errno(session->fail, -result, NULL, NULL);
    *status = result == 0;
    out_open(out, OUT_LIST);
    for (size_t i = 0; i < count; i++)
        if (wanted[i].revents != 0) {
            out_open(out, OUT_RECORD);
            out_field_int(out, "fd", wanted[i].fd);
            put_events(out, wanted[i].revents);
            out_close(out);
        }
    out_close(out);
    return 0;
}

const struct builtin wait_builtins[] = {
    {.name = "sleep",
     TEXTS(.signature = "sleep DURATION", .summary = "wait"),
     .least = 1,
     .most = 1,
     .flushes = true,
     .run = run_sleep},
    {.name = "poll",
     TEXTS(.signature = "poll FD:in|out|pri... [TIMEOUT]", .summary = "wait until one of the descriptors is ready"),
     .least = 1,
     .most = MOST_FDS,
     .flushes = true,
     .run = run_poll},
    {0},
};
