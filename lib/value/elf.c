/* SPDX-License-Identifier: MIT */
/* Reads ELF files. */
#include "value/elf.h"

#include <errno.h>
#include <string.h>

#include "os/io.h"

enum { WINDOW = 4096, SEGMENTS = 16, STEPS = 16384 };

/* A part of the file that is in memory. */
struct window {
    uint64_t offset;
    size_t size;
    unsigned char data[WINDOW];
};

struct segment {
    uint64_t address, offset, size;
};

/* The state of reading a file. */
struct reading {
    const struct elf_source *source;
    struct elf *elf;
    struct window tables, strings; /* two, since symbol versions alternate between both */
    struct segment segments[SEGMENTS];
    size_t segment_count;
    uint64_t dynamic_offset, dynamic_size;
    uint64_t strings_offset, versions_offset, version_files; /* in the file; 0: none */
    uint64_t flags;                                          /* DT_FLAGS_1 */
    unsigned steps;                                          /* entries read so far: at most STEPS */
    int failure;                                             /* of a read: -errno; 0: none */
};

static int64_t read_file(const struct elf_source *source, void *data, size_t size, uint64_t offset)
{
    return offset > (uint64_t)INT64_MAX - size ? 0 : os_pread_all(source->fd, data, size, (int64_t)offset);
}

static int64_t read_memory(const struct elf_source *source, void *data, size_t size, uint64_t offset)
{
    if (offset >= source->size)
        return 0;
    if (size > source->size - offset)
        size = (size_t)(source->size - offset);
    memcpy(data, (const char *)source->memory + offset, size);
    return (int64_t)size;
}

struct elf_source elf_file(int fd)
{
    return (struct elf_source){.read = read_file, .fd = fd};
}

struct elf_source elf_memory(const void *memory, size_t size)
{
    return (struct elf_source){.read = read_memory, .memory = memory, .size = size, .fd = -1};
}

/* Returns at least size (at most WINDOW) bytes at offset; NULL if the file is shorter. */
static const unsigned char *fetch(struct reading *reading, struct window *window, uint64_t offset, size_t size)
{
    if (offset < window->offset || offset - window->offset > window->size ||
        window->size - (offset - window->offset) < size) {
        int64_t got = reading->source->read(reading->source, window->data, WINDOW, offset);
        window->offset = offset;
        window->size = got > 0 ? (size_t)got : 0;
        if (got < 0)
            reading->failure = (int)got;
        if (window->size < size)
            return NULL;
    }
    return window->data + (offset - window->offset);
}

/* The number of width bytes at data, in the file's byte order. */
static uint64_t number(const struct elf *elf, const unsigned char *data, size_t width)
{
    uint64_t value = 0;

    for (size_t i = 0; i < width; i++)
        value = value << 8 | data[elf->big ? i : width - 1 - i];
    return value;
}

/* Reads a word of the file's size: at offset narrow in a 32-bit structure, wide in a 64-bit one. */
static uint64_t word_at(const struct elf *elf, const unsigned char *data, size_t narrow, size_t wide)
{
    return elf->wide ? number(elf, data + wide, 8) : number(elf, data + narrow, 4);
}

/* Copies the string at offset, which ends within ELF_NAME_SIZE bytes; "" if it does not. */
static void copy_string(struct reading *reading, uint64_t offset, uint64_t limit, char text[ELF_NAME_SIZE])
{
    size_t most = limit < ELF_NAME_SIZE ? (size_t)limit : ELF_NAME_SIZE;
    const unsigned char *data = fetch(reading, &reading->strings, offset, most);

    if (data == NULL && fetch(reading, &reading->strings, offset, 1) != NULL) { /* near the end of the file */
        data = reading->strings.data;
        most = reading->strings.size < most ? reading->strings.size : most;
    }
    const char *end = data != NULL ? memchr(data, '\0', most) : NULL;
    size_t size = end != NULL ? (size_t)(end - (const char *)data) : 0;
    if (size > 0)
        memcpy(text, data, size);
    text[size] = '\0';
}

