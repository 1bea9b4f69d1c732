/* SPDX-License-Identifier: MIT */
/* --find-help: translates find's expressions to xwalk's options, with a table. An expression that xwalk cannot express
 * (an -o between different tests, an unknown primary) is refused, with the word in question. */
#include "walk/find_help.h"

#include <stdlib.h>

#include "out/quote.h"
#include "value/number.h"

TEXTS_OF(walk_find_help);

/* How the words of a primary become an option. */
enum form {
    FORM_NONE,    /* the option takes no value */
    FORM_VALUE,   /* the value unchanged */
    FORM_NAMING,  /* the same, for an option that may be repeated as an alternative */
    FORM_REGEX,   /* with anchors, because find matches the whole path */
    FORM_DIALECT, /* the dialect of regular expressions: xwalk supports one */
    FORM_SIZE,    /* a size in blocks, rounded up */
    FORM_DAYS,    /* [+-]N days; find drops the fraction */
    FORM_MINUTES, /* [+-]N minutes */
    FORM_PROGRAM, /* words up to ; or {} + */
    FORM_DROPPED, /* describes xwalk's default */
};

static const struct {
    const char *primary, *option;
    enum form form;
} table[] = {
    {"-name", "--name", FORM_NAMING},
    {"-iname", "--iname", FORM_NAMING},
    {"-path", "--path", FORM_NAMING},
    {"-wholename", "--path", FORM_NAMING},
    {"-regex", "--regex", FORM_REGEX},
    {"-regextype", NULL, FORM_DIALECT},
    {"-type", "--type", FORM_NAMING},
    {"-user", "--user", FORM_NAMING},
    {"-uid", "--user", FORM_NAMING},
    {"-group", "--group", FORM_NAMING},
    {"-gid", "--group", FORM_NAMING},
    {"-fstype", "--fstype", FORM_NAMING},
    {"-xtype", "--xtype", FORM_VALUE},
    {"-lname", "--lname", FORM_VALUE},
    {"-perm", "--perm", FORM_VALUE},
    {"-links", "--links", FORM_VALUE},
    {"-samefile", "--samefile", FORM_VALUE},
    {"-newer", "--newer", FORM_VALUE},
    {"-newermt", "--newer", FORM_VALUE},
    {"-size", "--size", FORM_SIZE},
    {"-mtime", "--mtime", FORM_DAYS},
    {"-ctime", "--ctime", FORM_DAYS},
    {"-atime", "--atime", FORM_DAYS},
    {"-mmin", "--mtime", FORM_MINUTES},
    {"-cmin", "--ctime", FORM_MINUTES},
    {"-amin", "--atime", FORM_MINUTES},
    {"-empty", "--empty", FORM_NONE},
    {"-readable", "--readable", FORM_NONE},
    {"-writable", "--writable", FORM_NONE},
    {"-executable", "--executable", FORM_NONE},
    {"-nouser", "--no-owner", FORM_NONE},
    {"-nogroup", "--no-owner", FORM_NONE},
    {"-maxdepth", "--max-depth", FORM_VALUE},
    {"-mindepth", "--min-depth", FORM_VALUE},
    {"-xdev", "--one-file-system", FORM_NONE},
    {"-mount", "--one-file-system", FORM_NONE},
    {"-depth", "--bottom-up", FORM_NONE},
    {"-follow", "--follow", FORM_NONE},
    {"-print", NULL, FORM_DROPPED},
    {"-a", NULL, FORM_DROPPED},
    {"-and", NULL, FORM_DROPPED},
    {"-noleaf", NULL, FORM_DROPPED},
    {"-print0", "-0", FORM_NONE},
    {"-printf", "--printf", FORM_VALUE},
    {"-ls", "--long", FORM_NONE},
    {"-quit", "--max-results=1", FORM_NONE},
    {"-delete", "--delete", FORM_NONE},
    {"-exec", "--exec", FORM_PROGRAM},
    {"-execdir", "--execdir", FORM_PROGRAM},
    {"-ok", "--confirm --exec", FORM_PROGRAM},
    {"-ignore_readdir_race", "--race-ok", FORM_NONE},
    {"-files0-from", "--files0-from", FORM_VALUE},
};

/* The state of a translation. */
struct translation {
    struct call *call;
    struct words words;
    size_t at;             /* the next word */
    char *text;            /* the translation; enlarged by the writer */
    struct out out;        /* writes to text */
    const char *option;    /* the last naming option */
    const char *given[16]; /* naming options seen so far, not negated */
    size_t given_count;
    bool negated;
    bool alternative; /* preceded by -o */
};

static bool is_next(const struct translation *translation, size_t ahead, const char *text)
{
    size_t at = translation->at + ahead;

    return at < translation->words.count && word_is(translation->words.items[at], text);
}

static int refuse(struct translation *translation, struct word word, const char *why)
{
    return fail_usage(translation->call->fail, "find_help: '%.*s' %s", shown_size(word), word.data, why);
}

static void put_option(struct translation *translation, const char *option)
{
    out_char(&translation->out, ' ');
    if (translation->negated)
        out_put(&translation->out, "--not ");
    out_put(&translation->out, option);
    translation->negated = false;
}

