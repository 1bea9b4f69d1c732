/* SPDX-License-Identifier: MIT */
/* Names that other programs use: FOREIGN=OURS, each ended by a semicolon. */
#include "table/foreign.h"

#include "table/registry.h"

static const char options[] =
    "print0=null;zero=null;z=null;cwd=chdir;cwd=directory;"
    "directory=chdir;chdir=directory;work_dir=chdir;workdir=chdir;xdev=one_file_system;"
    "mount=one_file_system;depth=bottom_up;max_procs=jobs;threads=jobs;parallel=jobs;mmin=mtime;cmin=ctime;amin=atime;"
    "nouser=no_owner;nogroup=no_owner;iregex=regex;ls=long;ls=stat;summarize=du;"
    "ignore_environment=clear;ignore_environment=clearenv;user_group=user;no_dereference=no_follow;dereference=follow;"
    "cpu_list=affinity;nodelay=nonblock;recurse=recursive;in_place=output;foreground_process=foreground;";

static const char commands[] =
    "cd=chdir;pwd=getcwd;ls=listdir;find=xwalk;fd=xwalk;tree=xwalk --tree;du=xwalk --du;df=xstat --fs --long;"
    "xargs=xspawn --each;parallel=xspawn --each;timeout=xspawn --timeout;rm=remove;mv=rename;ln=link;touch=utime;"
    "id=xenv --ids;printenv=xenv;export=putenv;unset=unsetenv;ulimit=xenv --limits;nproc=cpu_count;"
    "uuidgen=xurandom --uuid;shuf=xurandom --pick;taskset=xsched;chrt=xsched;ionice=xsched;renice=xsched;"
    "getfattr=xattr-tool get;setfattr=xattr-tool set;attr=xattr-tool;getconf=sysconf;mknod=mknod;chgrp=chown;"
    "chattr=chflags;nohup=xspawn --ignore-signal;setpriv=xspawn;exec=execvp;";

/* Finds the next entry for typed, starting at *at. */
static bool find(const char *table, struct word typed, size_t *at, struct word *ours)
{
    while (table[*at] != '\0') {
        const char *entry = table + *at, *equals = strchr(entry, '='), *end = strchr(equals, ';');
        *at += (size_t)(end + 1 - entry);
        *ours = (struct word){equals + 1, (size_t)(end - equals - 1)};
        if (words_match(typed, (struct word){entry, (size_t)(equals - entry)}))
            return true;
    }
    return false;
}

bool foreign_option(struct word typed, size_t *at, struct word *ours)
{
    return find(options, typed, at, ours);
}

bool foreign_command(struct word typed, struct word *ours)
{
    size_t at = 0;

    return find(commands, typed, &at, ours);
}
