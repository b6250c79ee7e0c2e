"""The schedule of the front matter: every way to say it, and each contradiction refused with its place."""

import json

import jsonschema
import pytest

from handouts.errors import ContentError
from handouts.model.frontmatter import FrontMatter
from handouts.model.schedule import PATTERNS, Schedule
from handouts.review.approval import text_digest


def monograph(schedule):
    return f"---\ntitle: Demo\nschedule: {schedule}\n---\n# Demo\n### Usage\nFor pain.\n"


@pytest.mark.parametrize(
    ("written", "days", "daily", "weekly"),
    [
        ("{take_days: 21, rest_days: 7}", 28, False, False),
        ("{take_days: 1, rest_days: 6}", 7, False, True),
        ("{take_days: 14}", 14, True, False),
        ("{cycle: [{take_days: 5, rest_days: 2}, {take_days: 5, rest_days: 16}], cycles: 6}", 28, False, False),
        ("{cycle: [{rest_days: 7}, {take_days: 14, dose: 20 mg, rest_days: 7}]}", 28, False, False),
        ("{weekday: monday}", 28, False, True),
        ("{weekday: [Thursday, MONDAY]}", 28, False, False),
        ("{every_days: 1, times: [morning, noon, afternoon, evening, bedtime]}", 28, True, False),
        ("{every_days: 2, times: 12:30}", 28, False, False),
        ("{every_days: 7, times: [08:00, '20.15']}", 28, False, True),
        ("{taper: [{dose: 40 mg, days: 7}, {dose: 30 mg, days: 3}]}", 10, True, False),
        (
            "{take_days: 21, rest_days: 7, tests: [{day: 28, what: Blood test}], visits: [{day: 1, what: Visit}]}",
            28,
            0,
            0,
        ),
    ],
)
def test_what_a_schedule_may_say(read, written, days, daily, weekly):
    schedule = read(monograph(written)).metadata.schedule
    assert schedule.cycle_days == days
    assert (schedule.is_daily, schedule.is_weekly) == (daily, weekly)


def test_times_and_weekdays_are_read_as_meant(read):
    schedule = read(
        monograph("{weekday: [thursday, MONDAY], times: [Morning, '8:00', '20.15', 21:30]}")
    ).metadata.schedule
    assert schedule.weekday == ("Monday", "Thursday")
    assert schedule.times == ("morning", "08:00", "20:15", "21:30")


