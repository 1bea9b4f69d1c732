/* SPDX-License-Identifier: MIT */
/* Miscellaneous system information. */
#include "ops/shared/sysinfo.h"

#include <errno.h>
#include <sysexits.h>

#include "value/format.h"
#include "value/number.h"
#include "ops/chapters.h"
#include "os/sched.h"
#include "os/sysinfo.h"

TEXTS_OF(os_sysinfo);

/* getconf's spelling of a name is the part after SC_ or CS_, in a few cases with a prefix; two have another. */
static int ask_getconf(const char *name, char text[CONF_ROOM])
{
    static const char *const prefixes[] = {"", "_", "POSIX", "P"};
    int result = -EINVAL;

    if (strncmp(name, "SC_GET", 6) == 0) /* SC_GETPW_R_SIZE_MAX, SC_GETGR_R_SIZE_MAX */
        return os_getconf(name[6] == 'P' ? "NSS_BUFLEN_PASSWD" : "NSS_BUFLEN_GROUP", text);

    for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0] && result < 0; i++) {
        char spelt[64];
        format_text(spelt, sizeof spelt, "%s%s", prefixes[i], name + 3);
        result = os_getconf(spelt, text);
    }
    return result;
}

static int unknown_here(struct call *call, const char *name)
{
    fail_words(call->fail, EX_DATAERR, "%s: unknown to this C library, and no getconf on this system knows it", name);
    call->fail->errnum = EINVAL;
    return -1;
}

/* What getconf says as a number: "undefined" is -1, as sysconf has it. */
static bool read_value(const char *text, int64_t *value)
{
    struct number number;

    *value = -1;
    if (strcmp(text, "undefined") == 0)
        return true;
    if (!number_read(word_of(text), 10, &number) || number.beyond)
        return false;
    *value = (int64_t)(number.negative ? -number.magnitude : number.magnitude); /* ULONG_MAX is -1 in a long */
    return true;
}

int sysinfo_sysconf(struct call *call, int name)
{
    enum { EQUIV_CLASS_MAX = 41 }; /* a name without a value in any C library: EINVAL, not getconf's "undefined" */
    char text[CONF_ROOM];
    long value;
    int64_t wide = -1;
    int result = os_sysconf(name, &value);
    bool asks = (result < 0 && name != EQUIV_CLASS_MAX) || (result == 0 && os_sysconf_differs(name));
    const char *known = asks ? constant_name(&sysconf_names, name) : NULL;

    if (known != NULL && ask_getconf(known, text) == 0 && read_value(text, &wide)) {
        out_int(call->out, wide);
        return 0;
    }
    if (result < 0)
        return known != NULL ? unknown_here(call, known) : fail_errno(call->fail, -result, NULL, NULL);
    out_int(call->out, value);
    return 0;
}

int sysinfo_confstr(struct call *call, int name)
{
    char first[CONF_ROOM], *text = first;
    size_t size;
    int result = os_confstr(name, text, sizeof first, &size);
    const char *known = result < 0 || os_confstr_differs ? constant_name(&confstr_names, name) : NULL;
    char answer[CONF_ROOM];

    if (known != NULL && ask_getconf(known, answer) == 0) {
        out_text(call->out, strcmp(answer, "undefined") == 0 ? NULL : answer);
        return 0;
    }
    if (result < 0)
        return known != NULL ? unknown_here(call, known) : fail_errno(call->fail, -result, NULL, NULL);
    if (size > sizeof first) {
        text = arena_alloc(call->arena, size);
        if (text == NULL)
            return fail_no_memory(call->fail);
        os_confstr(name, text, size, &size);
    }
    out_text(call->out, size == 0 ? NULL : text);
    return 0;
}

void sysinfo_load(struct out *out, uint64_t load)
{
    enum { DIGITS = 16, MOST = 900 }; /* a 65536th has at most 16 decimals; more than MOST of whole would not fit */
    uint64_t whole = load >> 16, fraction = (load & 0xffff) * 152587890625; /* 10^16 / 65536 */
    int64_t value = (int64_t)fraction;
    int decimals = DIGITS;

    if (whole > MOST) {
        value /= 100000000000;
        decimals = 5;
    }
    while (decimals > 1 && value % 10 == 0) {
        value /= 10;
        decimals--;
    }
    int64_t scale = 1;
    for (int i = 0; i < decimals; i++)
        scale *= 10;
    out_decimal(out, (int64_t)whole * scale + value, decimals);
}

