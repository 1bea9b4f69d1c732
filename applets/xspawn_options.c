/* xspawn: options into what lib/os takes. */
#include "xspawn.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "cli/number.h"
#include "os/retry.h"
#include "os/wait.h"

bool xspawn_duration(const char *text, int64_t *ns)
{
    static const struct { const char *name; int64_t ns; } units[] = {
        {"", 1000000000}, {"s", 1000000000}, {"ms", 1000000}, {"us", 1000}, {"ns", 1},
        {"m", INT64_C(60000000000)}, {"h", INT64_C(3600000000000)}, {"d", INT64_C(86400000000000)},
    };
    size_t digits = strspn(text, "0123456789.");
    const char *unit = text + digits;
    int64_t whole = 0, part = 0, scale;
    bool any = false, point = false;

    *ns = 0;
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (strcmp(unit, units[i].name) == 0)
            *ns = units[i].ns;
    scale = *ns;
    for (const char *at = text; at < unit; at++) {
        if (*at == '.' && point)
            return false;
        any |= *at != '.';
        if (*at == '.')
            point = true;
        else if (point) {
            part += (*at - '0') * (scale / 10);
            scale /= 10;
        } else if (__builtin_mul_overflow(whole, 10, &whole) || __builtin_add_overflow(whole, *at - '0', &whole))
            return false;
    }
    return any && *ns != 0 && !__builtin_mul_overflow(whole, *ns, ns) && !__builtin_add_overflow(*ns, part, ns);
}

static int read_duration(struct xspawn *xspawn, const char *option, const char *text, int64_t fallback, int64_t *ns)
{
    *ns = fallback;
    if (text != NULL && !xspawn_duration(text, ns))
        return fail_usage(xspawn->call->fail, "%s: '%.200s' is not a duration (1.5, 200ms, 3m)", option, text);
    return 0;
}

static void *memory(struct xspawn *xspawn, size_t size)
{
    void *taken = arena_alloc(xspawn->call->arena, size);

    if (taken == NULL)
        fail_errno(xspawn->call->fail, ENOMEM, NULL, NULL);
    return taken;
}

static void unset(char **environment, size_t *count, struct word name)
{
    size_t kept = 0;

    for (size_t i = 0; i < *count; i++)
        if (strncmp(environment[i], name.data, name.size) != 0 || environment[i][name.size] != '=')
            environment[kept++] = environment[i];
    *count = kept;
}

/* The caller's environment, or none, with each --env and --unsetenv applied in the order given. */
static int read_environment(struct xspawn *xspawn)
{
    const struct xspawn_args *args = xspawn->args;
    size_t count = 0;

    xspawn->spawn.program.envp = environ;
    if (!args->clearenv && args->variables.count == 0)
        return 0;
    while (!args->clearenv && environ[count] != NULL)
        count++;
    char **environment = memory(xspawn, (count + args->variables.count + 1) * sizeof *environment);
    if (environment == NULL)
        return -1;
    memcpy(environment, environ, count * sizeof *environment);
    for (size_t i = 0; i < args->variables.count; i++) {
        const struct occurrence *use = &args->variables.items[i];
        const char *equals = strchr(use->value.data, '=');
        bool sets = strcmp(use->param->name, "env") == 0;
        if (use->value.size == 0 || equals == use->value.data || sets != (equals != NULL))
            return fail_usage(xspawn->call->fail, "%s: '%.200s' is not %s", use->param->name, use->value.data,
                              sets ? "NAME=VALUE" : "the name of a variable");
        if (sets)
            environment_put(environment, &count, (char *)use->value.data);
        else
            unset(environment, &count, use->value);
    }
    environment[count] = NULL;
    xspawn->spawn.program.envp = environment;
    return 0;
}

static int read_program(struct xspawn *xspawn)
{
    const struct xspawn_args *args = xspawn->args;

    if (args->prog.count == 0)
        return fail_usage(xspawn->call->fail, "missing argument: prog");
    if (args->prog.items[0].size == 0)
        return fail_errno(xspawn->call->fail, ENOENT, NULL, NULL);
    char **argv = argv_build(xspawn->call, args->prog);
    if (argv == NULL)
        return -1;
    xspawn->spawn.program.file = argv[0];
    xspawn->spawn.program.search = program_path(environ);
    if (args->argv0 != NULL)
        argv[0] = (char *)args->argv0;
    xspawn->spawn.program.argv = argv;
    return 0;
}

