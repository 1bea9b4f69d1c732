/* SPDX-License-Identifier: MIT */
/* xattr-tool: reads, writes, dumps and restores extended attributes. This file reads the command line. */
#include "xattr/xattr_tool.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "applets.h"
#include "value/attribute.h"
#include "value/attrwords.h"
#include "value/encode.h"
#include "value/operands.h"
#include "table/nearest.h"
#include "os/contents.h"

TEXTS_OF(xattr_xattr_tool);

/* Options that only some commands take. */
enum {
    RECURSIVE = 1,
    NO_FOLLOW = 2,
    LINKS = 4,
    MATCH = 8,
    ENCODING = 16,
    FLAGS = 32,
    DATA = 64,
    OPERANDS = 128,
    ABSOLUTE = 256,
    JOBS = 512,
    ROOT = 1024,
    DECODE = 2048,
};
enum { TREE = RECURSIVE | NO_FOLLOW | LINKS | JOBS | OPERANDS };

struct operand {
    struct path path;
};

enum { LIST, GET, SET, REMOVE, DUMP, RESTORE, COPY, COMMANDS };

static const char *const command_names[] = {
    [LIST] = "list", [GET] = "get",         [SET] = "set",   [REMOVE] = "remove",
    [DUMP] = "dump", [RESTORE] = "restore", [COPY] = "copy", [COMMANDS] = NULL,
};

struct command {
    unsigned options;
    bool takes_name;
    int (*visit)(struct tool_worker *worker, struct walk_output *output, const struct tool_file *file);
};

static const struct command commands[COMMANDS] = {
    [LIST] = {TREE | MATCH | ABSOLUTE, false, tool_list},
    [GET] = {TREE | ENCODING | DECODE | ABSOLUTE, true, tool_get},
    [SET] = {TREE | ENCODING | DECODE | FLAGS | DATA, true, tool_set},
    [REMOVE] = {TREE, true, tool_remove},
    [DUMP] = {TREE | MATCH | ENCODING | DECODE | ABSOLUTE, false, tool_dump},
    [RESTORE] = {MATCH | NO_FOLLOW | FLAGS | ROOT | DECODE, false, NULL},
    [COPY] = {RECURSIVE | NO_FOLLOW | MATCH | FLAGS | JOBS, false, tool_copy},
};

static int fail_option(struct call *call, const char *option)
{
    return fail_usage(call->fail, "--%s is not an option of %s", option, ARGS(struct tool_args, call)->command);
}

/* Refuses options that the command does not support. */
static int check_options(struct call *call, const struct command *command)
{
    const struct tool_args *args = ARGS(struct tool_args, call);
    enum bytes_form form = call->out->bytes_form;
    const struct {
        bool given;
        unsigned option;
        const char *name;
    } given[] = {
        {args->recursive, RECURSIVE, "recursive"},
        {args->no_follow, NO_FOLLOW, "no-follow"},
        {args->physical, LINKS, "physical"},
        {args->logical, LINKS, "logical"},
        {args->match != NULL, MATCH, "match"},
        {args->encoding != NULL, ENCODING, "encoding"},
        {args->text, ENCODING, "text"},
        {form == BYTES_HEX, ENCODING, "hex"},
        {form == BYTES_BASE64, ENCODING, "base64"},
        {args->create, FLAGS, "create"},
        {args->replace, FLAGS, "replace"},
        {args->force_mode, FLAGS, "force-mode"},
        {args->from_stdin, DATA, "stdin"},
        {args->from != NULL, DATA, "from"},
        {args->files0_from != NULL, OPERANDS, "files0-from"},
        {args->absolute_names, ABSOLUTE, "absolute-names"},
        {args->jobs != 0, JOBS, "jobs"},
        {args->root != NULL, ROOT, "root"},
        {args->allow_escape, ROOT, "allow-escape"},
        {args->decode, DECODE, "decode"},
    };

    for (size_t i = 0; i < sizeof given / sizeof given[0]; i++)
        if (given[i].given && !(command->options & given[i].option))
            return fail_option(call, given[i].name);
    return 0;
}

static bool is_dash(const char *name)
{
    return name != NULL && strcmp(name, "-") == 0;
}

