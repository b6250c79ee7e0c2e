"""Values and a look to HTML: the only door to Jinja2.

Templates draw and decide nothing; those of a leaflet hold no words.
"""

from __future__ import annotations

import dataclasses
import functools
import itertools
import re
import unicodedata
from typing import TYPE_CHECKING

import jinja2
from markupsafe import Markup, escape

from handouts.errors import LookError, Place, Problem
from handouts.leaflet.printed import Field, Reach
from handouts.model.addresses import Address, addresses, numbers, site
from handouts.model.language import primary
from handouts.model.monograph import Inline, Mark, Preformatted, Run, between, plain
from handouts.model.typography import RIGHT_TO_LEFT, TOGETHER, bind, left_to_right
from handouts.page.sealed import SealedTemplates, SecurityError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from handouts.assets import Look
    from handouts.leaflet.parts import Leaflet

ELEMENTS = {
    Mark.STRONG: "strong",
    Mark.EMPHASIS: "em",
    Mark.SUBSCRIPT: "sub",
    Mark.SUPERSCRIPT: "sup",
    Mark.CODE: "code",
    Mark.DELETED: "s",
}
FEW_LETTERS, LONGEST_GLUED, TITLE_LETTERS = 36, 40, 18
LONG_WORD = re.compile(r"[^ \n]{24,}")  # may be wider than its column: a heading's holds about 26 letters
# Letters alone, between punctuation: cut at a joint of the word, with a hyphen. An address or a number never gets one.
SPELLED = re.compile(r"[^\w/@]*[A-Za-zÀ-ɏͰ-ӿḀ-ỿ]+(?:[-‐‑'’][A-Za-zÀ-ɏͰ-ӿḀ-ỿ]+)*[^\w/@]*")
JOINTED = Markup('<span class="long jointed">{}</span>')
LONG = Markup('<span class="long">{}</span>')  # it alone, since beside it the engine would break words of one span
HELD = Markup('<span class="together">{}</span>')
AS_IT_RUNS = (Markup('<span dir="ltr">{}</span>'), Markup('<span class="together" dir="ltr">{}</span>'))
REACHES = {Reach.NOTHING: addresses, Reach.PHONE: numbers, Reach.WEB: site, Reach.MAIL: addresses}
WRONG = (
    *(jinja2.TemplateError, TypeError, AttributeError, ValueError),
    *(ArithmeticError, LookupError, RecursionError, MemoryError, OSError, AssertionError),
)
OPENED = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)


class Renderer:
    """Draws with the templates of one look."""

    def __init__(self, look: Look) -> None:
        """Read the templates once; a user's template shadows ours."""
        filters: dict[str, Callable[..., object]] = {
            "inline": inline,
            "reached": reached,
            "linked": lambda text: reached(Field("", text)),
            "preformatted": preformatted,
            "counters": counters,
            "target": target,
            "turn": turn,
            "primary": primary,
            "kind": lambda block: type(block).__name__,
            "is_word": lambda runs: len(plain(runs)) <= TITLE_LETTERS,
            "is_brief": lambda runs: len(plain(runs)) <= FEW_LETTERS,
        }
        self.templates = SealedTemplates(look.templates, filters)

    def draw(self, leaflet: Leaflet) -> str:
        """Return the leaflet's HTML, styles left out.

        Raises:
            LookError: see `fill`.
        """
        return self.fill("leaflet.html", leaflet=leaflet)

    def draw_pack(self, leaflets: Sequence[Leaflet], *, two_sided: bool) -> str:
        """Return the HTML of several leaflets in one document, the cover first.

        Raises:
            LookError: see `fill`.
        """
        return self.fill("pack.html", leaflets=leaflets, two_sided=two_sided)

    def fill(self, name: str, **values: object) -> str:
        """Return the HTML of a named template with its values.

        Raises:
            LookError: a template is missing, does not parse, or asks for something its values have not or that no
                template may have.
        """
        try:
            return self.templates.draw(name, values)
        except jinja2.TemplateNotFound as error:
            raise LookError(_problem(f"The template {error.name} is missing", self._place(error))) from None
        except jinja2.TemplateSyntaxError as error:
            place = Place(error.filename or error.name or "templates", error.lineno)
            raise LookError(_problem(f"The template does not parse: {error.message}", place)) from None
        except SecurityError as error:
            hint = "Take these templates from nobody you do not know. What a template may use, `handouts eject` shows."
            message = f"The template asks for more than a template may: {error}."
            raise LookError(Problem("unsafe-template", message, hint, self._place(error))) from None
        except WRONG as error:
            raise LookError(_problem(f"The template fails: {_reason(error)}", self._place(error))) from None

    def _place(self, error: BaseException) -> Place:
        """Return the innermost template line the error passed through."""
        place, traceback = Place("templates"), error.__traceback__
        while traceback:
            name = traceback.tb_frame.f_code.co_filename
            if self.templates.is_template(name):
                place = Place(name, traceback.tb_lineno)
            traceback = traceback.tb_next
        return place


