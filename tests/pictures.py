"""The page pictures: which pages, how they are drawn, how two are compared. Run by `make pictures`, then looked at."""

import dataclasses
import datetime as dt
import pathlib

import pypdfium2
from PIL import Image, ImageChops

import handouts

FOLDER = pathlib.Path(__file__).parent / "pictures"
CONTENT = pathlib.Path(__file__).parent.parent / "content"
DAY = dt.date(2026, 3, 31)
CLINIC = handouts.Clinic(
    name="Hill Clinic", phone="01632 960 001", hours="9 to 5", out_of_hours="01632 960 002", emergency="112"
)
DOTS_PER_MM = 60 / 25.4  # small files that still show every line
TOLERANCE = 48  # of 255, for a dot that another version of the rasteriser draws a little lighter
SHARE = 0.0002  # of the dots may differ by more: fewer than a word has
TABLE = """---
title: Demo with a table
---
# Demo with a table
### Dosage
| Day | Morning | Evening |
|---|---|---|
| 1 to 3 | 5 mg | none |
| 4 to 7 | 5 mg | 5 mg |
| from 8 on | 10 mg | >5 mg, never more than 10 mg |

Take each dose with water.
"""
ARABIC = """---
title: تجربة
language: ar
---
# تجربة
### Dosage
خذ 10 mg مرتين في اليوم (5 mg ثم 20 mg) ولا تتجاوز 40 mg.

* الصباح: 10 mg
* المساء: 20 mg
"""
README_PAGE, README_DOTS_PER_MM = "lenalidomide", 2.96
PAGES = {
    "lenalidomide": CONTENT / "lenalidomide.md",
    "warfarin": CONTENT / "warfarin.md",
    "salbutamol-inhaler": CONTENT / "salbutamol-inhaler.md",
    "table": TABLE.encode(),
    "right-to-left": ARABIC.encode(),
}


def draw(name, dots_per_mm=DOTS_PER_MM):
    """Return page 1 of a leaflet in grey."""
    leaflet = handouts.build_leaflet(PAGES[name], today=DAY, edition=handouts.make_edition(CLINIC))
    document = pypdfium2.PdfDocument(leaflet.pdf)
    return document[0].render(scale=dots_per_mm * 25.4 / 72, grayscale=True).to_pil().convert("L")


@dataclasses.dataclass(frozen=True)
class Difference:
    """The share of dots that differ, and the box around them in millimetres from the top left."""

    share: float
    box_mm: tuple[int, int, int, int]

    def __str__(self):
        left, top, right, bottom = self.box_mm
        return (
            f"{self.share:.2%} of the page differs, between {left} and {right} mm across and {top} and {bottom} mm down"
        )


def difference(one, other):
    """Return how two pictures differ beyond the tolerance; None if they do not."""
    if one.size != other.size:
        return Difference(1.0, (0, 0, *(round(length / DOTS_PER_MM) for length in one.size)))
    apart = ImageChops.difference(one, other).point([0] * (TOLERANCE + 1) + [255] * (255 - TOLERANCE))
    share = apart.histogram()[255] / (apart.width * apart.height)
    if share <= SHARE:
        return None
    return Difference(share, tuple(round(length / DOTS_PER_MM) for length in apart.getbbox()))


def beside(kept, drawn):
    """Return the kept picture, the new one and what differs, side by side."""
    whole = Image.new("L", (kept.width + 2 * drawn.width, max(kept.height, drawn.height)), 255)
    for number, picture in enumerate(
        (kept, drawn, ImageChops.invert(ImageChops.difference(kept.resize(drawn.size), drawn)))
    ):
        whole.paste(picture, (number * drawn.width, 0))
    return whole


if __name__ == "__main__":
    for page in PAGES:
        path, picture = FOLDER / f"{page}.png", draw(page)
        told = difference(Image.open(path).convert("L"), picture) if path.exists() else "new"
        if told:
            picture.quantize(16).save(path, optimize=True)
        print(f"{path}: {told or 'as it was'}")  # noqa: T201
        if told and page == README_PAGE:
            draw(page, README_DOTS_PER_MM).quantize(16).save(CONTENT.parent / "page-1.png", optimize=True)
