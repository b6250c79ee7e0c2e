"""What the boxes of a calendar say, and the layout that has room for it."""

import datetime as dt

import pytest
from editing import edition_for
from prescribing import MOMENT, SMALL, Order, boxes, monograph_of

from handouts import make_edition
from handouts.errors import ContentError
from handouts.leaflet.calendar_sheet import calendars
from handouts.leaflet.printed import Origin
from handouts.leaflet.wording import Wording, wording
from handouts.model.edition import Edition
from handouts.model.monograph import plain
from handouts.model.paper import PaperSize
from handouts.model.sheet import Sheet


@pytest.fixture
def pages(read, look):
    def make(schedule, order=None, edition=edition_for(), say=None, foot_mm=0, **named):  # noqa: B008 - frozen
        monograph = monograph_of(read, schedule, **named)
        return calendars(monograph, edition, say or wording(monograph.language, look), order, foot_mm=foot_mm)

    return make


def test_the_last_day_there_is_can_be_printed_and_no_later_one(pages):
    schedule = "{take_days: 21, rest_days: 7, cycles: 1}"
    (page,) = pages(schedule, Order(start=dt.date(9999, 12, 4)))
    assert boxes(page)[-1].date == "31 Dec"
    with pytest.raises(ContentError) as refused:
        pages(schedule, Order(start=dt.date(9999, 12, 5)))
    assert refused.value.problems[0].code == "no-such-date"


def test_a_cycle_fills_a_page(pages):
    found = pages(
        "{take_days: 21, rest_days: 7, cycles: 3, times: ['20:00'],"
        " tests: [{day: 1, what: Blood test}, {day: 15, what: Blood test, cycle: 1}], visits: [{day: 2, what: Visit}]}",
        Order(dose="10 mg", start=dt.date(2026, 12, 1), next_visit=MOMENT),
    )
    assert [[plain(words) for words in page.span] for page in found] == [
        ["Cycle 1 of 3", "1 December 2026 to 28 December 2026"],
        ["Cycle 2 of 3", "29 December 2026 to 25 January 2027"],
        ["Cycle 3 of 3", "26 January 2027 to 22 February 2027"],
    ]
    first, second, _ = map(boxes, found)
    assert [box.number for box in first] == [box.number for box in second] == [f"Day {n}" for n in range(1, 29)]
    assert [box.words for box in first] == ["Take 10 mg"] * 21 + ["Do not take it"] * 7
    assert [plain(text.inline) for text in first[0].ticks] == ["20:00"]
    assert not first[21].ticks
    notes = [
        {box.number: [plain(text.inline) for text in box.notes] for box in page if box.notes}
        for page in (first, second)
    ]
    assert notes[0] == {
        "Day 1": ["Blood test"], "Day 15": ["Blood test"], "Day 22": ["Next visit at 10:30"], "Day 2": ["Visit"]
    }  # fmt: skip
    assert notes[1] == {"Day 1": ["Blood test"], "Day 2": ["Visit"]}
    assert (first[0].date, second[0].date, second[3].date) == ("1 Dec", "29 Dec", "1 Jan")
    assert [box and box.number for box in found[0].weeks[0].boxes] == [None, *(f"Day {n}" for n in range(1, 7))]


def test_who_starts_a_weekly_medicine_on_another_day_takes_it_on_the_next_named_one(pages):
    thursday = dt.date(2026, 12, 3)
    found = pages("{weekday: Monday}", Order(start=thursday))
    assert len(found) == 3
    taken = [box.date for page in found for box in boxes(page) if box.takes]
    assert taken[:3] == ["7 Dec", "14 Dec", "21 Dec"]
    assert len(taken) == 12
    assert [box.words for box in boxes(found[0])][:6] == [*["Not today"] * 4, "Take it", "Not today"]
    assert found[0].order == "Take it once a week, on Monday only."


def test_a_week_of_one_dose_keeps_the_weekday_of_its_start(pages):
    found = pages("{take_days: 1, rest_days: 6}", Order(start=dt.date(2026, 12, 2)))
    assert found[0].order == "Take it once a week, on Wednesday only."
    assert {box.weekday for page in found for box in boxes(page) if box.takes} == {"Wed"}
    (blank, *_) = pages("{take_days: 1, rest_days: 6}")
    assert blank.order == "Take it once a week, always on the same day of the week."
    assert not blank.columns


