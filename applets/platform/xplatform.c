/* SPDX-License-Identifier: MIT */
/* xplatform: what a script asks of the system it runs on, in one record; only what the asked fields need is read. */
#include <string.h>
#include <sys/utsname.h>

#include "applets.h"
#include "ops/platform/facts.h"
#include "table/nearest.h"
#include "table/registry.h"

TEXTS_OF(platform_xplatform);

struct xplatform_args {
    const char *fields, *libc_at_least;
};

/* The facts that were read so far. */
struct xplatform {
    struct call *call;
    struct utsname names;
    struct elf shell;
    struct libc libc;
    struct os_release release;
    bool named, shelled, libced, released;
};

/* A field, and how its value is written: none if it is unknown. */
struct field {
    const char *name;
    void (*write)(struct xplatform *xplatform, struct out *out, size_t detail);
    size_t detail; /* tells write which of several fields it is */
};

static void write_text(struct out *out, const char *text)
{
    out_text(out, text[0] != '\0' ? text : NULL);
}

/* detail: the member of struct utsname. */
static void write_name(struct xplatform *xplatform, struct out *out, size_t detail)
{
    if (!xplatform->named && uname(&xplatform->names) < 0)
        memset(&xplatform->names, 0, sizeof xplatform->names);
    xplatform->named = true;
    write_text(out, (const char *)&xplatform->names + detail);
}

static void write_processor(struct xplatform *xplatform, struct out *out, size_t detail)
{
    char name[PROCESSOR_SIZE];

    (void)xplatform;
    (void)detail;
    facts_processor(name);
    write_text(out, name);
}

static const char *const os_keys[] = {"ID", "VERSION_ID", "NAME"};

/* detail: the place of the key in os_keys. */
static void write_os(struct xplatform *xplatform, struct out *out, size_t detail)
{
    const struct word *value;

    if (!xplatform->released && facts_os_release(xplatform->call, "", &xplatform->release) < 0)
        xplatform->release.count = 0;
    xplatform->released = true;
    value = facts_os_value(&xplatform->release, word_of(os_keys[detail]));
    if (value != NULL && value->size > 0)
        out_string(out, value->data, value->size);
    else
        out_none(out);
}

static const struct elf *shell_of(struct xplatform *xplatform)
{
    if (!xplatform->shelled)
        facts_shell(&xplatform->shell);
    xplatform->shelled = true;
    return &xplatform->shell;
}

static const struct libc *libc_of(struct xplatform *xplatform)
{
    if (!xplatform->libced)
        facts_libc(shell_of(xplatform), &xplatform->libc);
    xplatform->libced = true;
    return &xplatform->libc;
}

static void write_libc(struct xplatform *xplatform, struct out *out, size_t detail)
{
    (void)detail;
    write_text(out, shell_of(xplatform)->libc);
}

static void write_libc_version(struct xplatform *xplatform, struct out *out, size_t detail)
{
    (void)detail;
    write_text(out, libc_of(xplatform)->version);
}

static void write_bits(struct xplatform *xplatform, struct out *out, size_t detail)
{
    const struct elf *shell = shell_of(xplatform);

    (void)detail;
    out_text(out, shell->machine == 0 ? NULL : shell->wide ? "64bit" : "32bit");
}

static void write_endian(struct xplatform *xplatform, struct out *out, size_t detail)
{
    const struct elf *shell = shell_of(xplatform);

    (void)detail;
    out_text(out, shell->machine == 0 ? NULL : shell->big ? "big" : "little");
}

static const struct field fields[] = {
    {"system", write_name, offsetof(struct utsname, sysname)},
    {"node", write_name, offsetof(struct utsname, nodename)},
    {"release", write_name, offsetof(struct utsname, release)},
    {"version", write_name, offsetof(struct utsname, version)},
    {"machine", write_name, offsetof(struct utsname, machine)},
    {"processor", write_processor, 0},
    {"os_id", write_os, 0},
    {"os_version_id", write_os, 1},
    {"os_name", write_os, 2},
    {"libc", write_libc, 0},
    {"libc_version", write_libc_version, 0},
    {"bits", write_bits, 0},
    {"endian", write_endian, 0},
};
enum { FIELDS = sizeof fields / sizeof fields[0] };

static const struct field *find_field(struct word name)
{
    for (size_t i = 0; i < FIELDS; i++)
        if (name_matches(name, fields[i].name))
            return &fields[i];
    return NULL;
}

