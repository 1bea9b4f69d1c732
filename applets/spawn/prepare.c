/* SPDX-License-Identifier: MIT */
/* xspawn --each: a run's arguments, environment and steps, made of its items. */
#include "spawn/each.h"

#include <errno.h>
#include <sysexits.h>

#include "ops/shared/environment.h"
#include "value/number.h"

TEXTS_OF(spawn_prepare);

enum { STREAM_STEPS = 2 }; /* a run's pipes, before the steps that all runs have */

static const char number_name[] = "XSPAWN_NUMBER=";

/* Builds the environment, with a first entry for the number of the run; with --clearenv only with the requested
 * variables. */
int prepare_environment(struct each *each)
{
    struct environment environment;
    char **entries = (char **)each->xspawn->spawn.program.envp;

    memcpy(each->number_entry, number_name, sizeof number_name);
    if (!each->xspawn->args->clearenv) {
        if (environment_start(&environment, each->call->arena, entries) < 0 ||
            environment_set(&environment, each->number_entry) < 0)
            return fail_no_memory(each->call->fail);
        entries = environment_entries(&environment);
    }
    each->environment = entries;
    while (entries[each->environment_count] != NULL)
        each->environment_count++;
    return 0;
}

bool has_placed_path(const struct spawn_step *step)
{
    return (step->kind == SPAWN_OPEN || step->kind == SPAWN_CHDIR) && has_placeholder(step->path);
}

/* The steps of a run: its streams, then those of all, with the placeholders in their paths replaced. */
static int make_steps(struct each *each, struct job *job, const struct run_words *words)
{
    const struct spawn *all = &each->xspawn->spawn;
    size_t first = each->piped ? STREAM_STEPS : 0;

    if (job->steps == NULL)
        job->steps = arena_alloc(each->call->arena, (all->count + STREAM_STEPS + 1) * sizeof *job->steps);
    if (job->steps == NULL)
        return -ENOMEM;
    if (all->count > 0)
        memcpy(job->steps + first, all->steps, all->count * sizeof *job->steps);
    for (size_t i = first; i < first + all->count; i++) {
        struct spawn_step *step = &job->steps[i];
        if (has_placed_path(step) && (step->path = placeholders_fill(&job->arena, step->path, words)) == NULL)
            return -ENOMEM;
    }
    job->spawn = *all;
    job->spawn.steps = job->steps;
    job->step_count = first + all->count;
    return 0;
}

/* Replaces placeholders in values of --env, and sets the number of the run. Programs start one after the other, so they
 * can share the number's entry. */
static int fill_environment(struct each *each, struct job *job, const struct run_words *words)
{
    const struct occurrences *given = &each->xspawn->args->variables;
    char **entries = each->environment;

    each->number_entry[sizeof number_name - 1 +
                       uint_write(each->number_entry + sizeof number_name - 1, words->number)] = '\0';
    for (size_t i = 0; i < given->count; i++) {
        const char *entry = given->items[i].value.data;
        if (!has_placeholder(entry))
            continue;
        if (entries == each->environment) {
            entries = arena_alloc(&job->arena, (each->environment_count + 1) * sizeof *entries);
            if (entries == NULL)
                return -ENOMEM;
            memcpy(entries, each->environment, each->environment_count * sizeof *entries);
        }
        for (size_t at = 0; at < each->environment_count; at++)
            if (each->environment[at] == entry && (entries[at] = placeholders_fill(&job->arena, entry, words)) == NULL)
                return -ENOMEM;
    }
    job->spawn.program.envp = entries;
    return 0;
}

static bool has_nul(const struct each *each)
{
    for (size_t i = 0; i < each->batch_count; i++)
        if (strlen(each->batch[i].data) != each->batch[i].size)
            return true;
    return false;
}

/* Arguments, environment and steps. 0, or -1 with the failure recorded. */
int prepare_run(struct each *each, struct job *job, struct fail *fail)
{
    const char *argv0 = each->xspawn->args->argv0;
    struct run_words words = {each->batch, each->batch_count, job->number, job->slot};

    job->spawn.program.argv = each->template.argv;
    if (has_nul(each))
        return fail_words(fail, EX_DATAERR,
                          "item of run %zu: a NUL byte cannot stand in an argument (-0 parts items at NUL bytes)",
                          job->number);
    if (job->slot == 0 || make_steps(each, job, &words) < 0 || fill_environment(each, job, &words) < 0)
        return fail_no_memory(fail);
    char **argv = template_fill(&each->template, &job->arena, &words);
    if (argv == NULL)
        return fail_no_memory(fail);
    job->spawn.program.argv = argv;
    if (has_placeholder(each->template.argv[0]))
        job->spawn.program.file = argv[0];
    if (argv0 != NULL)
        argv[0] = has_placeholder(argv0) ? placeholders_fill(&job->arena, argv0, &words) : (char *)argv0;
    return argv[0] != NULL ? 0 : fail_no_memory(fail);
}
