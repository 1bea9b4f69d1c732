/* SPDX-License-Identifier: MIT */
/* xspawn --each: writes outputs to standard output and error. A run's output is written as one block when no process
 * holds its pipes any more. Output of a process that the run left behind belongs to the block too, unless the batch
 * ends before (late.c). Writing never blocks. */
#include "spawn/each.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "os/fd.h"
#include "os/files.h"
#include "os/io.h"
#include "os/spawn/brief.h"
#include "os/status.h"
#include "value/format.h"

static const char *const stream_names[] = {"standard output", "standard error"};

/* 0, or -1 with the failure recorded. */
int output_begin(struct each *each)
{
    const char *folder = each->xspawn->args->results;

    each->spill.file = each->results = -1;
    each->order_end = &each->order;
    each->queue_end = &each->queue;
    if (!each->piped)
        return 0;
    each->room = malloc(SPOOL_EXTENT);
    if (each->room == NULL)
        return fail_no_memory(each->call->fail);
    if (folder == NULL)
        return 0;
    int result = directory_make(AT_FDCWD, folder, 0777);
    if (result < 0 && result != -EEXIST)
        return fail_errno(each->call->fail, -result, folder, NULL);
    each->results = os_open(AT_FDCWD, folder, O_PATH | O_DIRECTORY, 0);
    return each->results < 0 ? fail_errno(each->call->fail, -each->results, folder, NULL) : 0;
}

static void close_pipe(struct job *job, int stream)
{
    os_close(job->pipes[stream]);
    job->pipes[stream] = -1;
}

/* Reads what a run has written; poll(2) has reported it. */
void output_take(struct each *each, struct job *job, int stream)
{
    if (spool_take(&job->spools[stream], &each->spill, job->pipes[stream]) <= 0)
        close_pipe(job, stream);
    if (job->pid == 0)
        output_complete(each, job);
}

static void enqueue(struct each *each, struct job *job)
{
    job->next = NULL;
    *each->queue_end = job;
    each->queue_end = &job->next;
    each->queued++;
}

/* --keep-order: moves complete outputs at the front to the queue. Those after them are kept in a file if they are
 * large, or in memory if the file cannot be written. */
static void enqueue_in_order(struct each *each, struct job *job)
{
    enum { IN_MEMORY = 8 * 1024 * 1024 };

    each->kept_bytes += job->spools[0].capacity + job->spools[1].capacity;
    for (int stream = 0; stream < 2 && each->order != job && each->kept_bytes > IN_MEMORY; stream++) {
        if (spool_settle(&job->spools[stream], &each->spill) < 0)
            continue;
        each->kept_bytes -= job->spools[stream].capacity;
        free(job->spools[stream].data);
        job->spools[stream].data = NULL;
        job->spools[stream].capacity = 0;
    }
    for (struct job *first; (first = each->order) != NULL && first->complete;) {
        each->order = first->next;
        if (each->order == NULL)
            each->order_end = &each->order;
        each->kept_bytes -= first->spools[0].capacity + first->spools[1].capacity;
        enqueue(each, first);
    }
}

/* Queues the output of a run that has ended, unless a process still holds its pipes. */
void output_complete(struct each *each, struct job *job)
{
    if (job->complete || job->pipes[0] >= 0 || job->pipes[1] >= 0)
        return;
    job->complete = true;
    pool_unlink(each, job);
    for (int stream = 0; stream < 2; stream++)
        if (job->spools[stream].failed != 0) {
            job->lost = -job->spools[stream].failed;
            batch_error(each, job->number, job->lost, "output kept aside", 0);
        }
    if (each->xspawn->args->keep_order)
        enqueue_in_order(each, job);
    else
        enqueue(each, job);
    output_write(each);
}

/* Reads what is in a run's pipes at the end of the batch, or before it is repeated; processes that hold the pipes may
 * continue to write. */
void output_drain(struct each *each, struct job *job)
{
    for (int stream = 0; stream < 2; stream++) {
        struct pollfd pipe = {.fd = job->pipes[stream], .events = POLLIN};
        while (job->pipes[stream] >= 0 && os_poll(&pipe, 1, 0) > 0)
            if (spool_take(&job->spools[stream], &each->spill, job->pipes[stream]) <= 0)
                close_pipe(job, stream);
        if (job->pipes[stream] >= 0)
            late_keep(each, job->pipes[stream], stream);
        job->pipes[stream] = -1;
    }
}

/* --results: writes one file per stream, NUMBER.out and NUMBER.err. */
static int write_result(struct each *each, struct job *job, int stream)
{
    char name[32];
    const char *data;
    size_t size;

    format_text(name, sizeof name, "%zu.%s", job->number, stream == 0 ? "out" : "err");
    int fd = os_open(each->results, name, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0666);
    int result = fd < 0 ? fd : 0;
    while (result == 0 && (result = spool_next(&job->spools[stream], &each->spill, each->room, &data, &size)) == 0 &&
           size > 0)
        result = write_all(fd, data, size);
    int closed = fd >= 0 ? os_close_written(fd) : 0;
    result = result == 0 ? closed : result;
    spool_rewind(&job->spools[stream]);
    return result;
}

