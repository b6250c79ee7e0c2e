"""What a printer says of itself, read: paper, trays, supplies; and answers that no printer should give."""

from __future__ import annotations

import pytest

from handouts.assets import look
from handouts.model.paper import PaperSize
from handouts.model.printing import Colour, Sides
from handouts.printing.media import Medium, measured_medium, medium_name, read_medium
from handouts.printing.printer import Printer, State, read_printer, with_device
from handouts.printing.supplies import Supply

A4 = "iso_a4_210x297mm"
DEVICE = {  # as a virtual IPP Everywhere printer answers, and CUPS for a queue that was made of it
    "printer-make-and-model": ("Example Printer",),
    "printer-state": (3,),
    "printer-state-reasons": ("none",),
    "printer-state-message": ("Idle.",),
    "printer-is-accepting-jobs": (True,),
    "media-ready": ("na_letter_8.5x11in", "na_number-10_4.125x9.5in"),
    "media-col-ready": (
        {"media-size": {"x-dimension": 21590, "y-dimension": 27940}, "media-source": "main"},
        {"media-size": {"x-dimension": 10477, "y-dimension": 24130}, "media-source": ["by-pass-tray"]},
    ),
    "media-supported": ("na_letter_8.5x11in", A4, "na_number-10_4.125x9.5in"),
    "media-source-supported": ("auto", "main", "by-pass-tray"),
    "sides-supported": ("one-sided", "two-sided-long-edge", "two-sided-short-edge"),
    "print-color-mode-supported": ("monochrome",),
    "color-supported": (False,),
    "copies-supported": ((1, 999),),
    "finishings-supported": (3, 4),
    "page-ranges-supported": (True,),
    "multiple-document-handling-supported": ("separate-documents-collated-copies",),
    "printer-supply": (
        b"index=1;class=receptacleThatIsFilled;type=wasteToner;unit=percent;maxcapacity=100;level=25;",
        b"index=2;class=supplyThatIsConsumed;type=toner;unit=percent;maxcapacity=100;level=4;colorantname=black;",
    ),
    "printer-supply-description": ("Toner Waste Tank", "Black Toner"),
}
QUEUE = DEVICE | {
    "device-uri": ("ipp://nurse:secret@printer.example:631/ipp/print",),
    "media-ready": (A4, "iso_dl_110x220mm"),
    "media-col-ready": ({"media-size": {"x-dimension": 21000, "y-dimension": 29700}},),
    "printer-supply": (),
    "printer-state-message": ("",),
}


def printer(attributes: dict[str, tuple[object, ...]] | None = None, **changes: tuple[object, ...]) -> Printer:
    asked = DEVICE if attributes is None else attributes
    return read_printer("clinic", "ipp://x/", asked | {name.replace("_", "-"): each for name, each in changes.items()})


@pytest.mark.parametrize(
    ("name", "shown", "width_mm", "height_mm"),
    [
        (A4, "A4", 210, 297),
        ("A4", "A4", 210, 297),
        ("A4.Borderless", "A4", 210, 297),
        ("na_letter_8.5x11in", "US Letter", 215.9, 279.4),
        ("Letter", "US Letter", 215.9, 279.4),
        ("iso_a4_210x297mm_borderless", "A4", 210, 297),
        ("custom_leaflet_100x200.5mm", "100 × 200.5 mm", 100, 200.5),
        ("om_small-photo_100x150mm", "100 × 150 mm", 100, 150),
    ],
)
def test_paper_is_shown_by_the_name_people_use(name: str, shown: str, width_mm: float, height_mm: float) -> None:
    medium = read_medium(name)
    assert medium is not None
    assert (medium.shown, medium.width_mm, medium.height_mm) == (shown, width_mm, height_mm)


@pytest.mark.parametrize(
    "name", ["", "plain", "Custom.WIDTHxHEIGHT", "iso_a4", "iso_a4_0x0mm", "iso_a4_210x297", "\x1b"]
)
def test_a_name_without_a_size_is_no_paper(name: str) -> None:
    assert read_medium(name) is None


@pytest.mark.parametrize("size", PaperSize.names(look()))
def test_our_own_paper_sizes_are_shown_by_their_own_names(size: str) -> None:
    paper = PaperSize.named(look(), size)
    medium = read_medium(medium_name(paper.width_mm, paper.height_mm))
    assert medium is not None
    assert medium.shown == paper.title
    assert not medium.name.startswith("custom")
    assert measured_medium(round(paper.width_mm * 100), round(paper.height_mm * 100)) == medium


def test_a_size_of_ones_own_has_a_name_that_says_its_measures() -> None:
    assert medium_name(100, 200.5) == "custom_100x200.5mm_100x200.5mm"


