"""Rules L11, L12, L14 and L16: is the advice such that a patient can act on it?"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from handouts.check.monograph_text import PassageKind
from handouts.check.prose import prose
from handouts.check.rule import Hit, Level, Rule
from handouts.check.signs_listed import led_in
from handouts.check.words import frequency as how_often
from handouts.check.words import urgency
from handouts.check.words.doses import NUMBER, UNIT
from handouts.check.words.passed_over import NO_DISEASE
from handouts.model.monograph import Role, plain
from handouts.model.pattern import Pattern
from handouts.model.phrases import finder
from handouts.model.sentences import sentences
from handouts.model.units import GAP

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.monograph_text import MonographText, Passage, Sentence

URGENT = finder(urgency.URGENT)
ORDER = finder(urgency.ORDER)
VAGUE = finder(urgency.VAGUE)
POINTS_TO_SIGNS = finder(urgency.POINTS_TO_SIGNS)
LEADS_TO_THEM = finder(urgency.LEADS_TO_THEM)
NAMED_NEXT = finder(urgency.NAMED_NEXT)
ONE_OF_SEVERAL = Pattern(r"(?:\b(?:or|and)|,)\s+(?:have |get |notice |experience |develop )?$", re.IGNORECASE)


def vague_urgency(text: MonographText) -> Iterator[Hit]:
    """Find an urgent order that does not say for which sign."""
    listed = led_in(text.monograph)
    for sentence in text.sentences if text.english else ():
        written = sentence.text
        if (
            written.endswith(":")
            or not (URGENT.search(written) and ORDER.search(written))
            or POINTS_TO_SIGNS.search(written)
        ):
            continue
        match = VAGUE.search(sentence.passage.text, sentence.start, sentence.end)
        if match and _names_them(sentence, listed):
            continue
        if match and not ONE_OF_SEVERAL.search(sentence.passage.text, sentence.start, match.start()):
            message = "The text asks for help at once, but the reader cannot tell for what: no sign is named."
            hint = (
                "List the signs, then say how soon and whom to call: "
                "“Call your clinic today for:”, “Get emergency help for:”."
            )
            yield text.hit(sentence.passage, match.start(), match.end(), message, hint)


def _names_them(sentence: Sentence, listed: set[int]) -> bool:
    """Tell an order whose signs stand in the next sentence, or in the list below it."""
    after = sentence.passage.text[sentence.end :].strip()
    leads = id(sentence.passage.inline) in listed and (not after or LEADS_TO_THEM.search(after))
    return bool(leads or NAMED_NEXT.match(after))


COMMON = finder(how_often.COMMON)
EFFECTS = finder(how_often.EFFECTS)
HOW_OFTEN = finder(how_often.HOW_OFTEN)
BANDS = {
    "very common": "more than 1 in 10 people",
    "common": "1 in 10 to 1 in 100 people",
    "uncommon": "1 in 100 to 1 in 1,000 people",
    "rare": "1 in 1,000 to 1 in 10,000 people",
    "very rare": "fewer than 1 in 10,000 people",
}
ENDS = Pattern("[;:)]")
LABELS = Pattern(r"[^.:;(]{0,30}[:(]")  # “less common: clots”, “rare (1 in 1,000)”


def frequency(text: MonographText) -> Iterator[Hit]:
    """Find side effects called common or rare without a number; that of another word is none of theirs."""
    seen = set()
    passages = text.passages if text.english else ()
    for number, passage in enumerate(passages):
        if passage.kind is PassageKind.QUESTION:
            continue
        spans = list(sentences(passage.text))
        for place, (start, end) in enumerate(spans):
            if not (passage.role is Role.SIDE_EFFECT or EFFECTS.search(passage.text, start, end)):
                continue
            last = place + 1 == len(spans)
            following = _below(passages, number) if last else passage.text[slice(*spans[place + 1])]
            for match, first, beyond in _named(passage.text, start, end):
                band = match[0].casefold()
                around = [_above(passages, number), following if beyond == end else ""]
                near = [passage.text[first:beyond], *(part for part in around if not _of_another(part, band))]
                if (passage.section, band) in seen or any(HOW_OFTEN.search(part) for part in near):
                    continue
                seen.add((passage.section, band))
                message = f"“{match[0]}” without a number: readers guess, most of them a far higher risk than is meant."
                hint = f"Give the number of its source too{_for_example(band)}."
                yield text.hit(passage, match.start(), match.end(), message, hint)


def _for_example(band: str) -> str:
    """Return what the word means by convention (EC readability guideline, 2009), where it has such a meaning."""
    return f": by convention “{band}” is {BANDS[band]}" if band in BANDS else ""


def _named(written: str, start: int, end: int) -> Iterator[tuple[re.Match[str], int, int]]:
    """Return what a sentence calls common or rare, with its part of the sentence; behind the first, labels only."""
    found = list(COMMON.finditer(written, start, end))
    labels = found[:1] + [
        match
        for before, match in itertools.pairwise(found)
        if ENDS.search(written, before.end(), match.start()) and LABELS.match(written, match.end(), end)
    ]
    for number, (match, after) in enumerate(itertools.zip_longest(labels, labels[1:])):
        yield match, match.start() if number else start, after.start() if after else end


def _of_another(written: str, band: str) -> bool:
    """Tell a line that calls something by another word, so that its number is that word's."""
    words = {match[0].casefold() for match in COMMON.finditer(written)}
    return bool(words) and band not in words


def _above(passages: tuple[Passage, ...], number: int) -> str:
    """Return the sub-heading or lead-in a line stands under."""
    for passage in reversed(passages[:number]):
        if passage.section != passages[number].section:
            return ""
        if passage.kind in {PassageKind.HEADING, PassageKind.SUBHEADING} or passage.text.rstrip().endswith(":"):
            return passage.text
        if passages[number].kind is PassageKind.PARAGRAPH:
            return ""
    return ""


