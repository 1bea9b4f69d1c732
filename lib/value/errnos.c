/* SPDX-License-Identifier: MIT */
/* The names, messages, exit statuses and exceptions of errnos. */
#include "value/errnos.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>
#include <sysexits.h>

#include "value/constants.h"
#include "value/errno_list.h"
#include "value/number.h"

#define CODE(name, status, message) {#name, name, NULL},
#define ALIAS(name) {#name, name, NULL},
#define STATUS(name, status, message) status,
#define MESSAGE(name, status, message) message "\0"

/* The errnos of the list, then the second names of some, then those of other systems. */
static const struct constant errno_codes_rows[] = {
    /* clang-format off */
    ERRNO_LIST(CODE)
    ALIAS(EWOULDBLOCK)
    ALIAS(EDEADLOCK)
    ALIAS(ENOTSUP)
    {"EQFULL", 0, "macOS"},
    {"ENOTCAPABLE", 0, "WASI and FreeBSD"},
    {"EAUTH", 0, "BSD and macOS"},
    {"EBADRPC", 0, "BSD and macOS"},
    {"EDEVERR", 0, "macOS"},
    {"EFTYPE", 0, "BSD and macOS"},
    {"ENEEDAUTH", 0, "BSD and macOS"},
    {"ENOATTR", 0, "BSD and macOS"},
    {"ENOPOLICY", 0, "macOS"},
    {"EPROCLIM", 0, "BSD and macOS"},
    {"EPROCUNAVAIL", 0, "BSD and macOS"},
    {"EPROGMISMATCH", 0, "BSD and macOS"},
    {"EPROGUNAVAIL", 0, "BSD and macOS"},
    {"EPWROFF", 0, "macOS"},
    {"ERPCMISMATCH", 0, "BSD and macOS"},
    {"ESHLIBVERS", 0, "macOS"},
    {"EBADARCH", 0, "macOS"},
    {"EBADEXEC", 0, "macOS"},
    {"EBADMACHO", 0, "macOS"},
    {"ELOCKUNMAPPED", 0, "Solaris"},
    /* clang-format on */
};
const struct family errno_codes = {"E*", NULL, errno_codes_rows, sizeof errno_codes_rows / sizeof errno_codes_rows[0]};

static const unsigned char statuses[] = {ERRNO_LIST(STATUS)};
static const char messages[] = ERRNO_LIST(MESSAGE);

_Static_assert(sizeof statuses == ERRNO_COUNT, "ERRNO_COUNT is the length of the list");

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
    return place < ERRNO_COUNT ? errno_codes_rows[place].name : NULL;
}

const char *errno_words(int errnum)
{
    size_t place = place_of(errnum);
    const char *at = messages;

    if (errnum == 0)
        return "Success";
    if (place == ERRNO_COUNT)
        return NULL;
    for (; place > 0; place--)
        at += strlen(at) + 1;
    return at;
}

int errno_status(int errnum)
{
    size_t place = place_of(errnum);

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
