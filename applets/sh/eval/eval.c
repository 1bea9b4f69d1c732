/* SPDX-License-Identifier: MIT */
/* Runs statements and blocks: their values are kept or printed, and their failures reported. */
#include "sh/eval/eval.h"

#include <signal.h>
#include <stdlib.h>

#include "os/retry.h"

TEXTS_OF(eval_eval);

void scope_enter(struct session *session, struct scope *scope)
{
    arena_init(&scope->arena, scope->memory, sizeof scope->memory);
    scope->outer = session->arena;
    session->arena = &scope->arena;
}

void scope_leave(struct session *session, struct scope *scope)
{
    arena_clear(&scope->arena);
    session->arena = scope->outer;
}

void aside_enter(struct session *session, struct aside *aside, struct fail *fail)
{
    *aside = (struct aside){.fail = session->fail,
                            .source = session->source,
                            .line = session->line,
                            .catching = session->catching,
                            .status = session->status,
                            .errnum = session->errnum};
    session->fail = fail;
    session->catching = 0;
}

void aside_leave(struct session *session, const struct aside *aside)
{
    session->fail = aside->fail;
    session->source = aside->source;
    session->line = aside->line;
    session->catching = aside->catching;
    session->status = aside->status;
    session->errnum = aside->errnum;
}

void run_block(struct session *session, const struct node *node)
{
    struct scope scope;

    scope_enter(session, &scope);
    for (; node != NULL && !session_stops(session); node = node->next) {
        run_statement(session, node, NULL);
        arena_clear(&scope.arena);
    }
    scope_leave(session, &scope);
}

void conclude(struct session *session, int status)
{
    bool failed = session->fail->status != 0;

    session->status = failed ? session->fail->status : status;
    session->errnum = failed ? session->fail->errnum : session->call_errnum;
    session->call_errnum = 0;
    session->failures += failed;
    if (session->status == 128 + SIGINT && session->leaving == LEAVES_NOT) /* Ctrl-C ended a child, not this session */
        os_interrupted = SIGINT;
    if (os_interrupted && !session->interactive &&
        session->replies == REPLY_NONE) { /* the script ends without a message */
        session->status = 128 + os_interrupted;
        return;
    }
    if (failed && session->catching > 0 && session->leaving == LEAVES_NOT) {
        session_keep_failure(session);
        session->leaving = LEAVES_FAILED;
    } else if (failed && session->leaving == LEAVES_NOT)
        session_message(session);
    if (session->errexit && session->status != 0 && session->catching == 0 && session->leaving == LEAVES_NOT)
        session->leaving = LEAVES_END;
    if (session->out->errnum != 0)
        session->leaving = LEAVES_END;
}

static int put_expression(struct session *session, const struct node *node, struct out *out, int *status)
{
    const struct value *value = compute(session, node->expression);

    if (value == NULL)
        return -1;
    *status = value->kind == VALUE_BOOL && value->text.data[0] == 'f' && node->target.data == NULL;
    value_write(value, out, false);
    return 0;
}

static int put_value(struct session *session, const struct node *node, struct out *out)
{
    const struct value *value = expand_value(session, node->terms);

    if (value == NULL)
        return -1;
    value_write(value, out, false);
    return 0;
}

/* return: copies the value, because the statement's memory is freed. */
static int run_return(struct session *session, const struct node *node, int *status)
{
    const struct value *value = node->body != NULL ? run_for_value(session, node->body, status) : &value_nothing;
    size_t size = 0;

    if (value == NULL)
        return -1;
    struct value *copy = value_copy(value, NULL, &size);
    if (copy == NULL)
        return session_no_memory(session);
    free(session->frame->result);
    session->frame->result = copy;
    session->leaving = session->leaving == LEAVES_NOT ? LEAVES_RETURN : session->leaving;
    return 0;
}

/* Runs the command of !, whose value, the wait status, is not printed. */
static int run_shell(struct session *session, const struct node *node, struct out *out, int *status)
{
    struct value_builder unseen;

    value_builder_init(&unseen, session->arena);
    return call_shell(session, node->terms->first.text, is_kept(session, out) ? out : &unseen.out, status);
}

int run_node(struct session *session, const struct node *node, struct out *out, int *status)
{
    *status = 0;
    switch (node->kind) {
    case NODE_COMMAND:
        return call_terms(session, node->terms, node->term_count, out, status);
    case NODE_SHELL:
        return run_shell(session, node, out, status);
    case NODE_VALUE:
        return put_value(session, node, out);
    case NODE_EXPRESSION:
        return put_expression(session, node, out, status);
    case NODE_FORK:
    case NODE_FORKPTY:
        return run_fork(session, node, out, status);
    case NODE_DEFER:
        return defer_node(session, node);
    case NODE_RETURN:
        return run_return(session, node, status);
    case NODE_IF:
        return run_if(session, node, status);
    case NODE_WHILE:
        return run_while(session, node, status);
    case NODE_FOR:
        return run_for(session, node, status);
    case NODE_TRY:
        return run_try(session, node, status);
    case NODE_DEF:
        return run_def(session, node);
    }
    return 0;
}

const struct value *run_for_value(struct session *session, const struct node *node, int *status)
{
    struct value_builder builder;

    *status = 0;
    if (node->kind == NODE_EXPRESSION)
        return compute(session, node->expression);
    if (node->kind == NODE_VALUE)
        return expand_value(session, node->terms);
    value_builder_init(&builder, session->arena);
    if (run_node(session, node, &builder.out, status) < 0)
        return NULL;
    return value_builder_end(&builder, session->fail);
}

/* Runs the statement for its value, which is assigned if it has a target. */
static int run_kept(struct session *session, const struct node *node, const struct value **reply, int *status)
{
    if (node->target.data != NULL && word_is(node->target, "errno"))
        return fail_usage(session->fail, "$errno is set by every statement");
    if (node->target.data != NULL && word_is(node->target, "env"))
        return fail_usage(session->fail, "$env is the environment: putenv changes it");
    const struct value *value = run_for_value(session, node, status);
    if (value == NULL)
        return -1;
    if (reply != NULL)
        *reply = value;
    return node->target.data != NULL ? session_set(session, node->target, value) : 0;
}

void run_statement(struct session *session, const struct node *node, const struct value **reply)
{
    struct out *out = session->out;
    int status = 0, result;

    session->fail->op = NULL;
    fail_clear(session->fail);
    session->line = node->line;
    if (reply != NULL || node->target.data != NULL || session->quiet)
        result = run_kept(session, node, reply, &status);
    else
        result = run_node(session, node, out, &status);
    if (out->depth > 0 || out->quiet || out->bytes_form != BYTES_RAW) {
        out->depth = 0; /* a value may be incomplete */
        out->quiet = false;
        out->bytes_form = BYTES_RAW;
    }
    session->line = node->line;
    if (result == 0 && session->leaving == LEAVES_FAILED) /* the failure was recorded inside */
        return;
    if (result == 0)
        fail_clear(session->fail);
    conclude(session, status);
}
