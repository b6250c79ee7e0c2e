"""Rules L06 to L08 and L10: words patients do not know, and words there is a plainer or a local one for."""

from __future__ import annotations

import collections
import functools
import re
from typing import TYPE_CHECKING, NamedTuple

from handouts.check.glosses import explained
from handouts.check.monograph_text import PassageKind
from handouts.check.prose import blot, prose, unquoted
from handouts.check.readability import names_of
from handouts.check.rule import Hit, Level, Rule
from handouts.check.words.jargon import JARGON
from handouts.check.words.passed_over import KNOWN_LETTERS
from handouts.check.words.plainer import HOUSE_WORDS
from handouts.check.words.spellings import BOTH, PAIRS
from handouts.model.monograph import Role
from handouts.model.pattern import Pattern, right_before, small
from handouts.model.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.monograph_text import MonographText, Passage


class Words(NamedTuple):
    """A table of words as one pattern over small letters: a match names its row, ``plain`` has what each row says."""

    pattern: Pattern
    plain: tuple[str, ...]

    def row(self, match: re.Match[str]) -> int:
        """Return the number of the row that matched, from 0: the place of its plain words in ``plain``."""
        return int((match.lastgroup or "")[1:])


def _words(table: dict[str, str], begins: str = "") -> Words:
    rows = "|".join(f"(?P<w{number}>{pattern})" for number, pattern in enumerate(table))
    return Words(Pattern(rf"\b{begins}(?:{rows})(?!\w)"), tuple(table.values()))


LONG_ENOUGH = r"(?=[\w-]{6}|renal|edema|qt|bone |blood |serum |toxic )"  # passing over short words saves most time
JARGON_WORDS = _words(JARGON, LONG_ENOUGH)
PLAINER = _words(HOUSE_WORDS)
PLAIN_WORD = Pattern(r"[a-z]{3,}")
TEXT_KINDS = {PassageKind.PARAGRAPH, PassageKind.ITEM, PassageKind.CELL, PassageKind.QUESTION}


def _readable(text: MonographText) -> Iterator[Passage]:
    """Return the lines of an English text without its headings."""
    return (passage for passage in text.passages if text.english and passage.kind in TEXT_KINDS)


def _beyond_names(text: MonographText) -> Iterator[Passage]:
    """Return the lines of an English text without its headings and the list of the medicine's names."""
    return (passage for passage in _readable(text) if passage.role is not Role.NAME)


def _known(text: MonographText) -> frozenset[str]:
    return names_of(text) | {_singular(word) for word in text.profile.known_words}


def _singular(word: str) -> str:
    return word.casefold().rstrip("s")


def jargon(text: MonographText) -> Iterator[Hit]:
    """Find a clinical word that is not explained where it first stands."""
    known, seen = _known(text), set()
    for passage in _readable(text):
        for match in JARGON_WORDS.pattern.finditer(small(prose(passage.text))):
            row = JARGON_WORDS.row(match)
            if row in seen or not known.isdisjoint((match[0].casefold(), _singular(match[0]))):
                continue
            plain = JARGON_WORDS.plain[row]
            told = explained(passage, match.start(), match.end()) or _says(passage, match.start(), plain)
            if told or passage.kind is not PassageKind.QUESTION:  # the answer to a question may explain its words
                seen.add(row)
            if not told and row in seen:
                message = (
                    f"Many patients do not know “{passage.text[slice(*match.span())]}”, and it is not explained here, "
                    "where it first stands."
                )
                yield text.hit(
                    passage,
                    match.start(),
                    match.end(),
                    message,
                    f"Say it in plain words ({plain}), or explain it in brackets.",
                )


def _says(passage: Passage, place: int, plain: str) -> bool:
    """Tell whether the plain words stand in the same sentence, in any order."""
    wanted = set(PLAIN_WORD.findall(re.split("[,;(]", plain)[0]))
    said = next((passage.text[start:end] for start, end in sentences(passage.text) if end > place), "")
    return bool(wanted) and wanted <= set(PLAIN_WORD.findall(said.lower()))


ACRONYM = Pattern(r"(?<![\w*/&.:'’+-])(?P<letters>[a-z]?[A-Z]{2,5})s?(?![\w*&+/@]|-[A-Z\d*]|\.[A-Za-z]|:\d| \d{5})")
ROMAN = Pattern(r"\b(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})\b")
BESIDE_CAPITALS = Pattern(r"\b[A-Z]{2,} (?=[A-Z]{2})[A-Z ]+\b")  # shouted words and names, no acronyms
BRAND = Pattern(r"\bbrands?\b", re.IGNORECASE)
BRANDS = Pattern(r"\W*(?:\w+ )?brands?(?: names?)?\W*", re.IGNORECASE)  # what heads a row or column of brands