/* The file offset of the address; 0 if nothing is loaded there. */
static uint64_t offset_of(const struct reading *reading, uint64_t address)
{
    for (size_t i = 0; i < reading->segment_count; i++) {
        const struct segment *segment = &reading->segments[i];
        if (address >= segment->address && address - segment->address < segment->size)
            return segment->offset + (address - segment->address);
    }
    return 0;
}

static void read_segment(struct reading *reading, const unsigned char *header)
{
    enum { LOAD = 1, DYNAMIC = 2, INTERPRETER = 3, EXECUTABLE = 1 };
    struct elf *elf = reading->elf;
    uint64_t kind = number(elf, header, 4), flags = number(elf, header + (elf->wide ? 4 : 24), 4);
    uint64_t offset = word_at(elf, header, 4, 8), address = word_at(elf, header, 8, 16);
    uint64_t size = word_at(elf, header, 16, 32);

    if (kind == LOAD && reading->segment_count < SEGMENTS)
        reading->segments[reading->segment_count++] = (struct segment){address, offset, size};
    if (kind == LOAD && (flags & EXECUTABLE) && offset + size > elf->text_end)
        elf->text_end = offset + size;
    if (kind == DYNAMIC) {
        elf->dynamic = true;
        reading->dynamic_offset = offset;
        reading->dynamic_size = size;
    }
    if (kind == INTERPRETER)
        copy_string(reading, offset, size, elf->interpreter);
}

static void read_segments(struct reading *reading, uint64_t offset, uint64_t count, uint64_t size)
{
    const unsigned char *header;

    if (size < (reading->elf->wide ? 56 : 32) || size > WINDOW)
        return;
    for (uint64_t i = 0; i < count && reading->steps++ < STEPS; i++) {
        header = fetch(reading, &reading->tables, offset + i * size, (size_t)size);
        if (header == NULL)
            return;
        read_segment(reading, header);
    }
}

/* Reads the dynamic section; with names, examines each NEEDED name, which is possible only in a second pass. */
static void read_dynamic(struct reading *reading, bool names)
{
    enum { END = 0, NEEDED = 1, STRINGS = 5, FLAGS_1 = 0x6ffffffb, VERSIONS = 0x6ffffffe, VERSION_FILES = 0x6fffffff };
    struct elf *elf = reading->elf;
    size_t size = elf->wide ? 16 : 8;
    char name[ELF_NAME_SIZE];

    for (uint64_t at = 0; at + size <= reading->dynamic_size && reading->steps++ < STEPS; at += size) {
        const unsigned char *entry = fetch(reading, &reading->tables, reading->dynamic_offset + at, size);
        uint64_t tag = entry != NULL ? word_at(elf, entry, 0, 0) : END;
        if (tag == END)
            return;
        uint64_t value = word_at(elf, entry, 4, 8);
        if (names && tag == NEEDED) {
            copy_string(reading, reading->strings_offset + value, ELF_NAME_SIZE, name);
            if (strncmp(name, "libc.musl-", 10) == 0)
                strcpy(elf->libc, "musl");
        }
        if (tag == STRINGS)
            reading->strings_offset = offset_of(reading, value);
        if (tag == VERSIONS)
            reading->versions_offset = offset_of(reading, value);
        if (tag == VERSION_FILES)
            reading->version_files = value;
        if (tag == FLAGS_1)
            reading->flags = value;
    }
}

/* Keeps the version in a symbol version's name (GLIBC_2.34) if it is the newest so far. */
static void keep_newest(struct elf *elf, const char *name)
{
    const char *version = name + 6;

    if (strncmp(name, "GLIBC_", 6) != 0 || *version < '0' || *version > '9' ||
        strlen(version) >= sizeof elf->libc_version)
        return;
    strcpy(elf->libc, "glibc");
    if (version_compare(version, elf->libc_version) > 0)
        strcpy(elf->libc_version, version);
}

