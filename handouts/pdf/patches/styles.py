"""Styles that are used again: the values the engine computes from the rules, one property after the other."""

from __future__ import annotations

import dataclasses
import types
import weakref
from typing import TYPE_CHECKING, Any

from weasyprint import css

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST = 5_000  # styles; more of them come from an endless supply, and none is kept
COUNTERS = {"counter_set", "counter_reset", "counter_increment"}  # written on pages; nothing is computed from them
UNKNOWN = object()  # not looked at yet; None is "ask the engine"


class Kept(css.Style):
    """A style that is used again, until the engine writes to it; what follows from it alone is kept with it."""

    computing = spoiled = False
    sizes: Any = UNKNOWN  # of its box: see `boxes`
    empty: Any = UNKNOWN
    in_flow: Any = UNKNOWN
    bare: Any = UNKNOWN
    text: Any = UNKNOWN  # Pango's objects and the height of a line: see `text_layouts`
    line: Any = UNKNOWN

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
        self.spoiled = True
        self.sizes = self.empty = self.in_flow = self.bare = self.text = self.line = None

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
        self.ruled: dict[object, Ruled] = {}


class KeptAnonymous(Kept, css.AnonymousStyle):
    """The style of a box without an element."""

    computing = True  # while it is being set up

    def __init__(self, parent: css.Style) -> None:
        super().__init__(parent)
        self.computing = False


@dataclasses.dataclass(frozen=True, slots=True)
class Ruled:
    """The styles of an element and of what stands before and after it.

    Its rules are kept too, because it is found by their identity.
    """

    styles: dict[str | None, KeptStyle]
    rules: tuple[Any, ...]

    def usable(self) -> bool:
        """Tell whether all of them may be used again."""
        return not any(style.spoiled or style["anchor"] for style in self.styles.values())


class PageSizes(dict[str, Any]):
    """The first page's sizes; a style that is computed from them holds for one leaflet."""

    asked = False

    def __getitem__(self, key: str) -> Any:
        self.asked = True
        return super().__getitem__(key)


class Family:
    """The styles kept for one set of fonts and rules."""

    def __init__(self) -> None:
        self.below: dict[object, KeptStyle] = {}
        self.ruled: dict[object, Ruled] = {}
        self.page_sizes = PageSizes()
        self.size = 0


FAMILIES: weakref.WeakKeyDictionary[Any, Family] = weakref.WeakKeyDictionary()


class KeptStyles(css.StyleFor):
    """Gives an element the style of an earlier one, if the same rules apply all the way up."""

    def __init__(
        self,
        html: Any,
        sheets: Any,
        hints: bool,  # noqa: FBT001 - the engine's
        font_config: Any,
        target_collector: Any,
    ) -> None:
        family = FAMILIES.get(font_config)
        if family is None or family.page_sizes.asked or family.size > MOST:
            family = FAMILIES[font_config] = Family()
        family.page_sizes.update(box=None, area=None)
        self.family, self.found = family, list[tuple[Any, dict[object, Ruled], object, tuple[Any, ...]]]()
        own = {declared[1] for declared in css.find_style_attributes(html.etree_element, hints, html.base_url)}
        tree = types.SimpleNamespace(iter_subtree=lambda: self._new(html, sheets, own))
        page = types.SimpleNamespace(etree_element=html.etree_element, base_url=html.base_url, wrapper_element=tree)
        super().__init__(page, sheets, hints, font_config, target_collector)
        for element, ruled, key, rules in self.found:
            styles = {
                pseudo_type: self._computed_styles[element, pseudo_type]
                for pseudo_type in (None, *(rule[2] for rule in rules))
            }
            ruled[key] = Ruled(styles, rules)

    @property
    def initial_page_sizes(self) -> PageSizes:
        """The first page's sizes, in one place for all leaflets."""
        return self.family.page_sizes

    @initial_page_sizes.setter
    def initial_page_sizes(self, _: object) -> None:
        """Keep that one place."""

    def _new(self, html: Any, sheets: Any, own: set[Any]) -> Iterator[Any]:
        """Yield the elements whose styles the engine must find; the others get those of one with the same rules."""
        for element in html.wrapper_element.iter_subtree():
            tree_element = element.etree_element
            above = self._computed_styles[element.parent.etree_element, None] if element.parent else self.family
            if tree_element in own or not isinstance(above, (KeptStyle, Family)):
                yield element
                continue
            rules = tuple(rule for sheet, _, _ in sheets for rule in sheet.matcher.match(element))
            key = (
                html.base_url,
                *[(specificity, pseudo_type, id(declared)) for specificity, _, pseudo_type, declared in rules],
            )
            kept = above.ruled.get(key)
            if kept and kept.usable():
                for pseudo_type, style in kept.styles.items():
                    style.update(style.before)
                    self._computed_styles[tree_element, pseudo_type] = style
            else:
                self.found.append((tree_element, above.ruled, key, rules))
                yield element

    def set_computed_styles(  # noqa: PLR0913, PLR0917 - the engine's
        self,
        element: Any,
        parent: Any,
        root: Any = None,
        pseudo_type: Any = None,
        base_url: Any = None,
        target_collector: Any = None,
    ) -> None:
        """Take the place of the engine's own method."""
        above = None if parent is None else self._computed_styles[parent, None]
        cascaded = self._cascaded_styles.get((element, pseudo_type), {})
        has_own_rules = pseudo_type is None and hasattr(element, "get") and element.get("style")
        if has_own_rules or not (above is None or isinstance(above, KeptStyle)):
            super().set_computed_styles(element, parent, root, pseudo_type, base_url, target_collector)
            return
        below = self.family.below if above is None else above.below
        key = (pseudo_type, base_url, *[_written(name, *rule) for name, rule in cascaded.items()])
        style = below.get(key)
        if style is not None:
            style.update(style.before)
        if style is None or style.spoiled:
            self.family.size += 1
            root_style = css.InitialStyle(self.font_config) if above is None else self._computed_styles[root, None]
            style = below[key] = KeptStyle(
                above, cascaded, pseudo_type, root_style, base_url, self.font_config, self.initial_page_sizes
            )
        self._computed_styles[element, pseudo_type] = style
        if target_collector and style["anchor"]:
            target_collector.collect_anchor(style["anchor"])


def _written(name: str, value: Any, weight: tuple[int, float, Iterable[int]]) -> tuple[object, ...]:
    """Return what stands for a rule.

    A style sheet's value is one object as long as the sheet is in use; an element's language is not.
    """
    origin, layer, specificity = weight
    return name, value if name == "lang" else id(value), origin, layer, *specificity
