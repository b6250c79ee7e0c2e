"""How a build is followed: a bar on a terminal, plain lines elsewhere, events for programs, or nothing but what went wrong."""

from __future__ import annotations

import collections
import dataclasses
import json
import time
from typing import TYPE_CHECKING, Any

import click

from handouts.cli.console import errors, fault, report
from handouts.errors import ExitCode

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Sequence

    from rich.console import Console

    from handouts.library import Step
    from handouts.library.jobs import Job

NAMED = 3  # the slowest and the largest, so many of each


class Tally:
    """What has become of a library so far."""

    def __init__(self) -> None:
        """Start counting, and the watch."""
        self.start = time.perf_counter()
        self.count = collections.Counter[str]()
        self.drafts = 0
        self.code = ExitCode.DONE
        self.made: list[Step] = []

    def add(self, step: Step) -> None:
        """Count a step."""
        outcome = step.outcome
        self.count[step.how] += 1
        self.drafts += bool(outcome.result and not outcome.result.approved)
        if step.how == "made":
            self.made.append(step)
        elif step.how == "failed":
            self.code = max(self.code, outcome.error.exit_code if outcome.error else ExitCode.BUG)

    @property
    def seconds(self) -> float:
        """Seconds since the start."""
        return time.perf_counter() - self.start

    def slowest(self) -> list[Step]:
        """Return the leaflets that took longest."""
        return sorted(self.made, key=lambda step: -step.outcome.seconds)[:NAMED]

    def largest(self) -> list[Step]:
        """Return the leaflets with the most bytes."""
        return sorted(self.made, key=lambda step: -_size(step))[:NAMED]


class Quiet:
    """Says only what went wrong."""

    def __init__(self) -> None:
        """Print problems to the standard error."""
        self.console = errors()

    def begin(self, total: int, waiting: Sequence[Job]) -> None:
        """Learn how many leaflets there are, and which must be made."""

    def step(self, step: Step) -> None:
        """Tell of a leaflet."""
        outcome = step.outcome
        if outcome.result is None:
            self.problems(step)

    def problems(self, step: Step) -> None:
        """Print what an editor must know of a leaflet."""
        outcome = step.outcome
        report(outcome.notes, self.console, raised=False)
        if outcome.result:
            report(outcome.result.warnings, self.console, raised=False)
        elif outcome.error:
            report(outcome.error.problems, self.console)
        else:
            fault(outcome.path, outcome.fault or "", self.console)

    def pruned(self, pdfs: Sequence[pathlib.Path]) -> None:
        """Tell which leaflets were deleted."""

    def orphans(self, count: int) -> None:
        """Tell that leaflets stand there whose monograph is gone."""

    def close(self) -> None:
        """Leave the terminal as it was."""

    def end(self, tally: Tally) -> None:
        """Sum up."""


class Plain(Quiet):
    """Prints a line a leaflet that was made, and a summary."""

    def begin(self, total: int, waiting: Sequence[Job]) -> None:  # noqa: ARG002 - a bar needs them
        """Learn how many leaflets there are, and which must be made."""
        self.total = total

    def step(self, step: Step) -> None:
        """Print a line; of what is unchanged only when nothing else was asked for."""
        self.problems(step)
        made = step.outcome.result
        if made and (step.how == "made" or self.total == 1):
            pages = "1 page" if made.pages == 1 else f"{made.pages} pages"
            unchanged = "unchanged, " if step.how == "unchanged" else ""
            self.line(f"{step.job.pdf}: {unchanged}{pages}, {made.words:,} words proven, {made.status}")

    def line(self, text: str) -> None:
        """Print a result."""
        click.echo(text)

    def pruned(self, pdfs: Sequence[pathlib.Path]) -> None:
        """Tell which leaflets were deleted."""
        for pdf in pdfs:
            self.line(f"{pdf}: deleted, its monograph is gone")

    def orphans(self, count: int) -> None:
        """Tell that leaflets stand there whose monograph is gone."""
        self.line(
            f"{count} leaflet{'s stand' if count > 1 else ' stands'} here whose monograph is gone; --prune deletes {'them' if count > 1 else 'it'}."
        )

    def end(self, tally: Tally) -> None:
        """Sum up a build of more than one leaflet."""
        total = tally.count.total()
        if total < 2:  # noqa: PLR2004 - its own line says it all
            return
        ready = total - tally.count["failed"]
        parts = [f"{tally.count[how]:,} {how}" for how in ("made", "unchanged", "failed") if tally.count[how]]
        rate = f", {len(tally.made) / tally.seconds:.1f} a second" if tally.made else ""
        draft = f" DRAFT: {tally.drafts:,}." if tally.drafts else ""
        click.echo(
            f"{ready:,} of {total:,} leaflets ready: {', '.join(parts)}, in {tally.seconds:.1f} s{rate}.{draft}",
            err=bool(tally.code),
        )
        if len(tally.made) > NAMED:
            slow = ", ".join(f"{step.job.pdf} {step.outcome.seconds:.2f} s" for step in tally.slowest())
            large = ", ".join(f"{step.job.pdf} {_size(step) / 1000:,.0f} kB" for step in tally.largest())
            click.echo(f"Slowest: {slow}. Largest: {large}.", err=bool(tally.code))