def _below(passages: tuple[Passage, ...], number: int) -> str:
    """Return the first sentence of the next line; an item has nothing to do with the next."""
    if (
        passages[number].kind is PassageKind.ITEM
        or number + 1 == len(passages)
        or passages[number + 1].kind is PassageKind.HEADING
    ):
        return ""
    below = passages[number + 1].text
    return below[slice(*next(sentences(below), (0, 0)))]


DOSE = Pattern(rf"(?<![\w.]){NUMBER}(?:{GAP}?(?:to|[-–]){GAP}?{NUMBER})?{GAP}?{UNIT}")
LABEL = Pattern(r"\W*(?:(?:For|In) (?P<after>[^,:.;]{3,70})[,:]|(?P<before>[^:.;]{3,100}):)\s")
IN_BRACKETS = Pattern(r"\((?P<disease>[^()]{4,60})\)")
LETTERS = Pattern(r"[^\W\d_]{4,}|\d")
SHORTEST = 4  # letters that tell a disease


def several_doses(text: MonographText) -> Iterator[Hit]:
    """Find a section that tells the doses of other people's diseases too."""
    indications = {
        word for passage in text.passages if passage.role is Role.INDICATION for word in _telling(passage.text)
    }
    found: dict[frozenset[str], tuple[str, Passage, int, int]] = {}
    for label, passage, start in _dosed(text) if text.english else ():
        diseases = _telling(label)
        if diseases & indications:
            key = frozenset(diseases & indications) | set(re.findall(r"\d", label))
            found.setdefault(key, (label, passage, start, start + len(label)))
    if len(found) > 1:
        labels = [label for label, *_ in found.values()]
        _, passage, start, end = next(iter(found.values()))
        message = (
            f"The text gives doses for several diseases ({'; '.join(labels)}): a patient may take somebody else's."
        )
        yield text.hit(
            passage,
            start,
            end,
            message,
            "Leave the dose to the label (“Your label shows your own dose.”), or write a leaflet for each disease.",
        )


def _telling(words_of: str) -> set[str]:
    """Return the words that can tell one disease from another."""
    return {
        word.rstrip("s")
        for word in LETTERS.findall(words_of.casefold())
        if len(word) >= SHORTEST and word not in NO_DISEASE
    }


def _dosed(text: MonographText) -> Iterator[tuple[str, Passage, int]]:
    """Return the labels of doses with their places.

    A label stands before a colon, after “For” and before a comma, in brackets, or is a sub-heading.
    """
    over: tuple[str, Passage, int] | None = None
    for passage in text.passages:
        if passage.kind is PassageKind.HEADING or passage.role is not Role.DOSE:
            over = None
        elif passage.kind is PassageKind.SUBHEADING:
            over = (passage.text.strip(" :"), passage, 0)
        elif not passage.in_answer and passage.kind is not PassageKind.QUESTION:
            here = over
            for start, end in sentences(passage.text):
                if match := LABEL.match(passage.text, start, end):
                    group = "after" if match["after"] else "before"
                    here = (match[group].strip(), passage, match.start(group))
                dose = DOSE.search(prose(passage.text), start, end)
                bracket = (
                    IN_BRACKETS.search(passage.text, dose.end(), end)
                    if dose and passage.kind is PassageKind.ITEM and not match
                    else None
                )
                if bracket:
                    yield bracket["disease"], passage, bracket.start("disease")
                elif dose and here:
                    yield here


CATEGORY = Pattern(r"\b(?:(?:pregnancy|risk) )?(?:category) [ABCDX][123]?(?![\w-])", re.IGNORECASE)
PREGNANCY = Pattern(r"pregnan|fo?etal|fo?etus|unborn|birth|teratogen|gestation", re.IGNORECASE)


def letter_category(text: MonographText) -> Iterator[Hit]:
    """Find a risk in pregnancy told by a letter."""
    for passage, match in text.matches(CATEGORY) if text.english else ():
        heading = text.monograph.sections[passage.section].heading if passage.section >= 0 else None
        if PREGNANCY.search(f"{plain(heading or ())} {passage.text}"):
            message = "A letter does not tell a patient what may happen; the FDA gave up the letters in 2015."
            yield text.hit(
                passage,
                match.start(),
                match.end(),
                message,
                "Say what is known: what may happen to the baby, and what to do.",
            )


RULES: tuple[Rule[MonographText], ...] = (
    Rule(
        "L11",
        Level.WARN,
        "Urgent, but for which sign?",
        "no “contact your doctor immediately” for “any concerning side effects”; "
        "an order that names its signs or leads up to their list is fine",
        "Who cannot tell which sign is meant calls too late, or for everything.",
        "PEMAT items 20 to 22",
        vague_urgency,
    ),
    Rule(
        "L12",
        Level.WARN,
        "Common or rare without a number",
        "a side effect called common, uncommon or rare has a number in its sentence, the next one, "
        "its sub-heading or its lead-in, and none that another word brings",
        "Words alone make people think of a risk many times as high, and leave their medicine.",
        "Webster and others 2017; Knapp and others 2004",
        frequency,
    ),
    Rule(
        "L14",
        Level.WARN,
        "Doses for several diseases",
        "the dose section gives doses for one of the diseases the text names, or for none",
        "A patient who sees several doses may take another disease's.",
        "PEMAT item 7",
        several_doses,
    ),
    Rule(
        "L16",
        Level.WARN,
        "Pregnancy category",
        "no letter A, B, C, D or X for the risk in pregnancy",
        "The letters were read as school marks, and hid how much is known.",
        "FDA Pregnancy and Lactation Labeling Rule (2015)",
        letter_category,
    ),
)
