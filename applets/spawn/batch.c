/* SPDX-License-Identifier: MIT */
/* xspawn --each: counts, failures, when to stop, the progress line. */
#include "spawn/each.h"

#include <limits.h>
#include <unistd.h>

#include "os/deadline.h"
#include "value/number.h"

TEXTS_OF(spawn_batch);

/* Reads --halt: "now" or "soon", then ",fail=N", ",success=N" or ",done=N" with N or N%; or "never". */
int batch_halt_read(struct each *each)
{
    static const char *const counts[] = {[HALT_FAIL] = "fail=", [HALT_SUCCESS] = "success=", [HALT_DONE] = "done="};
    const struct xspawn_args *args = each->xspawn->args;
    struct halt *halt = &each->halt;
    const char *text = args->halt, *condition = "";
    struct number number;
    int64_t limit;

    *halt = (struct halt){.now = args->halt_now, .limit = 1};
    halt->counts = args->halt_now || text != NULL ? HALT_FAIL : HALT_NEVER;
    if (text == NULL || *text == '\0')
        return 0;
    if (strcmp(text, "never") == 0) {
        halt->counts = HALT_NEVER;
        return 0;
    }
    if (strncmp(text, "now,", 4) == 0) {
        halt->now = true;
        condition = text + 4;
    } else if (strncmp(text, "soon,", 5) == 0)
        condition = text + 5;
    for (int i = HALT_FAIL; i <= HALT_DONE; i++) {
        if (strncmp(condition, counts[i], strlen(counts[i])) != 0)
            continue;
        struct word word = word_of(condition + strlen(counts[i]));
        halt->counts = (enum halt_count)i;
        halt->percent = word.size > 0 && word.data[word.size - 1] == '%';
        word.size -= halt->percent;
        if (!number_read(word, 10, &number) || !number_to_int64(number, 1, halt->percent ? 100 : INT_MAX, &limit))
            break;
        halt->limit = (size_t)limit;
        return 0;
    }
    return fail_usage(each->call->fail, "halt: '%.200s' is not now|soon,fail|success|done=N or N%%, or never", text);
}

/* Starts no more runs once --halt's limit is reached. */
static void check_halt(struct each *each)
{
    enum { LEAST = 3 };
    const struct halt *halt = &each->halt;
    size_t count = halt->counts == HALT_FAIL      ? each->failed
                   : halt->counts == HALT_SUCCESS ? each->finished - each->failed
                                                  : each->finished;

    if (halt->counts == HALT_NEVER)
        return;
    if (halt->percent ? each->finished >= LEAST && count * 100 >= halt->limit * each->finished : count >= halt->limit)
        each->halted = true;
}

/* Prints a failure of xspawn's own. */
void batch_tell(struct each *each, const struct fail *fail)
{
    batch_show(each, true);
    fail_print(fail, STDERR_FILENO, each->call->json);
}

/* Prints errnum for what, and counts run number as failed with status, or with the errno's status if that is 0. */
void batch_error(struct each *each, size_t number, int errnum, const char *what, int status)
{
    struct fail fail = {.op = "xspawn"};

    fail_errno(&fail, errnum, what, NULL);
    batch_tell(each, &fail);
    batch_lost(each, number, status != 0 ? status : fail.status);
}

/* Counts run number as failed although it was counted as finished before. */
void batch_lost(struct each *each, size_t number, int status)
{
    each->failed++;
    if (each->first_failed == 0 || number < each->first_failed) {
        each->first_failed = number;
        each->status = status;
    }
    check_halt(each);
}

/* Counts a run that has ended. */
void batch_count(struct each *each, size_t number, int status)
{
    each->finished++;
    if (status != 0)
        batch_lost(each, number, status);
    else
        check_halt(each);
}

/* "1:02:03", "2:03" or "3s". */
static void put_span(struct out *line, int64_t ns)
{
    int64_t seconds = ns / SECOND_NS;

    if (seconds < 60) {
        out_put_int(line, seconds);
        out_put(line, "s");
        return;
    }
    if (seconds >= 3600) {
        out_put_int(line, seconds / 3600);
        out_put(line, seconds / 60 % 60 < 10 ? ":0" : ":");
    }
    out_put_int(line, seconds / 60 % 60);
    out_put(line, seconds % 60 < 10 ? ":0" : ":");
    out_put_int(line, seconds % 60);
}

static void put_counts(struct each *each, struct out *line)
{
    size_t done = each->finished + each->skipped;

    out_put_uint(line, done);
    if (each->total > 0) {
        out_put(line, "/");
        out_put_uint(line, each->total);
    }
    out_put(line, " done, ");
    out_put_uint(line, each->failed);
    out_put(line, " failed, ");
    out_put_uint(line, each->running);
    out_put(line, " running");
    if (each->total > done && each->finished > 0) {
        out_put(line, ", ETA ");
        put_span(line, (deadline_now() - each->begun_ns) / (int64_t)each->finished * (int64_t)(each->total - done));
    }
}

/* Draws the progress line if 100 ms have passed since the last time; with clear, removes it. */
void batch_show(struct each *each, bool clear)
{
    enum { INTERVAL_NS = 100000000 };
    char text[256];
    struct out line;
    int64_t now;

    if (!each->shows || (clear && each->shown_ns == 0) ||
        (!clear && (now = deadline_now()) - each->shown_ns < INTERVAL_NS))
        return;
    out_init(&line, &out_plain, STDERR_FILENO, text, sizeof text);
    out_char(&line, '\r');
    each->shown_ns = clear ? 0 : now;
    if (!clear)
        put_counts(each, &line);
    out_replace_line(&line);
}

/* Writes the last line on a terminal: the counts and the time. */
void batch_summary(struct each *each)
{
    char text[256];
    struct out line;

    if (!each->shows)
        return;
    batch_show(each, true);
    out_init(&line, &out_plain, STDERR_FILENO, text, sizeof text);
    out_put_uint(&line, each->finished);
    out_put(&line, each->finished == 1 ? " run, " : " runs, ");
    out_put_uint(&line, each->failed);
    out_put(&line, " failed");
    if (each->skipped > 0) {
        out_put(&line, ", ");
        out_put_uint(&line, each->skipped);
        out_put(&line, " skipped");
    }
    out_put(&line, ", ");
    put_span(&line, deadline_now() - each->begun_ns);
    out_put(&line, "\n");
    out_flush(&line);
}
