"""What the printer behind a queue itself says of a job: a print server calls "completed" what it has passed on."""

from __future__ import annotations

import dataclasses
import itertools
from typing import TYPE_CHECKING, Any

from handouts.printing.ipp import LostError, NotReachedError, NotTrustedError, Operation, PrinterError
from handouts.printing.outcome import ENDS, RESTARTED, TOO_LATE, TWICE, End, JobState
from handouts.printing.reasons import told
from handouts.printing.values import integers, texts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handouts.printing.ipp import Attributes, Connection
    from handouts.printing.reasons import Said

LATEST = 50  # jobs of a printer that are looked through for ours
ERRORS = "job-completed-with-errors"
OFF = "offline"  # CUPS's own keyword
ASKED = [
    *("job-id", "job-uuid", "job-name", "job-state", "job-state-reasons", "time-at-creation"),
    *("job-impressions-completed", "job-media-sheets-completed"),
]


@dataclasses.dataclass(frozen=True, slots=True)
class Seen:
    """What a printer has of our job now; ``answers`` if it said so at all. ``reasons`` tell what is wrong with it.

    ``begun`` counts how often it has begun to print the leaflet since we look, ``restarted`` that it was switched off
    and on meanwhile and may have forgotten.
    """

    answers: bool = False
    jobs: tuple[Attributes, ...] = ()
    reasons: tuple[str, ...] = ()
    begun: int = 0
    restarted: bool = False

    def with_state(self, *states: JobState) -> Attributes | None:
        """Return a job in one of these states; the latest, for a printer tells of that first."""
        return next((each for each in self.jobs if next(iter(integers(each, "job-state")), 0) in states), None)

    @property
    def going_on(self) -> Attributes | None:
        """The job that is not over there, if one is not."""
        return self.with_state(*(state for state in JobState if state not in ENDS))


class Behind:
    """The printer behind a queue, looked at again and again while its job of the name ``token`` goes on."""

    def __init__(self, connection: Connection, token: str) -> None:
        """Begin with nothing seen."""
        self.connection, self.token = connection, token
        self.begun = set[tuple[Any, ...]]()
        self.up_s = 0
        self.restarted = False

    def look(self) -> Seen:
        """Ask for our jobs there, and how it is."""
        try:
            state = self._ask(Operation.GET_PRINTER_ATTRIBUTES, {})[0]
            jobs = [
                job
                for which in ("completed", "not-completed")
                for job in self._ask(Operation.GET_JOBS, {"which-jobs": which, "limit": LATEST})
                if texts(job, "job-name") == (self.token,)
            ]
        except (PrinterError, IndexError) as error:
            off = isinstance(error, NotReachedError | LostError) and not isinstance(error, NotTrustedError)
            return Seen(reasons=(OFF,) * off, begun=len(self.begun), restarted=self.restarted)
        up_s = next(iter(integers(state, "printer-up-time")), 0)
        self.restarted |= up_s < self.up_s
        self.up_s = up_s
        self.begun.update(_identity(job) for job in jobs if _has_begun(job))
        reasons = texts(state, "printer-state-reasons")
        return Seen(answers=True, jobs=tuple(jobs), reasons=reasons, begun=len(self.begun), restarted=self.restarted)

    def _ask(self, operation: Operation, about: Mapping[str, Any]) -> tuple[Attributes, ...]:
        jobs = operation is Operation.GET_JOBS
        asked = ASKED if jobs else ["printer-state-reasons", "printer-up-time"]
        return self.connection.ask(operation, {**about, "requested-attributes": asked}).groups


def believed(end: End, why: tuple[Said, ...], seen: Seen, *, again: bool) -> tuple[End, tuple[Said, ...]]:
    """Return what is true of an end that a queue tells, after what the printer behind it says.

    ``again`` tells that the queue itself has begun the job anew; that counts only where its printer does not answer.
    """
    twice = (TWICE,) if seen.begun > 1 or (again and not seen.answers) else ()
    if job := seen.with_state(JobState.COMPLETED):
        theirs = texts(job, "job-state-reasons")
        late = (TOO_LATE,) if end in {End.CANCELLED, End.FAILED} else ()
        return End.UNKNOWN if ERRORS in theirs else End.PRINTED, (*told(theirs), *late, *twice)
    if job := seen.with_state(JobState.ABORTED, JobState.CANCELED):
        truly = ENDS[JobState(job["job-state"][0])]
        if end is End.PRINTED or truly is End.FAILED:
            return truly, told(texts(job, "job-state-reasons"))
    elif end is End.PRINTED and seen.restarted:
        return End.UNKNOWN, (RESTARTED, *why)
    return end, (*why, *twice) if end is End.PRINTED else why


def _identity(job: Attributes) -> tuple[Any, ...]:
    """Return what tells a job from others, also from one with the same number after a restart."""
    return texts(job, "job-uuid") or (*job.get("job-id", ()), *job.get("time-at-creation", ()))


def _has_begun(job: Attributes) -> bool:
    state = next(iter(integers(job, "job-state")), 0)
    counts = ("job-impressions-completed", "job-media-sheets-completed")
    return state == JobState.COMPLETED or any(itertools.chain.from_iterable(integers(job, name) for name in counts))
