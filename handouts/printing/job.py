"""A job at a printer: followed to its end, cancelled if need be; what has become of it is told as it is."""

from __future__ import annotations

import contextlib
import dataclasses
import time
from typing import TYPE_CHECKING, Any, Protocol

from handouts.model.printing import Sides
from handouts.printing.behind import ERRORS, Seen, believed
from handouts.printing.ipp import (
    MOST_TOLD,
    NotReachedError,
    NotTrustedError,
    Operation,
    PrinterError,
    RefusedError,
)
from handouts.printing.outcome import (
    ENDS,
    FILTER_FAILED,
    FORGOTTEN,
    GONE,
    LOOK,
    LOST,
    SLOW,
    UNCONFIRMED,
    End,
    EndedError,
    JobState,
    Moment,
    Outcome,
    Patience,
    Stage,
    not_reached,
    not_trusted,
)
from handouts.printing.reasons import BUSY, Said, reasons_in, refused, told
from handouts.printing.values import texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from handouts.printing.behind import Behind
    from handouts.printing.ipp import Answer, Attributes, Connection
    from handouts.printing.ticket import Request

NOT_FOUND = 0x0406
QUEUES = ("/printers/", "/classes/")  # in every address at a print server
FIRST_WAIT_S, LONGEST_WAIT_S = 0.2, 2.0
JOBS = 200  # of a printer that are looked through for ours
MOST_MOMENTS = 100  # that may each be new without a sheet, before a job counts as standing still
MOST_REASONS, LONGEST_KEYWORD = 20, 80  # that are told; a printer has no more at a time
ASKED = [
    *("job-id", "job-name", "job-state", "job-state-reasons", "job-impressions-completed"),
    *("job-media-sheets-completed", "job-printer-state-message", "job-printer-state-reasons"),
]


class Watcher(Protocol):
    """Whoever wants to know how a job goes."""

    def tell(self, moment: Moment) -> None:
        """Learn how it stands."""

    def know(self, number: int) -> None:
        """Learn its number at the printer, at once."""


