"""An SVG made safe: shapes and colours stay, what runs, leads elsewhere or holds words is refused."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterator

SVG = "{http://www.w3.org/2000/svg}"
XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
SHAPES = {
    "svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "defs", "use", "symbol",
    "linearGradient", "radialGradient", "stop", "clipPath",
}  # fmt: skip
DROPPED = {"title", "desc", "metadata"}
WORDS = {"text", "tspan", "textPath", "tref"}
MOST_ELEMENTS, DEEPEST = 5_000, 50
MOST_DRAWN = 20_000  # copies, clips and runs of colour counted each time
NUMBER = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(?:px|pt|mm|cm|in)?\s*")
ADDRESS = re.compile(r"url\s*\(\s*['\"]?\s*(?!#)", re.IGNORECASE)
ELSEWHERE = ("@import", "\\", "://")
LED = re.compile(r"url\s*\(\s*['\"]?\s*(#[^'\")]+)", re.IGNORECASE)
OTHER_INKS = re.compile(r"device-cmyk|icc-color", re.IGNORECASE)


class UnfitError(Exception):
    """A picture that cannot be printed: what is the matter, as it goes on after its name, and what to do."""

    def __init__(self, told: str, hint: str = "") -> None:
        """Keep both."""
        super().__init__(told)
        self.told, self.hint = told, hint


def cleaned(data: bytes) -> tuple[bytes, float]:
    """Return an SVG with its shapes only, and how many times it is as wide as high.

    Raises:
        UnfitError: it is no SVG, or holds a script, an address, words, or more than a logo needs.
    """
    try:
        if b"\0" in data or "<!ENTITY" in data.decode("utf-8-sig"):
            raise UnfitError("declares entities, or is no UTF-8 text")
        root = ET.fromstring(data)  # noqa: S314 - without entities it cannot grow; its size is limited
    except (ET.ParseError, UnicodeDecodeError, ValueError, RecursionError, LookupError):
        raise UnfitError("is not an SVG picture, or is damaged") from None
    if root.tag != SVG + "svg":
        raise UnfitError("is not an SVG picture")
    if sum(1 for _ in root.iter()) > MOST_ELEMENTS:
        raise UnfitError(f"holds more than {MOST_ELEMENTS:,} shapes", "Simplify it.")
    _clean(root, 0)
    _refuse_copies_of_copies(root)
    _Drawn(root).count(root)
    if not any(name in SHAPES - {"svg", "g", "defs"} for name in _names(root)):
        raise UnfitError("shows nothing")
    width, height = _measures(root)
    root.attrib.setdefault("viewBox", f"0 0 {width:g} {height:g}")
    for name in ("width", "height"):
        root.attrib.pop(name, None)
    ET.register_namespace("", SVG[1:-1])
    return ET.tostring(root, encoding="utf-8"), width / height


def _names(root: ET.Element) -> Iterator[str]:
    return (str(element.tag).removeprefix(SVG) for element in root.iter())


def _clean(element: ET.Element, depth: int) -> None:
    if depth > DEEPEST:
        raise UnfitError("is nested too deeply", "Simplify it.")
    element.text = element.tail = None
    for name, value in list(element.attrib.items()):
        _judge(name, value)
        if name.startswith("{") and name != XLINK_HREF:
            del element.attrib[name]
    for kid in list(element):
        name = str(kid.tag)
        own = name.removeprefix(SVG)
        if own in WORDS:
            raise UnfitError(
                "holds text, which nobody can check on paper", "Turn its text into paths, and save it again."
            )
        if own in DROPPED or (name.startswith("{") and not name.startswith(SVG)):
            element.remove(kid)
        elif own not in SHAPES:
            raise UnfitError(
                f"holds <{own[:40]}>, which no logo here may", "Save it as plain SVG: shapes and colours only."
            )
        else:
            _clean(kid, depth + 1)


def _refuse_copies_of_copies(root: ET.Element) -> None:
    """Refuse a copy of what holds copies: they can multiply without end."""
    with_copies = {each.get("id") for each in root.iter() if any(kid.tag == SVG + "use" for kid in each.iter())}
    for copy in root.iter(SVG + "use"):
        target = (copy.get("href") or copy.get(XLINK_HREF) or "").strip().removeprefix("#")
        if target in with_copies:
            raise UnfitError("copies a shape that holds copies", "Save it as plain SVG, without nested copies.")


class _Drawn:
    """Counts what is drawn of a picture: what a shape leads to (a copy, a clip, a colour's run) is drawn each time."""

    def __init__(self, root: ET.Element) -> None:
        self.named: dict[str, list[ET.Element]] = {}
        for element in root.iter():
            self.named.setdefault(element.get("id", ""), []).append(element)
        self.counted: dict[ET.Element, int] = {}

    def count(self, element: ET.Element, depth: int = 0) -> int:
        """Return how many elements are drawn for one.

        Raises:
            UnfitError: they are too many, or one leads back to itself.
        """
        if depth > 2 * DEEPEST:
            raise UnfitError("leads from shape to shape without end", "Save it as plain SVG, and flatten it.")
        if element not in self.counted:
            total = 1 + sum(self.count(kid, depth + 1) for kid in element)
            total += sum(self.count(target, depth + 1) for target in self._targets(element))
            if total > MOST_DRAWN:
                raise UnfitError(f"draws more than {MOST_DRAWN:,} shapes", "Simplify it.")
            self.counted[element] = total
        return self.counted[element]

    def _targets(self, element: ET.Element) -> Iterator[ET.Element]:
        for name, value in element.attrib.items():
            led = [value.strip()] if name in {"href", XLINK_HREF} else LED.findall(value)
            for address in dict.fromkeys(form for each in led for form in (each[1:], unquote(each[1:]))):
                yield from self.named.get(address, ()) if address else ()


def _judge(name: str, value: str) -> None:
    plain = name.rpartition("}")[2].lower()
    if plain.startswith("on"):
        raise UnfitError(f"holds a script ({plain[:30]})", "Save it as plain SVG, without scripts.")
    leads = plain in {"href", "src", "base"} and not value.strip().startswith("#")
    if leads or ADDRESS.search(value) or any(sign in value for sign in ELSEWHERE):
        raise UnfitError("leads to another file", "Put all shapes into the one file, and save it as plain SVG.")
    if OTHER_INKS.search(value):
        raise UnfitError("keeps its colours as inks of the press", "Save it with RGB colours.")


def _measures(root: ET.Element) -> tuple[float, float]:
    try:
        _, _, width, height = map(float, re.split(r"[\s,]+", root.attrib["viewBox"].strip()))
    except (KeyError, ValueError):
        found = [NUMBER.fullmatch(root.attrib.get(name, "")) for name in ("width", "height")]
        width, height = (float(match[1]) if match else 0.0 for match in found)
    if not (0 < width < 1e6 and 0 < height < 1e6):  # noqa: PLR2004 - no logo's
        raise UnfitError("has no size", "Give its <svg> a viewBox.")
    return width, height
