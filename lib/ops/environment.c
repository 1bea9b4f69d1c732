/* The environment as a record: os.environ of the first chapter. */
#include "ops/environment.h"

#include <errno.h>
#include <stdint.h>

#include "cli/quote.h"

bool environment_assignable(struct word name)
{
    for (size_t i = 0; i < name.size; i++) {
        char byte = name.data[i];
        bool letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_';
        if (!letter && !(i > 0 && byte >= '0' && byte <= '9'))
            return false;
    }
    return name.size > 0;
}

void environment_comment(struct out *out, struct word entry)
{
    out_put(out, "# ");
    quote_visible(out, entry.data, entry.size);
    out_char(out, '\n');
}

/* The names seen so far: open addressing, at most half full. */
struct names {
    const struct word *list;
    uint32_t *slots; /* index + 1 into list */
    size_t mask;
};

static size_t hash(struct word name)
{
    size_t value = 5381;

    for (size_t i = 0; i < name.size; i++)
        value = value * 33 + (unsigned char)name.data[i];
    return value ^ value >> 15;
}

/* True where list[index] is the first of its name; keeps it then. */
static bool is_first(struct names *names, size_t index)
{
    struct word name = names->list[index];
    size_t slot = hash(name) & names->mask;

    for (; names->slots[slot] != 0; slot = (slot + 1) & names->mask) {
        struct word other = names->list[names->slots[slot] - 1];
        if (other.size == name.size && memcmp(other.data, name.data, name.size) == 0)
            return false;
    }
    names->slots[slot] = (uint32_t)index + 1;
    return true;
}

static size_t count_entries(char *const *entries)
{
    size_t count = 0;

    while (entries != NULL && entries[count] != NULL)
        count++;
    return count;
}

/* Writes one entry; false when memory is out. */
static bool write_entry(struct out *out, struct arena *arena, const char *entry, struct word name)
{
    if (out->writer == &out_plain && !environment_assignable(name)) {
        environment_comment(out, word_of(entry));
        return true;
    }
    const char *copy = arena_copy(arena, name.data, name.size);
    if (copy != NULL)
        out_field_text(out, copy, entry + name.size + 1);
    return copy != NULL;
}

int environment_write(struct out *out, struct arena *arena, char *const *entries)
{
    size_t count = count_entries(entries), room = 2;

    while (room < count * 2)
        room *= 2;
    struct word *list = arena_alloc(arena, (count + 1) * sizeof *list);
    struct names names = {.list = list, .slots = arena_alloc(arena, room * sizeof *names.slots), .mask = room - 1};
    if (list == NULL || names.slots == NULL)
        return -ENOMEM;
    out_open(out, OUT_RECORD);
    for (size_t i = 0; i < count; i++) {
        const char *equals = strchr(entries[i], '=');
        if (equals == NULL)
            continue;
        list[i] = (struct word){entries[i], (size_t)(equals - entries[i])};
        if (is_first(&names, i) && !write_entry(out, arena, entries[i], list[i]))
            return -ENOMEM;
    }
    out_close(out);
    return 0;
}
