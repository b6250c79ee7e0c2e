"""How a program follows a build: an event a line, as JSON."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Any

from handouts.cli.progress import Quiet
from handouts.cli.terminal import write
from handouts.errors import ExitCode

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Sequence

    from handouts.cli.tally import Tally
    from handouts.library import Step
    from handouts.library.jobs import Job


class Events(Quiet):
    """Writes a JSON object a line to standard output: begin, made, unchanged, failed, pruned, end."""

    def begin(self, total: int, waiting: Sequence[Job]) -> None:
        """Tell how many leaflets there are, and how many must be made."""
        _say("begin", leaflets=total, to_make=len(waiting))

    def step(self, step: Step) -> None:
        """Tell of a leaflet."""
        outcome = step.outcome
        about: dict[str, Any] = {"source": str(step.job.source), "pdf": str(step.job.pdf)}
        if step.how != "unchanged":
            about["seconds"] = round(outcome.seconds, 3)
        if outcome.result:
            _say(step.how, **about, **outcome.result.to_json(), notes=[_fields(note) for note in outcome.notes])
            return
        problems = outcome.error.problems if outcome.error else ()
        code = outcome.error.exit_code if outcome.error else ExitCode.BUG
        _say(
            "failed",
            **about,
            exit_code=code,
            problems=[_fields(problem) for problem in (*outcome.notes, *problems)],
            fault=outcome.fault,
        )

    def pruned(self, pdfs: Sequence[pathlib.Path]) -> None:
        """Tell which leaflets were deleted."""
        for pdf in pdfs:
            _say("pruned", pdf=str(pdf))

    def end(self, tally: Tally) -> None:
        """Sum up."""
        counts = {how: tally.count[how] for how in ("made", "unchanged", "failed")}
        _say("end", **counts, drafts=tally.drafts, seconds=round(tally.seconds, 3), exit_code=tally.code)


def _say(event: str, **fields: object) -> None:
    write(json.dumps({"event": event, **fields}) + "\n")


def _fields(problem: object) -> dict[str, Any]:
    return dataclasses.asdict(problem)  # type: ignore[call-overload, no-any-return]
