/* SPDX-License-Identifier: MIT */
/* Two processes serve a session: one makes the calls, the other waits for its end and tells xsh about a crash. xsh is
 * the parent of neither, so that no wait of a statement finds them. */
#include "session.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "os/io.h"
#include "os/spawn/wait.h"
#include "value/constants.h"
#include "value/fail.h"

TEXTS_OF(libexec_session);

static struct session session; /* of this process, for the signal handler */

/* Ctrl-C ends the function that runs; between calls, it is for xsh alone. */
static void interrupt(int number)
{
    if (!session.calling)
        return;
    signal(number, SIG_DFL);
    raise(number);
}

static __attribute__((noreturn)) void make_calls(void)
{
    struct sigaction action = {.sa_handler = interrupt, .sa_flags = SA_RESTART};

    sigaction(SIGINT, &action, NULL);
    session.thread = getpid();
    session_serve(&session, NULL);
    exit(0);
}

static void describe_end(int status, struct fail *fail)
{
    const char *name = session.current[0] != '\0' ? session.current : "a function";

    if (WIFSIGNALED(status)) {
        const char *signal_name = constant_name(&signals, WTERMSIG(status));
        fail_words(fail, 128 + WTERMSIG(status), "%s: the call ended with %s", name,
                   signal_name != NULL ? signal_name : "an unknown signal");
    } else
        fail_words(fail, EX_DATAERR, "%s: the call ended the process with status %d", name, WEXITSTATUS(status));
}

static void tell_end(int status)
{
    struct fail fail = {0};
    char buffer[MESSAGE_BUFFER];
    struct out out;

    describe_end(status, &fail);
    message_start(&session, &out, buffer);
    out_open(&out, OUT_RECORD);
    out_name(&out, "error");
    out_open(&out, OUT_RECORD);
    out_field_int(&out, "status", fail.status);
    out_field_text(&out, "text", fail.text);
    out_field_bool(&out, "ended", true);
    out_close(&out);
    out_close(&out);
    message_send(&out);
}

/* Waits until the process has ended, or until xsh is gone or needs no more. */
static void wait_for_end(pid_t pid)
{
    struct pollfd wanted[2] = {{.fd = pidfd_of(pid, 0), .events = POLLIN}, {.fd = session.fd, .events = POLLRDHUP}};

    while (wanted[0].fd >= 0 && poll(wanted, 2, -1) < 0 && errno == EINTR)
        continue;
}

int session_main(int fd, int64_t first)
{
    enum { HIGH = 200 };
    const int64_t patience_ns = 1000000000;
    int high = fcntl(fd, F_DUPFD_CLOEXEC, HIGH), status = 0;

    session.fd = high >= 0 ? high : fd;
    session.first = first;
    item_reader_start(&session.messages, session.fd, '\n');
    session.current = os_reserve_shared(CURRENT_SIZE);
    if (session.current == NULL)
        return EX_OSERR;
    if (high >= 0)
        close(fd);
    pid_t pid = fork();
    if (pid == 0)
        make_calls();
    if (pid < 0)
        return EX_OSERR;
    signal(SIGINT, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
    wait_for_end(pid);
    int result = wait_limited(pid, patience_ns, &status);
    if (result == 0 && (session.current[0] != '\0' || status != 0))
        tell_end(status);
    return 0;
}