static int namespace_flag(struct word name)
{
    static const struct { const char *name; int flag; } namespaces[] = {
        {"user", 0x10000000}, {"mnt", 0x20000}, {"mount", 0x20000}, {"pid", 0x20000000}, {"net", 0x40000000},
        {"ipc", 0x8000000}, {"uts", 0x4000000}, {"cgroup", 0x2000000}, {"time", 0x80},
    };

    for (size_t i = 0; i < sizeof namespaces / sizeof namespaces[0]; i++)
        if (word_is(name, namespaces[i].name))
            return namespaces[i].flag;
    const struct constant *constant = name.size > 9 && memcmp(name.data, "CLONE_NEW", 9) == 0 ? family_find(&clone_flags, name) : NULL;
    return constant != NULL ? (int)constant->value : 0;
}

static int read_namespaces(struct xspawn *xspawn, const char *option, struct word list, int *flags)
{
    for (const char *at = list.data, *end = list.data + list.size; at <= end;) {
        const char *comma = memchr(at, ',', (size_t)(end - at)), *stop = comma != NULL ? comma : end;
        struct word name = {at, (size_t)(stop - at)};
        int flag = namespace_flag(name);
        if (flag == 0)
            return fail_usage(xspawn->call->fail, "%s: '%.*s' is not a namespace (user mnt pid net ipc uts cgroup time)", option,
                              (int)(name.size > 200 ? 200 : name.size), name.data);
        *flags |= flag;
        at = stop + 1;
    }
    return 0;
}

static struct spawn_step *add_step(struct xspawn *xspawn, enum spawn_kind kind)
{
    struct spawn_step *step = &xspawn->steps[xspawn->spawn.count++];

    *step = (struct spawn_step){.kind = kind};
    return step;
}

enum { NEW_PID = 0x20000000, NEW_TIME = 0x80, NEW_USER = 0x10000000 };

/* A namespace that only processes to come can be in: this process enters it for them. */
static int enter(struct xspawn *xspawn, int fd, int flags, const char *text)
{
    struct spawn_step *step;

    if ((flags & NEW_PID) != 0 && syscall(SYS_setns, fd, NEW_PID) < 0) {
        xspawn->call->fail->op = "setns";
        return fail_errno(xspawn->call->fail, errno, text, NULL);
    }
    if (flags != NEW_PID) {
        step = add_step(xspawn, SPAWN_SETNS);
        step->fd = fd;
        step->number = flags & ~NEW_PID;
        step->path = text;
    }
    return 0;
}

static int open_namespace(struct xspawn *xspawn, const char *path)
{
    enum { GET_TYPE = 0xb703 }; /* NS_GET_NSTYPE of ioctl_ns(2) */
    bool is_fd = strncmp(path, "fd:", 3) == 0;
    int fd;

    if (is_fd && !spawn_read_fd(word_of(path + 3), &fd))
        return fail_usage(xspawn->call->fail, "setns: '%.200s' is not a descriptor", path);
    xspawn->call->fail->op = "setns";
    if (!is_fd && (fd = (int)OS_RETRY(open(path, O_RDONLY | O_CLOEXEC))) < 0)
        return fail_errno(xspawn->call->fail, -fd, path, NULL);
    int type = ioctl(fd, GET_TYPE);
    if (type < 0)
        return fail_errno(xspawn->call->fail, errno == ENOTTY ? EINVAL : errno, path, NULL);
    return enter(xspawn, fd, type, path);
}

