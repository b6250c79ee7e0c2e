"""What the engine paints in a way of its own: bullets and blanks that are said, and black that is black.

The engine takes every line and every filled shape for decoration. A bullet tells that an item begins, and a ruled blank
that something is to be written there: both are painted as content, under a mark (MCID) of their own.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

import pydyf
import weasyprint.draw
from weasyprint.formatting_structure import boxes

if TYPE_CHECKING:
    from collections.abc import Iterator

BULLET = "li::before"
DISC, SQUARE, DASH = "•", "▪", "–"
ROUND, LEVEL = 0.4, 1.5  # of its width is a disc's radius at least; so many times as wide as high is a dash at least


class Painter:
    """Paints one page; ``bullets`` and ``blanks`` are its boxes that are content, by the element they belong to."""

    def __init__(self, page: Any) -> None:
        """Look up what of a page is more than decoration."""
        self.bullets: dict[int, Any] = {}
        self.blanks: dict[int, Any] = {}
        self._grounds: dict[int, Any] = {}
        self._ruled: dict[int, Any] = {}
        for child in page.children:
            if not isinstance(child, boxes.MarginBox):
                self._look(child, None)

    def _look(self, box: Any, ruled: Any) -> None:
        box = getattr(box, "_box", box)  # an absolute box stands behind a placeholder
        if box.element_tag == BULLET and box.background and not getattr(box, "children", ()):
            self.bullets[id(box.element)] = box
            self._grounds[id(box.background)] = box
        if box.element is not None and is_blank(box.element) and id(box.element) not in self.blanks:
            self.blanks[id(box.element)] = box
            own = box if box.border_bottom_width else ruled
            if own is not None:
                self._ruled[id(own.element)] = box
        if isinstance(box, boxes.BlockLevelBox):
            ruled = box if box.border_bottom_width and box.element is not None else None
        for child in getattr(box, "children", ()):
            self._look(child, ruled)

    def paint(self, paint: Any, stream: Any, scale: float) -> None:
        """Paint the page."""
        with self._instead():
            paint(stream, scale)
        for box in self.blanks.values():  # one without a rule, or with a rule of a table
            if (key := blank_key(box.element)) not in stream._tags:
                with stream.marked(key, "Form"):
                    pass

    @contextlib.contextmanager
    def _instead(self) -> Iterator[None]:
        """Stand in for three functions of the engine while it paints."""
        draw, own = weasyprint.draw, pydyf.Stream.set_color_rgb
        background, border = draw.draw_background, draw.draw_border

        def draw_background(stream: Any, ground: Any, *arguments: Any, **options: Any) -> None:
            box = self._grounds.get(id(ground))
            with _marked(stream, bullet_key(box.element), "Lbl") if box else contextlib.nullcontext():
                background(stream, ground, *arguments, **options)

        def draw_border(stream: Any, box: Any) -> None:
            blank = self._ruled.get(id(box.element)) if self._ruled else None
            with _marked(stream, blank_key(blank.element), "Form") if blank else contextlib.nullcontext():
                border(stream, box)

        draw.draw_background, draw.draw_border, pydyf.Stream.set_color_rgb = draw_background, draw_border, set_color
        try:
            yield
        finally:
            draw.draw_background, draw.draw_border, pydyf.Stream.set_color_rgb = background, border, own


def set_color(
    stream: Any,
    r: float,
    g: float,
    b: float,
    stroke: bool = False,  # noqa: FBT001, FBT002
) -> None:
    """Set a colour, black and grey without a share of red, green and blue: a printer takes them for black ink alone."""
    values, operator = ((r,), "G" if stroke else "g") if r == g == b else ((r, g, b), "RG" if stroke else "rg")
    stream.stream.append(b" ".join([*map(pydyf._to_bytes, values), operator.encode()]))


@contextlib.contextmanager
def _marked(stream: Any, key: tuple[str, int], tag: str) -> Iterator[None]:
    """Give what would be the next decoration a mark of its own."""
    wanted = [key] if key not in stream._tags else []

    def content() -> Any:
        return stream.marked(wanted.pop(), tag) if wanted else type(stream).artifact(stream)

    stream.artifact = content
    try:
        yield
    finally:
        del stream.artifact


def is_blank(element: Any) -> bool:
    """Tell the element of a ruled blank, to be filled in by hand."""
    return bool(element.tag == "span" and element.get("role") == "textbox")


def bullet_key(element: Any) -> tuple[str, int]:
    """Return by what the mark of a bullet is kept among those of a page."""
    return "bullet", id(element)


def blank_key(element: Any) -> tuple[str, int]:
    """Return by what the mark of a ruled blank is kept among those of a page."""
    return "blank", id(element)


def sign_of(bullet: Any) -> str:
    """Return the sign that a bullet is drawn as: a disc, a square or a dash."""
    if bullet.width > LEVEL * bullet.height:
        return DASH
    return DISC if bullet.border_top_left_radius[0] >= ROUND * bullet.width else SQUARE


def within(box: Any) -> Iterator[Any]:
    """Return a box and every box in it."""
    waiting = [box]
    while waiting:
        current = waiting.pop()
        current = getattr(current, "_box", current)  # an absolute box stands behind a placeholder
        yield current
        waiting += getattr(current, "children", ())
