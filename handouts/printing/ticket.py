"""What is asked, held against what the printer can do: the attributes of the job, or every reason why not. Pure."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from handouts.errors import OutputError, Place, Problem
from handouts.model.printing import Colour, Finish, Sides
from handouts.printing.media import hundredths, measured_medium, medium_name
from handouts.printing.printer import NO_FINISHING, State, as_jobs_may_ask

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from handouts.model.printing import Ticket
    from handouts.printing.media import Medium
    from handouts.printing.printable import Printable
    from handouts.printing.printer import Printer

PDF = "application/pdf"
AUTO, BY_HAND = "auto", "manual"  # the tray that the printer chooses, and the slit that sheets are put into one by one
COLLATED = "separate-documents-collated-copies"
SIDES = {Sides.ONE: "one-sided", Sides.LONG: "two-sided-long-edge", Sides.SHORT: "two-sided-short-edge"}
COLOURS = {Colour.COLOUR: ("color", "auto"), Colour.GREY: ("monochrome", "process-monochrome", "auto-monochrome")}
# The values of `finishings` that do it, the one that leaves most to the printer first (PWG 5100.1). A hole on another
# edge than the one where lines begin goes through words.
FINISHINGS: Mapping[Finish, tuple[int, ...]] = {
    Finish.STAPLE: (4, 20, 28, 24, 21, 29, 22, 23),
    Finish.PUNCH: (5, 74, 78, 82, 86, 70, 71),
    Finish.BOOKLET: (13, 8, 93),
}
PUNCH_RIGHT = (76, 80, 84, 88, 72, 73)  # a leaflet that runs from right to left is bound on the right


@dataclasses.dataclass(frozen=True, slots=True)
class Request:
    """A leaflet's job: the attributes it is sent with, how often, and how many sheets each job is.

    ``notes`` are what is done otherwise than might be expected; ``pages`` those that are asked for, all without any.
    """

    attributes: Mapping[str, Any]
    jobs: int
    sheets: int
    sides: Sides
    copies: int
    medium: Medium
    notes: tuple[str, ...] = ()
    pages: tuple[tuple[int, int], ...] = ()


def fit(ticket: Ticket, leaflet: Printable, printer: Printer) -> Request:
    """Return the job that prints a leaflet as its ticket asks.

    Raises:
        OutputError: the printer cannot, or will not at present; with every reason.
    """
    asked = _Asked(ticket, leaflet, printer)
    problems = [
        *asked.standing(),
        *asked.paper(),
        *asked.pages(),
        *asked.both_sides(),
        *asked.colours(),
        *asked.finishing(),
    ]
    if problems:
        raise OutputError(*problems)
    return asked.request()


class _Asked:
    def __init__(self, ticket: Ticket, leaflet: Printable, printer: Printer) -> None:
        self.ticket, self.leaflet, self.printer = ticket, leaflet, as_jobs_may_ask(printer)
        self.attributes: dict[str, Any] = {}
        self.notes = list[str]()
        self.count = sum(last - first + 1 for first, last in ticket.pages) or leaflet.pages
        self.sides = Sides.ONE
        self.medium: Medium | None = None

    def standing(self) -> Iterator[Problem]:
        """Refuse a printer that is told not to print, or that takes no PDF."""
        printer = self.printer
        words = f": “{printer.message.rstrip('.')}”" if printer.device and printer.message else ""
        if not printer.accepting:
            hint = f"Let it take jobs again: cupsaccept {printer.queue}"
            yield self._problem("not-accepting", f"It takes no jobs at present{words}.", hint)
        reasons = {reason.removesuffix("-report") for reason in printer.reasons}
        if printer.state is State.STOPPED and (not reasons or "paused" in reasons):
            hint = f"Let it go on at its display, or with: cupsenable {printer.queue}"
            yield self._problem("paused", f"It is paused{words}.", hint)
        if printer.formats and PDF not in printer.formats:
            yield self._problem("no-pdf", "It does not take PDF.", "Print through a queue of CUPS, which turns it.")

    def paper(self) -> Iterator[Problem]:
        """Find the paper that is the leaflet's, in the tray that is asked for."""
        printer, asked = self.printer, self.ticket.tray
        tray = self._tray()
        if asked and tray is None:
            known = f"It has: {', '.join(printer.trays)}." if printer.trays else "It names none that can be chosen."
            yield self._problem("no-such-tray", f"It has no tray {asked}.", known, asked)
        tray = None if tray == AUTO else tray
        there, placed = self._sheets(tray)
        self.medium = self._plainest(there)
        if self.medium is None:
            yield self._wrong_paper(tray, there)
            return
        if printer.loaded is None:
            self._note(f"does not say which paper is loaded; this leaflet needs {self._wanted()}")
        elif not placed:
            self._note(f"does not say what {tray} holds; this leaflet needs {self._wanted()}")
        if tray is None and printer.may_ask("media"):
            self.attributes["media"] = self.medium.name
        elif printer.may_ask("media-col"):
            sides = hundredths(self.medium.width_mm), hundredths(self.medium.height_mm)
            size = dict(zip(("x-dimension", "y-dimension"), sides, strict=True))
            self.attributes["media-col"] = {"media-size": size} | ({"media-source": tray} if tray else {})
        else:
            self._note(f"lets no paper be chosen; this leaflet needs {self._wanted()}")
        if "number-up" in printer.creation:
            self.attributes["number-up"] = 1
        if "none" in printer.scaling:
            self.attributes["print-scaling"] = "none"
        else:
            self._note("does not say whether it prints at full size")

    def pages(self) -> Iterator[Problem]:
        """Find the pages and the number of copies."""
        ranges, pages = list(self.ticket.pages), self.leaflet.pages
        if not ranges:
            return
        if ranges[-1][1] > pages:
            told = "1 page" if pages == 1 else f"{pages} pages"
            yield self._problem("no-such-page", f"{self.leaflet.name} has {told}.", "Ask for pages that are there.")
        if not self.printer.page_ranges:
            hint = "Print the whole leaflet, or through a queue of CUPS."
            yield self._problem("no-page-ranges", "It cannot print some pages only.", hint)
        if self.leaflet.booklet and any(first % 2 == 0 or last % 2 == 1 for first, last in ranges):
            hint = "Print whole sheets, front and back: --pages 1-2"
            yield self._problem("half-a-sheet", "A part of a booklet is some of its sheets.", hint)
        self.attributes["page-ranges"] = ranges

    def both_sides(self) -> Iterator[Problem]:
        """Turn the sheet over the leaflet's own edge, or print one side where nothing else is asked for."""
        asked, turn, booklet = self.ticket.sides, self.leaflet.turn, self.leaflet.booklet
        self.sides = asked or (turn if self.count > 1 else Sides.ONE)
        if self._only_fronts_have_room() and not asked and self.sides is not Sides.ONE:
            self.sides = Sides.ONE
            self.notes.append("its back pages leave no room for holes, so it is printed on one side")
        if (turn is Sides.SHORT and asked is Sides.LONG) or (booklet and asked is Sides.ONE):
            hint = "Two pages stand on each side of its sheets: --sides short"
            yield self._problem("wrong-edge", f"{self.leaflet.name} is printed over the short edge.", hint)
        elif self.sides is not Sides.ONE and self.sides not in self.printer.sides:
            yield from self._one_side()
        if self.printer.sides:
            self.attributes["sides"] = SIDES[self.sides]

    def _one_side(self) -> Iterator[Problem]:
        """Refuse what is asked of a printer that cannot turn the sheets so, or print on one side and say it."""
        can, edge = self.printer.sides, f"the {self.sides} edge"
        turns = bool(can - {Sides.ONE})
        if self.leaflet.booklet or self.ticket.sides:
            what = f"turn sheets over {edge}" if turns else "print on both sides of a sheet"
            hint = "Print on one side with --sides one, or choose another printer."
            if self.leaflet.booklet:
                hint = "Choose another printer, or print the leaflet that is no booklet: leave --impose out."
            yield self._problem("one-sided", f"It cannot {what}.", hint)
            return
        self.sides = Sides.ONE
        if turns:
            self._note(f"does not turn sheets over {edge}, so it prints on one side")
        else:
            self._note(
                "prints on one side only" if can else "does not say that it prints on both sides; expect one side"
            )

    def colours(self) -> Iterator[Problem]:
        """Print in colour where there is any, unless the leaflet or the ticket says grey."""
        asked, can = self.ticket.colour, self.printer.colours
        if asked and can and asked not in can:
            able = " and ".join(sorted(map(str, can)))
            yield self._problem("no-such-colour", f"It does not print in {asked}.", f"It prints in {able}.")
        wanted = asked or (Colour.GREY if self.leaflet.grey else Colour.COLOUR)
        chosen = wanted if wanted in can else next(iter(sorted(can)), wanted)
        mode = next((each for each in COLOURS[chosen] if each in self.printer.modes), None)
        if mode:
            self.attributes["print-color-mode"] = mode
        elif asked and can != {asked}:
            self._note("does not let colour or grey be chosen")

    def finishing(self) -> Iterator[Problem]:
        """Staple, punch or fold where the printer can; otherwise say that nothing of it is wanted."""
        values, can = [], {kind: self._value(kind) for kind in Finish}
        for finish in dict.fromkeys(self.ticket.finish):
            value = can[finish]
            if value is None:
                able = [kind for kind in Finish if can[kind]]
                hint = f"It can do: {', '.join(able)}." if able else "Leave --finish out, or choose another printer."
                yield self._problem("no-finishing", f"It cannot do this: {finish}.", hint)
            else:
                values.append(value)
        yield from self._spoiled()
        if self.printer.finishings:
            self.attributes["finishings"] = values or [NO_FINISHING]

    def _value(self, finish: Finish) -> int | None:
        on_the_right = finish is Finish.PUNCH and self.leaflet.right_to_left
        values = PUNCH_RIGHT if on_the_right else FINISHINGS[finish]
        return next((each for each in values if each in self.printer.finishings), None)

    def _spoiled(self) -> Iterator[Problem]:
        """Refuse to fold what is no booklet, and to punch where words stand."""
        leaflet, finish = self.leaflet, self.ticket.finish
        if Finish.BOOKLET in finish and not leaflet.booklet:
            hint = "Make it one: --impose booklet"
            yield self._problem("no-booklet", f"{leaflet.name} is not laid out as a booklet.", hint)
        if Finish.PUNCH in finish and not leaflet.made_as.punch:
            hint = "Make it with room for them: --punch"
            yield self._problem("no-punch-margin", f"{leaflet.name} leaves no room for holes.", hint)
        elif Finish.PUNCH in finish and self._only_fronts_have_room() and self.sides is not Sides.ONE:
            hint = "Make it for both sides: --two-sided"
            yield self._problem("no-punch-margin", f"{leaflet.name} leaves no room for holes on its back pages.", hint)

    def request(self) -> Request:
        """Return the job, once nothing speaks against it."""
        copies, printer = self.ticket.copies, self.printer
        # Unless told otherwise, a printer may print each page as often as it is wanted before the next one, or begin a
        # copy on the back of another: only a copy that just fills a sheet is safe.
        fills_a_sheet = self.count == (1 if self.sides is Sides.ONE else 2)
        together = copies <= printer.most_copies and (printer.collates or fills_a_sheet or copies == 1)
        jobs = 1 if together else copies
        if printer.most_copies > 1:
            self.attributes["copies"] = copies // jobs
        if printer.collates and copies > jobs:
            self.attributes["multiple-document-handling"] = COLLATED
        sheets = self._sheets_of_a_copy() * copies // jobs
        assert self.medium  # noqa: S101 - or paper() told a problem
        notes, pages = tuple(self.notes), self.ticket.pages
        return Request(self.attributes, jobs, sheets, self.sides, copies // jobs, self.medium, notes, pages)

    def _sheets_of_a_copy(self) -> int:
        return self.count if self.sides is Sides.ONE else -(-self.count // 2)

    def _only_fronts_have_room(self) -> bool:
        made_as = self.leaflet.made_as
        return made_as.punch and not made_as.two_sided and self.leaflet.turn is Sides.LONG

    def _tray(self) -> str | None:
        asked = _bare(self.ticket.tray or "")
        return next((tray for tray in self.printer.trays if asked and _bare(tray) in {asked, f"tray{asked}"}), None)

    def _sheets(self, tray: str | None) -> tuple[Sequence[Medium], bool]:
        """Return the sheets that may be meant, and whether they are known to lie where they are asked for."""
        loaded = self.printer.loaded
        if loaded is None:
            return self.printer.takes, True
        if tray is None:
            return loaded, True
        placed = [each for each in loaded if each.tray == tray]
        if tray == BY_HAND and not placed:
            return self.printer.takes, False
        return placed or [each for each in loaded if each.tray in {"", AUTO}], bool(placed)

    def _plainest(self, sheets: Sequence[Medium]) -> Medium | None:
        """Return the leaflet's paper; by its plain name if there is one, as one without margins is printed enlarged."""
        size = self.leaflet.width_mm, self.leaflet.height_mm
        fitting = [each for each in sheets if each.measures(*size)]
        otherwise = self.printer.fitting(*size) if sheets is self.printer.takes else None
        return min(fitting, key=lambda each: each.name != medium_name(*size), default=otherwise)

    def _wrong_paper(self, tray: str | None, there: Sequence[Medium]) -> Problem:
        loaded, wanted = self.printer.loaded, self._wanted()
        hint = f"Load {wanted}, or make the leaflet for the paper that is there: --paper"
        if loaded is None:
            what = f"the {'queue' if self.printer.device else 'printer'} does not know that paper"
        else:
            told = ", ".join(f"{each.shown}{f' ({each.tray})' * bool(each.tray)}" for each in there or loaded)
            what = f"loaded is {told or 'no paper'}"
            what = what if there or not tray else f"{tray} holds no paper that is known, {what}"
            elsewhere = self._plainest([each for each in loaded if each.tray not in {"", AUTO}])
            hint = f"There is {wanted} in another tray: --tray {elsewhere.tray}" if elsewhere else hint
        return self._problem("wrong-paper", f"{self.leaflet.name} is for {wanted}; {what}.", hint)

    def _wanted(self) -> str:
        return measured_medium(hundredths(self.leaflet.width_mm), hundredths(self.leaflet.height_mm)).shown

    def _note(self, what: str) -> None:
        self.notes.append(f"{self.printer.name} {what}")

    def _problem(self, code: str, message: str, hint: str, words: str = "") -> Problem:
        return Problem(code, message, hint, Place(self.printer.name), words=words)


def _bare(tray: str) -> str:
    """Return what a tray is told by: ``2`` for tray-2, Tray 2 and 2."""
    letters = "".join(letter for letter in tray.casefold() if letter.isalnum())
    return letters.replace("tray", "") or letters
