"""Pictures as paper shows them, and nothing of their files but what is seen.

A file holds more than its picture: where a photo was taken and by whom, which way up it is, what lies under its
transparent parts. Nothing of it reaches the PDF; what it says of the look is done to the dots.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping

import PIL.Image
import PIL.ImageChops
import PIL.ImageCms
import PIL.ImageOps

from handouts.model.jpeg import BEGIN, segments

TURNED = 0x0112  # the field of Exif that says which way up a picture is (CIPA DC-008, 4.6.4)
UPRIGHT = 1
PHOTOS = {"JPEG", "MPO"}
CODED = {0xC0, 0xC1, 0xC2}  # how a PDF may hold the dots of a JPEG (ISO 32000-1, 7.4.8)
OF_THE_DOTS = {0xC4, 0xD9, 0xDA, 0xDB, 0xDD} | CODED  # tables and dots
FILE_KINDS = {(0xE0, b"JFIF\0"), (0xEE, b"Adobe")}  # what tells how to read the colours
AS_THEY_ARE = {"L", "RGB"}
ALIKE = 4  # of 255: colours of a profile that is all but the screen's own


def for_paper(pictures: Mapping[str, bytes], *, grey: bool) -> dict[str, bytes]:
    """Return pictures, by name, as PNG or JPEG files that hold what is seen of them, upright, on white, or in grey.

    Raises:
        ValueError: one is damaged.
        OSError: the same.
    """
    return {name: _for_paper(data, grey=grey) for name, data in pictures.items()}


def _for_paper(data: bytes, *, grey: bool) -> bytes:
    silent = warnings.catch_warnings(action="ignore")  # of what else a file holds, some may be wrong
    with silent, PIL.Image.open(io.BytesIO(data)) as picture:
        seen = _seen(picture)
        if seen is picture and not grey and picture.format in PHOTOS and (bare := _bare(data)):
            return bare
        written = io.BytesIO()
        dots = seen.convert("L") if grey else seen if seen.mode in AS_THEY_ARE else seen.convert("RGB")
        bare_dots = PIL.Image.frombytes(dots.mode, dots.size, dots.tobytes())
        bare_dots.save(written, "PNG", compress_level=1)  # the engine packs them anew
    return written.getvalue()


def _seen(picture: PIL.Image.Image) -> PIL.Image.Image:
    """Return a picture upright, in the colours of the screen and on white; the same one if it is all that already."""
    seen, profile = picture, picture.info.get("icc_profile")
    if picture.getexif().get(TURNED, UPRIGHT) != UPRIGHT:
        seen = PIL.ImageOps.exif_transpose(picture)
    through = seen.convert("RGBA").getchannel("A") if seen.has_transparency_data else None
    if profile:
        seen = _of_the_screen(seen, profile)
    if through is None:
        return seen
    white = PIL.Image.new("RGB", seen.size, "white")
    white.paste(seen.convert("RGB"), mask=through)
    return white.convert("L") if seen.mode in {"L", "LA"} else white


def _of_the_screen(picture: PIL.Image.Image, profile: bytes) -> PIL.Image.Image:
    """Return a picture in the colours of the screen; the same one if its profile changes nothing that is seen."""
    is_grey = picture.mode in {"1", "L", "LA"}
    own = picture.convert("L" if is_grey else "RGB")
    try:
        changed = PIL.ImageCms.profileToProfile(
            own, io.BytesIO(profile), PIL.ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (PIL.ImageCms.PyCMSError, OSError, ValueError):  # of another kind of colours: viewers pass it over
        return picture
    if changed is None:
        return picture
    difference = PIL.ImageChops.difference(own.convert("RGB"), changed).convert("L").getextrema()
    if int(difference[1]) <= ALIKE:  # type: ignore[arg-type]
        return picture
    return changed.convert("L") if is_grey else changed


def _bare(data: bytes) -> bytes | None:
    """Return a JPEG without what is not its dots; None if a PDF cannot hold it as it is."""
    parts = [*segments(data)]
    frames = {part.mark for part in parts if part.mark in range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
    if not frames <= CODED:
        return None
    kept = (
        data[part.start : part.end]
        for part in parts
        if part.mark in OF_THE_DOTS or (part.mark, data[part.start + 4 : part.start + 9]) in FILE_KINDS
    )
    return BEGIN + b"".join(kept)
