/* SPDX-License-Identifier: MIT */
/* Reading directories and walking trees: listdir, scandir, walk, fwalk. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdalign.h>
#include <stdlib.h>
#include <unistd.h>

#include "ops/chapters.h"
#include "ops/shared/records.h"
#include "os/fd.h"
#include "os/walk/dirents.h"
#include "os/retry.h"
#include "os/status.h"
#include "os/walk/walk.h"

TEXTS_OF(os_dirs);

struct listdir_args {
    struct path path;
};

struct scandir_args {
    struct path path;
    bool follow_symlinks, stat;
};

struct walk_args {
    const char *top;
    bool topdown;
    const char *onerror;
    bool followlinks;
    int dir_fd;
    bool fwalk; /* which of the two it is */
};

/* The state of reading a directory and writing each of its names. */
struct reading {
    struct call *call;
    int fd;
    const char *path; /* NULL where a descriptor was given */
    void (*put)(const struct reading *reading, const struct dirents_name *name);
};

static int read_names(const struct reading *reading)
{
    enum { ROOM = 32 * 1024 };
    alignas(8) char buffer[ROOM];
    struct dirents dirents;
    struct dirents_name name;
    int result = 0;

    dirents_start(&dirents, reading->fd, buffer, sizeof buffer);
    while (reading->call->out->errnum == 0 && (result = dirents_fill(&dirents)) > 0 && !os_stop())
        while (reading->call->out->errnum == 0 && dirents_take(&dirents, &name))
            reading->put(reading, &name);
    return os_stop() ? -EINTR : result;
}

/* Reads path, or the directory that a descriptor is open on, from its beginning and leaves it there. */
static int read_directory(struct call *call, const struct path *path, enum out_shape shape,
                          void (*put)(const struct reading *, const struct dirents_name *))
{
    struct reading reading = {.call = call, .path = path->name, .put = put};
    int result = reading.fd = path->name != NULL ? dirents_open(path->name) : path->fd;

    if (result >= 0 && path->name == NULL)
        result = dirents_rewind(reading.fd);
    if (result < 0)
        return fail_errno(call->fail, path->name == NULL && path->fd < 0 ? EBADF : -result, call_path(call, *path),
                          NULL);
    out_open(call->out, shape);
    result = read_names(&reading);
    out_close(call->out);
    if (path->name != NULL)
        os_close(reading.fd);
    else
        dirents_rewind(reading.fd);
    return result < 0 ? fail_errno(call->fail, -result, call_path(call, *path), NULL) : 0;
}

static void put_name(const struct reading *reading, const struct dirents_name *name)
{
    out_string(reading->call->out, name->text, name->size);
}

static int run_listdir(struct call *call)
{
    return read_directory(call, &ARGS(struct listdir_args, call)->path, OUT_LIST, put_name);
}

static void put_path(struct out *out, const char *directory, const struct dirents_name *name, struct arena *arena)
{
    size_t size = directory != NULL ? strlen(directory) : 0;
    bool slash = size > 0 && directory[size - 1] != '/';
    char *path = size > 0 ? arena_alloc(arena, size + slash + name->size) : NULL;

    out_name(out, "path");
    if (path == NULL) {
        out_string(out, name->text, name->size);
        return;
    }
    memcpy(path, directory, size);
    path[size] = '/';
    memcpy(path + size + slash, name->text, name->size);
    out_string(out, path, size + slash + name->size);
}

/* Writes a predicate about the entry: none if the system does not know, false if the entry no longer exists. */
static void put_is(struct out *out, const char *name, int type, unsigned char wanted)
{
    out_name(out, name);
    if (type < 0 && type != -ENOENT)
        out_none(out);
    else
        out_bool(out, type == wanted);
}

static void put_stat(const struct reading *reading, const struct dirents_name *name, bool follow)
{
    struct status status;

    if (status_get(reading->fd, name->text, follow ? 0 : AT_SYMLINK_NOFOLLOW, STAT_MASK, &status) == 0)
        stat_record_fields(reading->call->out, &(struct status_source){.status = &status});
}

