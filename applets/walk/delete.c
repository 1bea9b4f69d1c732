/* SPDX-License-Identifier: MIT */
/* --delete. */
#include "walk/delete.h"

#include <dirent.h>
#include <errno.h>

#include "os/files.h"
#include "walk/confirm.h"

/* True for a top whose last component is "." and which therefore cannot be removed by name. */
static bool is_here(const struct walk_entry *entry)
{
    size_t size;
    const char *name = xwalk_base_name(entry, &size);

    return entry->depth == 0 && size == 1 && *name == '.';
}

int delete_entry(void *context_, struct walk_output *out, const struct walk_entry *entry)
{
    struct xwalk_context *context = context_;
    struct xwalk *walk = context->walk;

    (void)out;
    if (entry->dir_fd == -1 || is_here(entry) || !confirmed(walk, "delete", walk_path(entry)))
        return 0; /* without a descriptor: the failure was reported before */
    int result = entry->type == DT_DIR ? directory_remove(entry->dir_fd, entry->name)
                                       : file_remove(entry->dir_fd, entry->name);
    if (result == 0 || (result == -ENOENT && walk->args->race_ok))
        return 0;
    return xwalk_fail(context, walk_path(entry), -result);
}
