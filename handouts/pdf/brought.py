"""What a look brings of its own: styles, and fonts that are trusted; nothing else, for nobody proves what it shows."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import pathlib
from typing import NamedTuple

import PIL.Image

from handouts.errors import LookError, Place, Problem
from handouts.pdf.font_files import FontFile, ours
from handouts.pdf.letter_shapes import misdrawn

FONTS = (b"\0\1\0\0", b"OTTO", b"true", b"ttcf", b"typ1", b"wOFF", b"wOF2", b"%!PS", b"\x80\1")
PLAIN = (b"\0\1\0\0", b"OTTO", b"true")  # one static font, as it is set
# Letters as pictures or with layers of colour, and letters whose shape depends on how they are asked for.
UNFIT = {
    *("CBDT", "CBLC", "EBDT", "EBLC", "sbix", "SVG ", "COLR", "bdat"),
    *("fvar", "gvar", "CFF2", "morx", "mort", "Silf", "Graphite"),
}
LOGO = "Take it out. The clinic's logo has a place of its own: write logo in clinic.toml."
OWN_FONTS = "Take it out, or pass --trust-fonts after somebody has looked at each letter of the font on paper."
SAVE = "Save the font as a static .ttf or .otf file in your own styles folder, or take it out."


class Origin(NamedTuple):
    """Where a file comes from: its path ("" for a ``data:`` address), its name in the look, if it is a style."""

    path: str
    name: str
    style: bool

    @property
    def place(self) -> Place:
        """Where a problem with it stands."""
        return Place(self.path or "styles")

    @property
    def told(self) -> str:
        """How it is called in a message."""
        return self.name[:80] or "written into an address (data:)"


@dataclasses.dataclass(frozen=True)
class TrustedFont:
    """A font that a look brings, read once."""

    name: str
    data: bytes
    font: FontFile


class Brought:
    """Lets in what a look may bring. ``logo`` is the clinic's; ``fonts`` are those that came in, by their SHA-256."""

    def __init__(self, logo: bytes, *, trust_fonts: bool) -> None:
        """Remember what is allowed."""
        self.logo, self.trust_fonts = logo, trust_fonts
        self.fonts: dict[str, TrustedFont] = {}

    def let_in(self, data: bytes, origin: Origin) -> None:
        """Let a file in, or do not.

        Raises:
            LookError: it is a picture, or a font that is not trusted or not fit to be.
        """
        if (self.logo and data == self.logo) or ours(data) or (origin.style and _is_text(data)):
            return
        if not data.startswith(FONTS):
            message = f"The look brings a picture of its own ({origin.told}): nobody proves what it says."
            raise LookError(Problem("picture-in-style", message, LOGO, origin.place))
        if not self.trust_fonts:
            message = f"The look brings a font of its own ({origin.told}): it may draw one figure as another."
            raise LookError(Problem("foreign-font", message, OWN_FONTS, origin.place))
        digest = hashlib.sha256(data).hexdigest()
        if digest not in self.fonts:
            self.fonts[digest] = TrustedFont(pathlib.PurePath(origin.name).name, data, _fit(data, origin))


def _is_text(data: bytes) -> bool:
    """Tell whether a style is text, and nothing that the engine could take for a picture."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    if "\0" in text or text.lstrip().startswith("<"):
        return False
    try:
        with PIL.Image.open(io.BytesIO(data)):
            return False
    except (OSError, SyntaxError, ValueError, EOFError, PIL.Image.DecompressionBombError):
        return True


def _fit(data: bytes, origin: Origin) -> FontFile:
    """Return a font that can be trusted.

    Raises:
        LookError: it is packed, varies, holds pictures, cannot be read, or draws a figure or sign as another.
    """
    if not origin.path or not data.startswith(PLAIN):
        message = f"A font of the look is no .ttf or .otf file ({origin.told})."
        raise LookError(Problem("foreign-font", message, SAVE, origin.place))
    try:
        font = FontFile(data)
        unfit = sorted(font.tables & UNFIT)
        unfit += [] if font.characters else ["no table of characters"]
        wrong = misdrawn(font) if not unfit else ""
    except Exception as error:  # noqa: BLE001 - fontTools raises what it pleases
        message = f"A font of the look cannot be read ({origin.told}): {type(error).__name__}."
        raise LookError(Problem("foreign-font", message, SAVE, origin.place)) from None
    if unfit:
        message = (
            f"A font of the look varies, draws letters as pictures, or has none ({origin.told}): {', '.join(unfit)}."
        )
        raise LookError(Problem("foreign-font", message, SAVE, origin.place))
    if wrong:
        message = f"A font of the look draws “{wrong}” as another sign ({origin.told})."
        hint = "Take it out: a patient would read another number."
        raise LookError(Problem("misdrawn-font", message, hint, origin.place, words=wrong))
    return font
