/* SPDX-License-Identifier: MIT */
/* Writes an entry in --printf's format, directive by directive. */
#include <dirent.h>
#include <errno.h>
#include <sys/sysmacros.h>

#include "value/number.h"
#include "value/timefmt.h"
#include "value/quotient.h"
#include "out/quote.h"
#include "ops/shared/records.h"
#include "os/walk/dirents.h"
#include "os/xattr.h"
#include "walk/format.h"

/* The entry and the state while a format is written. */
struct field {
    struct xwalk_context *context;
    struct walk_output *out;
    const struct walk_entry *entry;
    const struct status *status;
};

enum { TEXT_ROOM = 256 }; /* bytes; enough for any time or number */

/* Writes data as printf's %s does. */
static bool put_shaped(struct walk_output *out, const struct xwalk_part *part, const char *data, size_t size)
{
    if (size > part->precision)
        size = part->precision;
    size_t gap = part->width > size ? part->width - size : 0;
    if (!walk_room(out, size + gap))
        return false;
    char *at = out->data + out->used;
    if (part->left) {
        memcpy(at, data, size);
        memset(at + size, ' ', gap);
    } else {
        memset(at, ' ', gap);
        memcpy(at + gap, data, size);
    }
    out->used += size + gap;
    return true;
}

static bool put_bytes(struct walk_output *out, const struct xwalk_part *part, const char *data, size_t size)
{
    return part->shaped ? put_shaped(out, part, data, size) : walk_put(out, data, size);
}

/* Writes a name; on a terminal control characters are escaped. */
static bool put_name(const struct field *field, const struct xwalk_part *part, const char *data, size_t size)
{
    if (!field->context->walk->visible || !has_control(data, size))
        return put_bytes(field->out, part, data, size);
    return xwalk_put_shown(field->context, field->out, data, size);
}

/* Writes digits as printf's numbers: the precision is their least number; with precision 0 the number 0 has no digit.
 */
static bool put_digits(struct walk_output *out, const struct xwalk_part *part, bool is_signed, const char *digits,
                       size_t size)
{
    size_t sign = is_signed && (part->plus || part->space), least = part->precision;

    if (least == SIZE_MAX)
        least = part->zero && !part->left && part->width > sign ? part->width - sign : 0;
    else if (least == 0 && size == 1 && *digits == '0' && !part->alternate)
        size = 0;
    size_t zeros = least > size ? least - size : 0, all = sign + zeros + size;
    size_t gap = part->width > all ? part->width - all : 0;
    if (!walk_room(out, gap + all))
        return false;
    char *at = out->data + out->used;
    if (!part->left)
        at = (char *)memset(at, ' ', gap) + gap;
    if (sign > 0)
        *at++ = part->plus ? '+' : ' ';
    memset(at, '0', zeros);
    memcpy(at + zeros, digits, size);
    if (part->left)
        memset(at + zeros + size, ' ', gap);
    out->used += gap + all;
    return true;
}

/* Writes a number. As in find, numbers are formatted like text; only the depth, the mode and the sparseness are numbers
 * for printf. */
static bool put_number(struct walk_output *out, const struct xwalk_part *part, uint64_t value)
{
    char text[NUMBER_ROOM];

    return put_bytes(out, part, text, uint_write(text, value));
}

static bool put_depth(struct walk_output *out, const struct xwalk_part *part, size_t depth)
{
    char text[NUMBER_ROOM];

    return put_digits(out, part, true, text, uint_write(text, depth));
}

static bool put_octal(struct walk_output *out, const struct xwalk_part *part, unsigned mode)
{
    char text[NUMBER_ROOM] = "0";
    size_t size = 1;

    for (int shift = 9; shift >= 0; shift -= 3)
        if (size > 1 || mode >> shift != 0)
            text[size++] = (char)('0' + (mode >> shift & 7));
    size_t from = size > 1 && !part->alternate;
    return put_digits(out, part, false, text + from, size - from);
}

static char type_letter(int type)
{
    switch (type) {
    case DT_REG:
        return 'f';
    case DT_DIR:
        return 'd';
    case DT_LNK:
        return 'l';
    case DT_FIFO:
        return 'p';
    case DT_SOCK:
        return 's';
    case DT_BLK:
        return 'b';
    case DT_CHR:
        return 'c';
    default:
        return 'U';
    }
}

/* %Y: the type of a symbolic link's target; N if it does not exist, L for a loop, ? if it is unknown. */
static char target_letter(const struct walk_entry *entry)
{
    int type = entry->type == DT_LNK ? dirents_type(entry->dir_fd, entry->name, true) : entry->type;

    if (type >= 0)
        return type_letter(type);
    return type == -ENOENT || type == -ENOTDIR ? 'N' : type == -ELOOP ? 'L' : '?';
}

