"""What a receiver of HL7 v2 answers, read and put into words that name no patient.

A receiver may quote anything in its own words: our patient's name, or another's whom it mistakes for ours. So codes are
told in our words, and of its own only those that are known to be about messages.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import hl7

from handouts.records.senders.harmless import FIELD, harmless

if TYPE_CHECKING:
    from collections.abc import Iterator

ACCEPTED, COMMITTED = "AA", "CA"  # table 0008: it is filed; it is kept, and will be looked at later
VERDICTS = {
    "AE": "the receiver could not file it",
    "AR": "the receiver rejects it",
    "CE": "the receiver could not keep it",
    "CR": "the receiver rejects it unread",
}
LOCKED = "206"
REASONS = {  # table 0357
    "100": "a part of the message is not where it expects it",
    "101": "a field it needs is missing",
    "102": "a value has the wrong form",
    "103": "a code is not in its tables",
    "200": "it takes no such messages",
    "201": "it takes no such event",
    "202": "it does not take messages of this kind of processing",
    "203": "it does not take this version of HL7",
    "204": "it does not know this number (of the patient, or of a document)",
    "205": "it has something else under this number already",
    LOCKED: "the record is locked at the moment",
    "207": "it failed inside",
}


@dataclasses.dataclass(frozen=True, slots=True)
class Acknowledgement:
    """An answer: its verdict (MSA-1), to which message (MSA-2), error codes (ERR-3), where, and its own words."""

    verdict: str
    control: str
    codes: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    words: str = ""

    @property
    def why(self) -> str:
        """The verdict and its reasons in plain words."""
        reasons = [f"{code}: {REASONS[code]}" for code in self.codes if code in REASONS]
        where = [f"at {', '.join(self.fields)}"] if self.fields else []
        own = [f"in its words: “{words}”"] if (words := harmless(self.words)) else []
        return "; ".join([f"{VERDICTS.get(self.verdict, 'the receiver')} ({self.verdict})", *reasons, *where, *own])


def read_acknowledgement(answer: bytes) -> Acknowledgement:
    """Read an answer.

    Raises:
        ValueError: it is none.
    """
    try:
        message = hl7.parse(answer.decode("utf-8", "replace"))
        parts = {str(part[0]): part for part in message if str(part[0]) == "MSA"}
        msa = parts["MSA"]
        errors = [part for part in message if str(part[0]) == "ERR"]
        codes = tuple(dict.fromkeys(_component(part, 3) for part in errors))
        fields = tuple(dict.fromkeys(found for part in errors for found in _places(_field(part, 2))))
        words = " ".join([_field(msa, 3), *(_field(part, number) for part in errors for number in (7, 8))])
        return Acknowledgement(_field(msa, 1), _field(msa, 2), codes, fields, words)
    except (hl7.HL7Exception, LookupError, ValueError, TypeError, AttributeError, RecursionError):
        raise ValueError("not an acknowledgement of HL7 v2") from None


def _places(location: str) -> Iterator[str]:
    """Return the fields a location names: ``PID^1^5`` is PID-5 (ERL)."""
    for each in location.split("~")[:3]:
        name, _, rest = each.partition("^")
        numbers = rest.split("^")[1:2]
        place = "-".join([name, *numbers]).rstrip("-")
        if FIELD.fullmatch(place):
            yield place


def _field(segment: object, number: int) -> str:
    return str(segment[number]) if len(segment) > number else ""  # type: ignore[arg-type,index]


def _component(segment: object, number: int) -> str:
    return _field(segment, number).partition("^")[0]
