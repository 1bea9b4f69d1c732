/* SPDX-License-Identifier: MIT */
/* Children that answer requests. They are grandchildren of the session, so that no statement that waits for children
 * finds them. */
#include "sh/async.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "os/fd.h"
#include "os/io.h"
#include "os/spawn/fork.h"
#include "os/spawn/wait.h"
#include "sh/eval/fork.h"

TEXTS_OF(sh_async);

struct async {
    struct async *next;
    int fd; /* read end of the pipe */
    struct own own;
    char *reply; /* the part received so far */
    size_t used, capacity;
    struct reply_id id;
    char id_text[];
};

/* Forks twice: the child ends at once and is reaped; the grandchild continues. Returns 0 in the grandchild. */
static pid_t fork_away(void)
{
    pid_t pid = fork_process();
    int status;

    if (pid == 0) {
        pid = fork_process();
        if (pid != 0)
            _exit(pid < 0);
        return 0;
    }
    if (pid < 0)
        return pid;
    pid_t ended = wait_process(pid, 0, &status, NULL);
    return ended > 0 && status != 0 ? -EAGAIN : pid;
}

static struct async *new_async(struct session *session, struct reply_id id, int ends[2])
{
    struct async *async = malloc(sizeof *async + id.text.size + 1);

    if (async == NULL) {
        session_no_memory(session);
        return NULL;
    }
    *async = (struct async){.next = session->async, .id = id};
    if (id.text.data != NULL) {
        memcpy(async->id_text, id.text.data, id.text.size);
        async->id_text[id.text.size] = '\0';
        async->id.text.data = async->id_text;
    }
    int result = os_pipe(ends, O_CLOEXEC);
    if (result < 0) {
        fail_errno(session->fail, -result, NULL, NULL);
        free(async);
        return NULL;
    }
    async->fd = ends[0];
    if (own_keep(session, &async->own, &async->fd) == 0)
        os_close(ends[0]);
    else
        async->own.fd = NULL;
    return async;
}

static void remove_async(struct session *session, struct async *async)
{
    struct async **link = &session->async;

    while (*link != async)
        link = &(*link)->next;
    *link = async->next;
    if (async->own.fd != NULL)
        own_close(session, &async->own);
    else
        os_close(async->fd);
    free(async->reply);
    free(async);
}

int async_start(struct session *session, struct reply_id id)
{
    int ends[2];
    struct async *async = new_async(session, id, ends);

    if (async == NULL)
        return ASYNC_FAILED;
    session->async = async;
    out_flush(session->out);
    pid_t pid = fork_away();
    if (pid == 0) {
        enum reply_form replies = session->replies;
        child_begin(session);
        session->replies = replies;
        return ends[1];
    }
    os_close(ends[1]);
    if (pid > 0)
        return ASYNC_PARENT;
    fail_process(session->fail, -pid, NULL);
    remove_async(session, async);
    return ASYNC_FAILED;
}

/* The child has ended: writes its reply, or a failure if it left none. */
static void finish(struct session *session, struct async *async)
{
    if (async->used > 0 && async->reply[async->used - 1] == '\n')
        out_raw(session->out, async->reply, async->used);
    else {
        struct fail *outer = session->fail, fail = {0};
        fail_words(&fail, EX_SOFTWARE, "the process that ran the request ended without a reply");
        session->fail = &fail;
        reply_write(session, session->out, async->id, NULL);
        session->fail = outer;
    }
    remove_async(session, async);
}

/* Reads the available bytes. False at the end. */
static bool receive(struct async *async)
{
    enum { STEP = 16 * 1024 };

    if (async->capacity - async->used < STEP) {
        char *grown = realloc(async->reply, async->capacity * 2 + STEP);
        if (grown == NULL)
            return false;
        async->reply = grown;
        async->capacity = async->capacity * 2 + STEP;
    }
    int64_t got = os_read(async->fd, async->reply + async->used, async->capacity - async->used);
    if (got > 0)
        async->used += (size_t)got;
    return got > 0;
}

/* Waits for input on fd (unless it is -1) or for a reply. True if there is input. */
static bool wait_once(struct session *session, int fd)
{
    struct pollfd *polled;
    size_t count = 1, i = 1;

    for (struct async *async = session->async; async != NULL; async = async->next)
        count++;
    if ((polled = calloc(count, sizeof *polled)) == NULL)
        return true;
    polled[0] = (struct pollfd){.fd = fd, .events = POLLIN};
    for (struct async *async = session->async; async != NULL; async = async->next)
        polled[i++] = (struct pollfd){.fd = async->fd, .events = POLLIN};
    int result = os_poll(polled, count, -1);
    i = 1;
    for (struct async *async = session->async, *next; result > 0 && async != NULL; async = next, i++) {
        next = async->next;
        if (polled[i].revents != 0 && !receive(async))
            finish(session, async);
    }
    bool input = result < 0 || polled[0].revents != 0;
    free(polled);
    out_flush(session->out);
    return input;
}

void async_wait(struct session *session, int fd)
{
    while (session->async != NULL && !wait_once(session, fd))
        continue;
}
