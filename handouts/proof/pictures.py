"""A monograph's pictures against those of the paper: each once, in its place, whole, with the dots of its own file.

The files are decoded here by themselves: what was made of them for the engine is not asked.
"""

from __future__ import annotations

import collections
import dataclasses
import io
import warnings
from typing import TYPE_CHECKING

from handouts.errors import Place, Problem
from handouts.leaflet.parts import About, Chapter, Header
from handouts.model.listed import Said
from handouts.model.monograph import ItemList, Picture, Question, Quotation, plain
from handouts.model.walk import TextLine, lines, pictures
from handouts.proof.naming import COMPLETE
from handouts.proof.paper import letters
from handouts.proof.readback.measured import MM_PER_POINT
from handouts.proof.readback.pictures import Drawn, alone, read_pictures
from handouts.proof.readback.structure import FIGURE, Element, Marked
from handouts.reader.pictures import picture_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from PIL.Image import Image

    from handouts.leaflet.parts import Leaflet
    from handouts.leaflet.printed import Group, ShownSection
    from handouts.model.monograph import Block, Monograph

STYLE = "If your own template or style changes this, mend it; else report a fault of the program."
TOLERANCE = 8  # of 255: two decoders, and two ways from one profile of colours to another, round differently
SMALLEST_MM = 10.0  # of the longer side; a picture that has fewer dots may be smaller
POINTS_PER_DOT = 0.75  # as the engine sets a picture that nothing makes smaller
NEAR, BETWEEN = 12, 12  # letters beside a picture that are looked for, and of marks that may stand between
HYPHENS = dict.fromkeys(map(ord, "-\u2010\u2011"))  # a line may end in one


@dataclasses.dataclass(frozen=True, slots=True)
class PictureFiles:
    """The files a leaflet's pictures were made of, by the name the text uses, and whether it is set in grey."""

    data: Mapping[str, bytes] = dataclasses.field(default_factory=dict)
    grey: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class _Wanted:
    """A picture of the leaflet with the text of its section before and after it, as far as there is any."""

    picture: Picture
    before: str
    after: str


@dataclasses.dataclass(frozen=True, slots=True)
class _Found:
    """A picture of the paper, with the texts that are read before and after it."""

    description: str
    drawn: Drawn
    before: list[Marked]
    after: list[Marked]


def picture_problems(  # noqa: PLR0913, PLR0917 - what is compared, and where it comes from
    leaflet: Leaflet, tags: Element, pdf: bytes, span: range | None, files: PictureFiles, monograph: Monograph
) -> Iterator[Problem]:
    """Compare each picture of the paper with its file; a PDF of a monograph without pictures is not opened for it."""
    if not any(True for section in monograph.sections for _ in pictures(section.content)):
        return
    wanted = [each for section in _sections(leaflet) for each in _in_section(section)]
    found = list(_found(leaflet, tags, read_pictures(pdf, span)))
    shown, named = [each.description for each in found], [each.picture.description for each in wanted]
    if shown != named:
        message = (
            f"The pictures of the text on paper are: {', '.join(shown) or 'none'}; they should be: {', '.join(named)}."
        )
        yield Problem("changed-pictures", message, STYLE, Place(monograph.path), rule=COMPLETE)
        return
    first, turned = span[0] if span else 1, leaflet.direction == "rtl"
    for one, other in zip(wanted, found, strict=True):
        name = picture_name(one.picture.source)
        place = Place(monograph.path, one.picture.line)
        for code, fault in _faults(one, other, files.data.get(name), grey=files.grey, turned=turned):
            message = f"On page {other.drawn.page + first} the picture {name} {fault}."
            yield Problem(code, message, STYLE, place, words=name, rule=COMPLETE)


def _faults(
    wanted: _Wanted,
    found: _Found,
    data: bytes | None,
    *,
    grey: bool,
    turned: bool,
) -> Iterator[tuple[str, str]]:
    """Say what is wrong with a picture of the paper: a code, and the end of a sentence."""
    drawn, own = found.drawn, _as_seen(data, grey=grey) if data is not None else None
    if own is None or not _alike(own, drawn.dots):
        yield "other-picture", "is not the one in its file"
        return
    longest = max(drawn.box[2] - drawn.box[0], drawn.box[3] - drawn.box[1])
    least = min(SMALLEST_MM / MM_PER_POINT, POINTS_PER_DOT * max(own.size))
    expected = alone(own, drawn) if drawn.is_upright and longest > least - 1 else None
    if expected is None or drawn.seen is None or not _alike(expected, drawn.seen):
        yield "unseen-picture", "is not seen as it is: covered, cut off, turned, stretched or far too small"
    if not _in_place(wanted, found, turned=turned):
        yield "changed-order", "stands in another place of the text"


def _as_seen(data: bytes, *, grey: bool) -> Image | None:
    """Return the picture of a file as it is seen on white: upright, in the colours of the screen, or in grey."""
    from PIL import Image, ImageCms, ImageOps

    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data)) as file:
            picture = ImageOps.exif_transpose(file)
            profile = file.info.get("icc_profile")
    except Exception:  # noqa: BLE001 - a decoder meets a damaged file with whatever its own arithmetic raises
        return None
    light = "L" if picture.mode in {"1", "L", "LA"} else "RGB"
    colours = picture.convert(light)
    if profile:
        try:
            screen = ImageCms.createProfile("sRGB")
            changed = ImageCms.profileToProfile(colours, io.BytesIO(profile), screen, outputMode="RGB")
            colours = changed or colours
        except (ImageCms.PyCMSError, OSError, ValueError):  # of another kind of colours: viewers pass it over
            pass
    whole = colours.convert("RGBA")
    if picture.has_transparency_data:
        whole.putalpha(picture.convert("RGBA").getchannel("A"))
    seen = Image.alpha_composite(Image.new("RGBA", whole.size, "white"), whole)
    return seen.convert("L" if grey or light == "L" else "RGB")


