/* SPDX-License-Identifier: MIT */
/* Reading plain lines of logs. */
#include "log/line.h"

#include <strings.h>

#include "log/decimal.h"
#include "value/ascii.h"
#include "value/isotime.h"

enum { WORDS_BEFORE_LEVEL = 6, DATE_SIZE = 10 };

static struct timespec instant_of(struct log_lines *lines, const struct calendar *parts)
{
    const struct zone_choice choice = {.gap = ZONE_GAP_BEFORE};
    int64_t local = calendar_join(parts), instant = local - parts->offset;

    if (!parts->has_offset)
        zone_choose(lines->zone, local, choice, &lines->period, &instant);
    return (struct timespec){.tv_sec = instant, .tv_nsec = parts->nanosecond};
}

/* Finds the end of a time: a blank, though not the one between date and time of day. */
static const char *time_end(const char *at, const char *end)
{
    const char *blank = memchr(at, ' ', (size_t)(end - at));

    if (blank != NULL && blank - at == DATE_SIZE && blank + 1 < end && ascii_is_digit(blank[1]))
        blank = memchr(blank + 1, ' ', (size_t)(end - blank - 1));
    return blank != NULL ? blank : end;
}

bool log_time_read(struct log_lines *lines, const char **at, const char *end, struct timespec *time)
{
    const char *from = *at;
    struct isotime iso;

    if (end - from < DATE_SIZE || !ascii_is_digit(from[0]) || !ascii_is_digit(from[3]) || from[4] != '-')
        return false;
    const char *stop = time_end(from, end);
    while (stop > from && strchr("]:,", stop[-1]) != NULL)
        stop--;
    if (!isotime_read(&from, stop, &iso) || !iso.has_time)
        return false;
    if (from < end && (ascii_is_digit(*from) || (*from >= 'A' && *from <= 'z' && *from != ']')))
        return false;
    *time = instant_of(lines, &iso.parts);
    *at = from;
    return true;
}

static bool is_separator(char byte)
{
    return strchr(" \t-:|,;[]()<>", byte) != NULL && byte != '\0';
}

/* The next word at *at, which moves behind it; size 0 at the end. */
static struct word next_word(const char **at, const char *end)
{
    while (*at < end && is_separator(**at))
        ++*at;
    const char *from = *at;
    while (*at < end && !is_separator(**at))
        ++*at;
    return (struct word){from, (size_t)(*at - from)};
}

/* True if word is the name of a level as records have it: in capitals. */
static bool is_level(const struct log_lines *lines, struct word word, int *level)
{
    char room[LOG_LEVEL_ROOM];

    if (word.size < 4 || ascii_is_digit(*word.data) || (*word.data >= 'a' && *word.data <= 'z') ||
        !log_level_read(lines->levels, word, level))
        return false;
    struct word name = log_level_name(lines->levels, *level, room);
    return (name.size == word.size && memcmp(name.data, word.data, word.size) == 0) || word_is(word, "WARN") ||
           word_is(word, "FATAL");
}

/* Reads the name of a level at *at, or "Level N". */
static bool take_level(const struct log_lines *lines, const char **at, const char *end, struct log_line *line)
{
    struct word word = next_word(at, end);

    if (word_is(word, "Level") && *at + 1 < end && ascii_is_digit((*at)[1])) {
        struct word number = next_word(at, end);
        word.size = (size_t)(number.data + number.size - word.data);
        if (!log_level_read(NULL, number, &line->record.level))
            return false;
    } else if (!is_level(lines, word, &line->record.level))
        return false;
    line->level = line->record.level_name = word;
    return true;
}

/* Reads what follows the level: "NAME: MESSAGE", ":NAME:MESSAGE", " - MESSAGE", or MESSAGE. */
static void read_message(struct log_record *record, const char *at, const char *end)
{
    bool colon = at < end && *at == ':';

    while (at < end && is_separator(*at) && *at != '<' && *at != '(')
        at++;
    const char *stop = at;
    while (stop < end && *stop != ':' && *stop != ' ' && *stop != '\t')
        stop++;
    if (record->name.data == NULL && stop > at && stop < end && *stop == ':' &&
        (colon || stop + 1 == end || stop[1] == ' ')) {
        record->name = (struct word){at, (size_t)(stop - at)};
        at = stop + 1 + (stop + 1 < end && stop[1] == ' ');
    }
    record->message = (struct word){at, (size_t)(end - at)};
}

/* Finds the level, which is among the first words, and reads what is around it. */
static void read_words(const struct log_lines *lines, const char *from, const char *end, struct log_line *line)
{
    const char *at = from;
    struct word before = {0};
    int words = 0;

    for (; words < (line->timed ? WORDS_BEFORE_LEVEL : 1); words++) {
        const char *start = at;
        if (take_level(lines, &at, end, line))
            break;
        at = start;
        before = next_word(&at, end);
    }
    if (line->level.data == NULL) {
        while (from < end && is_separator(*from) && *from != '[' && *from != '<')
            from++;
        line->record.message = (struct word){from, (size_t)(end - from)};
        return;
    }
    if (words == 1)
        line->record.name = before;
    read_message(&line->record, at, end);
}

static bool read_json(struct log_lines *lines, struct word text, struct log_line *line)
{
    const struct json *object;
    struct json_error error;

    if (json_read(&lines->arena, text, &object, &error) < 0 || object->kind != JSON_OBJECT)
        return false;
    line->record.created.tv_nsec = -1;
    if (log_record_decode(&line->record, object, &lines->arena, lines->levels) != NULL)
        return false;
    static const char *const names[] = {"asctime", "timestamp", "time", "ts"};
    for (size_t i = 0; i < sizeof names / sizeof names[0] && line->record.created.tv_nsec < 0; i++) {
        const struct json *member = json_member(object, names[i]);
        const char *at = member != NULL && member->kind == JSON_STRING ? member->text.data : "";
        if (member == NULL || !log_time_read(lines, &at, at + member->text.size, &line->record.created))
            line->record.created.tv_nsec = -1;
    }
    line->timed = line->record.created.tv_nsec >= 0;
    line->json = true;
    return true;
}

bool log_line_read(struct log_lines *lines, struct word text, struct log_line *line)
{
    const char *at = text.data, *end = text.data + text.size;

    arena_clear(&lines->arena);
    *line = (struct log_line){.record.level = LOG_LEVEL_UNKNOWN};
    if (text.size > 0 && *at == '{' && read_json(lines, text, line)) {
        if (line->record.level_name.data == NULL && line->record.level >= 0)
            line->record.level_name = log_level_name(lines->levels, line->record.level, lines->level_room);
        return true;
    }
    *line = (struct log_line){.record.level = LOG_LEVEL_UNKNOWN};
    at += at < end && *at == '[';
    line->timed = log_time_read(lines, &at, end, &line->record.created);
    if (!line->timed)
        at = text.data;
    else if (at < end && *at == ']')
        at++;
    read_words(lines, at, end, line);
    return line->timed || line->level.data != NULL;
}
