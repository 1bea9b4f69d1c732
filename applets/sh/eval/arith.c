/* SPDX-License-Identifier: MIT */
/* Arithmetic with 64-bit integers. Overflow and division by 0 are failures (EX_DATAERR); division truncates. */
#include "sh/eval/eval.h"

#include <errno.h>
#include <string.h>
#include <sysexits.h>

#include "value/number.h"

TEXTS_OF(eval_arith);

/* The value of a part of an expression. */
struct operand {
    bool is_number, truth; /* truth: the number is 0 or 1 and means false or true */
    int64_t number;
    bool is_text;     /* it came from a text, which may look like a number */
    struct word text; /* the text of a value that is not an integer or came from a text */
};

static int evaluate(struct session *session, const struct expression *expression, struct operand *operand);

bool is_true(const struct value *value)
{
    if (value_is_tree(value))
        return value->first != NULL;
    return value->text.size > 0 && !word_is(value->text, "0") && !word_is(value->text, "false");
}

/* Reads plain decimal digits; false for anything else. */
static bool read_plain(struct word text, int64_t *number)
{
    size_t at = text.size > 0 && text.data[0] == '-';
    int64_t value = 0;

    if (text.size == at || text.size > 18 || (text.data[at] == '0' && text.size > at + 1))
        return false;
    for (size_t i = at; i < text.size; i++) {
        if (text.data[i] < '0' || text.data[i] > '9')
            return false;
        value = value * 10 + text.data[i] - '0';
    }
    *number = at > 0 ? -value : value;
    return true;
}

static bool read_integer(struct word text, int64_t *value)
{
    struct number number;

    return read_plain(text, value) ||
           (number_read(text, 10, &number) && number_to_int64(number, INT64_MIN, INT64_MAX, value));
}

static int from_value(struct session *session, const struct value *value, struct operand *operand)
{
    if (value_is_tree(value))
        return fail_words(session->fail, EX_DATAERR, "a %s is not a number: name a field or an item of it",
                          value->kind == VALUE_RECORD ? "record" : "list");
    *operand = (struct operand){.text = value->text, .is_text = value->kind >= VALUE_STRING};
    if (value->kind == VALUE_BOOL) {
        operand->is_number = operand->truth = true;
        operand->number = value->text.data[0] == 't';
    } else
        operand->is_number = read_integer(value->text, &operand->number);
    return 0;
}

static int evaluate_term(struct session *session, const struct term *term, struct operand *operand)
{
    if (term->bare && term->first.kind == PIECE_VARIABLE && term->first.next == NULL &&
        memchr(term->first.text.data, '.', term->first.text.size) == NULL) {
        const struct value *value = session_get(session, term->first.text); /* without a copy */
        if (value != NULL)
            return from_value(session, value, operand);
    }
    const struct value *value = expand_value(session, term);
    return value != NULL ? from_value(session, value, operand) : -1;
}

static int need_number(struct session *session, const struct operand *operand)
{
    if (operand->is_number)
        return 0;
    return fail_words(session->fail, EX_DATAERR, "'%.*s' is not an integer of 64 bits", shown_size(operand->text),
                      operand->text.data);
}

static void set_truth(struct operand *operand, bool truth)
{
    *operand = (struct operand){.is_number = true, .truth = true, .number = truth};
}

static int compare(struct session *session, enum expression_kind kind, const struct operand *left,
                   const struct operand *right, struct operand *result)
{
    bool equality = kind == EXPR_EQUAL || kind == EXPR_UNEQUAL;
    int order;

    if (left->is_number && right->is_number && !(equality && left->is_text && right->is_text))
        order = (left->number > right->number) - (left->number < right->number);
    else if (equality) {
        struct word a = left->text, b = right->text;
        if (left->truth || right->truth)
            order = 1;
        else
            order = a.size != b.size || (a.size > 0 && memcmp(a.data, b.data, a.size) != 0);
    } else
        return need_number(session, left->is_number ? right : left);
    set_truth(result, kind == EXPR_EQUAL        ? order == 0
                      : kind == EXPR_UNEQUAL    ? order != 0
                      : kind == EXPR_LESS       ? order < 0
                      : kind == EXPR_LESS_EQUAL ? order <= 0
                      : kind == EXPR_GREATER    ? order > 0
                                                : order >= 0);
    return 0;
}

