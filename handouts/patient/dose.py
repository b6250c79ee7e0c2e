"""A dose as a nurse writes it, read strictly: what may be taken for another number or unit is refused with a hint."""

from __future__ import annotations

import dataclasses
import re
from decimal import Decimal
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.numbers import get_decimal_symbol

from handouts.model.units import UnitKind, symbols, words
from handouts.patient.amounts import BY_WORD, FRACTIONS, IN_WORDS, NOT_WRITTEN, Amount, Unit, unit_named
from handouts.patient.quantities import UNIT_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.leaflet.wording import Wording

TO = re.compile(r"\s+(?:to|or|bis|a|à|o|ou|oder)\s+(?=[\d½¼¾])")
WORD = r"[^\W\d_]+(?:[^\W_]|['’-](?=\w))*"
PIECE = re.compile(rf"\d[\d.,]*[½¼¾]?|[½¼¾]|[.,]\d[\d.,]*|{WORD}|\S")
MEASURED = (UnitKind.MASS, UnitKind.VOLUME, UnitKind.AMOUNT, UnitKind.ACTIVITY)
CLOCK = re.compile(
    rf"\b(?:[01]?\d|2[0-3])[:.][0-5]\d\b(?!\s?(?:{words(*MEASURED, UnitKind.FORM)}|{symbols(*MEASURED)})(?!\w))"
    r"(?:\s?[ap]\.?m\b\.?)?|\b(?:1[0-2]|[1-9])\s?[ap]\.?m\b\.?",
    re.IGNORECASE,
)
UNMEASURED = (  # what nobody can measure as it stands, what is wrong with it, what to write
    (
        r"(?:thirds?|quarters?|fifths?|eighths?)(?: of|(?= an?\b)|(?= tablets?\b))",
        "only halves can be told for certain",
        'Write "half a tablet of 5 mg", or whole ones',
    ),
    (
        r"(?:reduc|decreas|increas|taper|lower|rais)(?:e|es|ed|ing)\b.{0,20}? by\b|go (?:up|down) by\b",
        "a dose that changes by so much has to be worked out",
        'Write each step: "40 mg for 7 days"',
    ),
)
NOT_A_DOSE = re.compile(
    r"\s*-?(?:days?|nights?|weeks?|months?|years?|hours?|minutes?|times?|o['’]clock|cycles?)\b", re.IGNORECASE
)
COUNTS_TIME = re.compile(r"\b(?:days?|weeks?|months?|step|cycle)\s*$", re.IGNORECASE)
ABBREVIATED = {
    "qd": "once a day", "od": "once a day", "bd": "twice a day", "bid": "twice a day", "tds": "3 times a day",
    "tid": "3 times a day", "qds": "4 times a day", "qid": "4 times a day", "qod": "every other day",
    "prn": "only when needed", "hs": "at bedtime", "qhs": "at bedtime", "nocte": "at night", "mane": "in the morning",
    "om": "in the morning", "on": "", "po": "by mouth", "sc": "under the skin", "stat": "at once",
    "ac": "before a meal", "pc": "after a meal",
}  # fmt: skip
NEVER = {"on"}  # a word of English too
BY_BODY = re.compile(
    r"(?:/|\b(?:per|each|every|a|pro|je|par|por|al)\s+)\s?(?:kg|kilos?|kilogram(?:me)?s?|m²|m2|square met(?:re|er))",
    re.IGNORECASE,
)
SIGNS = "<>≤≥±~≈+=@&%µμ#*"
THOUSANDS = r"\d{{1,3}}(?:{mark}\d{{3}})+"


class UnreadDoseError(ValueError):
    """A dose that cannot be read for certain: what is wrong (never the words themselves), and what to do."""

    def __init__(self, message: str, hint: str) -> None:
        """Keep both."""
        super().__init__(message)
        self.message, self.hint = message, hint


