"""Text at a terminal: a head with lines that hang beside it, levels in their colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from handouts.errors import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console, ConsoleOptions

LEVEL_STYLES = {Level.BLOCK: "bold red", Level.WARN: "yellow", Level.INFORM: "cyan"}
NARROWEST = 24


class HangingText:
    """A head and the text beside it, whose further lines stand under its first."""

    def __init__(self, head: Text, body: Text) -> None:
        """Keep both; the head is as wide as the other heads of its list."""
        self.head, self.body = head, body

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        """Yield the lines, without the blanks at their ends that a table would leave."""
        room = options.max_width - self.head.cell_len
        if room < NARROWEST:
            yield self.head + self.body
            return
        for number, wrapped in enumerate(self.body.wrap(console, room)):
            wrapped.rstrip()
            yield self.head + wrapped if number == 0 else Text(" " * self.head.cell_len) + wrapped


def line(text: Text) -> HangingText:
    """Return a text by itself."""
    return HangingText(Text(), text)
