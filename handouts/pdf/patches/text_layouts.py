"""Text layouts: set up once a style, and drawn as they were shaped."""

from __future__ import annotations

import re
from typing import Any

from weasyprint.text import fonts, line_break
from weasyprint.text.ffi import ffi, gobject, pango

from handouts.pdf.patches.styles import UNKNOWN, Kept

PARAGRAPH = re.compile("[\n\r\u2029]")
PLAIN: dict[str, tuple[object, ...]] = {
    "text_decoration_line": ("none",),
    "font_language_override": ("normal",),
    "overflow_wrap": ("normal",),
    "word_spacing": (0,),
    "letter_spacing": ("normal", 0),
}
FEATURES = (
    "font_kerning", "font_variant_ligatures", "font_variant_position", "font_variant_caps",
    "font_variant_numeric", "font_variant_alternates", "font_variant_east_asian", "font_feature_settings",
)  # fmt: skip


class KeptLayout(line_break.Layout):
    """A text layout that is set up once a style, and drawn as it was shaped."""

    drawn = False

    def setup(self, style: Any) -> None:
        """Take the place of the engine's own method."""
        if isinstance(style, Kept) and style.text is UNKNOWN:
            style.text = _text(style)
        if not isinstance(style, Kept) or style.text is None:
            super().setup(style)
            return
        context, font, self.language = style.text
        self.style, self.first_line_direction = style, 0
        self.ascent = self.underline_position = self.strikethrough_position = None
        self.layout = ffi.gc(pango.pango_layout_new(context), gobject.g_object_unref)
        pango.pango_layout_set_auto_dir(self.layout, 0)
        pango.pango_layout_set_font_description(self.layout, font)

    def set_text(self, text: str, justify: bool = False) -> None:  # noqa: FBT001, FBT002 - the engine's
        """Set the text in the mode it is drawn in, so that drawing it needs no new shaping."""
        if _is_kept(self.style):
            pango.pango_layout_set_single_paragraph_mode(self.layout, not PARAGRAPH.search(text))
        super().set_text(text, justify)

    def deactivate(self) -> None:
        """Keep the shaped line until it is drawn."""
        if self.drawn or not _is_kept(self.style):
            super().deactivate()

    def reactivate(self, style: Any) -> None:
        """Shape the text again only if it could come out another way, or has been drawn before."""
        same = getattr(self, "style", None) is style and _is_kept(style)
        if not same or self.justification_spacing:
            super().reactivate(style)
        self.drawn = True


def _is_kept(style: Any) -> bool:
    return isinstance(style, Kept) and style.text is not None


def _text(style: Kept) -> tuple[Any, Any, Any] | None:
    """Return Pango's context, font description and language for a style's text; None if it takes more than these."""
    features = fonts.font_features(*(style[name] for name in FEATURES))
    if features or any(style[name] not in plain for name, plain in PLAIN.items()):
        return None
    context = ffi.gc(pango.pango_font_map_create_context(style.font_config.font_map), gobject.g_object_unref)
    pango.pango_context_set_round_glyph_positions(context, 0)
    pango.pango_context_set_base_dir(context, line_break.PANGO_DIRECTION[style["direction"]])
    language = pango.pango_language_get_default()
    if style["lang"]:
        pointer, _held = line_break.unicode_to_char_p(style["lang"])
        language = pango.pango_language_from_string(pointer)
        pango.pango_context_set_language(context, language)
    return context, fonts.get_font_description(style), language


def strut(style: Any, stock: Any = line_break.strut) -> Any:
    """Take the place of the engine's own function: a line's height and where its letters stand, kept with the style."""
    if not isinstance(style, Kept) or style.line is None:
        return stock(style)
    if style.line is UNKNOWN:
        style.line = stock(style)
    return style.line
