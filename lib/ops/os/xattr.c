/* SPDX-License-Identifier: MIT */
/* Linux extended attributes. */
#include "os/xattr.h"

#include <fcntl.h>
#include <string.h>

#include "ops/chapters.h"
#include "ops/shared/files.h"

TEXTS_OF(os_xattr);

struct attribute_args {
    struct path path;
    const char *attribute;
    bool follow_symlinks;
};

struct list_args {
    struct path path;
    bool follow_symlinks;
};

struct set_args {
    struct path path;
    const char *attribute;
    struct word value;
    int64_t flags;
    bool follow_symlinks;
};

/* Finds the file that the arguments mean. 0, or -1 with the usage error recorded: a descriptor and
 * --no-follow-symlinks. */
static int find_file(struct call *call, struct path path, bool follow, struct xattr_file *file)
{
    if (path_check(call, &path, AT_FDCWD, follow) < 0)
        return -1;
    *file = (struct xattr_file){.name = path.name, .dirfd = path_base(&path, AT_FDCWD), .follow = follow};
    return 0;
}

/* Ends an operation on one attribute, which the message of a failure names. */
static int end_attribute(struct call *call, int result, struct path path, const char *attribute)
{
    if (result < 0)
        call->fail->step = attribute;
    return call_end(call, result, call_path(call, path));
}

static int run_getxattr(struct call *call)
{
    const struct attribute_args *args = ARGS(struct attribute_args, call);
    struct xattr_file file;
    char value[XATTR_VALUE_ROOM];

    if (find_file(call, args->path, args->follow_symlinks, &file) < 0)
        return -1;
    ssize_t size = xattr_get(&file, args->attribute, value, sizeof value);
    if (size < 0)
        return end_attribute(call, (int)size, args->path, args->attribute);
    out_bytes(call->out, value, (size_t)size);
    return 0;
}

static int run_listxattr(struct call *call)
{
    const struct list_args *args = ARGS(struct list_args, call);
    struct xattr_file file;
    char names[XATTR_LIST_ROOM];

    if (find_file(call, args->path, args->follow_symlinks, &file) < 0)
        return -1;
    ssize_t size = xattr_list(&file, names, sizeof names);
    if (size < 0)
        return call_end(call, (int)size, call_path(call, args->path));
    out_open(call->out, OUT_LIST);
    for (ssize_t at = 0; at < size; at += (ssize_t)strlen(names + at) + 1)
        out_text(call->out, names + at);
    out_close(call->out);
    return 0;
}

static int run_removexattr(struct call *call)
{
    const struct attribute_args *args = ARGS(struct attribute_args, call);
    struct xattr_file file;

    if (find_file(call, args->path, args->follow_symlinks, &file) < 0)
        return -1;
    return end_attribute(call, xattr_remove(&file, args->attribute), args->path, args->attribute);
}

static int run_setxattr(struct call *call)
{
    const struct set_args *args = ARGS(struct set_args, call);
    struct xattr_file file;

    if (find_file(call, args->path, args->follow_symlinks, &file) < 0)
        return -1;
    int result = xattr_set(&file, args->attribute, args->value.data, args->value.size, (int)args->flags);
    return end_attribute(call, result, args->path, args->attribute);
}

static const struct param attribute_params[] = {
    PARAM(struct attribute_args, path, PATH_OR_FD, .help = PACKED("the file, or an open descriptor")),
    PARAM(struct attribute_args, attribute, TEXT, .metavar = PACKED("ATTRIBUTE"), .values = VALUES_ATTRIBUTES,
          .help = PACKED("the attribute's name with its namespace: user.origin")),
    FOLLOW_OPTION(struct attribute_args, "use its own attributes"),
};

static const struct param list_params[] = {
    PARAM(struct list_args, path, PATH_OR_FD, .flags = PARAM_OPTIONAL, .fallback = FALLBACK_DOT,
          .help = PACKED("the file, or an open descriptor")),
    FOLLOW_OPTION(struct list_args, "use its own attributes"),
};

static const struct param set_params[] = {
    PARAM(struct set_args, path, PATH_OR_FD, .help = PACKED("the file, or an open descriptor")),
    PARAM(struct set_args, attribute, TEXT, .metavar = PACKED("ATTRIBUTE"), .values = VALUES_ATTRIBUTES,
          .help = PACKED("the attribute's name with its namespace: user.origin")),
    PARAM(struct set_args, value, BYTES, .metavar = PACKED("VALUE"),
          .help = PACKED("the bytes, at most XATTR_SIZE_MAX")),
    PARAM(struct set_args, flags, FLAGS, .flags = PARAM_OPTIONAL, .fallback = FALLBACK_0, .family = FAMILY_xattr_flags,
          .help = PACKED("create only or replace only")),
    FOLLOW_OPTION(struct set_args, "use its own attributes"),
};

static const struct op ops[] = {
    {
        .name = "getxattr",
        TEXTS(.summary = "Return the value of an extended attribute", .result = "bytes value",
              .errors = "ENODATA ENOTSUP ENOENT EBADF ERANGE",
              .note = "a missing attribute is ENODATA (status 65), a missing file ENOENT (66), a file system without "
                      "attributes or a name without a known namespace ENOTSUP (69)",
              .example = "touch f && xos setxattr f user.origin here && xos getxattr f user.origin"),
        .acts_on = ACTS_ON_PATH,
        .available = ON_LINUX,
        OP_PARAMS(struct attribute_args, attribute_params),
        .flags = OP_BYTES,
        .run = run_getxattr,
    },
    {
        .name = "listxattr",
        TEXTS(.summary = "List the names of a file's extended attributes", .result = "list of str names",
              .errors = "ENOTSUP ENOENT EBADF",
              .note = "names outside user. are listed as far as the caller may see them; path None is the "
                      "current directory",
              .example = "touch f && xos setxattr f user.origin here && xos listxattr f",
              .signature = "listxattr(path=None, *, follow_symlinks=True)"),
        .acts_on = ACTS_ON_PATH,
        .available = ON_LINUX,
        OP_PARAMS(struct list_args, list_params),
        .run = run_listxattr,
    },
    {
        .name = "removexattr",
        TEXTS(.summary = "Remove an extended attribute", .result = "None",
              .errors = "ENODATA ENOTSUP ENOENT EPERM EBADF",
              .example = "touch f && xos setxattr f user.origin here && xos removexattr f user.origin"),
        .acts_on = ACTS_ON_PATH,
        .available = ON_LINUX,
        OP_PARAMS(struct attribute_args, attribute_params),
        .run = run_removexattr,
    },
    {
        .name = "setxattr",
        TEXTS(.summary = "Set the value of an extended attribute", .result = "None",
              .errors = "EEXIST ENODATA E2BIG ENOSPC ENOTSUP EPERM ENOENT EBADF",
              .note = "XATTR_CREATE of an existing attribute is EEXIST, XATTR_REPLACE of a missing one ENODATA",
              .example = "touch f && xos setxattr f user.origin here XATTR_CREATE"),
        .acts_on = ACTS_ON_PATH,
        .available = ON_LINUX,
        OP_PARAMS(struct set_args, set_params),
        .run = run_setxattr,
    },
};

const struct chapter chapter_xattr = CHAPTER(SECTION_XATTR, "Linux extended attributes", ops);
