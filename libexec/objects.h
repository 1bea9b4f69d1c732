/* SPDX-License-Identifier: MIT */
/* The requests about memory: objects.c and addresses.c. Each returns 0, or -1 with the failure recorded; xsh has
 * checked how many arguments there are. */
#ifndef XOS_LIBEXEC_OBJECTS_H
#define XOS_LIBEXEC_OBJECTS_H

#include "session.h"

/* Reads an argument that is a number from 0 to most. 0, or -1 with the failure recorded. */
int number_argument(struct request *request, const struct json *json, uint64_t most, uint64_t *value);

/* Writes the value of size bytes of memory, which need not exist. 0, or -1 with the failure recorded. */
int memory_show(struct request *request, const struct ctype *type, const unsigned char *at, uint64_t size);

int run_new(struct request *request);
int run_buffer(struct request *request);
int run_unicode_buffer(struct request *request);
int run_from_address(struct request *request);
int run_value(struct request *request);
int run_contents(struct request *request);
int run_store(struct request *request);
int run_free(struct request *request);

/* In addresses.c. */
int run_addressof(struct request *request);
int run_byref(struct request *request);
int run_pointer(struct request *request);
int run_cast(struct request *request);
int run_string_at(struct request *request);
int run_wstring_at(struct request *request);
int run_memmove(struct request *request);
int run_memset(struct request *request);

#endif
