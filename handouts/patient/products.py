"""What a medicine is sold as, by its front matter or its text: what one tablet holds, how strong a liquid is."""

from __future__ import annotations

import dataclasses
import itertools
import re
from decimal import Decimal
from typing import TYPE_CHECKING

from handouts.model.units import symbols, words
from handouts.patient.amounts import (
    COUNTED,
    NO_AMOUNTS,
    NUMERAL,
    VESSELS,
    Amount,
    Measure,
    Unit,
    amounts_in,
    unit_named,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from handouts.model.frontmatter import FrontMatter

SHORTEST_LABEL = 5  # letters
LIQUID = {"drop", "squirt", "measure", "scoop"}  # counted, and as much medicine as the liquid has
PIECES = frozenset(
    unit for unit in COUNTED.values() if unit.name not in NO_AMOUNTS | (VESSELS - {"vial", "pen"}) | LIQUID | {"strip"}
)
PIECE = "|".join(sorted((word for word, unit in COUNTED.items() if unit in PIECES), key=len, reverse=True))
POURED = ("solution", "suspension", "liquid", "syrup", "emulsion", "injection", "infusion", "drops")  # in a form
SOLD_BY = ("syringe", "ampoule", "ampule", "vial", "sachet", "nebule")  # forms that hold one measured dose of liquid
IN = r"in|per|each|every|a|an|to|pro|je|auf|dans|par|pour|en|por|cada|ogni"
INTO = re.compile(rf"\s*(?:/|\b(?:of \w+ )?(?:{IN})\b(?: (?:each|every|the))?)\s*", re.IGNORECASE)
INTO_ONE = re.compile(rf"(?:/|\s+(?:{IN})(?: each| every)?\s+)(?:ml|mL|millilit(?:re|er))\b", re.IGNORECASE)
INTO_ONE_ML = re.compile(rf"(?:/|\s+(?:{IN})(?: each| every)?\s+)(?:1 ?)?m[lL]\b")  # a strength, not what one holds
HOLDS = re.compile(
    r"(?:\s+(?!and\b|or\b)[\w-]+){0,4}?\s+(?:holds?|contains?|ha[sd]|have|gives?|is|are)\s+", re.IGNORECASE
)
BESIDE = re.compile(r"\s*(?:,|,? (?:and|or)|to|[-–])\s*", re.IGNORECASE)
SOLD = r"come|comes|are|is|can be|may be|have|has|hold|holds|contain|contains|give|gives|of|as"
STRENGTHS_OF = re.compile(
    rf"\b(?:{PIECE})(?:(?:\s+[a-z]+){{0,2}}?\s+(?:{SOLD})(?:\s+[a-z]+){{0,4}}:?|:)\s*$", re.IGNORECASE
)
IN_A_PIECE = re.compile(
    rf"(?:(?:\s+of [a-z]+)?\s+(?:in|per|for)\s+(?:each|a|an|one|every)?\s*|/)(?:{PIECE})\b", re.IGNORECASE
)
OF_A_PIECE = re.compile(rf"[ -](?:[a-z-]+ )?(?:{PIECE})\b", re.IGNORECASE)
LISTED = re.compile(rf"((?:{NUMERAL}, ?)*{NUMERAL}),? (?:and|or) (?={NUMERAL}[ \u00a0]?(?:{words()}|{symbols()}))")
OPEN = re.compile(
    r"\b(?:other|such as|for example|usually|often|mostly|most|many|some|includ(?:es?|ing)|up to|mainly|main)\b",
    re.IGNORECASE,
)
SEVERAL = re.compile(
    r"\b(?:other|different|several|various|both|two|three|four|five|more than one|\d+)(?: \w+)? strengths\b",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"[\n;]|(?<=[.!?])\s")


@dataclasses.dataclass(frozen=True, slots=True)
class Strengths:
    """What one piece holds: amounts in the base of what they measure, spans between two, whether these are all.

    ``several`` tells that there is more than one, so that “1 tablet” says nothing.
    """

    known: frozenset[tuple[Measure, Decimal]] = frozenset()
    spans: tuple[tuple[Measure, Decimal, Decimal], ...] = ()
    complete: bool = True
    several: bool = False

    def may_be(self, measure: Measure, amount: Decimal) -> bool:
        """Tell whether one piece may hold so much; what is measured otherwise cannot be told."""
        own = {value for kind, value in self.known if kind is measure}
        spans = [(low, high) for kind, low, high in self.spans if kind is measure]
        if not own and not spans:
            return True
        return amount in own or any(low <= amount <= high for low, high in spans) or not (self.complete or spans)


@dataclasses.dataclass(frozen=True, slots=True)
class Products:
    """What a medicine is sold as; ``liquids`` are amounts in one millilitre, in the base of what they measure.

    ``labels`` are words that name one of the liquids in the text: “Concentrated liquid: 20 mg in 1 ml”. ``solid``
    tells that the front matter's strengths are all of pieces.
    """

    strengths: Strengths
    liquids: frozenset[tuple[Measure, Decimal]]
    labels: Mapping[str, tuple[Measure, Decimal]] = dataclasses.field(default_factory=dict)
    solid: bool = False


def products_of(metadata: FrontMatter, texts: Sequence[str], language: str) -> Products:
    """Return what the front matter says, and where it says nothing, the first of the texts that does."""
    labels = _labels("\n".join(texts), language)
    if metadata.strengths:
        measured = any(word in (metadata.form or "").casefold() for word in SOLD_BY)
        single = [text for text in metadata.strengths if measured or not liquids_in(text, "en")]
        held = [amounts[0][0] for text in single if (amounts := amounts_in(text, "en"))]
        known = frozenset((each.unit.measure, end) for each in held for end in each.ends)
        liquids = liquids_in("; ".join(metadata.strengths), "en")
        poured = any(word in (metadata.form or "").casefold() for word in POURED)
        solid = bool(known) and not (liquids or measured or poured)
        return Products(Strengths(known, several=len(known) > 1), liquids, labels, solid=solid)
    strengths = next((found for text in texts if (found := _strengths_in(text, language)) != Strengths()), Strengths())
    return Products(strengths, next(filter(None, (liquids_in(text, language) for text in texts)), frozenset()), labels)


def _labels(text: str, language: str) -> dict[str, tuple[Measure, Decimal]]:
    """Return the words that stand before one liquid of a text and before no other."""
    told = dict[str, set[tuple[Measure, Decimal]]]()
    for sentence in SENTENCE.split(text):
        liquids = liquids_in(sentence, language)
        if len(liquids) == 1:
            before = sentence[: amounts_in(sentence, language)[0][1]]
            for word in re.findall(rf"[^\W\d_]{{{SHORTEST_LABEL},}}", before.casefold()):
                told.setdefault(word, set()).update(liquids)
    strong = set().union(*told.values())
    return {word: next(iter(liquids)) for word, liquids in told.items() if len(liquids) == 1 < len(strong)}


def liquids_in(text: str, language: str) -> frozenset[tuple[Measure, Decimal]]:
    """Return the amounts in one millilitre a text names: “10 mg in 5 ml”, “5 ml hold 10 mg”, “2 mg/ml”."""
    found = set[tuple[Measure, Decimal]]()
    amounts = amounts_in(text, language)
    for (one, _, end), (other, start, _) in itertools.pairwise(amounts):
        between = text[end:start]
        if _is_medicine(one.unit) and _is_liquid(other.unit) and INTO.fullmatch(between):
            found.add((one.unit.measure, one.ends[1] / other.ends[1]))
        elif _is_liquid(one.unit) and _is_medicine(other.unit) and HOLDS.fullmatch(between):
            found.add((other.unit.measure, other.ends[1] / one.ends[1]))
    for one, _, end in amounts:
        if _is_medicine(one.unit) and INTO_ONE.match(text, end):
            found.add((one.unit.measure, one.ends[1]))
    return frozenset(found)


def _is_medicine(unit: Unit) -> bool:
    return unit.measure in {Measure.MASS, Measure.ACTIVITY, Measure.SUBSTANCE, Measure.CHARGE}


def _is_liquid(unit: Unit) -> bool:
    return unit.name == "ml"  # levels in the blood are told by the litre


def _strengths_in(text: str, language: str) -> Strengths:
    known, spans = set[tuple[Measure, Decimal]](), list[tuple[Measure, Decimal, Decimal]]()
    complete, several = True, False
    for sentence in SENTENCE.split(text):
        lists = list(_listed(sentence, language))
        several = several or bool(SEVERAL.search(sentence) and re.search(rf"\b(?:{PIECE}|strengths)\b", sentence))
        for amounts, rising in lists:
            complete = complete and not OPEN.search(sentence)
            if rising:
                spans.append((amounts[0].unit.measure, amounts[0].ends[0], amounts[-1].ends[1]))
            known |= {(each.unit.measure, end) for each in amounts for end in each.ends}
    return Strengths(frozenset(known), tuple(spans), complete, several or len(known) > 1)


def _listed(sentence: str, language: str) -> Iterator[tuple[list[Amount], bool]]:
    """Return the lists of strengths in a sentence, and whether each is a span: “from 2.5 mg to 25 mg”."""
    amounts = [each for each in amounts_in(_each_with_unit(sentence), language) if _is_medicine(each[0].unit)]
    sentence, run = _each_with_unit(sentence), list[tuple[Amount, int, int]]()
    for number, each in enumerate(amounts):
        run.append(each)
        following = amounts[number + 1] if number + 1 < len(amounts) else None
        if following and BESIDE.fullmatch(_without_remark(sentence[each[2] : following[1]])):
            continue
        before, after = sentence[: run[0][1]], sentence[run[-1][2] :]
        if INTO_ONE_ML.match(after):
            run = []
            continue
        if STRENGTHS_OF.search(before) or IN_A_PIECE.match(after) or OF_A_PIECE.match(after):
            inside = sentence[run[0][1] : run[-1][2]]
            yield [amount for amount, _, _ in run], bool(re.search(r"\d[^,]*(?:\bto\b|[-–])\s*\d", inside))
        run = []


def _without_remark(between: str) -> str:
    """Return what stands between two strengths without what is said of the first: “ in 0.2 ml and ”, “ (blue), ”."""
    return re.sub(r"^ (?:in \d[\d.]* ml\b|\([^()\d]*\))", "", between)


def _each_with_unit(sentence: str) -> str:
    """Return a sentence with the unit behind each number of a list: of “1, 2.5 and 5 mg” “1 mg, 2.5 mg and 5 mg”."""
    match = LISTED.search(sentence)
    unit = (
        re.match(rf"{NUMERAL}[ \u00a0]?((?:{words()}|{symbols()}))(?!\w)", sentence[match.end() :]) if match else None
    )
    if not match or not unit or unit_named(unit[1]) is None:
        return sentence
    numbered = re.sub(rf"({NUMERAL})(?=, ?|$)", rf"\1 {unit[1]}", match[1])
    return f"{sentence[: match.start()]}{numbered}{sentence[match.end(1) :]}"