/* The next name of a list joined by commas, which moves on; false at its end. */
static bool next_name(const char **list, struct word *name)
{
    if (*list == NULL)
        return false;
    const char *comma = strchr(*list, ',');
    *name = (struct word){*list, comma != NULL ? (size_t)(comma - *list) : strlen(*list)};
    *list = comma != NULL ? comma + 1 : NULL;
    return true;
}

static int check_fields(struct call *call, const char *list)
{
    struct word name;

    while (next_name(&list, &name)) {
        struct nearest nearest = nearest_to(name);
        if (find_field(name) != NULL)
            continue;
        for (size_t i = 0; i < FIELDS; i++)
            nearest_offer(&nearest, fields[i].name);
        return fail_usage(call->fail, "fields: no field '%.*s'%s", shown_size(name), name.data,
                          nearest_hint(&nearest, "").text);
    }
    return 0;
}

static int write_fields(struct xplatform *xplatform, const char *list)
{
    struct out *out = xplatform->call->out;
    struct word name;

    if (list != NULL && check_fields(xplatform->call, list) < 0)
        return -1;
    out_open(out, OUT_RECORD);
    if (list == NULL)
        for (size_t i = 0; i < FIELDS; i++) {
            out_name(out, fields[i].name);
            fields[i].write(xplatform, out, fields[i].detail);
        }
    while (next_name(&list, &name)) {
        const struct field *field = find_field(name);
        out_name(out, field->name);
        field->write(xplatform, out, field->detail);
    }
    out_close(out);
    return 0;
}

/* Answers --libc-at-least LIBC:VERSION; an unknown C library or version is not at least that. */
static int compare_libc(struct xplatform *xplatform, const char *wanted)
{
    struct call *call = xplatform->call;
    const char *colon = strchr(wanted, ':');
    size_t size = colon != NULL ? (size_t)(colon - wanted) : 0;
    struct word name = {wanted, size};

    if (!word_is(name, "glibc") && !word_is(name, "musl"))
        return fail_usage(call->fail, "libc-at-least: '%s' is not glibc:VERSION or musl:VERSION", wanted);
    if (colon[1] < '0' || colon[1] > '9' || colon[1 + strspn(colon + 1, "0123456789.")] != '\0')
        return fail_usage(call->fail, "libc-at-least: '%s' is not a version", colon + 1);
    const struct libc *libc = libc_of(xplatform);
    bool known = word_is(name, libc->name) && libc->version[0] != '\0';
    return call_answer(call, known && version_compare(libc->version, colon + 1) >= 0);
}

static int run_xplatform(struct call *call)
{
    const struct xplatform_args *args = ARGS(struct xplatform_args, call);
    struct xplatform xplatform = {.call = call};

    if (args->libc_at_least != NULL && args->fields != NULL)
        return fail_usage(call->fail, "--fields and --libc-at-least exclude each other");
    if (args->libc_at_least != NULL)
        return compare_libc(&xplatform, args->libc_at_least);
    return write_fields(&xplatform, args->fields);
}

#define XPLATFORM(member, kind, ...) PARAM(struct xplatform_args, member, kind, .flags = PARAM_OPTION, __VA_ARGS__)

static const struct param params[] = {
    XPLATFORM(fields, TEXT, .metavar = PACKED("FIELD,..."), .help = PACKED("print these fields only, in that order")),
    XPLATFORM(libc_at_least, TEXT, .metavar = PACKED("LIBC:VERSION"),
              .help = PACKED("test whether the system's C library is that one (glibc or musl) and not older")),
};

const struct op xplatform_applet = {
    .name = "xplatform",
    TEXTS(.summary = "Describe kernel, distribution, C library and processor",
          .result =
              "record system node release version machine processor os_id os_version_id os_name libc libc_version bits "
              "endian; with --libc-at-least bool",
          .note = "What is unknown is empty (null with --json). The C library is that of /bin/sh, not that of xos.",
          .example = "xplatform; xplatform --fields os_id,libc; xplatform --libc-at-least glibc:2.28 || true",
          .signature = "xplatform [OPTION...]"),
    .acts_on = ACTS_ON_SYSTEM,
    .available = ON_ALL,
    .flags = OP_APPLET | OP_PREDICATE,
    OP_PARAMS(struct xplatform_args, params),
    .run = run_xplatform,
};
