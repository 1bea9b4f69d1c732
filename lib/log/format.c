/* SPDX-License-Identifier: MIT */
/* Formatters: reading a format into parts, and writing records. */
#include "log/format.h"

#include "value/ascii.h"
#include "value/number.h"
#include "value/quote.h"
#include "value/timefmt.h"

TEXTS_OF(log_format);

enum { STAMP_ROOM = 512, NS_PER_MS = 1000000 };

/* A format while it is read. */
struct reading {
    struct log_format *format;
    struct arena *arena;
    const struct log_part **end; /* where the next part is linked */
    const char *at, *stop;
    const char *wrong;
    bool fields; /* one was found */
};

static struct log_part *add_part(struct reading *reading, bool literal, struct word text)
{
    struct log_part *part = arena_alloc(reading->arena, sizeof *part);

    if (part == NULL) {
        reading->wrong = "out of memory";
        return NULL;
    }
    *part = (struct log_part){.literal = literal, .field = LOG_FIELDS, .text = text, .spec.precision = -1};
    *reading->end = part;
    reading->end = &part->next;
    return part;
}

static void add_literal(struct reading *reading, const char *from, const char *to)
{
    if (to > from)
        add_part(reading, true, (struct word){from, (size_t)(to - from)});
}

static struct log_part *add_field(struct reading *reading, struct word name)
{
    struct log_part *part = add_part(reading, false, name);

    if (part == NULL)
        return NULL;
    reading->fields = true;
    part->field = log_field_find(name);
    if (part->field == LOG_ASCTIME)
        reading->format->needs |= LOG_NEEDS_ZONE;
    else if (part->field == LOG_PROCESS_NAME || part->field == LOG_RELATIVE_CREATED)
        reading->format->needs |= LOG_NEEDS_PROCESS;
    return part;
}

static struct word read_name(const char *at, const char *stop)
{
    const char *end = at;

    while (end < stop && ascii_in_name(*end, end == at))
        end++;
    return (struct word){at, (size_t)(end - at)};
}

/* Refuses a conversion that is for numbers if the field is a text. */
static void check_type(struct reading *reading, const struct log_part *part)
{
    if (part != NULL && reading->wrong == NULL && part->field < LOG_FIELDS && log_spec_is_number(&part->spec) &&
        !log_field_is_number(part->field))
        reading->wrong = "a conversion for numbers, of a field that is a text";
}

/* Reads what follows a %. */
static void read_percent(struct reading *reading)
{
    const char *close;

    if (reading->at < reading->stop && *reading->at == '%') {
        add_literal(reading, reading->at, reading->at + 1);
        reading->at++;
        return;
    }
    if (reading->at == reading->stop || *reading->at != '(' ||
        (close = memchr(reading->at, ')', (size_t)(reading->stop - reading->at))) == NULL) {
        reading->wrong = "expected %(NAME) or %%";
        return;
    }
    struct log_part *part = add_field(reading, (struct word){reading->at + 1, (size_t)(close - reading->at - 1)});
    if (part == NULL)
        return;
    reading->at = close + 1;
    reading->wrong = log_spec_percent(&part->spec, &reading->at, reading->stop, NULL);
    check_type(reading, part);
}

/* Reads what follows a {. */
static void read_brace(struct reading *reading)
{
    const char *close = memchr(reading->at, '}', (size_t)(reading->stop - reading->at));
    struct word name = read_name(reading->at, reading->stop);

    if (close == NULL || name.size == 0) {
        reading->wrong = close == NULL ? "a { without }" : "expected {NAME} or {{";
        return;
    }
    struct log_part *part = add_field(reading, name);
    if (part == NULL)
        return;
    const char *at = name.data + name.size, convert = at < close && *at == '!' ? at[1] : '\0';
    if (convert != '\0') {
        at += 2;
        if (strchr("rsa", convert) == NULL)
            reading->wrong = "an unknown conversion";
    }
    if (at < close && *at == ':')
        reading->wrong = log_spec_brace(&part->spec, (struct word){at + 1, (size_t)(close - at - 1)});
    else if (at < close)
        reading->wrong = "expected ':' or '}' behind a name";
    part->spec.convert = convert;
    check_type(reading, part);
    if (reading->wrong == NULL && convert != '\0' && log_spec_is_number(&part->spec))
        reading->wrong = "a conversion for numbers, of a field that is a text";
    reading->at = close + 1;
}

