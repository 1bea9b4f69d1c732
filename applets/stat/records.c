/* SPDX-License-Identifier: MIT */
/* xstat's records: names and values, written with the writers. */
#include <errno.h>
#include <fcntl.h>

#include "out/quote.h"
#include "stat/xstat.h"

TEXTS_OF(stat_records);

void put_name(struct out *out, const char *name, size_t size)
{
    if (has_control(name, size) && out_is_tty(out))
        quote_visible(out, name, size);
    else
        out_raw(out, name, size);
}

static int read_column(struct xstat *xstat, struct word name, struct column *column)
{
    bool statx = xstat->question == ASK_STATX;

    *column = (struct column){0};
    if (word_is(name, "path"))
        return 0;
    if (xstat->question == ASK_FILESYSTEM)
        column->filesystem = statvfs_field_find(name);
    else
        column->status = status_field_find(statx ? statx_fields : stat_fields,
                                           statx ? statx_field_count : stat_field_count, name);
    if (column->status == NULL && column->filesystem == NULL)
        return fail_usage(xstat->call->fail, "unknown field '%.*s'", shown_size(name), name.data);
    if (column->status != NULL) {
        xstat->mask |= column->status->mask;
        xstat->wants_filesystem |= column->status->form == FORM_FILESYSTEM;
    }
    return 0;
}

int columns_read(struct xstat *xstat, const char *text)
{
    size_t count = 1;

    for (const char *at = text; *at != '\0'; at++)
        count += *at == ',';
    struct column *columns = arena_alloc(xstat->call->arena, count * sizeof *columns);
    if (columns == NULL)
        return fail_no_memory(xstat->call->fail);
    for (size_t i = 0; i < count; i++) {
        size_t size = strcspn(text, ",");
        if (read_column(xstat, (struct word){text, size}, &columns[i]) < 0)
            return -1;
        if (columns[i].status == NULL && columns[i].filesystem == NULL)
            xstat->with_path = false; /* it is one of the columns */
        text += size + 1;
    }
    xstat->columns = columns;
    xstat->column_count = count;
    return 0;
}

static void open_record(struct xstat *xstat, const struct operand *operand)
{
    out_open(xstat->call->out, OUT_RECORD);
    if (xstat->with_path)
        out_field_text(xstat->call->out, "path", operand->name);
}

void record_status(struct xstat *xstat, const struct operand *operand, const struct status_source *source)
{
    struct out *out = xstat->call->out;

    open_record(xstat, operand);
    for (size_t i = 0; i < xstat->column_count; i++) {
        const struct status_field *field = xstat->columns[i].status;
        out_name(out, field != NULL ? field->name : "path");
        if (field != NULL)
            status_field_value(out, field, source);
        else
            out_text(out, operand->name);
    }
    if (xstat->column_count == 0 && xstat->question == ASK_STATX)
        statx_record_fields(out, source);
    else if (xstat->column_count == 0)
        stat_record_fields(out, source);
    out_close(out);
}

void record_filesystem(struct xstat *xstat, const struct operand *operand, const struct filesystem *filesystem)
{
    struct out *out = xstat->call->out;

    open_record(xstat, operand);
    for (size_t i = 0; i < xstat->column_count; i++) {
        const struct statvfs_field *field = xstat->columns[i].filesystem;
        out_name(out, field != NULL ? field->name : "path");
        if (field != NULL)
            out_uint(out, statvfs_field_value(field, filesystem));
        else
            out_text(out, operand->name);
    }
    if (xstat->column_count == 0)
        statvfs_record_fields(out, filesystem);
    out_close(out);
}

static void report(struct xstat *xstat, const struct operand *operand, int result)
{
    fail_errno(xstat->call->fail, -result, operand->name, NULL);
    call_report(xstat->call);
}

