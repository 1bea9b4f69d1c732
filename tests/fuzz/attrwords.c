/* SPDX-License-Identifier: MIT */
/* Fuzz target: any bytes as a value of security.capability or of an ACL, and any bytes as its words. Words of a value
 * give its bytes again; a value that words gave has words, which give it again. The first byte chooses the attribute.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "os/xattr.h"
#include "value/attrwords.h"

static void expect(int holds)
{
    if (!holds)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[] = {"security.capability", "system.posix_acl_access", "system.posix_acl_default"};
    static char value[XATTR_VALUE_ROOM];
    struct words_problem problem;
    size_t value_size;

    if (size == 0)
        return 0;
    const char *name = names[*data % 3];
    struct word input = {(const char *)data + 1, size - 1};
    char *words = attribute_to_words(NULL, name, input.data, input.size);
    if (words != NULL) {
        expect(value_is_words(words, strlen(words)));
        expect(attribute_from_words(NULL, name, word_of(words), value, &value_size, &problem));
        expect(value_size == input.size && memcmp(value, input.data, value_size) == 0);
        free(words);
    }
    if (!attribute_from_words(NULL, name, input, value, &value_size, &problem)) {
        expect(problem.what != NULL);
        expect(problem.where.size == 0 || (problem.where.data >= input.data &&
                                           problem.where.data + problem.where.size <= input.data + input.size));
        return 0;
    }
    expect(!value_is_words(value, value_size));
    words = attribute_to_words(NULL, name, value, value_size);
    expect(words != NULL);
    free(words);
    return 0;
}
