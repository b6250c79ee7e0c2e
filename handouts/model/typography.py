"""What may not part at a line end: a number and its unit, a range, "do" and "not" (UKAAF G003; ISMP)."""

from __future__ import annotations

import re

UNITS = (
    r"mg|g|kg|mcg|micrograms?|milligrams?|grams?|µg|μg|ng|ml|mL|L|l|dl|litres?|liters?|millilitres?|mmol|mol|mEq|units?|IU|cm|mm|m|"
    r"%|°C|°F|hours?|hrs?|h|minutes?|mins?|days?|weeks?|months?|years?|times|tablets?|capsules?|puffs?|drops?|sprays?|doses?|patches|"
    r"teaspoons?|tablespoons?|x|×"
)
NUMBER = r"\d[\d,.]*"
BOUND = tuple(
    re.compile(pattern, re.IGNORECASE if "not" in pattern else 0)
    for pattern in (
        rf"\d +(?=(?:{UNITS})(?!\w))",
        r"[><≥≤±~] +(?=\d)",
        r"\d +(?:to|[–×-]) +(?=\d)",
        r"\b(?:do|does|did|must|should|can|may|is|are|will|has|have) +(?=not\b)",
    )
)
MEASURE = rf"\u00a0(?:{UNITS})(?:/\w+)*"
QUANTITY = rf"{NUMBER}(?:\u00a0?[–/×-]\u00a0?{NUMBER})+(?:{MEASURE})?|{NUMBER}\u00a0?(?:{UNITS})/\w"
UNFIT = re.compile(
    r"[^\t\n\r -~\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)  # XML 1.0 forbids them; a terminal obeys some
TOGETHER = re.compile(rf"(?<!\S)[^\s\d]{{0,12}}(?:{QUANTITY})\S{{0,30}}(?!\S)")
FIGURE = re.compile(rf"[><≥≤±~+−-]?\u00a0?{NUMBER}(?:[:/–×-]{NUMBER})*(?:%|(?:{MEASURE})(?!\w)|°[CF])?")
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc]")


def bind(text: str) -> str:
    """Return the text, character for character as long, with spaces that may not break a line as no-break spaces."""
    for pattern in BOUND:
        text = pattern.sub(lambda match: match[0].replace(" ", "\u00a0"), text)
    return text


def printable(text: str) -> str:
    """Return the text with a sign in the place of each control character and broken letter."""
    return UNFIT.sub("\ufffd", text)
