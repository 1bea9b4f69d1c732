/* SPDX-License-Identifier: MIT */
/* Reads the compressed texts. Each ends with two NULs. A named text is stored as its name's number from 1, the text and
 * a NUL. */
#include "value/texts.h"

#include <string.h>

static const unsigned char packed[] = {
#include "texts_packed.h"
};

void texts_start(struct texts *texts)
{
    unpack_start(&texts->unpack, packed);
    texts->number = 1;
    texts->at = 0;
}

/* Returns the byte at that place, decoded. */
static char byte_at(struct texts *texts, size_t at)
{
    unpack_more(&texts->unpack, texts->window, at + 1);
    return texts->window[at];
}

/* Returns where the text that begins at at has its two NULs. */
static size_t end_of(struct texts *texts, size_t at)
{
    while (byte_at(texts, at) != '\0' || byte_at(texts, at + 1) != '\0')
        at++;
    return at;
}

static void step_back(struct texts *texts)
{
    size_t at = texts->at - 2;

    while (at > 0 && (at == 1 || texts->window[at - 1] != '\0' || texts->window[at - 2] != '\0'))
        at--;
    texts->at = at;
    texts->number--;
}

const char *text_read(struct texts *texts, unsigned number)
{
    if (number == 0)
        return NULL;
    while (texts->number > number)
        step_back(texts);
    for (; texts->number < number; texts->number++)
        texts->at = end_of(texts, texts->at) + 2;
    end_of(texts, texts->at);
    return texts->window + texts->at;
}

struct named_texts texts_read(struct texts *texts, unsigned number)
{
    struct named_texts named = {0};
    const char **members[] = {
#define TEXT_MEMBER(name) &named.name,
        TEXT_NAMES(TEXT_MEMBER)
#undef TEXT_MEMBER
    };

    for (const char *at = text_read(texts, number); at != NULL && *at != '\0'; at += strlen(at) + 1) {
        size_t name = (unsigned char)*at++;
        *members[name - 1] = at;
    }
    return named;
}
