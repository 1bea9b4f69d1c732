/* Candidates for arguments, from the parameters of a row. */
#include "ops/candidates.h"

#include "ops/run.h"

enum { LONGEST = 256 };

/* Candidates are put together here. */
struct candidates {
    candidate_sink *sink;
    void *context;
    struct word front; /* what stays of the word in front of the candidate */
};

static void give(const struct candidates *candidates, const char *text)
{
    char whole[LONGEST];
    size_t size = strlen(text);

    if (candidates->front.size + size > sizeof whole)
        return;
    memcpy(whole, candidates->front.data, candidates->front.size);
    memcpy(whole + candidates->front.size, text, size);
    candidates->sink(candidates->context, (struct word){whole, candidates->front.size + size});
}

static void give_families(struct candidates *candidates, const struct family *const *lists, struct word word)
{
    size_t front = candidates->front.size;

    for (size_t i = front; i < word.size; i++)
        if (word.data[i] == '|' || word.data[i] == ',')
            front = i + 1;
    candidates->front = (struct word){word.data, front};
    for (; *lists != NULL; lists++)
        for (size_t i = 0; i < (*lists)->count; i++)
            if ((*lists)->constants[i].elsewhere == NULL)
                give(candidates, (*lists)->constants[i].name);
}

/* The values of one parameter; candidates->front is an option's --name= where the word has it. */
static bool give_values(struct candidates *candidates, const struct param *param, struct word word)
{
    if (param->families != NULL)
        give_families(candidates, param->families, word);
    else if (param->kind == KIND_SIGNAL)
        give_families(candidates, FAMILIES(&signals), word);
    else if (param->kind == KIND_BOOL) {
        give(candidates, "yes");
        give(candidates, "no");
    }
    return param->kind == KIND_PATH || param->kind == KIND_PATH_OR_FD || param->kind == KIND_WORDS;
}

static bool option_is(struct word word, const struct param *param)
{
    for (size_t i = 0; i < word.size; i++)
        if (param->name[i] != (word.data[i] == '-' ? '_' : word.data[i]))
            return false;
    return param->name[word.size] == '\0';
}

static const struct param *find_option(const struct op *op, struct word name)
{
    for (size_t i = 0; i < op->param_count; i++)
        if (option_is(name, &op->params[i]))
            return &op->params[i];
    return NULL;
}

static void give_option(const struct candidates *candidates, const struct param *param)
{
    char name[LONGEST] = "--";
    size_t size = 2;

    for (const char *at = param->name; *at != '\0' && size < sizeof name - 1; at++)
        name[size++] = *at == '_' ? '-' : *at;
    name[size] = '\0';
    give(candidates, name);
}

static void give_options(const struct candidates *candidates, const struct op *op)
{
    for (size_t i = 0; i < op->param_count; i++)
        if (op->params[i].flags & PARAM_OPTION)
            give_option(candidates, &op->params[i]);
    for (size_t i = 0; i < common_param_count; i++)
        if (common_applies(op, &common_params[i]))
            give_option(candidates, &common_params[i]);
}

static bool is_option_word(struct word word)
{
    return word.size > 2 && word.data[0] == '-' && word.data[1] == '-';
}

/* The parameter whose value word is: that of the option in front, or the next positional one. */
static const struct param *parameter(const struct op *op, struct words before)
{
    const struct param *pending = NULL;
    size_t positional = 0;

    for (size_t i = 0; i < before.count; i++) {
        struct word word = before.items[i];
        bool takes_value = pending != NULL;
        pending = NULL;
        if (takes_value)
            continue;
        if (!is_option_word(word))
            positional++;
        else if (memchr(word.data, '=', word.size) == NULL)
            pending = find_option(op, (struct word){word.data + 2, word.size - 2});
        if (pending != NULL && pending->kind == KIND_BOOL)
            pending = NULL;
    }
    if (pending != NULL)
        return pending;
    const struct param *last = NULL;
    for (size_t i = 0; i < op->param_count; i++) {
        if (op->params[i].flags & PARAM_OPTION)
            continue;
        last = &op->params[i];
        if (positional-- == 0)
            return last;
    }
    return last != NULL && kind_is_list(last->kind) ? last : NULL;
}

bool candidates_argument(const struct op *op, struct words before, struct word word, candidate_sink *sink, void *context)
{
    struct candidates candidates = {.sink = sink, .context = context, .front = {word.data, 0}};
    const char *equals = is_option_word(word) ? memchr(word.data, '=', word.size) : NULL;
    const struct param *param;

    if (equals != NULL) {
        param = find_option(op, (struct word){word.data + 2, (size_t)(equals - word.data) - 2});
        candidates.front.size = (size_t)(equals - word.data) + 1;
    } else if (word.size > 0 && word.data[0] == '-') {
        give_options(&candidates, op);
        return false;
    } else
        param = parameter(op, before);
    return param != NULL && give_values(&candidates, param, word);
}
