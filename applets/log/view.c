/* SPDX-License-Identifier: MIT */
/* Choosing and showing records. */
#include "log/view.h"

#include <stdlib.h>

#include "log/destination.h"
#include "ops/shared/zones.h"
#include "os/search.h"
#include "out/quote.h"
#include "value/timeexpr.h"

TEXTS_OF(log_view);

static int read_time(struct view *view, const char *option, const char *text, struct timespec *time)
{
    struct zone_period period = {0};
    const struct timeexpr_context context = {
        .zone = view->zone, .period = &period, .choice = {.gap = ZONE_GAP_BEFORE}, .now = call_now(), .past = true};
    struct timeexpr expr;

    if (!timeexpr_read(word_of(text), &expr) || timeexpr_value(&expr, &context, time) != NULL)
        return fail_usage(view->call->fail, "%s: '%.100s' is no time: 2026-11-29T02:40, 02:40, now-1h, @SECONDS",
                          option, text);
    return 0;
}

static int read_choice(struct view *view, const struct xlog_args *args)
{
    struct call *call = view->call;

    view->name = args->logs.name;
    if (args->since != NULL && read_time(view, "since", args->since, &view->since) < 0)
        return -1;
    view->has_until = args->until != NULL;
    if (view->has_until && read_time(view, "until", args->until, &view->until) < 0)
        return -1;
    if (args->logs.level != NULL && !log_level_read(getenv("XLOG_LEVELS"), word_of(args->logs.level), &view->level))
        return fail_usage(call->fail, "level: '%.100s' is no level: debug info warning error critical, or a number",
                          args->logs.level);
    if (args->grep == NULL)
        return 0;
    view->grep = arena_alloc(call->arena, sizeof *view->grep);
    if (view->grep == NULL)
        return fail_no_memory(call->fail);
    const char *wrong = pattern_compile(view->grep, args->grep);
    return wrong != NULL ? fail_usage(call->fail, "grep: '%.100s': %s", args->grep, wrong) : 0;
}

int view_begin(struct view *view, const struct xlog *xlog)
{
    struct call *call = xlog->call;
    const struct logs_options *options = &xlog->args->logs;
    const char *style = options->style != NULL ? options->style : "%";
    const char *format = options->format != NULL ? options->format : call->json ? "json" : "plain";

    *view = (struct view){.call = call, .level = LOG_LEVEL_UNKNOWN, .since.tv_sec = INT64_MIN};
    view->zone = call_zone(call, options->tz);
    view->clock.zone = view->zone;
    view->formatted = options->format != NULL || options->datefmt != NULL || call->json;
    if (view->zone == NULL || read_choice(view, xlog->args) < 0)
        return -1;
    if (style[0] == '\0' || style[1] != '\0' || strchr(LOG_STYLES, *style) == NULL)
        return fail_usage(call->fail, "style: '%.100s' is not %%, { or $", style);
    if (log_format_read(&view->format, call->arena, call->fail, "format", *style, word_of(format), false) < 0 ||
        (options->datefmt != NULL &&
         log_format_date(&view->format, call->fail, "datefmt", word_of(options->datefmt)) < 0))
        return -1;
    view->color = out_takes_color(call->out) && !call->json;
    view->visible = out_is_tty(call->out);
    return 0;
}

bool view_takes(struct view *view, const struct entry *entry)
{
    const struct log_line *line = entry->line;
    const struct log_record *record = &line->record;
    struct timespec created = line->timed ? record->created : (struct timespec){.tv_sec = INT64_MIN};

    if (time_is_before(created, view->since) || (view->has_until && !time_is_before(created, view->until)))
        return false;
    if (record->level < view->level)
        return false;
    if (view->name != NULL && (record->name.data == NULL || !log_is_below(record->name, word_of(view->name))))
        return false;
    if (view->grep == NULL)
        return true;
    struct word message = record->message.data != NULL ? record->message : entry->text;
    return (message.data != NULL && pattern_found_in(view->grep, message)) ||
           (entry->more.data != NULL && pattern_found_in(view->grep, entry->more));
}

static const char *color_of(int level)
{
    return level >= LOG_LEVEL_CRITICAL  ? "\033[1;31m"
           : level >= LOG_LEVEL_ERROR   ? "\033[31m"
           : level >= LOG_LEVEL_WARNING ? "\033[33m"
           : level >= LOG_LEVEL_INFO    ? "\033[32m"
                                        : "\033[36m";
}

/* Writes text; on a terminal without what that would interpret. */
static void put(struct view *view, const char *data, size_t size)
{
    struct out *out = view->call->out;

    if (!view->visible)
        out_raw(out, data, size);
    for (size_t at = 0; view->visible && at < size;) {
        size_t end = at;
        while (end < size && data[end] != '\n' && data[end] != '\t')
            end++;
        quote_visible(out, data + at, end - at);
        if (end < size)
            out_char(out, data[end++]);
        at = end;
    }
}

/* Writes text, with its level in colour. */
static void put_line(struct view *view, struct word text, struct word level, int number)
{
    if (view->color && level.data != NULL) {
        size_t before = (size_t)(level.data - text.data);
        put(view, text.data, before);
        out_put(view->call->out, color_of(number));
        put(view, level.data, level.size);
        out_put(view->call->out, "\033[0m");
        text = (struct word){level.data + level.size, text.size - before - level.size};
    }
    put(view, text.data, text.size);
    out_char(view->call->out, '\n');
}

/* The record in the view's format. */
static void put_formatted(struct view *view, const struct entry *entry)
{
    struct log_record record = entry->line->record;
    struct word level = record.level_name;

    if (record.level < 0)
        record.level = LOG_NOTSET;
    if (record.message.data == NULL)
        record.message = (struct word){"", 0};
    if (entry->more.data != NULL && record.exc_text.data == NULL)
        record.exc_text = entry->more;
    if (entry->text.data == NULL) /* the rest of a record */
        record.message = (struct word){"", 0};
    view->text.size = 0;
    log_format_write(&view->format, &view->clock, &record, &view->text);
    struct word text = {view->text.data, view->text.size};
    level.data = level.size > 0 && view->color ? search_bytes(text.data, text.size, level.data, level.size) : NULL;
    put_line(view, text, level, record.level);
}

bool view_show(struct view *view, const struct entry *entry)
{
    bool whole_json = entry->line->json && view->format.form == LOG_FORM_JSON && entry->more.data == NULL;

    if ((view->formatted && !whole_json) || (entry->line->json && !whole_json && entry->text.data != NULL))
        put_formatted(view, entry);
    else {
        if (entry->text.data != NULL)
            put_line(view, entry->text, entry->line->level, entry->line->record.level);
        if (entry->more.data != NULL)
            put_line(view, entry->more, (struct word){0}, 0);
    }
    return view->call->out->errnum == 0;
}

void view_end(struct view *view)
{
    log_text_free(&view->text);
}
