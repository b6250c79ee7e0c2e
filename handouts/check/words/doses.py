"""How doses are written: units, forms and numbers, as pieces of patterns."""

from __future__ import annotations

from handouts.model.phrases import one_of
from handouts.model.units import UnitKind, symbols, words

SHORT_UNITS = symbols(UnitKind.MASS, UnitKind.VOLUME, UnitKind.AMOUNT, UnitKind.LENGTH)
LONG_UNITS = rf"{words(UnitKind.MASS, UnitKind.VOLUME, UnitKind.AMOUNT, UnitKind.ACTIVITY, UnitKind.FORM)}|IU"
LETTER_U = r"U(?!\.?[A-Za-z]|-\w)"  # “units” as it must not be written; no U-turn, no U.S. town
UNIT = rf"(?:(?:{SHORT_UNITS}|{LONG_UNITS}|{LETTER_U})(?!\w))"
TIMES = rf"{words(UnitKind.TIME, UnitKind.TIMES)}|mins?|hrs?|h|wks?|yrs?"
COUNTS = rf"{words(UnitKind.BODY)}|{symbols(UnitKind.BODY)}"
NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"

# What is numbered, and not dosed: “phase 2”.
NUMBERED = one_of("day week month year step stage phase type table figure page part cycle arm group vitamin version ph")