/* Reads the versions needed of one library: count entries, each with the distance to the next. */
static void read_names(struct reading *reading, uint64_t at, uint64_t count)
{
    const struct elf *elf = reading->elf;
    char name[ELF_NAME_SIZE];

    while (count-- > 0 && reading->steps++ < STEPS) {
        const unsigned char *entry = fetch(reading, &reading->tables, at, 16);
        if (entry == NULL)
            return;
        uint64_t next = number(elf, entry + 12, 4);
        copy_string(reading, reading->strings_offset + number(elf, entry + 8, 4), ELF_NAME_SIZE, name);
        keep_newest(reading->elf, name);
        if (next == 0)
            return;
        at += next;
    }
}

static void read_versions(struct reading *reading)
{
    const struct elf *elf = reading->elf;
    uint64_t at = reading->versions_offset, left = reading->version_files;

    if (at == 0 || reading->strings_offset == 0)
        return;
    while (left-- > 0 && reading->steps++ < STEPS) {
        const unsigned char *entry = fetch(reading, &reading->tables, at, 16);
        if (entry == NULL)
            return;
        uint64_t count = number(elf, entry + 2, 2), names = number(elf, entry + 8, 4);
        uint64_t next = number(elf, entry + 12, 4);
        read_names(reading, at + names, count);
        if (next == 0)
            return;
        at += next;
    }
}

/* Finds the C library of a program loader. */
static void judge_interpreter(struct elf *elf)
{
    const char *slash = strrchr(elf->interpreter, '/');
    const char *name = slash != NULL ? slash + 1 : elf->interpreter;

    if (strncmp(name, "ld-musl-", 8) == 0)
        strcpy(elf->libc, "musl");
    else if (elf->libc[0] == '\0' &&
             (strncmp(name, "ld-linux", 8) == 0 || strncmp(name, "ld64.so", 7) == 0 || strncmp(name, "ld.so", 5) == 0))
        strcpy(elf->libc, "glibc");
}

int elf_read(struct elf *elf, const struct elf_source *source)
{
    enum { TYPE_EXECUTABLE = 2, TYPE_DYNAMIC = 3, FLAG_PIE = 0x8000000 };
    struct reading reading = {.source = source, .elf = elf};

    *elf = (struct elf){.machine = 0};
    int64_t got = source->read(source, reading.tables.data, WINDOW, 0);
    if (got < 0)
        return (int)got;
    reading.tables.size = (size_t)got;
    const unsigned char *head = reading.tables.data;
    if (got < 20 || memcmp(head, "\177ELF", 4) != 0 || head[4] < 1 || head[4] > 2 || head[5] < 1 || head[5] > 2)
        return -ENOEXEC;
    elf->wide = head[4] == 2;
    elf->big = head[5] == 2;
    uint64_t type = number(elf, head + 16, 2);
    elf->machine = (unsigned)number(elf, head + 18, 2);
    if (got < (elf->wide ? 64 : 52))
        return 0;
    size_t sizes = elf->wide ? 54 : 42; /* e_phentsize, e_phnum */
    uint64_t size = number(elf, head + sizes, 2), count = number(elf, head + sizes + 2, 2);
    read_segments(&reading, word_at(elf, head, 28, 32), count, size);
    read_dynamic(&reading, false);
    if (reading.strings_offset != 0)
        read_dynamic(&reading, true);
    read_versions(&reading);
    judge_interpreter(elf);
    elf->executable = type == TYPE_EXECUTABLE ||
                      (type == TYPE_DYNAMIC && (elf->interpreter[0] != '\0' || (reading.flags & FLAG_PIE)));
    if (strcmp(elf->libc, "glibc") != 0)
        elf->libc_version[0] = '\0';
    return reading.failure;
}
