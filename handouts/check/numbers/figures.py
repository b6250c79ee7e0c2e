"""Rules M17 and M18: amounts and times that contradict each other, or that nobody can mean."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handouts.check.medicine.amounts import SPELLED, amounts_of, times_of
from handouts.check.medicine.contexts import contexts, hit_in
from handouts.check.medicine.folding import any_of
from handouts.check.medicine.named import names_another
from handouts.check.numbers.beyond import beyond_any_most
from handouts.check.numbers.ceilings import limit_below_its_dose
from handouts.check.numbers.how_often import often_by_hours
from handouts.check.numbers.intervals import contrary_intervals
from handouts.check.numbers.limits import below_the_dose
from handouts.check.numbers.plausible import beyond_belief
from handouts.check.numbers.unit_slips import slips_of_units
from handouts.check.rule import Hit, Level, Rule
from handouts.model.pattern import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.medicine.amounts import Measured
    from handouts.check.medicine.contexts import Context
    from handouts.check.monograph_text import MonographText

A_SLIP = 0.02  # of a day
THEN = Pattern(r"\b(?:then|after that|afterwards|later|from day)\b", re.IGNORECASE)
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
PART_OF = dict.fromkeys(("morning", "breakfast"), 1) | dict.fromkeys(("noon", "midday", "lunch", "afternoon"), 2)
PART_OF |= dict.fromkeys(("evening", "night", "bedtime", "dinner", "supper"), 3)
PART = Pattern(rf"\b(?:{'|'.join(PART_OF)})\b", re.IGNORECASE)
ONE_PART = rf"(?:(?:in the|at|with|before|after|every|each|your|one) )*(?:{'|'.join(PART_OF)})"
PARTS = Pattern(rf"[,:(–-]? ?\(?(?:that is,? )?(?P<parts>{ONE_PART}(?:(?:,| and|, and| &) {ONE_PART})+)", re.IGNORECASE)
ONLY_PART = Pattern(
    r",? (?:at (?:about )?\d{1,2} ?[ap]m|at (?:night|bedtime|noon)|in the (?:morning|evening))\b(?! and|,? at\b|,? \d)",
    re.IGNORECASE,
)
EITHER = Pattern(r"\bor\b", re.IGNORECASE)
MORE_PARTS = {1.0, 2.0}  # times a day that are told by parts of it
MOST_TIMES = 8  # a day, that anything to swallow is taken
OFTEN = any_of(
    (
        *("test*", "check*", "measure*", "drop*", "eye*", "rinse*", "feed*", "wash", "washing", "breath*", "cream*"),
        *("urinat*", "mouthwash*"),
    )
)
PUFFS, MOST_PUFFS = any_of(("puff*", "inhaler*", "spray*")), 12
WARNS = any_of(("not", "never", "instead of", "mistake*", "mistook", "confus*", "wrong*", "mix* up", "differ*"))
SUPPLEMENT = any_of(("vitamin*", "folic", "folate", "iodine", "selenium"))
AS_LIMIT = any_of(("more than", "not exceed*", "not go above", "not go over", "never go above", "never exceed*"))
TELLING = 5  # 1 mg and 1 microgram may both be meant
STORED = any_of(("store*", "storage", "keep", "kept", "fridge", "refrigerat*", "temperature*"))
DEGREES = Pattern(r"(?<![\d.])(?P<number>\d{1,3})\s?(?:°\s?|degrees? ?)(?P<scale>[CF])?")
HOTTEST, BODY, BOILING = {"C": 40, "F": 104}, {"C": 43, "F": 109}, {"C": 130, "F": 266}
FEVER = any_of(("fever*", "temperature of", "your temperature"))


def contrary_times(text: MonographText) -> Iterator[Hit]:
    """Find times of one sentence that cannot both be meant, and a missed dose whose two branches do not meet."""
    for context in contexts(text):
        sentence = context.sentence
        times, hours = times_of(sentence), next(iter(often_by_hours(sentence)), None)
        if len(times) == 1 and hours and not AT_MOST.search(context.own):
            first, second = sorted((times[0][1:], hours[1:]))
            is_later = THEN.search(sentence, first[1], second[0])
            if abs(times[0].times / hours.times - 1) > A_SLIP and not is_later:
                message = f"{sentence[slice(*hours[1:])]} is not {sentence[times[0].start : times[0].end]}."
                yield hit_in(text, context, (first[0], second[1]), message, "Say one of them.")

        if len(times) == 1 and times[0].times in MORE_PARTS and (listed := PARTS.match(sentence, times[0].end)):
            parts = {PART_OF[part[0].lower()] for part in PART.finditer(listed[0])}
            if len(parts) > times[0].times and not EITHER.search(listed[0]):
                message = f"{sentence[times[0].start : times[0].end]} is not {' '.join(listed['parts'].split())}."
                yield hit_in(text, context, (times[0].start, listed.end()), message, "Say one of them.")

        only = ONLY_PART.match(sentence, times[0].end) if len(times) == 1 and times[0].times > 1 else None
        if only and not PART.search(sentence, only.end()) and not EITHER.search(sentence, only.end()):
            message = f"{sentence[times[0].start : times[0].end]} is not “{only[0].strip(', ')}” only."
            yield hit_in(text, context, (times[0].start, only.end()), message, "Say one of them.")
    yield from contrary_intervals(text)


def implausible(text: MonographText) -> Iterator[Hit]:
    """Find what nobody can mean: too often, too hot, a limit below the dose, the same number in mg and micrograms."""
    found = contexts(text)
    for context in found:
        sentence = context.sentence
        for often in times_of(sentence):
            most = MOST_PUFFS if PUFFS.search(context.whole) else MOST_TIMES
            if often.times > most and not OFTEN.search(context.whole):
                message = "Nobody takes a medicine so often."
                yield hit_in(text, context, (often.start, often.end), message, "Check the number.")
        for match in DEGREES.finditer(sentence):
            hottest = HOTTEST if STORED.search(context.whole) else BODY if FEVER.search(context.own) else BOILING
            if int(match["number"]) > hottest[match["scale"] or "F"]:
                message = "Nobody stores a medicine at this temperature, and nobody has it."
                yield hit_in(text, context, match.span(), message, "Check the number.")
    yield from below_the_dose(text)
    yield from limit_below_its_dose(text)
    yield from beyond_belief(text)
    yield from beyond_any_most(text)
    yield from slips_of_units(text)
    yield from _units(text, found)


def _units(text: MonographText, found: tuple[Context, ...]) -> Iterator[Hit]:
    """Find a number that stands with mg in one place and with micrograms in another."""
    told: dict[float, dict[float, list[tuple[Context, Measured]]]] = {}
    for context in found:
        if names_another(text, context):
            continue
        amounts = [
            amount
            for amount in amounts_of(context.sentence)
            if amount.dimension == "mass" and amount.number >= TELLING and not amount.is_of_a_pack
        ]
        warns = amounts and not AS_LIMIT.search(context.own) and WARNS.search(context.own)
        if warns or SUPPLEMENT.search(context.own):
            continue
        for amount in amounts:
            told.setdefault(amount.number, {}).setdefault(SPELLED[amount.unit][1], []).append((context, amount))
    for sizes in told.values():
        small, large = sizes.get(1.0, []), sizes.get(1e3, [])
        if small and large:
            context, amount = min((large, small), key=len)[0]
            message = "The same number stands here with milligrams and with micrograms: a thousand times as much."
            yield hit_in(text, context, (amount.start, amount.end), message, "Check which unit is meant.")


RULES: tuple[Rule[MonographText], ...] = (
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
