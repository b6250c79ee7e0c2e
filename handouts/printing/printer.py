"""What a printer says of itself: its attributes to one frozen value.

A printer may say anything: what has not the form it should have is left out, and nothing here raises. The attributes
are those of RFC 8011, PWG 5100.3 (finishings, trays), 5100.7 (job-creation-attributes), 5100.13 (printer-supply), and
CUPS's (device-uri, marker-*).
"""

from __future__ import annotations

import dataclasses
import enum
import urllib.parse
from collections.abc import Mapping
from typing import Any

from handouts.model.printing import Colour, Sides
from handouts.printing.media import Medium, hundredths, measured_medium, read_medium
from handouts.printing.supplies import Supply, read_supplies
from handouts.printing.values import collections, flag, integers, last_of_range, texts, without_user

Attributes = Mapping[str, tuple[Any, ...]]

STATES = {3: "idle", 4: "printing", 5: "stopped"}
SIDES = {"one-sided": Sides.ONE, "two-sided-long-edge": Sides.LONG, "two-sided-short-edge": Sides.SHORT}
COLOURS = {
    "color": Colour.COLOUR,
    "monochrome": Colour.GREY,
    "process-monochrome": Colour.GREY,
    "auto-monochrome": Colour.GREY,
}
COLLATED = "separate-documents-collated-copies"
ASKED_ITSELF = ("ipp://", "ipps://")
NO_FINISHING = 3
TELLING = ("ipp:", "ipps:", "http:", "https:", "dnssd:", "implicitclass:")  # how a queue reaches one that tells
DEFAULT_QUEUE = 0x20000  # a bit of CUPS's printer-type
# What a printer can do with a job that may not come with an option: with it, the job would be refused.
WITHOUT: Mapping[str, Mapping[str, Any]] = {
    "copies": {"most_copies": 1},
    "finishings": {"finishings": frozenset()},
    "media-col": {"trays": ()},
    "multiple-document-handling": {"collates": False},
    "page-ranges": {"page_ranges": False},
    "print-color-mode": {"modes": frozenset()},
    "print-scaling": {"scaling": frozenset()},
    "sides": {"sides": frozenset()},
}


class State(enum.StrEnum):
    """What a printer is doing."""

    IDLE = "idle"
    PRINTING = "printing"
    STOPPED = "stopped"
    UNKNOWN = "unknown"


@dataclasses.dataclass(frozen=True, slots=True)
class Printer:
    """A printer or queue, as it describes itself.

    ``loaded`` is None where it does not say what paper it holds; ``sides`` and ``colours`` are empty where it does not
    say; ``modes`` are its words for colour. ``creation`` names the options a job may come with. ``device`` is what
    stands behind a queue of a print server, "" for a printer itself; ``usual`` marks the queue that such a server takes
    where none is named. ``between`` are the smallest and the largest sheet where any size between is taken.
    """

    name: str
    address: str
    make: str
    state: State
    reasons: tuple[str, ...]
    message: str
    accepting: bool
    loaded: tuple[Medium, ...] | None
    takes: tuple[Medium, ...]
    sides: frozenset[Sides]
    colours: frozenset[Colour]
    trays: tuple[str, ...]
    finishings: frozenset[int]
    most_copies: int
    page_ranges: bool
    scaling: frozenset[str]
    collates: bool
    formats: frozenset[str]
    operations: frozenset[int]
    creation: frozenset[str]
    supplies: tuple[Supply, ...]
    device: str
    usual: bool = False
    modes: frozenset[str] = frozenset()
    between: tuple[Medium, Medium] | None = None

    @property
    def asks_device(self) -> bool:
        """Tell whether this is a queue whose printer can itself be asked over IPP."""
        return self.device.lower().startswith(ASKED_ITSELF)

    def may_ask(self, option: str) -> bool:
        """Tell whether a job may come with an option; a printer that does not say so takes every one that it knows."""
        return not self.creation or option in self.creation

    @property
    def tells_the_end(self) -> bool:
        """Tell whether a completed job has come out: a queue over USB or a bare socket has only passed it on."""
        return not self.device or self.device.lower().startswith(TELLING)

    @property
    def queue(self) -> str:
        """What CUPS's commands call it."""
        return urllib.parse.unquote(self.address.rpartition("/")[2]) if self.device else "QUEUE"

    def fitting(self, width_mm: float, height_mm: float) -> Medium | None:
        """Return the sheet of that size as this printer names it; None if it takes no such sheet."""
        found = next((each for each in self.takes if each.measures(width_mm, height_mm)), None)
        if found or self.between is None:
            return found
        least, most = self.between
        inside = least.width_mm <= width_mm <= most.width_mm and least.height_mm <= height_mm <= most.height_mm
        return measured_medium(hundredths(width_mm), hundredths(height_mm)) if inside else None


