/* SPDX-License-Identifier: MIT */
/* The main loop of a session: reads text, parses statements, runs them and, if the session replies, writes replies. */
#include "sh/run.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "os/fd.h"
#include "os/retry.h"
#include "sh/eval/eval.h"
#include "sh/lang/parse.h"

TEXTS_OF(sh_run);

/* A source that is being run. */
struct running {
    struct session *session;
    struct source *source;
    struct lexer lexer;
    struct code *code;  /* of the next statement */
    unsigned long line; /* line number of the unread text */
    int skipping;       /* blocks to skip after a malformed statement */
    bool continues;     /* the text ends inside a statement */
};

static bool replies(const struct session *session)
{
    return session->replies != REPLY_NONE && !session->quiet;
}

/* Reports a statement that cannot be parsed. */
static void malformed(struct running *running, struct word id)
{
    struct session *session = running->session;

    session->fail->op = NULL;
    fail_words(session->fail, replies(session) ? EX_PROTOCOL : EX_USAGE, "%s", running->lexer.message);
    session->line = running->lexer.message_line;
    session->catching += replies(session);
    conclude(session, 0);
    session->catching -= replies(session);
    if (!replies(session))
        return;
    session->leaving = session->errexit ? LEAVES_END : LEAVES_NOT;
    reply_write(session, session->out, (struct reply_id){.text = id}, NULL);
}

/* Runs a statement and replies with its value, or with the first failure inside it. */
static void run_request(struct session *session, const struct node *node)
{
    const struct value *value = NULL;

    session->catching++;
    session->quiet = true; /* output of statements inside it is discarded */
    run_statement(session, node, &value);
    session->catching--;
    session->quiet = false;
    if (session->leaving == LEAVES_FAILED) {
        session->leaving = LEAVES_NOT;
        value = NULL;
    } else if (value == NULL && session->fail->status == 0)
        value = &value_nothing;
    reply_write(session, session->out, (struct reply_id){.text = node->id}, value);
    if (session->errexit && session->status != 0)
        session->leaving = LEAVES_END;
    if (session->out->errnum != 0)
        session->leaving = LEAVES_END;
}

static void run_parsed(struct running *running, const struct node *node)
{
    struct session *session = running->session;
    struct scope scope;

    session->code = running->code;
    scope_enter(session, &scope);
    if (replies(session))
        run_request(session, node);
    else
        run_statement(session, node, NULL);
    scope_leave(session, &scope);
    if (running->code->uses == 1) {
        arena_clear(&running->code->arena);
        return;
    }
    code_drop(running->code);
    running->code = NULL;
}

/* Discards the text that the lexer has passed. */
static void consume(struct running *running)
{
    struct source *source = running->source;

    source->start = (size_t)(running->lexer.at - source->buffer);
    running->line = running->lexer.line;
}

/* Runs a line that is a request in JSON; false if the text is not one. */
static bool take_request(struct running *running)
{
    struct lexer *lexer = &running->lexer;

    for (bool comment = false; lexer->at < lexer->end;) {
        comment = *lexer->at == '#' || (comment && *lexer->at != '\n');
        if (!comment && (*lexer->at == '\0' || strchr(" \t\r\n;", *lexer->at) == NULL))
            break;
        if (*lexer->at == '\n')
            lexer_newline(lexer);
        else
            lexer->at++;
    }
    if (lexer->at == lexer->end || (*lexer->at != '[' && *lexer->at != '{'))
        return false;
    const char *start = lexer->at, *newline = memchr(start, '\n', (size_t)(lexer->end - start));
    lexer->at = newline != NULL ? newline : lexer->end;
    struct word text = {start, (size_t)(lexer->at - start)};
    running->session->line = lexer->line;
    running->session->code = running->code;
    consume(running);
    request_run(running->session, text);
    arena_clear(&running->code->arena);
    return true;
}

/* Prepares the lexer for the unread text. False if memory is exhausted: the session ends. */
static bool start_lexer(struct running *running)
{
    struct session *session = running->session;
    struct source *source = running->source;

    if (running->code == NULL && (running->code = code_new()) == NULL) {
        session_no_memory(session);
        session_message(session);
        session->leaving = LEAVES_END;
        return false;
    }
    running->lexer.arena = &running->code->arena;
    running->lexer.plain_dollar = replies(session);
    lexer_start(&running->lexer, source->buffer + source->start, source_ready(source), running->line);
    return true;
}