static void answer_filesystem(struct xstat *xstat, const struct operand *operand)
{
    struct filesystem filesystem;
    struct status status = {0};
    bool plain = operand->dir_fd == AT_FDCWD && !(xstat->flags & AT_SYMLINK_NOFOLLOW);
    int result = 0;

    if (!plain && operand->path != NULL)
        result = status_get(operand->dir_fd, operand->path, xstat->flags, STATUS_TYPE, &status);
    if (result == 0)
        result = filesystem_of(operand->dir_fd, operand->path, xstat->flags, &status, &filesystem);
    if (result < 0)
        report(xstat, operand, result);
    else if (xstat->format != NULL)
        format_filesystem(xstat, operand, &filesystem);
    else if (xstat->long_form)
        long_filesystem(xstat, operand, &filesystem);
    else
        record_filesystem(xstat, operand, &filesystem);
}

static void answer_access(struct xstat *xstat, const struct operand *operand)
{
    struct call *call = xstat->call;
    bool may = access_check(operand->dir_fd, operand->path, xstat->access_mode, xstat->access_flags) == 0;

    if (!xstat->many) {
        call_answer(call, may);
        return;
    }
    if (!may && call->status == 0)
        call->status = 1;
    if (call->out->quiet)
        return;
    open_record(xstat, operand);
    out_field_bool(call->out, "access", may);
    out_close(call->out);
}

static int answer_limit(struct xstat *xstat, const struct operand *operand, int name, int64_t *value)
{
    return path_limit(operand->dir_fd, operand->path, xstat->flags & AT_SYMLINK_NOFOLLOW, name, value);
}

static void answer_limits(struct xstat *xstat, const struct operand *operand)
{
    struct out *out = xstat->call->out;
    struct status status;
    int64_t value;
    int result = xstat->one_limit ? answer_limit(xstat, operand, xstat->limit, &value)
                                  : status_get(operand->dir_fd, operand->path, xstat->flags, STATUS_TYPE, &status);

    if (result < 0) {
        report(xstat, operand, result);
        return;
    }
    if (xstat->one_limit && !xstat->many) {
        out_int(out, value);
        return;
    }
    open_record(xstat, operand);
    for (struct constant name = {0}; constant_next(&pathconf_names, &name);)
        if ((!xstat->one_limit || name.value == xstat->limit) &&
            answer_limit(xstat, operand, (int)name.value, &value) == 0)
            out_field_int(out, name.name, value);
    out_close(out);
}

/* The type of the file system that the file is on, or NULL. The system is asked once for files of one device in a row.
 */
static const char *filesystem_type(struct xstat *xstat, const struct operand *operand, const struct status *status)
{
    struct known_type *type = &xstat->known_type;
    struct filesystem filesystem;

    if (type->known && type->major == status->dev_major && type->minor == status->dev_minor)
        return type->name;
    type->known = filesystem_of(operand->dir_fd, operand->path, xstat->flags, status, &filesystem) == 0;
    if (!type->known)
        return NULL;
    type->major = status->dev_major;
    type->minor = status->dev_minor;
    type->name = mount_type(operand->dir_fd, operand->path, xstat->flags, status, &filesystem, type->room);
    return type->name;
}

void operand_tell(struct xstat *xstat, const struct operand *operand, int result, struct status *status)
{
    struct status_source source = {.status = status};

    if (result < 0) {
        report(xstat, operand, result);
        return;
    }
    if (xstat->format != NULL)
        format_status(xstat, operand, status);
    else if (xstat->long_form)
        long_status(xstat, operand, status);
    else {
        if (xstat->wants_filesystem)
            source.filesystem = filesystem_type(xstat, operand, status);
        record_status(xstat, operand, &source);
    }
}

void operand_answer(struct xstat *xstat, const struct operand *operand)
{
    struct status status;

    switch (xstat->question) {
    case ASK_FILESYSTEM:
        answer_filesystem(xstat, operand);
        break;
    case ASK_ACCESS:
        answer_access(xstat, operand);
        break;
    case ASK_LIMITS:
        answer_limits(xstat, operand);
        break;
    case ASK_STATUS:
    case ASK_STATX:
        operand_tell(xstat, operand, status_statx(operand->dir_fd, operand->path, xstat->flags, xstat->mask, &status),
                     &status);
    }
}
