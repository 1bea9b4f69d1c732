/* SPDX-License-Identifier: MIT */
/* Module platform: what an executable file is built for. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sysexits.h>

#include "ops/chapters.h"
#include "ops/platform/facts.h"
#include "os/fd.h"
#include "os/io.h"

TEXTS_OF(platform_binary);

struct architecture_args {
    struct path executable;
    const char *bits, *linkage;
};

/* A text; nothing where it is empty. */
static void write_field(struct out *out, const char *name, const char *text)
{
    out_field_text(out, name, text != NULL && text[0] != '\0' ? text : NULL);
}

/* Records that nothing could be said about a file: the record's fields are written and the status is EX_DATAERR. */
static int finish(struct call *call, struct path path, int result)
{
    if (result == 0)
        return 0;
    fail_words(call->fail, EX_DATAERR, "not an ELF file");
    call->fail->path = call_path(call, path);
    if (call->in_xsh)
        return -1;
    call_report(call);
    return 0;
}

static int run_architecture(struct call *call)
{
    const struct architecture_args *args = ARGS(struct architecture_args, call);
    bool given = args->executable.name != NULL || args->executable.fd >= 0;
    struct elf elf;
    int result = given ? facts_elf(args->executable, &elf) : facts_shell(&elf);
    bool known = result == 0;

    if (result < 0 && result != -ENOEXEC)
        return fail_errno(call->fail, -result, call_path(call, args->executable), NULL);
    out_open(call->out, OUT_RECORD);
    write_field(call->out, "bits", known ? elf.wide ? "64bit" : "32bit" : args->bits);
    write_field(call->out, "linkage", known ? "ELF" : args->linkage);
    write_field(call->out, "machine", known ? elf_machine(&elf) : NULL);
    write_field(call->out, "interpreter", elf.interpreter);
    out_name(call->out, "static");
    if (known)
        out_bool(call->out, elf.executable && elf.interpreter[0] == '\0');
    else
        out_none(call->out);
    out_close(call->out);
    return finish(call, args->executable, result);
}

struct libc_args {
    struct path executable;
    const char *lib, *version;
};

static int run_libc_ver(struct call *call)
{
    const struct libc_args *args = ARGS(struct libc_args, call);
    bool given = args->executable.name != NULL || args->executable.fd >= 0;
    struct elf elf;
    struct libc libc;
    int result = given ? facts_elf(args->executable, &elf) : facts_shell(&elf);

    if (result < 0 && result != -ENOEXEC && given)
        return fail_errno(call->fail, -result, call_path(call, args->executable), NULL);
    (given ? facts_needed : facts_libc)(&elf, &libc);
    out_open(call->out, OUT_RECORD);
    write_field(call->out, "lib", libc.name[0] != '\0' ? libc.name : args->lib);
    write_field(call->out, "version", libc.version[0] != '\0' ? libc.version : args->version);
    out_close(call->out);
    return given ? finish(call, args->executable, result) : 0;
}

static const struct param architecture_params[] = {
    PARAM(struct architecture_args, executable, PATH_OR_FD, .flags = PARAM_OPTIONAL,
          .help = PACKED("the file; default /bin/sh")),
    PARAM(struct architecture_args, bits, TEXT, .flags = PARAM_OPTIONAL, .fallback = FALLBACK_NO_TEXT,
          .help = PACKED("what to give for the bits of a file that is not ELF")),
    PARAM(struct architecture_args, linkage, TEXT, .flags = PARAM_OPTIONAL, .fallback = FALLBACK_NO_TEXT,
          .help = PACKED("what to give for its linkage")),
};

static const struct param libc_params[] = {
    PARAM(struct libc_args, executable, PATH_OR_FD, .flags = PARAM_OPTIONAL,
          .help = PACKED("the file; default the system's C library")),
    PARAM(struct libc_args, lib, TEXT, .flags = PARAM_OPTIONAL, .fallback = FALLBACK_NO_TEXT,
          .help = PACKED("what to give for an unknown library")),
    PARAM(struct libc_args, version, TEXT, .flags = PARAM_OPTIONAL, .fallback = FALLBACK_NO_TEXT,
          .help = PACKED("what to give for an unknown version")),
};

static const struct op ops[] = {
    {
        .name = "architecture",
        TEXTS(.summary = "Return what an executable file is built for",
              .result = "record bits linkage machine interpreter static", .errors = "ENOENT EACCES EISDIR",
              .note = "Read from the file's ELF header; for any other file the fields are empty and the status is 65",
              .example = "xos architecture /bin/sh",
              .signature = "architecture(executable='/bin/sh', bits='', linkage='')"),
        .acts_on = ACTS_ON_PATH,
        .available = ON_ALL,
        OP_PARAMS(struct architecture_args, architecture_params),
        .run = run_architecture,
    },
    {
        .name = "libc_ver",
        TEXTS(.summary = "Return the C library that a file needs, or the system's own", .result = "record lib version",
              .errors = "ENOENT EACCES EISDIR",
              .note = "Of glibc the newest version among the symbols that the file needs; the file is not run",
              .example = "xos libc_ver; xos libc_ver /bin/sh",
              .signature = "libc_ver(executable=None, lib='', version='')"),
        .acts_on = ACTS_ON_PATH,
        .available = ON_ALL,
        OP_PARAMS(struct libc_args, libc_params),
        .run = run_libc_ver,
    },
};

const struct chapter chapter_platform_binary = CHAPTER(SECTION_PLATFORM, "platform: what system this is", ops);