@dataclasses.dataclass(frozen=True, slots=True)
class Placed:
    """An amount, and where it stands in its text."""

    amount: Amount
    start: int
    end: int


def decimal_mark(language: str, say: Wording) -> str:
    """Return the decimal mark of a text's language; that of our own words where the language is unknown."""
    try:
        return get_decimal_symbol(Locale.parse(language, sep="-"))
    except (UnknownLocaleError, ValueError):
        return get_decimal_symbol(say.locale)


def read_dose(text: str, say: Wording, mark: str) -> tuple[Placed, ...]:
    """Return every amount a dose names, with its place; ``mark`` is the decimal mark.

    Raises:
        UnreadDoseError: a number, a unit or a sign of it is not certain, or there is no amount.
    """
    check_words(text)
    _check_measurable(text)
    spare = CLOCK.sub(lambda match: " " * len(match[0]), text)
    amounts = list[Placed]()
    low: Decimal | None = None
    begin = 0
    for number, start, end in _numbers(spare, say, mark):
        following = spare[end:]
        unit, length = _unit_after(following, say)
        if spare[start - 1 : start] in tuple("-−–—/") or re.match(r"[/–—]|-\d", following):
            hint = 'Write a range as "10 to 15 mg", a half as "half a"'
            raise UnreadDoseError("a sign beside a number can be misread", hint)
        if not unit and low is None and (NOT_A_DOSE.match(following) or COUNTS_TIME.search(spare[:start])):
            continue
        if number <= 0:
            raise UnreadDoseError("the amount is zero", "Leave the field out, or write the dose")
        if unit:
            if low is not None and low >= number:
                raise UnreadDoseError("the range does not rise", 'Write the smaller number first: "10 to 15 mg"')
            begin = start if low is None else begin
            amounts.append(Placed(Amount(number if low is None else low, number, unit), begin, end + length))
            low = None
        elif TO.match(following) and low is None:
            low, begin = number, start
        else:
            raise _unknown(following)
    if low is not None or not amounts:
        raise UnreadDoseError("no amount with its unit can be read", 'Write a number and a unit: "10 mg", "2 tablets"')
    return tuple(amounts)


def _numbers(text: str, say: Wording, mark: str) -> Iterator[tuple[Decimal, int, int]]:
    """Return the numbers of a text, in figures or in words before a unit, with where each begins and ends."""
    last = 0
    for match in PIECE.finditer(text):
        start = match.start()
        if start < last:
            continue
        if match[0][0].isalpha():
            words = _worded(text[start:])
            if words and _unit_after(text[start + len(words) :], say)[0]:
                last = start + len(words)
                yield Decimal(IN_WORDS[words.casefold()]), start, last
        elif (number := _number(match[0], mark)) is not None:
            yield number, start, match.end()


def _check_measurable(text: str) -> None:
    for pattern, message, hint in UNMEASURED:
        if re.search(rf"\b(?:{pattern})", text, re.IGNORECASE):
            raise UnreadDoseError(message, hint)


def check_words(text: str) -> None:
    """Refuse signs and abbreviations that are misread.

    Raises:
        UnreadDoseError: there is one.
    """
    if found := next((sign for sign in text if sign in SIGNS), None):
        hint = NOT_WRITTEN.get("µg", "") if found in "µμ" else "words"
        raise UnreadDoseError(f"the sign {found} is misread", f"Write {hint} instead")
    if BY_BODY.search(text):
        hint = "Work it out, and write what this patient takes"
        raise UnreadDoseError("a dose by weight or body surface is no amount anybody can measure", hint)
    for word in re.findall(r"[A-Za-z]+(?:\.[A-Za-z]+\.?)*", text):
        plain = word.replace(".", "").casefold()
        meant = ABBREVIATED.get(plain)
        if meant and plain not in NEVER:
            raise UnreadDoseError("it holds an abbreviation that is misread", f"Write it out: “{meant}”")


