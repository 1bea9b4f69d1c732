/* SPDX-License-Identifier: MIT */
/* Module platform: the rows. */
#include <errno.h>
#include <string.h>
#include <sys/utsname.h>
#include <sysexits.h>

#include "ops/chapters.h"
#include "ops/platform/facts.h"
#include "value/format.h"
#include "value/number.h"

TEXTS_OF(platform_platform);

static int write_name(struct call *call, size_t offset)
{
    struct utsname names;

    if (uname(&names) < 0)
        return fail_errno(call->fail, errno, NULL, NULL);
    out_text(call->out, (const char *)&names + offset);
    return 0;
}

static int run_system(struct call *call)
{
    return write_name(call, offsetof(struct utsname, sysname));
}

static int run_node(struct call *call)
{
    return write_name(call, offsetof(struct utsname, nodename));
}

static int run_release(struct call *call)
{
    return write_name(call, offsetof(struct utsname, release));
}

static int run_version(struct call *call)
{
    return write_name(call, offsetof(struct utsname, version));
}

static int run_machine(struct call *call)
{
    return write_name(call, offsetof(struct utsname, machine));
}

static int run_processor(struct call *call)
{
    char name[PROCESSOR_SIZE];

    facts_processor(name);
    out_text(call->out, name);
    return 0;
}

/* Makes a part of platform's text fit for a file name, as Python does: no blanks, no characters with a meaning. */
static void tidy(char *text)
{
    char *to = text;

    for (const char *from = text; *from != '\0'; from++) {
        char byte = *from == ' ' ? '_' : *from;
        if (strchr("/\\:;\"()", byte) != NULL)
            byte = '-';
        if (byte != '-' || to == text || to[-1] != '-')
            *to++ = byte;
    }
    while (to > text && to[-1] == '-')
        to--;
    *to = '\0';
}

struct platform_args {
    bool aliased, terse;
};

static int run_platform(struct call *call)
{
    char text[4 * sizeof(struct utsname)];
    struct utsname names;
    struct elf elf;
    struct libc libc;

    if (uname(&names) < 0)
        return fail_errno(call->fail, errno, NULL, NULL);
    facts_shell(&elf);
    facts_libc(&elf, &libc);
    format_text(text, sizeof text, "%s-%s-%s%s%s%s", names.sysname, names.release, names.machine,
                libc.name[0] != '\0' ? "-with-" : "", libc.name, libc.version);
    tidy(text);
    out_text(call->out, text);
    return 0;
}

struct alias_args {
    const char *system, *release, *version;
};

static int run_system_alias(struct call *call)
{
    const struct alias_args *args = ARGS(struct alias_args, call);
    const char *system = args->system, *rest;
    char release[512];
    struct number major;

    format_text(release, sizeof release, "%s", args->release);
    if (strcmp(system, "win32") == 0 || strcmp(system, "win16") == 0)
        system = "Windows";
    if (strcmp(system, "SunOS") == 0 && strcmp(release, "5") >= 0) {
        size_t digits = strcspn(args->release, ".");
        int64_t value;
        rest = args->release + digits;
        if (number_read((struct word){args->release, digits}, 10, &major) &&
            number_to_int64(major, -1000000, 1000000, &value))
            format_text(release, sizeof release, "%lld%s", (long long)value - 3, rest);
        system = "Solaris";
    }
    out_open(call->out, OUT_RECORD);
    out_field_text(call->out, "system", system);
    out_field_text(call->out, "release", release);
    out_field_text(call->out, "version", args->version);
    out_close(call->out);
    return 0;
}

struct release_args {
    const char *key, *root;
};

/* A system file that is missing or malformed is EX_OSFILE, whatever the errno. */
static int fail_release(struct call *call, int result, const char *root, const char *file)
{
    char *path = arena_alloc(call->arena, strlen(root) + strlen(file) + 1);

    if (path == NULL)
        return fail_no_memory(call->fail);
    strcpy(path, root);
    strcat(path, file);
    fail_errno(call->fail, -result, path, NULL);
    call->fail->status = EX_OSFILE;
    return -1;
}

static int run_os_release(struct call *call)
{
    const struct release_args *args = ARGS(struct release_args, call);
    const char *root = args->root != NULL ? args->root : "";
    struct os_release release;
    int result = facts_os_release(call, root, &release);

    if (result < 0 && release.file == NULL)
        return fail_errno(call->fail, -result, root, NULL);
    if (result < 0)
        return fail_release(call, result, root, release.file);
    if (args->key != NULL) {
        const struct word *value = facts_os_value(&release, word_of(args->key));
        if (value == NULL)
            return fail_words(call->fail, EX_DATAERR, "%s: not set in %s%s", args->key, root, release.file);
        out_string(call->out, value->data, value->size);
        return 0;
    }
    out_open(call->out, OUT_RECORD);
    for (size_t i = 0; i < release.count; i++) {
        struct os_field *field = &release.fields[i];
        char *name = arena_copy(call->arena, field->name.data, field->name.size);
        if (name == NULL)
            return fail_no_memory(call->fail);
        out_name(call->out, name);
        out_string(call->out, field->value.data, field->value.size);
    }
    out_close(call->out);
    return 0;
}

#define RELEASE_OPTION(member, kind, ...) \
    PARAM(struct release_args, member, kind, .flags = PARAM_OPTION | PARAM_EXTRA, __VA_ARGS__)

#define PLATFORM_OPTION(member, ...) PARAM(struct platform_args, member, BOOL, .flags = PARAM_OPTION, __VA_ARGS__)

