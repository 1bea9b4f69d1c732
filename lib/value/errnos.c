/* SPDX-License-Identifier: MIT */
/* The names, messages, exit statuses and exceptions of errnos. */
#include "value/errnos.h"

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>
#include <sysexits.h>

#include "value/constants.h"
#include "value/errno_list.h"
#include "value/number.h"

#define CODE(name, status, message) {#name, name, 0},
#define ALIAS(name) {#name, name, 0},
#define STATUS(name, status, message) status,
#define MESSAGE(name, status, message) message "\0"

/* The errnos of the list, then the second names of some, then those of other systems. */
static const struct constant errno_codes_rows[] = {
    /* clang-format off */
    ERRNO_LIST(CODE)
    ALIAS(EWOULDBLOCK)
    ALIAS(EDEADLOCK)
    ALIAS(ENOTSUP)
    CONSTANT_ELSEWHERE("EQFULL", "macOS"),
    CONSTANT_ELSEWHERE("ENOTCAPABLE", "WASI and FreeBSD"),
    CONSTANT_ELSEWHERE("EAUTH", "BSD and macOS"),
    CONSTANT_ELSEWHERE("EBADRPC", "BSD and macOS"),
    CONSTANT_ELSEWHERE("EDEVERR", "macOS"),
    CONSTANT_ELSEWHERE("EFTYPE", "BSD and macOS"),
    CONSTANT_ELSEWHERE("ENEEDAUTH", "BSD and macOS"),
    CONSTANT_ELSEWHERE("ENOATTR", "BSD and macOS"),
    CONSTANT_ELSEWHERE("ENOPOLICY", "macOS"),
    CONSTANT_ELSEWHERE("EPROCLIM", "BSD and macOS"),
    CONSTANT_ELSEWHERE("EPROCUNAVAIL", "BSD and macOS"),
    CONSTANT_ELSEWHERE("EPROGMISMATCH", "BSD and macOS"),
    CONSTANT_ELSEWHERE("EPROGUNAVAIL", "BSD and macOS"),
    CONSTANT_ELSEWHERE("EPWROFF", "macOS"),
    CONSTANT_ELSEWHERE("ERPCMISMATCH", "BSD and macOS"),
    CONSTANT_ELSEWHERE("ESHLIBVERS", "macOS"),
    CONSTANT_ELSEWHERE("EBADARCH", "macOS"),
    CONSTANT_ELSEWHERE("EBADEXEC", "macOS"),
    CONSTANT_ELSEWHERE("EBADMACHO", "macOS"),
    CONSTANT_ELSEWHERE("ELOCKUNMAPPED", "Solaris"),
    /* clang-format on */
};
const struct family errno_codes = {"E*", NULL, errno_codes_rows, sizeof errno_codes_rows / sizeof errno_codes_rows[0]};

static const unsigned char statuses[] = {ERRNO_LIST(STATUS)};
static const char messages[] = ERRNO_LIST(MESSAGE);

_Static_assert(sizeof statuses == ERRNO_COUNT, "ERRNO_COUNT is the length of the list");

/* True for EDEADLOCK where it has its own number, as on PowerPC, and so is not in the list. */
static bool is_deadlock(int errnum)
{
    return EDEADLOCK != EDEADLK && errnum == EDEADLOCK;
}

/* The place of errnum in the list; ERRNO_COUNT where it is not there. */
static size_t place_of(int errnum)
{
    size_t place = 0;

    while (place < ERRNO_COUNT && errno_codes_rows[place].value != errnum)
        place++;
    return place;
}

const char *errno_name(int errnum)
{
    size_t place = place_of(errnum);

    if (errnum == ENOTSUP)
        return "ENOTSUP";
    if (is_deadlock(errnum))
        return "EDEADLOCK";
    return place < ERRNO_COUNT ? errno_codes_rows[place].name : NULL;
}

const char *errno_words(int errnum)
{
    size_t place = place_of(errnum);
    const char *at = messages;

    if (errnum == 0)
        return "Success";
    if (is_deadlock(errnum))
        return "File locking deadlock error";
    if (place == ERRNO_COUNT)
        return NULL;
    for (; place > 0; place--)
        at += strlen(at) + 1;
    return at;
}

int errno_status(int errnum)
{
    size_t place = place_of(is_deadlock(errnum) ? EDEADLK : errnum);

    return place < ERRNO_COUNT ? statuses[place] : EX_OSERR;
}

static const struct exception {
    int errnum;
    const char *name;
} exceptions[] = {
    {EPERM, "PermissionError"},           {ENOENT, "FileNotFoundError"},
    {ESRCH, "ProcessLookupError"},        {EINTR, "InterruptedError"},
    {ECHILD, "ChildProcessError"},        {EAGAIN, "BlockingIOError"},
    {EACCES, "PermissionError"},          {EEXIST, "FileExistsError"},
    {ENOTDIR, "NotADirectoryError"},      {EISDIR, "IsADirectoryError"},
    {EPIPE, "BrokenPipeError"},           {ECONNABORTED, "ConnectionAbortedError"},
    {ECONNRESET, "ConnectionResetError"}, {ESHUTDOWN, "BrokenPipeError"},
    {ETIMEDOUT, "TimeoutError"},          {ECONNREFUSED, "ConnectionRefusedError"},
    {EALREADY, "BlockingIOError"},        {EINPROGRESS, "BlockingIOError"},
};

const char *errno_exception(int errnum)
{
    for (size_t i = 0; i < sizeof exceptions / sizeof exceptions[0]; i++)
        if (exceptions[i].errnum == errnum)
            return exceptions[i].name;
    return "OSError";
}

const struct constant *errno_find(struct word name)
{
    name = constant_bare(name);
    for (size_t i = 0; i < errno_codes.count; i++) {
        const char *known = errno_codes_rows[i].name;
        if (strlen(known) == name.size && strncasecmp(known, name.data, name.size) == 0)
            return &errno_codes_rows[i];
    }
    return NULL;
}