/* Reads from a { or }, which may be doubled. */
static void read_braces(struct reading *reading, char first)
{
    if (reading->at < reading->stop && *reading->at == first) {
        add_literal(reading, reading->at, reading->at + 1);
        reading->at++;
    } else if (first == '}')
        reading->wrong = "a } without {";
    else
        read_brace(reading);
}

/* Reads what follows a $. */
static void read_dollar(struct reading *reading)
{
    bool braces = reading->at < reading->stop && *reading->at == '{';
    struct word name = read_name(reading->at + braces, reading->stop);
    const char *end = name.data + name.size;

    if (reading->at < reading->stop && *reading->at == '$') {
        add_literal(reading, reading->at, reading->at + 1);
        reading->at++;
        return;
    }
    if (name.size == 0 || (braces && (end == reading->stop || *end != '}'))) {
        reading->wrong = "expected $NAME, ${NAME} or $$";
        return;
    }
    add_field(reading, name);
    reading->at = end + braces;
}

static void read_parts(struct reading *reading, char style)
{
    while (reading->at < reading->stop && reading->wrong == NULL) {
        const char *special = reading->at;
        while (special < reading->stop && *special != style && !(style == '{' && *special == '}'))
            special++;
        add_literal(reading, reading->at, special);
        reading->at = special < reading->stop ? special + 1 : special;
        if (special == reading->stop)
            return;
        if (style == '%')
            read_percent(reading);
        else if (style == '{')
            read_braces(reading, *special);
        else
            read_dollar(reading);
    }
}

int log_format_read(struct log_format *format, struct arena *arena, struct fail *fail, const char *option, char style,
                    struct word text, bool fixed)
{
    struct reading reading = {format, arena, &format->parts, text.data, text.data + text.size, NULL, false};

    format->form = word_is(text, "json") ? LOG_FORM_JSON : LOG_FORM_PLAIN;
    format->needs = format->form == LOG_FORM_JSON ? LOG_NEEDS_PROCESS : LOG_NEEDS_ZONE;
    if (format->form == LOG_FORM_JSON || word_is(text, "plain"))
        return 0;
    format->form = LOG_FORM_PARTS;
    format->needs = 0;
    read_parts(&reading, style);
    if (reading.wrong == NULL && !reading.fields && !fixed)
        reading.wrong = "no field of the record is in it";
    if (reading.wrong == NULL)
        return 0;
    return fail_usage(fail, "%s: '%.*s': %s, at byte %zu", option, shown_size(text), text.data, reading.wrong,
                      (size_t)(reading.at - text.data));
}

int log_format_date(struct log_format *format, struct fail *fail, const char *option, struct word datefmt)
{
    const char *bad = timefmt_check(datefmt);

    if (bad != NULL)
        return fail_usage(fail, "%s: unknown directive at '%.*s'", option, (int)(datefmt.data + datefmt.size - bad),
                          bad);
    format->datefmt = datefmt;
    return 0;
}

/* The extra field that a part names. */
static const struct log_extra *find_extra(const struct log_format *format, const struct log_record *record,
                                          struct word name)
{
    const struct log_extra *extra = log_extra_find(record->extras, record->extra_count, name);

    return extra != NULL ? extra : log_extra_find(format->defaults, format->default_count, name);
}

struct word log_format_missing(const struct log_format *format, const struct log_record *record)
{
    for (const struct log_part *part = format->parts; part != NULL; part = part->next)
        if (!part->literal && part->field == LOG_FIELDS && find_extra(format, record, part->text) == NULL)
            return part->text;
    return (struct word){0};
}

