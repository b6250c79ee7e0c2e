"""Two sections that say the same thing with other figures: a second `### Dosage`, pasted in with another dose.

Two sections that are told apart are fine: by their headings (“Dosage for children”), by a heading above them, or
because each belongs to a medicine of its own.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from handouts.errors import Level, Place, Problem
from handouts.model.monograph import Role, SubHeading, plain
from handouts.model.pattern import right_before
from handouts.model.units import GAP, UNITS, Unit, UnitKind, spellings, unit_pattern
from handouts.model.walk import lines
from handouts.reader.roles import CHAPTER, known

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handouts.model.monograph import Heading, Section

COUNTED = ("half", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
FIGURES = {word: str(number) for number, word in enumerate(COUNTED)}
FIGURES |= {"half": "½", "once": "1 time", "twice": "2 times"}
FIGURE = re.compile(rf"(?i:\b(?:{'|'.join(FIGURES)})\b)|(?<![\d.,])\d+(?:[.,]\d+)*|[½¼¾]")
UNIT = re.compile(rf"{GAP}?(?P<unit>{unit_pattern()})(?!\w)")
MOST = re.compile(r"(?:more|less) than\W*$|at most\W*$|up to\W*$|maximum(?: of)?\W*$", re.IGNORECASE)
STRENGTH = re.compile(rf"(?:{GAP}|-)(?:tablet|capsule|patch|pen|vial|sachet|pill|strength)", re.IGNORECASE)
MICROGRAMS = {"KG": 1e9, "g": 1e6, "MG": 1e3, "μg": 1, "ng": 1e-3}  # by the last symbol of each row of the units
TAKEN = {UnitKind.MASS, UnitKind.ACTIVITY, UnitKind.AMOUNT, UnitKind.FORM}
OTHER_MATTERS = frozenset(("missed dose", "overdose", "overdosage", "dosage forms and strengths"))
SPELT: dict[str, tuple[Unit, str]] = {
    spelling: (unit, unit.symbols.split()[-1] if unit.symbols and unit.kind is UnitKind.MASS else spellings(word)[0])
    for unit in UNITS
    for word in (*unit.symbols.split(), *unit.words.split())
    for spelling in spellings(word)
}


def second_doses(sections: Sequence[Section], headings: Sequence[Heading], path: str) -> Iterator[Problem]:
    """Report each section that says with other figures what an earlier one says."""
    for second, first in _pairs(sections):
        if not _told_apart(sections, headings, first, second) and _differ(first, second):
            heading, earlier = plain(second.heading or ()).strip(" :"), plain(first.heading or ()).strip(" :")
            message = f"“{heading}” gives other figures than “{earlier}” in line {first.line}."
            hint = "Keep the right one, or say in the headings whom or which form each is for."
            yield Problem("second-dose", message, hint, Place(path, second.line), Level.BLOCK, heading, rule="S18")


def _pairs(sections: Sequence[Section]) -> Iterator[tuple[Section, Section]]:
    """Return sections whose headings do not tell them apart: the later one, then the nearest before it."""
    for number, second in enumerate(sections):
        alike = (first for first in reversed(sections[:number]) if _name(first) and _alike(first, second))
        yield from ((second, first) for first in itertools.islice(alike, 1))


def _alike(first: Section, second: Section) -> bool:
    if _name(first) == _name(second):
        return first.role not in {Role.NAME, Role.QUESTION, Role.OTHER, Role.DISCLAIMER}
    return Role.DOSE is first.role is second.role and all(
        known(_name(section)) is Role.DOSE and _name(section) not in OTHER_MATTERS for section in (first, second)
    )


def _name(section: Section) -> str:
    """Return a section's heading in plain letters, with its brackets: they tell sections apart."""
    return " ".join(re.findall(r"\w+", CHAPTER.sub("", plain(section.heading or ()), count=1).casefold()))


def _told_apart(sections: Sequence[Section], headings: Sequence[Heading], first: Section, second: Section) -> bool:
    """Tell sections of two medicines, forms or ages: a heading above the second one, or what begins anew, says so."""
    between = sections[sections.index(first) + 1 : sections.index(second)]
    above = next((each for each in reversed(headings) if each.line < second.line), None)
    level = next((each.level for each in headings if each.line == second.line), 0)
    if above and above.line > first.line and above.level < level and not known(plain(above.inline)):
        return True
    if between and (not between[-1].content or isinstance(between[-1].content[-1], SubHeading)):
        return True
    before = {_name(section) for section in sections[: sections.index(first)] if section.heading}
    return any(_name(section) in before for section in between if section.heading)


def _differ(first: Section, second: Section) -> bool:
    """Tell whether figures differ: any one under the same heading, under two names only what is taken at a time."""
    one, other = list(_figures(first)), list(_figures(second))
    if _name(first) == _name(second):
        return bool(one and other) and {figure[:2] for figure in one} != {figure[:2] for figure in other}
    return any(
        mine and yours and not mine & yours
        for unit in {unit for _, unit, taken in one if taken}
        for mine, yours in [[{number for number, own, taken in each if taken and own == unit} for each in (one, other)]]
    )


def _figures(section: Section) -> Iterator[tuple[str, str, bool]]:
    """Return each figure with its unit in one spelling, and whether it is an amount to take."""
    for line in lines(section.content):
        text = plain(line.inline)
        for figure in FIGURE.finditer(text):
            number = FIGURES.get(figure[0].casefold(), figure[0]).replace(",", "")
            match = UNIT.match(text, figure.end())
            unit, spelt = SPELT.get(match["unit"]) or SPELT[match["unit"].casefold()] if match else (None, "")
            strength = match and unit and unit.kind is not UnitKind.FORM and STRENGTH.match(text, match.end())
            taken = (
                unit is not None
                and unit.kind in TAKEN
                and not strength
                and not right_before(MOST, text, figure.start())
            )
            if unit and unit.kind is UnitKind.MASS and spelt in MICROGRAMS:
                number, spelt = f"{float(number) * MICROGRAMS[spelt]:g}" if number[0].isdigit() else number, "µg"
            yield number, spelt, taken
