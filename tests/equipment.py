"""What a virtual printer can do and holds, as the file of attributes that `ippeveprinter -a` reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

HUNDREDTHS = {"mm": 100, "in": 2540}
FORMATS = ("application/pdf",)

# IPP finishings (PWG 5100.1).
NONE, STAPLE, PUNCH, SADDLE_STITCH, BOOKLET_MAKER = 3, 4, 5, 8, 13
STAPLE_TOP_LEFT, PUNCH_DUAL_LEFT = 20, 74  # a queue of CUPS offers only such exact ones

A4, A5, A3 = "iso_a4_210x297mm", "iso_a5_148x210mm", "iso_a3_297x420mm"
LETTER, ENVELOPE = "na_letter_8.5x11in", "na_number-10_4.125x9.5in"


@dataclass(frozen=True)
class Tray:
    """A tray and the paper in it; without paper it is named, but not among what is ready."""

    name: str
    media: str | None
    type: str = "stationery"
    colour: str = "white"
    margin_mm: float = 4.2


@dataclass(frozen=True)
class Supply:
    """A supply and how much is left of it, in percent."""

    name: str
    level: int
    type: str = "toner"
    colour: str = "black"
    filled: bool = False


@dataclass(frozen=True)
class Equipment:
    """All that a printer tells of itself before it prints."""

    trays: tuple[Tray, ...]
    other_media: tuple[str, ...] = ()
    sides: tuple[str, ...] = ("one-sided",)
    colour: bool = False
    finishings: tuple[int, ...] = (NONE,)
    scalings: tuple[str, ...] = ()
    pages_a_minute: int = 20
    copies: int = 99
    page_ranges: bool = True
    document_handling: tuple[str, ...] = ("separate-documents-uncollated-copies", "separate-documents-collated-copies")
    supplies: tuple[Supply, ...] = field(default=(Supply("Black Toner", 75),))

    @property
    def media(self) -> tuple[str, ...]:
        """Every size it knows, the loaded ones first."""
        return tuple(dict.fromkeys([tray.media for tray in self.trays if tray.media] + list(self.other_media)))

    def attributes(self) -> str:
        """All attributes in the syntax of `ipptool`."""
        return "\n".join(self._attributes()) + "\n"

    def _attributes(self) -> Iterator[str]:
        ready = [tray for tray in self.trays if tray.media]
        inks = ("auto", "color", "monochrome") if self.colour else ("monochrome",)
        yield _line("boolean", "color-supported", str(self.colour).lower())
        yield from _choice("integer", "copies", "1", f"1-{self.copies}", kind_of_supported="rangeOfInteger")
        yield from _choice("enum", "finishings", NONE, *self.finishings)
        yield _line("enum", "finishings-ready", *self.finishings)
        yield from _choice("keyword", "media", self.media[0], *self.media)
        yield _line("keyword", "media-ready", *dict.fromkeys(tray.media for tray in ready))
        if ready:
            yield _line("collection", "media-col-default", _media_col(ready[0]))
            yield _line("collection", "media-col-ready", *map(_media_col, ready))
        yield _line("collection", "media-size-supported", *map(_media_size, self.media))
        yield _line("keyword", "media-source-supported", "auto", *(tray.name for tray in self.trays))
        yield _line("keyword", "media-type-supported", *dict.fromkeys(tray.type for tray in self.trays))
        yield _line("keyword", "media-color-supported", *dict.fromkeys(tray.colour for tray in self.trays))
        for edge in ("bottom", "left", "right", "top"):
            margins = dict.fromkeys(_hundredths(tray.margin_mm) for tray in self.trays)
            yield _line("integer", f"media-{edge}-margin-supported", *margins)
        yield from _choice("keyword", "multiple-document-handling", self.document_handling[-1], *self.document_handling)
        yield from _choice("enum", "orientation-requested", 3, 3, 4, 5, 6)
        yield from _choice("keyword", "output-bin", "face-down", "face-down")
        yield _line("boolean", "page-ranges-supported", str(self.page_ranges).lower())
        yield _line("integer", "pages-per-minute", self.pages_a_minute)
        if self.colour:
            yield _line("integer", "pages-per-minute-color", self.pages_a_minute)
        yield from _choice("keyword", "print-color-mode", inks[0], *inks)
        yield from _choice("enum", "print-quality", 4, 3, 4, 5)
        if self.scalings:
            yield from _choice("keyword", "print-scaling", self.scalings[0], *self.scalings)
        yield from _choice("resolution", "printer-resolution", "600dpi", "600dpi")
        yield from _choice("keyword", "sides", self.sides[0], *self.sides)
        yield _line("text", "printer-make-and-model", '"Example Printer"')
        yield _line("text", "printer-device-id", '"MFG:Example;MDL:Printer;CMD:PDF;"')
        yield _line("octetString", "printer-input-tray", *(_tray(tray) for tray in self.trays))
        yield _line("octetString", "printer-supply", *(_supply(*pair) for pair in enumerate(self.supplies, 1)))
        yield _line("text", "printer-supply-description", *(f'"{supply.name}"' for supply in self.supplies))


OFFICE = Equipment(
    trays=(
        Tray("tray-1", A4),
        Tray("tray-2", A4, type="stationery-letterhead", colour="yellow"),
        Tray("tray-3", A5),
        Tray("by-pass-tray", None),
    ),
    other_media=(LETTER, A3),
    sides=("one-sided", "two-sided-long-edge", "two-sided-short-edge"),
    colour=True,
    finishings=(NONE, STAPLE, PUNCH, SADDLE_STITCH, BOOKLET_MAKER, STAPLE_TOP_LEFT, PUNCH_DUAL_LEFT),
    scalings=("auto", "auto-fit", "fill", "fit", "none"),
    supplies=(
        Supply("Waste Toner", 25, type="wasteToner", colour="unknown", filled=True),
        Supply("Black Toner", 75),
        Supply("Cyan Toner", 8, colour="cyan"),
    ),
)
PLAIN = Equipment(trays=(Tray("main", LETTER),), other_media=(A4,), copies=1, pages_a_minute=10)


def _line(kind: str, name: str, *values: object) -> str:
    return f"ATTR {kind} {name} {','.join(map(str, values))}"


def _choice(kind: str, name: str, default: object, *supported: object, kind_of_supported: str = "") -> Iterator[str]:
    yield _line(kind, f"{name}-default", default)
    yield _line(kind_of_supported or kind, f"{name}-supported", *supported)


def _hundredths(length_mm: float) -> int:
    return round(length_mm * 100)


def _size(media: str) -> tuple[int, int]:
    """Width and height in hundredths of a millimetre, from the name itself (PWG 5101.1)."""
    measures = media.rpartition("_")[2]
    width, height = measures[:-2].split("x")
    factor = HUNDREDTHS[measures[-2:]]
    return round(float(width) * factor), round(float(height) * factor)


def _media_size(media: str) -> str:
    width, height = _size(media)
    return f"{{ MEMBER integer x-dimension {width} MEMBER integer y-dimension {height} }}"


def _media_col(tray: Tray) -> str:
    media = tray.media or ""
    margins = " ".join(
        f"MEMBER integer media-{edge}-margin {_hundredths(tray.margin_mm)}"
        for edge in ("bottom", "left", "right", "top")
    )
    return (
        f"{{ MEMBER keyword media-key {media}_{tray.name} MEMBER collection media-size {_media_size(media)}"
        f" MEMBER keyword media-size-name {media} {margins} MEMBER keyword media-source {tray.name}"
        f" MEMBER keyword media-type {tray.type} MEMBER keyword media-color {tray.colour} }}"
    )


def _tray(tray: Tray) -> str:
    level = 100 if tray.media else 0
    return (
        f'"type=sheetFeedAutoRemovableTray;mediafeed=0;mediaxfeed=0;maxcapacity=250;'
        f'level={level};status=0;name={tray.name};"'
    )


def _supply(index: int, supply: Supply) -> str:
    purpose = "receptacleThatIsFilled" if supply.filled else "supplyThatIsConsumed"
    return (
        f'"index={index};class={purpose};type={supply.type};unit=percent;maxcapacity=100;'
        f'level={supply.level};colorantname={supply.colour};"'
    )
