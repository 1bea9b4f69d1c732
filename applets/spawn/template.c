/* SPDX-License-Identifier: MIT */
/* xspawn --each: builds arguments from items. */
#include "spawn/template.h"

#include <string.h>
#include <unistd.h>

#include "os/sysinfo.h"
#include "value/number.h"

enum place { NUMBER, SLOT, ITEM, BASE, DIRECTORY, STEM, BASE_STEM };

static const char *const places[] = {
    [NUMBER] = "{#}",     [SLOT] = "{%}", [ITEM] = "{}",        [BASE] = "{/}",
    [DIRECTORY] = "{//}", [STEM] = "{.}", [BASE_STEM] = "{/.}",
};

enum { PLACES = sizeof places / sizeof places[0] };

/* The next placeholder in text; NULL if there is none. */
static const char *next_place(const char *text, enum place *place)
{
    for (; (text = strchr(text, '{')) != NULL; text++)
        for (size_t i = 0; i < PLACES; i++)
            if (strncmp(text, places[i], strlen(places[i])) == 0) {
                *place = (enum place)i;
                return text;
            }
    return NULL;
}

/* The number of an item's placeholders in text. */
static size_t count_items(const char *text)
{
    size_t count = 0;
    enum place place;

    for (const char *at = text; (at = next_place(at, &place)) != NULL; at += strlen(places[place]))
        count += place >= ITEM;
    return count;
}

/* text is an item's placeholder and nothing else. */
static bool is_item(const char *text, enum place *place)
{
    return next_place(text, place) == text && *place >= ITEM && text[strlen(places[*place])] == '\0';
}

bool has_placeholder(const char *text)
{
    enum place place;

    return next_place(text, &place) != NULL;
}

/* What the kernel counts for a pointer to an argument: a 64-bit kernel counts 8 bytes for a 32-bit program, too. */
enum { POINTER = 8 };

void template_begin(struct template *template, char **argv, char *const *environment)
{
    enum { SPARE = 4096, LEAST = 128 * 1024, MOST = 2 * 1024 * 1024 };
    long limit = 0;

    os_sysconf(_SC_ARG_MAX, &limit);
    *template = (struct template){.argv = argv,
                                  .limit = limit <= 0 || limit > MOST ? MOST
                                           : limit < LEAST            ? LEAST
                                                                      : (size_t)limit};
    template->limit -= SPARE;
    for (; argv[template->count] != NULL; template->count++) {
        const char *argument = argv[template->count];
        enum place place;
        template->bytes += strlen(argument) + 1 + POINTER;
        template->placed |= count_items(argument) > 0;
        template->inside |= count_items(argument) > 0 && !is_item(argument, &place);
    }
    for (; *environment != NULL; environment++)
        template->bytes += strlen(*environment) + 1 + POINTER;
}

size_t template_cost(const struct template *template, struct word item)
{
    size_t count = template->placed ? 0 : 1;

    for (size_t i = 0; i < template->count && template->placed; i++)
        count += count_items(template->argv[i]);
    return count * (item.size + 1 + POINTER);
}

/* The bytes of item after its last slash. */
static struct word base_of(struct word item)
{
    const char *slash = memrchr(item.data, '/', item.size);

    return slash == NULL ? item : (struct word){slash + 1, (size_t)(item.data + item.size - slash - 1)};
}

static struct word directory_of(struct word item)
{
    const char *slash = memrchr(item.data, '/', item.size);

    if (slash == NULL)
        return word_of(".");
    return (struct word){item.data, slash == item.data ? 1 : (size_t)(slash - item.data)};
}

static struct word without_extension(struct word item)
{
    struct word base = base_of(item);
    const char *dot = memrchr(base.data, '.', base.size);

    return dot == NULL ? item : (struct word){item.data, (size_t)(dot - item.data)};
}

static struct word value_of(enum place place, const struct run_words *words, struct word item, char room[NUMBER_ROOM])
{
    switch (place) {
    case NUMBER:
    case SLOT:
        return (struct word){room, uint_write(room, place == NUMBER ? words->number : words->slot)};
    case BASE:
        return base_of(item);
    case DIRECTORY:
        return directory_of(item);
    case STEM:
        return without_extension(item);
    case BASE_STEM:
        return base_of(without_extension(item));
    case ITEM:
        break;
    }
    return item;
}

/* Writes text with placeholders replaced to `to`, unless that is NULL. Returns the length, without the NUL byte. */
static size_t write_filled(char *to, const char *text, const struct run_words *words, struct word item)
{
    char room[NUMBER_ROOM];
    size_t size = 0;
    enum place place;

    for (const char *next; *text != '\0'; text = next + strlen(places[place])) {
        next = next_place(text, &place);
        struct word plain = {text, next != NULL ? (size_t)(next - text) : strlen(text)};
        struct word value = next != NULL ? value_of(place, words, item, room) : (struct word){"", 0};
        if (to != NULL) {
            memcpy(to + size, plain.data, plain.size);
            memcpy(to + size + plain.size, value.data, value.size);
        }
        size += plain.size + value.size;
        if (next == NULL)
            break;
    }
    return size;
}

static char *fill(struct arena *arena, const char *text, const struct run_words *words, struct word item)
{
    char *made = arena_alloc(arena, write_filled(NULL, text, words, item) + 1);

    if (made != NULL)
        write_filled(made, text, words, item);
    return made;
}

char *placeholders_fill(struct arena *arena, const char *text, const struct run_words *words)
{
    return fill(arena, text, words, words->items[0]);
}

char **template_fill(const struct template *template, struct arena *arena, const struct run_words *words)
{
    char **argv = arena_alloc(arena, (template->count * (words->count + 1) + words->count + 1) * sizeof *argv);
    size_t used = 0;
    enum place place;

    for (size_t i = 0; argv != NULL && i < template->count; i++) {
        char *argument = template->argv[i];
        size_t copies = is_item(argument, &place) ? words->count : 1;
        for (size_t item = 0; item < copies; item++) {
            char *made = argument;
            if (strcmp(argument, places[ITEM]) == 0)
                made = (char *)words->items[item].data;
            else if (has_placeholder(argument))
                made = fill(arena, argument, words, words->items[item]);
            if (made == NULL)
                return NULL;
            argv[used++] = made;
        }
    }
    for (size_t i = 0; argv != NULL && !template->placed && i < words->count; i++)
        argv[used++] = (char *)words->items[i].data;
    return argv;
}
