/* SPDX-License-Identifier: MIT */
/* The classes of logging's handlers, and the keywords of their constructors. */
#include "log/config_handlers.h"
#include "os/search.h"

TEXTS_OF(log_config_classes);

#define FILE_KEYWORDS \
    {"encoding", VALUE_ENCODING, NULL}, {"delay", VALUE_IGNORED, NULL}, \
    { \
        "errors", VALUE_IGNORED, NULL \
    }

static const struct handler_class classes[] = {
    {"logging.StreamHandler", LOG_FD, {{"stream", VALUE_STREAM, NULL}}},
    {"logging.FileHandler", LOG_FILE, {{"filename", VALUE_ADDRESS, NULL}, {"mode", VALUE_TEXT, "mode"}, FILE_KEYWORDS}},
    {"logging.handlers.WatchedFileHandler",
     LOG_WATCHED,
     {{"filename", VALUE_ADDRESS, NULL}, {"mode", VALUE_TEXT, "mode"}, FILE_KEYWORDS}},
    {"logging.handlers.RotatingFileHandler",
     LOG_ROTATE,
     {{"filename", VALUE_ADDRESS, NULL},
      {"mode", VALUE_IGNORED, NULL},
      {"maxBytes", VALUE_NUMBER, "max-bytes"},
      {"backupCount", VALUE_NUMBER, "count"},
      FILE_KEYWORDS}},
    {"logging.handlers.TimedRotatingFileHandler",
     LOG_TIMED,
     {{"filename", VALUE_ADDRESS, NULL},
      {"when", VALUE_TEXT, "when"},
      {"interval", VALUE_NUMBER, "interval"},
      {"backupCount", VALUE_NUMBER, "count"},
      {"encoding", VALUE_ENCODING, NULL},
      {"delay", VALUE_IGNORED, NULL},
      {"utc", VALUE_SWITCH, "utc"},
      {"atTime", VALUE_TEXT, "at"},
      {"errors", VALUE_IGNORED, NULL}}},
    {"logging.handlers.SocketHandler", LOG_TCP, {{"host", VALUE_ADDRESS, NULL}, {"port", VALUE_PORT, NULL}}},
    {"logging.handlers.DatagramHandler", LOG_UDP, {{"host", VALUE_ADDRESS, NULL}, {"port", VALUE_PORT, NULL}}},
    {"logging.handlers.SysLogHandler",
     LOG_SYSLOG,
     {{"address", VALUE_SYSLOG, NULL},
      {"facility", VALUE_TEXT, "facility"},
      {"socktype", VALUE_SOCKTYPE, NULL},
      {"timeout", VALUE_IGNORED, NULL}}},
    {"logging.handlers.MemoryHandler",
     LOG_MEMORY,
     {{"capacity", VALUE_ADDRESS, NULL},
      {"flushLevel", VALUE_LEVEL, "flush-level"},
      {"target", VALUE_TARGET, NULL},
      {"flushOnClose", VALUE_SWITCH, "flush-on-close"}}},
    {"logging.handlers.QueueHandler",
     LOG_MEMORY,
     {{"queue", VALUE_IGNORED, NULL},
      {"listener", VALUE_IGNORED, NULL},
      {"handlers", VALUE_HANDLERS, NULL},
      {"respect_handler_level", VALUE_IGNORED, NULL}}},
    {"logging.NullHandler", LOG_NULL, {{NULL, 0, NULL}}},
    {"xos.Destination", LOG_KINDS, {{"destination", VALUE_ADDRESS, NULL}}},
};

/* Members of every handler; the last two are those of an INI file. */
static const char *const common[] = {"level", "class", "formatter", "filters", ".", "args", "kwargs"};

/* Attributes that "." sets. */
static const struct keyword attributes[] = {
    {"terminator", VALUE_TEXT, "terminator"}, {"append_nul", VALUE_SWITCH, "nul"},  {"ident", VALUE_TEXT, "ident"},
    {"retryStart", VALUE_IGNORED, NULL},      {"retryFactor", VALUE_IGNORED, NULL}, {"retryMax", VALUE_IGNORED, NULL},
    {"closeOnError", VALUE_IGNORED, NULL},
};

const struct handler_class *config_class(const struct config *config, const struct place *place)
{
    struct place member;
    const char *instead = "";

    if (config_member(config, place, "class", &member) < 0)
        return NULL;
    if (member.value == NULL || member.value->kind != JSON_STRING) {
        config_refuse(config, place, "class is missing");
        return NULL;
    }
    struct word name = member.value->text;
    for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++) {
        const char *full = classes[i].name;
        if (word_is(name, full) || (config->ini && word_is(name, full + strlen("logging."))))
            return &classes[i];
    }
    if (search_bytes(name.data, name.size, "SMTP", 4) != NULL || search_bytes(name.data, name.size, "HTTP", 4) != NULL)
        instead = "; mail and HTTP: class xos.Destination with destination 'exec:...'";
    config_refuse(config, &member,
                  "unknown class '%.*s' (logging.StreamHandler FileHandler NullHandler, logging.handlers.Rotating- "
                  "TimedRotating- WatchedFileHandler SysLog- Socket- Datagram- Memory- QueueHandler)%s",
                  shown_size(name), name.data, instead);
    return NULL;
}

const struct keyword *config_attribute(struct word name)
{
    for (size_t i = 0; i < sizeof attributes / sizeof attributes[0]; i++)
        if (word_is(name, attributes[i].name))
            return &attributes[i];
    return NULL;
}

int config_check_keywords(const struct config *config, const struct handler_class *class, const struct place *place)
{
    enum { COMMON = sizeof common / sizeof common[0] };
    const char *names[KEYWORDS + COMMON + 1];
    size_t count = 0;

    for (int i = 0; i < KEYWORDS && class->keywords[i].name != NULL; i++)
        names[count++] = class->keywords[i].name;
    for (int i = 0; i < COMMON - 2 * !config->ini; i++)
        names[count++] = common[i];
    names[count] = NULL;
    return config_check_keys(config, place, names);
}
