/* SPDX-License-Identifier: MIT */
/* Reading operands from a file. */
#include "value/operands.h"

#include <errno.h>
#include <stdint.h>
#include <sysexits.h>

TEXTS_OF(value_operands);

const char *input_name(const char *name)
{
    return strcmp(name, "-") == 0 ? "standard input" : name;
}

int operand_list_refuse(struct fail *fail)
{
    return fail_words(fail, EX_DATAERR, "an empty name");
}

int operand_list_failed(const struct operand_list *list, struct fail *fail, int result)
{
    fail->item = 0;
    return fail_errno(fail, -result, input_name(list->from), NULL);
}

int operand_list_open(struct operand_list *list, struct fail *fail, const char *from, unsigned closed_streams)
{
    bool closed = strcmp(from, "-") == 0 && (closed_streams & 1u);
    int result = closed ? -EBADF : item_reader_open(&list->reader, from, '\0');

    list->from = fail->list = from;
    return result < 0 ? operand_list_failed(list, fail, result) : 0;
}

enum operand_result operand_list_next(struct operand_list *list, struct fail *fail, struct word *word)
{
    int result = item_reader_take(&list->reader, word);

    if (result < 0) {
        operand_list_failed(list, fail, result);
        return OPERAND_FAILED;
    }
    fail->item = result > 0 ? list->reader.count : 0;
    if (result == 0)
        return OPERAND_END;
    if (word->size > 0)
        return OPERAND_NAME;
    operand_list_refuse(fail);
    return OPERAND_BAD;
}

void operand_list_close(struct operand_list *list, struct fail *fail)
{
    item_reader_close(&list->reader);
    fail->item = 0;
}
