"""What has become of a job, and how it stands on the way."""

from __future__ import annotations

import dataclasses
import enum
from typing import TYPE_CHECKING

from handouts.printing.reasons import Said

if TYPE_CHECKING:
    from handouts.printing.ipp import NotReachedError, NotTrustedError

LOOK = "Look at the printer and its sheets before you print again."
AGAIN = "Nothing was printed. Print again."
LOST = Said("was sent the leaflet, and does not say whether it has it", LOOK, "lost")
GONE = Said("has not answered since it took the leaflet", LOOK, "lost")
FORGOTTEN = Said("took the leaflet, and does not know of it any more", LOOK, "lost")
UNCONFIRMED = Said("does not confirm that the job is cancelled", LOOK, "lost")
NOT_REACHED = Said(
    "cannot be reached", "Nothing was printed. Look whether it is on, and at its address.", "unreachable"
)
RESTARTED = Said("was switched off and on, and does not know of the leaflet any more", LOOK, "restarted")
TWICE = Said(
    "has begun the job more than once, so some sheets may be there twice",
    "Look at every sheet before you hand it out.",
    "perhaps-twice",
)
FILTER_FAILED = Said(
    "could not make the job ready, and tries it again",
    "Tell who looks after the print server what its log says.",
    "cups-filter-failed",
)
TOO_LATE = Said("was told to cancel the job when all of it was printed", "Take the sheets out.", "printed-already")
CUT = Said("lost the line while it was sent the leaflet", AGAIN, "not-sent")
SLOW = Said(
    "did not go on for too long, so the job is cancelled",
    "Nothing more comes out; mend what is the matter, then print again.",
    "job-canceled-after-timeout",
)


class End(enum.StrEnum):
    """What has become of a job."""

    PRINTED = "printed"
    HANDED_OVER = "handed-over"  # passed on by a queue that cannot tell more
    CANCELLED = "cancelled"
    FAILED = "failed"
    UNKNOWN = "unknown"


OUT = {End.PRINTED, End.HANDED_OVER}


class JobState(enum.IntEnum):
    """How a job stands (RFC 8011, 5.3.7)."""

    PENDING = 3
    HELD = 4
    PROCESSING = 5
    STOPPED = 6
    CANCELED = 7
    ABORTED = 8
    COMPLETED = 9


class Stage(enum.StrEnum):
    """What is going on."""

    BUSY = "busy"
    SENDING = "sending"
    UNREACHED = "unreached"
    WAITING = "waiting"
    PRINTING = "printing"
    CANCELLING = "cancelling"


ENDS = {JobState.COMPLETED: End.PRINTED, JobState.CANCELED: End.CANCELLED, JobState.ABORTED: End.FAILED}


@dataclasses.dataclass(frozen=True, slots=True)
class Moment:
    """How a job stands: its stage, how many sheets the printer counts, and what is the matter with it."""

    stage: Stage
    sheets: int = 0
    said: tuple[Said, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Outcome:
    """What has become of a job: its number at the printer, the sheets it counted, why; and whether Ctrl-C ended it."""

    end: End
    job: int | None
    sheets: int
    why: tuple[Said, ...] = ()
    interrupted: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Patience:
    """How long, in seconds, is waited for what: a job to move, a printer to be there, one that is gone to come back."""

    wait_s: float = 300
    reach_s: float = 20
    vanished_s: float = 60


class EndedError(Exception):
    """The job has come to an end that its own state does not tell."""

    def __init__(self, end: End, *why: Said) -> None:
        super().__init__(end)
        self.end, self.why = end, why


def not_trusted(error: NotTrustedError) -> Said:
    """Return in words that a printer is not the one that is trusted, with what it shows for itself."""
    shown = f"It shows the fingerprint sha256:{error.fingerprint}. " if error.fingerprint else ""
    hint = (
        f"{shown}Compare it with the printer's own page; if it is the same, give it with --fingerprint or clinic.toml."
    )
    return Said(f"does not prove that it is your printer ({error})", hint, "untrusted")


def not_reached(error: NotReachedError) -> Said:
    """Return in words that a printer was not reached, and why."""
    return NOT_REACHED._replace(what=f"{NOT_REACHED.what} ({error})")
