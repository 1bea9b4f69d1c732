/* SPDX-License-Identifier: MIT */
/* Statements with blocks: if, while, for, try, def. */
#include "sh/eval/eval.h"
#include "sh/streams.h"

#include <stdlib.h>
#include <string.h>

#include "sh/lang/each.h"

/* Evaluates a condition: it holds if its value is not false and its status is 0. Prints nothing. An error of the system
 * means no; for a mistake in the condition itself returns -1. */
static int run_condition(struct session *session, const struct node *node, bool *holds)
{
    struct scope scope;
    int status;

    scope_enter(session, &scope);
    session->fail->op = NULL; /* of the last statement of a loop's body, which may have failed */
    fail_clear(session->fail);
    const struct value *value = run_for_value(session, node, &status);
    if (value != NULL && node->target.data != NULL && session_set(session, node->target, value) < 0)
        value = NULL;
    bool failed = value == NULL, answered = failed && session->fail->errnum != 0;
    session->status = failed ? session->fail->status : status;
    session->errnum = failed ? session->fail->errnum : session->call_errnum;
    session->call_errnum = 0;
    bool plain = node->kind == NODE_EXPRESSION || node->kind == NODE_VALUE;
    *holds = !failed && status == 0 &&
             (plain ? is_true(value) : value->kind != VALUE_BOOL || value->text.data[0] == 't');
    scope_leave(session, &scope);
    if (failed && !answered)
        session_keep_failure(session);
    else
        fail_clear(session->fail);
    return failed && !answered ? -1 : 0;
}

int run_if(struct session *session, const struct node *node, int *status)
{
    bool holds;

    if (run_condition(session, node->condition, &holds) < 0)
        return -1;
    const struct node *block = holds ? node->body : node->otherwise;
    if (block == NULL)
        return 0;
    run_block(session, block);
    *status = session->status;
    return 0;
}

int run_while(struct session *session, const struct node *node, int *status)
{
    bool holds = true;

    while (!session_stops(session)) {
        if (run_condition(session, node->condition, &holds) < 0)
            return -1;
        if (!holds)
            break;
        run_block(session, node->body);
        *status = session->status;
        session->line = node->line;
    }
    return 0;
}

/* One iteration of a loop over the items that an operation writes. */
struct loop {
    struct session *session;
    const struct node *node;
    struct fail fail; /* the failure of statements inside; the operation has its own */
    int status;
};

static void run_turn(struct loop *loop, const struct value *item)
{
    struct session *session = loop->session;
    struct fail *outer = session->fail;

    session->fail = &loop->fail;
    if (session_set(session, loop->node->name, item) < 0)
        conclude(session, 0);
    else
        run_block(session, loop->node->body);
    session->fail = outer;
    loop->status = session->status;
    session->line = loop->node->line;
}

static void take_item(struct each *each, const struct value *item)
{
    struct loop *loop = each->context;

    run_turn(loop, item);
    if (session_stops(loop->session))
        each_stop(each);
}

/* Runs the loop over a statement's items while the statement writes them. */
static int loop_over_statement(struct loop *loop, const struct node *statement)
{
    struct session *session = loop->session;
    struct each each;
    int status;

    each_init(&each, session->fail, take_item, loop);
    int result = run_node(session, statement, &each.out, &status);
    each_end(&each);
    if (session->leaving != LEAVES_NOT)
        return 0;
    return session->fail->status != 0 ? -1 : result;
}

/* Runs the loop over the lines of a stream, with one line in memory at a time. */
static int loop_over_lines(struct loop *loop, struct open_stream *open)
{
    const struct value *line;
    struct scope scope;
    int result = 0;

    do {
        scope_enter(loop->session, &scope);
        result = stream_next(loop->session, open, &line);
        if (result == 0 && line != NULL)
            run_turn(loop, line);
        scope_leave(loop->session, &scope);
    } while (result == 0 && line != NULL && !session_stops(loop->session));
    return result;
}

/* Runs the loop over values: the items of lists, and other values unchanged. */
static int loop_over_values(struct loop *loop, const struct node *node)
{
    struct arguments arguments;

    if (expand_values(loop->session, node->terms, node->term_count, &arguments) < 0)
        return -1;
    for (size_t i = 0; i < arguments.count && !session_stops(loop->session); i++) {
        const struct value *value = arguments.items[i];
        struct open_stream *open = stream_of(loop->session, value);
        if (open != NULL) {
            if (loop_over_lines(loop, open) < 0)
                return -1;
            continue;
        }
        if (value->kind != VALUE_LIST) {
            run_turn(loop, value);
            continue;
        }
        size_t size = 0; /* copied, because the loop may change the variable */
        struct value *copy = value_copy(value, NULL, &size);
        if (copy == NULL)
            return session_no_memory(loop->session);
        for (const struct value *item = copy->first; item != NULL && !session_stops(loop->session); item = item->next)
            run_turn(loop, item);
        free(copy);
    }
    return 0;
}

int run_for(struct session *session, const struct node *node, int *status)
{
    struct loop loop = {.session = session, .node = node};
    int result = node->condition != NULL ? loop_over_statement(&loop, node->condition) : loop_over_values(&loop, node);

    if (session->leaving == LEAVES_FAILED)
        *session->fail = loop.fail;
    *status = loop.status;
    return result;
}

int run_try(struct session *session, const struct node *node, int *status)
{
    session->catching++;
    run_block(session, node->body);
    session->catching--;
    *status = session->status;
    if (session->leaving != LEAVES_FAILED)
        return 0;
    session->leaving = LEAVES_NOT;
    fail_clear(session->fail);
    *status = 0;
    if (node->otherwise == NULL)
        return 0;
    run_block(session, node->otherwise);
    *status = session->status;
    return 0;
}

int run_def(struct session *session, const struct node *node)
{
    struct def *def = def_find(session, node->name);

    if (def == NULL) {
        if ((def = calloc(1, sizeof *def)) == NULL)
            return session_no_memory(session);
        def->next = session->defs;
        session->defs = def;
    } else
        code_drop(def->code);
    def->node = node;
    def->code = session->code;
    def->source = session_name(session, session->source);
    code_hold(def->code);
    return 0;
}