static bool put_mode(const struct field *field, const struct xwalk_part *part)
{
    char text[MODE_LETTERS];

    mode_letters(field->status->mode, text);
    return put_bytes(field->out, part, text, sizeof text - 1);
}

/* %h: the path before its last component; "." if there is none. */
static bool put_parent(const struct field *field, const struct xwalk_part *part)
{
    const struct walk_entry *entry = field->entry;
    const char *path = walk_path(entry);
    size_t size = entry->prefix_size;

    if (entry->depth == 0) {
        const char *name = xwalk_base_name(entry, &size);
        size = (size_t)(name - entry->name);
        if (size == 0)
            return *name == '/' ? put_name(field, part, "/", 1) : put_name(field, part, ".", 1);
    }
    return put_name(field, part, path, size - 1);
}

static bool put_base_name(const struct field *field, const struct xwalk_part *part)
{
    const struct walk_entry *entry = field->entry;
    size_t size;
    const char *name = xwalk_base_name(entry, &size);

    if (entry->depth == 0 && name[size] == '/') /* find keeps one slash after a top's name */
        size++;
    return put_name(field, part, name, size);
}

/* %H, and %P for the path after it. */
static bool put_by_top(const struct field *field, const struct xwalk_part *part)
{
    const struct walk_entry *entry = field->entry;
    const char *path = walk_path(entry);
    size_t all = entry->prefix_size + entry->name_size;
    size_t top = entry->depth == 0 ? all : walk_above(entry->dir, 0)->path_size;

    if (part->directive == 'H')
        return put_name(field, part, path, top);
    if (top < all && path[top] == '/')
        top++;
    return put_name(field, part, path + top, all - top);
}

static bool put_link(const struct field *field, const struct xwalk_part *part)
{
    const struct walk_entry *entry = field->entry;
    char target[XWALK_LINK_ROOM];
    ssize_t size = entry->type == DT_LNK ? xwalk_link(entry, target) : 0;

    return put_name(field, part, target, size > 0 ? (size_t)size : 0);
}

/* A user's or group's name, or its number if it has no name. */
static bool put_owner(const struct field *field, const struct xwalk_part *part)
{
    struct xwalk_context *context = field->context;
    bool user = part->directive == 'u';
    uint32_t id = user ? field->status->uid : field->status->gid;
    struct known_id *known = user ? &context->user : &context->group;

    if (!known->known || known->id != id) { /* libc's lookup uses static data */
        lock_take(&context->walk->lock);
        known_name(known, context->walk->call->names, id, user ? names_user : names_group);
        lock_open(&context->walk->lock);
    }
    return known->name[0] != '\0' ? put_bytes(field->out, part, known->name, strlen(known->name))
                                  : put_number(field->out, part, id);
}

/* %F: the file system's type. */
static bool put_filesystem(const struct field *field, const struct xwalk_part *part)
{
    const char *name = xwalk_filesystem(field->context, field->entry);

    if (name == NULL)
        name = "unknown";
    return put_bytes(field->out, part, name, strlen(name));
}

/* %Z: the security context; nothing if there is none. */
static bool put_label(const struct field *field, const struct xwalk_part *part)
{
    const struct walk_entry *entry = field->entry;
    struct xattr_file file = {.name = entry->name, .dirfd = entry->dir_fd};
    char label[1024];
    ssize_t got = xattr_get(&file, "security.selinux", label, sizeof label);

    return put_bytes(field->out, part, label, got > 1 ? (size_t)got - 1 : 0);
}

/* %S: allocated size / apparent size, in the form of printf's %g. */
static bool put_sparseness(const struct field *field, const struct xwalk_part *part)
{
    char text[QUOTIENT_ROOM];
    uint64_t allocated = 512 * field->status->blocks, size = field->status->size;
    size_t digits = part->precision == SIZE_MAX ? 6 : part->precision;
    struct xwalk_part shape = *part;

    shape.precision = SIZE_MAX; /* the precision was used for significant digits */
    if (size == 0 && allocated > 0)
        return put_digits(field->out, &shape, true, "inf", 3);
    size_t length = size > 0 ? quotient_write(text, allocated, size, digits, part->alternate)
                             : quotient_write(text, 1, 1, digits, part->alternate);
    return put_digits(field->out, &shape, true, text, length);
}

static struct timespec time_of(const struct field *field, char whose)
{
    const struct status *status = field->status;
    const struct status_time *time = whose == 'A'   ? &status->atime
                                     : whose == 'B' ? &status->btime
                                     : whose == 'C' ? &status->ctime
                                                    : &status->mtime;

    return (struct timespec){.tv_sec = (time_t)time->seconds, .tv_nsec = (long)time->nanoseconds};
}

