"""Rule M15: does the text tell the same days as the schedule of the front matter, from which a calendar is made?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handouts.check.monograph_text import PassageKind
from handouts.check.prose import unquoted
from handouts.check.rule import Hit, Level, Rule
from handouts.model.monograph import Role, plain
from handouts.model.pattern import Pattern
from handouts.model.phrases import Phrase, finder, one_of
from handouts.model.words import schedules as words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.monograph_text import MonographText, Sentence
    from handouts.model.schedule import Schedule

KINDS: tuple[tuple[Phrase, ...], ...] = (words.DAILY, words.WEEKLY, words.ALTERNATE, words.SEVERAL)
FINDERS = {table: finder(table) for table in KINDS}
TAKES = Pattern(rf"\b{words.TAKES}\b|\d ?(?:mg|mcg|g|ml|mL|units?|micrograms?)\b", re.IGNORECASE)
BESIDE = frozenset(" ".join(words.BESIDE).split())
AMOUNT_UNITS = {"mg", "mcg", "g", "ml", "microgram", "micrograms", "unit", "units", "puff", "puffs", "drop", "drops"}
TAKING = Pattern(words.TAKES, re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
CLAUSE = re.compile(r"[:;.!?\n–—]\s*")
NAMED = Pattern(rf"\b(?:(?:on|every|each|and|or)(?: a)?|,) (?P<weekday>{one_of(words.WEEKDAYS)}s?)\b", re.IGNORECASE)


def _length(name: str) -> str:
    return rf"(?P<{name}>{words.COUNT})[ -](?P<{name}_unit>day|week)s?\b"


CYCLE = Pattern(
    rf"\b{_length('taken')}(?P<between>[^.;:\d]{{1,60}}?)\b{_length('rested')}(?P<after>(?: \w+)?)",
    re.IGNORECASE,
)
OF_CYCLE = Pattern(r"\bdays? 1 (?:to|through|until) (?P<taken>\d{1,3})\b", re.IGNORECASE)
WHOLE = Pattern(rf"\b{_length('whole')} (?:treatment )?cycles?\b", re.IGNORECASE)
RESTS = finder(words.RESTS)
WEEK = 7  # days
BETWEEN = frozenset(" ".join(words.BETWEEN).split())
HINT = "Correct the one that is wrong: a calendar is made from the schedule."


def other_days(text: MonographText) -> Iterator[Hit]:
    """Find days on which the medicine is taken by the text, and not by the schedule."""
    schedule = text.monograph.metadata.schedule
    if schedule is None or not text.english or text.monograph.stacked:
        return
    said = describe(schedule)
    allowed = _allowed(schedule)
    names = _names(text)
    for sentence in text.sentences:
        if sentence.passage.role is Role.DISCLAIMER:
            continue
        for start, end in sorted({*_frequencies(sentence, allowed, names), *_weekdays(sentence, schedule, names)}):
            told = " ".join(sentence.passage.text[start:end].split())
            message = f"The text says “{told}”, the schedule of the front matter says {said}."
            yield text.hit(sentence.passage, start, end, message, HINT)
        if sentence.passage.role is Role.DOSE:
            for start, end in _cycles(sentence, schedule):
                told = " ".join(sentence.passage.text[start:end].split())
                message = f"The text tells of “{told}”, the schedule of the front matter says {said}."
                yield text.hit(sentence.passage, start, end, message, HINT)


def describe(schedule: Schedule) -> str:
    """Return a schedule in words."""
    if schedule.weekday:
        return f"on {' and '.join(schedule.weekday)} only"
    if schedule.taper:
        return "a dose every day, step by step"
    if schedule.is_weekly:
        return "once a week"
    if schedule.is_daily:
        return "every day"
    if schedule.every_days:
        return f"once in {schedule.every_days} days"
    stretches = (
        f"{stretch.take_days or 0} days with it, {stretch.rest_days} without" for stretch in schedule.stretches
    )
    return "; ".join(dict.fromkeys(stretches))


def _allowed(schedule: Schedule) -> list[tuple[Phrase, ...]]:
    """Return the kinds of frequency that do not contradict a schedule."""
    if schedule.is_weekly:
        return [words.WEEKLY]
    if schedule.is_daily:
        return [words.DAILY]
    if schedule.weekday:
        return [words.SEVERAL]
    if schedule.every_days:
        return [words.ALTERNATE] if schedule.every_days == len(("on", "off")) else []
    stretches = schedule.stretches
    allowed: list[tuple[Phrase, ...]] = [words.SEVERAL]
    if any((stretch.take_days or 0) > 1 for stretch in stretches):
        allowed.append(words.DAILY)
    if any((stretch.take_days, stretch.rest_days) == (1, 1) for stretch in stretches):
        allowed.append(words.ALTERNATE)
    if any((stretch.take_days, stretch.days) == (1, WEEK) for stretch in stretches):
        allowed.append(words.WEEKLY)
    return allowed


def _names(text: MonographText) -> set[str]:
    """Return the words by which the medicine is called, in small letters."""
    metadata = text.monograph.metadata
    names = (plain(text.monograph.title), metadata.generic_name or "", *metadata.brand_names, metadata.form or "")
    found = {word for name in names for word in WORD.findall(name.casefold())}
    return found | {f"{word}s" for word in found}


def _frequencies(sentence: Sentence, allowed: list[tuple[Phrase, ...]], names: set[str]) -> Iterator[tuple[int, int]]:
    """Return where a sentence tells how often, and that is not what the schedule says."""
    written = unquoted(sentence.passage.text)
    for table in KINDS:
        if table in allowed:
            continue
        for match in FINDERS[table].finditer(written, sentence.start, sentence.end):
            alone = sentence.passage.kind in {PassageKind.CELL, PassageKind.ITEM} and not _before(
                sentence, match.start()
            )
            if _is_of_this(sentence, match.start(), names) or (alone and sentence.passage.role is Role.DOSE):
                yield match.span()


def _weekdays(sentence: Sentence, schedule: Schedule, names: set[str]) -> Iterator[tuple[int, int]]:
    """Return where a sentence names a weekday on which the schedule has no dose, or knows of none."""
    if not (schedule.weekday or schedule.is_weekly or schedule.is_daily):
        return
    named = {weekday.casefold() for weekday in schedule.weekday}
    days = {day.casefold() for day in words.WEEKDAYS.split()}
    for match in NAMED.finditer(unquoted(sentence.passage.text), sentence.start, sentence.end):
        other = match["weekday"].casefold().removesuffix("s") not in named
        if other and _is_of_this(sentence, match.start(), names | days | {f"{day}s" for day in days}):
            yield match.span("weekday")


def _is_of_this(sentence: Sentence, end: int, names: set[str]) -> bool:
    """Tell whether the clause up to an offset is about taking this medicine, and about nothing else."""
    clause = _before(sentence, end)
    known = BESIDE | AMOUNT_UNITS | names
    others = (word for word in WORD.findall(clause.casefold()) if word not in known and not TAKING.fullmatch(word))
    return TAKES.search(clause) is not None and next(others, None) is None


def _before(sentence: Sentence, end: int) -> str:
    """Return the words of a clause that stand before an offset."""
    return CLAUSE.split(unquoted(sentence.passage.text)[sentence.start : end])[-1].strip()


def _cycles(sentence: Sentence, schedule: Schedule) -> Iterator[tuple[int, int]]:
    """Return where a sentence tells the days of a cycle, and the schedule has others."""
    written = unquoted(sentence.passage.text)
    stretches = {(stretch.take_days or 0, stretch.rest_days) for stretch in schedule.stretches}
    if schedule.is_weekly:
        stretches.add((1, WEEK - 1))
    for match in CYCLE.finditer(written, sentence.start, sentence.end):
        between = WORD.findall(match["between"].casefold())
        rests = RESTS.search(match["between"]) or RESTS.search(match["after"])
        if not rests or any(word not in BETWEEN for word in between):
            continue
        if (_days(match, "taken"), _days(match, "rested")) not in stretches:
            yield match.span()
    for match in WHOLE.finditer(written, sentence.start, sentence.end):
        if schedule.stretches and _days(match, "whole") != schedule.cycle_days:
            yield match.span()
    for match in OF_CYCLE.finditer(written, sentence.start, sentence.end):
        if schedule.take_days and int(match["taken"]) != schedule.take_days:
            yield match.span()


def _days(match: re.Match[str], name: str) -> int:
    """Return a length of a match in days."""
    count = match[name].casefold()
    number = words.NUMBERS.get(count) or int(count)
    return number * (WEEK if match[f"{name}_unit"].casefold() == "week" else 1)


RULES: tuple[Rule[MonographText], ...] = (
    Rule(
        "M15",
        Level.BLOCK,
        "Schedule and text agree",
        "how often, on which weekdays and for how many days the medicine is taken: the text and the schedule of the "
        "front matter say the same; only sentences about taking this medicine, and only English ones, are compared",
        "A calendar for every day beside a text for once a week has killed with methotrexate.",
        "ISMP; NHS England Never Events (methotrexate); own",
        other_days,
    ),
)
