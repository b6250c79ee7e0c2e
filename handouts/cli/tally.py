"""What has become of a library so far, and the sentences that sum it up."""

from __future__ import annotations

import collections
import shlex
import time
from typing import TYPE_CHECKING

from handouts.errors import ExitCode

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterator, Sequence

    from handouts.library import Step

NAMED = 3  # the slowest, the largest, the paths of a command: so many of each


class Tally:
    """Counts the steps of a build, and holds what is asked of them at its end."""

    def __init__(self) -> None:
        """Start counting, and the watch."""
        self.start = time.perf_counter()
        self.count = collections.Counter[str]()
        self.drafts = self.deleted = 0
        self.code = ExitCode.DONE
        self.made = list["Step"]()
        self.ready = list["pathlib.Path"]()
        self.blocked = set["pathlib.Path"]()

    def add(self, step: Step) -> None:
        """Count a step."""
        outcome = step.outcome
        self.count[step.how] += 1
        if step.how == "failed":
            self.code = max(self.code, outcome.error.exit_code if outcome.error else ExitCode.BUG)
        if step.how == "made":
            self.made.append(step)
        if outcome.result:
            self.ready.append(step.job.pdf)
            self.drafts += not outcome.result.approved
            if outcome.result.blocking:
                self.blocked.add(step.job.source)

    @property
    def seconds(self) -> float:
        """Seconds since the start."""
        return time.perf_counter() - self.start

    def sentences(self, named: Sequence[pathlib.Path]) -> Iterator[str]:
        """Return the lines that sum up a build of more than one leaflet; ``named`` is what the command line named."""
        total, made = self.count.total(), len(self.made)
        parts = [f"{self.count[how]:,} {how}" for how in ("made", "unchanged", "failed") if self.count[how]]
        rate = f", {made / self.seconds:.1f} a second" if made else ""
        counted = {"DRAFT": self.drafts, "Deleted": self.deleted}
        more = "".join(f" {what}: {number:,}." for what, number in counted.items() if number)
        ready = f"{len(self.ready):,} of {total:,} leaflets ready"
        yield f"{ready}: {', '.join(parts)}, in {self.seconds:.1f} s{rate}.{more}"
        if made > NAMED:
            slow = sorted(self.made, key=lambda step: -step.outcome.seconds)[:NAMED]
            large = sorted(self.made, key=lambda step: -_size(step))[:NAMED]
            slowest = ", ".join(f"{step.job.pdf} {step.outcome.seconds:.2f} s" for step in slow)
            largest = ", ".join(f"{step.job.pdf} {_size(step) / 1000:,.0f} kB" for step in large)
            yield f"Slowest: {slowest}. Largest: {largest}."
        if texts := len(self.blocked):
            yield f"Findings block a sign-off of {texts:,} {'text' if texts == 1 else 'texts'}: {check_of(named)}."


def check_of(paths: Sequence[pathlib.Path]) -> str:
    """Return the command that shows the findings of these paths."""
    if len(paths) > NAMED:
        return "handouts check --final, with the same paths"
    return shlex.join(["handouts", "check", "--final", *map(str, paths)])


def _size(step: Step) -> int:
    return step.outcome.result.size if step.outcome.result else 0
