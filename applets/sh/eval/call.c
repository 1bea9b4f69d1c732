/* SPDX-License-Identifier: MIT */
/* Runs commands: operations of the table, builtins and defs; and statements kept by `defer`. */
#include "sh/eval/eval.h"
#include "sh/loggers.h"
#include "sh/streams.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "os/streams.h"
#include "os/interrupt.h"
#include "os/retry.h"
#include "table/run.h"
#include "value/texts.h"

TEXTS_OF(eval_call);

enum { DEEPEST_DEF = 500 };

int call_operation(struct session *session, const struct command *command, struct words words, struct out *out,
                   int *status)
{
    if (session->closed_streams != 0)
        session->closed_streams = streams_still_closed(session->closed_streams);
    if (command->closes_range)
        return own_closerange(session, command->op, words, out, status);
    if (command->flushes && session->own != NULL)
        own_step_aside(session, words);
    return op_call(command->op, words, session->closed_streams, session->accounts, out, session->fail, session->arena,
                   status);
}

/* Replaces the arguments by texts. */
static int make_texts(struct session *session, struct arguments *arguments)
{
    struct words words;

    if (arguments_to_words(session, arguments, &words) < 0)
        return -1;
    for (size_t i = 0; i < words.count; i++) {
        const struct value *value = arguments->items[i];
        if (value_is_tree(value) && (value = value_text(session->arena, words.items[i])) == NULL)
            return session_no_memory(session);
        arguments->items[i] = value;
    }
    return 0;
}

static int wrong_use(struct session *session, const struct builtin *builtin)
{
    struct texts texts;

    texts_start(&texts);
    return fail_usage(session->fail, "usage: %s", texts_read(&texts, builtin->texts).signature);
}

static int call_builtin(struct session *session, const struct builtin *builtin, struct arguments *arguments,
                        struct out *out, int *status)
{
    session->fail->op = builtin->name;
    if (!builtin->takes_values && make_texts(session, arguments) < 0)
        return -1;
    if (arguments->count < builtin->least || builtin->run == NULL ||
        (arguments->count > builtin->most && builtin->most != ANY_NUMBER))
        return wrong_use(session, builtin);
    return builtin->run(session, arguments, out, status);
}

bool depth_enter(struct session *session, const char *what, unsigned most)
{
    if (session->depth < most) {
        session->depth++;
        return true;
    }
    session->leaving = LEAVES_TOO_DEEP;
    fail_words(session->fail, EX_DATAERR, "%s nests deeper than %u", what, most);
    return false;
}

int depth_leave(struct session *session, const char *what, unsigned most)
{
    session->depth--;
    if (session->leaving != LEAVES_TOO_DEEP)
        return 0;
    if (session->depth == 0)
        session->leaving = LEAVES_NOT;
    return fail_words(session->fail, EX_DATAERR, "%s nests deeper than %u", what, most);
}

/* Binds parameters as local variables; a def without parameters accepts any number of arguments. The body may change
 * the variables that the arguments come from. */
static int bind(struct session *session, const struct node *node, const struct arguments *arguments,
                struct frame *frame)
{
    size_t i = 0;

    if (node->term_count > 0 && arguments->count != node->term_count)
        return fail_usage(session->fail, "%zu arguments are expected, not %zu", node->term_count, arguments->count);
    for (size_t at = 0; at < arguments->count; at++)
        if (keep_tree(session, &arguments->items[at]) < 0)
            return -1;
    for (const struct term *term = node->terms; term != NULL; term = term->next, i++)
        if (!variables_set(&frame->variables, term->first.text, arguments->items[i]))
            return session_no_memory(session);
    return 0;
}

/* Runs the body in its frame; the value of `return` goes to out. */
static int run_body(struct session *session, const struct def *def, struct frame *frame, struct out *out, int *status)
{
    struct code *code = session->code;
    const char *source = session->source;
    unsigned long line = session->line;

    session->frame = frame;
    session->code = def->code;
    session->source = def->source;
    session->status = 0;
    run_block(session, def->node->body);
    run_deferred(session, frame);
    *status = session->status;
    if (session->leaving == LEAVES_RETURN) {
        session->leaving = LEAVES_NOT;
        *status = frame->result != NULL && frame->result->kind == VALUE_BOOL && frame->result->text.data[0] == 'f';
    }
    session->frame = frame->outer;
    session->code = code;
    session->source = source;
    session->line = line;
    if (session->leaving == LEAVES_FAILED) {
        session->leaving = LEAVES_NOT; /* the calling statement fails for the same reason */
        return -1;
    }
    fail_clear(session->fail);
    if (frame->result != NULL)
        value_write(frame->result, out, false);
    else if (is_kept(session, out))
        out_none(out);
    return 0;
}

