/* SPDX-License-Identifier: MIT */
/* Asking getent(1). */
#include "os/getent.h"

#include <errno.h>

#ifdef __GLIBC__ /* asks all sources itself */

int getent_start(struct getent *getent, const char *database, const char *key)
{
    (void)getent, (void)database, (void)key;
    return -ENOENT;
}

void getent_end(struct getent *getent)
{
    (void)getent;
}

int getent_find(struct names *names, bool group, const char *name, uint32_t id, struct account *account)
{
    (void)names, (void)group, (void)name, (void)id, (void)account;
    return -ENOENT;
}

void names_clear(struct names *names)
{
    (void)names;
}

int getent_groups(const char *user, gid_t gid, size_t count, gid_t *groups)
{
    (void)user, (void)gid, (void)count, (void)groups;
    return -ENOENT;
}

#else

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

#include "os/decimal.h"
#include "os/io.h"
#include "os/retry.h"
#include "os/spawn/exec.h"
#include "os/spawn/popen.h"
#include "os/spawn/wait.h"

struct answer {
    struct answer *next;
    bool group, by_name, found;
    struct account key, account; /* what was asked for: a name or an id; and what was found */
};

/* True if the line after "database:" names more than files. */
static bool has_other_source(const char *at)
{
    for (;;) {
        at += strspn(at, " \t");
        size_t size = strcspn(at, " \t\n#");
        if (size != 5 || memcmp(at, "files", 5) != 0)
            return size > 0;
        at += size;
    }
}

static bool is_elsewhere(const char *database)
{
    char text[8192];
    size_t name_size = strlen(database);
    int fd = OS_RETRY(openat(AT_FDCWD, "/etc/nsswitch.conf", O_RDONLY | O_CLOEXEC));
    ssize_t size = fd >= 0 ? os_read_all(fd, text, sizeof text - 1) : -1;

    if (fd >= 0)
        close(fd);
    text[size > 0 ? size : 0] = '\0';
    for (const char *line = text, *end; *line != '\0'; line = end + (*end != '\0')) {
        end = line + strcspn(line, "\n");
        line += strspn(line, " \t");
        if (strncmp(line, database, name_size) == 0 && line[name_size] == ':')
            return has_other_source(line + name_size + 1);
    }
    return false;
}

static int start(struct getent *getent, const char *database, const char *key)
{
    char *argv[] = {(char *)"getent", (char *)database, (char *)key, NULL};
    struct program program = {.file = argv[0], .search = program_path(environ), .argv = argv, .envp = environ};
    struct popen popen;

    if (popen_program(&popen, &program, true) < 0)
        return -ENOENT;
    getent->pid = popen.pid;
    getent->answer = fdopen(popen.fd, "r");
    if (getent->answer != NULL)
        return 0;
    close(popen.fd);
    wait_process(popen.pid, 0, NULL, NULL);
    return -ENOENT;
}

int getent_start(struct getent *getent, const char *database, const char *key)
{
    if (getauxval(AT_SECURE) != 0 || (key != NULL && (*key == '-' || *key == '\0')) || !is_elsewhere(database))
        return -ENOENT;
    return start(getent, database, key);
}

void getent_end(struct getent *getent)
{
    fclose(getent->answer);
    wait_process(getent->pid, 0, NULL, NULL);
}

/* An account by another key than the one asked for is no answer: getent takes a name of digits as an id. */
static void ask(struct answer *answer)
{
    char number[16];
    struct getent getent;

    put_decimal(number, answer->key.id);
    if (getent_start(&getent, answer->group ? "group" : "passwd", answer->by_name ? answer->key.name : number) < 0)
        return;
    errno = 0;
    int result = answer->group ? account_of_group(fgetgrent(getent.answer), &answer->account)
                               : account_of_user(fgetpwent(getent.answer), &answer->account);
    getent_end(&getent);
    answer->found = result == 0 && (answer->by_name ? strcmp(answer->account.name, answer->key.name) == 0
                                                    : answer->account.id == answer->key.id);
}

/* True if answer says which account has the name or, if that is NULL, the id. */
static bool answers(const struct answer *answer, bool group, const char *name, uint32_t id)
{
    if (answer->group != group)
        return false;
    if (name == NULL)
        return !answer->by_name && answer->key.id == id;
    return strcmp(answer->by_name ? answer->key.name : answer->account.name, name) == 0;
}

/* Asks, and remembers the answer. NULL if memory is out. */
static struct answer *learn(struct names *names, bool group, const char *name, uint32_t id)
{
    struct answer *answer = calloc(1, sizeof *answer);

    if (answer == NULL)
        return NULL;
    answer->group = group;
    answer->by_name = name != NULL;
    answer->key.id = id;
    if (name != NULL)
        strcpy(answer->key.name, name);
    ask(answer);
    answer->next = names->answers;
    return names->answers = answer;
}

int getent_find(struct names *names, bool group, const char *name, uint32_t id, struct account *account)
{
    struct names own = {0}, *all = names != NULL ? names : &own;
    struct answer **at = &all->answers, *answer;

    if (name != NULL && strlen(name) >= NAME_ROOM)
        return -ENOENT;
    while ((answer = *at) != NULL && !answers(answer, group, name, id))
        at = &answer->next;
    if (answer != NULL) { /* to the front */
        *at = answer->next;
        answer->next = all->answers;
        all->answers = answer;
    } else if ((answer = learn(all, group, name, id)) == NULL)
        return -ENOENT;
    bool found = answer->found;
    *account = answer->account;
    names_clear(&own);
    return found ? 0 : -ENOENT;
}

void names_clear(struct names *names)
{
    for (struct answer *answer; (answer = names->answers) != NULL; free(answer))
        names->answers = answer->next;
}

/* The numbers after the name, and gid once. */
static size_t take_groups(const char *line, gid_t gid, size_t count, gid_t *groups)
{
    size_t found = 0;

    if (found < count)
        groups[found] = gid;
    found++;
    for (const char *at = line + strcspn(line, " "); *(at += strspn(at, " ")) >= '0' && *at <= '9';) {
        gid_t group = 0;
        while (*at >= '0' && *at <= '9')
            group = group * 10 + (gid_t)(*at++ - '0');
        if (group == gid)
            continue;
        if (found < count)
            groups[found] = group;
        found++;
    }
    return found;
}

int getent_groups(const char *user, gid_t gid, size_t count, gid_t *groups)
{
    struct getent getent;
    char *line = NULL;
    size_t size = 0;
    int result = -ENOENT;

    if (getauxval(AT_SECURE) != 0 || *user == '-' || !(is_elsewhere("initgroups") || is_elsewhere("group")) ||
        start(&getent, "initgroups", user) < 0)
        return -ENOENT;
    if (getline(&line, &size, getent.answer) > 0)
        result = (int)take_groups(line, gid, count, groups);
    free(line);
    getent_end(&getent);
    return result;
}

#endif
