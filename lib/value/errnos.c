/* SPDX-License-Identifier: MIT */
/* The names, messages, exit statuses and exceptions of errnos. */
#include "value/errnos.h"

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>
#include <sysexits.h>

#include "value/constant_rows.h"
#include "value/errno_list.h"
#include "value/number.h"

#define NAME(name, status, message) #name "\0"
#define CODE(name, status, message) name,
#define STATUS(name, status, message) status,
#define MESSAGE(name, status, message) message "\0"

/* clang-format off */
/* The second names of some, then the errnos of other systems. */
#define ERRNO_OTHERS(HERE, VALUE, ELSEWHERE) \
    HERE(EWOULDBLOCK) HERE(EDEADLOCK) HERE(ENOTSUP) ELSEWHERE("EQFULL", "macOS") \
    ELSEWHERE("ENOTCAPABLE", "WASI and FreeBSD") ELSEWHERE("EAUTH", "BSD and macOS") \
    ELSEWHERE("EBADRPC", "BSD and macOS") ELSEWHERE("EDEVERR", "macOS") ELSEWHERE("EFTYPE", "BSD and macOS") \
    ELSEWHERE("ENEEDAUTH", "BSD and macOS") ELSEWHERE("ENOATTR", "BSD and macOS") ELSEWHERE("ENOPOLICY", "macOS") \
    ELSEWHERE("EPROCLIM", "BSD and macOS") ELSEWHERE("EPROCUNAVAIL", "BSD and macOS") \
    ELSEWHERE("EPROGMISMATCH", "BSD and macOS") ELSEWHERE("EPROGUNAVAIL", "BSD and macOS") \
    ELSEWHERE("EPWROFF", "macOS") ELSEWHERE("ERPCMISMATCH", "BSD and macOS") ELSEWHERE("ESHLIBVERS", "macOS") \
    ELSEWHERE("EBADARCH", "macOS") ELSEWHERE("EBADEXEC", "macOS") ELSEWHERE("EBADMACHO", "macOS") \
    ELSEWHERE("ELOCKUNMAPPED", "Solaris")
/* clang-format on */

static const uint32_t codes[] = {ERRNO_LIST(CODE)
                                     ERRNO_OTHERS(CONSTANT_VALUE_HERE, CONSTANT_VALUE_VALUE, CONSTANT_VALUE_ELSEWHERE)};
const struct family errno_codes = {
    "E*", NULL, ERRNO_LIST(NAME) ERRNO_OTHERS(CONSTANT_NAME_HERE, CONSTANT_NAME_VALUE, CONSTANT_NAME_ELSEWHERE), codes,
    sizeof codes / sizeof codes[0]};

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

    while (place < ERRNO_COUNT && codes[place] != (uint32_t)errnum)
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
    return place < ERRNO_COUNT ? family_at(&errno_codes, place).name : NULL;
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

bool errno_find(struct word name, struct constant *constant)
{
    name = constant_bare(name);
    *constant = (struct constant){0};
    while (constant_next(&errno_codes, constant))
        if (strlen(constant->name) == name.size && strncasecmp(constant->name, name.data, name.size) == 0)
            return true;
    return false;
}
