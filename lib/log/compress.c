/* SPDX-License-Identifier: MIT */
/* Rotated files compressed by a command, in a child. While it works the child holds the lock of the file that it reads,
 * so that no process renames that meanwhile; the compressed file gets its name when it is complete. */
#include "log/parts.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "log/files.h"

#include "os/fd.h"
#include "os/spawn/spawn.h"
#include "os/spawn/wait.h"
#include "value/errnos.h"
#include "value/format.h"

/* Commands that compress, and with -dc decompress. */
static const struct {
    char command[8], suffix[6];
} known[] = {{"gzip", ".gz"}, {"pigz", ".gz"}, {"zstd", ".zst"}, {"xz", ".xz"}, {"bzip2", ".bz2"}, {"lz4", ".lz4"}};

const char *log_unpacker(const char *name)
{
    size_t size = strlen(name);

    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (size > strlen(known[i].suffix) && strcmp(name + size - strlen(known[i].suffix), known[i].suffix) == 0)
            return known[i].command;
    return NULL;
}

const char *log_suffix(const struct log_destination *destination)
{
    const char *command = destination->options.compress;

    if (command == NULL)
        return "";
    if (destination->options.suffix != NULL)
        return destination->options.suffix;
    struct word first = {command, strcspn(command, " ")};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (word_is(first, known[i].command))
            return known[i].suffix;
    return ".z";
}

/* Starts the shell that runs the command from descriptor fd. Its pid or -errno. */
static pid_t start(const struct log_destination *destination, const char *name, int fd)
{
    static const char begin[] = "{ ", end[] = "\n} >\"$1.tmp\" && mv -f -- \"$1.tmp\" \"$1\" && rm -f -- \"$0\" || "
                                              "{ rm -f -- \"$1.tmp\"; exit 1; }";
    struct log_text script = {0}, packed = {0};
    struct spawn_step step = {.kind = SPAWN_DUP2, .fd = fd, .number = STDIN_FILENO};
    struct spawn_failure failure;

    log_text_put(&script, begin);
    log_text_put(&script, destination->options.compress);
    log_text_add(&script, end, sizeof end);
    log_text_put(&packed, name);
    log_text_put(&packed, log_suffix(destination));
    log_text_char(&packed, '\0');
    char *argv[] = {(char *)"sh", (char *)"-c", (char *)"--", script.data, (char *)name, packed.data, NULL};
    struct spawn spawn = {.program = {.file = "/bin/sh", .argv = argv, .envp = environ}, .steps = &step, .count = 1};
    pid_t pid = script.failed || packed.failed ? -ENOMEM : spawn_start(&spawn, &failure);
    log_text_free(&script);
    log_text_free(&packed);
    return pid;
}

static void blame(struct log_destination *destination, const char *what, int number)
{
    char why[128];

    format_text(why, sizeof why, "compress: %s %d; the file is kept as it is", what, number);
    if (destination->host->blames != NULL)
        destination->host->blames(destination->host->data, destination, why);
}

void log_compress(struct log_destination *destination, const char *name)
{
    struct log_turn *turn = destination->state;

    if (destination->options.compress == NULL || name == NULL)
        return;
    /* The lock belongs to the open file, which the child inherits, so it outlasts this process's turn. */
    pid_t pid = os_lock_open_file(destination->fd);
    if (pid == 0)
        pid = (pid_t)os_lseek(destination->fd, 0, SEEK_SET);
    if (pid == 0)
        pid = start(destination, name, destination->fd);
    turn_end(destination);
    if (pid < 0)
        blame(destination, "errno", -pid);
    else
        turn->compressor = pid;
}

void log_compress_wait(struct log_destination *destination, const char *name)
{
    struct log_turn *turn = destination->state;
    int status = 0;

    if (turn->compressor > 0) {
        if (wait_process(turn->compressor, 0, &status, NULL) > 0 && status != 0)
            blame(destination, "status", wait_exit_status(status));
        turn->compressor = 0;
    }
    int fd = destination->options.compress != NULL && name != NULL ? os_open(AT_FDCWD, name, O_RDWR, 0) : -1;
    if (fd < 0)
        return;
    os_lock_open_file(fd); /* as long as another process's child compresses it */
    os_close(fd);
}
