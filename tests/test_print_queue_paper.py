"""What reaches a printer through a queue of a real print server: the leaflet, at its own size, as it was asked for."""

from __future__ import annotations

import threading
from dataclasses import replace

import drawing
import pypdfium2
import pytest
from counterparts import OFFICE, Tray, wait_for
from delivering import LETTER, Sides, blank
from queued import once

from handouts import make_edition
from handouts.model.printing import Colour, Finish, Ticket
from handouts.printing.outcome import End, Stage

A4_POINTS = (595.276, 841.89)


def test_paper_that_the_queue_makes_up_is_not_believed(through, printer):
    printer.equip(replace(OFFICE, trays=(Tray("tray-1", "na_letter_8.5x11in"),), other_media=("iso_a4_210x297mm",)))
    printer.restart()
    words = through().refused()
    assert "for A4" in words
    assert "loaded is US Letter" in words
    assert through(leaflet=blank(2, LETTER)).request().medium.shown == "US Letter"


def three_pages():
    data = drawing.draw(body=drawing.PAGE * 5)
    return replace(blank(3), data=data, pages=len(pages(data)))


def pages(document):
    return pypdfium2.PdfDocument(document)


def drawn(document):
    return [page.render(scale=1).to_pil().convert("L").tobytes() for page in pages(document)]


def test_what_comes_out_is_the_leaflet_at_its_own_size(through, printer):
    leaflet = three_pages()
    assert through(leaflet=leaflet).end().end is End.PRINTED
    (received,) = printer.received
    assert drawn(received.document) == drawn(leaflet.data)
    for page in pages(received.document):
        assert page.get_mediabox()[2:] == pytest.approx(A4_POINTS, abs=0.1)
        assert page.get_rotation() == 0
    attributes = received.attributes
    assert "x-dimension=21000 y-dimension=29700" in attributes.get("IPP_MEDIA_COL", "") or (
        attributes["IPP_MEDIA"] == "iso_a4_210x297mm"
    )
    assert attributes["IPP_SIDES"] == "two-sided-long-edge"
    assert attributes.get("IPP_COPIES", "1") == "1"
    assert attributes.get("IPP_FINISHINGS", "none") == "none"


def test_what_is_asked_for_arrives_at_the_printer_once(through, printer):
    """The queue picks the pages out: the printer is not to pick again, nor the copies to be made by both."""
    asked = Ticket(2, Sides.ONE, Colour.GREY, tray="tray-2", finish=(Finish.STAPLE, Finish.PUNCH), pages=((2, 3),))
    leaflet = replace(three_pages(), made_as=make_edition(punch=True))
    assert through(leaflet=leaflet, ticket=asked).end().end is End.PRINTED
    (received,) = printer.received
    attributes = received.attributes
    assert drawn(received.document) == drawn(leaflet.data)[1:3]
    assert "IPP_PAGE_RANGES" not in attributes
    assert attributes["IPP_COPIES"] == "2"
    assert attributes["IPP_SIDES"] == "one-sided"
    assert attributes["IPP_PRINT_COLOR_MODE"] == "monochrome"
    assert "media-source=tray-2" in attributes["IPP_MEDIA_COL"]
    assert "x-dimension=21000 y-dimension=29700" in attributes["IPP_MEDIA_COL"]
    assert attributes["IPP_FINISHINGS"] == "punch-dual-left,staple-top-left"


def test_a_finish_that_would_be_dropped_on_the_way_is_refused(through, printer):
    """CUPS keeps exact finishings (20: staple top left) and drops general ones (4: staple); it says nothing of it."""
    printer.equip(replace(OFFICE, finishings=(3, 4, 5), sides=("one-sided",)))
    printer.restart()
    words = through(ticket=Ticket(sides=Sides.LONG, finish=(Finish.STAPLE,))).refused()
    assert "cannot do this: staple" in words
    assert "cannot print on both sides" in words


def test_two_jobs_at_once_are_printed_once_each(through, printer):
    printer.turn(up_to=0)
    first, second = through(leaflet=blank(2)), through(leaflet=blank(4))
    ends = []
    thread = threading.Thread(target=lambda: ends.append(first.end().end))
    thread.start()
    wait_for(lambda: printer.received, "the first is being printed")
    second.on = once(Stage.WAITING, lambda: printer.turn(up_to=None))
    assert second.end().end is End.PRINTED
    thread.join()
    assert ends == [End.PRINTED]
    assert [len(pages(each.document)) for each in printer.received] == [2, 4]