static int check_conflicts(struct call *call)
{
    const struct tool_args *args = ARGS(struct tool_args, call);
    enum bytes_form form = call->out->bytes_form;

    if (args->create && args->replace)
        return fail_usage(call->fail, "--create and --replace exclude each other");
    if (args->from_stdin && args->from != NULL)
        return fail_usage(call->fail, "--stdin and --from exclude each other");
    if ((args->encoding != NULL) + args->text + args->decode + (form != BYTES_RAW) > 1)
        return fail_usage(call->fail, "--encoding, --text, --hex, --base64 and --decode exclude each other");
    if (args->no_follow + args->physical + args->logical > 1)
        return fail_usage(call->fail, "--no-follow, --physical and --logical exclude each other");
    if ((args->physical || args->logical) && !args->recursive)
        return fail_usage(call->fail, "--physical and --logical belong to --recursive");
    if ((args->from_stdin || is_dash(args->from)) && is_dash(args->files0_from))
        return fail_usage(call->fail, "standard input cannot be the value and the list of files");
    if (args->jobs < 0)
        return fail_usage(call->fail, "jobs: '%d' is not in range", args->jobs);
    return 0;
}

/* Finds the form of values: from --encoding, or from the corresponding switch. */
static int find_form(struct tool *tool)
{
    static const char *const names[] = {[ATTRDUMP_TEXT] = "text", [ATTRDUMP_HEX] = "hex", [ATTRDUMP_BASE64] = "base64"};
    const char *encoding = tool->args->encoding;
    enum bytes_form bytes_form = tool->call->out->bytes_form;

    tool->form = tool->args->text             ? ATTRDUMP_TEXT
                 : bytes_form == BYTES_HEX    ? ATTRDUMP_HEX
                 : bytes_form == BYTES_BASE64 ? ATTRDUMP_BASE64
                                              : ATTRDUMP_AUTO;
    for (int form = ATTRDUMP_TEXT; encoding != NULL && form <= ATTRDUMP_BASE64; form++)
        if (strcmp(encoding, names[form]) == 0)
            tool->form = (enum attrdump_form)form;
    tool->encoded = tool->form != ATTRDUMP_AUTO;
    if (encoding != NULL && !tool->encoded)
        return fail_usage(tool->call->fail, "encoding: '%.200s' is not text, hex or base64", encoding);
    return 0;
}

static int compile_filter(struct tool *tool)
{
    const char *pattern = tool->args->match;

    if (pattern == NULL || is_dash(pattern))
        return 0;
    tool->negated = *pattern == '!';
    const char *wrong = pattern_compile(&tool->filter, pattern + tool->negated);
    if (wrong != NULL)
        return fail_usage(tool->call->fail, "match: '%.200s': %s", pattern, wrong);
    tool->filtered = true;
    return 0;
}

int tool_contents(struct call *call, const char *name, size_t limit, char **data, size_t *size)
{
    int result = contents_of(name, limit, data, size);

    if (result == -EFBIG)
        result = -E2BIG;
    return result < 0 ? fail_errno(call->fail, -result, input_name(name), NULL) : 0;
}

/* Takes the first operand as the command's argument; NULL if there is none. */
static const struct word *take(struct tool *tool)
{
    if (tool->rest.count == 0)
        return NULL;
    tool->rest.count--;
    return tool->rest.items++;
}

static int missing(struct tool *tool, const char *what)
{
    return fail_usage(tool->call->fail, "missing argument: %s", what);
}

/* Reads VALUE: in getfattr's notation, or with a given form the digits of that form. */
static int read_value(struct tool *tool, struct word text)
{
    char *bytes = arena_alloc(tool->call->arena, text.size + 4);
    char *marked = arena_alloc(tool->call->arena, text.size + 4);
    const char *wrong = NULL;
    size_t size = text.size;

    if (bytes == NULL || marked == NULL)
        return fail_no_memory(tool->call->fail);
    if (tool->form == ATTRDUMP_HEX || tool->form == ATTRDUMP_BASE64) {
        const char *mark = tool->form == ATTRDUMP_HEX ? "0x" : "0s";
        bool has_mark = text.size >= 2 && text.data[0] == '0' && (text.data[1] | 0x20) == mark[1];
        memcpy(marked, mark, 2);
        memcpy(marked + 2, text.data + (has_mark ? 2 : 0), text.size - (has_mark ? 2 : 0));
        text = (struct word){marked, text.size + (has_mark ? 0 : 2)};
    }
    if (tool->form == ATTRDUMP_TEXT)
        memcpy(bytes, text.data, text.size);
    else
        wrong = attrdump_read_value(text, false, bytes, &size);
    if (wrong != NULL)
        return fail_usage(tool->call->fail, "VALUE: %s (--text takes it literally)", wrong);
    tool->value = (struct word){bytes, size};
    return 0;
}