def test_a_printer_says_what_it_holds_and_can() -> None:
    found = printer()
    letter, envelope = found.loaded or ()
    assert letter == Medium("na_letter_8.5x11in", 215.9, 279.4, "main")
    assert (envelope.shown, envelope.tray) == ("No. 10 envelope", "by-pass-tray")
    assert (found.state, found.reasons, found.accepting) == (State.IDLE, (), True)
    assert found.sides == set(Sides)
    assert found.colours == {Colour.GREY}
    assert found.finishings == {4}
    assert (found.most_copies, found.page_ranges, found.collates) == (999, True, True)
    assert found.supplies == (
        Supply("Toner Waste Tank", "wasteToner", 25, low=False),
        Supply("Black Toner", "toner", 4, low=True),
    )


def test_a_queue_does_not_know_what_paper_lies_in_the_printer() -> None:
    queue = printer(QUEUE)
    assert queue.loaded is None
    assert queue.asks_device
    assert "secret" not in queue.device
    known = with_device(queue, printer(printer_state_reasons=("media-low-warning",)))
    assert [each.shown for each in known.loaded or ()] == ["US Letter", "No. 10 envelope"]
    assert known.reasons == ("media-low-warning",)
    assert known.message == "Idle."
    assert [each.name for each in known.supplies] == ["Toner Waste Tank", "Black Toner"]
    assert (known.name, known.device) == (queue.name, queue.device)


def test_a_queue_whose_printer_stands_still_is_not_ready() -> None:
    jammed = printer(printer_state=(5,), printer_state_reasons=("media-jam-error",))
    known = with_device(printer(QUEUE), jammed)
    assert (known.state, known.reasons) == (State.STOPPED, ("media-jam-error",))
    assert with_device(printer(QUEUE), printer(printer_state=(4,))).state is State.IDLE


def test_a_queue_over_a_cable_has_no_printer_to_ask() -> None:
    assert not printer(QUEUE | {"device-uri": ("usb://Example/Printer",)}).asks_device


@pytest.mark.parametrize(
    ("attributes", "colours"),
    [
        ({"print-color-mode-supported": ("auto", "color", "monochrome"), "color-supported": (True,)}, set(Colour)),
        ({"color-supported": (True,)}, {Colour.COLOUR}),
        ({"color-supported": (False,)}, {Colour.GREY}),
        ({"print-color-mode-supported": ("color", "monochrome"), "color-supported": (False,)}, {Colour.GREY}),
        ({}, set()),
    ],
)
def test_colour_is_what_can_be_asked_for(attributes: dict[str, tuple[object, ...]], colours: set[Colour]) -> None:
    assert printer(attributes).colours == colours


def test_markers_of_cups_tell_supplies_and_a_waste_tank_by_its_room() -> None:
    found = printer(
        marker_names=("Black", "Waste", "Drum"),
        marker_types=("toner", "waste-toner", "opc"),
        marker_levels=(14, 93, -3),
        marker_low_levels=(15, 0, 5),
        marker_high_levels=(100, 90, 100),
    )
    assert [(each.name, each.level, each.low) for each in found.supplies] == [
        ("Black", 14, True),
        ("Waste", 7, True),
        ("Drum", None, False),
    ]


def test_a_range_of_sizes_takes_a_sheet_between_its_ends() -> None:
    takes = (A4, "custom_min_76.2x127mm", "custom_max_215.9x355.6mm")
    found = printer(media_supported=takes)
    assert found.fitting(210, 297) == Medium(A4, 210, 297)
    half = found.fitting(139.7, 215.9)
    assert half is not None
    assert half.name == "na_invoice_5.5x8.5in"
    assert found.fitting(297, 420) is None
    assert printer(media_supported=(A4,)).fitting(148, 210) is None


@pytest.mark.parametrize(
    "odd", [(), (None,), (-1,), ("\x1b[2J\x00",), (b"\xff" * 9,), ({},), ([],), (object(),), (True,)]
)
def test_an_answer_of_any_kind_is_read(odd: tuple[object, ...]) -> None:
    found = read_printer("clinic", "ipp://x/", dict.fromkeys((*DEVICE, *QUEUE, "marker-names", "marker-levels"), odd))
    assert str(found).isprintable()
    assert "\x1b" not in f"{found.message}{found.make}{found.reasons}{found.device}{found.trays}"


def test_nested_answers_of_any_kind_are_read() -> None:
    odd = ({"media-size": 7, "media-source": None}, {"media-size": {"x-dimension": (1, 9), "y-dimension": "b"}}, 5)
    assert printer(media_col_ready=odd, media_ready=()).loaded is None
    assert printer(media_col_ready=odd, media_ready=("A4",)).loaded == (Medium(A4, 210, 297),)


def test_an_endless_answer_is_cut() -> None:
    found = printer(media_source_supported=tuple(map(str, range(100_000))), printer_state_message=("x" * 100_000,))
    assert len(found.trays) <= 1_000
    assert len(found.message) <= 1_023
