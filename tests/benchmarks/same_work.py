"""The same leaflets as every rival takes them: our page with its styles for browsers, the same words for Typst."""

from __future__ import annotations

import datetime as dt
import html.parser
import pathlib
from typing import TYPE_CHECKING

from handouts.assets import look
from handouts.leaflet import compose
from handouts.leaflet.wording import wording
from handouts.model.clinic import Clinic
from handouts.model.edition import Edition
from handouts.page import Renderer
from handouts.pdf.edition_rules import edition_rules
from handouts.reader.source import Source
from handouts.review.approval import review_status

if TYPE_CHECKING:
    from collections.abc import Iterable

DAY = dt.date(2026, 3, 31)
LOOK = look()
STYLES = [LOOK.styles[0] / name for name in ("variables.css", "leaflet.css")]
FONTS = LOOK.styles[0] / "fonts"
TYPST_HEAD = """#set document(title: {title}, date: none)
#set page(paper: "a4", margin: 20mm, numbering: "1 / 1")
#set text(font: ("Atkinson Hyperlegible Next", "Source Sans 3"), size: 12pt, lang: "en")
"""
TYPST = {
    **{f"h{level}": (f"\n\n#heading(level: {level})[", "]\n\n") for level in range(1, 7)},
    **dict.fromkeys(("p", "tr"), ("\n\n", "\n\n")),
    **dict.fromkeys(("strong", "th"), ("#strong[", "]")),
    "em": ("#emph[", "]"),
    "ul": ("\n#list(", ")\n"),
    "ol": ("\n#enum(", ")\n"),
    "li": ("[", "],"),
    "td": ("", " "),
}


class AsTypst(html.parser.HTMLParser):
    """Writes a page's headings, paragraphs, lists and words as Typst markup; boxes and furniture are left out."""

    def __init__(self) -> None:
        super().__init__()
        self.written: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the parser's
        self.open.append(tag)
        self.written.append(TYPST.get(tag, ("", ""))[0])

    def handle_endtag(self, tag: str) -> None:
        self.written.append(TYPST.get(tag, ("", ""))[1])
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        words = " ".join(data.split())
        if words and "head" not in self.open:
            left, right = " " * data[0].isspace(), " " * data[-1].isspace()
            self.written.append(f"#{typst_string(left + words + right)};")


def typst_string(words: str) -> str:
    """Quote words for Typst."""
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def write_pages(monographs: Iterable[pathlib.Path], folder: pathlib.Path) -> None:
    """Write each monograph's leaflet as ``.html``, with links to its styles, and as ``.typ``."""
    page, words = Renderer(LOOK), wording("en", LOOK)
    edition = Edition.of(LOOK, clinic=Clinic(name="Hill Clinic"), issued=DAY)
    rules = edition_rules(edition, "ltr")
    links = f"<style>{rules}</style>\n" + "".join(
        f'<link rel="stylesheet" href="{path.as_uri()}">\n' for path in STYLES
    )
    folder.mkdir(parents=True, exist_ok=True)
    for path in monographs:
        source = Source.read(path)
        drawn = page.draw(compose(source.monograph, edition, words, review_status(source, DAY)))
        (folder / f"{path.stem}.html").write_text(drawn.replace("</head>", f"{links}</head>"), "utf-8")
        typst = AsTypst()
        typst.feed(drawn)
        (folder / f"{path.stem}.typ").write_text(
            TYPST_HEAD.format(title=typst_string(path.stem)) + "".join(typst.written), "utf-8"
        )
