/* SPDX-License-Identifier: MIT */
/* Values of extended attributes in words: file capabilities as getcap(8) and setcap(8) have them, and ACLs as
 * getfacl(1) and setfacl(1) have them, an entry after another with commas between:
 *
 *     security.capability       cap_net_bind_service,cap_net_raw=ep
 *     system.posix_acl_access   user::rw-,user:lisa:r--,group::r--,mask::r--,other::---
 *
 * The kernel accepts no value of these attributes that begins with a printable character, so words are never mistaken
 * for bytes. */
#ifndef XOS_VALUE_ATTRWORDS_H
#define XOS_VALUE_ATTRWORDS_H

#include <stddef.h>

#include "os/names.h"
#include "value/word.h"

/* The names of capabilities without "cap_", by number, for choice_index. */
extern const char capability_names[];

/* The number of a capability: its name in any case, with or without cap_, or the number itself. -1 if it is not one. */
int capability_number(struct word word);

/* What is wrong with words. */
struct words_problem {
    const char *what;
    struct word where;    /* the part of the words that is wrong */
    bool unknown_account; /* where is a user or a group that does not exist */
};

/* True if values of the attribute of that name can be in words. */
bool attribute_has_words(const char *name);

/* True if size bytes at value, of an attribute that can be in words, are words. */
bool value_is_words(const char *value, size_t size);

/* The size bytes at value of the attribute called name in words, for the caller to free. NULL if they have no form in
 * words that gives exactly these bytes again, or memory is out. Users and groups are looked up (os/names.h): no other
 * thread may do so meanwhile. */
char *attribute_to_words(struct names *names, const char *name, const char *value, size_t size);

/* Reads words as the value of the attribute called name: *size bytes to value, which has XATTR_VALUE_ROOM bytes. False
 * with *problem set if they are none. */
bool attribute_from_words(struct names *names, const char *name, struct word words, char *value, size_t *size,
                          struct words_problem *problem);

#endif
