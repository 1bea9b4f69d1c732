/* SPDX-License-Identifier: MIT */
/* xspawn --each: when another run may start: --jobs, --delay, --load, --memfree. */
#include "spawn/each.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sysexits.h>

#include "os/contents.h"
#include "os/deadline.h"
#include "os/sched.h"
#include "os/sysinfo.h"
#include "value/duration.h"
#include "value/number.h"

TEXTS_OF(spawn_throttle);

/* --jobs: N, 0 for one per CPU, or a percentage of the CPUs. */
static int read_jobs(struct each *each)
{
    const char *text = each->xspawn->args->jobs;
    struct word word = word_of(text != NULL ? text : "1");
    struct number number;
    int64_t jobs;

    bool percent = word.size > 0 && word.data[word.size - 1] == '%';
    word.size -= percent;
    if (!number_read(word, 10, &number) || !number_to_int64(number, 0, percent ? INT_MAX : JOBS_MOST, &jobs))
        return fail_usage(each->call->fail, "jobs: '%.200s' is not a number from 0 to %d, or N%%", text, JOBS_MOST);
    if (percent || jobs == 0)
        jobs = (int64_t)os_usable_cpus() * (percent ? jobs : 100) / 100;
    each->jobs = jobs < 1 ? 1 : jobs > JOBS_MOST ? JOBS_MOST : (size_t)jobs;
    return 0;
}

/* --load: a load average, or a percentage of the CPUs; kept in 65536ths. */
static int read_load(struct each *each)
{
    const char *text = each->xspawn->args->load;
    size_t size = text != NULL ? strspn(text, "0123456789.") : 0;
    bool percent = size > 0 && strcmp(text + size, "%") == 0;
    int64_t ns;

    if (text == NULL)
        return 0;
    if ((text[size] != '\0' && !percent) || !duration_read((struct word){text, size}, &ns) || ns <= 0 ||
        ns / 1000000 > INT_MAX)
        return fail_usage(each->call->fail, "load: '%.200s' is not a load average (2.5) or N%%", text);
    each->load = (uint64_t)(ns / 1000000) * 65536 / 1000;
    if (percent)
        each->load = each->load * (uint64_t)os_usable_cpus() / 100;
    return 0;
}

/* MemAvailable of /proc/meminfo in bytes. 0 or -errno. */
static int available_memory(uint64_t *bytes)
{
    char text[1024];
    ssize_t size = contents_text(AT_FDCWD, "/proc/meminfo", text, sizeof text);

    if (size < 0)
        return (int)size;
    const char *at = strstr(text, "MemAvailable:");
    if (at == NULL)
        return -ENODATA;
    *bytes = 0;
    for (at += strcspn(at, "0123456789"); *at >= '0' && *at <= '9'; at++)
        *bytes = *bytes * 10 + (uint64_t)(*at - '0');
    *bytes *= 1024;
    return 0;
}

/* Reads the options. 0, or -1 with the failure recorded. */
int throttle_check(struct each *each)
{
    const struct xspawn_args *args = each->xspawn->args;
    uint64_t bytes;

    if (read_jobs(each) < 0 || read_load(each) < 0)
        return -1;
    if (args->memfree.given && args->memfree.value < 0)
        return fail_usage(each->call->fail, "memfree: less than 0");
    int result = args->memfree.given ? available_memory(&bytes) : 0;
    if (result == 0)
        return 0;
    fail_errno(each->call->fail, -result, "/proc/meminfo", NULL);
    each->call->fail->status = EX_OSFILE;
    return -1;
}

static bool is_busy(const struct each *each)
{
    const struct xspawn_args *args = each->xspawn->args;
    uint64_t loads[3], bytes;

    if (each->load > 0 && os_getloadavg(loads) == 0 && loads[0] > each->load)
        return true;
    return args->memfree.given && available_memory(&bytes) == 0 && bytes < (uint64_t)args->memfree.value;
}

/* True if no run may start before each->next_start_ns. */
bool throttle_waits(struct each *each)
{
    enum { CHECK_NS = 500000000 };
    const struct xspawn_args *args = each->xspawn->args;

    if (!args->delay.given && each->load == 0 && !args->memfree.given)
        return false;
    if (each->next_start_ns > deadline_now())
        return true;
    each->next_start_ns = 0;
    if (is_busy(each)) {
        each->next_start_ns = deadline_after(CHECK_NS);
        return true;
    }
    if (args->delay.given)
        each->next_start_ns = deadline_after(args->delay.value);
    return false;
}
