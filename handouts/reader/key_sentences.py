"""The sentences that front matter names for the box on page 1, checked word for word against the text."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from handouts.errors import ContentError, Place, Problem
from handouts.model.key_sentences import parted, settled
from handouts.model.monograph import Role, plain
from handouts.model.sentences import sentences
from handouts.model.walk import section_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from handouts.model.frontmatter import FrontMatter
    from handouts.model.monograph import Section

PROBE = 20  # letters that find an entry in the file


def check_key_sentences(metadata: FrontMatter, sections: Sequence[Section], head: Sequence[str], path: str) -> None:
    """Check the fields ``key`` and ``not_key``; ``head`` are the lines of the file before its body.

    Raises:
        ContentError: an entry is not made of whole sentences of the text, or stands in both fields.
    """
    if problems := [*_problems(metadata, sections, head, path)]:
        raise ContentError(*problems)


def _problems(metadata: FrontMatter, sections: Iterable[Section], head: Sequence[str], path: str) -> Iterator[Problem]:
    entries = [(name, entry) for name in ("key", "not_key") for entry in getattr(metadata, name)]
    told = _sentences(sections) if entries else {}
    for name, entry in entries:
        place = Place(path, _line(name, entry, head))
        for sentence in parted(entry):
            if sentence not in told:
                near = difflib.get_close_matches(sentence, told, n=1)
                hint = (
                    f"Write it as it stands in the text: “{told[near[0]]}”" if near else "Name a sentence of the text."
                )
                message = f"No sentence of the text reads “{sentence}”, word for word; a disclaimer does not count."
                yield Problem("unknown-key-sentence", message, hint, place, words=sentence)
            elif name == "key" and any(sentence in parted(other) for other in metadata.not_key):
                message = f"“{sentence}” stands in both `key` and `not_key`."
                yield Problem("unknown-key-sentence", message, "Take it out of one of them.", place, words=sentence)


def _sentences(sections: Iterable[Section]) -> dict[str, str]:
    """Return the text's sentences as they are compared, each with how it is written."""
    found = {}
    for section in sections:
        if section.role is not Role.DISCLAIMER:
            for line in section_lines(section):
                text = plain(line.inline)
                for start, end in sentences(text):
                    found[settled(text[start:end])] = " ".join(text[start:end].split())
    return found


def _line(name: str, entry: str, head: Sequence[str]) -> int:
    """Return the line of the file an entry begins on, or that of its field."""
    rows = list(enumerate(head, 1))
    fields = [number for number, row in rows if row.lstrip().startswith(name)]
    probe = " ".join(entry.split())[:PROBE]
    return next(
        (number for number, row in rows if fields and number >= fields[0] and probe in row), fields[0] if fields else 1
    )
