"""What the engine works out again for every leaflet and need not: styles, text layouts and box sizes, kept while the process lives.

For exactly WeasyPrint 70.0, through private parts of it; any other version is left as it is, and ``HANDOUTS_ENGINE=stock``
leaves this one too. The bytes are the same with and without (``tests/test_reuse.py``).

Three things are kept, all of them hanging on a style that two leaflets share because the same rules apply to its element, and to
every element above it:

* the values the engine computes from the rules, one property after the other;
* the Pango context and font description of its text, and the line once shaped, which is drawn as it is;
* the sizes of its box, where none is a percentage.

A style that the engine writes to while it lays out a leaflet is not used for another one.
"""

from __future__ import annotations

import os
import re
import sys
import types
import weakref
from typing import TYPE_CHECKING, Any

import weasyprint
from weasyprint import css
from weasyprint.layout import percent
from weasyprint.text import fonts, line_break
from weasyprint.text.ffi import ffi, gobject, pango

if TYPE_CHECKING:
    from collections.abc import Iterable

VERSION = "70.0"
MOST = 5_000  # styles; more of them come from an endless supply, and none is kept
COUNTERS = {"counter_set", "counter_reset", "counter_increment"}  # written on pages; nothing is computed from them
PARAGRAPH = re.compile("[\n\r\u2029]")
SIZES = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in ("top", "right", "bottom", "left")),
    *(f"{bound}{axis}" for bound in ("", "min_", "max_") for axis in ("width", "height")),
)
FEATURES = (
    "font_kerning", "font_variant_ligatures", "font_variant_position", "font_variant_caps",
    "font_variant_numeric", "font_variant_alternates", "font_variant_east_asian", "font_feature_settings",
)  # fmt: skip
UNKNOWN = object()  # not looked at yet; None is "cannot be kept"
BORDERS = tuple(f"border_{side}_width" for side in ("top", "right", "bottom", "left"))


class Kept(css.Style):
    """A style that is used again, until the engine writes to it; ``below`` are the styles that inherit from it."""

    computing = spoiled = False
    sizes: Any = UNKNOWN
    text: Any = UNKNOWN

    def __init__(self, *arguments: Any) -> None:
        self.before: dict[str, Any] = {}
        super().__init__(*arguments)

    def __missing__(self, key: str) -> Any:
        before, self.computing = self.computing, True
        try:
            return super().__missing__(key)
        finally:
            self.computing = before

    def __setitem__(self, key: str, value: Any) -> None:
        if not self.computing and self[key] != value:
            if key in COUNTERS:
                self.before.setdefault(key, self[key])
            else:
                self.spoil()
        super().__setitem__(key, value)

    def spoil(self) -> None:
        """Keep nothing more of it."""
        self.spoiled, self.sizes, self.text = True, None, None

    @property
    def anonymous_style(self) -> KeptAnonymous:
        """The style of boxes without an element inside this one's."""
        if (style := self.__dict__.get("anonymous")) is None or style.spoiled:
            style = self.__dict__["anonymous"] = KeptAnonymous(self)
        return style


class KeptStyle(Kept, css.ComputedStyle):
    """An element's style."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.below: dict[object, KeptStyle] = {}


class KeptAnonymous(Kept, css.AnonymousStyle):
    """The style of a box without an element."""

    computing = True  # while it is being set up

    def __init__(self, parent: css.Style) -> None:
        super().__init__(parent)
        self.computing = False


class PageSizes(dict[str, Any]):
    """The first page's sizes; a style that is computed from them holds for one leaflet."""

    asked = False

    def __getitem__(self, key: str) -> Any:
        self.asked = True
        return super().__getitem__(key)


class Family:
    """The styles kept for one set of fonts and rules."""

    def __init__(self) -> None:
        self.roots: dict[object, KeptStyle] = {}
        self.page_sizes = PageSizes()
        self.size = 0


FAMILIES: weakref.WeakKeyDictionary[Any, Family] = weakref.WeakKeyDictionary()


