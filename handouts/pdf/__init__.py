"""HTML to PDF: the only door to WeasyPrint. What its log calls a warning is an error here."""

from __future__ import annotations

import contextlib
import dataclasses
import importlib
import logging
import os
import pathlib
import re
from typing import TYPE_CHECKING, Any

from handouts.assets import Look, bundled, files, find
from handouts.errors import LookError, Place, Problem, TypesettingError
from handouts.model.language import Direction, direction
from handouts.model.manifest_parts import FileDigest
from handouts.pdf.edition_rules import closer_rules, edition_rules, may_be_closer
from handouts.pdf.giving_up import cause, gives_up, unset
from handouts.pdf.paper_only import refuse_more, refuse_other_paper
from handouts.pdf.patches import fast_start, install
from handouts.pdf.patches.versions import engine_note
from handouts.store.plain_files import read_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from handouts.model.edition import Edition

__all__ = ["Engine", "Pdf", "Typesetter", "engine_log", "engine_note", "start_engine"]

STYLES = ("variables.css", "leaflet.css")
CLOSER = (
    "closer.css",
    "beside.css",
)  # for a text with little on its last page; the second where the first is not enough
NOTES_COLUMN = "notes-column.css"  # for a clinic that asks for one
DIRECTIONS: tuple[Direction, ...] = ("ltr", "rtl")
ATTEMPTS = 3  # at pages without a box that could have been kept whole
FONTS = "fonts/fonts.conf"
LEAFLET = "leaflet"  # what is set, where nobody gives it a name
PARTS = "parts"  # the folder of the styles that one part of a leaflet has
LIBRARIES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"  # as Debian calls them
MISSING_GLYPH = re.compile(r"\.notdef glyph rendered for Unicode string unsupported by fonts: \"(.*)\" \(U\+")


@dataclasses.dataclass(frozen=True, slots=True)
class Pdf:
    """A finished PDF; ``missing`` are the characters no font had, ``trusted_fonts`` those of the look's own in it."""

    data: bytes
    pages: int
    missing: frozenset[str]
    trusted_fonts: tuple[FileDigest, ...] = ()


class Typesetter:
    """Sets leaflets in one look for one edition, reading fonts and styles once.

    Raises:
        TypesettingError: the engine or its system libraries are missing.
        LookError: a style is missing or does not parse.
    """

    def __init__(self, look: Look, edition: Edition) -> None:
        """Start the engine with our own fonts only."""
        self.look, self.edition = look, edition
        self.engine = start_engine(look)
        self.fonts = self.engine.fonts.FontConfiguration()
        logo = edition.clinic.logo
        self.brought = self.engine.brought.Brought(logo.data if logo else b"", trust_fonts=look.trust_fonts)
        names = [*style_names(look), *([NOTES_COLUMN] if edition.notes_column else [])]
        self.styles = [*map(self._style, names)]
        self.rules = {way: self._css(edition_rules(edition, way)) for way in DIRECTIONS}
        first, second = map(self._style, CLOSER)
        leading = self._css(closer_rules(edition.type))
        self.steps = [[first, leading], [first, second, leading]]

    def typeset(
        self,
        html: str,
        language: str,
        pictures: Mapping[str, bytes],
        codes: Collection[str] | None = frozenset(),
        name: str = LEAFLET,
    ) -> Pdf:
        """Return HTML as a PDF that is both PDF/UA-1 and PDF/A-2a.

        ``pictures`` are the only ones it may show, by name; ``codes`` the paths of the only drawings that may stand in
        the HTML, None where any may: nobody proves that page. ``name`` is what problems call the text that is set.

        Raises:
            LookError: a template or style brings what it may not, or draws text by glyphs that are not its own.
            TypesettingError: a picture is missing or not allowed, or the engine gave up.
        """
        engine, grey = self.engine, self.edition.grey
        shown = engine.pictures.for_paper(pictures, grey=grey)
        fetcher = engine.fetcher.SealedFetcher(self.look.styles, self.brought, shown)
        with engine_log() as log, gives_up(engine, name, own_styles=len(self.look.styles) > 1):
            source = engine.weasyprint.HTML(
                string=html, base_url=engine.fetcher.address("monograph"), url_fetcher=fetcher
            )
            refuse_more(source, self.look)
            engine.drawings.refuse_drawings(source.etree_element, codes)
            document = self._laid_out(source, [*self.styles, self.rules[direction(language)]])
            finisher = engine.conformance.Finisher(document, language, grey=grey)
            data = document.write_pdf(pdf_variant="pdf/a-2a", finisher=finisher)
            trusted = engine.drawn.trusted_fonts(document, source.etree_element, self.brought)
        refuse_other_paper(document, self.edition.paper)
        missing = frozenset(
            character for line in log for match in MISSING_GLYPH.finditer(line) for character in match[1]
        )
        others = [line for line in log if not MISSING_GLYPH.search(line)]
        if others:
            raise TypesettingError(
                *(
                    unset(
                        "engine-warning",
                        f"The typesetting engine warns: {line}",
                        "Mend the style or the picture it names.",
                        name,
                    )
                    for line in others
                )
            )
        digests = tuple(FileDigest.of(font.name, font.data) for font in trusted)
        return Pdf(data, len(document.pages), missing, digests)

    def _laid_out(self, source: Any, styles: list[Any]) -> Any:
        """Return the pages; a last one that holds little is drawn in, where less room between lines does it.

        A step is tried where the one before it all but does it. Large and easy print keep their
        room, and so does narrow paper, whose items do not stand side by side.
        """
        last_page, document = self.engine.last_page, self._render(source, styles)
        for _ in range(ATTEMPTS):
            if not self.engine.broken.let_break(document):
                break
            document = self._render(source, styles)
        if may_be_closer(self.edition) and last_page.spills(document, last_page.LITTLE):
            document = self._drawn_in(document, source, styles)
        last_page.place_notes(document)
        return document

    def _drawn_in(self, document: Any, source: Any, styles: list[Any]) -> Any:
        """Return the pages of the first step that saves one; as they are where none does."""
        for step in self.steps:
            closer = self._render(source, [*styles, *step])
            if len(closer.pages) < len(document.pages):
                return closer
            if not self.engine.last_page.spills(closer, self.engine.last_page.NEARLY_NOTHING):
                break
        return document

    def _render(self, source: Any, styles: list[Any]) -> Any:
        with self.engine.rounding.full_lines(), self.engine.line_length.short_lines(self.edition.type.size_pt):
            return source.render(font_config=self.fonts, stylesheets=styles, pdf_variant="pdf/a-2a")

    def _css(self, rules: str) -> Any:
        return self.engine.weasyprint.CSS(string=rules, font_config=self.fonts)

    def _style(self, name: str) -> Any:
        path = find(self.look.styles, name)
        if path is None:
            raise LookError(
                Problem(
                    "missing-style", f"The style {name} is missing.", "Copy it with `handouts eject`.", Place("styles")
                )
            )
        fetcher = self.engine.fetcher.SealedFetcher(self.look.styles, self.brought)
        with engine_log() as log:
            try:
                text = read_text(path)
                base = self.engine.fetcher.address("styles", name)
                style = self.engine.weasyprint.CSS(
                    string=text, base_url=base, font_config=self.fonts, url_fetcher=fetcher
                )
            except (self.engine.urls.FatalURLFetchingError, OSError, UnicodeDecodeError) as error:
                raise cause(error) or LookError(
                    Problem(
                        "broken-style",
                        f"The style cannot be read: {error}.",
                        "Check the file and what it imports.",
                        Place(str(path)),
                    )
                ) from None
        if log:
            hint = "Correct the line, or take it out."
            raise LookError(
                *(
                    Problem(
                        "broken-style", f"The style is not understood: {line}.", hint, Place(str(path), _line(line))
                    )
                    for line in log
                )
            )
        return style