/* NAME[,NAME...]:PID, a namespace's file, or fd:N. */
static int read_setns(struct xspawn *xspawn, struct word word)
{
    const char *colon = memrchr(word.data, ':', word.size);
    struct number number;
    int64_t pid;
    int flags = 0;

    if (memchr(word.data, '/', word.size) != NULL || strncmp(word.data, "fd:", 3) == 0)
        return open_namespace(xspawn, word.data);
    if (colon == NULL || !number_read(word_of(colon + 1), 10, &number) || !number_to_int64(number, 1, INT_MAX, &pid))
        return fail_usage(xspawn->call->fail, "setns: '%.200s' is not NAME:PID, a file of /proc/PID/ns or fd:N", word.data);
    if (read_namespaces(xspawn, "setns", (struct word){word.data, (size_t)(colon - word.data)}, &flags) < 0)
        return -1;
    int pidfd = pidfd_of((pid_t)pid, 0);
    if (pidfd < 0) {
        xspawn->call->fail->op = "setns";
        return fail_errno(xspawn->call->fail, -pidfd, word.data, NULL);
    }
    return enter(xspawn, pidfd, flags, word.data);
}

static int read_id(struct xspawn *xspawn, const char *option, const char *text, unsigned *id)
{
    struct number number;
    int64_t value;

    if (strcmp(text, "root") == 0) {
        *id = 0;
        return 0;
    }
    if (!number_read(word_of(text), 10, &number) || !number_to_int64(number, 0, UINT32_MAX - 1, &value))
        return fail_usage(xspawn->call->fail, "%s: '%.200s' is not an id", option, text);
    *id = (unsigned)value;
    return 0;
}

static int add_map(struct xspawn *xspawn, const char *path, unsigned inside, unsigned outside)
{
    char *text = memory(xspawn, 3 * NUMBER_ROOM);

    if (text == NULL)
        return -1;
    size_t used = uint_write(text, inside);
    text[used++] = ' ';
    used += uint_write(text + used, outside);
    memcpy(text + used, " 1", 3);
    struct spawn_step *step = add_step(xspawn, SPAWN_WRITE);
    step->path = path;
    step->text = text;
    return 0;
}

/* One user and one group of the new namespace stand for the caller's; groups are not to be dropped in it. */
static int read_maps(struct xspawn *xspawn)
{
    const struct xspawn_args *args = xspawn->args;
    const char *user = args->map_user != NULL ? args->map_user : args->map_group;
    const char *group = args->map_group != NULL ? args->map_group : args->map_user;
    unsigned uid = 0, gid = 0;

    if (user == NULL)
        return 0;
    if (read_id(xspawn, "map_user", user, &uid) < 0 || read_id(xspawn, "map_group", group, &gid) < 0)
        return -1;
    xspawn->spawn.namespaces |= NEW_USER;
    if (add_map(xspawn, "/proc/self/uid_map", uid, geteuid()) < 0)
        return -1;
    struct spawn_step *step = add_step(xspawn, SPAWN_WRITE);
    step->path = "/proc/self/setgroups";
    step->text = "deny";
    return add_map(xspawn, "/proc/self/gid_map", gid, getegid());
}

static int read_new_namespaces(struct xspawn *xspawn)
{
    int flags = 0;

    if (xspawn->args->unshare != NULL && read_namespaces(xspawn, "unshare", word_of(xspawn->args->unshare), &flags) < 0)
        return -1;
    xspawn->spawn.namespaces = flags & ~NEW_TIME;
    if (read_maps(xspawn) < 0)
        return -1;
    if (flags & NEW_TIME)
        add_step(xspawn, SPAWN_UNSHARE)->number = NEW_TIME;
    return 0;
}

/* The terminal that the program is to have the foreground of: none is no failure, there is nothing to keep then. */
static int read_foreground(struct xspawn *xspawn)
{
    const struct xspawn_args *args = xspawn->args;

    xspawn->terminal = -1;
    if (!args->foreground)
        return 0;
    if (args->pty || args->options.setsid || args->options.setpgroup.given)
        return fail_usage(xspawn->call->fail, "--foreground excludes --pty, --setsid and --setpgroup");
    xspawn->terminal = isatty(STDIN_FILENO) ? STDIN_FILENO : open("/dev/tty", O_RDWR | O_CLOEXEC);
    if (xspawn->terminal < 0)
        return 0;
    add_step(xspawn, SPAWN_SETPGROUP);
    add_step(xspawn, SPAWN_FOREGROUND)->fd = xspawn->terminal;
    return 0;
}