@pytest.mark.parametrize(
    ("written", "column", "message", "hint"),
    [
        ("{}", 1, "does not say on which days", "Write one of take_days"),
        ("{rest_days: 7}", 1, "does not say on which days", "Write one of take_days"),
        ("{times: morning}", 1, "does not say on which days", "Write one of take_days"),
        ("{take_days: 0, rest_days: 7}", 12, "greater than or equal to 1", "take_days: 21"),
        ("{take_days: true}", 12, "not a whole number", "take_days: 21"),
        ("{take_days: 21.5}", 12, "not a whole number", "take_days: 21"),
        ("{every_days: 0}", 12, "greater than or equal to 1", "every_days: 2"),
        ("{take_days: 21, weekday: Monday}", 27, "“weekday” and “take_days” stand together", "remove the other"),
        ("{every_days: 2, weekday: Monday}", 12, "“every_days” and “weekday” stand together", "remove the other"),
        ("{taper: [{dose: 1 mg, days: 2}], take_days: 3}", 12, "“taper” and “take_days”", "remove the other"),
        ("{weekday: Monday, rest_days: 6}", 12, "“rest_days” goes with “take_days”", "Remove “rest_days”"),
        (
            "{weekday: {Monday: 3 mg, Tuesday: 4 mg}}",
            12,
            "“weekday” has no doses of its own",
            "from the start on, as cycle",
        ),
        ("{every_days: 1, times: {morning: 3 mg}}", 27, "“times” has no doses of its own", "into the patient's dose"),
        ("{weekday: [Monday, monday]}", 12, "the weekday “Monday” stands twice", "Keep one"),
        ("{weekday: Mon}", 12, "input should be 'Monday'", "weekday: Monday"),
        ("{weekday: []}", 12, "it is empty", "remove the field"),
        ("{every_days: 2, times: [08:00, '8:00']}", 27, "the time “08:00” stands twice", "Keep one"),
        ("{every_days: 2, times: [24:00]}", 27, "is no time of day", "as the clock shows it"),
        ("{every_days: 2, times: [sometimes]}", 27, "“Sometimes” is no time of day", "morning, noon"),
        (
            "{take_days: 21, rest_days: 7, tests: [{day: 30, what: Blood}]}",
            41,
            "day 30 (Blood) lies outside",
            "1 to 28",
        ),
        ("{weekday: Monday, visits: [{day: 29, what: Visit}]}", 29, "day 29 (Visit) lies outside", "1 to 28"),
        ("{take_days: 5, cycles: 2, tests: [{day: 1, what: A, cycle: 3}]}", 37, "cycle 3 (A) does not come", "1 to 2"),
        ("{take_days: 5, tests: [{day: 1, what: A}, {day: 1, what: a}]}", 26, "stands twice", "Keep one"),
        ("{cycle: [{rest_days: 7}]}", 12, "a cycle has a day on which it is taken", "Add take_days"),
        ("{cycle: [{take_days: 1}, {rest_days: 0}]}", 36, "a stretch has days", "Add take_days"),
        ("{cycle: [{take_days: 1}, {rest_days: 2, dose: 1 mg}]}", 36, "has no dose", "Remove the dose"),
        ("{taper: [{dose: 40 mg, days: 7}, {dose: 30 mg, days: 0}]}", 58, "greater than or equal to 1", "days: 7"),
        ("{taper: [{days: 7}]}", 20, "the field is missing", "Add this field"),
        ("{taper: [{dose: 40 mg, days: 7}], cycles: 3}", 45, "a taper ends by itself", "Remove “cycles”"),
        ("{take_days: 366, cycles: 4}", 1, "more than three years", "fewer cycles"),
        ("{every_day: 2}", 12, "there is no such field", "Do you mean every_days?"),
    ],
)
def test_a_contradiction_is_refused_with_its_place_and_a_way_out(read, written, column, message, hint):
    with pytest.raises(ContentError) as refused:
        read(monograph(written))
    problem = refused.value.problems[0]
    assert (problem.code, problem.place.line, problem.place.column) == ("invalid-field", 3, column)
    assert message in problem.message
    assert hint in problem.hint


def test_one_wrong_field_is_told_once(read):
    with pytest.raises(ContentError) as refused:
        read(monograph("{take_days: 0, tests: [{day: 40, what: Blood test}]}"))
    assert len(refused.value.problems) == 1


def test_toml_says_the_same(read):
    text = (
        '+++\ntitle = "Demo"\n[schedule]\nweekday = "Monday"\ntimes = ["08:00"]\n'
        '[[schedule.tests]]\nday = 30\nwhat = "Blood test"\n+++\n# Demo\n### Usage\nx\n'
    )
    with pytest.raises(ContentError, match="lies outside"):
        read(text)
    assert read(text.replace("30", "8")).metadata.schedule.tests[0].day == 8


def test_the_schema_completes_it():
    schema = FrontMatter.model_json_schema()
    fields = schema["$defs"]["Schedule"]["properties"]
    assert {*PATTERNS, "times", "cycles", "tests", "visits", "rest_days"} == set(fields)
    assert all(field["description"] for field in fields.values())
    jsonschema.validate({"title": "a", "schedule": {"weekday": ["Monday"], "times": ["morning"]}}, schema)
    jsonschema.validate({"title": "a", "schedule": {"weekday": "Monday", "times": "08:00"}}, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"title": "a", "schedule": {"weekday": ["Mon"]}}, schema)


def test_every_example_of_the_schema_is_one():
    fields = Schedule.model_fields.items()
    written = [(name, example) for name, field in fields for example in field.examples or ()]
    assert len(written) > 8
    for name, example in written:
        pattern = "" if name in PATTERNS else "take_days: 28, "
        text = monograph(f"{{{pattern}{name}: {example}}}")
        assert json.dumps(text_digest(text.encode(), "demo.md"))


def test_a_schedule_is_part_of_what_is_signed_off():
    digests = {text_digest(monograph(each).encode(), "demo.md") for each in ("{weekday: Monday}", "{weekday: Friday}")}
    assert len(digests) == 2
