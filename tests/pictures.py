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
PATIENT = handouts.Recipient(
    name="Ada Example",
    born=dt.date(1950, 4, 3),
    number="485 777 3456",
    dose="10 mg",
    times="once a day, in the evening",
    start=dt.date(2026, 4, 6),
    prescriber="Dr Hill",
)


@dataclasses.dataclass(frozen=True)
class Page:
    """A page of a leaflet, counted from 0 or from its end: of which text, in which edition, for whom."""

    source: object
    words: str = "standard"
    number: int = 0
    recipient: handouts.Recipient | None = None


PAGES = {
    "lenalidomide": Page(CONTENT / "lenalidomide.md"),
    "warfarin": Page(CONTENT / "warfarin.md"),
    "salbutamol-inhaler": Page(CONTENT / "salbutamol-inhaler.md"),
    "table": Page(TABLE.encode()),
    "right-to-left": Page(ARABIC.encode()),
    "patient": Page(CONTENT / "lenalidomide.md", recipient=PATIENT),
    "calendar": Page(CONTENT / "lenalidomide.md", "calendar", -3, PATIENT),
    "large-print": Page(CONTENT / "warfarin.md", "large"),
    "easy-print": Page(CONTENT / "warfarin.md", "easy"),
    "a5": Page(CONTENT / "warfarin.md", "a5"),
    "wallet-card": Page(CONTENT / "warfarin.md", "wallet-card", -1),
    "diary": Page(CONTENT / "warfarin.md", "diary+grey", -1),
}
GALLERY = ("warfarin", "large-print", "easy-print", "a5", "patient", "calendar", "wallet-card", "diary")
GALLERY_DOTS_PER_MM, GALLERY_COLUMNS, GALLERY_GAP = 2, 4, 8


def draw(name, dots_per_mm=DOTS_PER_MM):
    """Return a page in grey."""
    page = PAGES[name]
    edition = handouts.make_edition(CLINIC, words=page.words)
    leaflet = handouts.build_leaflet(page.source, today=DAY, edition=edition, recipient=page.recipient)
    document = pypdfium2.PdfDocument(leaflet.pdf)
    shown = document[page.number % len(document)]
    return shown.render(scale=dots_per_mm * 25.4 / 72, grayscale=True).to_pil().convert("L")


def draw_gallery():
    """Return the pages of the gallery side by side, each as large as it is beside the others."""
    pages = [draw(name, GALLERY_DOTS_PER_MM) for name in GALLERY]
    wide, high = (max(getattr(page, side) for page in pages) + GALLERY_GAP for side in ("width", "height"))
    rows = -(-len(pages) // GALLERY_COLUMNS)
    whole = Image.new("L", (wide * GALLERY_COLUMNS + GALLERY_GAP, high * rows + GALLERY_GAP), 160)
    for place, page in enumerate(pages):
        row, column = divmod(place, GALLERY_COLUMNS)
        whole.paste(page, (GALLERY_GAP + column * wide, GALLERY_GAP + row * high))
    return whole


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
    changed = set()
    for page in PAGES:
        path, picture = FOLDER / f"{page}.png", draw(page)
        told = difference(Image.open(path).convert("L"), picture) if path.exists() else "new"
        if told:
            picture.quantize(16).save(path, optimize=True)
            changed.add(page)
        print(f"{path}: {told or 'as it was'}")  # noqa: T201
        if told and page == README_PAGE:
            draw(page, README_DOTS_PER_MM).quantize(16).save(CONTENT.parent / "page-1.png", optimize=True)
    if changed & set(GALLERY):
        draw_gallery().quantize(8).save(CONTENT.parent / "gallery.png", optimize=True)
