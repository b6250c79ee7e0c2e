"""Rule M23: how often the front matter says a medicine is taken, in whatever field, is how often the text says it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handouts.check.medicine.amounts import COUNT, number_of, times_of
from handouts.check.medicine.contexts import contexts
from handouts.check.medicine.folding import any_of
from handouts.check.medicine.named import names_another
from handouts.check.monograph_text import PassageKind
from handouts.check.numbers.dose_tables import dose_tables
from handouts.check.rule import Hit, Level, Rule
from handouts.model.monograph import Role
from handouts.model.pattern import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.monograph_text import MonographText

OFTEN_SAID_IN = "timing frequency how_often dosing dosing_schedule dose_frequency dosing_frequency dosage dose"
FIELDS = f"{OFTEN_SAID_IN} usual_dose schedule when taken administration regimen instructions posology".split()
WEEK = 7.0
A_WEEK = re.compile(
    rf"\b(?:(?P<word>once|twice)|(?P<count>{COUNT}) (?:times|days)) (?:a|per|each|every) week|\b(?:once[- ])?weekly\b",
    re.IGNORECASE,
)
EVERY = re.compile(
    rf"\bevery (?:(?P<count>{COUNT}) (?:to \w+ )?)?(?P<other>other |second )?(?P<unit>hour|day|week|month)s?\b",
    re.IGNORECASE,
)
EACH = Pattern(r"\beach (?P<unit>day|week|month)\b", re.IGNORECASE)
DAILY = Pattern(r"\b(?:daily|nightly|at bedtime|(?:every|each) (?:morning|evening|night))\b", re.IGNORECASE)
LENGTH = {"hour": 1 / 24, "day": 1.0, "week": WEEK, "month": 30.0}
TAKING = any_of(
    (
        *(
            "take*",
            "taken",
            "swallow*",
            "use",
            "used",
            "inject*",
            "apply",
            "appl*",
            "change*",
            "one",
            "tablet*",
            "give*",
        ),
        *("capsule*", "dose*", "patch*", "puff*", "drop*", "mg", "microgram*", "units", "ml", "put", "inhale*"),
    )
)
OF_TESTS = any_of(
    (
        *(
            "test*",
            "check*",
            "weigh*",
            "blood",
            "measure*",
            "visit*",
            "appointment*",
            "folic",
            "levels",
            "clean*",
            "wash*",
        ),
        *("rais*", "increas*", "ris*", "goes up", "reduc*", "lower*", "miss*", "forg*", "late", "alcohol", "drink*"),
    )
)
COUNTED_OUT = any_of(("# tablet*", "# capsule*", "# puff*", "# patch*", "# mg", "# microgram*", "new patch", "# units"))
TWICE = 1.9  # times as often is another dose, not another word


def other_times(text: MonographText) -> Iterator[Hit]:
    """Find a field of the front matter that tells how often, where the text never says so, and says otherwise."""
    if not text.english or text.monograph.stacked:
        return
    for name, value, line in _fields(text):
        stated = rates(value)
        told = _told(text) if stated else set[float]()
        if told and not any(_is_same(one, other) for one in stated for other in told):
            message = f"The front matter says “{value}”, the text says otherwise how often it is taken."
            yield text.missing(message, f"Correct the text or “{name}”.", line=line)


def _fields(text: MonographText) -> Iterator[tuple[str, str, int]]:
    """Return the fields that may tell how often, as they are written, with their lines."""
    rows = text.monograph.data.decode("utf-8", "replace").splitlines()[: text.monograph.body_line]
    for number, row in enumerate(rows, 1):
        name, colon, value = row.partition(":")
        told = value.strip().strip("\"'")
        if colon and told and name.strip().casefold().replace("-", "_").replace(" ", "_") in FIELDS:
            yield name.strip(), told, number


def rates(written: str) -> set[float]:
    """Return how many times a week a sentence tells, each way it says so."""
    found = {each.times * WEEK for each in times_of(written)}
    for match in A_WEEK.finditer(written):
        word, count = (match["word"] or "once").lower(), match["count"]
        found.add(number_of(count) if count else 2.0 if word == "twice" else 1.0)
    for match in EVERY.finditer(written):
        length = LENGTH[match["unit"].lower()] * (number_of(match["count"]) if match["count"] else 1.0)
        found |= {WEEK / (length * (2 if match["other"] else 1))} if length else set()  # “every 0 hours” is no rate
    found |= {WEEK / LENGTH[match["unit"].lower()] for match in EACH.finditer(written)}
    return found or ({WEEK} if DAILY.search(written) else set())


def _told(text: MonographText) -> set[float]:
    found = set[float]()
    for context in contexts(text):
        is_of_dose = context.passage.role is Role.DOSE or COUNTED_OUT.search(context.own)
        if (
            context.passage.kind is not PassageKind.HEADING
            and is_of_dose
            and TAKING.search(context.whole)
            and not OF_TESTS.search(context.own)
        ):
            found |= set() if names_another(text, context) else rates(context.sentence)
    for table in dose_tables(text):
        for row in table.rows:
            found |= {times * WEEK for place in range(len(row)) if (times := table.times(row, place))}
    return found


def _is_same(one: float, other: float) -> bool:
    return max(one, other) / min(one, other) < TWICE


RULES: tuple[Rule[MonographText], ...] = (
    Rule(
        "M23",
        Level.BLOCK,
        "How often, in the front matter",
        "a field that tells how often the medicine is taken (timing, frequency, dosing …) says what the text says",
        "Other programs print labels and plans from these fields.",
        "ISMP Guidelines for Safe Communication of Medication Information; own",
        other_times,
    ),
)
