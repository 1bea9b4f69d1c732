/* SPDX-License-Identifier: MIT */
/* xsched's output: a table for people, records for programs. */
#include "sched/xsched.h"

#include <errno.h>
#include <sched.h>
#include <string.h>
#include <sys/resource.h>
#include <sysexits.h>
#include <unistd.h>

#include "value/errnos.h"
#include "value/format.h"
#include "value/number.h"
#include "out/table.h"
#include "ops/shared/sysinfo.h"
#include "os/process.h"
#include "os/sysinfo.h"

enum { SIZE_WITH_CLAMPS = 56 }; /* bytes of the kernel's struct sched_attr since Linux 5.3 */
enum { LIST_ROOM = 512, NAME_SIZE = 64, BITS = 8 * sizeof(long) };

/* Everything shown about one thread. */
struct thread {
    pid_t pid, tid;
    char name[NAME_SIZE];
    struct sched_attributes attributes;
    int nice;
    int io;        /* as os_ioprio_get gives it */
    bool grouped;  /* autogroup is known */
    int autogroup; /* its nice value */
    struct timespec quantum;
    struct cpu_set asked, effective;
};

int xsched_fail(struct call *call, const char *op, pid_t tid, int errnum, const char *why)
{
    char number[NUMBER_ROOM];
    size_t size = int_write(number, tid);

    fail_errno(call->fail, errnum, tid != 0 ? arena_copy(call->arena, number, size) : NULL, NULL);
    call->fail->op = op;
    if (why != NULL && errno_words(errnum) != NULL)
        format_text(call->fail->text, sizeof call->fail->text, "%s (%s)", errno_words(errnum), why);
    return -1;
}

void xsched_list(const struct cpu_set *set, char *text, size_t size)
{
    size_t used = 0;

    text[0] = '\0';
    for (size_t cpu = 0; cpu < CPU_ROOM * 8; cpu++) {
        size_t last = cpu;
        if (!cpus_has(set->bits, sizeof set->bits, cpu))
            continue;
        while (cpus_has(set->bits, sizeof set->bits, last + 1))
            last++;
        used += format_text(text + used, size - used, last > cpu ? "%s%zu-%zu" : "%s%zu", used > 0 ? "," : "", cpu,
                            last);
        if (used >= size)
            return;
        cpu = last;
    }
}

/* The effective set: the CPUs on which the kernel lets the thread run, within the cpuset. */
static int read_sets(struct thread *thread)
{
    struct cpu_set available;
    int result = os_sched_getaffinity(thread->tid, thread->effective.bits);

    if (result < 0)
        return result;
    if (os_cpus_asked(thread->tid, &thread->asked, thread->name, sizeof thread->name) < 0)
        thread->asked = thread->effective; /* without /proc, nothing more is known */
    if (os_cpus_available(thread->tid, &available) == 0)
        for (size_t i = 0; i < CPU_ROOM / sizeof(long); i++)
            thread->effective.bits[i] &= available.bits[i];
    return 0;
}

static int read_thread(struct call *call, struct thread *thread)
{
    int result = os_sched_getattr(thread->tid, &thread->attributes);

    if (result < 0)
        return xsched_fail(call, "sched_getscheduler", thread->tid, -result, NULL);
    result = os_getpriority(PRIO_PROCESS, thread->tid, &thread->nice);
    if (result < 0)
        return xsched_fail(call, "getpriority", thread->tid, -result, NULL);
    thread->io = os_ioprio_get(thread->tid);
    thread->grouped = os_autogroup_get(thread->pid, &thread->autogroup) == 0;
    result = os_sched_rr_get_interval(thread->tid, &thread->quantum);
    if (result < 0)
        return xsched_fail(call, "sched_rr_get_interval", thread->tid, -result, NULL);
    result = read_sets(thread);
    return result < 0 ? xsched_fail(call, "sched_getaffinity", thread->tid, -result, NULL) : 0;
}

static const char *policy_name(uint32_t policy)
{
    const char *name = constant_name(&sched_policies, policy);

    return name != NULL ? name : "unknown";
}

/* 80 columns in all with the longest name of a command, or with its first eleven bytes if threads are shown. */
static const struct table_column columns[] = {
    {"PID", 7, 0, true, false},      {"TID", 7, 0, true, false},       {"POLICY", 8, 0, false, true},
    {"RESET", 5, 5, false, false},   {"PRIO", 4, 1, true, false},      {"NICE", 4, 0, true, false},
    {"AFFINITY", 9, 3, false, true}, {"EFFECTIVE", 9, 4, false, true}, {"QUANTUM", 7, 2, true, false},
    {"COMMAND", 11, 0, false, true},
};

static void start_table(struct table *table, struct out *out, bool threads)
{
    enum { TID = 1 << 1 };

    table_start(table, out, columns, sizeof columns / sizeof columns[0], threads ? 0 : TID);
    table->raw = false;
}

void xsched_heading(struct out *out, bool threads)
{
    struct table table;

    if (out->writer != &out_plain)
        return;
    start_table(&table, out, threads);
    table_heading(&table);
}

/* The quantum in milliseconds: 3ms, 99.999ms. */
static void put_quantum(struct table *table, struct timespec quantum)
{
    char text[NUMBER_ROOM];
    int64_t micros = (int64_t)quantum.tv_sec * 1000000 + quantum.tv_nsec / 1000;
    size_t size = decimal_write(text, micros, 3);

    while (size > 0 && text[size - 1] == '0')
        size--;
    size -= size > 0 && text[size - 1] == '.';
    stpcpy(text + size, "ms");
    table_text(table, text);
}

/* A policy's name without SCHED_. */
static const char *bare_policy(uint32_t policy)
{
    const char *name = policy_name(policy);

    return strncmp(name, "SCHED_", 6) == 0 ? name + 6 : name;
}

