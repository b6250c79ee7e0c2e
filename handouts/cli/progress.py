"""How a build is followed: a bar on a terminal, plain lines elsewhere, or nothing but what went wrong."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from rich.text import Text

from handouts.cli.console import PARAGRAPH_WIDTH, errors, fault, report
from handouts.cli.problems import Collected, paragraph, weighed
from handouts.cli.tally import NAMED, check_of
from handouts.cli.terminal import tell
from handouts.model.typography import printable_line

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Sequence

    from handouts.cli.tally import Tally
    from handouts.library import Step
    from handouts.library.index import Made
    from handouts.library.jobs import Job

SEVERAL = 2  # from so many leaflets on, problems are told at the end and the build is summed up


class Quiet:
    """Says only what went wrong: of one leaflet at once, of several at the end, a kind at a time."""

    def __init__(self) -> None:
        """Print problems to the standard error."""
        self.console = errors()
        self.collected = Collected()
        self.total = 0

    def begin(self, total: int, waiting: Sequence[Job]) -> None:  # noqa: ARG002 - a bar needs them
        """Learn how many leaflets there are, and which must be made."""
        self.total = total

    def step(self, step: Step) -> None:
        """Tell of a leaflet."""
        if step.outcome.result is None:
            self.problems(step)

    def problems(self, step: Step) -> None:
        """Tell what an editor must know of a leaflet, or keep it for the end."""
        outcome = step.outcome
        if self.total >= SEVERAL:
            self.collected.add(outcome)
            return
        for weight, problems in weighed(outcome):
            report(problems, self.console, weight)
        if outcome.fault:
            fault(outcome.path, outcome.fault, self.console)

    def close(self) -> None:
        """Leave the terminal as it was, and print what was kept."""
        self.collected.tell(self.console)

    def saved(self, steps: Sequence[Step]) -> None:
        """Tell what blocks a sign-off of texts that were just saved."""

    def pruning(self, pdfs: Sequence[pathlib.Path]) -> None:
        """Tell which leaflets are about to be deleted."""

    def pruned(self, pdfs: Sequence[pathlib.Path]) -> None:
        """Tell which leaflets were deleted."""

    def orphans(self, pdfs: Sequence[pathlib.Path]) -> None:
        """Tell which leaflets stand there whose monograph is gone."""

    def end(self, tally: Tally) -> None:
        """Sum up."""


class Plain(Quiet):
    """Prints a line a leaflet that was made, and a summary."""

    def __init__(self, named: Sequence[pathlib.Path] = ()) -> None:
        """Keep what the command line named, for the command that is proposed at the end."""
        super().__init__()
        self.named = named

    def step(self, step: Step) -> None:
        """Print a line; of what is unchanged only when nothing else was asked for."""
        self.problems(step)
        made = step.outcome.result
        if made and (step.how == "made" or self.total == 1):
            command = f": {check_of([step.job.source])}" if made.blocking and self.total < SEVERAL else ""
            tell(leaflet_line(step, made) + command)

    def saved(self, steps: Sequence[Step]) -> None:
        """Print the findings that block a sign-off of each text once, as an editor's tools can jump to them."""
        for findings in {step.job.source: step.findings for step in steps}.values():
            report(findings, self.console, "block")

    def pruning(self, pdfs: Sequence[pathlib.Path]) -> None:
        """Print a line a leaflet, before it goes."""
        for pdf in pdfs:
            tell(f"{pdf}: deleted, its monograph is gone")

    def orphans(self, pdfs: Sequence[pathlib.Path]) -> None:
        """Print how many there are, what deletes them, and which they are."""
        stand, them = ("leaflet stands", "it") if len(pdfs) == 1 else ("leaflets stand", "them")
        tell(f"{len(pdfs)} {stand} here whose monograph is gone; --prune deletes {them}.")
        for line in paragraph(map(str, pdfs), PARAGRAPH_WIDTH):
            tell(line)

    def end(self, tally: Tally) -> None:
        """Sum up a build of several leaflets; one alone has said it all in its line."""
        if tally.count.total() >= SEVERAL:
            for sentence in tally.sentences(self.named):
                tell(sentence, err=bool(tally.code))


class Bar(Plain):
    """Shows a bar with rate, time left and the names at work; what fails stands above it as it comes."""

    def begin(self, total: int, waiting: Sequence[Job]) -> None:
        """Draw the bar, if there is enough to wait for."""
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        super().begin(total, waiting)
        self.waiting = dict.fromkeys(waiting)
        columns = (
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}", markup=False),
            TimeRemainingColumn(),
            TextColumn("{task.fields[names]}", markup=False),  # a file may be called [red]
        )
        self.progress = Progress(*columns, console=self.console, transient=True, disable=len(waiting) < SEVERAL)
        self.task = self.progress.add_task(
            "", total=total, completed=total - len(waiting), rate="", names=self._names()
        )
        self.since, self.done = time.perf_counter(), 0
        self.progress.start()

    def step(self, step: Step) -> None:
        """Move the bar on."""
        if step.how == "unchanged" or self.total < SEVERAL:
            super().step(step)
        else:
            self.problems(step)
        if step.how == "unchanged":
            return
        if step.how == "failed" and self.total >= SEVERAL:
            self.console.print(Text("failed", "bold red") + Text(printable_line(f": {step.job.source}")))
        self.waiting.pop(step.job, None)
        self.done += 1
        rate = f"{self.done / (time.perf_counter() - self.since):.1f}/s"
        self.progress.update(self.task, advance=1, rate=rate, names=self._names())

    def _names(self) -> str:
        return ", ".join(printable_line(job.source.stem) for job, _ in zip(self.waiting, range(NAMED), strict=False))

    def close(self) -> None:
        """Take the bar away, and print what was kept."""
        self.progress.stop()
        super().close()


def leaflet_line(step: Step, made: Made) -> str:
    """Return what is said of a leaflet that stands on disk."""
    pages = "1 page" if made.pages == 1 else f"{made.pages} pages"
    unchanged = "unchanged, " if step.how == "unchanged" else ""
    said = f"{step.job.pdf}: {unchanged}{pages}, {made.words:,} words proven, {made.status}"
    if not made.blocking:
        return said
    findings = "1 finding blocks" if made.blocking == 1 else f"{made.blocking:,} findings block"
    return f"{said}, {findings} a sign-off"
