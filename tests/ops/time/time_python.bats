# The module time against Python's: the same instants, tuples, zones and formats.
load ../../helper
load ../../python

@test "conversions, formats and time zones give what Python's time module gives" {
    newest_python
    no_answer_differs "$python" "$top/tests/ops/time/ask.py" "$XOS_BUILD/xos" "${FULL:+40000}${FULL:-1500}"
}

@test "transitions of zones are those of Python's zoneinfo" {
    newest_python
    "$python" -c 'import zoneinfo; zoneinfo.ZoneInfo("Europe/Berlin")' 2>/dev/null || skip "no zoneinfo"
    no_answer_differs "$python" "$top/tests/ops/time/ask_zones.py" "$XOS_BUILD/xos" "${FULL:+all}${FULL:-12}"
}