class Job:
    """One job, whether or not its number is known yet; ``token`` names it at the printer."""

    def __init__(
        self,
        connection: Connection,
        request: Request,
        token: str,
        patience: Patience,
        watcher: Watcher,
    ) -> None:
        """Keep whom to ask and for what."""
        self.connection, self.request, self.token = connection, request, token
        self.patience, self.watcher = patience, watcher
        self.tell = watcher.tell
        self.queued = any(each in connection.uri for each in QUEUES)
        self.behind: Behind | None = None  # the printer behind a queue, where it can be asked
        self.tells_the_end = True  # whether "completed" means that it came out
        self.seen = Seen()
        self.number: int | None = None
        self.sheets = 0
        self.begun = self.again = False  # being printed by the queue; once more
        self.sent = False  # whether the document may have left this machine

    def surely(
        self,
        operation: Operation,
        about: Mapping[str, Any],
        job: Mapping[str, Any] | None = None,
        document: bytes = b"",
    ) -> Answer:
        """Ask until it is heard: what never left, or met a busy printer, may be asked again.

        Raises:
            LostError: it may have been heard.
            EndedError: the printer says no, or is not there.
        """
        since, wait = time.monotonic(), FIRST_WAIT_S
        while True:
            try:
                return self.connection.ask(operation, about, job, document)
            except NotTrustedError as error:
                raise EndedError(End.FAILED, not_trusted(error)) from None
            except NotReachedError as error:
                stage, limit, why = Stage.UNREACHED, self.patience.reach_s, not_reached(error)
            except RefusedError as error:
                why = refused(error.status, error.unsupported, str(error))
                if error.status not in BUSY:
                    raise EndedError(End.FAILED, why) from None
                stage, limit = Stage.BUSY, self.patience.wait_s
            if time.monotonic() - since > limit:
                raise EndedError(End.FAILED, why)
            self.tell(Moment(stage, said=(why,)))
            time.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT_S)

    def learn(self, attributes: Attributes) -> None:
        """Take the job's number from what the printer says of it."""
        number = next(iter(attributes.get("job-id", ())), None)
        if type(number) is int and number > 0 and number != self.number:
            self.number = number
            self.watcher.know(number)

    def find(self) -> None:
        """Look for our job among the printer's, by its name."""
        for which in ("not-completed", "completed"):
            about = {"which-jobs": which, "limit": JOBS, "requested-attributes": ASKED}
            with contextlib.suppress(PrinterError, EndedError):
                for each in self.surely(Operation.GET_JOBS, about).groups:
                    if each.get("job-name") == (self.token,):
                        self.learn(each)
                        return

    def attributes(self) -> Attributes:
        """Ask once how it stands.

        Raises:
            PrinterError: the printer does not say; or it has begun to count anew, and the number is another's now.
        """
        about = {"job-id": self.number, "requested-attributes": ASKED}
        attributes = self.connection.ask(Operation.GET_JOB_ATTRIBUTES, about).first
        if any(not self.token.startswith(name) for name in texts(attributes, "job-name")):
            raise RefusedError("the job of this number is another's", NOT_FOUND)
        return attributes

    def follow(self) -> Outcome:
        """Watch the job until it ends, or does not go on for too long."""
        moments, sheets = set[Moment](), 0
        moved, seen, wait = time.monotonic(), time.monotonic(), FIRST_WAIT_S
        while True:
            now = time.monotonic()
            try:
                attributes = self.attributes()
            except PrinterError as error:
                if isinstance(error, RefusedError) and error.status == NOT_FOUND:
                    raise EndedError(End.UNKNOWN, FORGOTTEN) from None
                if now - seen > self.patience.vanished_s:
                    raise EndedError(End.UNKNOWN, GONE) from None
                self.tell(Moment(Stage.UNREACHED, self.sheets))
            else:
                seen = now
                state = self._look(attributes)
                if state in ENDS and not self.seen.going_on:
                    return self._ended(state, attributes)
                said = self._said(attributes)
                stage = Stage.PRINTING if state in {JobState.PROCESSING, *ENDS} else Stage.WAITING
                moment = Moment(stage, self.sheets, said)
                self.tell(moment)
                if self.sheets > sheets or (moment not in moments and len(moments) < MOST_MOMENTS):
                    moved, sheets = now, self.sheets
                    moments.add(moment)
                if now - moved > self.patience.wait_s:
                    outcome = self.cancel()
                    return dataclasses.replace(outcome, why=(*said, SLOW)) if outcome.end is End.CANCELLED else outcome
            time.sleep(wait)
            wait = min(wait * 1.5, LONGEST_WAIT_S)

    def _said(self, attributes: Attributes) -> tuple[Said, ...]:
        """Return what is the matter with a job that goes on."""
        reasons = reasons_of(attributes)
        failed = ERRORS in reasons and self.queued  # as CUPS has it while it will try again
        keywords = [each for each in reasons if not (failed and each == ERRORS)]
        return (*told([*keywords, *self._printer_reasons(attributes)]), *((FILTER_FAILED,) if failed else ()))

    def _look(self, attributes: Attributes) -> JobState | None:
        """Take in how the job stands, at a queue and at the printer behind it."""
        state = state_of(attributes)
        self.again |= self.begun and state in {JobState.PENDING, JobState.HELD}
        self.begun |= state is JobState.PROCESSING
        if self.behind:
            self.seen = self.behind.look()
        self.sheets = self._counted(attributes)
        return state

    def _ended(self, state: JobState, attributes: Attributes) -> Outcome:
        end, why = ended(state, attributes)
        end, why = believed(end, why, self.seen, again=self.again)
        if end is End.PRINTED and not self.tells_the_end:
            end = End.HANDED_OVER
        return Outcome(end, self.number, self.sheets, why)

    def cancel(self) -> Outcome:
        """Cancel the job, and return what the printer says has become of it."""
        self.tell(Moment(Stage.CANCELLING, self.sheets))
        if self.number is None:
            self.find()
        if self.number is None:
            return Outcome(End.UNKNOWN, None, 0, (LOST,)) if self.sent else Outcome(End.CANCELLED, None, 0)
        try:
            self.attributes()  # nobody else's job is cancelled
        except PrinterError as error:
            if isinstance(error, RefusedError) and error.status == NOT_FOUND:
                return Outcome(End.UNKNOWN, self.number, self.sheets, (FORGOTTEN,))
        self.drop()
        since = time.monotonic()
        while time.monotonic() - since < self.patience.reach_s:
            with contextlib.suppress(PrinterError):
                attributes = self.attributes()
                state = self._look(attributes)
                if state in ENDS and not self.seen.going_on:
                    outcome = self._ended(state, attributes)
                    return dataclasses.replace(outcome, why=()) if outcome.end is End.CANCELLED else outcome
            time.sleep(FIRST_WAIT_S)
        return Outcome(End.UNKNOWN, self.number, self.sheets, (UNCONFIRMED,))

    def drop(self) -> None:
        """Ask for it to be cancelled, and leave it at that."""
        with contextlib.suppress(PrinterError, EndedError):
            self.surely(Operation.CANCEL_JOB, {"job-id": self.number})

    def _counted(self, attributes: Attributes) -> int:
        """Return the sheets a printer counts; one that counts sides is asked for those.

        A queue of CUPS counts what has gone through its filters, whether or not its printer is there.
        """
        if self.seen.jobs:
            attributes = self.seen.going_on or self.seen.jobs[0]
        elif self.queued:
            return self.sheets
        sheets, sides = (
            next((each for each in attributes.get(name, ()) if isinstance(each, int)), 0)
            for name in ("job-media-sheets-completed", "job-impressions-completed")
        )
        of_sides = sides if self.request.sides is Sides.ONE else -(-sides // 2)
        return min(max(sheets or of_sides, self.sheets, 0), self.request.sheets)

    def _printer_reasons(self, attributes: Attributes) -> Iterable[str]:
        if "job-printer-state-reasons" in attributes:  # a queue says it with a job that it has begun
            words = " ".join(texts(attributes, "job-printer-state-message"))
            reasons = _keywords(attributes, "job-printer-state-reasons")
            return (*reasons, *self.seen.reasons, *(() if self.seen.answers else reasons_in(words)))
        with contextlib.suppress(PrinterError):
            about = {"requested-attributes": ["printer-state-reasons"]}
            answer = self.connection.ask(Operation.GET_PRINTER_ATTRIBUTES, about)
            return _keywords(answer.first, "printer-state-reasons")
        return ()


def state_of(attributes: Attributes) -> JobState | None:
    """Return how a job stands; None where that is not said, or not understood."""
    number = next(iter(attributes.get("job-state", ())), None)
    return next((state for state in JobState if state == number), None)


def ended(state: JobState, attributes: Attributes) -> tuple[End, tuple[Said, ...]]:
    """Return what has become of a job, and why; it is printed only where nothing speaks against it."""
    reasons, end = reasons_of(attributes), ENDS[state]
    why = told(reasons)
    if end is End.PRINTED:
        words = " ".join(texts(attributes, "job-printer-state-message"))
        if words:
            why = (*why, Said(f"ended the job with the words “{words[:MOST_TOLD]}”", LOOK))
        if words or ERRORS in reasons:
            end = End.UNKNOWN
    return end, why


def reasons_of(attributes: Attributes) -> list[str]:
    """Return the keywords a job's state is explained with."""
    return _keywords(attributes, "job-state-reasons")


def _keywords(attributes: Attributes, name: str) -> list[str]:
    return [each[:LONGEST_KEYWORD] for each in texts(attributes, name)[:MOST_REASONS]]
