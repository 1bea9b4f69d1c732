# xos-ops(7) from the records of `xos --list --json`: one mdoc entry an operation, chapters in the table's order.

# Text that mdoc takes as it stands.
def safe: gsub("\\\\"; "\\e") | gsub("\\(\\)"; "\\&()") | gsub("(?<os>Free|Net|Open)BSD"; "\(.os)\\&BSD") | gsub("-"; "\\-") | gsub("(?m)^(?<c>[.'])"; "\\&\(.c)");

# One argument of a macro.
def quoted: safe | gsub("\""; "\"\"") | "\"\\&\(.)\"";

# A paragraph: a line a sentence, lines of at most 78 bytes.
def lines:
    gsub("(?<end>[.?!]) +(?=[A-Z])"; "\(.end)\n") | split("\n") | map(
        reduce splits(" +") as $word ([""];
            if .[-1] == "" then .[-1] = $word
            elif (.[-1] | length) + ($word | length) < 72 then .[-1] += " " + $word
            else . + [$word] end) | .[]) | map(safe) | join("\n");

def sentence: if test("[.?!]$") then . else . + "." end;

def parameter:
    (if .option then (if .kind == "bool" and .default == "True" then "--[no-]" else "--" end) + (.name | gsub("_"; "-")) + (if .kind != "bool" then " " + .value else "" end)
     else (.metavar // .name | ascii_upcase | gsub("_"; "-")) end) as $name
    | (if .letter then "-\(.letter), " else "" end) as $letter
    | (.help // .value) + (if .constants then " (" + (.constants | join(", ")) + ")" else "" end)
      + (if .kind == "bool" then (if .default == "True" then "; default yes" else "" end)
         elif .default != null and .default != "None" then "; default " + .default else "" end)
    | ".It " + ($letter + $name | quoted) + "\n" + (sentence | lines);

def parameters:
    if (.params | length) == 0 then empty
    else ".Bl -tag -width Ds -compact\n" + (.params | map(parameter) | join("\n")) + "\n.El" end;

# A line that begins with a label; nothing where there is no text.
def item($title): if . == null then empty else ".br\n" + ($title + . | sentence | lines) end;

def status_note:
    if .predicate then ".br\nThe answer is also the exit status: 0 for true, 1 for false." else empty end;

def entry:
    [ ".It Sy " + ((if .home then .name else .usage end) | quoted),
      (.name as $name | if .section != "module" and (.signature | startswith($name)) then ".Li " + ("os." + .signature | quoted), ".br" else empty end),
      (.summary | sentence | lines),
      (.home | item("Given by ")),
      (.elsewhere | item("Status 69 here: it exists on ")),
      (.instead | item("Status 69, not here: ")),
      parameters,
      (.result | item("Result: ")),
      status_note,
      (if .chains then ".br\nTakes\n.Fl \\&-\n.Ar PROG ." else empty end),
      (.errors | item("Errors: ")),
      (.note | item("Note: ")),
      (if .since != "3.8" then ".br\nDocumented since \(.since)." else empty end),
      (if .example then ".Dl " + (.example | quoted) else empty end) ]
    | join("\n");

def chapters: reduce .[] as $row ([]; if (length > 0) and (.[-1][0].chapter == $row.chapter)
                                      then .[-1] += [$row] else . + [[$row]] end);

".\\\" Made by man/generate from the table of operations; change that instead.",
".Dd November 21, 2026",
".Dt XOS-OPS 7",
".Os",
".Sh NAME",
".Nm xos-ops",
".Nd every operation of xos",
".Sh DESCRIPTION",
"Each operation of",
".Xr xos 1",
"with its documented signature, its arguments, its result, the errors to expect",
"and an example that runs unchanged in an empty directory.",
"The names and their meaning are those of the",
".Li os",
"module of Python.",
".Pp",
"Arguments stand in the documented order; those in brackets may be left out.",
"Every operation also takes",
".Fl \\&-json ,",
".Fl 0 ,",
".Fl \\&-result\\-fd Ar FD ,",
".Fl \\&-help",
"and",
".Fl \\&-version ;",
"one that takes or gives bytes takes",
".Fl \\&-hex",
"and",
".Fl \\&-base64 ,",
"one that makes descriptors",
".Fl \\&-as Ar FD .",
"The forms of numbers, modes, flags, times and the rest are in",
".Xr xos 1 ,",
"the exit statuses in",
".Xr xos-exit 7 .",
(map(select(.section != "applets")) | chapters[] |
    ".Sh " + (.[0].chapter | ascii_upcase | quoted), ".Bl -tag -width Ds", (.[] | entry), ".El"),
".Sh SEE ALSO",
".Xr xos 1 ,",
".Xr xos-exit 7"
