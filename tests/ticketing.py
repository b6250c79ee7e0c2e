"""An office printer that may be otherwise, leaflets for it, and what comes of asking it to print them."""

from __future__ import annotations

import re

import pytest

from handouts import make_edition
from handouts.errors import OutputError
from handouts.model.printing import Sides, Ticket
from handouts.printing.printable import Printable
from handouts.printing.printer import read_printer
from handouts.printing.ticket import fit

A4, A5, LETTER, HALF = (210, 297), (148, 210), (215.9, 279.4), (139.7, 215.9)
NAMES = {A4: "iso_a4_210x297mm", A5: "iso_a5_148x210mm", LETTER: "na_letter_8.5x11in", HALF: "na_invoice_5.5x8.5in"}
ENVELOPE = "na_number-10_4.125x9.5in"
BOTH = ("one-sided", "two-sided-long-edge", "two-sided-short-edge")
COLLATED = "separate-documents-collated-copies"
MAY_ASK = (
    *("copies", "finishings", "media", "media-col", "multiple-document-handling", "page-ranges"),
    *("print-color-mode", "print-scaling", "sides"),
)
STAPLE, PUNCH, SADDLE, BOOKLET = 4, 5, 8, 13
TOP_LEFT, TOP_RIGHT, DUAL_LEFT, DUAL_TOP, DUAL_RIGHT, TRIPLE_LEFT = 20, 22, 74, 75, 76, 78


def lying(tray, size=A4):
    sides = {"x-dimension": round(size[0] * 100), "y-dimension": round(size[1] * 100)}
    return {"media-size": sides} | ({"media-source": tray} if tray else {})


OFFICE = {
    "printer-state": (3,),
    "printer-is-accepting-jobs": (True,),
    "media-ready": (NAMES[A4], NAMES[A5]),
    "media-col-ready": (lying("tray-1"), lying("tray-2", A5)),
    "media-supported": (NAMES[A4], NAMES[A5], NAMES[LETTER], NAMES[HALF], ENVELOPE),
    "media-source-supported": ("auto", "tray-1", "tray-2", "by-pass-tray"),
    "sides-supported": BOTH,
    "color-supported": (True,),
    "print-color-mode-supported": ("auto", "color", "monochrome"),
    "copies-supported": ((1, 20),),
    "finishings-supported": (3, STAPLE, PUNCH, SADDLE, BOOKLET),
    "page-ranges-supported": (True,),
    "print-scaling-supported": ("auto", "fit", "none"),
    "multiple-document-handling-supported": (COLLATED,),
    "document-format-supported": ("application/pdf",),
    "job-creation-attributes-supported": MAY_ASK,
}


def office(*without, **changes):
    """Give the office printer with other attributes; `cannot_ask` are options its jobs may not come with."""
    cannot = changes.pop("cannot_ask", ())
    said = {each: value for each, value in OFFICE.items() if each not in without}
    said |= {name.replace("_", "-"): value for name, value in changes.items()}
    if cannot:
        said["job-creation-attributes-supported"] = tuple(each for each in MAY_ASK if each not in cannot)
    return read_printer("reception", "ipp://reception/", said)


def leaflet(pages=4, size=A4, *, edition="", **more):
    fields = dict.fromkeys(edition.split("+") if edition else (), True)
    return Printable(b"", "demo", "DEMO-1", "Demo", make_edition(**fields), "standard", pages, *size, **more)


BOOK = leaflet(4, A4, turn=Sides.SHORT, booklet=True)
ARABIC = leaflet(edition="punch+two_sided", right_to_left=True)
TWO_UP = leaflet(2, A4, turn=Sides.SHORT)
PUNCHED = leaflet(edition="punch+two_sided")


def ask(printer=None, paper=None, **asked):
    return fit(Ticket(**asked), paper or leaflet(), printer or office())


def refused(*case, **asked):
    with pytest.raises(OutputError) as raised:
        ask(*case, **asked)
    for each in raised.value.problems:
        assert each.place.path == "reception"
        assert each.message.endswith(".")
        assert re.search(r"\.$|(: |, )(--[a-z-]+( [a-z0-9-]+)?|cups[a-z]+( \S+)?)$", each.hint), each.hint
    return {each.code: f"{each.message} {each.hint}" for each in raised.value.problems}


def sent(*case, **asked):
    return ask(*case, **asked).attributes


def notes(*case, **asked):
    return " ".join(ask(*case, **asked).notes)
