"""How hard a text is to read: school grades by well-known formulas, and the sentences that cost most."""

from __future__ import annotations

import dataclasses
import functools
import heapq
import math
import re
from typing import TYPE_CHECKING, NamedTuple

from handouts.check.glosses import text_start
from handouts.check.monograph_text import PassageKind
from handouts.check.prose import prose
from handouts.check.words.passed_over import FORM_WORDS
from handouts.model.monograph import plain
from handouts.model.pattern import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handouts.check.monograph_text import MonographText, Sentence


@dataclasses.dataclass(frozen=True, slots=True)
class Score:
    """A formula's result: a US school grade (SMOG, Flesch-Kincaid) or LIX points; ``limit`` is the profile's.

    ``without_names`` leaves out the medicine's own names, which no editor can make shorter.
    """

    formula: str
    with_names: float
    without_names: float
    limit: float


@dataclasses.dataclass(frozen=True, slots=True)
class Reading:
    """The scores of a text, the counts behind them, and its hardest sentences, the hardest first."""

    scores: tuple[Score, ...]
    sentences: int
    words: int
    hardest: tuple[Sentence, ...]

    @property
    def grade(self) -> float:
        """The first formula's score without the medicine's names: the one number of a list."""
        return self.scores[0].without_names


class Count(NamedTuple):
    """What the formulas count; ``hard`` words have three syllables (English) or more than six letters (LIX)."""

    sentences: int
    words: int
    syllables: int
    hard: int


FEWEST_WORDS = 100
FEWEST_SENTENCES = 5
HARDEST = 3  # sentences shown
MANY_SYLLABLES = 3
LONG_WORD = 7  # letters
LIX_LIMIT = 40  # Björnsson 1968: 30 to 40 is easy, 40 to 50 of middling difficulty

WORD = Pattern(r"\w[\w’'-]*(?:[.,/:*–][\w-]+)*")
# Letters of scripts whose words are parted by spaces and whose sentences end in a full stop, as the formulas suppose.
LETTER = Pattern(r"[A-Za-zÀ-ɏḀ-ỿͰ-ϿЀ-ӿ]")
OTHER_SCRIPT = Pattern(r"[\u0900-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
ENDED = Pattern(r"[.!?:…][\"'”’)\]]*$")
WHOLE = Pattern(r"[^\Wa-z_]")  # a sentence begins with a capital or a number, a fragment with a small letter
SILENT_E = Pattern(r"(?<=[bdfhklmnprtvwy])(?<!sh)(?<!ch)es$|(?<=[bcfghklmnprsvwxyz])ed$")


def words(text: str) -> list[str]:
    """Return a text's words; “by-product”, “2.5” and “and/or” are one each."""
    return WORD.findall(text)


def judged(text: str) -> bool:
    """Tell whether a sentence is written so that its words and its end can be told."""
    return not OTHER_SCRIPT.search(text)


@functools.lru_cache(maxsize=4)  # a rule and a report ask for the same text
def read_grade(text: MonographText) -> Reading | None:
    """Return how hard a text is to read; None where it is too short, or in a script the formulas do not know."""
    prose = list(_prose(text))
    english = text.english
    names = names_of(text)
    counts = [_count(list(spoken), english=english) for _, spoken in prose]
    whole = _sum(counts)
    if whole.words < FEWEST_WORDS or whole.sentences < FEWEST_SENTENCES:
        return None
    nameless = [_count([word for word in spoken if _bare(word) not in names], english=english) for _, spoken in prose]
    costs = [
        0.39 * count.words + count.hard for count in nameless
    ]  # the weight of a word in a Flesch-Kincaid grade; a hard one adds about a grade
    hardest = heapq.nlargest(HARDEST, range(len(prose)), key=costs.__getitem__)
    return Reading(
        tuple(_scores(text, whole, _sum(nameless), english=english)),
        whole.sentences,
        whole.words,
        tuple(prose[number][0] for number in hardest),
    )


def _prose(text: MonographText) -> Iterator[tuple[Sentence, list[str]]]:
    """Return the sentences, cleaned as the University of New Mexico does: no headings, labels, numbers or fragments."""
    for sentence in text.sentences:
        start = max(sentence.start, text_start(sentence.passage))
        written = prose(sentence.passage.text)[start : sentence.end].strip()
        whole = sentence.passage.kind is PassageKind.PARAGRAPH or (
            WHOLE.match(written.lstrip("“\"'‘(")) and not written.endswith(":")
        )
        letters = LETTER.findall(written)
        if ENDED.search(written) and whole and judged(written) and len(letters) > len(written) // 2:
            yield sentence, words(written)


def names_of(text: MonographText) -> frozenset[str]:
    """Return the words of the medicine's names in small letters; what its form is called is no name."""
    metadata = text.monograph.metadata
    title = re.sub(r"\(.*?\)", "", plain(text.monograph.title))
    names = " ".join((title, metadata.generic_name or "", *metadata.brand_names))
    return frozenset(word for word in map(_bare, words(names)) if word not in FORM_WORDS)


def _bare(word: str) -> str:
    return re.sub(r"['’]s?$", "", word.casefold())


def _count(spoken: list[str], *, english: bool) -> Count:
    if english:
        syllables = [_syllables(word) for word in spoken]
        return Count(1, len(spoken), sum(syllables), sum(number >= MANY_SYLLABLES for number in syllables))
    return Count(1, len(spoken), 0, sum(len(word) >= LONG_WORD for word in spoken))


def _sum(counts: Iterable[Count]) -> Count:
    return (
        Count(*(sum(column) for column in zip(*counts, strict=True))) if (counts := list(counts)) else Count(0, 0, 0, 0)
    )


@functools.lru_cache(maxsize=8192)
def _syllables(word: str) -> int:
    """Return the syllables of an English word, of a number one."""
    import syllapy

    # It takes some words with a hyphen for one syllable, and sounds the silent e of “capsules” and “swallowed”
    # where it does not know the word.
    parts = [
        part if part in syllapy.WORD_DICT else SILENT_E.sub("e", part)
        for part in word.replace("’", "'").lower().split("-")
    ]
    return max(1, sum(int(syllapy.count(part)) for part in parts))


def _scores(text: MonographText, whole: Count, nameless: Count, *, english: bool) -> Iterator[Score]:
    if english:
        yield Score("SMOG", _smog(whole), _smog(nameless), text.profile.smog_grade)
        yield Score("Flesch-Kincaid", _flesch_kincaid(whole), _flesch_kincaid(nameless), text.profile.reading_grade)
    else:
        yield Score("LIX", _lix(whole), _lix(nameless), LIX_LIMIT)


def _smog(count: Count) -> float:
    """McLaughlin's grade, with hard words scaled to 30 sentences, however many there are."""
    return round(1.0430 * math.sqrt(count.hard * 30 / count.sentences) + 3.1291, 1)


def _flesch_kincaid(count: Count) -> float:
    grade = 0.39 * count.words / count.sentences + 11.8 * count.syllables / max(count.words, 1) - 15.59
    return round(max(grade, 0), 1)


def _lix(count: Count) -> float:
    return round(count.words / count.sentences + 100 * count.hard / max(count.words, 1), 1)