static int call_def(struct session *session, struct def def, const struct arguments *arguments, struct out *out,
                    int *status)
{
    struct frame frame = {.outer = session->frame,
                          .name = def.node->name.data,
                          .source = session->source,
                          .line = session->line,
                          .arguments = *arguments};
    int result = -1;

    session->fail->op = frame.name;
    code_hold(def.code);
    if (bind(session, def.node, arguments, &frame) == 0 && depth_enter(session, "def", DEEPEST_DEF)) {
        result = run_body(session, &def, &frame, out, status);
        if (depth_leave(session, "def", DEEPEST_DEF) < 0) {
            session->fail->op = frame.name;
            result = -1;
        }
    }
    code_drop(def.code);
    variables_clear(&frame.variables);
    free(frame.result);
    return result;
}

/* env.NAME as a command. */
static bool is_environment(struct word name)
{
    return name.size > 4 && memcmp(name.data, "env.", 4) == 0;
}

static int put_environment(struct word name, struct out *out)
{
    out_text(out, getenv(name.data + 4));
    return 0;
}

int call_values(struct session *session, struct word name, const struct arguments *arguments, struct out *out,
                int *status)
{
    const struct def *def = def_find(session, name);
    struct arguments copy = *arguments;
    struct words words;

    if (def != NULL)
        return call_def(session, *def, arguments, out, status);
    const struct command *command = command_find(session, name);
    if (command == NULL)
        return is_environment(name) && copy.count == 0 ? put_environment(name, out) : unknown_command(session, name);
    if (command->flushes)
        out_flush(session->out);
    if (command->builtin != NULL)
        return call_builtin(session, command->builtin, &copy, out, status);
    session->fail->op = command->name;
    if (copy.count > 0 && stream_of(session, copy.items[0]) != NULL && stream_method(name) != NULL)
        return call_builtin(session, stream_method(name), &copy, out, status);
    if (copy.count > 0 && is_logger(copy.items[0]) && logger_method(name) != NULL)
        return call_builtin(session, logger_method(name), &copy, out, status);
    if (arguments_to_words(session, arguments, &words) < 0)
        return -1;
    return call_operation(session, command, words, out, status);
}

static int no_command(struct session *session)
{
    return fail_usage(session->fail, "$@ is empty: no operation is named");
}

/* A command whose words begin with $@. */
static int call_all_arguments(struct session *session, const struct term *terms, size_t count, struct out *out,
                              int *status)
{
    struct arguments arguments;
    struct word name;

    if (expand_values(session, terms, count, &arguments) < 0)
        return -1;
    if (arguments.count == 0)
        return no_command(session);
    name = arguments.items[0]->text;
    arguments = (struct arguments){arguments.items + 1, arguments.count - 1};
    return call_values(session, name, &arguments, out, status);
}

/* A builtin that takes texts. */
static int call_with_texts(struct session *session, const struct builtin *builtin, struct words words, struct out *out,
                           int *status)
{
    struct arguments arguments = {.items = arena_alloc(session->arena, (words.count + 1) * sizeof *arguments.items)};

    if (arguments.items == NULL)
        return session_no_memory(session);
    while (arguments.count < words.count) {
        const struct value *text = value_text(session->arena, words.items[arguments.count]);
        if (text == NULL)
            return session_no_memory(session);
        arguments.items[arguments.count++] = text;
    }
    return call_builtin(session, builtin, &arguments, out, status);
}

int call_terms(struct session *session, const struct term *terms, size_t count, struct out *out, int *status)
{
    struct arguments arguments;
    struct words words;
    struct word name;

    if (terms->first.kind == PIECE_VARIABLE && word_is(terms->first.text, "@"))
        return call_all_arguments(session, terms, count, out, status);
    if (expand_word(session, terms, &name) < 0)
        return -1;
    const struct def *def = session->defs != NULL ? def_find(session, name) : NULL;
    const struct command *command = def == NULL ? command_find(session, name) : NULL;
    if (command == NULL && def == NULL && !is_environment(name))
        return unknown_command(session, name);
    session->fail->op = command != NULL ? command->name : NULL;
    bool to_value = (session->streams != NULL && stream_method(name) != NULL) ||
                    (session->loggers != NULL && logger_method(name) != NULL);
    if (command == NULL || to_value || (command->builtin != NULL && command->builtin->takes_values)) {
        if (expand_values(session, terms->next, count - 1, &arguments) < 0)
            return -1;
        return call_values(session, name, &arguments, out, status);
    }
    if (expand_words(session, terms->next, count - 1, &words) < 0)
        return -1;
    session->fail->op = command->name;
    if (command->flushes)
        out_flush(session->out);
    return command->builtin != NULL ? call_with_texts(session, command->builtin, words, out, status)
                                    : call_operation(session, command, words, out, status);
}

