"""Whether the file of a picture is whole, and prints as it is seen on a screen: it is decoded to its last dot.

The engine and most viewers show what they can of a damaged file: a black square for a table of doses.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import re
import warnings
import zlib
from typing import TYPE_CHECKING, Any, NamedTuple

from handouts.model.jpeg import Segment, segments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Exif, Image

MOST_PIXELS = 40_000_000  # of one picture
FEWEST_PIXELS = 4  # a side; a smaller picture shows nothing
FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
# How colours may be kept, in Pillow's words: of light, 8 bits a channel. PDF/A-2 wants a profile of the press for inks
# (ISO 19005-2, 6.2.4.3), the engine knows no grey of 16 bits.
COLOURS = frozenset(("1", "L", "LA", "P", "PA", "RGB", "RGBA"))
OF_A_SCREEN, NEARLY = 0.45455, 0.02  # the gamma of a PNG, of which the paper knows no other
TURNS, AS_IT_STANDS = range(1, 9), 1
NOTHING = 16  # of 255: colours that are nearer to each other than that are not told apart
PNG_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
PNG_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # by the type of colour
PROGRESSIVE, PER_BLOCK = 0xC2, 64
RESTART = re.compile(rb"\xff[\xd0-\xd7]")
SURPLUS = b"\x2b\xd5\x91\x6c" * 16  # what no decoder reads where nothing is missing
LAST_BYTES, TURNED = 16, 0x5A  # of the dots: with others in their place it is another picture

SAVE = "Save it as PNG or JPEG in RGB with 8 bits a channel, at most 40 million pixels."
AGAIN = "Open it: if it looks as it should, save it again as PNG; else take it from where it came from once more."
STILL = "Save the one picture that is meant as PNG: paper does not move."
LARGER = "Take the picture itself: a dot says nothing."
UPRIGHT = "Open it, turn it as it should be seen, and save it again as PNG."
ON_WHITE = "Set it on a white ground, so that what it shows stands out, and save it again."


class Unfit(NamedTuple):
    """Why a picture cannot be printed, as the end of a sentence, and what to do."""

    reason: str
    hint: str = SAVE


def unfit(data: bytes) -> Unfit | None:
    """Return why the file of a picture cannot be printed; None if it can."""
    from PIL import Image, UnidentifiedImageError

    try:
        with _strictly(), Image.open(io.BytesIO(data), formats=FORMATS) as image:
            return next(_faults(image, data), None)
    except (UnidentifiedImageError, Image.DecompressionBombError):
        return Unfit("is not a picture that can be printed")
    except Exception:  # noqa: BLE001 - a decoder meets a damaged file with whatever its own arithmetic raises
        return Unfit("is damaged: not all of it can be read", AGAIN)


@contextlib.contextmanager
def _strictly() -> Iterator[None]:
    """Let nothing pass that is cut off; the engine allows it for the whole process."""
    from PIL import ImageFile

    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings(action="ignore"):
            yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _faults(image: Image, data: bytes) -> Iterator[Unfit]:
    """Find what is wrong with a picture; what comes later takes for granted that nothing came before."""
    pixels = image.width * image.height
    gamma = image.info.get("gamma", OF_A_SCREEN)
    known = "srgb" in image.info or "icc_profile" in image.info  # which count for more than a gamma
    if pixels > MOST_PIXELS:
        yield Unfit(f"holds {pixels:,} pixels")
    if image.mode not in COLOURS:
        yield Unfit(f"keeps its colours as {image.mode}, which is not for every printer and archive")
    if min(image.size) < FEWEST_PIXELS:
        yield Unfit(f"is {image.width} × {image.height} pixels small", LARGER)
    if image.format != "MPO" and getattr(image, "n_frames", 1) > 1:
        yield Unfit("moves, or holds several pictures", STILL)
    if not known and abs(gamma - OF_A_SCREEN) > NEARLY:
        yield Unfit("has a gamma of its own: it looks different from one program to the next", AGAIN)
    if not WHOLE[image.format or ""](data):
        yield Unfit("is damaged: not all of it can be read", AGAIN)
    image.load()
    if _turn(image.getexif()) != _turn(_exif_alone(image)):
        yield Unfit("says which way up it is where only some programs look", UPRIGHT)
    if _is_hidden(image):
        yield Unfit("shows nothing on white paper", ON_WHITE)


def _exif_alone(image: Image) -> Exif:
    """Return what a picture's Exif says, and nothing else that may stand in for it."""
    from PIL import Image

    exif = Image.Exif()
    with contextlib.suppress(Exception):  # what is cut off there says nothing, and no viewer minds
        exif.load(image.info.get("exif", b""))
    return exif


def _turn(exif: Exif) -> int:
    """Return which way up a picture is to be seen (CIPA DC-008, 4.6.4): as it stands where nothing says more."""
    turn = exif.get(0x0112)
    return turn if isinstance(turn, int) and turn in TURNS else AS_IT_STANDS


