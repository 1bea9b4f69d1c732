/* SPDX-License-Identifier: MIT */
/* xspawn --each: writes outcomes to a file, and reads which runs an earlier batch has finished. */
#include "spawn/each.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sysexits.h>
#include <unistd.h>

#include "os/fd.h"
#include "os/output.h"
#include "value/json.h"
#include "value/number.h"

TEXTS_OF(spawn_joblog);

/* FNV-1a. */
static uint64_t hash(struct word item)
{
    uint64_t value = UINT64_C(0xcbf29ce484222325);

    for (size_t i = 0; i < item.size; i++)
        value = (value ^ (unsigned char)item.data[i]) * UINT64_C(0x100000001b3);
    return value;
}

static struct logged *entry_of(struct each *each, size_t number)
{
    if (number >= each->logged_count) {
        size_t count = number + number / 2 + 64; /* at most INT_MAX / 2 * 3 + 64, which fits in 32 bits */
        struct logged *logged = calloc(count, sizeof *logged);
        if (logged == NULL)
            return NULL;
        if (each->logged_count > 0)
            memcpy(logged, each->logged, each->logged_count * sizeof *logged);
        free(each->logged);
        each->logged = logged;
        each->logged_count = count;
    }
    return &each->logged[number];
}

static bool read_member(const struct json *record, const char *name, int64_t low, int64_t *value)
{
    const struct json *member = json_member(record, name);
    struct number number;

    return member != NULL && member->kind == JSON_NUMBER && number_read(member->text, 10, &number) &&
           number_to_int64(number, low, INT_MAX, value);
}

/* Reads one line of the log. Returns 0; -EINVAL if xspawn did not write it; -ENOMEM. */
static int read_line(struct each *each, struct arena *arena, struct word line)
{
    const struct json *record, *item;
    struct json_error error;
    int64_t number, exit;

    int result = json_read(arena, line, &record, &error);
    if (result < 0)
        return result;
    item = json_member(record, "item");
    if (!read_member(record, "number", 1, &number) || !read_member(record, "exit", 0, &exit) || item == NULL ||
        item->kind != JSON_STRING)
        return -EINVAL;
    struct logged *logged = entry_of(each, (size_t)number);
    if (logged == NULL)
        return -ENOMEM;
    bool finished = json_member(record, "interrupted") == NULL;
    *logged = (struct logged){true, finished, (int)exit, hash(item->text)};
    return 0;
}

/* Reads the log. *end gets the offset after the last complete line: the writer may have been killed while writing a
 * line. */
static int read_log(struct each *each, const char *path, off_t *end)
{
    struct item_reader reader;
    struct arena arena;
    struct word line;

    int result = item_reader_open(&reader, path, '\n');
    if (result < 0)
        return result == -ENOENT ? 0 : fail_errno(each->call->fail, -result, path, NULL);
    arena_init(&arena, NULL, 0);
    int64_t size = os_lseek(reader.fd, 0, SEEK_END);
    result = (int)(size < 0 ? size : os_lseek(reader.fd, 0, SEEK_SET));
    while (result >= 0 && (result = item_reader_take(&reader, &line)) > 0) {
        if (*end + (off_t)line.size >= size)
            break; /* no newline follows */
        result = read_line(each, &arena, line);
        arena_clear(&arena);
        if (result < 0)
            break;
        *end += (off_t)line.size + 1;
    }
    item_reader_close(&reader);
    if (result == -EINVAL)
        return fail_words(each->call->fail, EX_DATAERR, "%.200s: line %zu is not an outcome of xspawn --joblog", path,
                          reader.count);
    return result < 0 ? fail_errno(each->call->fail, -result, path, NULL) : 0;
}

/* Opens --joblog's file; with --resume or --resume-failed reads it first. 0, or -1 with the failure recorded. */
int joblog_open(struct each *each)
{
    const struct xspawn_args *args = each->xspawn->args;
    bool resumes = args->resume || args->resume_failed;
    off_t end = 0;
    bool printed = args->joblog != NULL && strcmp(args->joblog, "-") == 0;

    if (resumes && args->joblog == NULL)
        return fail_usage(each->call->fail, "--resume needs --joblog");
    if (resumes && printed)
        return fail_usage(each->call->fail, "--resume needs a file as --joblog");
    if (args->joblog == NULL)
        return 0;
    if (printed) {
        each->joblog = os_dup_from(STDOUT_FILENO, 3, false);
        return each->joblog < 0 ? fail_errno(each->call->fail, -each->joblog, "standard output", NULL) : 0;
    }
    if (resumes && read_log(each, args->joblog, &end) < 0)
        return -1;
    each->joblog = os_output_open(args->joblog, O_WRONLY | O_APPEND | (resumes ? 0 : O_TRUNC), 0666);
    if (each->joblog < 0)
        return fail_errno(each->call->fail, -each->joblog, args->joblog, NULL);
    int result = resumes ? os_ftruncate(each->joblog, end) : 0;
    return result < 0 ? fail_errno(each->call->fail, -result, args->joblog, NULL) : 0;
}

/* Returns 1 if the run of item must be skipped, 0 if not; -1 with the failure recorded if the log is about other items.
 */
int joblog_check(struct each *each, size_t number, struct word item)
{
    const struct logged *logged = number < each->logged_count ? &each->logged[number] : NULL;

    if (logged == NULL || !logged->known)
        return 0;
    if (logged->item != hash(item))
        return fail_words(each->call->fail, EX_DATAERR, "%.200s: is the log of another list: run %zu had another item",
                          each->xspawn->args->joblog, number);
    return logged->finished && (logged->exit == 0 || !each->xspawn->args->resume_failed);
}

/* True if the batch ended the run, by a signal to xspawn or by --halt: --resume runs its item again. */
static bool is_interrupted(const struct each *each, const struct outcome *outcome)
{
    return (each->interrupted != 0 || each->kill_ns != 0) && outcome->pid > 0 && WIFSIGNALED(outcome->run->status);
}

/* Logs a run. fail: why it was not started; NULL if it was. */
void joblog_write(struct each *each, struct job *job, const struct fail *fail)
{
    struct supervise own = {.status = job->status, .usage = job->usage, .wall_ns = job->wall_ns};
    struct outcome outcome = {.argv = job->spawn.program.argv,
                              .item = job->item,
                              .number = job->number,
                              .attempt = each->xspawn->args->retries > 0 ? job->attempt : 0,
                              .exit = job->exit,
                              .lost = job->lost,
                              .pid = fail != NULL          ? 0
                                     : job->result != NULL ? job->result->run.pid
                                                           : job->started_pid,
                              .fail = fail,
                              .run = job->result != NULL ? &job->result->run : &own};
    struct call call = *each->call;

    if (each->joblog < 0 || job->logged)
        return;
    call.arena = &job->arena;
    outcome.interrupted = is_interrupted(each, &outcome);
    int result = xspawn_report_line(&call, each->joblog, &outcome);
    if (result < 0) {
        batch_error(each, job->number, -result, each->xspawn->args->joblog, EX_IOERR);
        os_close(each->joblog);
        each->joblog = -1;
    }
}
