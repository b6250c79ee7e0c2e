"""How much: the amounts a dose or a text names, read by code of its own and not by the rules of `check`."""

from __future__ import annotations

import dataclasses
import enum
import re
from decimal import Decimal
from typing import TYPE_CHECKING

from handouts.model.language import is_english
from handouts.model.units import UNITS, UnitKind, spellings, symbols, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.leaflet.wording import Wording


class Measure(enum.StrEnum):
    """What is measured; amounts of one measure can be compared."""

    MASS = "mass"
    VOLUME = "volume"
    ACTIVITY = "activity"
    SUBSTANCE = "amount of substance"
    CHARGE = "milliequivalents"
    COUNT = "count"


@dataclasses.dataclass(frozen=True, slots=True)
class Unit:
    """A unit of doses: its name here, what it measures, and how much of the measure's base one is.

    Bases are the microgram, the millilitre, the unit, the millimole.
    """

    name: str
    measure: Measure
    size: Decimal = Decimal(1)


@dataclasses.dataclass(frozen=True, slots=True)
class Amount:
    """An amount, or a range of them, in one unit."""

    low: Decimal
    high: Decimal
    unit: Unit

    @property
    def ends(self) -> tuple[Decimal, Decimal]:
        """The least and the most, in the measure's base."""
        return self.low * self.unit.size, self.high * self.unit.size


MEASURED = (
    (Unit("kg", Measure.MASS, Decimal(10**9)), "kg Kg KG", "kilogram/s kilogramme/s"),
    (Unit("g", Measure.MASS, Decimal(10**6)), "g", "gram/s gramme/s"),
    (Unit("mg", Measure.MASS, Decimal(1000)), "mg Mg MG", "milligram/s milligramme/s"),
    (Unit("microgram", Measure.MASS), "mcg Mcg MCG µg μg", "microgram/s microgramme/s"),
    (Unit("nanogram", Measure.MASS, Decimal("0.001")), "ng", "nanogram/s nanogramme/s"),
    (Unit("litre", Measure.VOLUME, Decimal(1000)), "L", "litre/s liter/s"),
    (Unit("ml", Measure.VOLUME), "ml mL Ml ML", "millilitre/s milliliter/s"),
    (Unit("unit", Measure.ACTIVITY), "IU", "unit/s international_unit/s"),
    (Unit("million units", Measure.ACTIVITY, Decimal(10**6)), "", "megaunit/s million_unit/s"),
    (Unit("mmol", Measure.SUBSTANCE), "mmol", "millimole/s"),
    (Unit("micromole", Measure.SUBSTANCE, Decimal("0.001")), "µmol μmol", "micromole/s"),
    (Unit("mEq", Measure.CHARGE), "mEq", "milliequivalent/s"),
)  # fmt: skip
COUNTED = {
    spelling: Unit(word.partition("/")[0].replace("_", " "), Measure.COUNT)
    for unit in UNITS
    if unit.kind is UnitKind.FORM
    for word in unit.words.split()
    for spelling in spellings(word)
}
BY_SYMBOL = {symbol: unit for unit, written, _ in MEASURED for symbol in written.split()}
BY_WORD = COUNTED | {
    spelling: unit for unit, _, written in MEASURED for word in written.split() for spelling in spellings(word)
}
NOT_WRITTEN = {  # sign or abbreviation, and what to write: these are misread (ISMP, Joint Commission)
    **dict.fromkeys(("µg", "μg", "ug"), "micrograms"),
    **dict.fromkeys(("U", "u", "IU", "iu"), "units"),
    **dict.fromkeys(("cc", "tsp", "tbsp", "teaspoon", "teaspoons", "tablespoon", "tablespoons"), "ml"),
    **dict.fromkeys(("tab", "tabs", "Tab"), "tablets"),
    **dict.fromkeys(("cap", "caps", "Cap"), "capsules"),
    **dict.fromkeys(("gtt", "gtts"), "drops"),
    "ng": "nanograms",
    "l": "ml",
    "L": "ml",
    "mgs": "mg",
    "gm": "g",
}
IN_WORDS: dict[str, Decimal | int] = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "half a": Decimal("0.5"), "half an": Decimal("0.5"), "one and a half": Decimal("1.5"),
}  # fmt: skip
FRACTIONS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
NUMERAL = rf"(?:\d[\d.,]*[½¼¾]?|[½¼¾]|(?i:\b(?:{'|'.join(sorted(IN_WORDS, key=len, reverse=True))})\b))"
AS_UNIT = rf"(?:{words()}|{symbols()})(?![\w])"
TEXT_AMOUNT = re.compile(rf"(?:({NUMERAL})\s?(?:to|or|and|[-–])\s?)?({NUMERAL})[ \u00a0-]?({AS_UNIT})")
LONGEST_LINK = 12  # letters of what joins a strength and its volume
CONCENTRATION = re.compile(r"(?:\b(?:in|per|each|every)|/)\s*$", re.IGNORECASE)
IN_LIQUID = re.compile(rf"(?:/| (?:in|per|each|every) )\s?{NUMERAL}[ \u00a0]?(?:{symbols(UnitKind.VOLUME)})\b")
ALONE = re.compile(rf"(?<!\w)(?<![^\W\d_]/)(?:{AS_UNIT})")  # of a level of 15 ng/ml, no part is a dose
NO_AMOUNTS = {"dose", "treatment", "course", "serving", "portion", "piece"}  # “2 doses” tells no amount
VESSELS = {"pen", "bottle", "pack", "packet", "box", "tube", "bag", "vial", "cartridge", "pump", "pouch"}