static void write_table_row(struct out *out, const struct thread *thread, bool threads)
{
    char list[LIST_ROOM];
    struct table table;

    start_table(&table, out, threads);
    table_int(&table, thread->pid);
    table_int(&table, thread->tid);
    table_text(&table, bare_policy(thread->attributes.policy));
    table_text(&table, thread->attributes.flags & SCHED_RESETS_ON_FORK ? "yes" : "no");
    table_int(&table, thread->attributes.priority);
    table_int(&table, thread->nice);
    xsched_list(&thread->asked, list, sizeof list);
    table_text(&table, list);
    xsched_list(&thread->effective, list, sizeof list);
    table_text(&table, list);
    put_quantum(&table, thread->quantum);
    table_text(&table, thread->name);
}

static void write_cpus(struct out *out, const char *name, const struct cpu_set *set)
{
    out_name(out, name);
    if (out->writer != &out_json) {
        char list[LIST_ROOM];
        xsched_list(set, list, sizeof list);
        out_text(out, list);
        return;
    }
    out_open(out, OUT_LIST);
    for (size_t cpu = 0; cpu < CPU_ROOM * 8; cpu++)
        if (cpus_has(set->bits, sizeof set->bits, cpu))
            out_uint(out, cpu);
    out_close(out);
}

static void write_record(struct out *out, const struct thread *thread, bool threads)
{
    const struct sched_attributes *attributes = &thread->attributes;

    out_open(out, OUT_RECORD);
    out_field_int(out, "pid", thread->pid);
    if (threads)
        out_field_int(out, "tid", thread->tid);
    out_field_text(out, "command", thread->name);
    out_field_text(out, "policy", policy_name(attributes->policy));
    out_field_bool(out, "reset_on_fork", attributes->flags & SCHED_RESETS_ON_FORK);
    out_field_int(out, "priority", attributes->priority);
    out_field_int(out, "nice", thread->nice);
    write_cpus(out, "affinity", &thread->asked);
    write_cpus(out, "effective_affinity", &thread->effective);
    out_field_time(out, "quantum", thread->quantum);
    if (thread->io >= 0 && thread->io >> IO_CLASS_SHIFT < IO_CLASSES) {
        out_field_text(out, "io_class", xsched_io_classes[thread->io >> IO_CLASS_SHIFT]);
        out_field_int(out, "io_level", thread->io & 7);
    }
    if (thread->grouped)
        out_field_int(out, "autogroup_nice", thread->autogroup);
    if (attributes->size >= SIZE_WITH_CLAMPS && attributes->util_max > 0) {
        out_field_uint(out, "util_min", attributes->util_min);
        out_field_uint(out, "util_max", attributes->util_max);
    }
    if (attributes->policy == SCHED_DEADLINE_POLICY) {
        out_field_uint(out, "runtime_ns", attributes->runtime);
        out_field_uint(out, "deadline_ns", attributes->deadline);
        out_field_uint(out, "period_ns", attributes->period);
    }
    out_close(out);
}

int xsched_row(struct call *call, pid_t pid, pid_t tid)
{
    struct thread thread = {.pid = pid, .tid = tid != 0 ? tid : pid};

    if (read_thread(call, &thread) < 0)
        return -1;
    if (call->out->writer == &out_plain)
        write_table_row(call->out, &thread, tid != 0);
    else
        write_record(call->out, &thread, tid != 0);
    return 0;
}

int xsched_limits(struct call *call)
{
    static const struct table_column ranges[] = {
        {"POLICY", 14, 0, false, true}, {"MIN", 4, 0, true, false}, {"MAX", 4, 0, true, false}};
    struct out *out = call->out;
    struct table table;

    table_start(&table, out, ranges, 3, 0);
    if (out->writer == &out_plain)
        table_heading(&table);
    else
        out_open(out, OUT_LIST);
    for (struct constant policy = {0}; constant_next(&sched_policies, &policy);) {
        int low = policy.elsewhere == NULL ? os_sched_get_priority_min((int)policy.value) : -EINVAL;
        int high = low >= 0 ? os_sched_get_priority_max((int)policy.value) : -EINVAL;
        if (high < 0 || constant_name(&sched_policies, policy.value) != policy.name)
            continue; /* a flag, an alias, or unknown on this system */
        if (out->writer == &out_plain) {
            table_text(&table, policy.name);
            table_int(&table, low);
            table_int(&table, high);
            continue;
        }
        out_open(out, OUT_RECORD);
        out_field_text(out, "policy", policy.name);
        out_field_int(out, "min", low);
        out_field_int(out, "max", high);
        out_close(out);
    }
    if (out->writer != &out_plain)
        out_close(out);
    return 0;
}

int xsched_system(struct call *call)
{
    static const char *const names[] = {"load1", "load5", "load15"};
    struct cpu_set available;
    uint64_t loads[3], quota, period;
    int result = os_getloadavg(loads);

    if (result < 0)
        return xsched_fail(call, "getloadavg", 0, -result, NULL);
    out_open(call->out, OUT_RECORD);
    out_field_int(call->out, "cpu_count", os_cpu_count());
    out_name(call->out, "cpu_quota");
    if (os_cpu_quota(&quota, &period) == 0)
        out_decimal(call->out, (int64_t)(quota * 1000 / period), 3);
    else
        out_none(call->out);
    if (os_cpus_online(&available) == 0)
        write_cpus(call->out, "online", &available);
    if (os_cpus_available(0, &available) == 0)
        write_cpus(call->out, "available", &available);
    for (int i = 0; i < 3; i++) {
        out_name(call->out, names[i]);
        sysinfo_load(call->out, loads[i]);
    }
    out_close(call->out);
    return 0;
}