/* Writes when the record was made, as directives say; without any in ISO 8601, or as Python does. */
static struct word make_time(char stamp[STAMP_ROOM], struct word datefmt, struct log_clock *clock,
                             const struct log_record *record, bool iso)
{
    static const char python[] = "%Y-%m-%d %H:%M:%S,%3N", standard[] = "%FT%T.%3N%:z";
    struct calendar parts = {.nanosecond = (int)record->created.tv_nsec};

    if (datefmt.data == NULL)
        datefmt = iso ? (struct word){standard, sizeof standard - 1} : (struct word){python, sizeof python - 1};
    zone_split(clock->zone, record->created.tv_sec, &clock->period, &parts);
    size_t size = timefmt_write(stamp, STAMP_ROOM, datefmt, &parts, record->created.tv_sec);
    return (struct word){stamp, size < STAMP_ROOM ? size : STAMP_ROOM};
}

/* Appends KEY=VALUE; a value with blanks, quotes or control characters is written as a JSON string. */
static void add_extra(struct log_text *text, const struct log_extra *extra)
{
    bool quoted = extra->value.size == 0 || has_control(extra->value.data, extra->value.size);

    for (size_t i = 0; i < extra->value.size && !quoted; i++)
        quoted = extra->value.data[i] == ' ' || extra->value.data[i] == '"';
    log_text_char(text, ' ');
    log_text_word(text, extra->name);
    log_text_char(text, '=');
    if (quoted && !extra->json)
        log_text_json(text, extra->value);
    else
        log_text_word(text, extra->value);
}

static void write_plain(const struct log_format *format, struct log_clock *clock, const struct log_record *record,
                        struct log_text *text)
{
    char stamp[STAMP_ROOM];

    log_text_word(text, make_time(stamp, format->datefmt, clock, record, true));
    log_text_char(text, ' ');
    log_text_word(text, record->level_name);
    log_text_char(text, ' ');
    log_text_word(text, record->name);
    log_text_put(text, ": ");
    log_text_word(text, record->message);
    for (size_t i = 0; i < record->extra_count; i++)
        add_extra(text, &record->extras[i]);
}

static void write_part(const struct log_format *format, struct log_clock *clock, const struct log_record *record,
                       const struct log_part *part, struct log_text *text)
{
    char stamp[STAMP_ROOM];
    struct log_value value = {.kind = LOG_TEXT};

    if (part->field == LOG_ASCTIME)
        value.text = make_time(stamp, format->datefmt, clock, record, false);
    else if (part->field < LOG_FIELDS)
        value = log_record_value(record, part->field);
    else {
        const struct log_extra *extra = find_extra(format, record, part->text);
        value.text = extra != NULL ? extra->value : (struct word){"", 0};
    }
    if (!log_spec_write(&part->spec, &value, text)) { /* an extra field that is not a number */
        struct log_spec plain = {.precision = -1, .align = '>', .width = part->spec.width};
        log_spec_write(&plain, &value, text);
    }
}

/* Exception and stack follow the text, each after a newline. */
static void add_behind(struct log_text *text, struct word more)
{
    if (more.size == 0)
        return;
    if (text->size == 0 || text->data[text->size - 1] != '\n')
        log_text_char(text, '\n');
    log_text_word(text, more);
}

void log_format_write(const struct log_format *format, struct log_clock *clock, const struct log_record *record,
                      struct log_text *text)
{
    if (format->form == LOG_FORM_JSON) {
        log_record_json(record, text);
        return;
    }
    if (format->form == LOG_FORM_PLAIN)
        write_plain(format, clock, record, text);
    for (const struct log_part *part = format->parts; part != NULL; part = part->next)
        if (part->literal)
            log_text_word(text, part->text);
        else
            write_part(format, clock, record, part, text);
    add_behind(text, record->exc_text);
    add_behind(text, record->stack_info);
}