def acronyms(text: MonographText) -> Iterator[Hit]:
    """Find letters that stand for words nobody has told."""
    known, seen = _known(text), set(_brands(text))
    small = {
        word.lower() for word in re.findall(r"\b[A-Z]?[a-z]+\b", text.whole)
    }  # NOT and ADVIL are words, where “not” and “Advil” stand elsewhere
    for passage in _beyond_names(text):
        for match in ACRONYM.finditer(_shown(passage)):
            letters = match["letters"]
            if (
                letters in seen
                or letters in KNOWN_LETTERS
                or not known.isdisjoint((letters.casefold(), _singular(letters)))
                or letters.lower() in small
            ):
                continue
            told = explained(passage, match.start(), match.end()) or _spelled_out(letters).search(passage.text)
            if told or passage.kind is not PassageKind.QUESTION:
                seen.add(letters)
            if not told and letters in seen:
                message = f"“{letters}” is not explained where it first stands."
                yield text.hit(
                    passage,
                    match.start(),
                    match.end(),
                    message,
                    f"Write the words in full, then “({letters})”; or leave the letters out.",
                )


def _brands(text: MonographText) -> Iterator[str]:
    """Return the names in capitals in a table's row or column of brands."""
    for passage in text.passages:
        if any(BRANDS.fullmatch(heading) for heading in passage.under):
            yield from (match["letters"] for match in ACRONYM.finditer(passage.text))


def _shown(passage: Passage) -> str:
    """Return a line's text without what holds no acronyms: quotations, numerals, names in capitals."""
    text = unquoted(passage.text)
    return "" if BRAND.search(text) else ROMAN.sub(blot, BESIDE_CAPITALS.sub(blot, text))


@functools.lru_cache(maxsize=1024)
def _spelled_out(letters: str) -> Pattern:
    """Return a pattern for words with these first letters."""
    return Pattern(
        r"\b" + r"[\w’'-]*\W+(?:(?:of|the|and|for|in|to)\W+)?".join(letters.lower()) + r"[\w’'-]{2,}", re.IGNORECASE
    )


def plainer_words(text: MonographText) -> Iterator[Hit]:
    """Find a word there is a plainer one for: each once, where it first stands."""
    first: dict[int, tuple[Passage, re.Match[str]]] = {}
    count: collections.Counter[int] = collections.Counter()
    known = _known(text)
    for passage in _beyond_names(text):
        for match in PLAINER.pattern.finditer(small(unquoted(passage.text))):
            if match[0].casefold().rstrip("s") not in known:
                row = PLAINER.row(match)
                first.setdefault(row, (passage, match))
                count[row] += 1
    for row, (passage, match) in first.items():
        times = f" It is used {count[row]} times." if count[row] > 1 else ""
        yield text.hit(
            passage,
            match.start(),
            match.end(),
            f"There is a plainer word than “{match[0]}”.{times}",
            f"Better: “{PLAINER.plain[row].replace(', ', '” or “')}”.",
        )


AMERICAN = {american: british for british, american in PAIRS.items()}
FOREIGN = {
    spelling: (
        Pattern(rf"\b(?P<stem>{'|'.join(sorted(foreign, key=len, reverse=True))})(?P<rest>[a-z]*)", re.IGNORECASE),
        foreign,
    )
    for spelling, foreign in (("uk", AMERICAN), ("us", PAIRS))
}
EITHER = Pattern(BOTH, re.IGNORECASE)
SPELLINGS = {"uk": "British", "us": "American"}
SENTENCE_START = Pattern(r"(?:^|[.!?:\n•–—])\W*$")


def spelling(text: MonographText) -> Iterator[Hit]:
    """Find a word spelled as another country does: each once; names and quotations keep their own."""
    pattern, foreign = FOREIGN[text.profile.spelling]
    known, seen = _known(text), set()
    for passage in text.passages if text.english else ():
        shown = unquoted(passage.text)
        for match in pattern.finditer(shown):
            word, own = match[0].casefold(), foreign[match["stem"].casefold()]
            name = match[0][0].isupper() and not right_before(SENTENCE_START, shown, match.start())
            if (
                word in seen
                or name
                or word.rstrip("s") in known
                or (own.startswith(match["stem"].casefold()) and word.startswith(own))
                or EITHER.match(word)
            ):
                continue
            seen.add(word)
            right = own + match["rest"]
            right = right.capitalize() if match[0][0].isupper() else right
            yield text.hit(
                passage,
                match.start(),
                match.end(),
                f"The house style is {SPELLINGS[text.profile.spelling]} spelling.",
                f"Write “{right}”.",
            )


RULES: tuple[Rule[MonographText], ...] = (
    Rule(
        "L06",
        Level.WARN,
        "Word patients do not know",
        f"each of {len(JARGON)} clinical words is explained where it first stands, by a label, in brackets or in "
        "so many words; only English is judged",
        "A warning whose word is not understood does not warn.",
        "PEMAT item 4; NHS content style guide",
        jargon,
    ),
    Rule(
        "L07",
        Level.WARN,
        "Letters that stand for words",
        "each acronym is explained where it first stands, except those everybody knows; only English is judged",
        "The same letters mean different things to patients and staff.",
        "PEMAT item 4; NHS content style guide",
        acronyms,
    ),
    Rule(
        "L08",
        Level.INFORM,
        "Plainer word",
        f"none of {len(HOUSE_WORDS)} words there is a plainer one for; each is reported once, "
        "with how often it is used",
        "Short everyday words are read faster and by more people.",
        "NHS A to Z of health writing; plain English guides",
        plainer_words,
    ),
    Rule(
        "L10",
        Level.INFORM,
        "Spelling",
        "British or American, as the profile says; names and quotations keep their own",
        "Two spellings of one word look like two things.",
        "own; NHS content style guide",
        spelling,
    ),
)
