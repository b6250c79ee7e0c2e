"""What checking one file has brought: the common input of every report."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from handouts.errors import Level

if TYPE_CHECKING:
    from handouts.check.readability import Reading
    from handouts.errors import Problem


@dataclasses.dataclass(frozen=True, slots=True)
class Checked:
    """A file and what was found in it.

    ``path`` is the file as it was named, ``status`` says in words whether it is signed off or why it prints DRAFT,
    ``pages`` is None where only the text was looked at, ``source`` is the file's text, for a report beside it.
    ``notes`` say what could not be looked at, and why; ``signed`` tells that the text is signed off. ``before`` are
    open findings that an earlier report has told: they are left out of ``findings``, and the text is no better for it.
    """

    path: str
    title: str
    status: str
    findings: tuple[Problem, ...]
    reading: Reading | None = None
    pages: int | None = None
    source: str = ""
    notes: tuple[str, ...] = ()
    signed: bool = False
    before: tuple[Problem, ...] = ()

    @property
    def open(self) -> tuple[Problem, ...]:
        """The findings no waiver lets pass."""
        return tuple(finding for finding in self.findings if finding.waiver is None)

    @property
    def blocks(self) -> bool:
        """Tell whether the text may not be handed out as it is."""
        return any(finding.blocks for finding in self.findings)

    def count(self, level: Level) -> int:
        """Return how many findings of a level stand open, with no waiver."""
        return sum(finding.level is level for finding in self.open)

    @property
    def waived(self) -> int:
        """How many findings a waiver lets pass."""
        return len(self.findings) - len(self.open)
