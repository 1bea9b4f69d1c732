/* SPDX-License-Identifier: MIT */
/* The processor's name and the os-release file. */
#include "ops/platform/facts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "os/beneath.h"
#include "os/contents.h"
#include "os/fd.h"
#include "value/osrelease.h"

/* The value of a line "KEY : VALUE" of /proc/cpuinfo whose key is known to name the processor; 0 bytes for another
 * line. */
static struct word processor_value(const char *line, size_t size)
{
    static const char *const keys[] = {"model name", "Model Name", "cpu model", "cpu", "Processor", "uarch"};
    const char *colon = memchr(line, ':', size);
    size_t key = colon != NULL ? (size_t)(colon - line) : 0;

    while (key > 0 && (line[key - 1] == ' ' || line[key - 1] == '\t'))
        key--;
    for (size_t i = 0; key > 0 && i < sizeof keys / sizeof keys[0]; i++)
        if (word_is((struct word){line, key}, keys[i])) {
            const char *value = colon + 1, *end = line + size;
            while (value < end && (*value == ' ' || *value == '\t'))
                value++;
            return (struct word){value, (size_t)(end - value)};
        }
    return (struct word){line, 0};
}

void facts_processor(char name[PROCESSOR_SIZE])
{
    char text[4096]; /* the first processor's lines */

    contents_text(AT_FDCWD, "/proc/cpuinfo", text, sizeof text);
    name[0] = '\0';
    for (const char *at = text; *at != '\0'; at += *at == '\n') {
        size_t size = strcspn(at, "\n");
        struct word value = processor_value(at, size);
        if (value.size > 0 && value.size < PROCESSOR_SIZE) {
            memcpy(name, value.data, value.size);
            name[value.size] = '\0';
            return;
        }
        at += size;
    }
}

static struct os_field *find_field(const struct os_release *release, struct word name)
{
    for (size_t i = 0; i < release->count; i++) {
        struct word known = release->fields[i].name;
        if (known.size == name.size && memcmp(known.data, name.data, name.size) == 0)
            return &release->fields[i];
    }
    return NULL;
}

/* Sets a field, which replaces an earlier one of the same name. */
static void set_field(struct os_release *release, struct word name, struct word value)
{
    struct os_field *field = find_field(release, name);

    if (field == NULL)
        field = &release->fields[release->count++];
    *field = (struct os_field){name, value};
}

/* Parses the text, which must live as long as the fields. 0 or -ENOMEM. */
static int parse_release(struct call *call, struct os_release *release, char *text, size_t size)
{
    enum { DEFAULTS = 3 };
    struct osrelease reader;
    struct word name, value;
    size_t lines = 1;

    for (size_t i = 0; i < size; i++)
        lines += text[i] == '\n' || text[i] == '\r';
    release->fields = arena_alloc(call->arena, (lines + DEFAULTS) * sizeof *release->fields);
    if (release->fields == NULL)
        return -ENOMEM;
    set_field(release, word_of("NAME"), word_of("Linux"));
    set_field(release, word_of("ID"), word_of("linux"));
    set_field(release, word_of("PRETTY_NAME"), word_of("Linux"));
    osrelease_start(&reader, text, size);
    while (osrelease_next(&reader, &name, &value))
        set_field(release, name, value);
    return 0;
}

/* Reads the file path, below the directory folder unless that is negative. 0 or -errno. */
static int read_release(int folder, const char *path, struct call *call, struct os_release *release)
{
    enum { LIMIT = 64 * 1024 };
    char *data, *text;
    size_t size;
    int fd = folder >= 0 ? open_in_root(folder, path, O_RDONLY) : os_open(AT_FDCWD, path, O_RDONLY, 0);

    if (fd < 0)
        return fd;
    int result = contents_read(fd, LIMIT, &data, &size);
    os_close(fd);
    if (result < 0)
        return result;
    text = arena_copy(call->arena, data, size);
    free(data);
    return text != NULL ? parse_release(call, release, text, size) : -ENOMEM;
}

int facts_os_release(struct call *call, const char *root, struct os_release *release)
{
    static const char *const files[] = {"/etc/os-release", "/usr/lib/os-release"};
    int folder = root[0] != '\0' ? os_open(AT_FDCWD, root, O_PATH | O_DIRECTORY, 0) : -1;
    int first = 0, result = 0;

    *release = (struct os_release){.file = NULL};
    if (root[0] != '\0' && folder < 0)
        return folder;
    release->file = files[0];
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        result = read_release(folder, files[i], call, release);
        if (i == 0)
            first = result;
        if (result == 0) {
            release->file = files[i];
            break;
        }
    }
    if (folder >= 0)
        os_close(folder);
    return result == 0 ? 0 : first;
}

const struct word *facts_os_value(const struct os_release *release, struct word name)
{
    const struct os_field *field = find_field(release, name);

    return field != NULL ? &field->value : NULL;
}
