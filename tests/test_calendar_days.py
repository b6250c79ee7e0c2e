"""Each day of a calendar against a second way of counting."""

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.leaflet.calendar_days import calendar_pages
from handouts.model.schedule import Schedule, Weekday

# A second way of counting: days by their Julian number (Fliegel and Van Flandern, 1968), a schedule as a string.


def julian(year, month, day):
    shifted = (month - 14) // 12 + ((month - 14) % 12 != 0 and (month - 14) < 0)
    return (
        (1461 * (year + 4800 + shifted)) // 4
        + (367 * (month - 2 - 12 * shifted)) // 12
        - (3 * ((year + 4900 + shifted) // 100)) // 4
        + day
        - 32075
    )


def gregorian(number):
    rest = number + 68569
    century = 4 * rest // 146097
    rest -= (146097 * century + 3) // 4
    year = 4000 * (rest + 1) // 1461001
    rest -= 1461 * year // 4 - 31
    month = 80 * rest // 2447
    day = rest - 2447 * month // 80
    rest = month // 11
    return 100 * (century - 49) + year + rest, month + 2 - 12 * rest, day


def written(schedule, first_weekday):
    """Return a schedule as one letter a day, T for taking it, long enough for any of these tests."""
    if schedule.weekday:
        week = "".join("T" if day in schedule.weekday else "-" for day in Weekday)
        return (week * 80)[first_weekday:]
    if schedule.every_days:
        return ("T" + "-" * (schedule.every_days - 1)) * 560
    if schedule.taper:
        return "".join("T" * step.days for step in schedule.taper)
    return "".join("T" * (each.take_days or 0) + "-" * each.rest_days for each in schedule.stretches) * 560


days = st.integers(1, 40)
stretches = st.fixed_dictionaries({"take_days": days, "rest_days": st.integers(0, 40)})
schedules = st.one_of(
    st.builds(lambda each, n: Schedule(**each, cycles=n), stretches, st.none() | st.integers(1, 6)),
    st.builds(lambda each: Schedule(cycle=each), st.lists(stretches, min_size=1, max_size=4)),
    st.builds(lambda names: Schedule(weekday=names), st.sets(st.sampled_from(list(Weekday)), min_size=1).map(list)),
    st.builds(lambda number: Schedule(every_days=number), days),
    st.builds(
        lambda steps: Schedule(taper=[{"dose": f"{number + 1} mg", "days": step} for number, step in enumerate(steps)]),
        st.lists(days, min_size=1, max_size=6),
    ),
)
EDGES = [dt.date(2024, 2, 29), dt.date(2100, 2, 28), dt.date(2000, 2, 29), dt.date(1999, 12, 31), dt.date(2026, 10, 24)]
starts = st.sampled_from(EDGES) | st.dates(dt.date(1900, 1, 1), dt.date(2400, 12, 31))


def test_the_second_way_of_counting_counts_as_almanacs_do():
    assert julian(2000, 1, 1) == 2451545
    assert julian(1858, 11, 17) == 2400001
    assert julian(2024, 3, 1) - julian(2024, 2, 29) == 1
    assert julian(2100, 3, 1) - julian(2100, 2, 28) == 1
    assert julian(2000, 1, 3) % 7 == 0  # a Monday
    assert gregorian(julian(2024, 2, 29)) == (2024, 2, 29)


@given(schedules, starts)
def test_every_day_is_what_the_second_way_of_counting_says(schedule, start):
    number = julian(start.year, start.month, start.day)
    letters = written(schedule, number % 7)
    found = [day for page in calendar_pages(schedule, start) for day in page.days]
    assert found
    for place, day in enumerate(found):
        assert (day.date.year, day.date.month, day.date.day) == gregorian(number + place)
        assert day.weekday == (number + place) % 7
        assert day.takes == (letters[place] == "T")


@given(schedules, starts, st.sampled_from([1, 4, 7, 14, 21, 28, 35, 42]))
def test_pages_hold_every_day_once_and_no_page_too_many(schedule, start, most):
    whole = [day for page in calendar_pages(schedule, start) for day in page.days]
    parted = calendar_pages(schedule, start, most=most)
    assert [day for page in parted for day in page.days] == whole
    assert all(1 <= len(page.days) <= most for page in parted)
    for page in parted:
        assert [day.number for day in page.days] == [*range(page.days[0].number, page.days[-1].number + 1)]
        if page.cycle:
            assert page.days[-1].number <= schedule.cycle_days


@given(schedules, starts)
def test_without_a_start_the_days_are_the_same(schedule, start):
    dated = [day for page in calendar_pages(schedule, start) for day in page.days]
    blank = [day for page in calendar_pages(schedule, None, first_weekday=start.weekday()) for day in page.days]
    assert [(day.number, day.takes, day.dose) for day in blank] == [(day.number, day.takes, day.dose) for day in dated]
    assert not any(day.date for day in blank)
    assert all((day.weekday is None) is not bool(schedule.weekday) for day in blank)


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the clock's zone can only be set on Unix")
@pytest.mark.parametrize(
    ("zone", "start"),
    [
        ("GMT0BST,M3.5.0/1,M10.5.0", dt.date(2026, 3, 1)),
        ("GMT0BST,M3.5.0/1,M10.5.0", dt.date(2027, 10, 20)),
        ("EST5EDT,M3.2.0,M11.1.0", dt.date(2028, 2, 29)),
        ("AEST-10AEDT,M10.1.0,M4.1.0/3", dt.date(2026, 9, 20)),
    ],
)
def test_a_clock_that_is_put_forward_or_back_moves_no_day(monkeypatch, zone, start):
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        found = [day.date for page in calendar_pages(Schedule(take_days=21, rest_days=7), start) for day in page.days]
        noons = [
            time.localtime(time.mktime((start.year, start.month, start.day + later, 12, 0, 0, 0, 0, -1)))
            for later in range(84)
        ]
        assert {noon.tm_isdst for noon in noons} == {0, 1}, "the clock is put forward or back within these days"
        assert [(day.year, day.month, day.day) for day in found] == [tuple(noon)[:3] for noon in noons]
    finally:
        monkeypatch.undo()
        time.tzset()
