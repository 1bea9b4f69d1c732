/* SPDX-License-Identifier: MIT */
/* Builtins on values: len, keys; and range, which creates a list. */
#include "sh/builtins.h"

#include <sysexits.h>

#include "os/retry.h"
#include "value/number.h"

TEXTS_OF(sh_values);

/* The number of items or members, or of bytes. */
static int run_len(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    const struct value *value = arguments->items[0];
    size_t count = value->text.size;

    (void)session, (void)status;
    if (value_is_tree(value))
        for (count = 0, value = value->first; value != NULL; value = value->next)
            count++;
    out_uint(out, count);
    return 0;
}

static int run_keys(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    const struct value *value = arguments->items[0];

    (void)status;
    if (value->kind != VALUE_RECORD)
        return fail_words(session->fail, EX_DATAERR, "the value is not a record: only a record has names");
    out_open(out, OUT_LIST);
    for (const struct value *member = value->first; member != NULL; member = member->next)
        out_text(out, member->name);
    out_close(out);
    return 0;
}

static int read_number(struct session *session, struct word text, int64_t *value)
{
    struct number number;

    if (number_read(text, 10, &number) && number_to_int64(number, INT64_MIN, INT64_MAX, value))
        return 0;
    return fail_usage(session->fail, "'%.*s' is not an integer of 64 bits", shown_size(text), text.data);
}

/* As in Python: from START (0 if only one number is given) up to, but not including, STOP. */
static int run_range(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    int64_t bounds[3] = {0, 0, 1};

    (void)status;
    for (size_t i = 0; i < arguments->count; i++)
        if (read_number(session, text_of(arguments, i), &bounds[arguments->count == 1 ? 1 : i]) < 0)
            return -1;
    if (bounds[2] == 0)
        return fail_usage(session->fail, "the step is 0");
    out_open(out, OUT_STREAM);
    for (int64_t at = bounds[0]; bounds[2] > 0 ? at < bounds[1] : at > bounds[1];) {
        out_int(out, at);
        if (out->errnum != 0 || os_interrupted || __builtin_add_overflow(at, bounds[2], &at))
            break;
    }
    out_close(out);
    return 0;
}

const struct builtin value_builtins[] = {
    {.name = "len",
     TEXTS(.signature = "len VALUE", .summary = "how many items or members, or bytes of a text"),
     .least = 1,
     .most = 1,
     .takes_values = true,
     .run = run_len},
    {.name = "keys",
     TEXTS(.signature = "keys RECORD", .summary = "the names of a record's fields"),
     .least = 1,
     .most = 1,
     .takes_values = true,
     .run = run_keys},
    {.name = "range",
     TEXTS(.signature = "range [START] STOP [STEP]",
           .summary = "the integers from START (or 0) up to STOP, without it"),
     .least = 1,
     .most = 3,
     .run = run_range},
    {0},
};
