"""Rules M16 to M18: amounts and times that contradict each other, or that nobody can mean."""

from __future__ import annotations

import itertools
import math
import re
from typing import TYPE_CHECKING, NamedTuple

from handouts.check.medicine.amounts import COUNT, PIECES, SPELLED, amounts_of, number_of
from handouts.check.medicine.contexts import contexts
from handouts.check.medicine.folding import any_of
from handouts.check.rule import Hit, Level, Rule
from handouts.model.monograph import Role
from handouts.model.pattern import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.medicine.amounts import Measured
    from handouts.check.medicine.contexts import Context
    from handouts.check.monograph_text import MonographText

SAME = 0.01  # of an amount, as it is rounded
TIMES = Pattern(
    rf"\b(?:(?P<word>once|twice|thrice)|(?P<count>{COUNT})[ -]times)[ -](?:a|per|each|every)?[ -]?(?:day|daily)\b",
    re.IGNORECASE,
)
EVERY_HOURS = Pattern(rf"\bevery (?P<hours>{COUNT})(?: hours|-hourly)\b(?! to)", re.IGNORECASE)
THEN = Pattern(r"\b(?:then|after that|afterwards|later|from day)\b", re.IGNORECASE)
ONCE = {"once": 1.0, "twice": 2.0, "thrice": 3.0}
AT_MOST = any_of(
    (
        *(
            "up to",
            "maximum",
            "at most",
            "no more than",
            "not more than",
            "not exceed*",
            "never more than",
            "more than",
        ),
        *("as needed", "if needed", "when needed", "when you need", "at least", "between doses", "apart"),
    )
)
TOTAL = Pattern(r"\b(?:total(?:ling| of)?|altogether|in all|adds? up to|making)\b", re.IGNORECASE)
IN_ALL = re.compile(r"\s?(?:in (?:all|total)|altogether)\b", re.IGNORECASE)
SAYS_EQUAL = re.compile(r"\s*(?:\(\s*|=\s*|,? (?:or|that is|which is|equal to|equals|is the same as|i\.e\.),?\s+)")
CHOICE = re.compile(r",? or\b")  # “5 mg, or 10 mg” may be two doses; “300 micrograms, or 3 mg” is a slip
HOW_MANY = rf"(?P<pieces>{COUNT})\s+(?:(?:whole|full)\s+)?"
OF_STRENGTH = re.compile(rf"{HOW_MANY}(?:(?:tablets?|capsules?|pills?|caplets?)\s+of\s+)?$", re.IGNORECASE)
MEANS = r"\s*(?:\(\s*|=\s*|,? (?:or|is|are|means|makes|that is|which is|in|as)\s+)"
OF_PIECES = re.compile(rf"{MEANS}(?P<pieces>{COUNT})\s+(?:\w+ )?{PIECES}\s+(?:of|at)\s+$", re.IGNORECASE)
TABLETS = re.compile(r"[ -]?(?:strength )?(?:tablets?|capsules?|pills?|caplets?)?", re.IGNORECASE)
STRENGTH = re.compile(
    r"\s?(?:/|per|in|in each|in every)\s?(?P<number>\d+(?:\.\d+)?)?\s?(?:ml|mL|millilit(?:re|er)s?)\b"
)
VOLUME = "volume"
A_DAY = any_of(("a day", "per day", "each day", "in 24 hours", "in one day", "daily", "24-hour", "every 24 hours"))
A_WEEK = any_of(("a week", "per week", "each week", "in one week", "in any week", "weekly"))
ONCE_A_WEEK = any_of(("once a week", "once weekly", "one day a week", "every week", "each week", "weekly dose"))
LIMITS = any_of(("no more than", "not more than", "never more than", "more than", "maximum", "at most", "exceed*"))
MOST_TIMES = 8  # a day, that anything to swallow is taken
OFTEN = any_of(("drop*", "eye*", "rinse*", "feed*", "wash*", "puff*", "breath*", "cream*", "urinat*", "mouthwash*"))
WARNS = any_of(("not", "never", "instead of", "mistake*", "mistook", "confus*", "wrong*", "mix* up", "differ*"))
AS_LIMIT = any_of(("more than", "not exceed*", "not go above", "not go over", "never go above", "never exceed*"))
TELLING = 5  # 1 mg and 1 microgram may both be meant
STORED = any_of(("store*", "storage", "keep", "kept", "fridge", "refrigerat*", "temperature*"))
DEGREES = Pattern(r"(?P<number>\d{1,3})\s?°\s?(?P<scale>[CF])\b")
HOTTEST = {"C": 40, "F": 104}