static const struct param platform_params[] = {
    PLATFORM_OPTION(aliased, .help = PACKED("no effect on Linux, as in Python")),
    PLATFORM_OPTION(terse, .help = PACKED("no effect on Linux, as in Python")),
};

static const struct param alias_params[] = {
    PARAM(struct alias_args, system, TEXT, .help = PACKED("a system's name: SunOS, win32")),
    PARAM(struct alias_args, release, TEXT, .help = PACKED("its release")),
    PARAM(struct alias_args, version, TEXT, .help = PACKED("its version")),
};

static const struct param release_params[] = {
    PARAM(struct release_args, key, TEXT, .flags = PARAM_OPTIONAL | PARAM_EXTRA, .metavar = PACKED("KEY"),
          .help = PACKED("print only that field")),
    RELEASE_OPTION(root, PATH, .metavar = PACKED("DIR"),
                   .help = PACKED("read the file of the system whose root directory is DIR")),
};

#define FACT(name_, summary_, result_, run_, ...) \
    { \
        .name = name_, TEXTS(.summary = summary_, .result = result_, __VA_ARGS__), .acts_on = ACTS_ON_SYSTEM, \
        .available = ON_ALL, .run = run_ \
    }
#define ELSEWHERE(name_, on, where, ...) \
    { \
        .name = name_, \
        TEXTS(.summary = "Return the version of another system", .result = "record", .elsewhere = where, __VA_ARGS__), \
        .acts_on = ACTS_ON_SYSTEM, .available = on \
    }
#define PYTHON(name_) \
    { \
        .name = name_, \
        TEXTS(.summary = "Describe a Python interpreter", .result = "str", \
              .instead = "it describes a Python interpreter: python3 -c 'import platform; print(platform." name_ \
                         "())'"), \
        .acts_on = ACTS_ON_VALUE, .available = ON_PYTHON \
    }

static const struct op ops[] = {
    {
        .name = "platform",
        TEXTS(.summary = "Return a description of the system in one word",
              .result = "str SYSTEM-RELEASE-MACHINE-with-LIBC",
              .note = "The C library is that of /bin/sh, not that of xos", .example = "xos platform",
              .signature = "platform(aliased=False, terse=False)"),
        .acts_on = ACTS_ON_SYSTEM,
        .available = ON_ALL,
        OP_PARAMS(struct platform_args, platform_params),
        .run = run_platform,
    },
    FACT("platform.system", "Return the system's name", "str name: Linux", run_system,
         .example = "xos platform.system"),
    FACT("node", "Return the machine's name in the network", "str name", run_node, .example = "xos node",
         .note = "Of the UTS namespace; not always a full domain name"),
    FACT("release", "Return the kernel's release", "str release", run_release, .example = "xos release"),
    FACT("version", "Return the kernel's version", "str version", run_version, .example = "xos version",
         .note = "Of the kernel, not of the distribution: that is freedesktop_os_release VERSION_ID"),
    FACT("machine", "Return the machine's type", "str type: x86_64", run_machine, .example = "xos machine",
         .note = "Of the personality: setarch(8) changes it"),
    FACT("processor", "Return the processor's name", "str name; empty if /proc/cpuinfo has none", run_processor,
         .example = "xos processor"),
    {
        .name = "freedesktop_os_release",
        TEXTS(.summary = "Return the distribution's identification, from its os-release file",
              .result = "record of the file's fields, NAME ID PRETTY_NAME first; with KEY the value of one",
              .note = "Parsed, never run. Status 72 if there is no file, 65 if KEY is not set",
              .example = "xos freedesktop_os_release ID", .since = "3.10", .signature = "freedesktop_os_release()"),
        .acts_on = ACTS_ON_SYSTEM,
        .available = ON_LINUX,
        OP_PARAMS(struct release_args, release_params),
        .run = run_os_release,
    },
    {
        .name = "system_alias",
        TEXTS(.summary = "Return the marketing names of a system, release and version",
              .result = "record system release version", .example = "xos system_alias SunOS 5.8 Generic"),
        .acts_on = ACTS_ON_VALUE,
        .available = ON_ALL,
        OP_PARAMS(struct alias_args, alias_params),
        .run = run_system_alias,
    },
    ELSEWHERE("mac_ver", ON_MACOS, "macOS"),
    ELSEWHERE("ios_ver", ON_IOS, "iOS", .since = "3.13"),
    ELSEWHERE("android_ver", ON_ANDROID, "Android", .since = "3.13"),
    ELSEWHERE("win32_ver", ON_WINDOWS, "Windows"),
    ELSEWHERE("win32_edition", ON_WINDOWS, "Windows"),
    ELSEWHERE("win32_is_iot", ON_WINDOWS, "Windows"),
    ELSEWHERE("java_ver", ON_JAVA, "Jython"),
    PYTHON("python_branch"),
    PYTHON("python_build"),
    PYTHON("python_compiler"),
    PYTHON("python_implementation"),
    PYTHON("python_revision"),
    PYTHON("python_version"),
    PYTHON("python_version_tuple"),
    {
        .name = "invalidate_caches",
        TEXTS(.summary = "Forget what was read of the system", .result = "None", .since = "3.14",
              .instead = "nothing is cached: every call reads the system anew"),
        .acts_on = ACTS_ON_SELF,
        .available = ON_ALL,
    },
};

const struct chapter chapter_platform = CHAPTER(SECTION_PLATFORM, "platform: what system this is", ops,
                                                .also = "uname");