static void put_entry(const struct reading *reading, const struct dirents_name *name)
{
    const struct scandir_args *args = ARGS(struct scandir_args, reading->call);
    struct out *out = reading->call->out;
    struct arena arena;
    char room[1024];
    int type = name->type != DT_UNKNOWN ? name->type : dirents_type(reading->fd, name->text, false);
    int target = type == DT_LNK && args->follow_symlinks ? dirents_type(reading->fd, name->text, true) : type;

    arena_init(&arena, room, sizeof room);
    out_open(out, OUT_RECORD);
    out_name(out, "name");
    out_string(out, name->text, name->size);
    put_path(out, reading->path, name, &arena);
    out_field_uint(out, "inode", name->ino);
    put_is(out, "is_dir", target, DT_DIR);
    put_is(out, "is_file", target, DT_REG);
    put_is(out, "is_symlink", type, DT_LNK);
    out_field_bool(out, "is_junction", false);
    if (args->stat)
        put_stat(reading, name, args->follow_symlinks);
    out_close(out);
    arena_clear(&arena);
}

static int run_scandir(struct call *call)
{
    return read_directory(call, &ARGS(struct scandir_args, call)->path, OUT_STREAM, put_entry);
}

/* The two lists of a directory's names, each name with a NUL byte behind it. */
struct dir_names {
    struct call *call;
    struct walk_output directories, files;
};

static int keep_name(void *names_, struct walk_output *out, const struct walk_entry *entry)
{
    struct dir_names *names = names_;

    (void)out;
    if (os_stop())
        return -EINTR;
    if (entry->depth == 0)
        return 0;
    return walk_put(entry->target == DT_DIR ? &names->directories : &names->files, entry->name, entry->name_size + 1)
               ? 0
               : -ENOMEM;
}

static void put_list(struct out *out, const char *name, struct walk_output *list)
{
    out_name(out, name);
    out_open(out, OUT_LIST);
    for (size_t at = 0, size; at < list->used; at += size + 1) {
        size = strlen(list->data + at);
        out_string(out, list->data + at, size);
    }
    out_close(out);
    list->used = 0;
}

static int put_triple(void *names_, struct walk_output *unused, struct walk_dir *dir, const char *path)
{
    struct dir_names *names = names_;
    struct out *out = names->call->out;

    (void)unused;
    out_open(out, OUT_RECORD);
    out_name(out, "dirpath");
    out_string(out, path, dir->path_size);
    put_list(out, "dirnames", &names->directories);
    put_list(out, "filenames", &names->files);
    if (ARGS(struct walk_args, names->call)->fwalk)
        out_field_int(out, "dirfd", dir->fd);
    out_close(out);
    return -out->errnum;
}

static int take_error(void *names_, const char *path, int errnum)
{
    struct call *call = ((struct dir_names *)names_)->call;
    const char *onerror = ARGS(struct walk_args, call)->onerror;

    if (onerror != NULL && strcmp(onerror, "ignore") == 0)
        return 0;
    const char *kept = arena_copy(call->arena, path, strlen(path));
    fail_errno(call->fail, errnum, kept, NULL);
    if (onerror != NULL && strcmp(onerror, "raise") == 0)
        return WALK_STOP;
    call_report(call);
    return 0;
}

static void begin_names(void *names, void *call)
{
    ((struct dir_names *)names)->call = call;
}

static void end_names(void *names_, void *call)
{
    struct dir_names *names = names_;

    (void)call;
    free(names->directories.data);
    free(names->files.data);
}

static int check_onerror(struct call *call, const char *onerror)
{
    if (onerror == NULL || strcmp(onerror, "ignore") == 0 || strcmp(onerror, "report") == 0 ||
        strcmp(onerror, "raise") == 0)
        return 0;
    return fail_usage(call->fail, "onerror: '%.200s' is not ignore, report or raise", onerror);
}

static int run_walk(struct call *call)
{
    const struct walk_args *args = ARGS(struct walk_args, call);
    struct walk_options options = {
        .tops = &args->top,
        .top_count = 1,
        .dir_fd = args->dir_fd,
        .max_depth = SIZE_MAX,
        .threads = 1,
        .follow = args->followlinks,
        .keep_top_links = args->fwalk && !args->followlinks,
        .bottom_up = !args->topdown,
        .whole = true,
        .resolve = true,
        .context_size = sizeof(struct dir_names),
        .shared = call,
        .events =
            {.entry = keep_name, .listed = put_triple, .error = take_error, .start = begin_names, .finish = end_names},
    };

    if (check_onerror(call, args->onerror) < 0)
        return -1;
    out_open(call->out, OUT_STREAM);
    int result = walk(&options);
    out_close(call->out);
    if (result < 0 && call->out->errnum == 0)
        return fail_errno(call->fail, -result, NULL, NULL);
    return result == WALK_STOP ? -1 : 0;
}

