/* SPDX-License-Identifier: MIT */
/* Zsh's parameters: results stored with -v, -a and -A; the environment changed. */
#include "inside/guest.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "zsh/shell.h"

/* Zsh's form of a text, as memory of zsh's. */
static char *zsh_text(const char *text)
{
    return metafy((char *)text, -1, META_DUP);
}

/* The parameter of that name, or that has an element of that name, or NULL. name is changed
 * meanwhile. */
static Param find(char *name)
{
    char *bracket = strchr(name, '[');

    if (bracket != NULL)
        *bracket = '\0';
    Param parameter = (Param)paramtab->getnode(paramtab, name);
    if (bracket != NULL)
        *bracket = '[';
    return parameter != NULL && !(parameter->node.flags & PM_UNSET) ? parameter : NULL;
}

static bool is_fixed(Param parameter)
{
    return (parameter->node.flags & PM_READONLY) || ((parameter->node.flags & PM_RESTRICTED) && isset(RESTRICTED));
}

static bool is_name(char *name)
{
    return !(name[0] >= '0' && name[0] <= '9') && isident(name);
}

enum variable_fault variable_check(const char *name, bool array)
{
    char *own = zsh_text(name);
    enum variable_fault fault = VARIABLE_FINE;

    if (!is_name(own) || (array && strchr(own, '[') != NULL))
        fault = VARIABLE_NAME;
    else {
        Param parameter = find(own);
        if (parameter != NULL && is_fixed(parameter))
            fault = VARIABLE_READONLY;
    }
    zsfree(own);
    return fault;
}

/* What is assigned to a number is an arithmetic expression for zsh, which could run commands: only a number fits. */
static bool fits(Param parameter, const char *value)
{
    char *end;

    if (parameter == NULL || !(parameter->node.flags & (PM_INTEGER | PM_EFLOAT | PM_FFLOAT)))
        return true;
    strtod(value, &end);
    return end > value && *end == '\0' && strpbrk(value, "nN") == NULL; /* inf and nan can be parameters' names */
}

/* Assigns; returns the parameter, NULL if zsh refuses. */
static Param assign(const char *name, const char *value)
{
    struct quiet quiet = quiet_start();
    char *own = zsh_text(name);
    Param parameter = fits(find(own), value) ? setsparam(own, zsh_text(value)) : NULL;

    zsfree(own);
    quiet_end(quiet);
    return parameter;
}

bool variable_set(const char *name, const char *value)
{
    return assign(name, value) != NULL;
}

/* An array while it is added to: zsh takes one as a whole. Keys and values of an associative one alternate. */
struct growing {
    char *name, **items;
    size_t count, capacity;
    bool associative, failed;
};

void *variable_array(const char *name, bool associative)
{
    struct growing *array = zshcalloc(sizeof *array);

    array->name = zsh_text(name);
    array->associative = associative;
    return array;
}

static void add_item(struct growing *array, const char *text)
{
    if (array->count + 1 >= array->capacity) {
        array->capacity = array->capacity * 2 + 16;
        array->items = zrealloc(array->items, array->capacity * sizeof *array->items);
    }
    array->items[array->count++] = zsh_text(text);
}

void array_add(void *array, int64_t index, const char *value)
{
    (void)index; /* they come in order */
    add_item(array, value);
}

void assoc_add(void *array, const char *key, const char *value)
{
    add_item(array, key);
    add_item(array, value);
}

static void unset_association(char *name)
{
    Param parameter = find(name);

    if (parameter != NULL && (parameter->node.flags & PM_HASHED) && !(parameter->node.flags & PM_SPECIAL))
        unsetparam(name);
}

bool array_end(void *array)
{
    struct growing *grown = array;
    struct quiet quiet = quiet_start();

    if (grown->items == NULL)
        grown->items = zshcalloc(sizeof *grown->items);
    grown->items[grown->count] = NULL;
    if (!grown->associative)
        unset_association(grown->name); /* else zsh would take the items for keys and values */
    Param parameter = grown->associative ? sethparam(grown->name, grown->items) : setaparam(grown->name, grown->items);
    quiet_end(quiet);
    zsfree(grown->name);
    zfree(grown, sizeof *grown);
    return parameter != NULL;
}

/* What a name in the environment can be for zsh. */
static bool can_export(const char *name)
{
    for (const char *at = name; *at != '\0'; at++)
        if ((unsigned char)*at >= 0x80 || *at == '[')
            return false;
    return is_name((char *)name);
}

int variable_export(const char *name, const char *value)
{
    if (!can_export(name))
        return -EINVAL;
    if (variable_check(name, false) == VARIABLE_READONLY)
        return -EPERM;
    Param parameter = assign(name, value);
    if (parameter == NULL || (PM_TYPE(parameter->node.flags) & (PM_ARRAY | PM_HASHED)))
        return -EINVAL;
    parameter->node.flags |= PM_EXPORTED;
    export_param(parameter);
    return 0;
}

int __real_unsetenv(const char *name);

int variable_unexport(const char *name)
{
    char *own = zsh_text(name);
    Param parameter = find(own);
    int result = 0;

    if (parameter == NULL)
        __real_unsetenv(name); /* zsh passes on names that no parameter can have */
    else if (parameter->node.flags & PM_EXPORTED) {
        struct quiet quiet = quiet_start();
        if (is_fixed(parameter))
            result = -EPERM;
        else
            unsetparam(own);
        quiet_end(quiet);
    }
    zsfree(own);
    return result;
}