def test_without_a_start_the_days_have_numbers_and_room_for_a_date(pages):
    (page, *others) = pages("{take_days: 21, rest_days: 7}")
    assert len(others) == 2
    assert not page.columns
    assert [week.label for week in page.weeks] == ["Week 1", "Week 2", "Week 3", "Week 4"]
    assert all(len(week.boxes) == 7 and all(week.boxes) for week in page.weeks)
    assert not any(box.date or box.weekday for box in boxes(page))
    assert [plain(text.inline) for text in page.text()].count("Date") == 28
    assert [field.value for field in page.fields] == [None, None]


def test_weekdays_without_a_start_are_named_all_the_same(pages):
    (page, *_) = pages("{weekday: [Monday, Thursday]}", language="en-US")
    assert page.columns == ("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat")
    assert [[box.takes for box in week.boxes] for week in page.weeks] == [
        [False, True, False, False, True, False, False]
    ] * 4
    assert page.order == "Take it on these days of the week only: Monday, Thursday."


def test_a_taper_says_each_dose_and_where_a_new_one_begins(pages):
    steps = "{taper: [{dose: 40 mg, days: 7}, {dose: 30 mg, days: 7}, {dose: 5 mg, days: 42}]}"
    found = pages(steps, Order(start=dt.date(2028, 2, 20)))
    every = [box for page in found for box in boxes(page)]
    assert [len(boxes(page)) for page in found] == [28, 28]
    assert [box.words for box in every] == ["Take 40 mg"] * 7 + ["Take 30 mg"] * 7 + ["Take 5 mg"] * 42
    assert [box.number for box in every if box.notes] == ["Day 8", "Day 15"]
    assert every[9].date == "29 Feb"
    assert "My dose" not in [field.label for field in found[0].fields]


def test_a_stretch_has_the_dose_its_author_gives_it(pages):
    found = pages("{cycle: [{take_days: 2, dose: 5 mg, rest_days: 1}, {take_days: 1, dose: 10 mg, rest_days: 3}]}")
    assert [box.words for box in boxes(found[0])][:7] == [
        "Take 5 mg", "Take 5 mg", "Do not take it", "Take 10 mg", *["Do not take it"] * 3
    ]  # fmt: skip


def test_a_patients_dose_beside_doses_of_the_schedule_is_refused(pages):
    with pytest.raises(ContentError) as refused:
        pages("{taper: [{dose: 40 mg, days: 7}]}", Order(dose="35 mg"))
    problem = refused.value.problems[0]
    assert problem.code == "two-doses"
    assert "35" not in str(problem)


THURSDAY = dt.date(2026, 12, 3)


@pytest.mark.parametrize(
    ("schedule", "times", "start", "agrees"),
    [
        ("{take_days: 1, rest_days: 6}", "once a week, on Thursday", THURSDAY, True),
        ("{take_days: 1, rest_days: 6}", "once a week, on Thursday", dt.date(2026, 12, 4), False),
        ("{take_days: 1, rest_days: 6}", "every Thu.", dt.date(2026, 12, 4), False),
        ("{take_days: 1, rest_days: 6}", "once a week, on Thursday", None, True),  # nobody knows the days yet
        ("{weekday: Monday}", "Thursdays", None, False),
        ("{weekday: [Monday, Thursday]}", "Mondays and Thursdays", THURSDAY, True),
        ("{weekday: [Monday, Thursday]}", "on Thursday", THURSDAY, False),
        ("{take_days: 21, rest_days: 7}", "every evening", THURSDAY, True),
        ("{take_days: 21, rest_days: 7}", "on Thursday", THURSDAY, False),
    ],
)
def test_the_calendar_says_no_other_days_than_the_prescription(pages, schedule, times, start, agrees):
    order = Order(times=times, start=start)
    if agrees:
        assert pages(schedule, order)
        return
    with pytest.raises(ContentError) as refused:
        pages(schedule, order)
    assert [problem.code for problem in refused.value.problems] == ["two-schedules"]
    assert times not in str(refused.value)