class Frequency(NamedTuple):
    """How many times a day, and where it is said."""

    times: float
    start: int
    end: int


def _times(sentence: str) -> list[Frequency]:
    return [
        Frequency(ONCE.get((match["word"] or "").lower()) or number_of(match["count"]), *match.span())
        for match in TIMES.finditer(sentence)
    ]


def _sentence(context: Context) -> str:
    return context.passage.text[context.start : context.end]


def _hit(text: MonographText, context: Context, span: tuple[int, int], message: str, hint: str) -> Hit:
    start, end = (context.start + each for each in span)
    return text.hit(context.passage, start, end, message, hint)


def unequal(text: MonographText) -> Iterator[Hit]:
    """Find amounts that a sentence calls equal and that are not, and a total that is not dose times number."""
    found = contexts(text)
    strengths = [each for context in found for each in _strengths(_sentence(context))]
    for context in found:
        sentence = _sentence(context)
        measured = list(amounts_of(sentence))
        for first, second in itertools.pairwise(measured):
            between = sentence[first.end : second.start]
            same = first.dimension == second.dimension
            pieces = OF_PIECES.fullmatch(between)
            if same and (pieces or _are_equated(sentence, second, between)):
                left = first.value * (1.0 if pieces else _pieces(sentence, first))
                right = second.value * (number_of(pieces["pieces"]) if pieces else 1.0)
                is_choice = CHOICE.match(between) and not _is_ten_times(left, right)
                if abs(left - right) > SAME * right and not is_choice:
                    message = f"“{first.words}” and “{second.words}” are called the same amount, and are not."
                    yield _hit(text, context, (first.start, second.end), message, "Calculate it again.")
            elif not same and strengths and _are_equated(sentence, second, between):
                mass, volume = (second, first) if first.dimension == VOLUME else (first, second)
                if volume.dimension == VOLUME and not _fits(mass, volume, strengths):
                    message = f"By the strengths in this text, {volume.words} does not hold {mass.words}."
                    yield _hit(text, context, (first.start, second.end), message, "Calculate it again.")
        yield from _totals(text, context, measured)


def _are_equated(sentence: str, second: Measured, between: str) -> bool:
    between = TABLETS.sub("", between, count=1) if TABLETS.match(between) else between
    link = SAYS_EQUAL.fullmatch(between)
    if link is None:
        return False
    return "(" not in link[0] or sentence[second.end :].lstrip().startswith(")")


def _is_ten_times(first: float, second: float) -> bool:
    power = math.log10(first / second) if first and second else 0.5
    return abs(power - round(power)) < SAME


def _pieces(sentence: str, amount: Measured) -> float:
    match = OF_STRENGTH.search(sentence[: amount.start])
    return number_of(match["pieces"]) if match else 1.0


HOLDS = re.compile(r"(?P<number>\d+(?:\.\d+)?) ?(?:ml|mL|millilit(?:re|er)s?)(?: of \w+)? (?:holds?|contains?|has) $")


def _strengths(sentence: str) -> Iterator[float]:
    """Return the micrograms (or units) in a millilitre that a sentence tells."""
    for amount in amounts_of(sentence):
        match = STRENGTH.match(sentence, amount.end) or HOLDS.search(sentence[: amount.start])
        if match and amount.dimension != VOLUME:
            yield amount.value / float(match["number"] or 1)


def _fits(mass: Measured, volume: Measured, strengths: list[float]) -> bool:
    held = mass.value / volume.value if volume.value else 0
    return any(abs(held - each) <= SAME * each for each in strengths)


def _totals(text: MonographText, context: Context, measured: list[Measured]) -> Iterator[Hit]:
    sentence = _sentence(context)
    times, total = _times(sentence), TOTAL.search(sentence)
    if len(times) != 1 or total is None or len(measured) != 2 or AT_MOST.search(context.own):  # noqa: PLR2004
        return
    dose, whole = measured
    is_of_the_whole = dose.end <= total.start() <= whole.start or IN_ALL.match(sentence, whole.end)
    if dose.dimension == whole.dimension and is_of_the_whole:
        right = dose.value * _pieces(sentence, dose) * times[0].times
        if abs(right - whole.value) > SAME * right:
            message = f"{dose.words} {sentence[times[0].start : times[0].end]} does not make {whole.words}."
            yield _hit(text, context, (dose.start, whole.end), message, "Calculate it again.")