static int run_fwalk(struct call *call)
{
    const void *given = call->args;
    struct walk_args args = *ARGS(struct walk_args, call);
    struct status status;
    int result = status_get(args.dir_fd, args.top, 0, STATUS_TYPE, &status);

    /* Python's fwalk opens top before it looks at onerror: a missing one, or a dangling link, is never ignored. */
    if (result < 0)
        return fail_errno(call->fail, -result, args.top, NULL);
    args.fwalk = true;
    /* cppcheck-suppress autoVariables ; taken back below */
    call->args = &args;
    result = run_walk(call);
    call->args = given;
    return result;
}

static const struct param listdir_params[] = {
    PARAM(struct listdir_args, path, PATH_OR_FD, .flags = PARAM_OPTIONAL, .fallback = FALLBACK_HERE,
          .help = PACKED("the directory, or an open descriptor of one")),
};

static const struct param scandir_params[] = {
    PARAM(struct scandir_args, path, PATH_OR_FD, .flags = PARAM_OPTIONAL, .fallback = FALLBACK_HERE,
          .help = PACKED("the directory, or an open descriptor of one")),
    PARAM(struct scandir_args, follow_symlinks, BOOL, .flags = PARAM_OPTION | PARAM_EXTRA | PARAM_FOLLOW,
          .fallback = FALLBACK_TRUE,
          .help = PACKED("let is_dir, is_file and stat be about the target of a symbolic link")),
    PARAM(struct scandir_args, stat, BOOL, .flags = PARAM_OPTION | PARAM_EXTRA,
          .help = PACKED("the fields of stat_result in each record as well")),
};

static const struct param walk_params[] = {
    PARAM(struct walk_args, top, PATH, .help = PACKED("where to start")),
    PARAM(struct walk_args, topdown, BOOL, .flags = PARAM_OPTIONAL, .fallback = FALLBACK_TRUE,
          .help = PACKED("report a directory before those in it")),
    PARAM(struct walk_args, onerror, TEXT, .flags = PARAM_OPTIONAL, .fallback = FALLBACK_NONE,
          .help = PACKED("a directory that cannot be read: report (None), ignore, raise")),
    PARAM(struct walk_args, followlinks, BOOL, .flags = PARAM_OPTIONAL, .fallback = FALLBACK_FALSE,
          .help = PACKED("enter symbolic links to directories")),
    PARAM(struct walk_args, dir_fd, DIR_FD, .flags = PARAM_OPTION | PARAM_EXTRA, .fallback = FALLBACK_NONE,
          .help = PACKED("a relative top is relative to this directory")),
};

static const struct param fwalk_params[] = {
    PARAM(struct walk_args, top, PATH, .flags = PARAM_OPTIONAL, .fallback = FALLBACK_HERE,
          .help = PACKED("where to start")),
    PARAM(struct walk_args, topdown, BOOL, .flags = PARAM_OPTIONAL, .fallback = FALLBACK_TRUE,
          .help = PACKED("report a directory before those in it")),
    PARAM(struct walk_args, onerror, TEXT, .flags = PARAM_OPTIONAL, .fallback = FALLBACK_NONE,
          .help = PACKED("a directory that cannot be read: report (None), ignore, raise")),
    PARAM_AS("follow_symlinks", struct walk_args, followlinks, BOOL, .flags = PARAM_OPTION | PARAM_FOLLOW,
             .fallback = FALLBACK_FALSE, .help = PACKED("enter symbolic links to directories")),
    PARAM(struct walk_args, dir_fd, DIR_FD, .flags = PARAM_OPTION, .fallback = FALLBACK_NONE,
          .help = PACKED("a relative top is relative to this directory")),
};

#define HOME(name_, summary_, result_, signature_, home_, ...) \
    { \
        .name = (name_), \
        TEXTS(.summary = (summary_), .result = (result_), .signature = (signature_), .home = (home_), __VA_ARGS__), \
        .acts_on = ACTS_ON_PATH, .available = ON_ALL \
    }

