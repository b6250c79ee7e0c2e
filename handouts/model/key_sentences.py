"""The sentences a reviewer names for the box on page 1, or leaves out of it, as the front matter has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.model.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable


class KeySentences:
    """Whole sentences, compared word for word; white space and a full stop at the end aside."""

    def __init__(self, named: Iterable[str], left_out: Iterable[str]) -> None:
        """Take the entries of the front matter's ``key`` and ``not_key``, each of one sentence or more."""
        self._named = frozenset(sentence for entry in named for sentence in parted(entry))
        self._left_out = frozenset(sentence for entry in left_out for sentence in parted(entry))

    def names(self, sentence: str) -> bool:
        """Whether a sentence of the text is named."""
        return settled(sentence) in self._named

    def leaves_out(self, sentence: str) -> bool:
        """Whether a sentence of the text is left out."""
        return settled(sentence) in self._left_out


def parted(text: str) -> list[str]:
    """Return the sentences of a text as they are compared."""
    return [settled(text[start:end]) for start, end in sentences(text)]


def settled(sentence: str) -> str:
    """Return a sentence as it is compared."""
    return " ".join(sentence.split()).rstrip(".:")
