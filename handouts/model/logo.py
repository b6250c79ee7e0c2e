"""A clinic's logo: a picture beside its clinic.toml, decoded whole and made safe when it is read."""

from __future__ import annotations

import base64
import hashlib
import io
import pathlib
import warnings
from typing import Self

import pydantic

from handouts.errors import ContentError, Place, Problem
from handouts.model.vector import UnfitError, cleaned
from handouts.store.plain_files import read

LARGEST_BYTES = 2_000_000
MOST_PIXELS = 16_000_000
HEIGHT_MM, WIDTH_MM = 14.0, 60.0  # the room at the top of page 1
LONGEST = 20  # times as wide as high, or as high as wide
KINDS = {".svg": "image/svg+xml", ".png": "image/png"}
PICTURE_HINT = "Save the logo again as SVG (text turned into paths) or as PNG, beside clinic.toml."


class Logo(pydantic.BaseModel):
    """A logo by name and digest; ``data`` is what is printed, and no manifest holds it.

    ``sha256`` is that of the clinic's own file, in hex.
    """

    model_config = pydantic.ConfigDict(frozen=True, extra="forbid")

    name: str
    sha256: str
    alt: str
    width_mm: float
    height_mm: float
    data: bytes = pydantic.Field(default=b"", exclude=True, repr=False)

    @property
    def address(self) -> str:
        """The picture as a ``data:`` address; empty where only the manifest is left of it."""
        kind = KINDS[pathlib.PurePath(self.name).suffix.lower()]
        return f"data:{kind};base64,{base64.b64encode(self.data).decode()}" if self.data else ""

    @classmethod
    def read(cls, path: pathlib.Path, alt: str, place: Place) -> Self:
        """Read a logo; ``place`` is where the clinic's file names it.

        Raises:
            ContentError: it is missing, no file, too large, damaged, or holds what no paper may show.
        """
        data = _bytes(path, place)
        try:
            shown, ratio = cleaned(data) if path.suffix.lower() == ".svg" else _repainted(data)
            _check(ratio)
        except UnfitError as error:
            raise _wrong(f"The logo {path.name} {error.told}.", error.hint or PICTURE_HINT, place) from None
        width = min(WIDTH_MM, HEIGHT_MM * ratio)
        digest = hashlib.sha256(data).hexdigest()
        return cls(
            name=path.name,
            sha256=digest,
            alt=alt,
            width_mm=round(width, 2),
            height_mm=round(width / ratio, 2),
            data=shown,
        )


def _bytes(path: pathlib.Path, place: Place) -> bytes:
    if path.suffix.lower() not in KINDS:
        raise _wrong(f"The logo {path.name[:80]} is neither an .svg nor a .png file.", PICTURE_HINT, place)
    try:
        if not path.exists():
            raise _wrong(f"The logo {path.name[:80]} does not exist.", "Its path begins at clinic.toml.", place)
        if not path.is_file():  # a pipe would wait for ever
            raise _wrong(f"The logo {path.name[:80]} is no file.", "Name the file of the picture.", place)
        size = path.stat().st_size
        if size > LARGEST_BYTES:
            hint = f"Make it smaller: {LARGEST_BYTES:,} bytes is the most."
            raise _wrong(f"The logo {path.name} holds {size:,} bytes.", hint, place)
        return read(path)
    except (OSError, ValueError) as error:
        raise _wrong(f"The logo cannot be read: {error}.", "Check its path and permissions.", place) from None


def _repainted(data: bytes) -> tuple[bytes, float]:
    """Return a PNG painted anew on white in 8 bits a channel, and how many times it is as wide as high.

    Raises:
        UnfitError: it is no PNG, is damaged, or is too large.
    """
    from PIL import Image

    told = "is not a PNG picture, or is damaged"
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data), formats=("PNG",)) as image:
            image.verify()  # the engine lets Pillow take half a picture for a whole one
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data), formats=("PNG",)) as image:
            width, height = image.size
            if width * height > MOST_PIXELS:
                raise UnfitError(f"holds {width * height:,} pixels", f"Make it smaller: {MOST_PIXELS:,} is the most.")
            image.load()
            if image.mode.startswith("I"):  # 16 bits: Pillow would cut them off, not scale them
                painted = image.convert("I").point(lambda value: value / 257).convert("L").convert("RGBA")
            else:
                painted = image.convert("RGBA")
            ground = Image.new("RGBA", painted.size, "white")
            ground.alpha_composite(painted)
            colours = ground.convert("RGB")
            red, green, blue = colours.split()
            grey = red.tobytes() == green.tobytes() == blue.tobytes()
            out = io.BytesIO()
            (red if grey else colours).save(out, "PNG")
    except Image.DecompressionBombError:
        raise UnfitError("holds too many pixels", f"Make it smaller: {MOST_PIXELS:,} is the most.") from None
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError):
        raise UnfitError(told) from None
    return out.getvalue(), width / height


def _check(ratio: float) -> None:
    if not 1 / LONGEST <= ratio <= LONGEST:
        told = f"is {ratio:.3g} times as wide as high"
        raise UnfitError(told, f"Cut it so that it fits {WIDTH_MM:g} by {HEIGHT_MM:g} mm.")


def _wrong(message: str, hint: str, place: Place) -> ContentError:
    return ContentError(Problem("unfit-logo", message, hint, place))
