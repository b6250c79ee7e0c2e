"""What is sent to a printer for a leaflet, and what is refused: a table of cases, as those at the printer tell them."""

from __future__ import annotations

import pytest
from ticketing import (
    A4,
    BOOK,
    BOTH,
    COLLATED,
    LETTER,
    MAY_ASK,
    NAMES,
    PUNCHED,
    TWO_UP,
    ask,
    leaflet,
    lying,
    notes,
    office,
    refused,
    sent,
)

from handouts.cli.printing.orders import Wanted
from handouts.model.printing import Colour, Finish, PrintDefaults, Sides, Ticket
from handouts.printing.outcome import End, Outcome
from handouts.printing.reasons import told
from handouts.printing.sentences import fault, printed


@pytest.mark.parametrize(
    ("paper", "asked", "sides", "sheets"),
    [
        (leaflet(4), {}, "two-sided-long-edge", 2),
        (leaflet(3), {}, "two-sided-long-edge", 2),
        (leaflet(1), {}, "one-sided", 1),
        (leaflet(4), {"sides": Sides.ONE}, "one-sided", 4),
        (leaflet(4), {"sides": Sides.SHORT}, "two-sided-short-edge", 2),
        (leaflet(4), {"pages": ((2, 2),)}, "one-sided", 1),
        (leaflet(4), {"pages": ((2, 4),)}, "two-sided-long-edge", 2),
        (BOOK, {}, "two-sided-short-edge", 2),
        (BOOK, {"pages": ((3, 4),)}, "two-sided-short-edge", 1),
        (TWO_UP, {}, "two-sided-short-edge", 1),
        (TWO_UP, {"sides": Sides.ONE}, "one-sided", 2),
        (leaflet(4, edition="punch"), {}, "one-sided", 4),  # only its front pages leave room for the holes
        (PUNCHED, {}, "two-sided-long-edge", 2),
    ],
)
def test_sides(paper, asked, sides, sheets):
    request = ask(office(), paper, **asked)
    assert (request.attributes["sides"], request.sheets) == (sides, sheets)


def test_a_printer_of_one_side_prints_one_and_says_so_but_makes_no_booklet():
    simple, silent = office(sides_supported=("one-sided",)), office("sides-supported")
    assert sent(simple)["sides"] == "one-sided"
    assert ask(simple).sheets == 4
    assert "one side only" in notes(simple)
    assert not notes(simple, leaflet(1))
    assert "sides" not in sent(silent)
    assert "does not say" in notes(silent)
    assert "one side" in notes(simple, TWO_UP)
    assert "--sides one" in refused(simple, sides=Sides.LONG)["one-sided"]
    told = refused(simple, BOOK)["one-sided"]
    assert "--sides one" not in told, "that is refused too"
    assert "booklet" in told
    assert "short edge" in refused(office(sides_supported=BOTH[:2]), BOOK)["one-sided"]
    assert set(refused(office(), BOOK, sides=Sides.LONG)) == {"wrong-edge"}
    assert set(refused(office(), BOOK, sides=Sides.ONE)) == {"wrong-edge"}


def test_half_a_sheet_of_a_booklet_is_not_printed():
    for pages in [((1, 1),), ((2, 3),), ((1, 2), (4, 4))]:
        assert "sheet" in refused(office(), BOOK, pages=pages)["half-a-sheet"]


@pytest.mark.parametrize(
    ("changes", "paper", "asked", "jobs"),
    [
        ({}, leaflet(3), 5, 1),
        ({}, leaflet(3), 21, 21),  # more than it takes
        ({"multiple_document_handling_supported": ()}, leaflet(3), 5, 5),  # no copy begins on another's back
        ({"multiple_document_handling_supported": ()}, leaflet(4), 5, 5),  # and no stack mixes their sheets
        ({"multiple_document_handling_supported": ()}, leaflet(2), 5, 1),
        ({"multiple_document_handling_supported": ()}, leaflet(1), 5, 1),
        ({"cannot_ask": ("multiple-document-handling",)}, leaflet(3), 5, 5),
        ({"cannot_ask": ("copies",)}, leaflet(1), 5, 5),
        ({"copies_supported": ()}, leaflet(1), 5, 5),
    ],
)
def test_copies(changes, paper, asked, jobs):
    printer = office(**changes)
    request = ask(printer, paper, copies=asked)
    assert (request.jobs, request.copies * request.jobs) == (jobs, asked)
    assert request.attributes.get("copies", 1) == request.copies
    if request.copies > 1 and paper.pages > 2:
        assert request.attributes["multiple-document-handling"] == COLLATED


def test_nothing_is_left_to_what_the_printer_does_by_default():
    assert sent(office()) == {
        "copies": 1,
        "finishings": [3],
        "media": NAMES[A4],
        "print-color-mode": "color",
        "print-scaling": "none",
        "sides": "two-sided-long-edge",
    }


@pytest.mark.parametrize("option", MAY_ASK)
def test_a_job_comes_only_with_options_that_the_printer_lets_it_have(option):
    assert option not in sent(office(cannot_ask=(option,)), copies=2)


