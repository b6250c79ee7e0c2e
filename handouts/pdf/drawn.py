"""The glyphs that a leaflet is really drawn with: those its fonts have for its text, whatever a style asked of them."""

from __future__ import annotations

import hashlib
import unicodedata
from typing import TYPE_CHECKING, Any

from weasyprint.text.fonts import get_hb_object_data

from handouts.errors import LookError, Place, Problem
from handouts.model.typography import RIGHT_TO_LEFT
from handouts.pdf.font_files import FRACTION_SLASH, FontFile, font_of_ours, ours
from handouts.pdf.letter_shapes import COMPARED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.pdf.brought import Brought, TrustedFont

MIRRORED = str.maketrans("()[]{}<>≤≥«»‹›", ")(][}{><≥≤»«›‹")
NO_BREAK = str.maketrans("\u2011\u00a0\u202f", "\u2010  ")  # drawn as these where a font has no glyph of its own
JOINED = {"ff", "fi", "fl", "ffi", "ffl", "fj", "ft", "tt", "ti", "st", "ct", "Th"}  # drawn as one by many fonts
STYLE_HINT = "Take font-feature-settings, font-variant and unicode-range out of your own styles and templates."


def trusted_fonts(document: Any, html: Any, brought: Brought) -> tuple[TrustedFont, ...]:
    """Return the fonts of a look's own that a document is set in, each once; ``html`` is the tree it is made of.

    Raises:
        LookError: a font is neither ours nor trusted, or draws text by glyphs that are not its own.
    """
    found: dict[str, TrustedFont] = {}
    written = "".join(html.itertext())
    turned, parts = bool(RIGHT_TO_LEFT.search(written)), _may_part(written)
    for font in document.fonts.values():
        data = get_hb_object_data(font.hb_face)
        trusted = None
        if path := ours(data):
            file = font_of_ours(path)
        elif trusted := brought.fonts.get(digest := hashlib.sha256(data).hexdigest()):
            file = found.setdefault(digest, trusted).font
        else:
            message = f"A font that is not ours is set: {font.family[:80]}."
            hint = "Bring it in your own styles folder by @font-face, and pass --trust-fonts."
            raise LookError(Problem("foreign-font", message, hint, Place("styles")))
        texts = {number: text for number, text in font.to_unicode.items() if number not in set(font.missing.values())}
        if wrong := next(_wrong(file, texts, parts, turned=turned, strictly=trusted is not None), ""):
            message = f"The style draws “{wrong}” with another letter than its own ({font.family[:80]})."
            raise LookError(Problem("other-glyphs", message, STYLE_HINT, Place("styles"), words=wrong))
    return tuple(found.values())


def _may_part(written: str) -> str:
    """Return the letters that several glyphs may draw, of which all but one have no text: no figure and no sign."""
    letters = "".join(letter for letter in set(written) - set(COMPARED) if unicodedata.category(letter)[0] in "LM")
    return _forms(letters, turned=False)


def _wrong(file: FontFile, texts: dict[int, str], parts: str, *, turned: bool, strictly: bool) -> Iterator[str]:
    """Find texts whose glyph is not what the font's own rules make of them; a trusted font's are taken ``strictly``."""
    fractions = any(FRACTION_SLASH in text for text in texts.values())
    for number, text in ((number, unicodedata.normalize("NFC", text)) for number, text in texts.items()):
        glyph = file.glyph(number)
        forms = _forms(text, turned=turned)
        if len(text) == 1 and glyph in file.glyphs_of(text):
            continue
        if strictly and set(text) & set(COMPARED) and text not in JOINED:
            if not (len(text) == 1 and glyph in file.glyphs_of(forms)):
                yield text
        elif glyph not in file.made_of(forms or parts, fractions=fractions):
            yield text or "a part of a letter"


def _forms(text: str, *, turned: bool) -> str:
    """Return a text with the characters a shaper may take in place of its own."""
    forms = [unicodedata.normalize(form, text) for form in ("NFC", "NFD")]
    forms += [text, text.translate(NO_BREAK), *([text.translate(MIRRORED)] if turned else [])]
    return "".join(dict.fromkeys("".join(forms)))
