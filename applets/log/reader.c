/* SPDX-License-Identifier: MIT */
/* Reading logs record by record. */
#include "log/reader.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sysexits.h>
#include <unistd.h>

#include "log/files.h"
#include "os/fd.h"
#include "os/io.h"
#include "os/spawn/exec.h"
#include "os/spawn/spawn.h"
#include "os/spawn/wait.h"

TEXTS_OF(log_reader);

enum { LONGEST = 64 * 1024 * 1024, MORE_MOST = 16 * 1024 * 1024 }; /* bytes of a line, of lines that follow */

static void report(struct log_reader *reader, int result, const char *name)
{
    fail_errno(reader->call->fail, -result, name, NULL);
    call_report(reader->call);
}

/* Lists the files of the set once. Returns their number, or -errno. */
static int list_once(struct log_reader *reader)
{
    reader->next = reader->count = 0;
    arena_clear(&reader->set);
    int count = log_files(&reader->set, reader->path, &reader->names);
    if (count <= 0)
        return count;
    reader->files = arena_alloc(&reader->set, (size_t)count * sizeof *reader->files);
    if (reader->files == NULL)
        return -ENOMEM;
    for (int i = 0; i < count; i++)
        if (status_get(AT_FDCWD, reader->names[i], 0, STATUS_INO, &reader->files[i]) < 0)
            reader->files[i] = (struct status){0};
    return reader->count = count;
}

/* Copies the identities of the listed files, for the caller to free. NULL without memory. */
static struct status *copy_files(const struct log_reader *reader)
{
    size_t size = (size_t)reader->count * sizeof *reader->files;
    struct status *copy = malloc(size + 1);

    if (copy != NULL && size > 0)
        memcpy(copy, reader->files, size);
    return copy;
}

/* True if the files that are listed are these. */
static bool lists(const struct log_reader *reader, const struct status *files, int count)
{
    int i = 0;

    while (i < count && i < reader->count && reader->files[i].ino != 0 && is_same_file(&reader->files[i], &files[i]))
        i++;
    return i == count && i == reader->count;
}

/* Lists the files of the set. A folder that is read during a rotation may show a file under neither of its two names:
 * the list is right if a second one is equal. Returns the number of files, or -errno. */
static int list(struct log_reader *reader)
{
    enum { TRIES = 100 };
    int count = list_once(reader);

    for (int tries = 0, equal = 0; count > 0 && !equal && tries < TRIES; tries++) {
        struct status *before = copy_files(reader);
        int number = count;
        if (before == NULL)
            return -ENOMEM;
        count = list_once(reader);
        equal = count < 0 || lists(reader, before, number);
        free(before);
    }
    return count;
}

/* Returns the place of the file in the list, or -1. */
static int find(const struct log_reader *reader, const struct status *file)
{
    int i = 0;

    while (i < reader->count && !is_same_file(&reader->files[i], file))
        i++;
    return i < reader->count && file->ino != 0 ? i : -1;
}

/* Returns the place of what was number `wanted` of the `count` files listed before. A file that was compressed has
 * another identity: its neighbours tell its place, the older ones first. The oldest files may be gone, so no place
 * grows; what seems to have moved up is a new file with the inode of one that is gone. If no file is known, the one
 * that was read last was dropped, or it is the newest one that is compressed. */
static int place_now(const struct log_reader *reader, const struct status *before, int count, int wanted)
{
    for (int i = wanted < count ? wanted : count - 1; i >= 0; i--) {
        int place = find(reader, &before[i]);
        if (place >= 0 && place <= i)
            return place + wanted - i;
    }
    for (int i = wanted + 1; i < count; i++) {
        int place = find(reader, &before[i]);
        if (place >= 0 && place <= i)
            return place > i - wanted ? place - (i - wanted) : 0;
    }
    int place = 0;
    while (reader->file.ino != 0 && place < reader->count - 1 && log_unpacker(reader->names[place]) != NULL)
        place++;
    return place;
}

/* Lists the files again after a rotation, and finds the one that is to be opened next. Returns the number of files, or
 * -errno. */
static int list_again(struct log_reader *reader)
{
    struct status *before = copy_files(reader);
    int count = reader->count, wanted = reader->next;

    if (before == NULL)
        return -ENOMEM;
    int result = list(reader);
    if (result > 0)
        reader->next = place_now(reader, before, count, wanted);
    free(before);
    return result;
}

