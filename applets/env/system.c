/* SPDX-License-Identifier: MIT */
/* xenv's information besides the environment: where programs are searched, and configuration values of the system. */
#include "env/xenv.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "ops/shared/records.h"
#include "ops/shared/sysinfo.h"
#include "os/spawn/exec.h"
#include "os/ids.h"
#include "os/names.h"
#include "os/process.h"
#include "os/status.h"

TEXTS_OF(env_system);

/* Finds a name of the family, with or without SC_ or CS_. False if it is unknown. */
static bool find_name(const struct family *family, struct word name, struct constant *constant)
{
    const size_t prefix = 3;

    *constant = (struct constant){0};
    while (constant_next(family, constant))
        if (word_is(name, constant->name) || word_is(name, constant->name + prefix))
            return true;
    return false;
}

static int write_conf(struct call *call, const struct family *family, int name)
{
    return family == &sysconf_names ? sysinfo_sysconf(call, name) : sysinfo_confstr(call, name);
}

/* Writes all names with a value; None for one that the system refuses. */
static void write_all_conf(struct call *call, const struct family *family)
{
    out_open(call->out, OUT_RECORD);
    for (struct constant constant = {0}; constant_next(family, &constant);) {
        out_name(call->out, constant.name);
        if (write_conf(call, family, (int)constant.value) < 0) {
            out_none(call->out);
            fail_clear(call->fail);
        }
    }
    out_close(call->out);
}

int xenv_conf(struct call *call, const struct family *family, struct words names, const size_t *places)
{
    call->fail->op = family == &sysconf_names ? "sysconf" : "confstr";
    if (names.count == 0) {
        write_all_conf(call, family);
        return 0;
    }
    struct constant name;
    for (size_t i = 0; i < names.count; i++) {
        set_place(call, places, i);
        if (!find_name(family, names.items[i], &name))
            return fail_usage(call->fail, "unknown name '%.200s' (xos const %s lists them)", names.items[i].data,
                              family->name);
    }
    if (names.count > 1)
        out_open(call->out, OUT_RECORD);
    for (size_t i = 0; i < names.count; i++) {
        find_name(family, names.items[i], &name);
        set_place(call, places, i);
        out_name(call->out, name.name);
        if (write_conf(call, family, (int)name.value) == 0)
            continue;
        if (names.count > 1)
            out_none(call->out);
        call_report(call);
    }
    call->fail->item = 0;
    if (names.count > 1)
        out_close(call->out);
    return 0;
}

struct file {
    struct path path;
};

/* Writes the limits of a file, or only one of them. -1 is a value; None means that the file has no such limit. */
static int write_limits(struct call *call, struct word operand, const struct constant *only, bool named)
{
    static const struct param param = PARAM(struct file, path, PATH_OR_FD);
    struct parsing parsing = {.arena = call->arena, .fail = call->fail, .closed_streams = call->closed_streams};
    struct status exists;
    struct file file;

    if (kind_parse(&parsing, &param, operand, &file) < 0)
        return -1;
    if (only != NULL && !named)
        return path_limit_value(call, file.path.name, file.path.fd, (int)only->value);
    int dir_fd = file.path.name != NULL ? AT_FDCWD : file.path.fd;
    int result = status_get(dir_fd, file.path.name, 0, STATUS_TYPE, &exists);
    if (result < 0)
        return fail_errno(call->fail, -result, operand.data, NULL);
    out_open(call->out, OUT_RECORD);
    if (named)
        out_field_text(call->out, "path", operand.data);
    for (struct constant name = {0}; constant_next(&pathconf_names, &name);) {
        int64_t value;
        if (only != NULL && only->place != name.place)
            continue;
        out_name(call->out, name.name);
        if (path_limit(dir_fd, file.path.name, 0, (int)name.value, &value) < 0)
            out_none(call->out);
        else
            out_int(call->out, value);
    }
    out_close(call->out);
    return 0;
}

int xenv_pathconf(struct call *call, struct words paths, const size_t *places)
{
    struct constant limit;
    const struct constant *only = paths.count > 0 && family_find(&pathconf_names, paths.items[0], &limit) ? &limit
                                                                                                          : NULL;
    const struct word here = word_of(".");

    call->fail->op = "pathconf";
    if (only != NULL) {
        paths = (struct words){paths.count - 1, paths.items + 1};
        places = places != NULL ? places + 1 : NULL;
    }
    if (paths.count == 1)
        set_place(call, places, 0);
    if (paths.count <= 1)
        return write_limits(call, paths.count > 0 ? paths.items[0] : here, only, false);
    out_open(call->out, OUT_STREAM);
    for (size_t i = 0; i < paths.count; i++) {
        set_place(call, places, i);
        if (write_limits(call, paths.items[i], only, true) < 0)
            call_report(call);
    }
    call->fail->item = 0;
    out_close(call->out);
    return 0;
}

/* Writes the path where execvp would find name. */
static int write_found(struct call *call, const char *name)
{
    const char *at = strchr(name, '/') == NULL ? program_path(environ) : "", *colon;
    int errnum = ENOENT;

    for (; at != NULL; at = *colon == ':' ? colon + 1 : NULL) {
        struct status status;
        colon = at + strcspn(at, ":");
        size_t folder = (size_t)(colon - at), size = strlen(name);
        char *path = arena_alloc(call->arena, folder + size + 2);
        if (path == NULL)
            return fail_no_memory(call->fail);
        memcpy(path, at, folder);
        path[folder] = '/';
        memcpy(path + (folder > 0 ? folder + 1 : 0), name, size);
        if (status_get(AT_FDCWD, path, 0, STATUS_TYPE, &status) < 0 || S_ISDIR(status.mode))
            continue;
        if (access_check(AT_FDCWD, path, X_OK, AT_EACCESS) == 0) {
            out_text(call->out, path);
            return 0;
        }
        errnum = EACCES;
    }
    return fail_errno(call->fail, errnum, name, NULL);
}

int xenv_exec_path(struct call *call, struct words names, const size_t *places)
{
    call->fail->op = "get_exec_path";
    if (names.count > 1)
        out_open(call->out, OUT_STREAM);
    for (size_t i = 0; i < names.count; i++) {
        set_place(call, places, i);
        if (write_found(call, names.items[i].data) < 0)
            call_report(call);
    }
    call->fail->item = 0;
    if (names.count > 1)
        out_close(call->out);
    return 0;
}
