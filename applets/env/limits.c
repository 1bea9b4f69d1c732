/* SPDX-License-Identifier: MIT */
/* xenv --limits: resource limits. */
#include <string.h>
#include <sys/resource.h>

#include "env/xenv.h"
#include "os/process.h"
#include "out/table.h"
#include "value/number.h"

static void write_limit(struct out *out, const char *name, rlim_t value)
{
    out_name(out, name);
    if (value != RLIM_INFINITY)
        out_uint(out, value);
    else if (out->writer == &out_json)
        out_none(out);
    else
        out_text(out, "unlimited");
}

/* Writes a limit for people: sizes in units. */
static void put_limit(struct table *table, const char *unit, rlim_t value)
{
    char text[NUMBER_ROOM];

    if (value == RLIM_INFINITY)
        table_text(table, "unlimited");
    else
        table_cell(table, text, strcmp(unit, "bytes") == 0 ? size_write(text, value) : uint_write(text, value));
}

static void put_row(struct table *table, const char *name, const char *unit, const struct rlimit *limit)
{
    table_text(table, name + strlen("RLIMIT_"));
    put_limit(table, unit, limit->rlim_cur);
    put_limit(table, unit, limit->rlim_max);
    table_text(table, unit);
}

static void put_record(struct out *out, const char *name, const char *unit, const struct rlimit *limit)
{
    out_open(out, OUT_RECORD);
    out_field_text(out, "name", name);
    write_limit(out, "soft", limit->rlim_cur);
    write_limit(out, "hard", limit->rlim_max);
    out_field_text(out, "unit", unit);
    out_close(out);
}

int xenv_limits(struct call *call, bool as_table)
{
    static const struct table_column columns[] = {
        {"LIMIT", 10, 0, false, false},
        {"SOFT", 11, 0, true, false},
        {"HARD", 11, 0, true, false},
        {"UNIT", 12, 1, false, false},
    };
    static const struct {
        const char *name, *unit;
        int which;
    } limits[] = {
        {"RLIMIT_CPU", "seconds", RLIMIT_CPU},         {"RLIMIT_FSIZE", "bytes", RLIMIT_FSIZE},
        {"RLIMIT_DATA", "bytes", RLIMIT_DATA},         {"RLIMIT_STACK", "bytes", RLIMIT_STACK},
        {"RLIMIT_CORE", "bytes", RLIMIT_CORE},         {"RLIMIT_RSS", "bytes", RLIMIT_RSS},
        {"RLIMIT_NPROC", "processes", RLIMIT_NPROC},   {"RLIMIT_NOFILE", "descriptors", RLIMIT_NOFILE},
        {"RLIMIT_MEMLOCK", "bytes", RLIMIT_MEMLOCK},   {"RLIMIT_AS", "bytes", RLIMIT_AS},
        {"RLIMIT_LOCKS", "locks", RLIMIT_LOCKS},       {"RLIMIT_SIGPENDING", "signals", RLIMIT_SIGPENDING},
        {"RLIMIT_MSGQUEUE", "bytes", RLIMIT_MSGQUEUE}, {"RLIMIT_NICE", "20 - nice", RLIMIT_NICE},
        {"RLIMIT_RTPRIO", "priority", RLIMIT_RTPRIO},  {"RLIMIT_RTTIME", "microseconds", RLIMIT_RTTIME},
    };

    struct table table;

    call->fail->op = "getrlimit";
    table_start(&table, call->out, columns, 4, 0);
    if (as_table)
        table_heading(&table);
    else
        out_open(call->out, OUT_LIST);
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        struct rlimit limit;
        if (os_getrlimit(0, limits[i].which, &limit) < 0)
            continue;
        if (as_table)
            put_row(&table, limits[i].name, limits[i].unit, &limit);
        else
            put_record(call->out, limits[i].name, limits[i].unit, &limit);
    }
    if (!as_table)
        out_close(call->out);
    return 0;
}
