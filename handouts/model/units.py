"""One table of units: what a number is held to at a line's end, what a dose is told by, and what makes a change grave.

Words are written with their endings: ``patch/es`` is patch and patches, ``suppositor/y/ies`` suppository and
suppositories; ``_`` is a space. Symbols stand as they are written, words in any case. Several rows may list one unit's
spellings, or several units of one kind.
"""

from __future__ import annotations

import enum
import functools
import re
from typing import NamedTuple

GAP = "[ \u00a0\u2009\u202f]"  # never a line break: what stands on two lines is not read as one dose


class UnitKind(enum.StrEnum):
    """What a unit measures."""

    MASS = "mass"
    VOLUME = "volume"
    AMOUNT = "amount of substance"
    ACTIVITY = "activity"
    LENGTH = "length"
    FORM = "what is counted out"
    TIME = "time"
    SHARE = "share"
    TEMPERATURE = "temperature"
    BODY = "what is measured of a body"
    MAGNITUDE = "thousands and more"
    TIMES = "times"


class Unit(NamedTuple):
    """A unit's symbols and words."""

    kind: UnitKind
    symbols: str
    words: str


UNITS = (
    Unit(UnitKind.MASS, "kg Kg KG", "kilogram/s kilogramme/s kilo/s"),
    Unit(UnitKind.MASS, "g", "gram/s gramme/s"),
    Unit(UnitKind.MASS, "mg Mg MG", "milligram/s milligramme/s"),
    Unit(UnitKind.MASS, "mcg Mcg MCG µg μg", "microgram/s microgramme/s"),
    Unit(UnitKind.MASS, "ng", "nanogram/s nanogramme/s"),
    Unit(UnitKind.MASS, "", "picogram/s"),
    Unit(UnitKind.VOLUME, "L", "litre/s liter/s"),
    Unit(UnitKind.VOLUME, "dL dl cl", "decilitre/s deciliter/s centilitre/s centiliter/s"),
    Unit(UnitKind.VOLUME, "mL ml Ml ML", "millilitre/s milliliter/s"),
    Unit(UnitKind.VOLUME, "µl µL μl μL", "microlitre/s microliter/s"),
    Unit(UnitKind.VOLUME, "", "teaspoon/s teaspoonful/s tablespoon/s tablespoonful/s spoon/s spoonful/s"),
    Unit(UnitKind.AMOUNT, "mmol µmol μmol nmol pmol", "millimole/s micromole/s nanomole/s picomole/s"),
    Unit(UnitKind.AMOUNT, "mEq", "milliequivalent/s"),
    Unit(UnitKind.ACTIVITY, "IU", "unit/s megaunit/s international_unit/s million_unit/s million_international_unit/s"),
    Unit(UnitKind.ACTIVITY, "Bq kBq MBq GBq Ci mCi Gy mGy Sv mSv", "becquerel/s gray/s sievert/s"),
    Unit(UnitKind.LENGTH, "cm", "centimetre/s centimeter/s"),
    Unit(UnitKind.LENGTH, "mm", "millimetre/s millimeter/s"),
    Unit(UnitKind.FORM, "", "tablet/s caplet/s capsule/s pill/s lozenge/s pastille/s wafer/s granule/s pellet/s"),
    Unit(UnitKind.FORM, "", "gumm/y/ies"),
    Unit(UnitKind.FORM, "", "puff/s spray/s inhalation/s actuation/s nebule/s blister/s drop/s squirt/s"),
    Unit(UnitKind.FORM, "", "dose/s injection/s infusion/s vial/s ampoule/s ampule/s syringe/s pen/s cartridge/s"),
    Unit(UnitKind.FORM, "", "bag/s sachet/s packet/s pouch/es bottle/s tube/s pack/s box/es"),
    Unit(UnitKind.FORM, "", "stick/s scoop/s measure/s strip/s"),
    Unit(UnitKind.FORM, "", "patch/es plaster/s implant/s ring/s film/s swab/s pump/s"),
    Unit(UnitKind.FORM, "", "suppositor/y/ies pessar/y/ies enema/s application/s applicator/s applicatorful/s"),
    Unit(UnitKind.FORM, "", "treatment/s course/s serving/s portion/s piece/s"),
    Unit(UnitKind.TIME, "h hr hrs min mins s sec secs", "second/s minute/s hour/s"),
    Unit(UnitKind.TIME, "wk wks yr yrs", "day/s night/s week/s month/s year/s fortnight/s cycle/s"),
    Unit(UnitKind.TIMES, "× x", "time/s"),
    Unit(UnitKind.SHARE, "% ‰", "percent per_cent"),
    Unit(UnitKind.TEMPERATURE, "°C °F ℃ ℉", "degree/s"),
    Unit(UnitKind.BODY, "bpm mmHg kPa", "beat/s breath/s step/s point/s"),
    Unit(UnitKind.BODY, "kcal kJ", "calorie/s kilocalorie/s kilojoule/s"),
    Unit(UnitKind.BODY, "lb lbs oz", "pound/s ounce/s stone inch/es foot feet mile/s"),
    Unit(UnitKind.BODY, "", "cup/s cupful/s glass/es mouthful/s"),
    Unit(UnitKind.BODY, "m km mol l", "metre/s meter/s kilometre/s kilometer/s"),
    Unit(UnitKind.MAGNITUDE, "", "hundred thousand million/s billion/s"),
)  # fmt: skip


def spellings(word: str) -> tuple[str, ...]:
    """Return a word of the table in its singular and plural, or as it stands where it has no endings."""
    stem, *endings = word.replace("_", " ").split("/")
    return (stem, f"{stem}{endings[0]}") if len(endings) == 1 else tuple(f"{stem}{end}" for end in endings) or (stem,)


@functools.cache
def symbols(*kinds: UnitKind) -> str:
    """Return a pattern for the symbols of units of these kinds (of all without any), the longest first.

    It is the alternatives of a regular expression, to be put into a group.
    """
    return _pattern(symbol for unit in _of(kinds) for symbol in unit.symbols.split())


@functools.cache
def words(*kinds: UnitKind) -> str:
    """Return a pattern for the words of units of these kinds (of all without any), in any case, the longest first.

    It is a group of a regular expression; between the words of a unit it takes what `GAP` takes.
    """
    found = (spelling for unit in _of(kinds) for word in unit.words.split() for spelling in spellings(word))
    return f"(?i:{_pattern(found)})"


@functools.cache
def phrases() -> str:
    """Return a pattern, a group in any case, for units of several words: “international units”, “per cent”."""
    found = (spelling for unit in UNITS for word in unit.words.split() for spelling in spellings(word))
    return f"(?i:{_pattern(spelling for spelling in found if ' ' in spelling)})"


@functools.cache
def unit_pattern() -> str:
    """Return a pattern, alternatives to be put into a group, for every unit of the table, words before symbols."""
    return f"{words()}|{symbols()}"


def _of(kinds: tuple[UnitKind, ...]) -> list[Unit]:
    return [unit for unit in UNITS if not kinds or unit.kind in kinds]


def _pattern(found: object) -> str:
    longest_first = sorted(set(found), key=lambda spelling: (-len(spelling), spelling))  # type: ignore[call-overload]
    return "|".join(re.escape(spelling).replace("\\ ", GAP) for spelling in longest_first)