/* Reads what was given for an attribute that has a form in words, unless it is bytes. */
static int read_words(struct tool *tool)
{
    struct fail *fail = tool->call->fail;
    struct words_problem problem;

    if (tool->args->decode && !attribute_has_words(tool->name))
        return fail_usage(fail, "decode: values of %.200s have no form in words", tool->name);
    if (!attribute_has_words(tool->name) || tool->encoded ||
        (!tool->args->decode && !value_is_words(tool->value.data, tool->value.size)))
        return 0;
    char *value = arena_alloc(tool->call->arena, XATTR_VALUE_ROOM);
    if (value == NULL)
        return fail_no_memory(fail);
    size_t size;
    if (!attribute_from_words(tool->call->names, tool->name, tool->value, value, &size, &problem))
        return fail_words(fail, problem.unknown_account ? EX_NOUSER : EX_USAGE, "VALUE: '%.*s' %s",
                          shown_size(problem.where), problem.where.data, problem.what);
    tool->value = (struct word){value, size};
    return 0;
}

/* The value that set writes: from standard input, from a file, or the next word. */
static int find_value(struct tool *tool)
{
    const char *from = tool->args->from_stdin ? "-" : tool->args->from;
    char *data;
    size_t size;

    if (from == NULL) {
        const struct word *word = take(tool);
        return word == NULL ? missing(tool, "VALUE") : read_value(tool, *word);
    }
    if (tool_contents(tool->call, from, 16 * XATTR_VALUE_ROOM, &data, &size) < 0)
        return -1;
    bool digits = tool->form == ATTRDUMP_HEX || tool->form == ATTRDUMP_BASE64;
    if (digits)
        size = digits_join(data, size);
    tool->value = (struct word){arena_copy(tool->call->arena, data, size), size};
    free(data);
    if (tool->value.data == NULL)
        return fail_no_memory(tool->call->fail);
    return digits ? read_value(tool, tool->value) : 0;
}

int tool_operand(struct tool *tool, struct word word, struct path *path)
{
    static const struct param param = PARAM_AS("PATH", struct operand, path, PATH_OR_FD);
    struct call *call = tool->call;
    struct parsing parsing = {.arena = call->arena, .fail = call->fail, .closed_streams = call->closed_streams};
    struct operand operand;

    if (kind_parse(&parsing, &param, word, &operand) < 0)
        return -1;
    *path = operand.path;
    return 0;
}

/* Reads the operands of the command line as paths and descriptors. */
static int read_operands(struct tool *tool, struct words words)
{
    struct path *paths = arena_alloc(tool->call->arena, (words.count + 1) * sizeof *paths);

    if (paths == NULL)
        return fail_no_memory(tool->call->fail);
    for (size_t i = 0; i < words.count; i++)
        if (tool_operand(tool, words.items[i], &paths[i]) < 0)
            return -1;
    tool->operands = paths;
    tool->operand_count = words.count;
    return 0;
}

static int find_operands(struct tool *tool, const struct command *command)
{
    const struct tool_args *args = tool->args;
    struct words words;

    tool->rest = args->words;
    if (command->takes_name) {
        const struct word *name = take(tool);
        if (name == NULL)
            return missing(tool, "NAME");
        if (attribute_name_check(tool->call->fail, "NAME", name->data) < 0)
            return -1;
        tool->name = name->data;
    }
    if (command->visit == tool_set && (find_value(tool) < 0 || read_words(tool) < 0))
        return -1;
    words = tool->rest;
    if (args->files0_from != NULL) {
        if (words.count > 0)
            return fail_usage(tool->call->fail, "--files0-from and operands exclude each other");
    } else if (words.count == 0 && (command->options & OPERANDS))
        return missing(tool, "PATH");
    tool->single = words.count == 1 && args->files0_from == NULL && !args->recursive;
    return command->visit == NULL ? 0 : read_operands(tool, words);
}

static int run_command(struct tool *tool, const struct command *command)
{
    if (find_form(tool) < 0 || find_operands(tool, command) < 0 || compile_filter(tool) < 0)
        return -1;
    return command->visit == NULL        ? tool_restore(tool)
           : command->visit == tool_copy ? tool_copy_all(tool)
                                         : tool_visit_all(tool);
}

static int unknown_command(struct call *call, const char *name)
{
    struct nearest nearest = nearest_to(word_of(name));

    for (int i = 0; i < COMMANDS; i++)
        nearest_offer(&nearest, command_names[i]);
    struct hint hint = nearest_hint(&nearest, "");
    return fail_usage(call->fail, "unknown command '%.200s'%s", name,
                      hint.text[0] != '\0' ? hint.text : " (list get set remove dump restore copy)");
}

