"""What may not part at a line end: a number and its unit, a range, "do" and "not" (UKAAF G003; ISMP)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handouts.model.units import GAP, UnitKind, phrases, unit_pattern, words

if TYPE_CHECKING:
    from collections.abc import Iterator

NUMBER = r"\d[\d,.]*"
FRACTIONS = "½¼¾⅓⅔⅛⅜⅝⅞"
SIGNS = "><≥≤±~≈"
AUXILIARIES = "do|does|did|must|should|can|could|may|might|is|are|was|were|will|would|shall|has|have|had"
UNIT = unit_pattern()
GREAT = words(UnitKind.MAGNITUDE)
OPERATORS = r"[–−×÷/:±+*·≈=<>≤≥x-]"  # with a space on both sides: `1 : 33`, `1 / 70`, `2 x 5`
SET_APART = r"[–−×/±x-]"  # the same behind a unit: `5 mg – 10 mg`
FIRST = rf"\.?[\d{FRACTIONS}]"
THIN = re.compile(r"(?<=\d)\u2009(?=\S)|(?<=\S)\u2009(?=\d)")
# A telephone number: an area code, or groups of two, or those of North America; a longer row of figures is none.
GROUP = rf"{GAP}\(?\d[\d-]{{0,8}}\)?"
TELEPHONE = re.compile(
    rf"(?<![\w.,+(])(?:\(?(?:\+\d{{1,3}}|0\d[\d-]{{0,8}})\)?(?:{GROUP}){{1,5}}|\(\d{{2,5}}\)(?:{GROUP}){{1,3}}|"
    rf"\d\d(?:{GAP}\d\d){{3,4}}|(?:1{GAP})?\d{{3}}{GAP}\d{{3}}{GAP}\d{{4}})(?![\d-])(?!{GAP}\(?\d)"
)
LONGEST_TELEPHONE = 80
THOUSANDS = rf"(?<![\w.,])\d{{1,3}}{GAP}(?=\d{{3}}(?!\d))"
BOUND = tuple(
    re.compile(pattern)
    for pattern in (
        rf"[\d{FRACTIONS}_] +(?=(?:{UNIT})(?!\w))",  # an underscore ends a blank to be filled in
        rf"\b{GREAT} +(?=(?:{UNIT})(?!\w))",
        rf"(?<=\d[ \u00a0]){phrases()}(?!\w)",
        rf"[{SIGNS}] +(?=\.?\d)",
        r"(?<!\S)[–−-] +(?=\.?\d)",
        r"\d +(?=[CF](?!\w))",  # degrees without their sign
        rf"[\d{FRACTIONS}][ \u00a0]+(?:to|{OPERATORS})[ \u00a0]+(?={FIRST})",
        rf"\d{GAP}?(?:{UNIT})[ \u00a0]+{SET_APART}[ \u00a0]+(?={FIRST})",
        rf"\d{GAP}?(?:{UNIT})[ \u00a0]+(?:in|per)[ \u00a0]+(?={FIRST})",  # 10 mg in 5 ml
        THOUSANDS,
        TELEPHONE.pattern,
        rf"(?i:\b(?:{AUXILIARIES}) +(?=not\b))",
    )
)
MEASURE = rf"\u00a0(?:{UNIT})(?:/\w+)*"
QUANTITY = rf"{NUMBER}(?:\u00a0?[–/×-]\u00a0?{NUMBER})+(?:{MEASURE})?|{NUMBER}\u00a0?(?:{UNIT})/\w"
BLANKS = r"\S{0,20}_{2,}[/.:–-]\S{0,40}"
SET_OFF = rf"[–−-]\u00a0\.?{NUMBER}\S{{0,12}}"  # behind a hyphen even a no-break space lets a line end (UAX 14, LB12a)
TOGETHER = re.compile(rf"(?<!\S)(?:[^\s\d]{{0,12}}(?:{QUANTITY})\S{{0,30}}|{BLANKS}|{SET_OFF})(?!\S)")
WHOLE = r"\d(?:[\d,.]*\d)?"
GROUPED = rf"(?:{WHOLE}|\({WHOLE}\))"  # of a telephone number, too
SIGN = r"(?:[><≥≤±~+−]|(?<![\u0590-\u08ff])-)"  # a hyphen behind a letter from right to left joins it to the number
FIGURE = rf"(?:{SIGN}\u00a0?)?{GROUPED}(?:[:/–×\u00a0-]{GROUPED})*(?:%|(?:{MEASURE})(?!\w)|°[CF])?"
LEFT_TO_RIGHT = re.compile(rf"(?P<figure>{FIGURE})|[A-Za-z]+(?:['.-][A-Za-z]+)*")
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc]")
# XML 1.0 forbids these letters; a terminal obeys some of them.
UNFIT = re.compile(r"[^\t\n\r -~\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What no eye sees at a terminal or on a screen, or what turns the order of the rest round (UAX 9): controls, marks of
# direction, signs without a width, halves of a letter. Persian and Indian words need the joiners, which stay there.
MASKED = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028-\u202e"
    r"\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    r"\U000e0000-\U000e0fff]|(?<![\u0600-\u109f])[\u200c\u200d]"
)
LINE_ENDS = {ord("\n"): "\\n", ord("\t"): "\\t"}

# The same, judged at a line's end by what stands on both sides of it: what ends the one line, what begins the next.
ENDS = (
    (re.compile(rf"[\d{FRACTIONS}_]$"), re.compile(rf"(?:{UNIT})(?!\w)")),
    (re.compile(rf"(?<!\w){GREAT}$"), re.compile(rf"(?:{UNIT})(?!\w)")),
    (re.compile(rf"\d{GAP}(?i:(?:million{GAP})?international)$"), re.compile(r"(?i:units?)\b")),
    (re.compile(rf"\d{GAP}(?i:million)$"), re.compile(rf"(?i:(?:international{GAP})?units?)\b")),
    (re.compile(rf"\d{GAP}(?i:per)$"), re.compile(r"(?i:cent)\b")),
    (re.compile(rf"[{SIGNS}]$"), re.compile(r"\.?\d")),
    (re.compile(r"(?<!\S)[–−-]$"), re.compile(r"\.?\d")),
    (re.compile(r"\d$"), re.compile(r"[CF](?!\w)")),
    (re.compile(rf"[\d{FRACTIONS}]{GAP}+(?:to|{OPERATORS})$"), re.compile(FIRST)),
    (re.compile(rf"[\d{FRACTIONS}]$"), re.compile(rf"(?:to|{OPERATORS}){GAP}+{FIRST}")),
    (re.compile(rf"\d{GAP}?(?:{UNIT})$"), re.compile(rf"{SET_APART}{GAP}+{FIRST}")),
    (re.compile(rf"\d{GAP}?(?:{UNIT}){GAP}+{SET_APART}$"), re.compile(FIRST)),
    (re.compile(r"(?<![\w.,])\d{1,3}$"), re.compile(r"\d{3}(?!\d)")),
    (re.compile(rf"(?<!\w)(?:{AUXILIARIES})$", re.IGNORECASE), re.compile(r"not\b", re.IGNORECASE)),
)


def bind(text: str) -> str:
    """Return the text with spaces that may not break a line as no-break spaces; it stays as long as it was."""
    text = THIN.sub("\u202f", text)
    for pattern in BOUND:
        text = pattern.sub(lambda match: match[0].replace(" ", "\u00a0"), text)
    return text


def left_to_right(text: str) -> Iterator[tuple[int, int]]:
    """Return where figures stand among letters from right to left, with the Latin letters they are told with.

    “B12”, “INR <5” and “5 mg Adoport” are read from left to right as a whole; two figures side by side are not.
    """
    start, end, has_figure, last_is_figure = 0, 0, False, False
    for match in LEFT_TO_RIGHT.finditer(text):
        is_figure = match["figure"] is not None
        between = text[end : match.start()]
        if end and (not between or (between in {" ", "\u00a0"} and not (is_figure and last_is_figure))):
            has_figure = has_figure or is_figure
        else:
            if has_figure:
                yield start, end
            start, has_figure = match.start(), is_figure
        end, last_is_figure = match.end(), is_figure
    if has_figure:
        yield start, end


def belong_together(before: str, after: str) -> bool:
    """Tell whether a line end between two stretches of text would part what belongs together.

    White space at the line end does not count.
    """
    before, after = before.rstrip(), after.lstrip()
    return any(end.search(before) and start.match(after) for end, start in ENDS) or _dials(before, after)


def _dials(before: str, after: str) -> bool:
    """Tell a line end inside a telephone number."""
    lead, end = before[-LONGEST_TELEPHONE:], after[:LONGEST_TELEPHONE]
    numbers = TELEPHONE.finditer(f"{lead} {end}")
    return any(number.start() < len(lead) < number.end() for number in numbers)


def printable(text: str) -> str:
    """Return the text with U+FFFD in the place of each control character and broken letter (XML 1.0, 2.2)."""
    return UNFIT.sub("\ufffd", text)


def unmasked(text: str) -> str:
    r"""Return the text with what no eye sees, but for line ends and tabs, written out as in JSON (``\u202e``)."""
    return MASKED.sub(_written_out, text)


def in_one_line(text: str) -> str:
    """Return the text with everything that no eye sees written out, line ends and tabs as well."""
    return unmasked(text).translate(LINE_ENDS)


def printable_line(text: str) -> str:
    """Return the text as one line that can be printed anywhere: see `printable` and `in_one_line`."""
    return in_one_line(printable(text).replace("\r", "\ufffd"))


def _written_out(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[start : start + 4]}" for start in range(0, len(units), 4))
