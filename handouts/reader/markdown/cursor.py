"""Where in the source a block begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.reader.markdown.source import Word, words_in

if TYPE_CHECKING:
    from collections.abc import Sequence


class Cursor:
    """Follows the words of the source, to say on which line a block begins."""

    def __init__(self, words: Sequence[Word], first_line: int) -> None:
        self.words, self.position, self.offset = words, 0, first_line - 1

    def take(self, text: str) -> int:
        """Return the line of the text's first word and step behind its last; 0 when the words are not there."""
        wanted = words_in(text)
        if not wanted:
            return 0
        probe = wanted[:3]
        for start in range(self.position, min(self.position + 400, len(self.words))):
            if [word.text for word in self.words[start : start + len(probe)]] == probe:
                self.position = start + len(wanted)
                return self.words[start].line + self.offset
        return 0