def test_a_calendar_without_a_schedule_is_refused(leaflet, look):
    edition = Edition.of(look, sheets=(Sheet.CALENDAR,))
    with pytest.raises(ContentError) as refused:
        leaflet("---\ntitle: Demo\n---\n# Demo\n### Usage\nFor pain.\n", edition)
    problem = refused.value.problems[0]
    assert (problem.code, problem.place.path) == ("no-schedule", "test.md")
    assert "schedule: {take_days: 21, rest_days: 7}" in problem.hint


def test_it_stands_behind_the_text_when_it_is_asked_for(leaflet, look):
    text = "---\ntitle: Demo\nschedule: {take_days: 21, rest_days: 7}\n---\n# Demo\n### Usage\nFor pain.\n"
    kinds = [part.kind for part in leaflet(text, Edition.of(look, sheets=(Sheet.CALENDAR,))).parts]
    assert kinds[-4:] == ["about", *["calendar"] * 3]
    assert "calendar" not in [part.kind for part in leaflet(text).parts]


def test_the_patients_own_times_stand_in_each_box(pages):
    (page, *_) = pages("{every_days: 2, times: [morning]}", Order(dose="2 tablets", times="at bedtime"))
    assert [plain(text.inline) for text in boxes(page)[0].ticks] == ["at bedtime"]
    assert [field.value for field in page.fields] == ["2 tablets", "at bedtime"]


def test_words_of_the_author_are_inputs_and_ours_are_from_the_catalogue(pages):
    (page, *_) = pages("{take_days: 21, rest_days: 7, tests: [{day: 1, what: Blood test}]}", Order(dose="10 mg"))
    origins = {plain(text.inline): text.origin for text in page.text()}
    assert (origins["Blood test"], origins["Demo"], origins["Do not take it"]) == (
        Origin.INPUT,
        Origin.QUOTE,
        Origin.WORDING,
    )


def test_our_words_are_said_in_the_readers_language(pages):
    say = Wording("de", {"Do not take it": "Nicht einnehmen", "Day {number}": "Tag {number}"})
    found = pages("{take_days: 21, rest_days: 7}", Order(start=dt.date(2026, 12, 1)), say=say, language="de")
    assert {box.words for page in found for box in boxes(page) if not box.takes} == {"Nicht einnehmen"}
    assert boxes(found[0])[0].weekday == "Di"
    assert (boxes(found[0])[0].date, boxes(found[0])[0].number) == ("1. Dez.", "Tag 1")


@pytest.mark.parametrize(
    ("language", "first"), [("en", "Mon"), ("en-GB", "Mon"), ("en-US", "Sun"), ("ar-EG", "السبت"), ("tlh", "Mon")]
)
def test_a_week_begins_as_the_readers_country_has_it(pages, language, first):
    wide = PaperSize(**(SMALL.model_dump() | {"width_mm": 400, "height_mm": 400}))
    (page, *_) = pages("{weekday: Monday}", edition=edition_for().model_copy(update={"paper": wide}), language=language)
    assert page.columns[0] == first


@pytest.mark.parametrize(
    ("paper", "type_", "schedule", "dose", "layout", "days"),
    [
        ("a4", "standard", "{take_days: 21, rest_days: 7}", "10 mg", "weeks", 28),
        ("letter", "standard", "{take_days: 21, rest_days: 7}", "10 mg", "weeks", 28),
        ("a4", "easy", "{take_days: 21, rest_days: 7}", "10 mg", "weeks", 28),
        ("a4", "large", "{take_days: 21, rest_days: 7}", "10 mg", "weeks", 28),
        ("letter", "large", "{take_days: 21, rest_days: 7}", "10 mg", "weeks", 28),
        ("a5", "standard", "{take_days: 21, rest_days: 7}", "10 mg", "weeks", 28),
        ("a5", "easy", "{take_days: 21, rest_days: 7}", "10 mg", "days", 7),
        (None, "large", "{take_days: 21, rest_days: 7}", "10 mg", "days", 5),
        ("a4", "standard", "{take_days: 28, rest_days: 14}", "10 mg", "weeks", 42),
        ("a4", "standard", "{every_days: 2}", "250 microgrammes", "weeks", 28),
    ],
)
def test_the_layout_has_room_for_its_words(pages, look, paper, type_, schedule, dose, layout, days):
    chosen = Edition.of(look, type=type_, **({"paper": paper} if paper else {}))
    edition = chosen if paper else chosen.model_copy(update={"paper": SMALL})
    found = pages(schedule, Order(dose=dose, start=dt.date(2026, 12, 3)), edition)
    assert {page.layout for page in found} == {layout}
    assert max(len(boxes(page)) for page in found) >= days
    if layout == "days":
        assert all(page.columns == ("Date", "Day", "What to do") for page in found)


