/* SPDX-License-Identifier: MIT */
/* xattr-tool list, get and dump: writes names and values. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "value/attrwords.h"
#include "xattr/xattr_tool.h"

char *tool_words(struct tool *tool, const char *name, const char *value, size_t size)
{
    if (!tool->args->decode || !attribute_has_words(name))
        return NULL;
    lock_take(&tool->lock);
    char *words = attribute_to_words(tool->call->names, name, value, size);
    lock_open(&tool->lock);
    return words;
}

/* Starts a writer that appends to the output of one visit. There is space for names and values of size bytes in all, in
 * any form. False if memory is exhausted. */
static bool start_text(const struct tool *tool, struct walk_output *output, size_t size, struct out *out)
{
    enum { WIDEST = 6, FRAME = 256 }; /* \udcXX for a byte; the text around names and values */
    struct out *result = tool->call->out;

    if (!walk_room(output, size * WIDEST + FRAME))
        return false;
    out_init(out, result->writer, -1, output->data + output->used, output->capacity - output->used);
    out->tty = result->tty;
    out->bytes_form = tool->form == ATTRDUMP_HEX ? BYTES_HEX : tool->form == ATTRDUMP_BASE64 ? BYTES_BASE64 : BYTES_RAW;
    return true;
}

static void end_text(struct walk_output *output, const struct out *out)
{
    output->used += out->used;
}

/* True if results are records (--json, --null). */
static bool wants_records(const struct tool *tool)
{
    return tool->call->json || tool->call->null;
}

/* The path as getfattr writes it: relative and without a leading "./", so that a dump can be restored elsewhere. */
static const char *shown_path(const struct tool *tool, const char *path)
{
    const char *shown = path;

    if (tool->args->absolute_names)
        return path;
    for (;; shown++) {
        if (shown[0] == '.' && shown[1] == '/')
            shown++;
        else if (*shown != '/')
            break;
    }
    return *shown != '\0' ? shown : ".";
}

static void put_record(struct out *out, const char *path, const char *name, const char *value, size_t size)
{
    out_open(out, OUT_STREAM);
    out_open(out, OUT_RECORD);
    out_field_text(out, "path", path);
    out_field_text(out, "name", name);
    if (value != NULL) {
        out_name(out, "value");
        out_bytes(out, value, size);
    }
    out_close(out);
    out_close(out);
}

/* Writes the first line of a file's part of a dump, once. */
static bool put_header(struct tool *tool, struct walk_output *output, const char *path, bool *headed)
{
    struct out out;

    if (*headed || wants_records(tool))
        return true;
    *headed = true;
    if (!start_text(tool, output, strlen(path), &out))
        return false;
    attrdump_put_file(&out, shown_path(tool, path));
    end_text(output, &out);
    return true;
}

static bool put_end(struct tool *tool, struct walk_output *output, bool headed)
{
    return !headed || wants_records(tool) || walk_put(output, "\n", 1);
}

static int put_plain_attribute(struct tool *tool, struct walk_output *output, const char *path, const char *name,
                               const char *value, size_t size)
{
    struct out out;

    if (!start_text(tool, output, strlen(path) + strlen(name) + size, &out))
        return -ENOMEM;
    if (wants_records(tool))
        put_record(&out, path, name, value, size);
    else if (value == NULL)
        attrdump_put_name(&out, name);
    else
        attrdump_put_attribute(&out, name, value, size, tool->form);
    end_text(output, &out);
    return 0;
}

/* Writes one attribute: a record, or a line of a dump. value is NULL if only the name is wanted. */
static int put_attribute(struct tool *tool, struct walk_output *output, const char *path, const char *name,
                         const char *value, size_t size)
{
    char *words = value != NULL ? tool_words(tool, name, value, size) : NULL;
    int result = words != NULL ? put_plain_attribute(tool, output, path, name, words, strlen(words))
                               : put_plain_attribute(tool, output, path, name, value, size);

    free(words);
    return result;
}