def unit_named(text: str) -> Unit | None:
    """Return the unit of doses a word or a symbol means."""
    word = " ".join(text.split())
    return BY_SYMBOL.get(word) or BY_WORD.get(word.casefold())


@dataclasses.dataclass(frozen=True, slots=True)
class Named:
    """What a text says of doses: the units it gives them in, the amounts, and those of a strength: “10 mg in 5 ml”."""

    units: frozenset[Unit]
    amounts: tuple[Amount, ...]
    in_liquid: tuple[Amount, ...] = ()


def amounts_in(text: str, language: str) -> list[tuple[Amount, int, int]]:
    """Return the amounts a text names, each with where it stands."""
    found = list[tuple[Amount, int, int]]()
    for match in TEXT_AMOUNT.finditer(text):
        unit = unit_named(match[3])
        ends = [number for numeral in match.group(1, 2) if numeral and (number := _lenient(numeral, language))]
        if unit and ends:
            found.append((Amount(min(ends), max(ends), unit), match.start(), match.end()))
    return found


def named_in(text: str, language: str) -> Named:
    """Return the units and amounts a text names.

    “In 1 ml” after a strength tells no unit a dose is given in, unless the medicine itself has none beside strengths:
    syringes of “20 mg in 0.2 ml” are prescribed by either.
    """
    amounts = amounts_in(text, language)
    held = [amount for amount, _, end in amounts if IN_LIQUID.match(text, end)]
    inside = [CONCENTRATION.search(text[max(start - LONGEST_LINK, 0) : start]) for _, start, _ in amounts]
    liquid = {amount.unit for (amount, _, _), before in zip(amounts, inside, strict=True) if before}
    taken = {
        amount.unit
        for (amount, _, end), before in zip(amounts, inside, strict=True)
        if not before and not IN_LIQUID.match(text, end)
    }
    bare = TEXT_AMOUNT.sub(lambda match: ("x" if _is_level(match[3]) else " ") * len(match[0]), text)
    found = (unit_named(match[0]) for match in ALONE.finditer(bare) if len(match[0]) > 1)
    taken |= {unit for unit in found if unit and unit.name not in VESSELS}
    only_held = all(unit.measure is Measure.COUNT for unit in taken)
    units = taken | {amount.unit for amount in held} | (liquid if only_held else set())
    told = frozenset(unit for unit in units if unit.name not in NO_AMOUNTS)
    return Named(told, tuple(amount for amount, _, _ in amounts), tuple(held))


def _is_level(unit: str) -> bool:
    """Tell whether so little of a medicine is told of the blood only: 15 ng/ml is no strength of a liquid."""
    named = unit_named(unit)
    return named is not None and named.name == "nanogram"


def _lenient(numeral: str, language: str) -> Decimal | None:
    """Return the number a text writes; of what cannot be read, nothing."""
    folded = " ".join(numeral.casefold().split())
    if folded in IN_WORDS:
        return Decimal(IN_WORDS[folded])
    fraction = FRACTIONS.get(numeral[-1:], Decimal(0))
    digits = numeral.rstrip("½¼¾").rstrip(".,")
    digits = digits.replace(",", "") if is_english(language) else digits.replace(".", "").replace(",", ".")
    return (Decimal(digits or 0) + fraction) if re.fullmatch(r"(?:\d+(?:\.\d+)?)?", digits) else None


def mentions(text: str, unit: Unit, say: Wording, forms: dict[Unit, tuple[str, str]]) -> bool:
    """Tell whether a text in the leaflet's language has a word for what is counted, in our catalogue's spelling."""
    if unit not in forms or unit.measure is not Measure.COUNT:
        return False
    said = {say.counted(forms[unit], number).replace(say.number(number), "").strip() for number in (1, 2, 5)}
    return any(re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE) for word in said if word)


def spelled_units() -> Iterator[str]:
    """Return every spelling of a unit a dose may be written with."""
    yield from (spelling for spelling in (*BY_SYMBOL, *BY_WORD) if spelling not in NOT_WRITTEN)
