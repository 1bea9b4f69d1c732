/* SPDX-License-Identifier: MIT */
/* File object creation. A command has no file objects. What remains of creating one: checking that the descriptor can
 * be used in the mode, and moving to the end for appending. */
#include "ops/chapters.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "os/fd.h"
#include "os/status.h"

TEXTS_OF(os_file_objects);

struct file_object {
    int fd, buffering;
    const char *mode, *encoding;
};

/* What a mode string says: one of r w x a, then + b t in any order. */
struct opening {
    bool reading, writing, appending, binary;
};

static bool mode_read(const char *mode, struct opening *opening)
{
    char kind = 0;
    bool plus = false, text = false;

    *opening = (struct opening){0};
    for (; *mode != '\0'; mode++) {
        bool *seen = *mode == '+' ? &plus : *mode == 'b' ? &opening->binary : *mode == 't' ? &text : NULL;
        if (seen != NULL ? *seen : kind != 0 || strchr("rwxa", *mode) == NULL)
            return false;
        if (seen != NULL)
            *seen = true;
        else
            kind = *mode;
    }
    opening->reading = kind == 'r' || plus;
    opening->writing = kind != 'r' || plus;
    opening->appending = kind == 'a';
    return kind != 0 && !(text && opening->binary);
}

/* 0 if the file behind fd can be used in the mode, or -errno. */
static int check_file(int fd, const struct opening *opening)
{
    struct status status;
    int access = os_access_mode(fd);
    int result = access < 0 ? access : status_get(fd, NULL, 0, STATUS_TYPE, &status);

    if (result < 0)
        return result;
    if (S_ISDIR(status.mode))
        return -EISDIR;
    if (access == O_PATH || (opening->reading && access == O_WRONLY) || (opening->writing && access == O_RDONLY))
        return -EINVAL;
    return 0;
}

static int run_fdopen(struct call *call)
{
    const struct file_object *args = ARGS(struct file_object, call);
    struct opening opening;

    if (!mode_read(args->mode, &opening))
        return fail_usage(call->fail, "mode: '%.200s' is not one of r w x a, with + b t", args->mode);
    if (opening.binary && args->encoding != NULL)
        return fail_usage(call->fail, "encoding: a binary file has none");
    if (!opening.binary && args->buffering == 0)
        return fail_usage(call->fail, "buffering: only a binary file does without");
    int result = check_file(args->fd, &opening);
    if (result == 0 && opening.appending) {
        int64_t end = os_lseek(args->fd, 0, SEEK_END);
        result = end < 0 && end != -ESPIPE ? (int)end : 0;
    }
    return call_end_int(call, result < 0 ? result : args->fd, NULL);
}

static const struct param fdopen_params[] = {
    PARAM(struct file_object, fd, FD, .help = PACKED("a descriptor")),
    PARAM(struct file_object, mode, TEXT, .flags = PARAM_OPTIONAL, .fallback = FALLBACK_R, .metavar = PACKED("MODE"),
          .help = PACKED("r w x a, with + b t: what fd is to be used for")),
    PARAM(struct file_object, buffering, INT, .flags = PARAM_OPTIONAL, .fallback = FALLBACK_MINUS_1,
          .help = PACKED("0 for none, binary only; a command never buffers")),
    PARAM(struct file_object, encoding, TEXT, .flags = PARAM_OPTIONAL, .fallback = FALLBACK_NONE,
          .help = PACKED("of a text; a command passes bytes on unchanged")),
};

static const struct op ops[] = {
    {
        .name = "fdopen",
        TEXTS(.summary = "Check that a descriptor can be used in a mode, as for creating a file object",
              .result = "int fd (the documentation: a file object)", .errors = "EBADF EINVAL EISDIR",
              .note = "EINVAL if the file is not open for the mode, EISDIR for a directory; mode a moves the "
                      "position to the end",
              .example = "xos fdopen 3 w 3>file", .signature = "fdopen(fd, *args, **kwargs)"),
        .acts_on = ACTS_ON_FD,
        .available = ON_ALL,
        OP_PARAMS(struct file_object, fdopen_params),
        .run = run_fdopen,
    },
};

const struct chapter chapter_file_objects = CHAPTER(SECTION_FILE_OBJECTS, "File object creation", ops);