static const struct op ops[] = {
    {
        .name = "listdir",
        TEXTS(.summary = "List the names in a directory", .result = "list of names",
              .errors = "ENOENT ENOTDIR EACCES EBADF",
              .note = "The order is arbitrary; a descriptor is read from its beginning, and rewound.",
              .example = "touch a b && xos listdir"),
        .acts_on = ACTS_ON_PATH,
        .available = ON_ALL,
        OP_PARAMS(struct listdir_args, listdir_params),
        .run = run_listdir,
    },
    {
        .name = "scandir",
        TEXTS(.summary = "List the entries of a directory with the data known about each",
              .result = "iterator of DirEntry: name path inode is_dir is_file is_symlink is_junction",
              .errors = "ENOENT ENOTDIR EACCES EBADF",
              .note = "A type costs a system call only for a symbolic link; a link that cannot be followed "
                      "gives no information.",
              .example = "mkdir d && xos scandir --json"),
        .acts_on = ACTS_ON_PATH,
        .available = ON_ALL,
        .flags = OP_STREAM,
        OP_PARAMS(struct scandir_args, scandir_params),
        .run = run_scandir,
    },
    HOME("scandir.close", "Close the iterator and what it holds", "None", "scandir.close()",
         "scandir, which ends by itself"),
    HOME("scandir.__enter__", "Use the iterator in a with statement", "the iterator", "with scandir(path) as it",
         "scandir, which ends by itself"),
    HOME("scandir.__next__", "Give the next entry", "DirEntry", "next(it)", "each record of scandir"),
    HOME("DirEntry", "An entry of a directory, as scandir gives it", "object", "class DirEntry",
         "each record of scandir"),
    HOME("DirEntry.name", "The entry's base name", "str or bytes", "DirEntry.name",
         "the field name of scandir's records"),
    HOME("DirEntry.path", "The directory's path joined with the name", "str or bytes", "DirEntry.path",
         "the field path of scandir's records"),
    HOME("DirEntry.__fspath__", "The path, for use as an argument", "str or bytes", "DirEntry.__fspath__()",
         "the field path of scandir's records"),
    HOME("DirEntry.inode", "The entry's inode number", "int", "DirEntry.inode()",
         "the field inode of scandir's records"),
    HOME("DirEntry.is_dir", "Tell whether the entry is a directory", "bool", "DirEntry.is_dir(*, follow_symlinks=True)",
         "the field is_dir of scandir's records"),
    HOME("DirEntry.is_file", "Tell whether the entry is a regular file", "bool",
         "DirEntry.is_file(*, follow_symlinks=True)", "the field is_file of scandir's records"),
    HOME("DirEntry.is_symlink", "Tell whether the entry is a symbolic link", "bool", "DirEntry.is_symlink()",
         "the field is_symlink of scandir's records"),
    HOME("DirEntry.is_junction", "Tell whether the entry is a junction: false here", "bool", "DirEntry.is_junction()",
         "the field is_junction of scandir's records", .since = "3.12"),
    HOME("DirEntry.stat", "The entry's status", "stat_result", "DirEntry.stat(*, follow_symlinks=True)",
         "the fields of scandir --stat; xwalk --stat"),
    {
        .name = "walk",
        TEXTS(.summary = "Walk a directory tree: one record for each directory",
              .result = "records of dirpath, dirnames and filenames", .errors = "ENOENT ENOTDIR EACCES ELOOP",
              .note = "A directory that cannot be read is reported and the walk goes on, unless onerror is "
                      "ignore or raise. The "
                      "applet xwalk does the same and prints paths.",
              .example = "mkdir -p a/b && xos walk --json a"),
        .acts_on = ACTS_ON_PATH,
        .available = ON_ALL,
        .flags = OP_STREAM,
        OP_PARAMS(struct walk_args, walk_params),
        .run = run_walk,
    },
    {
        .name = "fwalk",
        TEXTS(.summary = "Walk a directory tree as walk does, with a descriptor for each directory",
              .result = "records of dirpath, dirnames, filenames and dirfd", .errors = "ENOENT ENOTDIR EACCES ELOOP",
              .note = "Errors as with walk. dirfd is open only while the walk is in that directory; xwalk --dir-exec "
                      "passes it to a program.",
              .example = "mkdir -p a/b && xos fwalk a"),
        .acts_on = ACTS_ON_PATH,
        .available = ON_UNIX,
        .flags = OP_STREAM,
        OP_PARAMS(struct walk_args, fwalk_params),
        .run = run_fwalk,
    },
};

const struct chapter chapter_dirs = CHAPTER(SECTION_FILES_DIRS, "Directory trees", ops);
