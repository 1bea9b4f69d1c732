/* SPDX-License-Identifier: MIT */
/* Bash's variables: results stored with -v, -a and -A; the environment changed. */
#include "inside/guest.h"

#include <errno.h>
#include <string.h>

#include "bash/bash.h"
#include "value/ascii.h"

static bool is_identifier(const char *name)
{
    for (const char *at = name; *at != '\0'; at++)
        if (!ascii_in_name(*at, at == name))
            return false;
    return name[0] != '\0';
}

/* Returns the variable x for the name "x" or "x[2]", or NULL if it does not exist yet. */
static SHELL_VAR *find(const char *name)
{
    const char *bracket = strchr(name, '[');
    size_t size = bracket != NULL ? (size_t)(bracket - name) : strlen(name);
    char *base = xmalloc(size + 1);

    memcpy(base, name, size);
    base[size] = '\0';
    SHELL_VAR *variable = find_variable(base);
    xfree(base);
    return variable;
}

enum variable_fault variable_check(const char *name, bool array)
{
    if (!is_identifier(name) && (array || !valid_array_reference(name, 0)))
        return VARIABLE_NAME;
    SHELL_VAR *variable = find(name);
    return variable != NULL && (readonly_p(variable) || noassign_p(variable)) ? VARIABLE_READONLY : VARIABLE_FINE;
}

bool variable_set(const char *name, const char *value)
{
    SHELL_VAR *variable = builtin_bind_variable((char *)name, (char *)value, 0);

    if (variable == NULL || readonly_p(variable) || noassign_p(variable))
        return false;
    VUNSETATTR(variable, att_invisible);
    stupidly_hack_special_variables((char *)name);
    return true;
}

/* Takes the value away, so that a variable of the other kind can become an array; its scope and attributes stay. */
static void take_value(SHELL_VAR *variable)
{
    if (array_p(variable))
        array_dispose(array_cell(variable));
    else if (assoc_p(variable))
        assoc_dispose(assoc_cell(variable));
    else
        FREE(value_cell(variable));
    VUNSETATTR(variable, att_array | att_assoc);
    var_setvalue(variable, NULL);
}

void *variable_array(const char *name, bool associative)
{
    SHELL_VAR *variable = find_variable(name);

    if (variable != NULL && !readonly_p(variable) && !noassign_p(variable) &&
        !(associative ? assoc_p(variable) : array_p(variable)))
        take_value(variable);
    variable = find_or_make_array_variable((char *)name, associative ? 3 : 1);
    if (variable == NULL)
        return NULL;
    VUNSETATTR(variable, att_invisible);
    if (associative)
        assoc_flush(assoc_cell(variable));
    else
        array_flush(array_cell(variable));
    return variable;
}

void array_add(void *array, int64_t index, const char *value)
{
    SHELL_VAR *variable = array;

    array_insert(array_cell(variable), index, (char *)value);
}

void assoc_add(void *array, const char *key, const char *value)
{
    SHELL_VAR *variable = array;

    assoc_insert(assoc_cell(variable), savestring(key), (char *)value);
}

bool array_end(void *array)
{
    (void)array; /* the variable has it all */
    return true;
}

int variable_export(const char *name, const char *value)
{
    SHELL_VAR *variable = find_variable(name);

    if (!is_identifier(name))
        return -EINVAL;
    if (variable != NULL && (readonly_p(variable) || noassign_p(variable)))
        return -EPERM;
    variable = bind_variable((char *)name, (char *)value, 0);
    if (variable == NULL)
        return -EPERM;
    VSETATTR(variable, att_exported);
    VUNSETATTR(variable, att_invisible);
    array_needs_making = 1;
    stupidly_hack_special_variables((char *)name);
    return 0;
}

int variable_unexport(const char *name)
{
    SHELL_VAR *variable = find_variable(name);

    if (name[0] == '\0' || strchr(name, '=') != NULL)
        return -EINVAL;
    if (variable == NULL || !exported_p(variable))
        return 0;
    if (readonly_p(variable) || non_unsettable_p(variable))
        return -EPERM;
    unbind_variable(name);
    array_needs_making = 1;
    stupidly_hack_special_variables((char *)name);
    return 0;
}
