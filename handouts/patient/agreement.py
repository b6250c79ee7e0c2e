"""Whether a dose and its times, as a nurse writes them, agree with each other and with the text (English)."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from handouts.errors import Place, Problem
from handouts.patient.amounts import IN_WORDS, Measure, unit_named
from handouts.patient.frequency import per_week

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.leaflet.wording import Wording
    from handouts.model.monograph import Monograph

DESPITE = 'Check it with the prescriber; if it is right, add --despite "why".'
WORDS = {"once": 1, "twice": 2, "thrice": 3, "zero": 0, "no": 0, "seven": 7, "eight": 8, "ten": 10, **IN_WORDS}
HOW_MANY = rf"(\d+|{'|'.join(sorted((word for word in WORDS if ' ' not in word), key=len, reverse=True))})"
SPAN = r"(?:(?:a|per|each|every|in (?:a|one|any)) day|daily|(?:in|every) 24 hours|nightly)"
A_DAY = re.compile(rf"\b(?:{HOW_MANY}(?: times?| doses?)? )?{SPAN}\b", re.IGNORECASE)
A_DAY_OF_TEXT = re.compile(rf"\b{HOW_MANY}(?: times?| doses?)? {SPAN}\b", re.IGNORECASE)
HOURS = re.compile(rf"\bevery (?:{HOW_MANY} )?(?:to {HOW_MANY} )?hours?\b", re.IGNORECASE)
MOMENTS = re.compile(
    r"\b(?:(mornings?|breakfast)|(noon|lunch)|(evenings?|supper|dinner)|(nights?|bedtime))\b", re.IGNORECASE
)
CIPHER = re.compile(
    r"\b\d+\s?[x×]|\b[x×]\s?\d|\bq\.?\s?\d|\b\d-\d-\d|\d\s?/|/\s?(?:\d|day|d\b|week|wk|h)", re.IGNORECASE
)
NO_TIMES = re.compile(r"\b(?:0|zero|no) (?:times?|doses?)\b", re.IGNORECASE)
NEEDED = re.compile(r"\b(?:as|when|if|only) (?:needed|required|necessary|you need)\b", re.IGNORECASE)
MOST = re.compile(r"\b(?:at most|most|no more|not more|maximum|max|up to)\b.*\d|\bevery .*hour", re.IGNORECASE)
AGAIN = re.compile(
    rf"\b(?:(?!once|one|1\b){HOW_MANY} (?:times|doses)|twice|thrice|apart|(?:next|following) day|day after|"
    r"every week ?days?|week ?days)\b",
    re.IGNORECASE,
)
LASTING = re.compile(r"\bcontinuous(?:ly)?\b|\bwith(?:out| no) (?:a )?(?:break|pause|rest)\b|\bno break", re.IGNORECASE)
DAYS = re.compile(r"\b(?:days? (\d+)(?: ?(?:to|-|–) ?(\d+))?|(\d+) days?)\b", re.IGNORECASE)
NUMBER = r"(\d[\d,]*(?:\.\d+)?|half an?|one and a half|one|two|three|four|five|six|seven|eight|nine|ten)"
PIECES = re.compile(rf"\b{NUMBER} ([a-z]+) of {NUMBER} ?([a-z]+)", re.IGNORECASE)
EACH = re.compile(rf"\b{NUMBER} ([a-z]+) \({NUMBER} ?([a-z]+) each\)", re.IGNORECASE)
IN_BRACKETS = re.compile(rf"\({NUMBER} ?([a-z]+)\)", re.IGNORECASE)
PLAIN = re.compile(rf"\b{NUMBER} ?([a-z]+)\b", re.IGNORECASE)
STRENGTH = re.compile(rf"\b{NUMBER} ?([a-z]+) (?:in|per) (?:each )?(?:{NUMBER} ?)?(ml|puff)\b", re.IGNORECASE)
TWO_DOSES = re.compile(rf"\b{NUMBER} ?([a-z]+), ?{NUMBER} ?([a-z]+)$", re.IGNORECASE)
OTHER_NAME = re.compile(  # stems of international names (WHO), or a name with a capital inside the words
    r"\b([a-z]*(?:olide|domide|olone|sone|sartan|statin|olol|cillin|mycin|azole|xaban|gliptin|gliflozin|formin|mab|nib|"
    r"trexate|pril|dipine|prazole|cycline|floxacin|thyroxine|farin)|(?<=[a-z0-9] )[A-Z][a-z]+[A-Za-z]*)\b"
)
CALENDAR = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|mg|ml", re.IGNORECASE)
SHORTEST_NAME, MOST_A_DAY, TIMES_OFTENER = 5, 24, 2


def disagreements(  # noqa: PLR0913, PLR0917 - the words, and all they are held against
    dose: str, times: str, monograph: Monograph, text: str, say: Wording, places: tuple[Place, Place]
) -> Iterator[Problem]:
    """Return where the words of a dose and of its times contradict each other, the text or arithmetic."""
    at_dose, at_times = places
    told = f"{dose}; {times}"
    if CIPHER.search(told):
        message = "times: figures beside a sign (1x, x1, q24h, 1-0-0, /day) are misread."
        yield Problem("dose-unread", message, 'Write it out: "once a day".', at_times)
        return
    often = times_a_day(told)
    if NO_TIMES.search(told) or (often is not None and not 0 < often <= MOST_A_DAY):
        yield Problem("dose-contradicts", "times: so many times a day cannot be meant.", DESPITE, at_times)
        return
    if _two_ways(dose, times, say):
        message = "times: “dose” and “times” say two things about how often or when."
        yield Problem("dose-contradicts", message, "Say how often once, in “times”.", at_times)
    if not _adds_up(dose, text):
        message = "dose: its amounts do not make up one another."
        yield Problem("dose-contradicts", message, "Write one amount, or mend them.", at_dose)
    if _names_another(dose, monograph):
        message = "dose: a word in it may be the name of another medicine."
        yield Problem("other-medicine", message, f"Leave the name out. {DESPITE}", at_dose)
    if NEEDED.search(told) and (monograph.metadata.schedule or (often is None and not MOST.search(told))):
        message = "times: “when needed” without the most in a day, or for a medicine with a schedule."
        yield Problem("dose-unlimited", message, f'Add "at most 4 times a day". {DESPITE}', at_times)
    yield from _schedule_problems(told, monograph, at_times)
    most = _most_a_day(text)
    factor = 1 if monograph.metadata.schedule else TIMES_OFTENER
    if often is not None and most is not None and often > most * factor:
        yield Problem("dose-schedule", "times: it is more often than the text says.", DESPITE, at_times)


def times_a_day(words: str) -> Fraction | None:
    """Return how often a day at most, where the words say so."""
    counts = [Fraction(_count(match[1] or "1")) for match in A_DAY.finditer(words)]
    counts += [Fraction(24, max(_count(match[1] or "1"), 1)) for match in HOURS.finditer(words)]
    return max(counts, default=None) if all(counts) else Fraction(0)


def totals(dose: str) -> list[tuple[Decimal, str]]:
    """Return what tablets of a strength make up together: of “2 capsules of 5 mg” 10 mg."""
    found = [*PIECES.finditer(dose), *EACH.finditer(dose)]
    return [(_amount(match[1]) * _amount(match[3]), match[4]) for match in found]


def _most_a_day(text: str) -> Fraction | None:
    counts = [Fraction(_count(match[1])) for match in A_DAY_OF_TEXT.finditer(text)]
    counts += [Fraction(24, max(_count(match[1] or "1"), 1)) for match in HOURS.finditer(text)]
    return max(counts, default=None)


def _two_ways(dose: str, times: str, say: Wording) -> bool:
    one, other = times_a_day(dose), times_a_day(times)
    moments, others = _moments(dose), _moments(times)
    one, other = one or (Fraction(len(moments)) or None), other or (Fraction(len(others)) or None)
    if (one and other and one != other) or (moments and others and moments != others):
        return True
    weekly, also = per_week(dose, say), per_week(times, say)
    return weekly is not None and also is not None and weekly != also and (weekly < 7 or also < 7)  # noqa: PLR2004


def _moments(words: str) -> frozenset[int]:
    return frozenset(match.lastindex or 0 for match in MOMENTS.finditer(words))


def _adds_up(dose: str, text: str) -> bool:
    """Tell whether amounts beside each other are one: those in brackets, those of pieces and those of a strength."""
    if TWO_DOSES.search(dose):
        return False
    stated = [_base(match[1], match[2]) for match in IN_BRACKETS.finditer(dose)]
    outside = [_base(match[1], match[2]) for match in PLAIN.finditer(IN_BRACKETS.sub(" ", PIECES.sub(" ", dose)))]
    together = [_base(str(number), unit) for number, unit in totals(dose)]
    for one in filter(None, stated):
        others = [each for each in (*stated, *together, *outside) if each and each[0] is one[0]]
        if one[0] is not Measure.COUNT and any(each != one for each in others):
            return False
        volumes = [each[1] for each in (*outside, *stated) if each and each[0] is Measure.VOLUME]
        masses = [each[1] for each in (*outside, *stated) if each and each[0] is Measure.MASS]
        known = _strengths(text)
        if known and len(volumes) == len(masses) == 1 and masses[0] / volumes[0] not in known:
            return False
    return True


def _strengths(text: str) -> set[Decimal]:
    """Return the strengths a text gives, in micrograms of a millilitre."""
    found = set[Decimal]()
    for match in STRENGTH.finditer(text):
        base = _base(match[1], match[2])
        if base and base[0] is Measure.MASS and match[4].casefold() == "ml":
            found.add(base[1] / (_amount(match[3]) if match[3] else 1))
    return found


def _base(number: str, unit: str) -> tuple[Measure, Decimal] | None:
    known, amount = unit_named(unit), _amount(number)
    return (known.measure, amount * known.size) if known and amount else None


def _amount(number: str) -> Decimal:
    folded = number.casefold()
    return Decimal(IN_WORDS[folded]) if folded in IN_WORDS else Decimal(WORDS.get(folded) or folded.replace(",", ""))


def _names_another(dose: str, monograph: Monograph) -> bool:
    metadata = monograph.metadata
    own = " ".join((metadata.title or "", metadata.generic_name or "", *metadata.brand_names)).casefold()
    return any(
        len(match[1]) >= SHORTEST_NAME and match[1].casefold() not in own and not CALENDAR.fullmatch(match[1])
        for match in OTHER_NAME.finditer(dose[:1].lower() + dose[1:])
    )


def _schedule_problems(told: str, monograph: Monograph, place: Place) -> Iterator[Problem]:
    """Hold words against the schedule of the front matter: its cycle, its one day a week."""
    schedule = monograph.metadata.schedule
    if schedule is None:
        return
    if schedule.is_weekly and AGAIN.search(told):
        yield Problem("dose-schedule", "times: the text says once a week; this is more often.", DESPITE, place)
    stretch = schedule.stretches[0] if len(schedule.stretches) == 1 else None
    if stretch is None or schedule.is_weekly or not stretch.take_days or not stretch.rest_days:
        return
    own = {1, stretch.take_days, stretch.take_days + 1, stretch.rest_days, stretch.days}
    other = {int(number) for match in DAYS.finditer(told) for number in match.groups() if number} - own
    whole = re.search(rf"\b(?:to|for) {stretch.days}(?: days)?\b", told)
    if LASTING.search(told) or other or whole:
        yield Problem("dose-schedule", "times: the schedule of the front matter has other days.", DESPITE, place)


def _count(word: str) -> int:
    return int(WORDS[word.casefold()]) if word.casefold() in WORDS else int(word)
