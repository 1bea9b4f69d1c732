/* Files and directories. */
#include "ops/files.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "ops/chapters.h"

int path_base(const struct path *path, int dir_fd)
{
    return path->name != NULL ? dir_fd : path->fd;
}

int path_check(struct call *call, const struct path *path, int dir_fd, bool follow)
{
    if (path->name != NULL || (dir_fd == AT_FDCWD && follow))
        return 0;
    return fail_usage(call->fail, "%s says nothing beside a descriptor", follow ? "--dir-fd" : "--no-follow-symlinks");
}

mode_t current_umask(void)
{
    mode_t mask = umask(0777);

    umask(mask);
    return mask;
}

int mode_for_new(struct call *call, const struct mode *mode, mode_t base, bool directory, mode_t *result)
{
    if (mode_apply(mode, base, directory, mode->symbolic != NULL ? current_umask() : 0, result))
        return 0;
    return fail_usage(call->fail, "'%s' is not a mode", mode->symbolic);
}

static const struct op ops[] = {};

const struct chapter chapter_files = CHAPTER("files-dirs", "Files and directories", ops);
