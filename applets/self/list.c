/* SPDX-License-Identifier: MIT */
/* Lists: --list, the overview of --help, --exit-codes. */
#include "self/parts.h"

#include <string.h>
#include <sysexits.h>

#include "applets.h"
#include "ops/chapters.h"
#include "table/help.h"
#include "table/registry.h"
#include "value/ascii.h"
#include "value/format.h"
#include "value/texts.h"

TEXTS_OF(self_list);

/* The rows that this build leaves out. */
static void list_left_out(struct out *out, struct texts *texts, bool json)
{
    struct op row;

    for (const struct left_out *part = left_out; part->names != NULL; part++)
        for (size_t i = 0; left_out_row(part, i, &row); i++)
            if (json) {
                const struct chapter chapter = {.section = part->section, .title = "Not in this build"};
                help_record(out, texts, &row, row.flags & OP_APPLET ? NULL : &chapter);
            } else
                out_text(out, row.name);
}

void list_names(struct out *out, bool json)
{
    struct texts texts;

    texts_start(&texts);
    out_open(out, OUT_STREAM);
    for (const struct op *const *applet = applets; *applet != NULL; applet++)
        if (json)
            help_record(out, &texts, *applet, NULL);
        else
            out_text(out, (*applet)->name);
    for (const struct chapter *const *chapter = chapters; *chapter != NULL; chapter++)
        for (size_t i = 0; i < (*chapter)->count; i++)
            if (json)
                help_record(out, &texts, &(*chapter)->ops[i], *chapter);
            else
                out_text(out, (*chapter)->ops[i].name);
    list_left_out(out, &texts, json);
    out_close(out);
}

/* The modules beside os, in one row. */
static void list_modules(struct out *out, size_t column)
{
    char names[128] = "";
    size_t used = 0;

    for (const struct chapter *const *chapter = chapters + 1; *chapter != NULL; chapter++)
        if ((*chapter)->section > SECTION_RANDOM && chapter[-1]->section != (*chapter)->section)
            used += format_text(names + used, sizeof names - used, "%s%s", used > 0 ? ", " : "",
                                section_name((*chapter)->section));
    if (used > 0)
        help_row(out, "other modules", names, column);
}

void list_overview(struct out *out, struct texts *texts)
{
    enum { COLUMN = 22, INDENT = 7 };
    static const unsigned short lines[] = {
        PACKED("xos OPERATION [ARG...] [-- PROG [ARG...]]"),
        PACKED("xos APPLET [ARG...] (or through a link of the applet's name)"),
        PACKED("xos --list [--json] | --search WORD... | --help [NAME|CHAPTER]"),
        PACKED("xos --exit-codes | --schema | --version"),
        PACKED("xos --install [-f] DIR"),
    };

    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        out_put(out, i == 0 ? "usage: " : "       ");
        help_wrap(out, text_read(texts, lines[i]), INDENT, INDENT);
        out_char(out, '\n');
    }
    help_wrap(out, "What Python documents as generic operating system services, as commands.", 0, 0);
    out_put(out, "\n\nApplets\n");
    for (const struct op *const *applet = applets; *applet != NULL; applet++)
        help_row(out, (*applet)->name, texts_read(texts, (*applet)->texts).summary, COLUMN);
    out_char(out, '\n');
    help_wrap(out, "Operations by chapter (xos --help CHAPTER lists them)", 0, 0);
    out_char(out, '\n');
    for (const struct chapter *const *chapter = chapters; *chapter != NULL; chapter++)
        if ((*chapter)->section <= SECTION_RANDOM &&
            (chapter == chapters || chapter[-1]->section != (*chapter)->section))
            help_row(out, section_name((*chapter)->section), (*chapter)->title, COLUMN);
    list_modules(out, COLUMN);
    out_char(out, '\n');
    help_wrap(out, "More: xos NAME --help; manual: xos(1), xos-ops(7), xos-exit(7).", 0, 0);
    out_char(out, '\n');
}

/* True if text contains word, whatever their case; a '-' in it is a '_', too. */
static bool contains(const char *text, const char *word)
{
    for (; *text != '\0'; text++) {
        size_t i = 0;
        while (word[i] != '\0' && name_byte(ascii_lower(text[i])) == name_byte(ascii_lower(word[i])))
            i++;
        if (word[i] == '\0')
            return true;
    }
    return false;
}

static void show_found(struct out *out, struct texts *texts, const struct op *op, const struct chapter *chapter,
                       bool json)
{
    enum { COLUMN = 26 };

    if (json)
        help_record(out, texts, op, chapter);
    else
        help_row(out, op->name, texts_read(texts, op->texts).summary, COLUMN);
}