static void put_word(struct translation *translation, struct word word)
{
    out_char(&translation->out, ' ');
    if (word_is(word, "{}"))
        out_put(&translation->out, "{}");
    else if (word_is(word, ";"))
        out_put(&translation->out, "\\;");
    else
        quote_shell(&translation->out, word.data, word.size);
}

/* Writes a number with a sign and a unit as an option's value: --size=+1024, --mtime=-3d. */
static void put_number(struct translation *translation, const char *option, char sign, uint64_t value, const char *unit)
{
    put_option(translation, option);
    out_char(&translation->out, ' ');
    if (sign != '\0')
        out_char(&translation->out, sign);
    out_put_uint(&translation->out, value);
    out_put(&translation->out, unit);
}

/* Reads [+-]N and moves *at past it. False if there are no digits or too many: N times the largest unit of sizes must
 * fit in 64 bits. */
static bool read_signed(const char **at, char *sign, uint64_t *value)
{
    const uint64_t most = UINT64_MAX >> 31;

    *sign = **at == '+' || **at == '-' ? *(*at)++ : '\0';
    *value = 0;
    const char *from = *at;
    for (; **at >= '0' && **at <= '9'; ++*at) {
        if (*value > most / 10)
            return false;
        *value = *value * 10 + (uint64_t)(**at - '0');
    }
    return *at > from;
}

/* find rounds sizes up to units: more than N units means more than N times the unit in bytes. */
static int put_size(struct translation *translation, const char *option, struct word word)
{
    static const char letters[] = "cwbkMG";
    static const uint64_t units[] = {1, 2, 512, 1024, 1024 * 1024, 1024 * 1024 * 1024};
    const char *at = word.data;
    char sign;
    uint64_t count;

    if (!read_signed(&at, &sign, &count) || (*at != '\0' && (at[1] != '\0' || strchr(letters, *at) == NULL)))
        return refuse(translation, word, "is not a size of find's");
    uint64_t unit = *at != '\0' ? units[strchr(letters, *at) - letters] : 512;
    if (sign == '+' || unit == 1 || count == 0)
        put_number(translation, option, sign, count * unit, "");
    else if (sign == '-')
        put_number(translation, option, '-', (count - 1) * unit + 1, "");
    else if (translation->negated)
        return refuse(translation, word, "negated has no equivalent: it is a range of bytes");
    else {
        put_number(translation, option, '+', (count - 1) * unit, "");
        put_number(translation, option, '-', count * unit + 1, "");
    }
    return 0;
}

/* find drops the fraction of days: more than N days means at least N + 1. Exactly N days is a range. */
static int put_age(struct translation *translation, const char *option, struct word word, bool days)
{
    const char *at = word.data, *unit = days ? "d" : "m";
    char sign;
    uint64_t count;

    if (!read_signed(&at, &sign, &count) || *at != '\0')
        return refuse(translation, word, "is not a number of days or minutes");
    if (sign != '\0') {
        put_number(translation, option, sign, count + (days && sign == '+'), unit);
        return 0;
    }
    if (translation->negated)
        return refuse(translation, word, "negated has no equivalent: it is a range of time");
    put_number(translation, option, '-', count + days, unit);
    translation->negated = true;
    put_number(translation, option, '-', count - (!days && count > 0), unit);
    return 0;
}

static int put_program(struct translation *translation, const char *option)
{
    put_option(translation, option);
    for (;;) {
        if (translation->at == translation->words.count)
            return fail_usage(translation->call->fail, "find_help: %s has no end: ; or {} +", option);
        struct word word = translation->words.items[translation->at++];
        bool batch = word_is(word, "+") && word_is(translation->words.items[translation->at - 2], "{}");
        if (batch)
            out_put(&translation->out, " +");
        else
            put_word(translation, word);
        if (batch || word_is(word, ";"))
            return 0;
    }
}

static int put_regex(struct translation *translation, const char *option, struct word word)
{
    char *anchored = arena_alloc(translation->call->arena, word.size + 5);

    if (anchored == NULL)
        return fail_no_memory(translation->call->fail);
    anchored[0] = '^';
    anchored[1] = '(';
    memcpy(anchored + 2, word.data, word.size);
    memcpy(anchored + 2 + word.size, ")$", 2);
    put_option(translation, option);
    put_word(translation, (struct word){anchored, word.size + 4});
    return 0;
}

static int put_primary(struct translation *translation, const char *option, enum form form, struct word primary)
{
    struct word value = {0};

    if (form == FORM_PROGRAM)
        return put_program(translation, option);
    if (form != FORM_NONE) {
        if (translation->at == translation->words.count)
            return refuse(translation, primary, "needs a value");
        value = translation->words.items[translation->at++];
    }
    if (form == FORM_DIALECT)
        return word_is(value, "posix-extended") || word_is(value, "posix-egrep") || word_is(value, "egrep")
                   ? 0
                   : refuse(translation, value, "is another dialect than xwalk's: posix-extended");
    if (form == FORM_REGEX)
        return put_regex(translation, option, value);
    if (form == FORM_SIZE)
        return put_size(translation, option, value);
    if (form == FORM_DAYS || form == FORM_MINUTES)
        return put_age(translation, option, value, form == FORM_DAYS);
    put_option(translation, option);
    if (form != FORM_NONE)
        put_word(translation, value);
    return 0;
}