def contrary_times(text: MonographText) -> Iterator[Hit]:
    """Find times of one sentence that cannot both be meant, and a missed dose whose two branches do not meet."""
    for context in contexts(text):
        sentence = _sentence(context)
        times, hours = _times(sentence), EVERY_HOURS.search(sentence)
        if len(times) == 1 and hours and not AT_MOST.search(context.own):
            every = number_of(hours["hours"])
            first, second = sorted((times[0][1:], hours.span()))
            is_later = THEN.search(sentence, first[1], second[0])
            if abs(times[0].times * every - 24) > 0.5 and not is_later:  # noqa: PLR2004 - hours of a day, and a slip
                message = f"{hours[0]} is not {sentence[times[0].start : times[0].end]}."
                yield _hit(text, context, (first[0], second[1]), message, "Say one of them.")


def implausible(text: MonographText) -> Iterator[Hit]:
    """Find what nobody can mean: too often, too hot, a limit below the dose, the same number in mg and micrograms."""
    found = contexts(text)
    for context in found:
        sentence = _sentence(context)
        for often in _times(sentence):
            if often.times > MOST_TIMES and not OFTEN.search(context.whole):
                message = "Nobody takes a medicine so often."
                yield _hit(text, context, (often.start, often.end), message, "Check the number.")
        for match in DEGREES.finditer(sentence) if STORED.search(context.whole) else ():
            if int(match["number"]) > HOTTEST[match["scale"]]:
                message = "Nobody stores a medicine at this temperature."
                yield _hit(text, context, match.span(), message, "Check the number.")
    yield from _limits(text, found)
    yield from _units(text, found)


def _limits(text: MonographText, found: tuple[Context, ...]) -> Iterator[Hit]:
    """Find a limit of a day, or of a week, that is below a dose of that day or week."""
    doses = [context for context in found if context.passage.role is Role.DOSE]
    for of_period, is_dose in ((A_DAY, lambda context: _times(_sentence(context))), (A_WEEK, _is_weekly)):
        single: dict[str, Measured] = {}
        for context in doses:
            if is_dose(context) and not LIMITS.search(context.own):
                for amount in list(amounts_of(_sentence(context)))[:1]:
                    single.setdefault(amount.dimension, amount)
        for context in doses:
            if not (LIMITS.search(context.own) and of_period.search(context.own)):
                continue
            for amount in list(amounts_of(_sentence(context)))[:1]:
                dose = single.get(amount.dimension)
                if dose and amount.value < dose.value * (1 - SAME) and not amount.is_of_a_pack:
                    message = f"This limit is below a single dose, {dose.words}."
                    yield _hit(text, context, (amount.start, amount.end), message, "Correct the one that is wrong.")


def _is_weekly(context: Context) -> bool:
    return ONCE_A_WEEK.search(context.own) is not None


def _units(text: MonographText, found: tuple[Context, ...]) -> Iterator[Hit]:
    """Find a number that stands with mg in one place and with micrograms in another."""
    told: dict[float, dict[float, list[tuple[Context, Measured]]]] = {}
    for context in found:
        for amount in amounts_of(_sentence(context)):
            if (
                amount.dimension == "mass"
                and amount.number >= TELLING
                and not amount.is_of_a_pack
                and (AS_LIMIT.search(context.own) or not WARNS.search(context.own))
            ):
                told.setdefault(amount.number, {}).setdefault(SPELLED[amount.unit][1], []).append((context, amount))
    for sizes in told.values():
        small, large = sizes.get(1.0, []), sizes.get(1e3, [])
        if small and large:
            context, amount = min((small, large), key=len)[0]
            message = "The same number stands here with milligrams and with micrograms: a thousand times as much."
            yield _hit(text, context, (amount.start, amount.end), message, "Check which unit is meant.")


RULES: tuple[Rule[MonographText], ...] = (
    Rule(
        "M16",
        Level.BLOCK,
        "Amounts that are the same",
        "what a sentence calls equal is equal; a total is dose times number; a volume holds what the strength says",
        "Two numbers for one dose: the patient takes the wrong one.",
        "ISMP Guidelines for Safe Communication of Medication Information; own",
        unequal,
    ),
    Rule(
        "M17",
        Level.BLOCK,
        "Times that agree",
        "“twice a day” and “every 12 hours”, not “every 24 hours”",
        "A reader follows one of them.",
        "ISMP Guidelines for Safe Communication of Medication Information; own",
        contrary_times,
    ),
    Rule(
        "M18",
        Level.BLOCK,
        "What nobody can mean",
        f"nothing more than {MOST_TIMES} times a day, no storage above 40 °C, no limit of a day below a single dose, "
        "no number that is milligrams here and micrograms there",
        "A slip of the finger is printed, and followed.",
        "ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations; own",
        implausible,
    ),
)