/* Starts the command that decompresses fd, and reads its output. 0 with fd closed, or -errno. */
static int unpack(struct log_reader *reader, const char *command, int fd)
{
    char *argv[] = {(char *)command, (char *)"-dc", NULL};
    struct spawn_step steps[] = {{.kind = SPAWN_DUP2, .fd = fd, .number = STDIN_FILENO},
                                 {.kind = SPAWN_DUP2, .number = STDOUT_FILENO}};
    struct spawn spawn = {.program = {.file = command, .search = program_path(environ), .argv = argv, .envp = environ},
                          .steps = steps,
                          .count = sizeof steps / sizeof steps[0]};
    struct spawn_failure failure;
    int ends[2], result = os_pipe(ends, O_CLOEXEC);

    if (result < 0)
        return result;
    steps[1].fd = ends[1];
    pid_t pid = spawn_start(&spawn, &failure);
    os_close(ends[1]);
    if (pid < 0) {
        os_close(ends[0]);
        return (int)pid;
    }
    os_close(fd);
    reader->child = pid;
    reader->items.fd = ends[0];
    return 0;
}

/* Opens the next file of the set. If it was renamed since the set was listed, it is looked for. 0 or -errno. */
static int open_file(struct log_reader *reader)
{
    enum { TRIES = 100 };
    struct status file = {0};
    int fd = -ENOENT;

    for (int tries = 0; tries < TRIES; tries++) {
        const struct status wanted = reader->files[reader->next];
        reader->name = reader->names[reader->next];
        fd = os_open(AT_FDCWD, reader->name, O_RDONLY | O_NOCTTY, 0);
        int result = fd < 0 ? fd : status_get(fd, NULL, 0, STATUS_INO, &file);
        if (result != 0 ? result != -ENOENT : is_same_file(&file, &wanted) || wanted.ino == 0)
            break;
        if (fd >= 0)
            os_close(fd);
        fd = -ENOENT;
        if (list_again(reader) <= 0 || reader->next >= reader->count)
            return fd;
    }
    if (fd < 0)
        return fd;
    reader->file = file;
    reader->items.fd = fd;
    reader->opened = true;
    const char *command = log_unpacker(reader->name);
    int result = command != NULL ? unpack(reader, command, fd) : 0;
    if (result < 0) {
        os_close(fd);
        reader->opened = false;
        reader->name = command;
    }
    return result;
}

/* Opens the next file that can be opened. Returns false after the last one. */
static bool open_next(struct log_reader *reader)
{
    while (reader->next < reader->count) {
        int result = open_file(reader);
        reader->next++;
        if (result == 0)
            return true;
        report(reader, result, reader->name);
    }
    return false;
}

/* Closes the open file; a decompression that has failed is reported. */
static void close_file(struct log_reader *reader)
{
    int status = 0;

    if (reader->opened && reader->items.fd > STDIN_FILENO)
        os_close(reader->items.fd);
    reader->opened = false;
    if (reader->child > 0 && wait_process(reader->child, 0, &status, NULL) > 0 && status != 0 && reader->items.ended) {
        fail_words(reader->call->fail, EX_DATAERR, "%s: %s ended with status %d", reader->name,
                   log_unpacker(reader->name), wait_exit_status(status));
        call_report(reader->call);
    }
    reader->child = 0;
}

int reader_open(struct log_reader *reader, struct call *call, const struct zone *zone, const char *path, bool follow)
{
    *reader = (struct log_reader){.call = call, .path = path, .follow = follow};
    reader->a.lines = reader->b.lines = (struct log_lines){.zone = zone, .levels = getenv("XLOG_LEVELS")};
    arena_init(&reader->a.lines.arena, NULL, 0);
    arena_init(&reader->b.lines.arena, NULL, 0);
    arena_init(&reader->set, NULL, 0);
    reader->record = &reader->a;
    reader->ahead = &reader->b;
    item_reader_start(&reader->items, STDIN_FILENO, '\n');
    reader->items.longest = LONGEST;
    if (strcmp(path, "-") == 0) {
        reader->opened = true;
        reader->follow = false;
        return 0;
    }
    int count = list(reader);
    if (count < 0 && !(follow && count == -ENOENT))
        return fail_errno(call->fail, -count, path, NULL);
    if (count == 0 && !follow)
        return fail_errno(call->fail, ENOENT, path, NULL);
    return 0;
}

