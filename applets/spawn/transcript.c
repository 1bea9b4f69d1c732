/* SPDX-License-Identifier: MIT */
/* xspawn --transcript: what a program writes on its pseudo-terminal, with times, in asciinema's format: asciicast v2.
 */
#include "spawn/xspawn.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include "os/deadline.h"
#include "os/fd.h"
#include "os/output.h"

/* The bytes at the end of data that are an incomplete UTF-8 character. */
static size_t unfinished(const char *data, size_t size)
{
    for (size_t back = 1; back <= 3 && back <= size; back++) {
        unsigned char byte = (unsigned char)data[size - back];
        if (byte >= 0xc0)
            return back < (byte >= 0xf0 ? 4u : byte >= 0xe0 ? 3u : 2u) ? back : 0;
        if (byte < 0x80)
            return 0;
    }
    return 0;
}

static void write_event(struct transcript *transcript, const char *data, size_t size)
{
    struct out *out = &transcript->out;

    out_open(out, OUT_LIST);
    out_decimal(out, (deadline_now() - transcript->started_ns) / 1000, 6);
    out_text(out, "o");
    out_string(out, data, size);
    out_close(out);
    out_flush(out);
}

static void tap(void *data, const char *bytes, size_t size)
{
    struct transcript *transcript = data;
    char joined[sizeof transcript->rest + RELAY_SIZE];

    memcpy(joined, transcript->rest, transcript->rest_size);
    memcpy(joined + transcript->rest_size, bytes, size);
    size += transcript->rest_size;
    transcript->rest_size = unfinished(joined, size);
    size -= transcript->rest_size;
    memcpy(transcript->rest, joined + size, transcript->rest_size);
    if (size > 0)
        write_event(transcript, joined, size);
}

static void write_header(struct out *out, const struct winsize *size)
{
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    out_open(out, OUT_RECORD);
    out_field_int(out, "version", 2);
    out_field_int(out, "width", size->ws_col);
    out_field_int(out, "height", size->ws_row);
    out_field_int(out, "timestamp", now.tv_sec);
    out_name(out, "env");
    out_open(out, OUT_RECORD);
    for (const char *const *name = (const char *const[]){"SHELL", "TERM", NULL}; *name != NULL; name++)
        if (getenv(*name) != NULL)
            out_field_text(out, *name, getenv(*name));
    out_close(out);
    out_close(out);
    out_flush(out);
}

int transcript_begin(struct xspawn *xspawn, struct transcript *transcript, struct relay *relay,
                     const struct winsize *size)
{
    const char *path = xspawn->args->transcript;

    if (path == NULL)
        return 0;
    int fd = os_output_open(path, O_WRONLY | O_TRUNC, 0666);
    if (fd < 0)
        return fail_errno(xspawn->call->fail, -fd, path, NULL);
    out_init(&transcript->out, &out_json, fd, transcript->room, sizeof transcript->room);
    transcript->started_ns = deadline_now();
    write_header(&transcript->out, size);
    relay->tap = tap;
    relay->tap_data = transcript;
    return 0;
}

int transcript_end(struct xspawn *xspawn, struct transcript *transcript)
{
    if (xspawn->args->transcript == NULL)
        return 0;
    if (transcript->rest_size > 0)
        write_event(transcript, transcript->rest, transcript->rest_size);
    int result = out_flush(&transcript->out);
    int closed = os_close_written(transcript->out.fd);
    result = result == 0 ? closed : result;
    if (result == 0)
        return 0;
    fail_errno(xspawn->call->fail, -result, xspawn->args->transcript, NULL);
    xspawn->call->fail->status = EX_IOERR;
    return -1;
}