def _number(piece: str, mark: str) -> Decimal | None:
    """Return a number written in figures; None for a word or a sign.

    Raises:
        UnreadDoseError: it may be read in two ways.
    """
    if piece[0] in ".,":
        if len(piece) > 1:
            raise UnreadDoseError("the number has no figure before its decimal mark", 'Write "0.5", not ".5"')
        return None
    if not (piece[0].isdigit() or piece[0] in FRACTIONS):
        return None
    if not piece.isascii() and any(sign.isdigit() and not sign.isascii() for sign in piece if sign not in FRACTIONS):
        raise UnreadDoseError("the number has figures of another script", 'Write it with 0 to 9: "10 mg"')
    fraction = FRACTIONS.get(piece[-1], Decimal(0))
    digits = piece.rstrip("½¼¾").rstrip(".,")
    other = "," if mark == "." else "."
    if re.fullmatch(THOUSANDS.format(mark=re.escape(other)), digits) and mark == ".":
        digits = digits.replace(",", "")
    elif other in digits or digits.count(mark) > 1:
        example = "0.5" if mark == "." else "0,5"
        raise UnreadDoseError(
            "the number can be read in two ways", f"Write the decimal mark of the leaflet's language: {example}"
        )
    whole, _, part = digits.partition(mark)
    if part.endswith("0"):
        raise UnreadDoseError(
            "the number ends in a zero behind its decimal mark", 'Write "1", not "1.0": it is read as 10'
        )
    if len(whole) > 1 and whole.startswith("0"):
        raise UnreadDoseError("the number begins with a zero", 'Write "5", not "05"')
    if part and fraction:
        raise UnreadDoseError("the number has two fractions", 'Write "1.5" or "1½"')
    return Decimal(f"{whole or 0}.{part or 0}") + fraction


def _worded(text: str) -> str:
    """Return the longest number in words a text begins with."""
    folded = text.casefold()
    known = sorted(IN_WORDS, key=len, reverse=True)
    found = next((word for word in known if re.match(rf"{word}\b", folded)), "")
    return text[: len(found)]


def _unit_after(text: str, say: Wording) -> tuple[Unit | None, int]:
    """Return the unit a text begins with, the longest that is known, and where it ends."""
    words = re.match(rf"[ \u00a0]*({WORD}(?: {WORD}){{0,2}})", text)
    if not words:
        return None, 0
    parts = words[1].split(" ")
    for length in range(len(parts), 0, -1):
        spelled = " ".join(parts[:length])
        if spelled not in NOT_WRITTEN and (unit := unit_named(spelled) or _in_catalogue(spelled, say)):
            return unit, words.start(1) + len(spelled)
    return None, 0


def _in_catalogue(word: str, say: Wording) -> Unit | None:
    """Return the unit a word of the leaflet's own language means, as our catalogue has it."""
    for unit, forms in UNIT_WORDS.items():
        said = {say.counted(forms, number).replace(say.number(number), "").strip() for number in (1, 2, 5)}
        if word.casefold() in {each.casefold() for each in said}:
            return unit
    return None


def _unknown(following: str) -> UnreadDoseError:
    word = re.match(rf"[ \u00a0]*({WORD}|µg|μg)", following)
    meant = NOT_WRITTEN.get(word[1]) if word else None
    if meant:
        return UnreadDoseError("the unit is one that is misread", f"Write “{meant}”")
    if not word:
        return UnreadDoseError("a number has no unit", 'Write the unit behind each number: "10 mg"')
    return UnreadDoseError(
        "a number has no unit we know", f"Write mg, micrograms, g, ml, units or {BY_WORD['tablet'].name}s"
    )


def spaced(text: str) -> str:
    """Return a dose with a space between each number and its unit: “10mg” is read as 100 mg in a hurry."""
    return re.sub(r"(?<=\d)(?=(?:mg|mcg|g|ml|mL|kg|mmol)\b)", " ", text)
