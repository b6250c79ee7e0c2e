"""How much of a text is in a language whose words the tables of dangers know.

What the front matter declares is not enough: a text in German may declare nothing, or be a translation below English
headings. The text's own small words decide; where they say nothing, what is declared.
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from typing import TYPE_CHECKING

from handouts.errors import Level, Place, Problem
from handouts.model.language import knows_dangers
from handouts.model.monograph import Role, Searched, plain
from handouts.model.walk import lines
from handouts.model.words.tongues import ABROAD, ENGLISH
from handouts.reader.roles import is_abroad

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from handouts.model.monograph import Section
    from handouts.model.walk import TextLine

SPOKEN_HERE = frozenset(ENGLISH.words.split())
SPOKEN_ABROAD = frozenset(word for tongue in ABROAD for word in tongue.words.split())
OURS, THEIRS = SPOKEN_HERE - SPOKEN_ABROAD, SPOKEN_ABROAD - SPOKEN_HERE
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
FEW, MANY = 3, 20  # words that tell a language; words of which none is English, without which nothing is told
FEW_LETTERS = 4  # of another script, in a line of which they are the most
TWICE, TENTH = 2, 10


@dataclasses.dataclass(frozen=True, slots=True)
class Count:
    """How many words of a text are small English ones, small ones of other languages, and words of any kind."""

    ours: int
    theirs: int
    words: int

    @classmethod
    def of(cls, text: str) -> Count:
        """Count the words of a text; what begins with a capital may be a name, whatever letters it has."""
        found = WORD.findall(text)
        ours = sum(word.casefold() in OURS for word in found)
        theirs = sum(word.casefold() in THEIRS or (word[0].islower() and not word.isascii()) for word in found)
        return cls(ours, theirs, len(found))

    @property
    def is_foreign(self) -> bool:
        """Tell a text that is evidently not in English."""
        return self.theirs >= FEW and self.theirs >= TWICE * self.ours and self.theirs * TENTH > self.words

    @property
    def is_english(self) -> bool:
        """Tell a text that is evidently in English."""
        return self.ours >= FEW and self.ours > self.theirs and self.ours * TENTH > self.words

    @property
    def is_strange(self) -> bool:
        """Tell a long text without English words, in whatever language it is."""
        return self.words >= MANY and self.ours * MANY < self.words


def searched(sections: Sequence[Section], language: str) -> tuple[Searched, int]:
    """Return how much of a text the danger tables can read, and the line of the first passage they cannot (or 0).

    ``language`` is what the front matter declares, or the one of most of the text's letters.
    """
    told = [section for section in sections if section.role is not Role.NAME]
    every = [line for section in told for line in lines(section.content)]
    first = every[0].line if every else 0
    count = Count.of("\n".join(plain(line.inline) for line in every))
    headings = [plain(section.heading) for section in told if section.heading]
    whole = Count.of("\n".join((*headings, *(plain(line.inline) for line in every))))
    if count.is_foreign or whole.is_foreign or _is_mostly_other_script(every) or sum(map(is_abroad, headings)) > 1:
        return Searched.NONE, first
    if not knows_dangers(language) and not count.is_english:
        return Searched.NONE, first
    if count.is_strange and all(section.role is Role.OTHER for section in told):
        return Searched.NONE, first
    line = next(_foreign(told), None)
    return (Searched.WHOLE, 0) if line is None else (Searched.PART, line)


def unsearched(found: Searched, line: int, path: str) -> Iterator[Problem]:
    """Report a text no program has looked through for dangers."""
    if found is not Searched.WHOLE:
        what = "This text" if found is Searched.NONE else "A part of this text"
        message = f"{what} is in a language in which no program looks for dangers."
        hint = "Let somebody who reads it look for what has to stand on page 1; the leaflet says so to the staff."
        yield Problem("unknown-language", message, hint, Place(path, line), Level.WARN, rule="S19")


def _foreign(sections: Iterable[Section]) -> Iterator[int]:
    """Return the lines of the file at which passages begin that are evidently in another language."""
    for section in sections:
        own = list(lines(section.content))
        for line in own:
            if _is_mostly_other_script([line]) or Count.of(plain(line.inline)).is_foreign:
                yield line.line
        if Count.of("\n".join(plain(line.inline) for line in own)).is_foreign:
            yield own[0].line


def _is_mostly_other_script(found: Iterable[TextLine]) -> bool:
    letters = [character for line in found for character in plain(line.inline) if character.isalpha()]
    other = sum(
        not (character.isascii() or unicodedata.name(character, "").startswith(("LATIN", "GREEK", "MICRO")))
        for character in letters
    )
    return other >= FEW_LETTERS and other * TWICE > len(letters)
