"""Rules S32, S34 and S35: how much is taken, by which road, and whether it is this medicine at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handouts.check.medicine.amounts import amounts
from handouts.check.medicine.asked import known_groups, valid
from handouts.check.medicine.contexts import contexts
from handouts.check.medicine.folding import any_of, folded
from handouts.check.monograph_text import PassageKind
from handouts.check.rule import Hit, Level, Rule
from handouts.model.monograph import Role
from handouts.model.pattern import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.medicine.contexts import Context
    from handouts.check.medicine.table import Group
    from handouts.check.monograph_text import MonographText

LEAST_SHARE = 500  # of the largest single dose: a thousandth is milligrams written as micrograms
OF_SOMETHING_ELSE = any_of(
    (
        *("sodium", "salt", "lactose", "sugar", "alcohol", "ethanol", "caffeine", "total", "in all", "altogether"),
        *("over the course", "whole course", "bottle*", "pack*", "weigh*", "body weight", "ml of water", "ml water"),
        *("litre* of water", "calcium", "vitamin*", "glucose", "dextrose", "carbohydrate*"),
        *("paracetamol", "acetaminophen"),
    )
)
BESIDE = ["also", "together", "if", "unless", "before", "after", "not", "only", "paracetamol", "acetaminophen", "folic"]
BESIDE += [
    "naloxone",
    "glucagon",
    "as well",
    "with it",
    "with this",
    "for pain",
    "for fever",
    "aspirin",
    "calcium",
    "vitamin*",
    "laxative*",
]
TOLD_TO_TAKE = Pattern(rf"\s*(?:take|use|inject|swallow|apply) (?:{folded('your')} |the |one |a )?")
COMPANIONS = any_of(tuple(BESIDE))  # what is taken beside it
TAKE = r"(?:(?:take|swallow|use|inject|give|have)\s+)?"
DENIED = Pattern(rf"\b(?:not|never|instead of)\s+{TAKE}$", re.IGNORECASE)
TAKING = any_of(("take*", "taking", "dose*", "tablet*", "capsule*", "inject*", "mg", "milligram*"))


def beyond(text: MonographText) -> Iterator[Hit]:
    """Find an amount to take that is more than anybody takes of this medicine."""
    if not text.english:
        return
    groups = known_groups(text)
    found = [context for context in contexts(text) if _is_of_dose(context) and not _names_another(context, groups)]
    for group in groups:
        for dose in valid(group.dose, text):
            for context in found:
                sentence = context.passage.text[context.start : context.end]
                for amount in amounts(sentence, dose.unit):
                    if amount.is_of_a_pack or DENIED.search(sentence, 0, amount.start):
                        continue
                    start = context.start + amount.start
                    end = start + len(amount.words)
                    if amount.value > dose.day:
                        message = (
                            f"{amount.words} is more than anybody takes of it in a day: {dose.day:g} {dose.unit} "
                            f"({group.name}; {dose.source})."
                        )
                        yield text.hit(context.passage, start, end, message, "Compare it with the label.")
                    elif context.passage.role is Role.DOSE and amount.value < dose.single / LEAST_SHARE:
                        message = (
                            f"{amount.words} is less than a {LEAST_SHARE}th of a large single dose, {dose.single:g} "
                            f"{dose.unit}: is another unit meant ({group.name}; {dose.source})?"
                        )
                        yield text.hit(context.passage, start, end, message, "Compare it with the label.")


def _is_of_dose(context: Context) -> bool:
    is_taken = context.passage.role is Role.DOSE or TAKING.search(context.own)
    return bool(is_taken) and not OF_SOMETHING_ELSE.search(context.own)


def _names_another(context: Context, groups: list[Group]) -> bool:
    """Tell whether a sentence names a medicine that is not this one."""
    from handouts.check.medicine.table import every_name

    named = {match[0] for match in every_name().finditer(context.own)}
    return any(not any(group.names.search(name) for group in groups if group.medicines) for name in named)


def of_another(text: MonographText) -> Iterator[Hit]:
    """Find a sentence that tells the reader to take another medicine, as one that was copied from its leaflet does."""
    from handouts.check.medicine.table import every_name

    groups = [group for group in known_groups(text) if group.medicines]
    if not text.english or not groups:
        return
    for context in contexts(text):
        is_order = (
            context.passage.kind is PassageKind.PARAGRAPH
            and context.passage.text[context.start : context.end].lstrip()[:1].isupper()
        )
        match = TOLD_TO_TAKE.match(context.own) if is_order else None
        named = every_name().match(context.own, match.end()) if match else None
        if named and not COMPANIONS.search(context.own) and not any(group.names.search(named[0]) for group in groups):
            message = "The reader is told to take another medicine than this leaflet is about."
            yield text.hit(context.passage, context.start, context.end, message, "Check which medicine is meant.")


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
        "no amount to take is larger than the largest day's dose in the medicine's row, or hundreds of times "
        "smaller than a single one",
        "Ten times a dose is one slip of a finger.",
        "the source in each row of the table",
        beyond,
    ),
    Rule(
        "S34",
        Level.WARN,
        "The medicine of this leaflet",
        "no sentence begins with an order to take another medicine of the tables",
        "A line copied from another leaflet is taken for this one's.",
        "ISMP: look-alike leaflets; own",
        of_another,
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