static bool matches(const struct op *op, struct texts *texts, int count, char **words)
{
    const char *summary = texts_read(texts, op->texts).summary;

    for (int i = 0; i < count; i++)
        if (!contains(op->name, words[i]) && !contains(summary, words[i]))
            return false;
    return true;
}

bool list_search(struct out *out, int count, char **words, bool json)
{
    bool any = false;
    struct texts texts;

    texts_start(&texts);
    out_open(out, OUT_STREAM);
    for (const struct op *const *applet = applets; *applet != NULL; applet++)
        if (matches(*applet, &texts, count, words)) {
            show_found(out, &texts, *applet, NULL, json);
            any = true;
        }
    for (const struct chapter *const *chapter = chapters; *chapter != NULL; chapter++)
        for (size_t i = 0; i < (*chapter)->count; i++)
            if (matches(&(*chapter)->ops[i], &texts, count, words)) {
                show_found(out, &texts, &(*chapter)->ops[i], *chapter, json);
                any = true;
            }
    out_close(out);
    return any;
}

static const struct {
    int status;
    unsigned short when; /* PACKED */
    const char *name;
} exit_rows[] = {
    {0, PACKED("success"), "EX_OK"},
    {1, PACKED("a predicate is false"), "false"},
    {EX_USAGE, PACKED("unknown name or option; missing, surplus, unparsable or conflicting arguments"), "EX_USAGE"},
    {EX_DATAERR,
     PACKED("ENODATA EINVAL ERANGE EDOM EOVERFLOW ENAMETOOLONG EILSEQ E2BIG ENOEXEC ESPIPE ENOTTY "
            "ENOTSOCK ENOTBLK; malformed input data"),
     "EX_DATAERR"},
    {EX_NOINPUT, PACKED("ENOENT ENOTDIR ELOOP ESRCH ECHILD EBADF ENXIO ENODEV"), "EX_NOINPUT"},
    {EX_NOUSER, PACKED("unknown user or group name"), "EX_NOUSER"},
    {EX_NOHOST, PACKED("unknown host"), "EX_NOHOST"},
    {EX_UNAVAILABLE, PACKED("ENOSYS EOPNOTSUPP ENOTSUP; documented, but not on this platform"), "EX_UNAVAILABLE"},
    {EX_SOFTWARE, PACKED("a bug in xos itself"), "EX_SOFTWARE"},
    {EX_OSERR, PACKED("ENOMEM EMFILE ENFILE ENOLCK EUSERS, EAGAIN from making a process, any other errno"), "EX_OSERR"},
    {EX_OSFILE, PACKED("a system file (/etc/passwd, /proc, ...) is missing or unreadable"), "EX_OSFILE"},
    {EX_CANTCREAT, PACKED("EEXIST ENOTEMPTY EISDIR EXDEV EMLINK EROFS ETXTBSY"), "EX_CANTCREAT"},
    {EX_IOERR, PACKED("EIO ENOSPC EDQUOT EFBIG EPIPE ESTALE ECONNRESET; results could not be written"), "EX_IOERR"},
    {EX_TEMPFAIL, PACKED("EAGAIN EINTR EBUSY ETIMEDOUT EDEADLK"), "EX_TEMPFAIL"},
    {EX_PROTOCOL, PACKED("EPROTO; a malformed request on a machine-driven stream"), "EX_PROTOCOL"},
    {EX_NOPERM, PACKED("EACCES EPERM"), "EX_NOPERM"},
    {EX_CONFIG, PACKED("a configuration file of xos's own is bad"), "EX_CONFIG"},
};

void list_exit_codes(struct out *out, bool json)
{
    struct texts texts;

    texts_start(&texts);
    out_open(out, OUT_STREAM);
    for (size_t i = 0; i < sizeof exit_rows / sizeof exit_rows[0]; i++) {
        if (json) {
            out_open(out, OUT_RECORD);
            out_field_int(out, "status", exit_rows[i].status);
            out_field_text(out, "name", exit_rows[i].name);
            out_field_text(out, "when", text_read(&texts, exit_rows[i].when));
            out_close(out);
            continue;
        }
        out_put_int(out, exit_rows[i].status);
        out_char(out, '\t');
        out_put(out, exit_rows[i].name);
        out_char(out, '\t');
        out_put(out, text_read(&texts, exit_rows[i].when));
        out_char(out, '\n');
    }
    if (!json)
        out_put(out,
                "128+N\tsignal\ta child that the operation ran was ended by signal N; else the child's own status\n");
    out_close(out);
}
