"""An author's heading that says what our heading above it says is not printed a second time.

One table says which words say the same; whatever says more (“Side effects in children”, “4. Possible side effects”) is
printed. The heading stays in the monograph and in the manifest, and the proof lets nothing but a row of this table go.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from handouts.leaflet.wording import phrase
from handouts.model.language import is_english
from handouts.model.monograph import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from handouts.leaflet.parts import Chapter
    from handouts.leaflet.printed import ShownSection
    from handouts.model.monograph import Inline, Section

# Our heading, and the headings that say the same: in plain letters, without case and without a colon at their end.
SAME: Mapping[str, tuple[str, ...]] = {
    phrase("What this medicine is and what it is for"): (
        "what it is and what it is for",
        "what it is and what it is used for",
        "what this medicine is and what it is for",
        "what this medicine is and what it is used for",
    ),
    phrase("Before you use this medicine"): (
        "before you use it",
        "before you take it",
        "before you use this medicine",
        "before you take this medicine",
    ),
    phrase("How to use this medicine"): (
        "how to use",
        "how to use it",
        "how to use this medicine",
        "how to take",
        "how to take it",
        "how to take this medicine",
    ),
    phrase("Possible side effects"): ("side effect", "side effects", "side-effects", "possible side effects"),
    phrase("How to store this medicine"): (
        "storage",
        "storing",
        "how to store",
        "how to store it",
        "how to store this medicine",
    ),
    phrase("Questions and answers"): (
        "faq",
        "faqs",
        "faq's",
        "common questions",
        "frequently asked questions",
        "frequently asked questions (faq)",
        "frequently asked questions (faqs)",
        "questions",
        "questions & answers",
        "questions and answers",
        "q & a",
        "q&a",
    ),
}


def says_the_same(heading: str, ours: str, language: str) -> bool:
    """Tell whether an author's heading says what our heading says, in the ``language`` of our wording.

    The table has English rows only: beside our words in another language, every heading of an author's is printed.
    """
    words = re.sub(r"\s+", " ", heading.replace("’", "'")).strip(" :").casefold()
    return is_english(language) and words in SAME.get(ours, ())


def unrepeated(ours: str, sections: Sequence[ShownSection], language: str) -> tuple[ShownSection, ...]:
    """Return a chapter's sections without the heading that repeats the chapter's.

    Where others stand beside it, it is printed: it says where its own text begins and ends.
    """
    headed = [section for section in sections if section.heading]
    first = sections[0]
    if headed == [first] and says_the_same(plain(first.heading or ()), ours, language):
        return (dataclasses.replace(first, heading=None), *sections[1:])
    return tuple(sections)


def repeated_headings(
    sections: Sequence[Section], chapters: Sequence[Chapter], language: str
) -> tuple[tuple[int, Inline], ...]:
    """Return the headings that chapters leave out and may leave out, each with its line in the file."""
    ours = {
        section.line: chapter.heading for chapter in chapters for section in chapter.sections if not section.heading
    }
    return tuple(
        (section.line, section.heading)
        for section in sections
        if section.heading
        and section.line in ours
        and says_the_same(plain(section.heading), ours[section.line], language)
    )
