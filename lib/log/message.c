/* SPDX-License-Identifier: MIT */
/* The % operator of Python for a message and its arguments, which are words. */
#include "log/message.h"

#include "log/spec.h"

/* Replaces the conversion behind the % at *at. */
static const char *convert(const char **at, const char *end, struct words *args, struct log_text *text)
{
    struct log_spec spec;
    const char *wrong = log_spec_percent(&spec, at, end, args);

    if (wrong != NULL)
        return wrong;
    if (spec.type == '%') {
        log_text_char(text, '%');
        return NULL;
    }
    if (args->count == 0)
        return "more conversions than arguments";
    struct log_value value = {.kind = LOG_TEXT, .text = args->items[0]};
    args->items++;
    args->count--;
    if (!log_spec_write(&spec, &value, text))
        return spec.type == 'c' ? "an argument of %c that is not one character" : "an argument that is not a number";
    return NULL;
}

const char *log_message(struct word msg, struct words args, struct log_text *text)
{
    const char *at = msg.data, *end = msg.data + msg.size, *wrong = NULL;

    while (at < end && wrong == NULL) {
        const char *percent = memchr(at, '%', (size_t)(end - at));
        log_text_add(text, at, (size_t)((percent != NULL ? percent : end) - at));
        if (percent == NULL)
            break;
        at = percent + 1;
        wrong = convert(&at, end, &args, text);
    }
    return wrong == NULL && args.count > 0 ? "more arguments than conversions" : wrong;
}