void reader_close(struct log_reader *reader)
{
    reader->items.ended = false;
    close_file(reader);
    item_reader_close(&reader->items);
    log_text_free(&reader->more);
    log_text_free(&reader->a.text);
    log_text_free(&reader->b.text);
    arena_clear(&reader->a.lines.arena);
    arena_clear(&reader->b.lines.arena);
    arena_clear(&reader->set);
}

/* Reads more of the open file, or opens the next one. False if there is no more, or if reading would wait while a
 * record is to be returned. */
static bool fill(struct log_reader *reader)
{
    bool last = reader->next >= reader->count;

    if (reader->opened && reader->items.ended) {
        close_file(reader);
        reader->items.ended = false;
    }
    if (!reader->opened)
        return open_next(reader);
    if (reader->child == 0 && item_reader_waits(&reader->items)) {
        if (reader->holding)
            return false;
        out_flush(reader->call->out);
    }
    int result = item_reader_fill(&reader->items);
    if (result == -EINTR)
        return false;
    if (result < 0)
        report(reader, result, reader->count > 0 ? reader->name : "standard input");
    reader->items.ended |= result < 0;
    if (reader->items.ended && reader->follow && last && reader->child == 0) {
        reader->items.ended = false;
        return false;
    }
    return true;
}

/* Reads a line into ahead, and parses it. */
static bool look_ahead(struct log_reader *reader)
{
    struct held_line *held = reader->ahead;
    struct word line;

    while (!item_reader_next(&reader->items, &line))
        if (!fill(reader))
            return false;
    if (line.size >= LONGEST) {
        fail_words(reader->call->fail, EX_DATAERR, "%s: a line was cut after %d bytes",
                   reader->count > 0 ? reader->name : "standard input", (int)LONGEST);
        call_report(reader->call);
    }
    held->text.size = 0;
    log_text_word(&held->text, line);
    log_text_char(&held->text, '\0');
    if (held->text.failed)
        return false;
    held->text.size--;
    reader->begins = log_line_read(&held->lines, (struct word){held->text.data, held->text.size}, &held->line) ||
                     !reader->any;
    reader->looked = reader->any = true;
    return true;
}

/* Adds the line ahead to those that follow the record. */
static void add_line(struct log_reader *reader)
{
    if (reader->more_count++ > 0)
        log_text_char(&reader->more, '\n');
    log_text_add(&reader->more, reader->ahead->text.data, reader->ahead->text.size);
    reader->looked = false;
}

/* Makes the record, or the lines that go on with the one before, the entry. */
static bool give(struct log_reader *reader, struct entry *entry)
{
    const struct log_text *text = &reader->record->text, *more = &reader->more;

    if (!reader->holding && reader->more_count == 0)
        return false;
    *entry = (struct entry){.line = &reader->record->line};
    if (reader->holding)
        entry->text = (struct word){text->data, text->size};
    if (reader->more_count > 0)
        entry->more = (struct word){more->data != NULL ? more->data : "", more->size};
    reader->holding = false;
    return true;
}

bool reader_next(struct log_reader *reader, struct entry *entry)
{
    reader->more.size = reader->more_count = 0;
    while (reader->looked || look_ahead(reader)) {
        if (!reader->begins) {
            add_line(reader);
            if (reader->more.size >= MORE_MOST)
                break;
            continue;
        }
        if (give(reader, entry))
            return true;
        struct held_line *held = reader->ahead;
        reader->ahead = reader->record;
        reader->record = held;
        reader->holding = true;
        reader->looked = false;
    }
    return give(reader, entry);
}

void reader_follow(struct log_reader *reader)
{
    struct status now;
    int result = status_get(AT_FDCWD, reader->path, 0, STATUS_INO | STATUS_SIZE, &now);

    if (result < 0) /* until there is a new file, the open one may still grow */
        return;
    if (!reader->opened || !is_same_file(&now, &reader->file)) {
        list_again(reader);
        return;
    }
    int64_t at = os_lseek(reader->items.fd, 0, SEEK_CUR);
    if (at > (int64_t)now.size && os_lseek(reader->items.fd, 0, SEEK_SET) == 0)
        reader->items.at = reader->items.used = reader->items.scanned = 0;
}
