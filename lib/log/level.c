/* SPDX-License-Identifier: MIT */
/* Levels by name and by number. */
#include "log/level.h"

#include <limits.h>
#include <strings.h>

#include "value/number.h"

#define LEVEL(name, number) \
    { \
        name, sizeof name - 1, number \
    }

static const struct log_level levels[] = {
    LEVEL("CRITICAL", LOG_LEVEL_CRITICAL), LEVEL("FATAL", LOG_LEVEL_CRITICAL),  LEVEL("ERROR", LOG_LEVEL_ERROR),
    LEVEL("WARN", LOG_LEVEL_WARNING),      LEVEL("WARNING", LOG_LEVEL_WARNING), LEVEL("INFO", LOG_LEVEL_INFO),
    LEVEL("DEBUG", LOG_LEVEL_DEBUG),       LEVEL("NOTSET", LOG_NOTSET),
};
enum { LEVELS = sizeof levels / sizeof levels[0] };

const struct log_level *log_level_at(size_t i)
{
    return i < LEVELS ? &levels[i] : NULL;
}

static bool read_number(struct word word, int *number)
{
    struct number read;
    int64_t value;

    if (!number_read(word, 10, &read) || !number_to_int64(read, 0, INT_MAX, &value))
        return false;
    *number = (int)value;
    return true;
}

bool log_levels_next(log_levels *at, struct log_level *level)
{
    const char *text = *at;

    if (text == NULL || *text == '\0')
        return false;
    size_t size = strcspn(text, ","), name = strcspn(text, "=,");
    *level = (struct log_level){.name = text, .size = (int)name, .number = -1};
    if (name < size)
        read_number((struct word){text + name + 1, size - name - 1}, &level->number);
    *at = text + size + (text[size] == ',');
    return true;
}

bool log_levels_check(log_levels added)
{
    struct log_level level;
    int number;

    while (log_levels_next(&added, &level))
        if (level.size == 0 || level.number <= 0 || read_number((struct word){level.name, (size_t)level.size}, &number))
            return false;
    return true;
}

static bool is_named(const struct log_level *level, struct word word)
{
    return word.size == (size_t)level->size && strncasecmp(level->name, word.data, word.size) == 0;
}

bool log_level_read(log_levels added, struct word word, int *number)
{
    struct log_level level;

    while (log_levels_next(&added, &level))
        if (is_named(&level, word)) {
            *number = level.number;
            return true;
        }
    for (size_t i = 0; i < LEVELS; i++)
        if (is_named(&levels[i], word)) {
            *number = levels[i].number;
            return true;
        }
    return read_number(word, number);
}

/* WARN and FATAL are names of a level, but not its name. */
static bool is_second(size_t i)
{
    enum { FATAL = 1, WARN = 3 };

    return i == FATAL || i == WARN;
}

struct word log_level_name(log_levels added, int number, char room[LOG_LEVEL_ROOM])
{
    static const char prefix[] = "Level ";
    struct log_level level;

    while (log_levels_next(&added, &level))
        if (level.number == number)
            return (struct word){level.name, (size_t)level.size};
    for (size_t i = 0; i < LEVELS; i++)
        if (levels[i].number == number && !is_second(i))
            return (struct word){levels[i].name, (size_t)levels[i].size};
    memcpy(room, prefix, sizeof prefix - 1);
    return (struct word){room, sizeof prefix - 1 + int_write(room + sizeof prefix - 1, number)};
}