def _problem(message: str, place: Place) -> Problem:
    hint = "Compare the template with a fresh one from `handouts eject`."
    return Problem("broken-template", f"{message}.", hint, place)


def _reason(error: BaseException) -> str:
    return "it calls itself without an end" if isinstance(error, RecursionError) else str(error) or type(error).__name__


def turn(runs: Inline, direction: str) -> Markup:
    """Return the attribute that turns a block whose first letter runs against the document's direction.

    ``direction`` is ``ltr`` or ``rtl``; a block that runs along needs no attribute. The first letter decides as in
    the Unicode bidirectional algorithm (UAX 9, P2).
    """
    strong = next(
        (kind for character in plain(runs) if (kind := unicodedata.bidirectional(character)) in {"L", "R", "AL"}), None
    )
    own = direction if strong is None else "ltr" if strong == "L" else "rtl"
    return Markup("") if own == direction else Markup(' dir="{}"').format(own)


def inline(runs: Inline, language: str = "") -> Markup:
    """Return runs as HTML; ``language`` (BCP 47) is the surroundings' own, so that only other languages are marked."""
    runs = _leading(runs)
    words = bind(plain(runs))
    offsets = itertools.accumulate((len(run.text) for run in runs), initial=0)
    bound = tuple(run.saying(words[start : start + len(run.text)]) for run, start in zip(runs, offsets, strict=False))
    draw = functools.partial(_runs, language=language, turned=bool(RIGHT_TO_LEFT.search(words)))
    held = functools.partial(_held, bound, [*_glued(runs, words)], draw)
    html, end = Markup(), 0
    for word in LONG_WORD.finditer(words):
        frame = JOINTED if SPELLED.fullmatch(word[0]) else LONG
        html += held(end, word.start()) + frame.format(held(*word.span()))
        end = word.end()
    return html + held(end, len(words))


def reached(entry: Field) -> Markup:
    """Return the value of a field as HTML, with what it holds of numbers to call and addresses as links."""
    value = entry.value or ""
    return _runs_as_written(_leading((Run(bind(value)),), REACHES[entry.reach](value)))


def _runs_as_written(runs: Inline) -> Markup:
    return Markup("").join(_reaching(run) if run.address else escape(run.text) for run in runs)


def _reaching(run: Run) -> Markup:
    """Return a link; a telephone number is read out to somebody who dials, and no line end parts it."""
    words = HELD.format(run.text) if (run.address or "").startswith("tel:") else escape(run.text)
    return Markup('<a href="{}">{}</a>').format(run.address, words)


def preformatted(block: Preformatted, language: str = "") -> Markup:
    """Return text whose line ends count as HTML; where one of its lines is too long, it breaks as any other text."""
    return Markup("<br>").join(inline((Run(line),), language) for line in block.text.split("\n"))


def _leading(runs: Inline, found: Iterable[Address] | None = None) -> Inline:
    """Return runs with the addresses that they write out as links; what the author has linked stays as it is."""
    new: list[Run] = []
    text, end = plain(runs), 0
    for start, stop, target in addresses(text) if found is None else found:
        stretch = between(runs, start, stop)
        if not any(run.address for run in stretch):
            new += between(runs, end, start)
            new += (dataclasses.replace(run, address=target) for run in stretch)
            end = stop
    return (*new, *between(runs, end, len(text))) if end else runs


