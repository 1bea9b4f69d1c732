/* SPDX-License-Identifier: MIT */
/* The module `xos` of zsh (zmodload xos): what zsh loads. The builtin itself is in applets/inside; the other files of
 * this folder implement its guest.h. */
#include "inside/run.h"

#include "zsh/shell.h"

#define EXPORTED __attribute__((visibility("default")))

static char *next_word(void *state)
{
    char ***words = state;

    return unmetafy(*(*words)++, NULL);
}

/* Signals wait in zsh's queue meanwhile, so that no trap runs in the middle of an operation. */
static int run_xos(char *name, char **words, Options options, int function)
{
    size_t count = 0;

    (void)name;
    (void)options;
    (void)function;
    child_take_over(words);
    while (words[count] != NULL)
        count++;
    queue_signals();
    int status = inside_run(count, next_word, &words);
    unqueue_signals();
    return status;
}

static struct builtin builtins[] = {
    BUILTIN((char *)"xos", BINF_HANDLES_OPTS, run_xos, 0, -1, 0, NULL, NULL),
};

static struct features offered = {.bn_list = builtins, .bn_size = 1};

EXPORTED int setup_(Module module);
EXPORTED int features_(Module module, char ***features);
EXPORTED int enables_(Module module, int **enables);
EXPORTED int boot_(Module module);
EXPORTED int cleanup_(Module module);
EXPORTED int finish_(Module module);

/* A module knows the inside of the zsh whose headers it was built with. */
int setup_(Module module)
{
    const char *version = getsparam((char *)"ZSH_VERSION");

    (void)module;
    if (version == NULL || strcmp(version, ZSH_VERSION) != 0) {
        zwarn("xos: the module was built for zsh %s", ZSH_VERSION);
        return 1;
    }
    inside_start();
    return 0;
}

int features_(Module module, char ***features)
{
    *features = featuresarray(module, &offered);
    return 0;
}

int enables_(Module module, int **enables)
{
    return handlefeatures(module, &offered, enables);
}

int boot_(Module module)
{
    (void)module;
    return 0;
}

int cleanup_(Module module)
{
    return setfeatureenables(module, &offered, NULL);
}

int finish_(Module module)
{
    (void)module;
    return 0;
}
