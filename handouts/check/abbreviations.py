"""Rules M03 and M04: abbreviations and signs that have been misread, each a row: how it looks, what goes wrong, what to write."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from handouts.check.doses import GAP, NUMBER, UNIT, in_english, in_prose
from handouts.check.rule import Hit, Level, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.monograph_text import MonographText, Passage


class Row(NamedTuple):
    """An abbreviation: its group ``words``, or the whole match, is what is written; ``{per}`` is it with “per” for each slash."""

    pattern: re.Pattern[str]
    misread: str
    hint: str


def _row(pattern: str, misread: str, hint: str) -> Row:
    return Row(re.compile(pattern), misread, hint)


# Many of these letters mean something else elsewhere; after such words they speak of a dose.
DOSED = (
    rf"(?:\d{GAP}?{UNIT}|(?<![\w.,])\d+|½|\b(?:tablets?|capsules?|drops?|puffs?|doses?|once|twice|times|daily|days?|nights?|nightly|bedtime|mouth|needed|"
    rf"weekly|meals?|food|morning|evening)){GAP}?[ (,;]{GAP}?\(?"
)
HEAD = r"(?<![\w/.-])"
EVERY = r"[qQ](?<![\w/.-].)"  # the letter first: a search for it is quick
BOUND = rf"(?<![-=<>].)(?<!\bp.)(?<!\bp{GAP}.)"  # no arrow, no chance (p < 0.05)
TAIL = r"(?![\w/]|-\w)"
OFTEN = r"(?:OD|od|BD|bd|BID|bid|TDS|tds|TID|tid|QDS|qds|QID|qid)"
TO_ANOTHER = r"\d+(?:[-–]\d+)?"
MASS = "U|mg|g|mcg|micrograms?|milligrams?|grams?|[µμ]g|m[lL]|millilit(?:re|er)s?|units?|IU|mmol|mEq"
RATES = "day|d|hours?|hr|h|week|wk|month|night|dose|min|minute|kg|m2|m²"

MUST_NOT: tuple[Row, ...] = (
    _row(
        rf"\d{GAP}?(?P<words>U)(?!\w| [A-Z][a-z]|/{GAP}?d?[lL]|\.?S\b|\.[A-Za-z]|-\w)",
        "“U” is read as a 0 or a 4, and the dose grows tenfold",
        "Write “units”.",
    ),
    _row(
        rf"\d{GAP}?(?P<words>u)(?![\w.]|/{GAP}?d?[lL]|-\w)",
        "“u” is read as a 0 or a 4, and the dose grows tenfold",
        "Write “units”.",
    ),
    _row(
        rf"(?:\d{GAP}?|\d{GAP}?(?:million|thousand){GAP}|\bunits?{GAP}\(|\bin{GAP})(?P<words>IU|I\.U\.|i\.u\.)(?!\w|/{GAP}?d?[lL]|-\w)",
        "“IU” is read as IV (into a vein) or as 10",
        "Write “international units”, or “units”.",
    ),
    _row(
        rf"{HEAD}(?:QOD|qod|[qQ]\.{GAP}?[oO]\.{GAP}?[dD]\.?){TAIL}",
        "this is read as “every day” or “4 times a day”",
        "Write “every other day”.",
    ),
    _row(
        rf"{HEAD}(?:QD|qd|[qQ]\.{GAP}?[dD]\.?){TAIL}(?! [A-Z][a-z])",
        "this is read as “4 times a day”",
        "Write “once a day”.",
    ),
    _row(
        rf"{HEAD}(?:MSO[4₄]|MgSO[4₄])(?![\w·])",
        "morphine and magnesium are taken for each other",
        "Write “morphine sulfate” or “magnesium sulfate”.",
    ),
)
# "MS" is a disease to most readers: only beside a dose, and never in a text about multiple sclerosis.
MORPHINE: tuple[Row, ...] = (
    _row(
        rf"(?P<words>(?<![\w/-])(?<!with )(?<!have )(?<!has )(?<!for )(?<!ing )(?<!ive )MS)"
        rf"(?={GAP}(?:(?:IR|ER|SR|CR|sulfate|tablets?|capsules?|injection){GAP})?{NUMBER}{GAP}?(?:mg|mcg|g|m[lL])\b)|"
        rf"\d{GAP}?(?:mg|mcg|g|m[lL]){GAP}(?:of{GAP})?(?P<after>MS)(?![\w-])",
        "“MS” means morphine sulfate or magnesium sulfate",
        "Write the medicine's full name.",
    ),
)
WRITTEN_OUT = {"U": "units", "d": "day", "h": "hour", "hr": "hour", "min": "minute", "wk": "week"}
DRUGS = {
    "APAP": "paracetamol (acetaminophen)",
    "AZT": "zidovudine",
    "CPZ": "the medicine's full name",
    "HCTZ": "hydrochlorothiazide",
    "MTX": "methotrexate",
    "PTU": "propylthiouracil",
    "ZnSO4": "zinc sulfate",
    "5-ASA": "mesalazine (mesalamine)",
}
BETTER_NOT: tuple[Row, ...] = (
    _row(
        r"[µμ](?<![A-Za-z].)g(?!\w)", "“µ” is read as an m, a thousand times as much", "Write “micrograms” (or “mcg”)."
    ),
    _row(rf"\d{GAP}?(?P<words>ng)(?![\w/])", "“ng” is read as mg or as a medicine's name", "Write “nanograms”."),
    _row(rf"\d{GAP}?(?P<words>cc|CC)(?!\w)", "“cc” is read as u, for units", "Write “ml”."),
    _row(rf"\d{GAP}?(?P<words>l)(?![\w'’])", "the letter l is read as a 1", "Write “litres”."),
    _row(
        rf"\d{GAP}?(?P<words>MM|M|K){GAP}(?=units?\b|IU\b)",
        "“M” has meant a thousand and a million",
        "Write “thousand” or “million” in full.",
    ),
    _row(
        rf"(?:{DOSED}|\b(?i:subcutaneous(?:ly)?|skin){GAP}\(|\b(?:(?i:given|injected|inject|via|by)|IV|IM)(?:{GAP}(?:or|and){GAP}|{GAP}|/))"
        rf"(?P<words>SC|SQ|s\.c\.|s\.q\.)(?!\w|-\w)",
        "“SC” is read as SL (under the tongue), “SQ” as “5 every”",
        "Write “under the skin”.",
    ),
    _row(
        rf"{HEAD}(?P<words>SC|SQ)(?=(?:{GAP}|/)(?:injections?|infusions?|doses?|route|use|IV|IM|or{GAP}IV|or{GAP}IM)\b)",
        "“SC” is read as SL (under the tongue), “SQ” as “5 every”",
        "Write “under the skin”.",
    ),
    _row(rf"{HEAD}(?i:sub[ -]?q)(?!\w)", "the q is read as “every”", "Write “under the skin”."),
    _row(rf"{DOSED}(?P<words>IJ)(?!\w)", "“IJ” is read as IV (into a vein)", "Write “injection”."),
    _row(
        rf"(?:{DOSED}|\b(?:at|before){GAP})(?P<words>BT|bt)(?!\w)",
        "“BT” is read as BID (twice a day)",
        "Write “at bedtime”.",
    ),
    _row(
        rf"(?:{DOSED}|\b(?:at|before|taken?|given?){GAP})(?P<words>HS|hs|h\.s\.)(?!\w)",
        "“HS” means bedtime and half-strength",
        "Write “at bedtime” or “half strength”.",
    ),
    _row(rf"{HEAD}(?:qhs|qHS|QHS|q\.h\.s\.|nocte){TAIL}", "this is read as “every hour”", "Write “at bedtime”."),
    _row(rf"{HEAD}(?:qn|QN){TAIL}", "this is read as “every hour”", "Write “every night”."),
    _row(rf"{EVERY}1d{TAIL}", "this is read as “4 times a day”", "Write “once a day”."),
    _row(
        rf"{EVERY}{GAP}?\d+{GAP}?(?:[AaPp]\.?[Mm]\.?){TAIL}",
        "this is read as “every so many hours”",
        "Write “once a day at” and the time.",
    ),
    _row(rf"{HEAD}(?:qAM|QAM|qam|q\.a\.m\.){TAIL}", "most patients cannot read this", "Write “every morning”."),
    _row(rf"{HEAD}(?:qPM|QPM|qpm|q\.p\.m\.){TAIL}", "most patients cannot read this", "Write “every evening”."),
    _row(
        rf"{EVERY}{GAP}?(?P<number>{TO_ANOTHER}){GAP}?(?:[hH](?:rs?|ours?)?){TAIL}",
        "most patients cannot read this",
        "Write “every {number} hours”.",
    ),
    _row(rf"{HEAD}(?:QW|qw|qwk|q\.w\.){TAIL}", "most patients cannot read this", "Write “once a week”, and the day."),
    _row(
        rf"{EVERY}(?P<number>{TO_ANOTHER})(?:[wW](?:ks?)?){TAIL}",
        "most patients cannot read this",
        "Write “every {number} weeks”.",
    ),
    _row(
        rf"{EVERY}(?P<number>{TO_ANOTHER})(?:M|mos?){TAIL}",
        "most patients cannot read this",
        "Write “every {number} months”.",
    ),
    _row(
        rf"{EVERY}{GAP}?(?P<number>{TO_ANOTHER}){GAP}?(?P<time>days|weeks|months|years){TAIL}",
        "most patients cannot read this",
        "Write “every {number} {time}”.",
    ),
    _row(
        rf"(?:{EVERY}|\bevery{GAP}){GAP}?\d+{GAP}?(?P<words>°)(?!{GAP}?[CF]|{GAP}angle|{GAP}turn)",
        "“°” is read as a zero",
        "Write “hours”.",
    ),
    _row(
        rf"{HEAD}o\.d\.|{DOSED}(?P<words>OD|od)(?!\w)",
        "“OD” means once a day and right eye",
        "Write “once a day”, or “right eye”.",
    ),
    _row(
        rf"\bdrops?{GAP}(?:in(?:to)?{GAP})?(?P<words>AD|AS|AU|OS|OU)(?!\w)",
        "eyes and ears are taken for each other",
        "Write which eye or ear in words.",
    ),
    _row(
        rf"{HEAD}(?:TIW|tiw|t\.i\.w\.|BIW|biw|b\.i\.w\.){TAIL}",
        "this is read as “times a day”",
        "Write how many times a week, and on which days.",
    ),
    _row(
        rf"{HEAD}(?:b\.d\.|b\.i\.d\.|t\.d\.s\.|t\.i\.d\.|q\.d\.s\.|q\.i\.d\.)|"
        rf"(?:{DOSED}|(?<![\w/.-])(?:QD|{OFTEN}){GAP}(?:or|to|then){GAP})(?P<words>(?!OD|od){OFTEN})(?![\w-])",
        "most patients cannot read this",
        "Write how often in words, such as “2 times a day”.",
    ),
    _row(
        rf"{HEAD}(?:PRN|prn|p\.r\.n\.){TAIL}",
        "most patients cannot read this",
        "Write “when you need it”, and how often at most.",
    ),
    _row(
        rf"{HEAD}per os{TAIL}|{DOSED}(?P<words>PO|po|p\.o\.)(?!\w|{GAP}[Bb]ox)",
        "“os” is read as the left eye",
        "Write “by mouth”.",
    ),
    _row(
        rf"{HEAD}(?:ut dict\.?|u\.d\.)(?!\w)|\b[Aa]s{GAP}(?P<words>UD)(?!\w)",
        "this is read as “unit dose”",
        "Write how to take it.",
    ),
    _row(
        rf"{DOSED}(?P<words>OJ)(?!\w)|\b(?:with|in){GAP}(?P<after>OJ)(?!\w)",
        "“OJ” is read as OD or OS (right or left eye)",
        "Write “orange juice”.",
    ),
    _row(
        rf"(?:\b[Tt]ake{GAP}|\d{GAP})(?P<words>ss)(?!\w)|{HEAD}ss(?={GAP}(?:tablets?|insulin)\b)",
        "“ss” is read as 55",
        "Write “half”, or “sliding scale”.",
    ),
    _row(
        r"(?<![\w/])[Dd]/[Cc](?![\w/])", "“D/C” means discharge and discontinue", "Write “stop”, or “leave hospital”."
    ),
    _row(rf"(?<![\w×])[x×]{GAP}?\d+{GAP}?d(?!\w)", "this is read as so many doses", "Write for how many days."),
    _row(
        rf"(?<![\w/.])1/2(?={GAP}(?:an?{GAP})?(?:tablet|pill|patch|teaspoon|tablespoon|of{GAP}a))",
        "“1/2” is read as 1 or 2",
        "Write “half a”.",
    ),
    _row(
        rf"[>≥]{BOUND}(?:(?<=≥)|=){GAP}?(?P<number>{NUMBER})",
        "the sign is taken for its opposite",
        "Write “{number} or more”.",
    ),
    _row(
        rf"[<≤]{BOUND}(?:(?<=≤)|=){GAP}?(?P<number>{NUMBER})",
        "the sign is taken for its opposite",
        "Write “{number} or less”.",
    ),
    _row(
        rf">{BOUND}{GAP}?(?P<number>{NUMBER})",
        "“>” is taken for its opposite, or for a 7",
        "Write “more than {number}”.",
    ),
    _row(
        rf"<{BOUND}{GAP}?(?P<number>{NUMBER})(?!\d*>)",
        "“<” is taken for its opposite, or for a 4",
        "Write “less than {number}”.",
    ),
    _row(rf"(?<!\S)@(?={GAP}?\d|\s)", "“@” is read as a 2", "Write “at”."),
    _row(
        rf"(?:\b[a-z][\w-]*|(?<![\w.,])\d[\w.,]*){GAP}+(?P<words>&)(?={GAP}+(?:[a-z]|\d))",
        "“&” is read as a 2",
        "Write “and”.",
    ),
    _row(
        rf"(?<![A-Za-z/])(?!m[lL]{GAP}?/{GAP}?min)(?:{MASS}|tablets?|capsules?|puffs?|drops?|doses?|times|cups?|glasses)"
        rf"(?:{GAP}?/{GAP}?(?:{NUMBER}{GAP}?)?(?:{RATES}|m[lL]|tablet|capsule|puff|spray|actuation)){{1,2}}(?![\w/])|"
        r"\b(?:days|nights|hours|weeks)/(?:day|week|month|year)(?![\w/])",
        "“/” is read as a 1",
        "Write “{per}”.",
    ),
    _row(
        rf"(?<![\w.,/]){NUMBER}{GAP}?(?:mg|mcg|g){GAP}?/{GAP}?{NUMBER}{GAP}?(?:mg|mcg|g)(?![\w/])",
        "“/” is read as a 1",
        "Write “and” between the two.",
    ),
    *(
        _row(rf"{short}(?<![\w/-]{short})(?![\w-])", f"“{short}” is taken for another medicine", f"Write {name}.")
        for short, name in DRUGS.items()
    ),
)


def must_not_be_used(text: MonographText) -> Iterator[Hit]:
    """Find the abbreviations on the Do Not Use list."""
    rows = MUST_NOT if "sclerosis" in text.whole.casefold() else (*MUST_NOT, *MORPHINE)
    yield from sorted(
        (_hit(text, row, *found) for row in rows for found in in_prose(text, row.pattern)), key=lambda hit: hit.place
    )


def better_not_used(text: MonographText) -> Iterator[Hit]:
    """Find the other error-prone abbreviations and signs, each once a text: an editor mends them all alike."""
    hits = sorted(
        (_hit(text, row, *found) for row in BETTER_NOT for found in in_english(text, row.pattern)),
        key=lambda hit: hit.place,
    )
    seen: set[str] = set()  # the two signs for micro stay two
    for hit in hits:
        name = hit.words.lower().replace("–", "-")
        if name not in seen:
            seen.add(name)
            yield hit


def _hit(text: MonographText, row: Row, passage: Passage, match: re.Match[str]) -> Hit:
    groups = match.groupdict()
    start, end = next((match.span(name) for name in ("words", "after") if groups.get(name)), match.span())
    per = " per ".join(WRITTEN_OUT.get(part.strip(), part.strip()) for part in passage.text[start:end].split("/"))
    said = {name: (value or "").replace("-", " to ").replace("–", " to ") for name, value in groups.items()}
    message = f"{row.misread[0].upper()}{row.misread[1:]}."
    return text.hit(passage, start, end, message, row.hint.format(per=per, **said))


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
