"""How HL7 v2 writes values: separators, escapes, times, names (2.5.1, chapters 2 and 2A)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.model.typography import printable

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from handouts.model.records import Coded

ENCODING = r"^~\&"  # MSH-2: component, repetition, escape, subcomponent
ESCAPES = str.maketrans({sign: f"\\{letter}\\" for sign, letter in zip(r"|^~\&", "FSRET", strict=True)})  # 2.7
CODING_SYSTEMS = {  # FHIR's names: HL7's (table 0396)
    "http://loinc.org": "LN",
    "http://snomed.info/sct": "SCT",
    "http://terminology.hl7.org/CodeSystem/v2-0270": "HL70270",
}
LOCAL = "L"
UNIVERSAL = {"urn:oid:": "ISO", "urn:uuid:": "UUID"}


def text(value: str) -> str:
    """Return a value on one line, with what would end it escaped (2.7)."""
    return printable(" ".join(value.split())).translate(ESCAPES)


def formatted(value: str) -> str:
    """Return a text that keeps its lines (the data type FT, 2.7.6)."""
    return "\\.br\\".join(text(line) for line in value.splitlines())


def segment(name: str, fields: Mapping[int, str]) -> str:
    """Return a segment; fields count from 1 and are escaped already."""
    return "|".join([name, *(fields.get(number, "") for number in range(1, max(fields) + 1))])


def header(fields: Mapping[int, str]) -> str:
    """Return the segment MSH, whose first field is the separator itself."""
    return segment("MSH", {number - 1: value for number, value in fields.items()} | {1: ENCODING})


def time(moment: dt.datetime, *, offset: bool) -> str:
    """Return a time to the second."""
    day = f"{date(moment)}{moment:%H%M%S}"
    return f"{day}{moment:%z}" if offset else day


def date(day: dt.date) -> str:
    """Return a day."""
    return f"{day.year:04}{day:%m%d}"


def designator(value: str) -> str:
    """Return who sends, receives or assigns as the clinic writes it: a name, or ``name^OID^ISO``."""
    return "^".join(text(part) for part in value.split("^", 2))


def authority(value: str) -> str:
    """Return who assigns a number, inside a component: a name, or an identifier with its kind."""
    for start, kind in UNIVERSAL.items():
        if value.startswith(start):
            return f"&{text(value.removeprefix(start))}&{kind}"
    return f"&{text(value)}&URI" if ":" in value else text(value)


def coded(code: Coded) -> str:
    """Return a code with its words and its terminology."""
    return "^".join([text(code.code), text(code.display), CODING_SYSTEMS.get(code.system, LOCAL)])


def name(value: str, order: str) -> str:
    """Return a name as printed, split only where the clinic says so; its kind is D, a name for display (table 0200)."""
    line = " ".join(value.split())
    separator = "," if order == "comma" else " "
    first, _, second = line.rpartition(separator) if order == "given-first" else line.partition(separator)
    if order == "whole" or not (first.strip() and second.strip()):
        return f"{text(line)}^^^^^^D"
    family, given = (second, first) if order == "given-first" else (first, second)
    return f"{text(family)}^{text(given)}^^^^^D"