/* Translates -name GLOB -prune -o: matching entries are neither shown nor entered. True if the expression has that
 * form. */
static bool take_prune(struct translation *translation)
{
    bool glob = is_next(translation, 0, "-name") || is_next(translation, 0, "-path") ||
                is_next(translation, 0, "-wholename");

    if (!glob || !is_next(translation, 2, "-prune") ||
        !(is_next(translation, 3, "-o") || is_next(translation, 3, "-or")))
        return false;
    put_option(translation, "--exclude");
    put_word(translation, translation->words.items[translation->at + 1]);
    translation->at += 4;
    return true;
}

/* Records a naming option; false if it was given before and this one is not an alternative (-o). */
static bool is_alone(struct translation *translation, const char *option)
{
    bool alone = true;

    for (size_t i = 0; i < translation->given_count; i++)
        alone = alone && translation->given[i] != option;
    if (alone && translation->given_count < sizeof translation->given / sizeof translation->given[0])
        translation->given[translation->given_count++] = option;
    alone = alone || (translation->alternative && translation->option == option);
    translation->option = option;
    return alone;
}

/* Translates one primary; *naming is set if it is a naming option that is not negated. */
static int take_primary(struct translation *translation, bool *naming)
{
    struct word primary = translation->words.items[translation->at++];

    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (!word_is(primary, table[i].primary))
            continue;
        *naming = table[i].form == FORM_NAMING && !translation->negated;
        if (*naming && !is_alone(translation, table[i].option))
            return refuse(translation, primary, "twice without -o has no equivalent: it is an alternative in xwalk");
        return table[i].form == FORM_DROPPED ? 0 : put_primary(translation, table[i].option, table[i].form, primary);
    }
    return refuse(translation, primary, "has no equivalent in xwalk");
}

/* Translates primaries up to ) or the end. If -o is between them, all must be the same naming option. */
static int take_list(struct translation *translation, int depth)
{
    enum { DEEPEST = 50 };
    const char *option = NULL;
    size_t count = 0, naming_count = 0;
    bool either = false, naming;

    while (translation->at < translation->words.count && !is_next(translation, 0, ")")) {
        struct word word = translation->words.items[translation->at];
        naming = false;
        if (word_is(word, "-o") || word_is(word, "-or")) {
            either = translation->alternative = true;
            translation->at++;
            continue;
        } else if (word_is(word, "!") || word_is(word, "-not")) {
            translation->negated = !translation->negated;
            translation->at++;
            continue;
        } else if (word_is(word, "(")) {
            if (translation->negated)
                return refuse(translation, word, "after a ! has no equivalent: negate each test");
            if (depth == DEEPEST)
                return refuse(translation, word, "nests too deeply");
            translation->at++;
            count++;
            if (take_list(translation, depth + 1) < 0)
                return -1;
            if (!is_next(translation, 0, ")"))
                return refuse(translation, word, "is not closed");
            translation->at++;
        } else if (!take_prune(translation)) {
            if (take_primary(translation, &naming) < 0)
                return -1;
            count++;
            naming_count += naming && (option == NULL || option == translation->option);
            option = naming ? translation->option : option;
        }
        translation->alternative = false;
        if (either && naming_count < count)
            return refuse(translation, word_of("-o"), "between different tests has no equivalent: use two commands");
    }
    return 0;
}

static bool is_top(struct word word)
{
    return word.size > 0 && word.data[0] != '-' && word.data[0] != '(' && word.data[0] != '!';
}

/* True for find's -H, -L and -P, which come before the tops. */
static bool is_switch(struct word word)
{
    return word.size == 2 && word.data[0] == '-' && strchr("HLP", word.data[1]) != NULL;
}

int find_help(struct call *call, struct words words)
{
    enum { ROOM = 16 };
    struct translation translation = {.call = call, .words = words};
    size_t size = 64;

    for (size_t i = 0; i < words.count; i++)
        size += ROOM * 4 + 4 * words.items[i].size;
    translation.text = arena_alloc(call->arena, size);
    if (translation.text == NULL)
        return fail_no_memory(call->fail);
    out_init(&translation.out, &out_plain, -1, translation.text, size);
    out_put(&translation.out, "xwalk");
    while (translation.at < words.count &&
           (is_top(words.items[translation.at]) || is_switch(words.items[translation.at]))) {
        struct word word = words.items[translation.at++];
        if (is_top(word))
            put_word(&translation, word);
        else if (word.data[1] != 'H')
            put_option(&translation, word.data[1] == 'L' ? "--follow" : "--no-dereference");
    }
    if (take_list(&translation, 0) < 0)
        return -1;
    if (translation.at < words.count)
        return refuse(&translation, words.items[translation.at], "closes nothing");
    out_raw(call->out, translation.text, translation.out.used);
    out_char(call->out, '\n');
    return 0;
}
