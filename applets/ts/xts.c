/* SPDX-License-Identifier: MIT */
/* xts: puts a timestamp before every line. */
#include <errno.h>
#include <sysexits.h>
#include <unistd.h>

#include "applets.h"
#include "os/clock.h"
#include "ts/xts.h"
#include "value/timefmt.h"

TEXTS_OF(ts_xts);

#define DEFAULT_FORMAT "%FT%T.%3N%:z"

static int check(struct call *call, const struct xts_args *args)
{
    if (args->delta && args->since_start)
        return fail_usage(call->fail, "either --delta or --since-start");
    if (args->parse.data != NULL && (args->delta || args->since_start || args->clock.data != NULL || call->json))
        return fail_usage(call->fail, "--parse keeps the lines' own times: not with --delta, --since-start, --clock "
                                      "or --json");
    if (args->utc && args->tz != NULL)
        return fail_usage(call->fail, "either --utc or --tz");
    if (args->pty && call->prog == NULL)
        return fail_usage(call->fail, "--pty needs a program after --");
    if (call->null && args->cr)
        return fail_usage(call->fail, "either --null or --cr");
    return 0;
}

static int unknown_directive(struct call *call, const char *option, struct word format, const char *bad)
{
    return fail_usage(call->fail, "%s: unknown directive at '%.*s'", option, (int)(format.data + format.size - bad),
                      bad);
}

/* Prepares --parse: the format, and the defaults for a time without a year or a zone. */
static int prepare_parse(struct xts *xts)
{
    struct call *call = xts->call;
    struct zone_period standard, dst;
    const char *bad;

    int result = timeparse_prepare(&xts->parse, xts->args->parse, call->arena, &bad);
    if (result == -ENOMEM)
        return fail_no_memory(call->fail);
    if (result < 0)
        return unknown_directive(call, "parse", xts->args->parse, bad);
    xts->context = (struct timeexpr_context){.zone = call_zone(call, xts->args->utc ? "UTC" : xts->args->tz),
                                             .period = &xts->period,
                                             .now = call_now(),
                                             .past = true};
    if (xts->context.zone == NULL)
        return -1;
    zone_seasons(xts->context.zone, xts->context.now.tv_sec, &standard, &dst);
    xts->names[0] = standard.name;
    xts->names[1] = dst.name;
    if (xts->format.data == NULL)
        xts->format = xts->args->parse;
    return 0;
}

/* The clock, the first reading, and the zone and format of the stamps. */
static int prepare(struct xts *xts)
{
    const struct xts_args *args = xts->args;
    struct call *call = xts->call;
    const char *zone = args->to_tz != NULL ? args->to_tz : args->utc ? "UTC" : args->tz;

    xts->elapsed = args->delta || args->since_start;
    xts->clock = xts->elapsed ? CLOCK_MONOTONIC : CLOCK_REALTIME;
    if (args->clock.data != NULL && call_clock(call, args->clock, &xts->clock) < 0)
        return -1;
    xts->elapsed |= xts->clock != CLOCK_REALTIME && xts->clock != CLOCK_REALTIME_COARSE;
    int result = os_clock_get(xts->clock, &xts->start);
    if (result < 0) {
        call->fail->op = "clock_gettime";
        return fail_errno(call->fail, -result, NULL, NULL);
    }
    xts->last = xts->start;
    xts->format = args->format;
    if (args->parse.data != NULL && prepare_parse(xts) < 0)
        return -1;
    if (xts->format.data == NULL && !xts->elapsed)
        xts->format = word_of(DEFAULT_FORMAT);
    const char *bad = xts->format.data != NULL ? timefmt_check(xts->format) : NULL;
    if (bad != NULL)
        return unknown_directive(call, args->format.data != NULL ? "format" : "parse", xts->format, bad);
    xts->to = call_zone(call, xts->elapsed && args->to_tz == NULL ? "UTC" : zone);
    return xts->to == NULL ? -1 : 0;
}

/* Stamps standard input. */
static int run_filter(struct xts *xts)
{
    struct call *call = xts->call;
    struct stamper stamper;
    int result = stamper_open(&stamper, xts, STDIN_FILENO, STDOUT_FILENO, "stdin");

    if (result < 0)
        return fail_no_memory(call->fail);
    while ((result = stamper_move(&stamper)) > 0 && stamper.out.errnum == 0)
        continue;
    call->out->errnum = stamper.out.errnum;
    stamper_close(&stamper);
    return result < 0 ? fail_errno(call->fail, -result, "standard input", NULL) : 0;
}

static int run_xts(struct call *call)
{
    struct xts xts = {.call = call, .args = ARGS(struct xts_args, call)};
    char **prog = call->prog;

    if (check(call, xts.args) < 0 || prepare(&xts) < 0)
        return -1;
    call->prog = NULL; /* it runs in a child */
    call->out->fd = STDOUT_FILENO;
    return prog != NULL ? xts_program(&xts, prog) : run_filter(&xts);
}

#define OPTION(member, kind, ...) \
    PARAM(struct xts_args, member, kind, .flags = PARAM_OPTION | PARAM_OPTIONAL, __VA_ARGS__)

static const struct param params[] = {
    OPTION(format, WORD, .metavar = PACKED("FORMAT"),
           .help = PACKED("the stamp: %F %T and so on, %.S or %3N for decimals")),
    OPTION(delta, BOOL, .letter = 'i', .help = PACKED("the time since the line before")),
    OPTION(since_start, BOOL, .letter = 's', .help = PACKED("the time since the start")),
    OPTION(clock, WORD, .family = FAMILY_clock_ids, .metavar = PACKED("CLOCK"), .help = PACKED("another clock")),
    OPTION(cr, BOOL, .help = PACKED("a CR ends a line, too (progress lines)")),
    OPTION(tz, TEXT, .metavar = PACKED("ZONE"), .help = PACKED("the zone of the stamps; default TZ")),
    OPTION(utc, BOOL, .letter = 'u', .help = PACKED("the same as --tz UTC")),
    OPTION(parse, WORD, .metavar = PACKED("FORMAT"),
           .help = PACKED("rewrite the stamps that the lines have, of that format")),
    OPTION(to_tz, TEXT, .metavar = PACKED("ZONE"), .help = PACKED("the zone of the new stamps, if it is another")),
    OPTION(pty, BOOL, .help = PACKED("run PROG on a new pseudo-terminal")),
};

const struct op xts_applet = {
    .name = "xts",
    TEXTS(.summary = "Put a timestamp before every line",
          .result = "the lines with their stamps; with --json a record for each",
          .note = "-- PROG: runs PROG, stamps both its streams, and exits as it does",
          .example = "echo text | xts --utc", .signature = "xts([-- PROG ARG...])"),
    .acts_on = ACTS_ON_SYSTEM,
    .available = ON_ALL,
    .flags = OP_APPLET | OP_CHAIN,
    OP_PARAMS(struct xts_args, params),
    .run = run_xts,
};
