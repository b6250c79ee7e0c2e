"""The way to follow a build that fits the command line and the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.cli.progress import Bar, Plain, Quiet

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Sequence

    from rich.console import Console


def follow(console: Console, *, quiet: bool, events: bool, named: Sequence[pathlib.Path] = ()) -> Quiet:
    """Return the way to follow a build that fits the command line and the terminal."""
    if events:
        from handouts.cli.events import Events

        return Events()
    if quiet:
        return Quiet()
    return Bar(named) if console.is_terminal else Plain(named)
