/* SPDX-License-Identifier: MIT */
/* xspawn --each: allocates and reuses jobs, and lists the current ones. */
#include "spawn/each.h"

#include <stdlib.h>
#include <unistd.h>

/* An unused job with an empty arena; NULL when memory is out. */
struct job *pool_take(struct each *each)
{
    struct job *job = each->unused;

    if (job != NULL) {
        each->unused = job->next;
        job->next = NULL;
        return job;
    }
    job = calloc(1, sizeof *job);
    if (job == NULL)
        return NULL;
    arena_init(&job->arena, job->memory, sizeof job->memory);
    job->pipes[0] = job->pipes[1] = -1;
    return job;
}

/* Removes a job from the list of current ones. */
void pool_unlink(struct each *each, struct job *job)
{
    if (job->before != NULL)
        job->before->after = job->after;
    else if (each->live == job)
        each->live = job->after;
    if (job->after != NULL)
        job->after->before = job->before;
    job->before = job->after = NULL;
}

/* Makes a job, which is neither listed nor queued, available again. */
void pool_release(struct each *each, struct job *job)
{
    arena_clear(&job->arena);
    for (int stream = 0; stream < 2; stream++)
        spool_clear(&job->spools[stream], &each->spill);
    job->complete = job->logged = false;
    job->lost = 0;
    job->next = each->unused;
    each->unused = job;
}

void pool_end(struct each *each)
{
    for (struct job *job; (job = each->unused) != NULL;) {
        each->unused = job->next;
        arena_clear(&job->arena);
        spool_free(&job->spools[0]);
        spool_free(&job->spools[1]);
        free(job);
    }
}