static void write_results(struct each *each, struct job *job)
{
    for (int stream = 0; stream < 2 && each->results >= 0; stream++) {
        int result = write_result(each, job, stream);
        if (result < 0) {
            job->lost = -result;
            batch_error(each, job->number, -result, each->xspawn->args->results, 0);
        }
    }
}

/* Adds the item and a tab before each line of the piece. */
static int add_tags(struct each *each, struct job *job)
{
    size_t tag = strlen(job->item), lines = job->tag_next, used = 0;

    for (const char *at = each->piece.data, *end = at + each->piece.size; (at = memchr(at, '\n', (size_t)(end - at)));)
        lines++, at++;
    if (each->tagged_capacity < each->piece.size + lines * (tag + 1)) {
        each->tagged_capacity = each->piece.size + lines * (tag + 1);
        free(each->tagged);
        each->tagged = malloc(each->tagged_capacity);
    }
    if (each->tagged == NULL) {
        each->tagged_capacity = 0;
        return -ENOMEM;
    }
    for (size_t i = 0; i < each->piece.size; i++) {
        if (job->tag_next) {
            memcpy(each->tagged + used, job->item, tag);
            used += tag;
            each->tagged[used++] = '\t';
        }
        job->tag_next = each->piece.data[i] == '\n';
        each->tagged[used++] = each->piece.data[i];
    }
    each->piece = (struct word){each->tagged, used};
    return 0;
}

static int next_piece(struct each *each, struct job *job)
{
    int result = spool_next(&job->spools[each->stream], &each->spill, each->room, &each->piece.data, &each->piece.size);

    if (result == 0 && each->piece.size > 0) {
        batch_show(each, true);
        if (each->xspawn->args->tag)
            result = add_tags(each, job);
    }
    return result;
}

static bool is_writable(int fd)
{
    struct pollfd stream = {.fd = fd, .events = POLLOUT};

    return os_poll(&stream, 1, 0) > 0;
}

/* Ends the batch if a stream cannot be written to: the output of more runs would be lost too. */
static void stream_failed(struct each *each, struct job *job, int errnum)
{
    job->lost = errnum;
    if (each->dead[each->stream] == 0 && (each->dead[0] == 0 || each->stream == 0))
        batch_error(each, job->number, errnum, stream_names[each->stream], EX_IOERR);
    each->dead[each->stream] = errnum;
    each->halted = true;
}

/* Writes to a stream from the first job in the queue. Returns 1 when done, 0 if the reader is slow. */
static int write_stream(struct each *each, struct job *job)
{
    for (;;) {
        int result = each->piece.size > 0 ? 0 : next_piece(each, job);
        if (result == 0 && each->piece.size == 0)
            return 1;
        if (result == 0 && each->dead[each->stream] != 0)
            result = -each->dead[each->stream];
        if (result == 0 && !is_writable(each->stream + 1))
            return 0;
        ssize_t written = result < 0 ? result : brief_write(each->stream + 1, each->piece.data, each->piece.size);
        if (written == -EAGAIN)
            return 0;
        if (written < 0) {
            stream_failed(each, job, (int)-written);
            each->piece.size = 0;
            return 1;
        }
        each->piece.data += written;
        each->piece.size -= (size_t)written;
    }
}

/* Writes what can be written now. A run is logged after its output was written. */
void output_write(struct each *each)
{
    for (struct job *job; (job = each->queue) != NULL;) {
        if (each->stream == 0 && job->spools[0].read == 0 && job->spools[0].offset == 0 && each->piece.size == 0) {
            write_results(each, job);
            job->tag_next = true;
        }
        for (; each->stream < 2; each->stream++) {
            if (write_stream(each, job) == 0)
                return;
            job->tag_next = true;
        }
        each->stream = 0;
        each->queue = job->next;
        if (each->queue == NULL)
            each->queue_end = &each->queue;
        each->queued--;
        joblog_write(each, job, NULL);
        pool_release(each, job);
    }
}

/* True if standard output is a pipe or socket without reader: the batch ends with 74. */
bool output_reader_left(struct each *each)
{
    struct pollfd out = {.fd = STDOUT_FILENO};
    struct status status;

    if (each->dead[0] != 0 || os_poll(&out, 1, 0) <= 0 || (out.revents & POLLERR) == 0 ||
        status_get(STDOUT_FILENO, NULL, 0, STATUS_TYPE, &status) < 0 ||
        !(S_ISFIFO(status.mode) || S_ISSOCK(status.mode)))
        return false;
    each->dead[0] = EPIPE;
    each->halted = true;
    if (each->status == 128 + SIGPIPE) /* a run that wrote to it first: the same failure */
        each->first_failed = 0;
    batch_error(each, each->started, EPIPE, stream_names[0], EX_IOERR);
    return true;
}

void output_end(struct each *each)
{
    if (each->results >= 0)
        os_close(each->results);
    spill_free(&each->spill);
    free(each->room);
    free(each->tagged);
    free(each->late);
}
