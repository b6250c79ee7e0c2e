"""What nobody can mean, whatever the medicine: a dose too large to swallow, a patch by milligrams, a frost, a jump."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handouts.check.medicine.amounts import NUMBER, UNIT, amounts_of, times_of
from handouts.check.medicine.asked import all_it_goes_by
from handouts.check.medicine.contexts import contexts, hit_in
from handouts.check.medicine.folding import any_of, folded
from handouts.check.medicine.named import names_another
from handouts.check.rule import Hit, Level
from handouts.model.monograph import Role
from handouts.model.pattern import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.medicine.contexts import Context
    from handouts.check.monograph_text import MonographText

CHECK = "Check the number and its unit."
MOST_A_DAY = 8e6  # micrograms: more than 6 large tablets a day of a gram or more
POURED = any_of(("powder*", "sachet*", "granule*", "infus*", "drip", "vein", "packet*", "liquid*", "dissolv*"))
MINUTES = Pattern(r"\bevery (?:\d+ to )?\d+ minutes\b", re.IGNORECASE)
SWALLOWED = any_of(("take", "swallow", "give"))
AT_ONCE = any_of(("puff*", "spray*", "tongue", "attack*", "drink*", "sip*", "sugar", "wheez*", "chest pain", "rest"))
WAITING = r"\b(?:wait|leave|allow|at least|take it up to|within)\b"
NEXT = r"\b(?:next|another|second|more|again|apart|between)\b"
BETWEEN = Pattern(rf"{WAITING}.{{0,25}}?\b\d+ (?:minutes?|seconds?)\b.{{0,30}}?{NEXT}", re.IGNORECASE)
AN_HOUR = Pattern(
    r"\b(?:\d+|two|three|four|five|six) times (?:in |per |an |every |each )(?:1 |one |an )?hour\b", re.IGNORECASE
)
NO_DOSE = any_of(
    ("eye*", "feed*", "wash*", "breath*", "wake", "turn*", "check*", "not", "never", "contraction*", "pee")
)
OF_DOSES = any_of(("dose*", "next one", "another one", "it again", "take more", "take another", "tablet*", "capsule*"))
QUICK = any_of(
    (
        *("puff*", "spray*", "inhal*", "drop*", "eye*", "tongue", "attack*", "glucose", "sugar", "hypo*", "adrenaline"),
        *(
            "epinephrine",
            "auto injector*",
            "pen",
            "naloxone",
            "nitrate*",
            "nitro*",
            "GTN",
            "other medicine*",
            "antacid*",
        ),
        *("calcium", "iron", "food", "breakfast", "meal*", "milk", "vomit*", "sick", "eat", "drink*", "lie", "rescue"),
    )
)
PATCH = any_of(("patch*", "transdermal*"))
PER_HOUR = Pattern(
    r"(?P<number>\d+(?:\.\d+)?)\s?(?:mg|milligrams?)\s?(?:/|per|an|every|each)\s?(?:h\b|hr\b|hour)", re.IGNORECASE
)
FASTEST = 1.0  # milligram an hour, that a patch gives: nicotine
COLD = Pattern(r"\b(?:below|under|not above|up to|less than)\s(?P<number>\d(?:\.\d)?)\s?°\s?C\b", re.IGNORECASE)
COLDEST = 8.0  # °C, the top of a fridge
FREEZES = any_of(("freez*", "frozen", "ice"))
HOT = Pattern(r"\b(?:above|over|more than|at least) (?:2[05]|30)\s?°\s?C\b", re.IGNORECASE)
UNSPOILT = Pattern(r"\b(?:not|never|avoid\w*|if|when|once|goes|gets|rises?|until|unless|throw|n[’']t)\b", re.IGNORECASE)
STORED = any_of(("store*", "storage", "keep", "kept", "fridge", "refrigerat*", "temperature*"))
RANGE = Pattern(rf"(?<![\w.,])(?P<low>{NUMBER})\s?(?P<first>{UNIT})?\sto\s(?P<high>{NUMBER})\s?(?P<unit>{UNIT})(?!\w)")
FALLS = any_of(("reduc*", "lower*", "drop*", "decreas*", "taper*", "cut*", "down", "from", "between", "fall*", "less*"))
WIDEST = 25.0  # times as much
GOAL = any_of(("target*", "range", "aim*", "goal", "accept*", "normal*", "usual*", "should be", "between", "keep*"))
NOT_A_GOAL = any_of(("above", "over", "more than", "higher than", "exceed*", "toxic", "danger*", "too high", "if"))
LOW_HIGH = r"(?P<low>\d+(?:\.\d+)?)(?: (?:to|and) (?P<high>\d+(?:\.\d+)?))?"
OF_WHAT = r"(?![\d%.]|,\d| (?:weeks?|days?|months?|hours?|mg|times)\b)"
LEVELS = (  # what a test is told by, for which medicines (all), and the highest value that anybody aims at
    (re.compile(rf"\bINR\b.{{0,60}}?{LOW_HIGH}{OF_WHAT}"), (), 5.0),
    (re.compile(rf"\b(?:target|range) (?:range )?(?:is|of) (?:between )?{LOW_HIGH}{OF_WHAT}"), ("warfarin",), 5.0),
    (re.compile(rf"{LOW_HIGH} ?mmol"), ("lithium",), 2.0),
)
SUGAR_LOW = any_of(("low blood sugar", "low sugar", "hypo*", "fast sugar", "glucose tablets", "fruit juice"))
AGAIN = Pattern(
    r"\b(?:check|test|measure)\w*(?: it| your \w+)? again (?:after|in) (?:\d+ to )?(?P<number>\d+) hours", re.IGNORECASE
)
SOONEST = 4  # hours: a low sugar is looked at again long before
VACCINE = Pattern(r"\bvaccin\w+\b.{0,60}?\b(?:at least )?(?P<number>\d|one|two|three) days? before\b", re.IGNORECASE)


def beyond_belief(text: MonographText) -> Iterator[Hit]:
    """Find doses, speeds, temperatures, ranges and levels that nobody can mean."""
    if not text.english:
        return
    title = folded(" ".join(all_it_goes_by(text)))
    poured = POURED.search(folded(f"{text.monograph.metadata.form} {text.monograph.metadata.route}"))
    for context in contexts(text):
        is_dose = context.passage.role is Role.DOSE
        if is_dose and not poured and not POURED.search(context.whole) and not names_another(text, context):
            yield from _too_much(text, context)
            yield from _too_often(text, context)
        if is_dose:
            yield from _minutes_apart(text, context)
        yield from _of_patches(text, context)
        yield from _storage(text, context)
        yield from _ranges(text, context)
        yield from _levels(text, context, title)
        yield from _too_late(text, context)


def _too_much(text: MonographText, context: Context) -> Iterator[Hit]:
    found, times = list(amounts_of(context.sentence)), times_of(context.sentence)
    if len(found) != 1 or len(times) != 1 or found[0].dimension != "mass" or found[0].is_of_a_pack:
        return
    if found[0].value * times[0].times >= MOST_A_DAY:
        how = context.sentence[times[0].start : times[0].end]
        message = f"{found[0].words} {how} is more than can be swallowed."
        yield hit_in(text, context, (found[0].start, times[0].end), message, CHECK, Level.WARN)


def _too_often(text: MonographText, context: Context) -> Iterator[Hit]:
    match = MINUTES.search(context.sentence)
    if match and SWALLOWED.search(context.own) and not AT_ONCE.search(context.whole):
        message = "Nobody swallows a medicine every few minutes: are hours meant?"
        yield hit_in(text, context, match.span(), message, CHECK, Level.WARN)


def _minutes_apart(text: MonographText, context: Context) -> Iterator[Hit]:
    match = BETWEEN.search(context.sentence)
    if match and OF_DOSES.search(context.own) and not QUICK.search(f"{context.lead} {context.own}"):
        message = "Doses are not taken minutes apart: are hours meant?"
        yield hit_in(text, context, match.span(), message, CHECK)
    if (match := AN_HOUR.search(context.sentence)) and not NO_DOSE.search(context.own):
        message = "Nobody takes a medicine so often in an hour: is a day meant?"
        yield hit_in(text, context, match.span(), message, CHECK)


def _of_patches(text: MonographText, context: Context) -> Iterator[Hit]:
    for match in PER_HOUR.finditer(context.sentence) if PATCH.search(context.whole) else ():
        if float(match["number"]) >= FASTEST:
            message = "No patch gives milligrams an hour: are micrograms meant?"
            yield hit_in(text, context, match.span(), message, CHECK)


def _storage(text: MonographText, context: Context) -> Iterator[Hit]:
    for match in COLD.finditer(context.sentence) if STORED.search(context.whole) else ():
        if float(match["number"]) < COLDEST and not FREEZES.search(context.own):
            message = "No fridge is so cold, and no room: has a point slipped in?"
            yield hit_in(text, context, match.span(), message, CHECK)
    for match in HOT.finditer(context.sentence) if STORED.search(context.whole) else ():
        if not UNSPOILT.search(context.sentence[: match.start()]):
            message = "A medicine is kept below such a temperature, not above it."
            yield hit_in(text, context, match.span(), message, CHECK)


def _ranges(text: MonographText, context: Context) -> Iterator[Hit]:
    for match in RANGE.finditer(context.sentence):
        low, high = (
            next(amounts_of(f"{match[number]} {match[unit] or match['unit']}"))
            for number, unit in (("low", "first"), ("high", "unit"))
        )
        if low.dimension != high.dimension or low.is_of_a_pack or not low.value:
            continue
        if high.value < low.value and not FALLS.search(context.own):
            message = "This range ends below its beginning."
            yield hit_in(text, context, match.span(), message, CHECK, Level.WARN)
        elif low.dimension == "mass" and high.value / low.value >= WIDEST:
            message = f"The end of this range is {high.value / low.value:g} times its beginning."
            yield hit_in(text, context, match.span(), message, CHECK, Level.WARN)


def _levels(text: MonographText, context: Context, title: str) -> Iterator[Hit]:
    if not GOAL.search(context.own) or NOT_A_GOAL.search(context.own):
        return
    for pattern, medicines, highest in LEVELS:
        is_of_it = not medicines or any(name in title for name in medicines)
        match = pattern.search(context.sentence) if is_of_it else None
        if match and float(match["low"]) > highest:
            message = "Nobody aims at so high a level."
            yield hit_in(text, context, match.span("low"), message, CHECK)
            return


def _too_late(text: MonographText, context: Context) -> Iterator[Hit]:
    """Find a low sugar that is looked at again after hours, and a vaccine too short before the treatment to protect."""
    match = AGAIN.search(context.sentence)
    if match and int(match["number"]) >= SOONEST and SUGAR_LOW.search(f"{context.lead} {_around(text, context)}"):
        message = "A low blood sugar is checked again after minutes: in hours it can kill."
        yield hit_in(text, context, match.span(), message, CHECK)
    if match := VACCINE.search(context.sentence):
        message = "A vaccine does not protect after so few days: are weeks meant?"
        yield hit_in(text, context, match.span(), message, CHECK, Level.WARN)


def _around(text: MonographText, context: Context) -> str:
    """Return the section of a sentence, folded."""
    section = context.passage.section
    return " ".join(folded(passage.text) for passage in text.passages if passage.section == section)
