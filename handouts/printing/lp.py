"""The lp command, for a clinic that chooses it on purpose: it takes a leaflet to a queue, and says no more.

The only door to programs in this room. No word of an option goes through a shell, and the leaflet goes through a pipe:
no file of ours is left behind. CUPS keeps what it keeps.
"""

from __future__ import annotations

import dataclasses
import os
import re
import shutil
import subprocess
from typing import TYPE_CHECKING, Any, NoReturn

from handouts.errors import OutputError, Place, Problem
from handouts.model.printing import Colour, Sides
from handouts.model.typography import printable
from handouts.printing.media import hundredths, measured_medium
from handouts.printing.printer import read_printer
from handouts.printing.ticket import FINISHINGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from handouts.model.printing import Ticket
    from handouts.printing.printable import Printable
    from handouts.printing.printer import Printer

# Said with every option, as a queue may have others by default, and a user's own lpoptions too.
FIXED = {
    "document-format": "application/pdf",
    "print-scaling": "none",
    "number-up": "1",
    "page-set": "all",
    "mirror": "false",
    "job-sheets": "none",
}
LETTERS = {"copies": "-n", "page-ranges": "-P"}  # the options that lp has a letter for
PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:,/-]{0,254}")  # lp parts an option's text at blanks, quotes and braces
QUEUE = re.compile(r"(?![-.])[^\s\x00-\x1f\x7f/#'\"\\?]{1,127}")  # `lp -d` takes what follows a slash for an instance
ANSWER = re.compile(r"request id is (?P<job>\S+-\d+)(?: |$)", re.MULTILINE)
OWN_NAME = re.compile(r"^\S*lp: ")
BEFORE_SENDING = re.compile("Error - (?!unable to queue)|Destination .* is not accepting jobs")  # of CUPS 2.4's lp
TIMEOUT_S = 60.0
UNKNOWN = "lp-unknown"  # the code of a problem that leaves it open whether the queue has the leaflet
MOST_TOLD = 200  # letters of lp's own words
NO_LP = "Install it (Debian: cups-client), or print over IPP: leave --via out."
NO_QUEUE = "See which queues there are with: handouts printers"
LOOK = "Look at the queue with `lpstat -o` before you print again."
ONLY_QUEUED = "The queue has it; whether it came out is not known: lp does not say."


def lp_options(attributes: Mapping[str, Any], medium: str) -> list[str]:
    """Return a job's IPP attributes as arguments of lp.

    ``medium`` is the standard name of the paper (PWG 5101.1). It is always named: a queue that lacks a named paper
    cancels the job, one that is told its measures alone prints on another (CUPS 2.4). A tray reaches the printer as
    `media-col` alone; CUPS drops ``media=A4,tray-2`` and ``media-source=tray-2`` without a word.

    Raises:
        OutputError: a value cannot be said to lp without being taken for something else.
    """
    asked = {name: value for name, value in attributes.items() if name not in {"media", "media-col"}}
    written = {name: _written(name, value) for name, value in (FIXED | asked | {"media": medium}).items()}
    if tray := attributes.get("media-col", {}).get("media-source"):
        written["media-col"] = f"{{media-source={_written('media-source', tray)}}}"
    return list(_arguments(written))


def presumed(queue: str, leaflet: Printable, ticket: Ticket) -> Printer:
    """Return a queue that can do all that is asked: lp cannot say what it can."""
    paper = measured_medium(hundredths(leaflet.width_mm), hundredths(leaflet.height_mm))
    finishings = frozenset(FINISHINGS[each][0] for each in ticket.finish)
    trays = (ticket.tray,) if ticket.tray else ()
    return dataclasses.replace(
        read_printer(queue, "", {}),
        loaded=(paper,),
        sides=frozenset(Sides),
        colours=frozenset(Colour),
        modes=frozenset({"color", "monochrome"}),
        trays=trays,
        finishings=finishings,
        most_copies=ticket.copies,
        page_ranges=True,
        collates=True,
    )


def hand_over(document: bytes, queue: str, options: Sequence[str], title: str, *, timeout_s: float = TIMEOUT_S) -> str:
    """Give a PDF to a queue with lp, and return the name the job has there, as ``clinic-12``.

    That lp ends well says that the job is queued; whether it came out is not known (`ONLY_QUEUED`). Everyone on the
    machine can read ``options`` and ``title``: they hold the document's number, never a patient's name.

    Raises:
        OutputError: there is no lp, or it refuses (nothing is queued), or it does not say (code `UNKNOWN`).
    """
    if not QUEUE.fullmatch(queue):
        raise _problem(queue, "no-such-queue", "A queue cannot have this name.", NO_QUEUE)
    program = shutil.which("lp")
    if program is None:
        raise _problem(queue, "no-lp", "The lp command is not installed.", NO_LP)
    command = [program, "-d", queue, "-t", printable(title), *options, "-"]
    try:
        result = subprocess.run(  # noqa: S603 - a list, every word of it checked
            command,
            input=document,
            capture_output=True,
            check=False,
            timeout=timeout_s,
            env=os.environ | {"LC_ALL": "C"},
        )
    except subprocess.TimeoutExpired:
        message = f"lp has not ended within {timeout_s:.0f} seconds; whether the queue has the leaflet is not known."
        raise _problem(queue, UNKNOWN, message, LOOK) from None
    except OSError as error:
        raise _problem(queue, "no-lp", f"The lp command cannot be run: {error.strerror}.", NO_LP) from None
    if result.returncode:
        _refused(queue, result)
    answer = ANSWER.search(result.stdout.decode(errors="replace"))
    if answer is None:
        message = "lp ended well, but named no job; whether the queue has the leaflet is not known."
        raise _problem(queue, UNKNOWN, message, LOOK)
    return printable(answer["job"])


def _arguments(written: Mapping[str, str]) -> Iterator[str]:
    for name, value in written.items():
        yield from (LETTERS[name], value) if name in LETTERS else ("-o", f"{name}={value}")


def _written(name: str, value: Any) -> str:
    """Write a value as lp reads it: several after commas, a range of pages with a hyphen, yes and no as true and false.

    Raises:
        OutputError: it is not a plain word or number.
    """
    if isinstance(value, tuple) and name == "page-ranges":
        text = "-".join(str(end) for end in value)
    elif isinstance(value, (list, tuple)):
        text = ",".join(_written(name, each) for each in value)
    else:
        text = str(value).lower() if isinstance(value, bool) else str(value)
    if not PLAIN.fullmatch(text):
        message = f"lp cannot be told {printable(text)[:MOST_TOLD]!r}."
        raise _problem(name, "lp-option", message, "Leave this option out, or print over IPP: leave --via out.")
    return text


def _refused(queue: str, result: subprocess.CompletedProcess[bytes]) -> NoReturn:
    """Say why lp gave up; that nothing is queued only where its own words say so, as it may fail after sending too."""
    lines = result.stderr.decode(errors="replace").strip().splitlines() or [f"exit code {result.returncode}"]
    words = printable(OWN_NAME.sub("", lines[0]))[:MOST_TOLD].rstrip(".")
    if BEFORE_SENDING.match(words):
        raise _problem(queue, "lp-refused", f"lp did not take it: {words}. Nothing is queued.", NO_QUEUE)
    message = f"lp failed: {words}. Whether the queue has the leaflet is not known."
    raise _problem(queue, UNKNOWN, message, LOOK)


def _problem(place: str, code: str, message: str, hint: str) -> OutputError:
    return OutputError(Problem(code, message, hint, Place(printable(place))))
