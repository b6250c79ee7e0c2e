"""Rules M03 and M04: abbreviations and signs that have been misread, and what to write instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.check.prose import in_english, in_prose, prose, quotations
from handouts.check.rule import Hit, Level, Rule
from handouts.check.side import side_of
from handouts.check.words.amounts import SIGNS, SLASHES, UNITS
from handouts.check.words.do_not_use import DO_NOT_USE, MORPHINE
from handouts.check.words.routes import DRUGS, ROUTES
from handouts.check.words.times import TIMES
from handouts.model.pattern import Pattern, right_before

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from handouts.check.monograph_text import MonographText, Passage
    from handouts.check.words.error_prone import ErrorProne

BETTER_NOT = (*UNITS, *ROUTES, *TIMES, *SIGNS, *SLASHES, *DRUGS)
LONG = Pattern(r"(?<![\d.,])[1-9]\d{3,}(?![\d.,])")
WRITTEN_OUT = {
    "U": "units",
    "IU": "international units",
    "µg": "micrograms",
    "μg": "micrograms",
    "d": "day",
    "h": "hour",
    "hr": "hour",
    "min": "minute",
    "wk": "week",
}


REFUSED = Pattern(r"\b(?:[Nn]ot|[Nn]ever(?: write)?|instead of|rather than) \d*\s?$")


def must_not_be_used(text: MonographText) -> Iterator[Hit]:
    """Find the abbreviations on the Do Not Use list; one that is quoted or refused (“not 10U”) is warned of."""
    rows = DO_NOT_USE if "sclerosis" in text.whole.casefold() else (*DO_NOT_USE, *MORPHINE)
    yield from sorted(
        (_hit(text, row, *found) for row in rows for found in in_prose(text, row.pattern) if not _is_quoted(*found)),
        key=lambda hit: hit.place,
    )


def _is_quoted(passage: Passage, match: re.Match[str]) -> bool:
    start, end = match.span("words")
    if right_before(REFUSED, passage.text, start):
        return True
    return any(first <= start and end <= last for first, last in quotations(passage.text))


def better_not_used(text: MonographText) -> Iterator[Hit]:
    """Find the other error-prone abbreviations and signs, each once a text: an editor mends them all alike."""
    side = side_of(text) or text.profile.spelling
    said = "\n\n".join(prose(passage.text) for passage in text.passages)
    rows = [row for row in BETTER_NOT if row.spelling in {"", side} and row.alone.search(said)]
    hits = sorted(
        (_hit(text, row, *found) for row in rows for found in in_english(text, row.pattern)),
        key=lambda hit: hit.place,
    )
    seen: set[str] = set()  # the two signs for micro stay two
    for hit in hits:
        name = hit.words.lower().replace("–", "-")
        if name not in seen:
            seen.add(name)
            yield hit


def _hit(text: MonographText, row: ErrorProne, passage: Passage, match: re.Match[str]) -> Hit:
    start, end = match.span("words")
    per = " per ".join(WRITTEN_OUT.get(part.strip(), part.strip()) for part in match["words"].split("/"))
    said = {name: value.replace("-", " to ").replace("–", " to ") for name, value in match.groupdict("").items()}
    hint = LONG.sub(lambda number: f"{int(number[0]):,}", row.hint.format(per=per, **said))
    return text.hit(passage, start, end, row.misread, hint)


RULES: tuple[Rule[MonographText], ...] = (
    Rule(
        "M03",
        Level.BLOCK,
        "Abbreviation that must not be used",
        "no U, IU, QD, QOD, MS, MSO4, MgSO4",
        "These have led to deaths: 10U is read as 100, QD as four times a day.",
        "Joint Commission Do Not Use List; ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations",
        must_not_be_used,
    ),
    Rule(
        "M04",
        Level.WARN,
        "Error-prone abbreviation or sign",
        "none of the list; each is named once a text",
        "Patients and staff have read these as other words, units or numbers.",
        "ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations",
        better_not_used,
    ),
)