/* The nanoseconds, with ten digits as in find. */
static size_t put_fraction(char *text, struct timespec time)
{
    char digits[NUMBER_ROOM];
    size_t size = time_write(digits, (struct timespec){.tv_nsec = time.tv_nsec});

    memcpy(text, digits + 1, size - 1);
    text[size - 1] = '0';
    return size;
}

/* A time in parts: format and, if rest is not NULL, the fraction and rest. One that no calendar has is in seconds. */
static size_t time_text(const struct field *field, char text[TEXT_ROOM], struct timespec time, const char *format,
                        const char *rest)
{
    struct xwalk_context *context = field->context;
    struct calendar parts;
    bool known = zone_split_any(context->walk->zone, time, &context->period, &parts);
    size_t size = known ? timefmt_write(text, TEXT_ROOM, word_of(format), &parts, time.tv_sec)
                        : int_write(text, time.tv_sec);

    if (rest == NULL)
        return size;
    size += put_fraction(text + size, time);
    return known ? size + timefmt_write(text + size, TEXT_ROOM - size, word_of(rest), &parts, time.tv_sec) : size;
}

static bool put_time(const struct field *field, const struct xwalk_part *part)
{
    struct timespec time = time_of(field, part->time);
    char text[TEXT_ROOM], format[3] = {'%', part->form, '\0'};
    size_t size;

    if (part->time == 'B' && !(field->status->mask & STATUS_BTIME))
        return put_bytes(field->out, part, "", 0);
    switch (part->form) {
    case '\0':
        size = time_text(field, text, time, "%a %b %e %H:%M:%S", " %4Y");
        break;
    case '@':
        size = time_write(text, time);
        text[size++] = '0';
        break;
    case '+':
        size = time_text(field, text, time, "%4Y-%m-%d+%H:%M:%S", "");
        break;
    case 'X':
    case 'S':
    case 'T':
        size = time_text(field, text, time, format, "");
        break;
    case 'c':
        size = time_text(field, text, time, "%a %b %e %H:%M:%S %4Y", NULL);
        break;
    case 'F':
        size = time_text(field, text, time, "%4Y-%m-%d", NULL);
        break;
    case 'Y':
        size = time_text(field, text, time, "%4Y", NULL);
        break;
    default:
        size = time_text(field, text, time, format, NULL);
    }
    return put_bytes(field->out, part, text, size);
}

static bool put_field(const struct field *field, const struct xwalk_part *part)
{
    const struct walk_entry *entry = field->entry;
    const struct status *status = field->status;
    struct walk_output *out = field->out;
    char letter;

    switch (part->directive) {
    case '\0':
        return walk_put(out, part->text, part->size);
    case 'b':
        return put_number(out, part, status->blocks);
    case 'd':
        return put_depth(out, part, entry->depth);
    case 'D':
        return put_number(out, part, makedev(status->dev_major, status->dev_minor));
    case 'f':
        return put_base_name(field, part);
    case 'F':
        return put_filesystem(field, part);
    case 'G':
        return put_number(out, part, status->gid);
    case 'h':
        return put_parent(field, part);
    case 'H':
    case 'P':
        return put_by_top(field, part);
    case 'i':
        return put_number(out, part, status->ino);
    case 'k':
        return put_number(out, part, (status->blocks + 1) / 2);
    case 'l':
        return put_link(field, part);
    case 'm':
        return put_octal(out, part, status->mode & 07777u);
    case 'M':
        return put_mode(field, part);
    case 'n':
        return put_number(out, part, status->nlink);
    case 'p':
        return put_name(field, part, walk_path(entry), entry->prefix_size + entry->name_size);
    case 's':
        return put_number(out, part, status->size);
    case 'S':
        return put_sparseness(field, part);
    case 't':
        return put_time(field, part);
    case 'g':
    case 'u':
        return put_owner(field, part);
    case 'U':
        return put_number(out, part, status->uid);
    case 'y':
        letter = type_letter(entry->type);
        return put_bytes(out, part, &letter, 1);
    case 'Y':
        letter = target_letter(entry);
        return put_bytes(out, part, &letter, 1);
    default:
        return put_label(field, part);
    }
}

int walk_format_put(void *context_, struct walk_output *out, const struct walk_entry *entry)
{
    struct xwalk_context *context = context_;
    const struct xwalk_format *format = context->walk->format;
    struct field field = {.context = context, .out = out, .entry = entry, .status = &context->status};
    int result = format->mask != 0 ? xwalk_look(context, entry) : 0;

    if (result < 0)
        return xwalk_no_status(context, entry, -result);
    for (size_t i = 0; i < format->count; i++)
        if (!put_field(&field, &format->parts[i]))
            return -ENOMEM;
    return 0;
}
