/* SPDX-License-Identifier: MIT */
/* Writes tables. */
#include "out/table.h"

#include <string.h>

#include "out/quote.h"
#include "value/number.h"

enum { PIPE_WIDTH = 80 }; /* columns to which a last column is cut if the output is no terminal */

/* Returns the column to leave out next; count if all others are needed. */
static size_t least_needed(const struct table *table)
{
    size_t found = table->count;

    for (size_t i = 0; i < table->count; i++)
        if (table->columns[i].rank > 0 && !(table->hidden >> i & 1) &&
            (found == table->count || table->columns[i].rank > table->columns[found].rank))
            found = i;
    return found;
}

void table_start(struct table *table, struct out *out, const struct table_column *columns, size_t count,
                 unsigned hidden)
{
    size_t width = 0, limit = out_is_tty(out) ? out_columns(out) : SIZE_MAX, found;

    *table = (struct table){.out = out,
                            .columns = columns,
                            .count = count,
                            .last = count - 1,
                            .hidden = hidden,
                            .raw = limit == SIZE_MAX,
                            .end = '\n'};
    for (size_t i = 0; i < count; i++)
        width += hidden >> i & 1 ? 0 : columns[i].width + 1u;
    width--; /* no blank after the last column */
    while (width > limit && (found = least_needed(table)) < count) {
        table->hidden |= 1u << found;
        width -= columns[found].width + 1u;
    }
    while (table->hidden >> table->last & 1)
        table->last--;
    limit = limit == SIZE_MAX ? PIPE_WIDTH : limit;
    table->last_width = columns[table->last].width + (width < limit ? limit - width : 0);
}

static void pad(struct out *out, size_t size, size_t width)
{
    for (; size < width; size++)
        out_char(out, ' ');
}

void table_cell(struct table *table, const char *text, size_t size)
{
    const struct table_column *column = &table->columns[table->at];
    bool last = table->at == table->last;
    size_t width = last && column->cut ? table->last_width : column->width;
    size_t shown = column->cut && size > width ? width - 1 : size;

    if (!(table->hidden >> table->at & 1)) {
        pad(table->out, column->right ? size : width, width);
        if (table->raw)
            out_raw(table->out, text, shown);
        else
            quote_visible(table->out, text, shown);
        if (shown < size)
            out_char(table->out, '+');
        pad(table->out, column->right || last ? width : size, width);
        if (!last)
            out_char(table->out, ' ');
    }
    if (++table->at == table->count) {
        table->at = 0;
        out_char(table->out, table->end);
    }
}

void table_text(struct table *table, const char *text)
{
    table_cell(table, text, strlen(text));
}

void table_int(struct table *table, int64_t value)
{
    char text[NUMBER_ROOM];

    table_cell(table, text, int_write(text, value));
}

void table_heading(struct table *table)
{
    for (size_t i = 0; i < table->count; i++)
        table_text(table, table->columns[i].title);
}