/* Where the report goes is open before anything is started, and not the program's to write to. */
static int open_report(struct xspawn *xspawn)
{
    const struct xspawn_args *args = xspawn->args;
    struct call *call = xspawn->call;

    xspawn->report_fd = -1;
    if (args->report != NULL && args->status_fd.data != NULL)
        return fail_usage(call->fail, "--report and --status-fd exclude each other");
    if (args->report != NULL) {
        xspawn->report_fd = OS_RETRY(open(args->report, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
        return xspawn->report_fd < 0 ? fail_errno(call->fail, -xspawn->report_fd, args->report, NULL) : 0;
    }
    if (args->status_fd.data == NULL)
        return 0;
    if (!spawn_read_fd(args->status_fd, &xspawn->report_fd))
        return fail_usage(call->fail, "status_fd: '%.200s' is not a descriptor", args->status_fd.data);
    if (xspawn->report_fd >= 0 && xspawn->report_fd < 3 && (call->closed_streams & 1u << xspawn->report_fd))
        xspawn->report_fd = -1;
    int flags = fcntl(xspawn->report_fd, F_GETFD);
    if (flags < 0)
        return fail_errno(call->fail, errno, "status descriptor", NULL);
    return xspawn->report_fd > 2 && fcntl(xspawn->report_fd, F_SETFD, flags | FD_CLOEXEC) < 0
               ? fail_errno(call->fail, errno, "status descriptor", NULL) : 0;
}

/* What happens in the child: terminal, namespaces and foreground, then the options' steps, the lifeline last, since a
 * change of ids would cut it. */
static int read_steps(struct xspawn *xspawn)
{
    const struct xspawn_args *args = xspawn->args;
    struct spawn *spawn = &xspawn->spawn;

    xspawn->steps = memory(xspawn, (XSPAWN_ROOM + args->setns.count) * sizeof *xspawn->steps);
    if (xspawn->steps == NULL)
        return -1;
    spawn->count = args->pty;
    for (size_t i = 0; i < args->setns.count; i++)
        if (read_setns(xspawn, args->setns.items[i].value) < 0)
            return -1;
    if (read_new_namespaces(xspawn) < 0 || read_foreground(xspawn) < 0)
        return -1;
    spawn->steps = xspawn->steps;
    xspawn->steps = spawn_options_read(xspawn->call, &args->options, spawn);
    if (xspawn->steps == NULL)
        return -1;
    if (args->die_with_parent)
        xspawn->lifeline = add_step(xspawn, SPAWN_LIFELINE);
    return 0;
}

static int check(struct xspawn *xspawn)
{
    const struct xspawn_args *args = xspawn->args;
    struct fail *fail = xspawn->call->fail;

    if (args->nowait && (args->timeout != NULL || args->pty || args->foreground || args->each != NULL || args->die_with_parent))
        return fail_usage(fail, "--nowait excludes --timeout, --pty, --foreground, --die-with-parent and --each");
    if (args->each != NULL && (args->pty || args->foreground))
        return fail_usage(fail, "--each excludes --pty and --foreground");
    if (args->jobs < 1)
        return fail_usage(fail, "jobs: '%d' is not at least 1", args->jobs);
    return 0;
}

int xspawn_read(struct xspawn *xspawn)
{
    const struct xspawn_args *args = xspawn->args;
    enum { KILL_AFTER_S = 5 };

    if (check(xspawn) < 0 || read_program(xspawn) < 0 || read_environment(xspawn) < 0 ||
        read_duration(xspawn, "timeout", args->timeout, 0, &xspawn->timeout_ns) < 0 ||
        read_duration(xspawn, "kill_after", args->kill_after, KILL_AFTER_S * INT64_C(1000000000), &xspawn->kill_after_ns) < 0)
        return -1;
    xspawn->supervised = xspawn->timeout_ns > 0 || args->die_with_parent;
    return read_steps(xspawn) < 0 || open_report(xspawn) < 0 ? -1 : 0;
}