class KeptStyles(css.StyleFor):
    """Gives an element the style of an earlier one, if the same rules apply all the way up."""

    def __init__(self, html: Any, sheets: Any, hints: bool, font_config: Any, target_collector: Any) -> None:  # noqa: FBT001 - the engine's
        family = FAMILIES.get(font_config)
        if family is None or family.page_sizes.asked or family.size > MOST:
            family = FAMILIES[font_config] = Family()
        family.page_sizes.update(box=None, area=None)
        self.family = family
        super().__init__(html, sheets, hints, font_config, target_collector)

    def set_computed_styles(  # noqa: PLR0913, PLR0917 - the engine's
        self, element: Any, parent: Any, root: Any = None, pseudo_type: Any = None, base_url: Any = None, target_collector: Any = None
    ) -> None:
        """Take the place of the engine's own method."""
        above = None if parent is None else self._computed_styles[parent, None]
        cascaded = self._cascaded_styles.get((element, pseudo_type), {})
        has_own_rules = pseudo_type is None and hasattr(element, "get") and element.get("style")
        if has_own_rules or not (above is None or isinstance(above, KeptStyle)):
            super().set_computed_styles(element, parent, root, pseudo_type, base_url, target_collector)
            return
        self.initial_page_sizes = self.family.page_sizes
        below = self.family.roots if above is None else above.below
        key = (pseudo_type, base_url, *[_written(name, *rule) for name, rule in cascaded.items()])
        style = below.get(key)
        if style is not None:
            style.update(style.before)
        if style is None or style.spoiled:
            self.family.size += 1
            root_style = css.InitialStyle(self.font_config) if above is None else self._computed_styles[root, None]
            style = below[key] = KeptStyle(above, cascaded, pseudo_type, root_style, base_url, self.font_config, self.initial_page_sizes)
        self._computed_styles[element, pseudo_type] = style
        if target_collector and style["anchor"]:
            target_collector.collect_anchor(style["anchor"])


def _written(name: str, value: Any, weight: tuple[int, float, Iterable[int]]) -> tuple[object, ...]:
    """Return what stands for a rule: a style sheet's value is one object as long as the sheet is in use; an element's language is not."""
    origin, layer, specificity = weight
    return name, value if name == "lang" else id(value), origin, layer, *specificity


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
        pango.pango_layout_set_single_paragraph_mode(self.layout, not PARAGRAPH.search(text))
        super().set_text(text, justify)

    def deactivate(self) -> None:
        """Keep the shaped line until it is drawn."""
        if self.drawn or not isinstance(self.style, Kept) or self.style.spoiled:
            super().deactivate()

    def reactivate(self, style: Any) -> None:
        """Shape the text again only if it could come out another way, or has been drawn before."""
        same = getattr(self, "style", None) is style and isinstance(style, Kept) and not style.spoiled
        if not same or self.justification_spacing:
            super().reactivate(style)
        self.drawn = True


def _text(style: Kept) -> tuple[Any, Any, Any] | None:
    """Return Pango's context, font description and language for a style's text; None if there is more to set up than these."""
    features = fonts.font_features(*(style[name] for name in FEATURES))
    if features or style["text_decoration_line"] != "none" or style["font_language_override"] != "normal":
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


def _resolve_percentages(box: Any, containing_block: Any, stock: Any = percent.resolve_percentages) -> None:
    """Take the place of the engine's own function: copy the sizes, if they are the same in every surrounding."""
    style = box.style
    if not isinstance(style, Kept) or style.sizes is None:
        stock(box, containing_block)
    elif style.sizes is UNKNOWN:
        stock(box, containing_block)
        style.sizes = {name: box.__dict__[name] for name in SIZES + BORDERS} if _is_absolute(style) else None
    else:
        box.__dict__.update(style.sizes)


def _is_absolute(style: Kept) -> bool:
    lengths = (style[name] for name in SIZES)
    return style["border_collapse"] != "collapse" and all(value == "auto" or getattr(value, "unit", None) == "px" for value in lengths)


def install() -> bool:
    """Put everything in its place, once; return whether it is."""
    if weasyprint.__version__ != VERSION or os.environ.get("HANDOUTS_ENGINE") == "stock":
        return False
    replaced = {css.StyleFor: KeptStyles, line_break.Layout: KeptLayout, percent.resolve_percentages: _resolve_percentages}
    modules = [module for name, module in sys.modules.items() if name.startswith("weasyprint")]
    for module in modules:
        for name, value in list(vars(module).items()):
            if isinstance(value, (type, types.FunctionType)) and value in replaced:
                setattr(module, name, replaced[value])
    return True