def _is_hidden(image: Image) -> bool:
    """Tell a picture with transparent parts, of which no more than one colour is seen on white."""
    from PIL import Image

    if not image.has_transparency_data:
        return False
    seen = Image.new("RGBA", image.size, "white")
    own = image.convert("RGBA")
    seen.alpha_composite(own)
    bounds: Any = seen.convert("RGB").getextrema()
    return all(high - low < NOTHING for low, high in bounds) and own.getchannel("A").getextrema() != (255, 255)


def _png_is_whole(data: bytes) -> bool:
    """Tell whether a PNG has all its chunks, each with the digest it names, and every row (ISO/IEC 15948, 5 and 9)."""
    place, dots, head = 8, [], b""
    while place < len(data):
        size, name = int.from_bytes(data[place : place + 4]), data[place + 4 : place + 8]
        end = place + 8 + size
        if len(data) < end + 4 or zlib.crc32(data[place + 4 : end]) != int.from_bytes(data[end : end + 4]):
            return False
        if name == b"IHDR":
            head = data[place + 8 : end]
        elif name == b"IDAT":
            dots.append(data[place + 8 : end])
        elif name == b"IEND":
            return _unpacked(dots) == _rows(head)
        place = end + 4
    return False


def _unpacked(pieces: list[bytes]) -> int | None:
    """Return how many bytes packed data hold, without keeping them; None if they break off."""
    unpacker, size = zlib.decompressobj(), 0
    for piece in pieces:
        waiting = piece
        while waiting and not unpacker.eof:
            size += len(unpacker.decompress(waiting, 1 << 20))
            waiting = unpacker.unconsumed_tail
            if size > MOST_PIXELS * 16:
                return None
    return size if unpacker.eof else None


def _rows(head: bytes) -> int:
    """Return how many bytes the rows of a PNG take, each with its filter, by what its head says."""
    width, height = int.from_bytes(head[:4]), int.from_bytes(head[4:8])
    depth, colour, interlaced = head[8], head[9], head[12]
    bits = depth * PNG_CHANNELS[colour]
    passes = PNG_PASSES if interlaced else ((0, 0, 1, 1),)
    sizes = [(-(-(width - left) // across), -(-(height - top) // down)) for left, top, across, down in passes]
    return sum(rows * (1 + -(-columns * bits // 8)) for columns, rows in sizes if columns > 0 and rows > 0)


def _jpeg_is_whole(data: bytes) -> bool:
    """Tell whether a JPEG holds all its dots, no more and no fewer.

    Its decoder fills up what is missing. It shows that something was by what it makes of bytes that are too many, and
    that too many were there by making the same picture of other ones.
    """
    parts = list(segments(data))
    scans, progressive = [part for part in parts if part.dots], any(part.mark == PROGRESSIVE for part in parts)
    if not scans or (progressive and not _is_refined(scans, data)):
        return False
    dots = _dots(data)
    return dots == _dots(_with_surplus(scans, data)) and (
        progressive or dots != _dots(_with_other_end(scans[-1], data))
    )


def _with_surplus(scans: list[Segment], data: bytes) -> bytes:
    """Return a JPEG with bytes too many wherever its dots end: at each restart, and at the end of each scan."""
    pieces, place = [], 0
    for scan in scans:
        restarts = [scan.dots + found.start() for found in RESTART.finditer(data[scan.dots : scan.end])]
        for end in (*restarts, scan.end):
            pieces += [data[place:end], SURPLUS]
            place = end
    return b"".join(pieces) + data[place:]


def _with_other_end(scan: Segment, data: bytes) -> bytes:
    """Return a JPEG whose last dots are coded otherwise, with nothing that would be a mark."""
    start = max(scan.end - LAST_BYTES, scan.dots)
    other = bytes(value ^ TURNED if value not in {0xFF, 0xFF ^ TURNED} else TURNED for value in data[start : scan.end])
    return data[:start] + other + data[scan.end :]


def _dots(data: bytes) -> bytes:
    """Return the digest of a JPEG's dots, which may take a hundred times the room of the file."""
    from PIL import Image

    with Image.open(io.BytesIO(data), formats=("JPEG",)) as image:
        return hashlib.blake2b(image.tobytes()).digest()


def _is_refined(scans: list[Segment], data: bytes) -> bool:
    """Tell whether the scans of a progressive JPEG give every part of every block to its last bit (ITU-T T.81, G)."""
    left: dict[tuple[int, int], int] = {}
    for scan in scans:
        head = data[scan.start : scan.dots].lstrip(b"\xff")[3:]
        own, (first, last, bits) = head[1 : 1 + 2 * head[0] : 2], head[1 + 2 * head[0] : 4 + 2 * head[0]]
        left |= {(colour, part): bits & 15 for colour in own for part in range(first, last + 1)}
    colours = {colour for colour, _ in left}
    return not any(left.get((colour, part), 1) for colour in colours for part in range(PER_BLOCK))


def _is_decoded(_: bytes) -> bool:
    """Leave it to the decoder, which tells itself what is missing."""
    return True


WHOLE: dict[str, Any] = {"PNG": _png_is_whole, "JPEG": _jpeg_is_whole, "MPO": _jpeg_is_whole} | dict.fromkeys(
    ("GIF", "WEBP"), _is_decoded
)
