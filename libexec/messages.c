/* SPDX-License-Identifier: MIT */
/* Lines of JSON between xsh and the process that makes the calls. */
#include "session.h"

void message_start(struct session *session, struct out *out, char *buffer)
{
    out_init(out, &out_json, session->fd, buffer, MESSAGE_BUFFER);
}

void message_send(struct out *out)
{
    out_flush(out); /* if xsh is gone, the next read says so */
}

/* Returns the next message, in arena's memory; NULL at the end of the input and for anything else that is not one. */
static const struct json *next_message(struct session *session, struct arena *arena)
{
    const struct json *message;
    struct json_error error;
    struct word line;

    if (item_reader_take(&session->messages, &line) <= 0 || json_read(arena, line, &message, &error) < 0)
        return NULL;
    return message->kind == JSON_ARRAY && message->first != NULL ? message : NULL;
}

static void send_failure(struct session *session, const struct fail *fail)
{
    char buffer[MESSAGE_BUFFER];
    struct out out;

    message_start(session, &out, buffer);
    out_open(&out, OUT_RECORD);
    out_name(&out, "error");
    out_open(&out, OUT_RECORD);
    out_field_int(&out, "status", fail->status);
    out_field_int(&out, "errno", fail->errnum);
    out_field_text(&out, "step", fail->step);
    out_field_text(&out, "text", fail->text);
    out_close(&out);
    out_close(&out);
    message_send(&out);
}

/* Carries out a request and answers. */
static void answer(struct session *session, const struct json *message)
{
    char memory[4096], buffer[MESSAGE_BUFFER];
    struct arena arena;
    struct fail fail = {0};
    struct out out;
    struct request request = {.session = session, .args = message->first->next, .count = message->count - 1};

    arena_init(&arena, memory, sizeof memory);
    message_start(session, &out, buffer);
    request.call = (struct call){.out = &out, .fail = &fail, .arena = &arena};
    out_open(&out, OUT_RECORD);
    out_name(&out, "value");
    int result = request_serve(&request, message->first->text);
    out_field_int(&out, "errno", session->errnum);
    out_close(&out);
    if (result == 0)
        message_send(&out);
    else
        send_failure(session, &fail);
    arena_clear(&arena);
}

const struct json *session_serve(struct session *session, struct arena *arena)
{
    const struct json *message;
    char memory[4096];
    struct arena own;

    arena_init(&own, memory, sizeof memory);
    while ((message = next_message(session, arena != NULL ? arena : &own)) != NULL) {
        if (arena != NULL && word_is(message->first->text, "return"))
            break;
        answer(session, message);
        arena_clear(&own);
    }
    arena_clear(&own);
    return message != NULL ? message->first->next : NULL;
}