class Bar(Plain):
    """Shows a bar with rate, time left and the names at work; problems stand above it as they come."""

    def begin(self, total: int, waiting: Sequence[Job]) -> None:
        """Draw the bar, if there is enough to wait for."""
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        super().begin(total, waiting)
        self.waiting = dict.fromkeys(waiting)
        columns = (
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
            TextColumn("{task.fields[names]}"),
        )
        self.progress = Progress(*columns, console=self.console, transient=True, disable=len(waiting) < 2)  # noqa: PLR2004
        self.task = self.progress.add_task(
            "", total=total, completed=total - len(waiting), rate="", names=self._names()
        )
        self.since, self.done = time.perf_counter(), 0
        self.progress.start()

    def step(self, step: Step) -> None:
        """Move the bar on."""
        if step.how == "unchanged":
            super().step(step)
            return
        if self.total > 1:
            self.problems(step)
        else:
            super().step(step)
        self.waiting.pop(step.job, None)
        self.done += 1
        rate = f"{self.done / (time.perf_counter() - self.since):.1f}/s"
        self.progress.update(self.task, advance=1, rate=rate, names=self._names())

    def _names(self) -> str:
        from handouts.model.typography import printable

        return ", ".join(printable(job.source.stem) for job, _ in zip(self.waiting, range(NAMED), strict=False))

    def close(self) -> None:
        """Take the bar away."""
        self.progress.stop()


class Events(Quiet):
    """Writes a JSON object a line to standard output: begin, made, unchanged, failed, pruned, end."""

    def begin(self, total: int, waiting: Sequence[Job]) -> None:
        """Tell how many leaflets there are, and how many must be made."""
        self._say("begin", leaflets=total, to_make=len(waiting))

    def step(self, step: Step) -> None:
        """Tell of a leaflet."""
        outcome = step.outcome
        about: dict[str, Any] = {"source": str(step.job.source), "pdf": str(step.job.pdf)}
        if step.how != "unchanged":
            about["seconds"] = round(outcome.seconds, 3)
        if outcome.result:
            self._say(step.how, **about, **outcome.result.to_json(), notes=[_fields(note) for note in outcome.notes])
            return
        problems = outcome.error.problems if outcome.error else ()
        code = outcome.error.exit_code if outcome.error else ExitCode.BUG
        self._say(
            "failed",
            **about,
            exit_code=code,
            problems=[_fields(problem) for problem in (*outcome.notes, *problems)],
            fault=outcome.fault,
        )

    def pruned(self, pdfs: Sequence[pathlib.Path]) -> None:
        """Tell which leaflets were deleted."""
        for pdf in pdfs:
            self._say("pruned", pdf=str(pdf))

    def end(self, tally: Tally) -> None:
        """Sum up."""
        counts = {how: tally.count[how] for how in ("made", "unchanged", "failed")}
        self._say("end", **counts, drafts=tally.drafts, seconds=round(tally.seconds, 3), exit_code=tally.code)

    def _say(self, event: str, **fields: object) -> None:
        click.echo(json.dumps({"event": event, **fields}))


def follow(console: Console, *, quiet: bool, events: bool) -> Quiet:
    """Return the way to follow a build that fits the command line and the terminal."""
    if events:
        return Events()
    if quiet:
        return Quiet()
    return Bar() if console.is_terminal else Plain()


def _fields(problem: object) -> dict[str, Any]:
    return dataclasses.asdict(problem)  # type: ignore[call-overload, no-any-return]


def _size(step: Step) -> int:
    return step.outcome.result.size if step.outcome.result else 0