/* Writes a name alone: the names of a single file are a plain list. */
static int put_listed(struct tool *tool, struct walk_output *output, const char *path, const char *name)
{
    struct out out;

    if (!tool->single || tool->call->json)
        return put_attribute(tool, output, path, name, NULL, 0);
    if (!start_text(tool, output, strlen(name), &out))
        return -ENOMEM;
    out_text(&out, name);
    end_text(output, &out);
    return 0;
}

int tool_list(struct tool_worker *worker, struct walk_output *output, const struct tool_file *file)
{
    struct tool *tool = worker->tool;
    ssize_t count = tool_names(worker, file);
    bool headed = tool->single;
    int result = 0;

    for (ssize_t i = 0; i < count && result == 0; i++)
        result = put_header(tool, output, file->path, &headed) ? put_listed(tool, output, file->path, worker->sorted[i])
                                                               : -ENOMEM;
    if (result == 0 && !put_end(tool, output, headed && !tool->single))
        result = -ENOMEM;
    return result;
}

int tool_dump(struct tool_worker *worker, struct walk_output *output, const struct tool_file *file)
{
    struct tool *tool = worker->tool;
    ssize_t count = tool_names(worker, file);
    bool headed = false;
    int result = 0;

    for (ssize_t i = 0; i < count && result == 0; i++) {
        const char *name = worker->sorted[i];
        ssize_t size = xattr_get(&file->file, name, worker->value, sizeof worker->value);
        if (size == -ENODATA) /* removed since it was listed */
            continue;
        if (size < 0)
            tool_report(tool, "getxattr", name, (int)-size, file->path);
        else if (!put_header(tool, output, file->path, &headed))
            result = -ENOMEM;
        else
            result = put_attribute(tool, output, file->path, name, worker->value, (size_t)size);
    }
    return result == 0 && !put_end(tool, output, headed) ? -ENOMEM : result;
}

/* Writes one value in the form that was asked for, or in words if it has some, and a line end. */
static int put_shown_value(struct tool *tool, struct walk_output *output, const char *value, size_t size)
{
    char *words = tool_words(tool, tool->name, value, size);
    size_t words_size = words != NULL ? strlen(words) : 0;
    struct out out;
    bool started = start_text(tool, output, size + words_size, &out);

    if (started) {
        if (words != NULL)
            out_put(&out, words);
        else
            attrdump_put_value(&out, value, size, tool->form);
        out_char(&out, tool->call->null ? '\0' : '\n');
        end_text(output, &out);
    }
    free(words);
    return started ? 0 : -ENOMEM;
}

/* Writes one value alone: its bytes unchanged, unless a form was asked for. */
static int put_value(struct tool *tool, struct walk_output *output, const char *value, size_t size)
{
    bool open = size > 0 && value[size - 1] != '\n' && !tool->call->null && out_is_tty(tool->call->out);

    if (tool->encoded || (tool->args->decode && attribute_has_words(tool->name)))
        return put_shown_value(tool, output, value, size);
    return walk_put(output, value, size) && (!open || walk_put(output, "\n", 1)) ? 0 : -ENOMEM;
}

int tool_get(struct tool_worker *worker, struct walk_output *output, const struct tool_file *file)
{
    struct tool *tool = worker->tool;
    ssize_t size = xattr_get(&file->file, tool->name, worker->value, sizeof worker->value);
    bool headed = false;

    if (size == -ENODATA && tool->args->recursive)
        return 0;
    if (size < 0) {
        tool_report(tool, "getxattr", tool->name, (int)-size, file->path);
        return 0;
    }
    if (tool->single && !tool->call->json)
        return put_value(tool, output, worker->value, (size_t)size);
    if (!put_header(tool, output, file->path, &headed))
        return -ENOMEM;
    int result = put_attribute(tool, output, file->path, tool->name, worker->value, (size_t)size);
    return result == 0 && !put_end(tool, output, headed) ? -ENOMEM : result;
}