def _alike(one: Image, other: Image) -> bool:
    """Tell whether two pictures have the same dots; one without colours is not like one that has them."""
    from PIL import ImageChops

    if one.size != other.size:
        return False
    apart = ImageChops.difference(one.convert("RGB"), other.convert("RGB")).getextrema()
    return all(int(high) <= TOLERANCE for _, high in apart)  # type: ignore[misc]


def _sections(leaflet: Leaflet) -> Iterator[ShownSection]:
    for part in leaflet.parts:
        if isinstance(part, Chapter):
            yield from part.sections
        if isinstance(part, About):
            yield from part.disclaimers


def _in_section(section: ShownSection) -> Iterator[_Wanted]:
    flow = [*filter(None, (plain(section.heading or ()), section.note)), *_of_groups(section.groups)]
    for number, piece in enumerate(flow):
        if isinstance(piece, Picture):
            before = (words for words in reversed(flow[:number]) if isinstance(words, str))
            after = (words for words in flow[number:] if isinstance(words, str))
            yield _Wanted(piece, next(before, ""), next(after, ""))


def _of_groups(groups: Iterable[Group]) -> Iterator[str | Picture]:
    for group in groups:
        if group.label:
            yield group.label
        yield from _flow(group.content)
        if group.number:
            yield ""  # the clinic's number: what stands beside a picture is not the next text


def _flow(blocks: Iterable[Block]) -> Iterator[str | Picture]:
    """Return the texts and the pictures of blocks as they follow each other."""
    for block in blocks:
        match block:
            case Picture():
                yield block
            case ItemList() if [*pictures([block])]:
                for item in block.items:
                    yield from _flow(item.content)
            case Quotation() if [*pictures([block])]:
                yield from _flow(block.content)
            case Question() if [*pictures([block])]:
                yield plain(block.question)
                yield from _flow(block.answer)
            case _:
                yield from (plain(line.inline) for line in lines([block]) if _is_here(line))


def _is_here(line: TextLine) -> bool:
    return line.said is not Said.ELSEWHERE and bool(letters(plain(line.inline)))


def _found(leaflet: Leaflet, tags: Element, drawn: Iterable[Drawn]) -> Iterator[_Found]:
    """Return the pictures of the text as the tags have them, the clinic's logo left out, in reading order."""
    by_mark = collections.defaultdict[tuple[int, int], list[Drawn]](list)
    for each in drawn:
        by_mark[each.page, each.mark].append(each)
    logos = [part.logo.alt for part in leaflet.parts if isinstance(part, Header) and part.logo]
    flow = list(_read(tags))
    marks = [piece for piece in flow if isinstance(piece, Marked)]
    passed = 0
    for piece in flow:
        if isinstance(piece, Marked):
            passed += 1
            continue
        held = [each for mark in piece.drawn for each in by_mark.pop(mark, [])]
        if held and piece.description in logos:
            logos.remove(piece.description)
            continue
        for each in held:
            yield _Found(piece.description, each, marks[:passed], marks[passed:])
    for each in (each for left in by_mark.values() for each in left):
        yield _Found("one without a description", each, [], [])


def _read(element: Element) -> Iterator[Marked | Element]:
    """Return the texts and the figures of the tags in reading order."""
    if element.kind == FIGURE:
        yield element
    for kid in element.ordered():
        if isinstance(kid, Marked):
            yield kid
        else:
            yield from _read(kid)


def _in_place(wanted: _Wanted, found: _Found, *, turned: bool) -> bool:
    """Tell whether a picture is read, and seen, between the texts it stands between."""
    before, after = (letters(words).translate(HYPHENS) for words in (wanted.before, wanted.after))
    read = "".join(letters(mark.text).translate(HYPHENS) for mark in found.before[-NEAR - BETWEEN :])
    to_read = "".join(letters(mark.text).translate(HYPHENS) for mark in found.after[: NEAR + BETWEEN])
    if not _holds(read[-NEAR - BETWEEN :], before[-NEAR:], turned=turned):
        return False
    if not _holds(to_read[: NEAR + BETWEEN], after[:NEAR], turned=turned):
        return False
    above = next((mark for mark in reversed(found.before) if mark.text.strip()), None) if before else None
    below = next((mark for mark in found.after if mark.text.strip()), None) if after else None
    return not (above and _is_above(found.drawn, above)) and not (below and _is_below(found.drawn, below))


def _holds(text: str, words: str, *, turned: bool) -> bool:
    """Tell whether letters stand in a text; in one from right to left, in any order."""
    if turned:
        return collections.Counter(words) <= collections.Counter(text)
    return words in text


def _is_above(drawn: Drawn, mark: Marked) -> bool:
    """Tell whether a picture stands before a text: on a page before it, or over it."""
    left, bottom, right, _ = drawn.box
    over = bottom >= mark.box[3] and left < mark.box[2] and mark.box[0] < right
    return drawn.page < mark.page or (drawn.page == mark.page and over)


def _is_below(drawn: Drawn, mark: Marked) -> bool:
    """Tell whether a picture stands behind a text: on a page after it, or under it."""
    left, _, right, top = drawn.box
    under = top <= mark.box[1] and left < mark.box[2] and mark.box[0] < right
    return drawn.page > mark.page or (drawn.page == mark.page and under)
