"""Paper as a printer names it: PWG 5101.1's names with their measures, and the names people use."""

from __future__ import annotations

import dataclasses
import re

MM_PER_INCH = 25.4
HUNDREDTHS = 100  # IPP measures paper in hundredths of a millimetre
SAME_MM = 0.6  # a size in whole millimetres and the same one in inches differ by up to half a millimetre
LENGTH = r"(\d{1,5}(?:\.\d{1,4})?)"
SELF_DESCRIBING = re.compile(rf"[a-z]+_[A-Za-z0-9.-]+_{LENGTH}x{LENGTH}(mm|in)(?![A-Za-z0-9])")
# What we show, PWG 5101.1's name, and the names of CUPS and PPDs. Our own sizes stand first, by their title.
KNOWN = (
    ("A4", "iso_a4_210x297mm", ("A4",)),
    ("A5", "iso_a5_148x210mm", ("A5",)),
    ("US Letter", "na_letter_8.5x11in", ("Letter", "na-letter")),
    ("Half Letter", "na_invoice_5.5x8.5in", ("Statement", "Invoice")),
    ("A3", "iso_a3_297x420mm", ("A3",)),
    ("A6", "iso_a6_105x148mm", ("A6",)),
    ("US Legal", "na_legal_8.5x14in", ("Legal", "na-legal")),
    ("US Ledger", "na_ledger_11x17in", ("Tabloid", "Ledger")),
    ("US Executive", "na_executive_7.25x10.5in", ("Executive",)),
    ("B5", "iso_b5_176x250mm", ("ISOB5",)),
    ("JIS B5", "jis_b5_182x257mm", ("B5",)),
    ("DL envelope", "iso_dl_110x220mm", ("DL", "EnvDL")),
    ("C5 envelope", "iso_c5_162x229mm", ("C5", "EnvC5")),
    ("C6 envelope", "iso_c6_114x162mm", ("C6", "EnvC6")),
    ("No. 10 envelope", "na_number-10_4.125x9.5in", ("Env10", "COM10")),
)


@dataclasses.dataclass(frozen=True, slots=True)
class Medium:
    """A sheet as a printer names it, upright or not, and the tray it lies in ("" if that is not said)."""

    name: str
    width_mm: float
    height_mm: float
    tray: str = ""

    @property
    def shown(self) -> str:
        """The name people use, or the measures."""
        found = next((shown for shown, each in PAPERS if self.measures(each.width_mm, each.height_mm)), None)
        return found or f"{self.width_mm:.4g} × {self.height_mm:.4g} mm"

    @property
    def limit(self) -> str:
        """``min`` or ``max`` where this is no sheet, but an end of the range of sizes that a printer takes."""
        found = re.match(r"custom_(min|max)_", self.name)
        return found[1] if found else ""

    def measures(self, width_mm: float, height_mm: float) -> bool:
        """Tell whether it is a sheet of that size, whichever edge goes first into the printer."""
        return any(
            abs(self.width_mm - width) < SAME_MM and abs(self.height_mm - height) < SAME_MM
            for width, height in ((width_mm, height_mm), (height_mm, width_mm))
        )


def read_medium(name: str, tray: str = "") -> Medium | None:
    """Return the sheet of a name, with measures in it or known to us; None where it says no size."""
    plain = PLAIN.get(name.partition(".")[0].lower())
    found = SELF_DESCRIBING.match(plain or name)
    if found is None:
        return None
    width, height, unit = found.groups()
    width_mm, height_mm = (round(float(side) * (MM_PER_INCH if unit == "in" else 1), 2) for side in (width, height))
    return Medium(plain or name, width_mm, height_mm, tray) if width_mm and height_mm else None


def measured_medium(width_hundredths: int, height_hundredths: int, tray: str = "") -> Medium:
    """Return the sheet of a size in hundredths of a millimetre, by its standard name if it has one."""
    width_mm, height_mm = width_hundredths / HUNDREDTHS, height_hundredths / HUNDREDTHS
    return Medium(medium_name(width_mm, height_mm), width_mm, height_mm, tray)


def medium_name(width_mm: float, height_mm: float) -> str:
    """Return PWG 5101.1's name of a size: the standard one, or one made of its measures."""
    standard = (each.name for _, each in PAPERS if each.measures(width_mm, height_mm))
    size = f"{round(width_mm, 2):g}x{round(height_mm, 2):g}mm"
    return next(standard, f"custom_{size}_{size}")


def hundredths(length_mm: float) -> int:
    """Return a length as IPP measures paper."""
    return round(length_mm * HUNDREDTHS)


PLAIN = {plain.lower(): name for _, name, others in KNOWN for plain in others}
PAPERS = tuple((shown, medium) for shown, name, _ in KNOWN if (medium := read_medium(name)) is not None)