@pytest.mark.parametrize("words", ["a4", "a5", "easy+a5", "large", "large+a5", "large+booklet", "punch+two-sided"])
@pytest.mark.parametrize("dose", ["10 mg", "3 tablets of 2.5 mg with a glass of water after the meal", None])
@pytest.mark.parametrize("foot_mm", [0, 45])
def test_no_day_is_lost_and_none_has_another_dose_in_any_edition(pages, words, dose, foot_mm):
    order = Order(dose=dose, start=dt.date(2026, 12, 3), times="in the evening with food") if dose else None
    schedule = "{take_days: 21, rest_days: 7, cycles: 2, tests: [{day: 1, what: Blood test}]}"
    found = pages(schedule, order, make_edition(words=words), foot_mm=foot_mm)
    every = [box for page in found for box in boxes(page)]
    assert [box.number for box in every] == [f"Day {number}" for number in range(1, 29)] * 2
    assert [box.takes for box in every] == ([True] * 21 + [False] * 7) * 2
    for page in found:
        said = {box.words for box in boxes(page) if box.takes}
        assert said <= {f"Take {dose}"} or (said == {"Take it"} and page.fields[0].value == dose)
        assert {box.words for box in boxes(page) if not box.takes} <= {"Do not take it"}
        assert [box.number for box in boxes(page) if box.notes] in ([], ["Day 1"])


def test_a_cycle_on_two_pages_says_so_and_keeps_its_weeks_whole(pages):
    found = pages("{take_days: 21, rest_days: 7, cycles: 1}", edition=make_edition(words="large"), foot_mm=30)
    spans = [[plain(words) for words in page.span] for page in found]
    assert spans == [
        ["Cycle 1 of 1", "Days 1 to 14", "Page 1 of 2 of this cycle"],
        ["Cycle 1 of 1", "Days 15 to 28", "Page 2 of 2 of this cycle"],
    ]
    assert {len(week.boxes) for page in found for week in page.weeks} == {7}


def test_a_dose_that_changes_is_said_on_every_day(pages):
    steps = "{taper: [{dose: 40 mg, days: 10}, {dose: 30 mg, days: 10}]}"
    for words in ("large", "a5", "large+a5"):
        found = pages(steps, Order(start=dt.date(2026, 12, 3)), make_edition(words=words))
        every = [box.words for page in found for box in boxes(page)]
        assert every == ["Take 40 mg"] * 10 + ["Take 30 mg"] * 10


def test_two_times_a_day_keep_their_names_where_there_is_little_room(pages):
    schedule = "{take_days: 14, rest_days: 7, times: [morning, evening]}"
    for words in ("large", "a5", "large+a5"):
        found = pages(schedule, Order(dose="1500 mg"), make_edition(words=words))
        ticks = {tuple(plain(text.inline) for text in box.ticks) for page in found for box in boxes(page) if box.takes}
        assert ticks == {("Morning", "Evening")}


def test_a_pattern_grows_only_where_no_word_stands(pages):
    order = Order(dose="10 mg", start=dt.date(2026, 12, 7))
    schedule = "{take_days: 21, rest_days: 7, cycles: 1}"
    (roomy,) = pages(schedule, order)
    (narrow,) = pages(schedule, order, make_edition(words="large"), language="hi")
    assert (roomy.setting.tall, narrow.setting.tall) == (True, False)


def test_a_patients_name_at_the_foot_leaves_the_rows_less_room(pages):
    rows = [pages("{take_days: 21, rest_days: 7}", foot_mm=foot)[0].setting.row_mm for foot in (0, 20)]
    assert rows[0] - rows[1] == pytest.approx(5, abs=0.2)  # four rows