/* Handles a statement that the parser refused or could not complete. False if more text is needed. */
static bool take_refusal(struct running *running, enum parsed parsed, struct word id)
{
    struct source *source = running->source;
    bool refused = parsed == PARSE_MALFORMED || (parsed == PARSE_INCOMPLETE && !running->continues);

    if (parsed == PARSE_INCOMPLETE && refused)
        source->start = source->end;
    if (parsed == PARSE_NO_MEMORY) {
        session_no_memory(running->session);
        session_message(running->session);
        source->start = source->end;
    }
    if (refused)
        malformed(running, id);
    arena_clear(&running->code->arena);
    return refused;
}

/* Parses and runs one statement. False if more text is needed. */
static bool step(struct running *running)
{
    struct session *session = running->session;
    const struct node *node;
    struct word id;

    if (!start_lexer(running))
        return true;
    if (running->skipping > 0) {
        parse_skip(&running->lexer, &running->skipping);
        consume(running);
        return running->skipping == 0;
    }
    if (replies(session) && take_request(running))
        return true;
    enum parsed parsed = parse_next(&running->lexer, &node, &id, &running->skipping);
    running->continues = parsed == PARSE_INCOMPLETE && !running->source->ended;
    if (!running->continues)
        consume(running);
    if (parsed != PARSE_STATEMENT)
        return take_refusal(running, parsed, id);
    run_parsed(running, node);
    return true;
}

/* Reports that text could not be read. True if reading may continue. */
static bool read_failed(struct running *running, int error)
{
    struct session *session = running->session;

    running->source->start = running->source->end; /* Ctrl-C at the prompt discards the typed text */
    running->continues = false;
    if (error == -EINTR && os_interrupted)
        return true;
    session->line = running->line;
    session->fail->op = NULL;
    fail_errno(session->fail, -error, "input", NULL);
    conclude(session, 0);
    return error == -ENOMEM;
}

/* Reads more text; false at the end of the input. */
static bool read_more(struct running *running)
{
    struct session *session = running->session;

    session->continues = running->continues;
    out_flush(session->out);
    if (running->source->fd >= 0 && !running->source->ended)
        async_wait(session, running->source->fd);
    int got = source_more(running->source);
    if (got < 0)
        return read_failed(running, got);
    return got > 0 || source_ready(running->source) > 0;
}

/* Ctrl-C ends a script; the prompt continues. */
static bool goes_on(const struct session *session)
{
    return session->leaving == LEAVES_NOT && (!os_interrupted || (session->interactive && session->source == NULL));
}

void session_run(struct session *session, struct source *source, const char *name)
{
    struct running running = {.session = session, .source = source, .line = 1};
    struct code *outer_code = session->code;
    const char *outer_source = session->source;
    unsigned long outer_line = session->line;

    session->source = name;
    while (goes_on(session)) {
        if (os_interrupted) { /* the text after the interrupted statement is discarded */
            source->start = source->end;
            running.continues = false;
        }
        if (source_ready(source) > 0 && step(&running))
            continue;
        if (!read_more(&running))
            break;
    }
    if (running.code != NULL)
        code_drop(running.code);
    lexer_free(&running.lexer);
    session->source = outer_source;
    session->line = outer_line;
    session->code = outer_code;
}

int session_file(struct session *session, const char *path)
{
    struct source source;
    struct own own;
    int fd = path != NULL ? os_open(AT_FDCWD, path, O_RDONLY, 0) : STDIN_FILENO;

    if (fd < 0)
        return fail_errno(session->fail, -fd, path, NULL);
    source_from_fd(&source, fd);
    bool kept = own_keep(session, &own, &source.fd) == 0;
    if (kept && path != NULL)
        os_close(fd);
    session_run(session, &source, path != NULL ? path : "stdin");
    if (kept)
        own_close(session, &own);
    else if (path != NULL)
        os_close(source.fd);
    source_free(&source);
    return 0;
}

int session_text(struct session *session, const char *text, size_t size, const char *name)
{
    struct source source;

    if (source_from_text(&source, text, size) < 0)
        return session_no_memory(session);
    session_run(session, &source, name);
    source_free(&source);
    return 0;
}

int session_parse(struct session *session, struct word text, struct code **code, const struct node **first)
{
    const struct node *node;
    enum parsed parsed;
    struct word id;
    int open;

    *first = NULL;
    if ((*code = code_new()) == NULL)
        return session_no_memory(session);
    struct lexer lexer = {.arena = &(*code)->arena};
    lexer_start(&lexer, text.data, text.size, 1);
    for (const struct node **link = first; (parsed = parse_next(&lexer, &node, &id, &open)) == PARSE_STATEMENT;) {
        *link = node;
        link = &((struct node *)node)->next;
    }
    if (parsed == PARSE_NO_MEMORY)
        session_no_memory(session);
    else if (parsed != PARSE_END)
        fail_usage(session->fail, "%s", lexer.message);
    lexer_free(&lexer);
    if (parsed == PARSE_END)
        return 0;
    code_drop(*code);
    return -1;
}