def test_what_cannot_be_asked_for_is_refused_as_if_there_were_none():
    assert set(refused(office(cannot_ask=("finishings",)), finish=(Finish.STAPLE,))) == {"no-finishing"}
    assert set(refused(office(cannot_ask=("page-ranges",)), pages=((1, 2),))) == {"no-page-ranges"}
    assert set(refused(office(cannot_ask=("media-col",)), tray="tray-1")) == {"no-such-tray"}
    assert "one side" in notes(office(cannot_ask=("sides",)))
    assert "paper" in notes(office(cannot_ask=("media", "media-col")))


@pytest.mark.parametrize(
    ("modes", "able", "paper", "asked", "mode"),
    [
        (("color", "monochrome"), True, leaflet(), None, "color"),
        (("color", "monochrome"), True, leaflet(grey=True), None, "monochrome"),
        (("color", "monochrome"), True, leaflet(grey=True), Colour.COLOUR, "color"),
        (("color", "monochrome"), True, leaflet(), Colour.GREY, "monochrome"),
        (("monochrome",), False, leaflet(), None, "monochrome"),
        (("color", "process-monochrome"), True, leaflet(grey=True), None, "process-monochrome"),
        ((), True, leaflet(), None, None),
        ((), False, leaflet(), Colour.GREY, None),
    ],
)
def test_colour(modes, able, paper, asked, mode):
    printer = office(print_color_mode_supported=modes, color_supported=(able,))
    assert sent(printer, paper, colour=asked).get("print-color-mode") == mode


def test_what_a_printer_cannot_colour():
    grey = office(print_color_mode_supported=("monochrome",), color_supported=(False,))
    assert "grey" in refused(grey, colour=Colour.COLOUR)["no-such-colour"]
    assert "colour" in notes(office("color-supported", "print-color-mode-supported"), colour=Colour.GREY)


def test_pages():
    assert sent(pages=((1, 2), (4, 4)))["page-ranges"] == [(1, 2), (4, 4)]
    assert "4 pages" in refused(pages=((2, 5),))["no-such-page"]
    assert "1 page." in refused(office(), leaflet(1), pages=((2, 2),))["no-such-page"]
    assert ask(office(multiple_document_handling_supported=()), pages=((1, 3),), copies=2).jobs == 2


def test_no_queue_lays_two_pages_on_one_by_default():
    queue = office(job_creation_attributes_supported=(*MAY_ASK, "number-up"))
    assert sent(queue)["number-up"] == 1


def test_a_printer_that_takes_trays_needs_not_list_them_among_the_options():
    printer = office(cannot_ask=("media-col",), media_col_supported=("media-size", "media-source"))
    assert sent(printer, tray="1")["media-col"]["media-source"] == "tray-1"


def test_options_count_more_than_what_is_usual_for_the_edition():
    usual = PrintDefaults(tray="tray-2", sides=Sides.ONE, colour=Colour.GREY, finish=(Finish.STAPLE,))
    nothing = Wanted(None, 1, None, None, None, (), None, None, None)
    assert nothing.ticket(usual) == Ticket(1, Sides.ONE, Colour.GREY, "tray-2", (Finish.STAPLE,))
    chosen = Wanted(None, 2, "long", "colour", "auto", ("booklet",), ((1, 2),), None, None)
    assert chosen.ticket(usual) == Ticket(2, Sides.LONG, Colour.COLOUR, "auto", (Finish.BOOKLET,), ((1, 2),))


def test_what_came_out_and_what_did_not_is_said_in_sentences():
    printer, demo = office(), leaflet(1)
    one, many = ask(printer, demo), ask(printer, copies=2)
    assert printed(demo, one, printer, Outcome(End.PRINTED, 7, 1)) == (
        "demo: printed at reception, 1 sheet of A4 on one side (job 7)."
    )
    few = printed(demo, many, printer, Outcome(End.PRINTED, None, 3, told(["toner-low"])))
    assert few.startswith("demo: printed at reception, 4 sheets of A4 on both sides, 2 copies. reception has little")
    assert "3 of them only" in few
    for end, words in [(End.FAILED, "not printed"), (End.CANCELLED, "cancelled"), (End.UNKNOWN, "not known")]:
        for why in ((), told(["media-jam-error"])):
            problem = fault(demo, one, printer, Outcome(end, 7, 0, why))
            assert words in problem.message
            assert problem.message.endswith("reception has a paper jam." if why else ".")
            assert problem.hint.endswith(".")
    unsaid = fault(demo, one, printer, Outcome(End.UNKNOWN, 7, 0)).hint
    assert "before you print again" in unsaid, "more may well come out"


def test_everything_that_is_wrong_is_told_at_once():
    ready = {"media_ready": (NAMES[LETTER],), "media_col_ready": (lying("tray-1", LETTER),)}
    wrong = office(
        **ready,
        printer_is_accepting_jobs=(False,),
        printer_state=(5,),
        printer_state_reasons=("paused",),
        document_format_supported=("image/pwg-raster",),
        sides_supported=("one-sided",),
        finishings_supported=(3,),
        page_ranges_supported=(False,),
    )
    told = refused(wrong, tray="9", sides=Sides.LONG, finish=(Finish.BOOKLET,), pages=((1, 9),))
    assert set(told) == {
        *("not-accepting", "paused", "no-pdf", "no-such-tray", "wrong-paper", "one-sided", "no-finishing"),
        *("no-booklet", "no-page-ranges", "no-such-page"),
    }
    for reason in ("media-empty-error", "cover-open-error"):  # it goes on once someone has seen to it
        assert sent(office(printer_state=(5,), printer_state_reasons=(reason,)))
