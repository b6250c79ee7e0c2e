"""A font's own file: which glyphs it has for characters, and what the rules that every text gets make of them."""

from __future__ import annotations

import functools
import io
import itertools
from typing import TYPE_CHECKING, Any

from fontTools.ttLib import TTFont

from handouts.assets import bundled

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterable, Iterator

# What a shaper does to every text, unasked (HarfBuzz: the common features, and those of its scripts), and figures of
# one width, or with ups and downs. Any other feature needs a style that asks for it, and may draw “10” as “¹⁰” or “1/2”
# as “½”.
ALWAYS = {
    *("ccmp", "locl", "rlig", "calt", "clig", "liga", "rclt", "rvrn", "rtlm", "rtla", "ltra", "ltrm"),
    *("init", "medi", "fina", "isol", "fin2", "fin3", "med2"),
    *("nukt", "akhn", "rphf", "rkrf", "pref", "blwf", "abvf", "half", "pstf", "vatu", "cjct", "cfar"),
    *("pres", "abvs", "blws", "psts", "haln", "ljmo", "vjmo", "tjmo"),
    *("tnum", "lnum", "pnum", "onum"),
}
AT_FRACTION_SLASH = {"frac", "numr", "dnom"}
FRACTION_SLASH = "\u2044"
SINGLE, SEVERAL, LIGATURE, EXTENDED, REVERSED = 1, 2, 4, 7, 8  # kinds of substitution in OpenType

Rule = tuple[frozenset[str], frozenset[str]]  # when all the first glyphs are there, the second may come


class FontFile:
    """A font as its file has it."""

    def __init__(self, data: bytes) -> None:
        """Read the font.

        Raises:
            Exception: fontTools has many, for a file that is no font.
        """
        self.font = TTFont(io.BytesIO(data), lazy=True)
        self.characters: dict[int, str] = self.font.getBestCmap() or {}

    @property
    def tables(self) -> set[str]:
        """The names of its tables."""
        return {*self.font.keys()}

    def glyph(self, number: int) -> str:
        """Return the name of a glyph."""
        return str(self.font.getGlyphName(number))

    def glyphs_of(self, text: str) -> set[str]:
        """Return the glyphs of a text's characters, each by itself."""
        return {glyph for letter in text if (glyph := self.characters.get(ord(letter)))}

    def made_of(self, text: str, *, fractions: bool = False) -> set[str]:
        """Return the glyphs that the rules every text gets can make of a text; ``fractions`` where it has such."""
        found = self.glyphs_of(text)
        rules = [*self._rules, *(self._fraction_rules if fractions else [])]
        grown = True
        while grown:
            new = set().union(*(made for needed, made in rules if needed <= found)) - found
            found |= new
            grown = bool(new)
        return found

    @functools.cached_property
    def _rules(self) -> list[Rule]:
        return [*self._of(ALWAYS)]

    @functools.cached_property
    def _fraction_rules(self) -> list[Rule]:
        return [*self._of(AT_FRACTION_SLASH)]

    def _of(self, features: set[str]) -> Iterator[Rule]:
        if "GSUB" not in self.font:
            return
        table: Any = self.font["GSUB"].table
        records = table.FeatureList.FeatureRecord if table.FeatureList else ()
        waiting = [
            index for record in records if record.FeatureTag in features for index in record.Feature.LookupListIndex
        ]
        done: set[int] = set()
        while waiting:
            index = waiting.pop()
            if index in done:
                continue
            done.add(index)
            parts = table.LookupList.Lookup[index].SubTable
            for part in (each.ExtSubTable if each.LookupType == EXTENDED else each for each in parts):
                yield from _substitutions(part)
                waiting += _further(part)


def _substitutions(part: Any) -> Iterator[Rule]:
    """Return what a part of a substitution's table puts in place of glyphs."""
    if part.LookupType == SINGLE:
        for old, new in part.mapping.items():
            yield frozenset((old,)), frozenset((new,))
    elif part.LookupType == SEVERAL:
        for old, several in part.mapping.items():
            yield frozenset((old,)), frozenset(several)
    elif part.LookupType == LIGATURE:
        for first, ligatures in part.ligatures.items():
            for each in ligatures:
                yield frozenset((first, *each.Component)), frozenset((each.LigGlyph,))
    elif part.LookupType == REVERSED:
        for old, new in zip(part.Coverage.glyphs, part.Substitute, strict=True):
            yield frozenset((old,)), frozenset((new,))


def _further(part: Any) -> list[int]:
    """Return the lookups that a substitution in context leads to, wherever in its table they are named."""
    found = [record.LookupListIndex for record in getattr(part, "SubstLookupRecord", None) or ()]
    for name, several in vars(part).items():
        if name.endswith(("Set", "Rule", "ClassSet", "ClassRule")):
            found += itertools.chain.from_iterable(_further(each) for each in several or () if each)
    return found


@functools.cache
def _ours_by_size() -> dict[int, list[pathlib.Path]]:
    found: dict[int, list[pathlib.Path]] = {}
    for path in sorted(bundled("styles").rglob("*")):
        if path.is_file():
            found.setdefault(path.stat().st_size, []).append(path)
    return found


def ours(data: bytes) -> pathlib.Path | None:
    """Return the file of our own styles that these bytes are, wherever they come from; None for any other."""
    return next((path for path in _ours_by_size().get(len(data), ()) if path.read_bytes() == data), None)


@functools.cache
def font_of_ours(path: pathlib.Path) -> FontFile:
    """Return one of our own fonts, read once in a process."""
    return FontFile(path.read_bytes())


def our_fonts(faces: Iterable[str]) -> list[FontFile]:
    """Return our own fonts of these names, to compare others with."""
    return [font_of_ours(bundled("styles") / "fonts" / f"{face}.ttf") for face in faces]