static int run_xattr_tool(struct call *call)
{
    const struct tool_args *args = ARGS(struct tool_args, call);

    for (int i = 0; i < COMMANDS; i++)
        if (strcmp(args->command, command_names[i]) == 0) {
            struct tool tool = {.call = call,
                                .args = args,
                                .destination = -1,
                                .flags = args->create    ? XATTR_SET_CREATE
                                         : args->replace ? XATTR_SET_REPLACE
                                                         : 0,
                                .visit = commands[i].visit};
            if (check_options(call, &commands[i]) < 0 || check_conflicts(call) < 0)
                return -1;
            return run_command(&tool, &commands[i]);
        }
    return unknown_command(call, args->command);
}

#define SWITCH(member, ...) PARAM(struct tool_args, member, BOOL, .flags = PARAM_OPTION, __VA_ARGS__)
#define VALUED(member, ...) PARAM(struct tool_args, member, TEXT, .flags = PARAM_OPTION, __VA_ARGS__)

static const struct param params[] = {
    PARAM(struct tool_args, command, TEXT, .flags = PARAM_COMMAND,
          .commands = PACKED("list|get|set|remove|dump|restore|copy"),
          .help = PACKED("list, get, set, remove, dump, restore or copy")),
    PARAM_AS(
        "args", struct tool_args, words, WORDS, .flags = PARAM_OPTIONAL, .metavar = PACKED("ARG"),
        .help = PACKED("list PATH..., get NAME PATH..., set NAME VALUE PATH..., remove NAME PATH..., dump PATH..., "
                       "restore [FILE], copy SRC DST")),
    SWITCH(recursive, .letter = 'R', .help = PACKED("include everything below the operands")),
    SWITCH(no_follow, .letter = 'h', .help = PACKED("the symbolic links' own attributes, not their targets'")),
    SWITCH(physical, .letter = 'P', .help = PACKED("with -R: skip all symbolic links, also operands")),
    SWITCH(logical, .letter = 'L', .help = PACKED("with -R: follow all symbolic links")),
    VALUED(match, .letter = 'm', .metavar = PACKED("REGEX"),
           .help = PACKED("only attributes whose name matches (POSIX extended); with ! in front, does not")),
    VALUED(encoding, .letter = 'e', .metavar = PACKED("text|hex|base64"), .help = PACKED("how values are written")),
    SWITCH(text, .help = PACKED("values as text in double quotes; of set: VALUE unchanged")),
    SWITCH(decode, .help = PACKED("capabilities and ACLs in words, as getcap and getfacl")),
    SWITCH(create, .help = PACKED("fail where the attribute is there")),
    SWITCH(replace, .help = PACKED("fail where it is not")),
    SWITCH(force_mode, .help = PACKED("set: also on your own files that are not writable")),
    PARAM_AS("stdin", struct tool_args, from_stdin, BOOL, .flags = PARAM_OPTION,
             .help = PACKED("set: the value is standard input")),
    VALUED(from, .metavar = PACKED("FILE"), .help = PACKED("set: the value is the contents of FILE")),
    VALUED(root, .letter = 'C', .metavar = PACKED("DIR"),
           .help = PACKED("restore: paths are relative to DIR, not to the working directory")),
    SWITCH(allow_escape, .help = PACKED("restore: paths may lead out of that directory")),
    SWITCH(absolute_names, .help = PACKED("keep the leading slash of names in dumps")),
    VALUED(files0_from, .metavar = PACKED("FILE"),
           .help = PACKED("operands from FILE, a NUL byte after each (- is standard input)")),
    PARAM(struct tool_args, jobs, INT, .flags = PARAM_OPTION, .letter = 'j', .fallback = FALLBACK_0,
          .help = PACKED("threads of -R; 0: one for each CPU")),
};

const struct op xattr_tool_applet = {
    .name = "xattr-tool",
    TEXTS(.summary = "Read, write, dump and restore extended attributes",
          .result = "names, values, or a dump as of getfattr",
          .errors = "ENODATA ENOENT ENOTSUP EEXIST E2BIG ENOSPC EPERM",
          .note = "a missing attribute is status 65, a missing file 66, a file system without attributes 69",
          .example = "touch f && xos xattr-tool set user.origin here f && xos xattr-tool dump f"),
    .acts_on = ACTS_ON_PATH,
    .available = ON_LINUX,
    OP_PARAMS(struct tool_args, params),
    .flags = OP_APPLET | OP_BYTES,
    .run = run_xattr_tool,
};
