"""Rules M01, M02 and M05 to M08: numbers and units that have led to deaths by being misread."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handouts.check.monograph_text import PassageKind
from handouts.check.prose import follows, in_english, in_prose
from handouts.check.rule import Hit, Level, Rule
from handouts.check.words.doses import COUNTS, LETTER_U, LONG_UNITS, NUMBER, NUMBERED, SHORT_UNITS, TIMES, UNIT
from handouts.model.monograph import plain
from handouts.model.pattern import Pattern, right_before
from handouts.model.phrases import either, not_before, one_of
from handouts.model.units import GAP

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.monograph_text import MonographText, Passage

ISMP = "ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations"
JOINT_COMMISSION = f"{ISMP}; Joint Commission Do Not Use List"

PRODUCT = one_of("cream ointment gel lotion solution liquid drops shampoo spray foam mouthwash strength")
STRENGTH = rf"%(?={GAP}(?:\w+ ){{0,2}}{PRODUCT}\b)"
PER_LITRE = rf"{GAP}?(?:/|per ){GAP}?(?:[dL]L?\b|d?l\b|lit|decilit)"
OF_A_MEDICINE = not_before(PER_LITRE)  # ISMP lets a laboratory show how exact its result is
TO_ANOTHER = rf"(?:{GAP}?(?:to|or|[-–—]){GAP}?\.?\d[\d.,]*)?"
TO_ITS_UNIT = f"{TO_ANOTHER}(?:{GAP}|-)?"
OF_A_DOSE = rf"(?={TO_ITS_UNIT}{either(f'(?!ng{GAP}?/){UNIT}{OF_A_MEDICINE}', STRENGTH)})"
TRAILING_ZERO = Pattern(rf"(?<![\w.,:])\d+(?:,\d{{3}})*(?:\.\d*0|,\d?0)(?![.,]?\d){OF_A_DOSE}")
NAKED_DECIMAL = Pattern(rf"(?<![\w.,:)\]])\.\d+(?![.,]?\d)(?={TO_ITS_UNIT}{either(UNIT, '%')})")
DECIMAL_COMMA = Pattern(rf"(?<![\w.,:)\]])(?P<whole>\d+),(?P<part>\d{{1,2}})(?![.,]?\d)(?={TO_ITS_UNIT}{UNIT})")
THOUSANDTHS = Pattern(r"\.000$")

NUMBER_OF = rf"(?<![\w.,])(?P<number>{NUMBER}|[½¼¾⅓⅔])"
ATTACHED = Pattern(rf"{NUMBER_OF}(?P<unit>{SHORT_UNITS}|{LONG_UNITS}|{LETTER_U})(?!\w)")
ATTACHED_LONG = Pattern(rf"{NUMBER_OF}(?P<unit>{LONG_UNITS}|{LETTER_U})(?!\w)")
PARTED = Pattern(rf"{NUMBER_OF}{GAP}(?P<unit>{SHORT_UNITS})(?!\w)")

PEOPLE = one_of("people patients women men adults children babies births pregnancies users")
LONG_NUMBER = rf"(?P<number>(?!0)\d{{4,9}}|\d{{1,3}}(?:{GAP}000)+)(?![.,:/]?\d)"
NO_PART = rf"(?<!\d{GAP})"
ANY_UNIT = either(UNIT, rf"{one_of('calories kcal kJ steps times')}\b")
MEASURED = Pattern(rf"(?<![\w.,:/#£$€])(?<!\D-){NO_PART}{LONG_NUMBER}(?={TO_ANOTHER}{GAP}?{ANY_UNIT})")
COUNTED = Pattern(rf"(?<![\w.,:/#£$€-]){NO_PART}{LONG_NUMBER}(?={GAP}(?:\w+ )?{PEOPLE}\b)")
ONE_IN = rf"\b(?:\d[\d,]*+|one|two|three){GAP}(?:in|in every|out of|out of every){GAP}"
ODDS = Pattern(rf"{ONE_IN}{LONG_NUMBER}(?!{GAP}\d)")
YEAR = Pattern(r"19\d\d|20[0-4][1-9]|20[1-4]0")  # a round 2000 is more often a count

POINT_AFTER_UNIT = Pattern(rf"(?<![\w.,]){NUMBER}{GAP}?(?:mg|mcg|kg|g|m[lL])\.(?={GAP}+[a-z]|[,;/])")
NAME = r"(?<![\w-])[^\W\d_][^\W\d_-]*[^\W\d_]{3}"
NAME_AND_DOSE = Pattern(rf"{NAME}{NUMBER}{GAP}?(?:mg|mcg|g|m[lL]|micrograms?|units?)(?!\w)")
COUNT = r"(?<![\w.,/:–-])(?P<count>\d{1,2})"
STRENGTH_OF_ONE = rf"(?!000)(?P<strength>{NUMBER}){GAP}?(?P<unit>(?:mg|mcg|g|m[lL]|micrograms?)(?!\w))"
TWO_NUMBERS = Pattern(f"{COUNT}{GAP}{STRENGTH_OF_ONE}")

WIDEST = 50  # times as much; “2-500 mg tablets” means two of them
SHORT = Pattern(SHORT_UNITS)
DEGREES = f"°{GAP}?[CF]?"
MEASURE = either(UNIT, DEGREES, "%")
POINTED = rf"(?:{NUMBER}|\.\d+)"
NOTHING_BEFORE = r"(?:(?<![\w.,:/+*£$€–—-])|(?<=\b[qQ]))"
LOW = rf"(?P<low>{POINTED})(?:{GAP}?(?P<first>{MEASURE}))?"
DASH = f"(?P<dash>{GAP}?[-‐‑–—−]{GAP}?)"
HIGH = rf"(?P<high>{POINTED})(?P<gap>(?:{GAP}|-)?)(?P<unit>{MEASURE}|(?:{TIMES}|{COUNTS})(?!\w))"
RANGE = Pattern(f"{NOTHING_BEFORE}{LOW}{DASH}{HIGH}")
# The word before, or a cell of its own, tells that two bare numbers are a range.
NO_MORE = rf"(?![\w%°/:-]|[.,]\d|{GAP}?(?:{UNIT}|{TIMES}))"
BARE = rf"(?P<low>\d{{1,3}}(?:\.\d+)?)[-‐‑–—−](?P<high>(?!0)\d{{1,3}}(?:\.\d+)?){NO_MORE}"
LEAD = either("(?i:aged?|ages|days|nights|weeks|months|cycles|if)", "eGFR", "GFR", "CrCl", "INR")
LED_RANGE = Pattern(rf"\b{LEAD}{GAP}{BARE}")
CELL_RANGE = Pattern(rf"\A\s*{BARE}\s*\Z")
DASHED = "A dash in a range can be missed, or be read as a minus."
LABEL_BEFORE = Pattern(rf"\b(?i:{NUMBERED})\W{{0,2}}$")
BETWEEN = Pattern(r"\b[Bb]etween\W{1,2}$")  # between 5 and 10, from 5 to 10
NO_DIGIT = Pattern(r"\D")
COMPOUND = Pattern(r"[^\W\d_]{4}[-‐‑–/+][^\W\d_]{4}")
COMBINED = Pattern(rf"{COMPOUND.words}|,| (?:and|with|plus|[/+&]) ")
TO_BEFORE = Pattern(r"\b[Tt]o\W{1,2}$")
UNGROUPED = Pattern(r"\d{4,9}")
LEAD_BEFORE = Pattern(
    rf"\b(?i:{one_of('take use give apply inject from of about every for within after is are be usually')})\W{{1,2}}$"
)


def trailing_zero(text: MonographText) -> Iterator[Hit]:
    """Find a dose with a zero after the point: read as ten times as much when the point is missed."""
    message = "A zero at the end of a decimal is read as part of a larger number when the point is missed."
    for passage, match in in_prose(text, TRAILING_ZERO):
        short = match[0].rstrip("0").rstrip(".,")
        grouped = f"{short} or {short},000, whichever is meant" if THOUSANDTHS.search(match[0]) else short
        yield text.hit(
            passage, match.start(), match.end(), message, f"Write {grouped}.", None if short.isdigit() else Level.WARN
        )


def naked_decimal(text: MonographText) -> Iterator[Hit]:
    """Find a dose that begins with its point, or has a comma for its point."""
    for passage, match in in_prose(text, NAKED_DECIMAL):
        message = f"When the point is missed, {match[0]} is read as {match[0][1:].lstrip('0') or '0'}."
        yield text.hit(passage, match.start(), match.end(), message, f"Write 0{match[0]}.")
    for passage, match in in_english(text, DECIMAL_COMMA):
        message = f"In English a comma parts thousands: {match[0]} is read as {int(match['whole'] + match['part'])}."
        hint = f"Write {match['whole']}.{match['part']}, if that is meant."
        yield text.hit(passage, match.start(), match.end(), message, hint)


def unit_space(text: MonographText) -> Iterator[Hit]:
    """Find a number and its unit set apart or run together against the house style; words always stand apart."""
    parted = text.profile.unit_space
    for passage, match in in_prose(text, ATTACHED if parted else ATTACHED_LONG):
        unit = match["unit"]
        if unit == "U":
            unit = "unit" if match["number"] == "1" else "units"
        message = "The number and its unit run together."
        yield _better(text, passage, match.span(), message, f"{_grouped(match['number'], text)} {unit}")
    for passage, match in () if parted else in_prose(text, PARTED):
        message = "The house style writes a number and its unit without a space."
        yield _better(text, passage, match.span(), message, f"{_grouped(match['number'], text)}{match['unit']}")


def thousands(text: MonographText) -> Iterator[Hit]:
    """Find a number of four digits or more without a comma; years, telephone numbers and codes are none."""
    seen = set()
    for pattern in (MEASURED, COUNTED, ODDS):
        for passage, match in in_english(text, pattern):
            start, end = match.span("number")
            if (passage, start) in seen or (pattern is not MEASURED and YEAR.fullmatch(match["number"])):
                continue
            seen.add((passage, start))
            number = f"{int(NO_DIGIT.sub('', match['number'])):,}"
            message = "Long numbers without a comma are misread by a factor of ten."
            yield text.hit(passage, start, end, message, f"Write {number}.", instead=number)


def run_together(text: MonographText) -> Iterator[Hit]:
    """Find a full stop after a unit, a name that runs into its dose, and a count that runs into a strength."""
    for passage, match in in_prose(text, POINT_AFTER_UNIT):
        message = "The full stop after a unit can be read as a 1."
        yield text.hit(
            passage,
            match.start(),
            match.end(),
            message,
            f"Write “{match[0][:-1]}” without a full stop, or begin a new sentence.",
        )
    for passage, match in in_prose(text, NAME_AND_DOSE):
        message = "The name runs into its dose: the last letter can be read as a digit."
        name, dose = re.split(r"(?=\d)", match[0], maxsplit=1)
        apart = f"{name} {_grouped(dose, text)}"
        of_a_product = dose.endswith(("unit", "units"))  # “Mix30 units”: the number may be the insulin's name
        hint = f"Write “{apart}”{', unless the number is part of the name' if of_a_product else ''}."
        yield text.hit(passage, match.start(), match.end(), message, hint, instead="" if of_a_product else apart)
    for passage, match in in_prose(text, TWO_NUMBERS):
        if not follows(LABEL_BEFORE, match):
            apart = f"“{match['count']} × {match['strength']} {match['unit']}”"
            hint = (
                "Write in words how many of which strength, such as “2 tablets of 200 mg”; "
                f"if {apart} is one number, write it with a comma."
            )
            yield text.hit(passage, match.start(), match.end(), "Two numbers side by side are read as one.", hint)


def dashed_range(text: MonographText) -> Iterator[Hit]:
    """Find a range of amounts or times written with a hyphen or dash."""
    for passage, match in in_english(text, RANGE):
        if _is_range(match):
            gap = match["gap"].replace("-", " ")
            low, high = (_grouped(match[name], text) for name in ("low", "high"))
            low = f"{low}{gap}{match['first']}" if match["first"] else low
            better = f"{low} {_joined(match)} {high}{gap}{match['unit']}"
            yield _better(text, passage, match.span(), DASHED, better, sure=_is_sure(text, match))
    for pattern in (LED_RANGE, CELL_RANGE):
        for passage, match in in_english(text, pattern):
            if float(match["low"]) < float(match["high"]) and (
                pattern is LED_RANGE or passage.kind is PassageKind.CELL
            ):
                span = match.start("low"), match.end("high")
                yield _better(text, passage, span, DASHED, f"{match['low']} {_joined(match)} {match['high']}")


def _is_sure(text: MonographText, match: re.Match[str]) -> bool:
    """Tell a range from the strengths of a combined medicine, and from what a hyphen ties to the next word."""
    metadata = text.monograph.metadata
    names = (plain(text.monograph.title), metadata.generic_name or "", *metadata.brand_names)
    combined = any(map(COMBINED.search, names)) or COMPOUND.search(match.string[: match.start()])
    follows_to = follows(TO_BEFORE, match)  # “increase it to 10-20 mg” would become “to 10 to 20 mg”
    goes_on = follows(BETWEEN, match) and match.string.startswith(" and ", match.end())
    return match["gap"] != "-" and not (combined or follows_to or goes_on)


def _joined(match: re.Match[str]) -> str:
    """Return the word for the dash of a range."""
    return "and" if right_before(BETWEEN, match.string, match.start("low")) else "to"


def _grouped(amount: str, text: MonographText) -> str:
    """Return an amount whose number has the commas that `thousands` asks for, and a zero before its point."""
    amount = f"0{amount}" if amount.startswith(".") else amount
    return UNGROUPED.sub(_with_commas, amount) if text.english and "." not in amount else amount


def _with_commas(match: re.Match[str]) -> str:
    return match[0] if match[0].startswith("0") else f"{int(match[0]):,}"


def _better(  # noqa: PLR0913 - what a hit has to say
    text: MonographText, passage: Passage, span: tuple[int, int], message: str, better: str, *, sure: bool = True
) -> Hit:
    """Return a hit that says how to write its words, and whether that is sure to mean the same."""
    return text.hit(passage, *span, message, f"Write “{better}”.", instead=better if sure else "")


def _is_range(match: re.Match[str]) -> bool:
    """Tell a range from a dash that joins two thoughts, a label and its dose, or the parts of a combined medicine."""
    low, high = (float(match[name].replace(",", "")) for name in ("low", "high"))
    if 0 < low * WIDEST < high:
        return False
    close = len(match["dash"]) == 1
    if first := match["first"]:
        return (low < high and first.rstrip("s") == match["unit"].rstrip("s")) or (
            close and all(SHORT.fullmatch(match[unit]) for unit in ("first", "unit"))
        )
    return low < high and not follows(LABEL_BEFORE, match) and (close or follows(LEAD_BEFORE, match))


RULES: tuple[Rule[MonographText], ...] = (
    Rule(
        "M01",
        Level.BLOCK,
        "Trailing zero",
        "no dose ends in .0",
        "When the point is missed, 1.0 mg is read as 10 mg.",
        JOINT_COMMISSION,
        trailing_zero,
    ),
    Rule(
        "M02",
        Level.BLOCK,
        "Decimal point without a zero before it",
        "no dose begins with its point, or has a comma for it in English",
        "When the point is missed, .5 mg is read as 5 mg.",
        JOINT_COMMISSION,
        naked_decimal,
    ),
    Rule(
        "M05",
        Level.WARN,
        "Space between number and unit",
        "as the profile says: “250 mg” or “250mg”",
        "The m of a unit has been read as a zero or two; one style all through is read most safely.",
        f"{ISMP}; NHS content style guide",
        unit_space,
    ),
    Rule(
        "M06",
        Level.WARN,
        "Comma in long numbers",
        "every amount from 1,000 up has its commas",
        "100000 has been read as 10,000 and as 1,000,000.",
        f"{ISMP}; NHS content style guide",
        thousands,
    ),
    Rule(
        "M07",
        Level.BLOCK,
        "Dose run together",
        "no “mg.”, no “Name500 mg”, no “2 200mg”",
        "What stands beside a number without a gap or word between is read as part of it.",
        ISMP,
        run_together,
    ),
    Rule(
        "M08",
        Level.WARN,
        "Range with a dash",
        "no range of doses or times is written with a hyphen or dash",
        "A dash is missed, read as a minus, or skipped by a screen reader; “to” is not.",
        f"NHS content style guide; {ISMP}",
        dashed_range,
    ),
)