/* True if the result of the operation does not fit in 64 bits. */
static bool overflows(enum expression_kind kind, int64_t a, int64_t b, int64_t *result)
{
    switch (kind) {
    case EXPR_ADD:
        return __builtin_add_overflow(a, b, result);
    case EXPR_SUBTRACT:
        return __builtin_sub_overflow(a, b, result);
    case EXPR_MULTIPLY:
        return __builtin_mul_overflow(a, b, result);
    default:
        break;
    }
    if (a == INT64_MIN && b == -1) {
        *result = 0;
        return kind == EXPR_DIVIDE;
    }
    *result = kind == EXPR_DIVIDE ? a / b : a % b;
    return false;
}

static int calculate(struct session *session, enum expression_kind kind, const struct operand *left,
                     const struct operand *right, struct operand *result)
{
    int64_t number;

    if (need_number(session, left) < 0 || need_number(session, right) < 0)
        return -1;
    if ((kind == EXPR_DIVIDE || kind == EXPR_REMAINDER) && right->number == 0)
        return fail_words(session->fail, EX_DATAERR, "division by zero");
    if (overflows(kind, left->number, right->number, &number))
        return fail_words(session->fail, EX_DATAERR, "the result has more than 64 bits");
    *result = (struct operand){.is_number = true, .number = number};
    return 0;
}

static bool operand_true(const struct operand *operand)
{
    return operand->is_number ? operand->number != 0 : operand->text.size > 0;
}

/* and, or: the right side is not evaluated if the left one decides. */
static int evaluate_logic(struct session *session, const struct expression *expression, struct operand *operand)
{
    if (evaluate(session, expression->left, operand) < 0)
        return -1;
    if (operand_true(operand) == (expression->kind == EXPR_OR)) {
        set_truth(operand, expression->kind == EXPR_OR);
        return 0;
    }
    if (evaluate(session, expression->right, operand) < 0)
        return -1;
    set_truth(operand, operand_true(operand));
    return 0;
}

/* Evaluates everything except numbers and terms. */
static int evaluate_operator(struct session *session, const struct expression *expression, struct operand *operand)
{
    struct operand left, right = {0};

    if (expression->kind == EXPR_AND || expression->kind == EXPR_OR)
        return evaluate_logic(session, expression, operand);
    if (evaluate(session, expression->left, &left) < 0)
        return -1;
    if (expression->kind == EXPR_NOT) {
        set_truth(operand, !operand_true(&left));
        return 0;
    }
    if (expression->kind == EXPR_NEGATE)
        return calculate(session, EXPR_SUBTRACT, &(struct operand){.is_number = true}, &left, operand);
    if (expression->right_runs && left.text.size > 0 && keep_word(session, &left.text) < 0)
        return -1;
    if (evaluate(session, expression->right, &right) < 0)
        return -1;
    return expression->kind < EXPR_ADD ? compare(session, expression->kind, &left, &right, operand)
                                       : calculate(session, expression->kind, &left, &right, operand);
}

static int evaluate(struct session *session, const struct expression *expression, struct operand *operand)
{
    switch (expression->kind) {
    case EXPR_NUMBER:
        *operand = (struct operand){.is_number = true, .number = expression->number};
        return 0;
    case EXPR_TRUTH:
        set_truth(operand, expression->number != 0);
        return 0;
    case EXPR_TERM:
        return evaluate_term(session, expression->term, operand);
    default:
        return evaluate_operator(session, expression, operand);
    }
}

const struct value *compute(struct session *session, const struct expression *expression)
{
    struct operand operand;
    const struct value *value;

    if (evaluate(session, expression, &operand) < 0)
        return NULL;
    if (operand.truth)
        return value_truth(operand.number != 0);
    value = operand.is_number ? value_integer(session->arena, operand.number)
                              : value_text(session->arena, operand.text);
    if (value == NULL)
        session_no_memory(session);
    return value;
}
