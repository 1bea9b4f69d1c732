/* SPDX-License-Identifier: MIT */
/* Failures: recorded (contract, section 5). */
#include "value/fail.h"

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <sysexits.h>

#include "os/retry.h"
#include "value/errnos.h"
#include "value/texts.h"

int fail_errno(struct fail *fail, int errnum, const char *path, const char *path2)
{
    bool no_proc = errnum == OS_NO_PROC;

    fail->errnum = no_proc ? ENOENT : errnum;
    fail->status = no_proc ? EX_OSFILE : errno_status(errnum);
    fail->path = no_proc ? "/proc" : path;
    fail->path2 = no_proc ? NULL : path2;
    fail->text[0] = '\0';
    return -1;
}

int fail_no_memory(struct fail *fail)
{
    return fail_errno(fail, ENOMEM, NULL, NULL);
}

int fail_process(struct fail *fail, int errnum, const char *path)
{
    fail_errno(fail, errnum, path, NULL);
    if (errnum == EAGAIN)
        fail->status = EX_OSERR;
    return -1;
}

static void begin(struct fail *fail, int status)
{
    fail->errnum = 0;
    fail->status = status;
    fail->path = fail->path2 = NULL;
}

int fail_words_message(struct fail *fail, int status, message_text message, ...)
{
    va_list args;

    begin(fail, status);
    va_start(args, message);
    message_format(fail->text, sizeof fail->text, message, args);
    va_end(args);
    return -1;
}

int fail_usage_message(struct fail *fail, message_text message, ...)
{
    va_list args;

    begin(fail, EX_USAGE);
    va_start(args, message);
    message_format(fail->text, sizeof fail->text, message, args);
    va_end(args);
    return -1;
}

void fail_clear(struct fail *fail)
{
    fail->status = fail->errnum = 0;
    fail->step = fail->path = fail->path2 = NULL;
    fail->row = false;
    fail->text[0] = '\0';
}