struct name_args {
    int name;
};

static int run_confstr(struct call *call)
{
    return sysinfo_confstr(call, ARGS(struct name_args, call)->name);
}

static int run_sysconf(struct call *call)
{
    return sysinfo_sysconf(call, ARGS(struct name_args, call)->name);
}

/* A count, or None where it cannot be determined. */
static int write_count(struct call *call, int count)
{
    if (count > 0)
        out_int(call->out, count);
    else
        out_none(call->out);
    return 0;
}

static int run_cpu_count(struct call *call)
{
    return write_count(call, os_cpu_count());
}

static int run_process_cpu_count(struct call *call)
{
    unsigned long cpus[CPU_ROOM / sizeof(long)];
    int size = os_sched_getaffinity(0, cpus);

    return write_count(call, size > 0 ? cpus_count(cpus, (size_t)size) : os_cpu_count());
}

static int run_getloadavg(struct call *call)
{
    static const char *const names[] = {"load1", "load5", "load15"};
    uint64_t loads[3];
    int result = os_getloadavg(loads);

    if (result < 0)
        return fail_errno(call->fail, -result, NULL, NULL);
    out_open(call->out, OUT_RECORD);
    for (int i = 0; i < 3; i++) {
        out_name(call->out, names[i]);
        sysinfo_load(call->out, loads[i]);
    }
    out_close(call->out);
    return 0;
}

static const struct param confstr_params[] = {
    PARAM(struct name_args, name, NAME, .family = FAMILY_confstr_names, .help = PACKED("CS_ name, or its number")),
};

static const struct param sysconf_params[] = {
    PARAM(struct name_args, name, NAME, .family = FAMILY_sysconf_names, .help = PACKED("SC_ name, or its number")),
};

static const struct op ops[] = {
    {
        .name = "confstr",
        TEXTS(.summary = "Return a system configuration value that is text",
              .result = "str value, or None if not defined", .errors = "EINVAL",
              .note = "if this C library does not know a name, getconf(1) is asked", .example = "xos confstr CS_PATH"),
        .acts_on = ACTS_ON_SYSTEM,
        .available = ON_UNIX,
        OP_PARAMS(struct name_args, confstr_params),
        .run = run_confstr,
    },
    {
        .name = "cpu_count",
        TEXTS(.summary = "Return the number of CPUs in the system", .result = "int, or None if undetermined",
              .note = "the CPUs that are online; process_cpu_count counts those that this process may use",
              .example = "xos cpu_count"),
        .acts_on = ACTS_ON_SYSTEM,
        .available = ON_ALL,
        .run = run_cpu_count,
    },
    {
        .name = "getloadavg",
        TEXTS(.summary = "Return the load averages of the last 1, 5 and 15 minutes",
              .result = "record of three floats: load1 load5 load15",
              .note = "exact: the kernel counts in 65536ths; tasks in uninterruptible sleep count too",
              .example = "xos getloadavg"),
        .acts_on = ACTS_ON_SYSTEM,
        .available = ON_UNIX,
        .run = run_getloadavg,
    },
    {
        .name = "process_cpu_count",
        TEXTS(.summary = "Return the number of CPUs that this process may use",
              .result = "int, or None if undetermined", .note = "the CPUs of sched_getaffinity 0",
              .example = "xos process_cpu_count", .since = "3.13"),
        .acts_on = ACTS_ON_SELF,
        .available = ON_ALL,
        .run = run_process_cpu_count,
    },
    {
        .name = "sysconf",
        TEXTS(.summary = "Return a system configuration value that is an integer",
              .result = "int value, or -1 if not defined or without limit", .errors = "EINVAL",
              .note = "-1 is a value, not a failure; a name that this C library does not know is asked of getconf(1)",
              .example = "xos sysconf SC_PAGE_SIZE"),
        .acts_on = ACTS_ON_SYSTEM,
        .available = ON_UNIX,
        OP_PARAMS(struct name_args, sysconf_params),
        .run = run_sysconf,
    },
};

const struct chapter chapter_sysinfo = CHAPTER(SECTION_SYSINFO, "Miscellaneous system information", ops);
