"""A leaflet sent to a printer, once.

Nothing is ever printed twice. A job that holds no document prints nothing, so it may be asked for again; a document
goes out once, and where no answer came the printer is asked what it has.
"""

from __future__ import annotations

import contextlib
import dataclasses
import time
from typing import TYPE_CHECKING, Any

from handouts.printing.ipp import LostError, Operation, PrinterError
from handouts.printing.job import FIRST_WAIT_S, reasons_of, state_of
from handouts.printing.outcome import (
    CUT,
    LOST,
    NOT_REACHED,
    UNCONFIRMED,
    End,
    EndedError,
    JobState,
    Moment,
    Outcome,
    Stage,
)
from handouts.printing.reasons import refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from handouts.printing.job import Job

PDF = "application/pdf"
TWO_STEPS = {Operation.CREATE_JOB, Operation.SEND_DOCUMENT}
UNFILLED = frozenset({"job-incoming", "job-data-insufficient"})  # the document is not there, or not whole
ATTEMPTS = 3  # at a job whose document did not arrive
UNSUPPORTED = 0x040B


class _UnfilledError(Exception):
    """The job is cancelled, and its document had not arrived: it may be sent again."""


def deliver(job: Job, document: bytes, operations: frozenset[int]) -> Outcome:
    """Send the document and follow its job to the end; Ctrl-C cancels it.

    ``operations`` are those the printer knows; without any it is taken to know all.
    """
    send = _at_once if operations and not operations >= TWO_STEPS else _in_two_steps
    try:
        return _delivered(job, document, send)
    except KeyboardInterrupt:  # while the job was being cancelled; one without its document prints nothing
        end, why = (End.UNKNOWN, (UNCONFIRMED,)) if job.sent else (End.CANCELLED, ())
        return Outcome(end, job.number, job.sheets, why, interrupted=True)


def _delivered(job: Job, document: bytes, send: Callable[[Job, bytes], None]) -> Outcome:
    try:
        try:
            for _ in range(ATTEMPTS):
                with contextlib.suppress(_UnfilledError):
                    send(job, document)
                    return job.follow()
            raise EndedError(End.FAILED, CUT)
        except KeyboardInterrupt:
            return dataclasses.replace(job.cancel(), interrupted=True)
    except EndedError as ended:
        if job.number is not None and not job.sent:
            job.drop()
        return Outcome(ended.end, job.number, job.sheets, ended.why)


def _in_two_steps(job: Job, document: bytes) -> None:
    """Make a job, then give it its document."""
    _create(job)
    about = {"job-id": job.number, "document-format": PDF, "last-document": True}
    _give(job, Operation.SEND_DOCUMENT, about, {}, document)


def _create(job: Job) -> None:
    """Ask for a job; as it prints nothing without a document, it may be asked for again."""
    for _ in range(ATTEMPTS):
        try:
            answer = job.surely(Operation.CREATE_JOB, _about(job), job.request.attributes)
        except LostError:
            job.find()
        else:
            job.learn(answer.first)
            if answer.unsupported:
                raise EndedError(End.FAILED, refused(UNSUPPORTED, answer.unsupported))
        if job.number is not None:
            return
    raise EndedError(End.FAILED, NOT_REACHED)


def _at_once(job: Job, document: bytes) -> None:
    """Send job and document together, to a printer that knows no other way."""
    about = _about(job) | {"document-format": PDF}
    with contextlib.suppress(LostError):
        answer = job.surely(Operation.VALIDATE_JOB, about, job.request.attributes)
        if answer.unsupported:
            raise EndedError(End.FAILED, refused(UNSUPPORTED, answer.unsupported))
    _give(job, Operation.PRINT_JOB, about, job.request.attributes, document)


def _give(
    job: Job, operation: Operation, about: Mapping[str, Any], template: Mapping[str, Any], document: bytes
) -> None:
    """Let the document go out; where no answer comes, see what the printer has."""
    job.tell(Moment(Stage.SENDING))
    job.sent = True
    try:
        job.learn(job.surely(operation, about, template, document).first)
    except EndedError:
        job.sent = False  # refused, or never reached
        raise
    except LostError:
        if job.number is None:
            job.find()
        if job.number is None:
            raise EndedError(End.UNKNOWN, LOST) from None
        _see_whether_it_arrived(job)


def _about(job: Job) -> dict[str, Any]:
    return {"job-name": job.token, "ipp-attribute-fidelity": True}


def _see_whether_it_arrived(job: Job) -> None:
    """Return once the printer has the whole document.

    Raises:
        _UnfilledError: it has not, and the job is cancelled.
        EndedError: that cannot be known.
    """
    since = time.monotonic()
    while time.monotonic() - since < job.patience.vanished_s:
        with contextlib.suppress(PrinterError):
            attributes = job.attributes()
            if not UNFILLED.intersection(reasons_of(attributes)) and state_of(attributes) is not JobState.HELD:
                return
            if time.monotonic() - since > job.patience.reach_s:
                _start_anew(job, begun=state_of(attributes) is JobState.PROCESSING)
        time.sleep(FIRST_WAIT_S)
    raise EndedError(End.UNKNOWN, LOST)


def _start_anew(job: Job, *, begun: bool) -> None:
    """Cancel a job whose document is not whole; what may have printed a part of it is not sent once more."""
    outcome = job.cancel()
    if outcome.end is not End.CANCELLED or outcome.sheets or begun:
        raise EndedError(outcome.end, *(outcome.why or (LOST,)))
    job.number, job.sent = None, False
    raise _UnfilledError
