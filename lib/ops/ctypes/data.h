/* SPDX-License-Identifier: MIT */
/* Values of C types as bytes: shown as results, and made from JSON or from words of a command line. */
#ifndef XOS_OPS_CTYPES_DATA_H
#define XOS_OPS_CTYPES_DATA_H

#include "table/op.h"
#include "value/ctype/ctype.h"
#include "value/json.h"

/* The representation of values in bytes. */
struct data_form {
    enum ctype_abi abi;
    bool big;  /* the most significant byte first */
    bool wrap; /* integers beyond their type's range are cut to it, as ctypes does, instead of refused */
};

/* The representation of this machine; wrap is false. */
extern const struct data_form data_native;

/* True if values of the type can be read and written in that form. False for bit fields of mixed types in another byte
 * order, and for a long double of another machine; *why then says what the obstacle is. */
bool data_defined(const struct ctype *type, const struct data_form *form, const char **why);

/* Writes the value of type at bytes, which has size bytes: at least the type's, more where its last member is an array
 * without length. Structures are records, arrays lists, char and wchar_t arrays text up to the first NUL. */
void data_show(struct out *out, const struct ctype *type, const unsigned char *bytes, uint64_t size,
               const struct data_form *form);

/* The bytes that the JSON value has in the type, in the call's arena, and their count, which exceeds the type's size
 * only by the elements of a last array without length. place names the value in messages. 0; -1 with the failure
 * recorded: EX_DATAERR for what does not fit the declaration, EX_USAGE for a number out of its type's range. */
int data_from_json(struct call *call, const struct ctype *type, const struct json *value, const struct data_form *form,
                   const char *place, unsigned char **bytes, uint64_t *size);

/* Stores the JSON value in place: members and items that it does not give stay. bytes has size bytes, at least the
 * type's. Otherwise as data_from_json. */
int data_store(struct call *call, const struct ctype *type, const struct json *value, const struct data_form *form,
               const char *place, unsigned char *bytes, uint64_t size);

/* The member of that name of a struct or union, also of an unnamed one inside it; NULL if there is none. *bytes, the
 * start of the struct, becomes the start of what the member's place counts from. */
const struct cmember *data_member(const struct ctype *type, struct word name, unsigned char **bytes);

/* The bytes that a word of a command line has in a type without members: an integer, a decimal number, true or false, a
 * byte of text, an address in hexadecimal or NULL. bytes has the type's size. 0, or -1 with the failure recorded. */
int data_from_word(struct call *call, const struct ctype *type, struct word word, const struct data_form *form,
                   const char *place, unsigned char *bytes);

/* Reads a declaration; a malformed one is a usage error that names the column. 0, or -1 with the failure recorded. */
int data_declaration(struct call *call, const char *text, enum ctype_abi abi, struct cdecl *declaration);

/* The value of an --abi option: lp64, ilp32, or this machine's if data is NULL. 0, or -1 with the failure recorded. */
int data_abi(struct call *call, struct word word, enum ctype_abi *abi);

#endif