def read_printer(name: str, address: str, attributes: Attributes) -> Printer:
    """Return the printer that these attributes describe."""
    device = without_user(next(iter(texts(attributes, "device-uri")), ""))
    of_cups = bool(device) or "printer-type" in attributes
    state = next(iter(integers(attributes, "printer-state")), 0)
    supported = _media(attributes, "media-supported")
    least, most = ([each for each in supported if each.limit == limit] for limit in ("min", "max"))
    return Printer(
        name=name,
        address=address,
        make=next(iter(texts(attributes, "printer-make-and-model")), ""),
        state=State(STATES.get(state, "unknown")),
        reasons=tuple(each for each in texts(attributes, "printer-state-reasons") if each != "none"),
        message=next(iter(texts(attributes, "printer-state-message")), ""),
        accepting=flag(attributes, "printer-is-accepting-jobs", otherwise=True),
        # CUPS makes a queue's media-ready up from the default sizes of its PPD
        loaded=None if of_cups else _loaded(attributes),
        takes=tuple(each for each in supported if not each.limit),
        sides=frozenset(SIDES[each] for each in texts(attributes, "sides-supported") if each in SIDES),
        colours=_colours(attributes),
        trays=texts(attributes, "media-source-supported"),
        finishings=frozenset(integers(attributes, "finishings-supported")) - {NO_FINISHING},
        most_copies=last_of_range(attributes, "copies-supported", otherwise=1),
        page_ranges=flag(attributes, "page-ranges-supported", otherwise=False),
        scaling=frozenset(texts(attributes, "print-scaling-supported")),
        collates=COLLATED in texts(attributes, "multiple-document-handling-supported"),
        formats=frozenset(texts(attributes, "document-format-supported")),
        operations=frozenset(integers(attributes, "operations-supported")),
        creation=_creation(attributes),
        supplies=read_supplies(attributes),
        device=device,
        modes=frozenset(texts(attributes, "print-color-mode-supported")),
        usual=any(kind & DEFAULT_QUEUE for kind in integers(attributes, "printer-type")),
        between=(least[0], most[0]) if least and most else None,
    )


def with_device(queue: Printer, device: Printer) -> Printer:
    """Return a queue with what only the printer behind it can know: paper, trays, supplies, and what is wrong.

    It can do what both can: a queue remembers what its printer could when it was set up.
    """
    return dataclasses.replace(
        queue,
        state=State.STOPPED if device.state is State.STOPPED else queue.state,
        loaded=device.loaded,
        trays=device.trays or queue.trays,
        sides=queue.sides & device.sides if device.sides else queue.sides,
        colours=queue.colours & device.colours if device.colours else queue.colours,
        finishings=queue.finishings & device.finishings,
        supplies=device.supplies or queue.supplies,
        reasons=tuple(dict.fromkeys((*queue.reasons, *device.reasons))),
        message=queue.message or device.message,
    )


def as_jobs_may_ask(printer: Printer) -> Printer:
    """Return a printer as if it could do only what a job can ask of it."""
    lacking = [WITHOUT[option] for option in WITHOUT if not printer.may_ask(option)]
    return dataclasses.replace(printer, **{name: each[name] for each in lacking for name in each})


def _loaded(attributes: Attributes) -> tuple[Medium, ...] | None:
    """Return the sheets that lie in trays; by their measures, for these alone come with the tray."""
    named = tuple(each for each in _media(attributes, "media-ready") if not each.limit)
    found: list[Medium] = []
    for each in collections(attributes, "media-col-ready"):
        tray = next(iter(texts(each, "media-source")), "")
        known = next(iter(_media(each, "media-size-name")), None)
        sizes = collections(each, "media-size")
        sides = [integers(size, side) for size in sizes[:1] for side in ("x-dimension", "y-dimension")]
        measures = [side[0] for side in sides if len(side) == 1 and side[0] > 0]
        if len(measures) == len(("x", "y")):
            medium = measured_medium(measures[0], measures[1], tray)
            same = (one for one in named if one.measures(medium.width_mm, medium.height_mm))
            known = known or next(same, medium)
            found.append(dataclasses.replace(medium, name=known.name))
        elif known:
            found.append(dataclasses.replace(known, tray=tray))
    found += [one for one in named if not any(each.measures(one.width_mm, one.height_mm) for each in found)]
    return tuple(found) or None


def _creation(attributes: Attributes) -> frozenset[str]:
    said = frozenset(texts(attributes, "job-creation-attributes-supported"))
    # ippeveprinter, and what is made after it, leaves media-col out of the list, and takes it
    return said | {"media-col"} if said and texts(attributes, "media-col-supported") else said


def _media(attributes: Attributes, name: str) -> list[Medium]:
    return [medium for each in texts(attributes, name) if (medium := read_medium(each)) is not None]


def _colours(attributes: Attributes) -> frozenset[Colour]:
    modes = texts(attributes, "print-color-mode-supported")
    said = frozenset(COLOURS[each] for each in modes if each in COLOURS)
    if "color-supported" not in attributes:
        return said
    able = flag(attributes, "color-supported", otherwise=False)
    if not able:
        return said - {Colour.COLOUR} or frozenset({Colour.GREY})
    return said or frozenset({Colour.COLOUR})
