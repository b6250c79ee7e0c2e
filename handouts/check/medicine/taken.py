"""Rules S32 and S35: how much is taken, and by which road."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from handouts.check.medicine.amounts import amounts, amounts_of, times_of
from handouts.check.medicine.apart import too_soon
from handouts.check.medicine.asked import known_groups, valid
from handouts.check.medicine.contexts import contexts, hit_in
from handouts.check.medicine.folding import any_of, folded
from handouts.check.medicine.look_alikes import named_in
from handouts.check.medicine.named import others_named
from handouts.check.medicine.other_names import own_names
from handouts.check.rule import Hit, Level, Rule
from handouts.model.monograph import Role
from handouts.model.pattern import Pattern, right_before

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.medicine.contexts import Context
    from handouts.check.medicine.rows import Dose
    from handouts.check.medicine.table import Group
    from handouts.check.monograph_text import MonographText

EQUALS = re.compile(r"\s*(?:is|are|=|equals?|is the same as|makes?|\(|or)\s*")
LEAST_SHARE = 500  # of the largest single dose: a thousandth is milligrams written as micrograms
OF_SOMETHING_ELSE = any_of(
    (
        *("sodium", "salt", "lactose", "sugar", "alcohol", "ethanol", "caffeine", "total", "in all", "altogether"),
        *("over the course", "whole course", "bottle*", "pack*", "weigh*", "body weight", "ml of water", "ml water"),
        *("litre* of water", "calcium", "vitamin*", "glucose", "dextrose", "carbohydrate*"),
        *("paracetamol", "acetaminophen"),
    )
)
NEAR = 40  # letters from the start of a dose to how often it is taken
ASIDE = re.compile(r"[(;:]|\b(?:tablets?|capsules?|or as|then)\b")
TAKE = r"(?:(?:take|swallow|use|inject|give|have)\s+)?"
DENIED = Pattern(rf"\b(?:not|never|instead of)\s+{TAKE}$", re.IGNORECASE)
TAKING = any_of(("take*", "taking", "dose*", "tablet*", "capsule*", "inject*", "mg", "milligram*"))


def beyond(text: MonographText) -> Iterator[Hit]:
    """Find an amount to take that is more than anybody takes of this medicine, or of another that the text names."""
    if not text.english:
        return
    yield from too_soon(text)
    groups = known_groups(text)
    doses = [(group, dose) for group in groups for dose in valid(group.dose, text)]
    for context in (each for each in contexts(text) if _is_of_dose(each)):
        if not _names_another(context, groups):
            for group, dose in doses:
                yield from _of_this(text, context, group, dose)
        elif not OF_SOMETHING_ELSE.search(context.lead):
            yield from _of_another(text, context)


def _of_this(text: MonographText, context: Context, group: Group, dose: Dose) -> Iterator[Hit]:
    sentence, often = context.sentence, times_of(context.sentence)
    found = [each for each in amounts(sentence, dose.unit) if not each.is_of_a_pack]
    told_so = len(often) == 1 and found and 0 <= often[0].start - found[-1].start <= NEAR
    told_so = told_so and not ASIDE.search(sentence, found[-1].start, often[0].start)
    least = min((each.value for each in found), default=0.0)
    for amount in found:
        times = often[0].times if told_so and amount.value == least else 1.0
        if right_before(DENIED, sentence, amount.start):
            continue
        message = ""
        if _is_converted(sentence):
            return
        if amount.value * times > dose.day:
            how = f" {sentence[often[0].start : often[0].end]}" if times > 1 else ""
            message = (
                f"{amount.words}{how} is more than anybody takes of it in a day: {dose.day:g} {dose.unit} "
                f"({group.name}; {dose.source})."
            )
        elif context.passage.role is Role.DOSE and amount.value < dose.single / LEAST_SHARE:
            message = (
                f"{amount.words} is less than a {LEAST_SHARE}th of a large single dose, {dose.single:g} "
                f"{dose.unit}: is another unit meant ({group.name}; {dose.source})?"
            )
        if message:
            span = amount.start, amount.start + len(amount.words)
            yield hit_in(text, context, span, message, "Compare it with the label.")


def _is_converted(sentence: str) -> bool:
    """Tell “1 mg is 1,000 micrograms”."""
    found = [each for each in amounts_of(sentence) if each.dimension == "mass"]
    return any(
        EQUALS.fullmatch(sentence, one.end, other.start) and one.value == other.value
        for one, other in itertools.pairwise(found)
    )


def _of_another(text: MonographText, context: Context) -> Iterator[Hit]:
    """Find an amount of the one other medicine in a sentence that is more than anybody takes of that."""
    from handouts.check.medicine.table import groups_of

    named = others_named(text, context.own)
    if len(named) != 1 or own_names(text) & {match[0] for match in named_in(context.own)}:
        return
    (name,) = named
    doses = [dose for group in groups_of(name) if group.medicines for dose in valid(group.dose, text)]
    for unit in dict.fromkeys(dose.unit for dose in doses):
        most = max(dose.day for dose in doses if dose.unit == unit)
        for amount in amounts(context.sentence, unit):
            is_denied = right_before(DENIED, context.sentence, amount.start)
            if amount.value > most and not amount.is_of_a_pack and not is_denied:
                span = amount.start, amount.start + len(amount.words)
                message = f"{amount.words} is more than anybody takes of {name} in a day: {most:g} {unit}."
                yield hit_in(text, context, span, message, "Compare it with the label.")


def _is_of_dose(context: Context) -> bool:
    is_taken = context.passage.role is Role.DOSE or TAKING.search(context.own)
    return bool(is_taken) and not OF_SOMETHING_ELSE.search(context.own)


def _names_another(context: Context, groups: list[Group]) -> bool:
    """Tell whether a sentence names a medicine that is not this one."""
    from handouts.check.medicine.table import medicines_in

    named = medicines_in(context.own)
    return any(not any(group.names.search(name) for group in groups if group.is_of_kin) for name in named)


def other_road(text: MonographText) -> Iterator[Hit]:
    """Find a route or form in the front matter by which this medicine is not taken."""
    metadata = text.monograph.metadata
    stated = " | ".join(each for each in (metadata.route, metadata.form) if each)
    for group in known_groups(text) if stated else ():
        if group.not_by and any_of(group.not_by).search(folded(stated)):
            message = f"The front matter says “{stated}”: {group.name} are not taken so."
            yield text.missing(message, "Correct route and form in the front matter.", line=1)


RULES: tuple[Rule[MonographText], ...] = (
    Rule(
        "S32",
        Level.BLOCK,
        "No dose beyond what anybody takes",
        "no amount to take, and no dose by its times a day, is larger than the largest day's dose in the medicine's "
        "row, or in that of another medicine it is told for, or hundreds of times smaller than a single one",
        "Ten times a dose is one slip of a finger.",
        "the source in each row of the table",
        beyond,
    ),
    Rule(
        "S35",
        Level.BLOCK,
        "The road it is taken by",
        "route and form of the front matter are none of those that the medicine's row rules out",
        "The road is printed on every page.",
        "the source in each row of the table",
        other_road,
    ),
)
