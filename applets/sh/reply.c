/* SPDX-License-Identifier: MIT */
/* Replies: one line for each statement or request, as JSON or as assignments of a shell. */
#include "sh/run.h"

#include <string.h>
#include <sysexits.h>

#include "out/quote.h"
#include "value/errnos.h"
#include "value/quote.h"

TEXTS_OF(sh_reply);

static void put_id(struct out *out, struct reply_id id)
{
    if (id.text.data == NULL)
        return;
    out_name(out, "id");
    if (id.number)
        out->writer->number(out, id.text.data, id.text.size);
    else
        out_string(out, id.text.data, id.text.size);
}

static void put_json(struct session *session, struct out *out, struct reply_id id, const struct value *value)
{
    out_open(out, OUT_RECORD);
    put_id(out, id);
    out_name(out, value != NULL ? "value" : "error");
    if (value != NULL)
        value_write(value, out, session->big_as_text);
    else
        fail_value(session->fail, out);
    out_close(out);
}

/* True for a control character of ASCII. */
static bool is_line_control(char byte)
{
    return (unsigned char)byte < 0x20 || byte == 0x7f;
}

/* Writes one byte inside $'...'. */
static void put_escaped(struct out *out, char byte)
{
    if (byte == '\'' || byte == '\\') {
        out_char(out, '\\');
        out_char(out, byte);
    } else if (is_line_control(byte))
        quote_visible(out, &byte, 1);
    else
        out_char(out, byte);
}

static bool has_line_control(struct word text)
{
    for (size_t i = 0; i < text.size; i++)
        if (is_line_control(text.data[i]))
            return true;
    return false;
}

/* NAME='...', or NAME=$'...\n...' for a text with control characters: always on one line. */
static void put_assignment(struct out *out, const char *name, struct word text)
{
    bool escaped = has_line_control(text);

    out_put(out, name);
    out_put(out, escaped ? "=$'" : "='");
    for (size_t i = 0; i < text.size; i++)
        if (escaped)
            put_escaped(out, text.data[i]);
        else if (text.data[i] == '\'')
            out_put(out, "'\\''");
        else
            out_char(out, text.data[i]);
    out_char(out, '\'');
}

/* The message of the failure, without its line end. */
static void put_message(const struct fail *fail, struct out *out)
{
    char room[2048];
    struct out words;

    out_init(&words, &out_plain, -1, room, sizeof room);
    fail_message(fail, &words);
    put_assignment(out, " error", (struct word){room, words.errnum == 0 ? words.used : 0});
}

static void put_shell(struct session *session, struct out *out, struct reply_id id, const struct value *value)
{
    struct word text = {"", 0};
    struct fail *fail = session->fail;

    if (value != NULL && !(value_is_tree(value) ? value_line_word(value, session->arena, &text)
                                                : value_word(value, session->arena, &text))) {
        session_no_memory(session);
        value = NULL;
    }
    if (value != NULL && !is_c_string(text)) {
        fail_words(fail, EX_DATAERR, "the value has NUL bytes: --hex and --base64 encode it");
        value = NULL;
    }
    const char *name = value == NULL && fail->errnum != 0 ? errno_name(fail->errnum) : NULL;
    if (id.text.data != NULL) {
        put_assignment(out, "id", id.text);
        out_char(out, ' ');
    }
    out_put(out, "status=");
    out_put_int(out, value != NULL ? session->status : fail->status);
    out_put(out, " errno=");
    out_put(out, name != NULL ? name : "");
    put_assignment(out, " value", value != NULL ? text : (struct word){"", 0});
    if (value == NULL)
        put_message(fail, out);
    out_char(out, '\n');
}

void reply_write(struct session *session, struct out *out, struct reply_id id, const struct value *value)
{
    out->bytes_form = BYTES_RAW;
    out->quiet = false;
    out->depth = 0;
    if (session->replies == REPLY_SHELL)
        put_shell(session, out, id, value);
    else
        put_json(session, out, id, value);
}