int call_shell(struct session *session, struct word command, struct out *out, int *status)
{
    struct word words[2] = {word_of("--"), command};
    const struct command *system = command_find(session, word_of("system"));

    if (system == NULL)
        return unknown_command(session, word_of("system"));
    out_flush(session->out);
    return call_operation(session, system, (struct words){2, words}, out, status);
}

/* Returns the words of the statement as an allocated list of values. NULL with the failure recorded. */
static struct value *keep_words(struct session *session, const struct node *node)
{
    struct arguments arguments;
    size_t size = 0;

    if (expand_values(session, node->terms, node->term_count, &arguments) < 0)
        return NULL;
    if (arguments.count == 0) {
        no_command(session);
        return NULL;
    }
    const struct value *list = value_list(arguments.items, arguments.count, session->arena);
    struct value *copy = list != NULL ? value_copy(list, NULL, &size) : NULL;
    if (copy == NULL)
        session_no_memory(session);
    return copy;
}

int defer_node(struct session *session, const struct node *node)
{
    struct value *words = keep_words(session, node->body);
    struct deferred *deferred = words != NULL ? malloc(sizeof *deferred) : NULL;

    if (deferred == NULL) {
        free(words);
        return session->fail->status != 0 ? -1 : session_no_memory(session);
    }
    *deferred = (struct deferred){.next = session->frame->deferred,
                                  .words = words,
                                  .shell = node->body->kind == NODE_SHELL,
                                  .source = session_name(session, session->source),
                                  .line = node->line};
    session->frame->deferred = deferred;
    interrupt_by(SIGTERM, NULL); /* SIGTERM ends the script after deferred statements have run */
    interrupt_by(SIGHUP, NULL);
    return 0;
}

/* Runs one deferred command and prints its value like a statement's. */
static void run_one(struct session *session, const struct deferred *deferred)
{
    struct value *first = deferred->words->first;
    struct value_builder unseen;
    struct arguments arguments = {0};
    size_t count = 0;
    int status = 0, result = 0;

    for (const struct value *word = first->next; word != NULL; word = word->next)
        count++;
    arguments.items = arena_alloc(session->arena, (count + 1) * sizeof *arguments.items);
    for (const struct value *word = first->next; word != NULL && arguments.items != NULL; word = word->next)
        arguments.items[arguments.count++] = word;
    value_builder_init(&unseen, session->arena);
    struct out *out = session->quiet || deferred->shell ? &unseen.out : session->out;
    if (arguments.items == NULL)
        result = session_no_memory(session);
    else if (deferred->shell)
        result = call_shell(session, first->text, out, &status);
    else
        result = call_values(session, first->text, &arguments, out, &status);
    if (result < 0)
        session_message(session);
}

/* Runs all deferred commands, however the def ends; the status and the failure that end it are unchanged. */
void run_deferred(struct session *session, struct frame *frame)
{
    struct fail fail;
    struct aside aside;
    enum leaving leaving = session->leaving;
    int interrupted = os_interrupted;

    if (frame->deferred == NULL)
        return;
    aside_enter(session, &aside, &fail);
    interrupt_clear(); /* also clear its timer, which would interrupt deferred commands */
    while (frame->deferred != NULL) {
        struct deferred *deferred = frame->deferred;
        struct scope scope;
        frame->deferred = deferred->next;
        session->leaving = LEAVES_NOT;
        session->source = deferred->source;
        session->line = deferred->line;
        fail = (struct fail){0};
        scope_enter(session, &scope);
        run_one(session, deferred);
        scope_leave(session, &scope);
        free(deferred->words);
        free(deferred);
    }
    if (interrupted != 0)
        os_interrupted = interrupted;
    session->leaving = leaving;
    aside_leave(session, &aside);
}