def _held(
    runs: Inline, glued: Iterable[tuple[int, int]], draw: Callable[[Inline], Markup], start: int, stop: int
) -> Markup:
    """Return what stands from start to stop, with each of its glued stretches held together."""
    html = Markup()
    for first, last in glued:
        if start <= first and last <= stop:
            html += draw(between(runs, start, first)) + HELD.format(draw(between(runs, first, last)))
            start = last
    return html + draw(between(runs, start, stop))


def _glued(runs: Inline, words: str) -> Iterator[tuple[int, int]]:
    """Return the stretches that change their look between a number and what belongs to it.

    The engine would break a line there.
    """
    boundary, end = 0, 0
    for run in runs[:-1]:
        boundary += len(run.text)
        start = max(words.rfind(" ", 0, boundary), words.rfind("\n", 0, boundary)) + 1
        stop = min(
            position
            for position in (words.find(" ", boundary), words.find("\n", boundary), len(words))
            if position >= 0
        )
        if (
            start >= end
            and start < boundary < stop
            and stop - start <= LONGEST_GLUED
            and re.search(r"\d", words[start:stop])
        ):
            yield start, stop
            end = stop


def _runs(runs: Inline, *, language: str, turned: bool) -> Markup:
    html, behind = Markup(), ""
    for address, linked in itertools.groupby(runs, key=_target):
        words = Markup()
        for run in linked:
            words += _run(run, language, behind, turned=turned)
            behind = run.text[-1:]
        html += Markup('<a href="{}">{}</a>').format(address, words) if address else words
    return html


def _target(run: Run) -> str:
    """Return where a run leads out of the document."""
    return run.address if run.address and OPENED.match(run.address) else ""


def _run(run: Run, language: str, behind: str, *, turned: bool) -> Markup:
    text = run.text.replace("\n", " ") if _target(run) else run.text
    first, *others = text.split("\n")
    lines = [_together(first, behind, turned=turned), *(_together(line, "", turned=turned) for line in others)]
    html = Markup("<br>").join(lines)
    for mark in sorted(run.marks):
        html = Markup("<{0}>{1}</{0}>").format(ELEMENTS[mark], html)
    if run.language and run.language != primary(language):
        html = Markup('<span lang="{}">{}</span>').format(run.language, html)
    return html


def _together(text: str, behind: str, *, turned: bool) -> Markup:
    """Hold together what a no-break space cannot: a range or a rate may break at its dash or stroke.

    Among letters from right to left, a figure keeps its own direction, or its sign would turn around. ``behind`` which
    letter the text stands tells whether a hyphen is its sign.
    """
    if turned:
        found = ((max(start - len(behind), 0), end - len(behind)) for start, end in left_to_right(behind + text))
        stretches = [(start, end, AS_IT_RUNS[end - start <= LONGEST_GLUED]) for start, end in found if end > 0]
    else:
        stretches = [(*match.span(), HELD) for match in TOGETHER.finditer(text)]
    pieces, done = [], 0
    for start, end, frame in stretches:
        pieces += [escape(text[done:start]), frame.format(text[start:end])]
        done = end
    return Markup("").join([*pieces, escape(text[done:])])


def counters(label: str) -> Markup:
    """Return a page label with the engine's counters in the place of ``{page}`` and ``{pages}``."""
    pieces = re.split(r"(\{pages?\})", label)
    return Markup("").join(
        Markup('<span class="{}"></span>').format(piece[1:-1]) if piece[:1] == "{" else escape(piece)
        for piece in pieces
    )


def target(label: str, anchor: str) -> Markup:
    """Return a label with the number of the page on which an element stands in the place of ``{page}``."""
    before, _, after = label.partition("{page}")
    return Markup('{}<span class="target" data-target="{}"></span>{}').format(before, anchor, after)