@dataclasses.dataclass(frozen=True)
class Engine:
    """The engine's modules, loaded when they are first needed."""

    weasyprint: Any
    fonts: Any
    urls: Any
    brought: Any
    fetcher: Any
    drawings: Any
    drawn: Any
    conformance: Any
    broken: Any
    last_page: Any
    line_length: Any
    rounding: Any
    pictures: Any


def start_engine(look: Look) -> Engine:
    """Load WeasyPrint with our own fonts only.

    Raises:
        TypesettingError: it is not installed, or Pango is not.
        LookError: the fonts are missing.
    """
    fonts, listed = bundled("styles") / FONTS, find(look.styles, FONTS)
    if not fonts.is_file():
        raise LookError(
            Problem("missing-fonts", "The fonts are missing.", "Install the package again.", Place("styles/fonts"))
        )
    if listed and listed.read_bytes() != fonts.read_bytes():
        message, hint = "The styles have a list of fonts of their own.", "Delete it, and bring a font by @font-face."
        raise LookError(Problem("foreign-font", message, hint, Place(str(listed))))
    os.environ["FONTCONFIG_FILE"] = str(fonts)
    with fast_start():
        weasyprint, text_fonts, urls = map(_load, ("weasyprint", "weasyprint.text.fonts", "weasyprint.urls"))
    install()
    ours = (importlib.import_module(f"handouts.pdf.{field.name}") for field in dataclasses.fields(Engine)[3:])
    return Engine(weasyprint, text_fonts, urls, *ours)


def _load(name: str) -> Any:
    """Load a module of the engine; what goes wrong in one of ours is a bug, and not said to be the engine's.

    Raises:
        TypesettingError: it, or a library of the system that it needs, is missing.
    """
    try:
        return importlib.import_module(name)
    except (ImportError, OSError) as error:
        package = isinstance(error, ModuleNotFoundError)
        line = "pip install handouts" if package else f"apt-get install -y {LIBRARIES}"
        raise TypesettingError(
            unset(
                "no-engine",
                f"The typesetting engine does not start: {error}".splitlines()[0],
                f"Run: {line} (then `handouts doctor` tells more)",
                LEAFLET,
            )
        ) from None


@contextlib.contextmanager
def engine_log() -> Iterator[list[str]]:
    """Collect what the engine says while the block runs."""
    lines: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: lines.append(record.getMessage())  # type: ignore[method-assign]
    loggers = [logging.getLogger(name) for name in ("weasyprint", "fontTools")]
    before = [(logger.handlers[:], logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.handlers, logger.propagate = [handler], False
    try:
        yield lines
    finally:
        for logger, (handlers, propagate) in zip(loggers, before, strict=True):
            logger.handlers, logger.propagate = handlers, propagate


def style_names(look: Look) -> list[str]:
    """Return the names of a look's styles, in the order they count in: the parts' own come last."""
    parts = (name for name in files(look.styles) if pathlib.PurePath(name).parts[:-1] == (PARTS,))
    return [*STYLES, *(name for name in parts if name.endswith(".css"))]


def _line(message: str) -> int:
    match = re.search(r" at (\d+):\d+", message)
    return int(match[1]) if match else 0
