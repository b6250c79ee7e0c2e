"""What is replaced in the engine, for the whole process, so that leaflets take less time: one table, one switch.

The patches go through private parts of exactly the versions in `versions.KNOWN`. Another engine is left as it is,
and `versions.engine_note` says so. ``HANDOUTS_ENGINE=stock`` leaves this one too; `undo` takes back what stands. With
and without them a leaflet consists of the same objects, byte by byte, but for how tightly they are packed
(``tests/test_reuse.py``).

What is kept from leaflet to leaflet hangs on a style that two of them share, because the same rules apply to its
element and to every element above it. A style that the engine writes to while it lays out a leaflet is not used for
another one.

`handouts.pdf.conformance` is no patch: the engine calls it for one document, through a hook of its own, and however
the patches stand.
"""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import importlib
import sys
from typing import TYPE_CHECKING, Any

from handouts.pdf.patches import stand_ins
from handouts.pdf.patches.versions import KNOWN, is_wanted

if TYPE_CHECKING:
    import types
    from collections.abc import Iterator


@dataclasses.dataclass(frozen=True, slots=True)
class Patch:
    """One thing that is replaced: ``name`` in ``module``, by what of this package, and why."""

    module: str
    name: str
    by: str
    why: str


WHILE_IMPORTED = "sys.modules"  # stands in only while the engine is imported; all others stay
PATCHES = (
    Patch(WHILE_IMPORTED, "cffi", "stand_ins.ready_made",
          "Every start parses anew what the engine declares of Pango, HarfBuzz and Fontconfig."),
    Patch(WHILE_IMPORTED, "fontTools.subset", "stand_ins.Later",
          "Only a machine without hb-subset needs it."),
    Patch(WHILE_IMPORTED, "fontTools.varLib.instancer", "stand_ins.Later",
          "Only variable fonts need it, and ours are none."),
    Patch(WHILE_IMPORTED, "fontTools.ttLib.woff2", "stand_ins.Later",
          "Only fonts in WOFF2 need it, and ours are not."),
    Patch("weasyprint.css", "StyleFor", "styles.KeptStyles",
          "Leaflets share their rules, and the styles that follow are computed for every element of each."),
    Patch("weasyprint.text.line_break", "Layout", "text_layouts.KeptLayout",
          "Pango is set up anew for every piece of text, which is shaped once to be measured and again to be drawn."),
    Patch("weasyprint.text.line_break", "strut", "text_layouts.strut",
          "The height of an empty line is looked up by all that a style says of its font, line by line."),
    Patch("weasyprint.layout.percent", "resolve_percentages", "boxes.resolve_percentages",
          "Sizes that are no percentages are resolved for every box, and come out the same in every one of a style."),
    Patch("weasyprint.layout.inline", "inline_block_box_layout", "boxes.inline_block_box_layout",
          "An empty box of fixed size, such as a list's bullet, is laid out in full each time."),
    Patch("weasyprint.layout.background", "layout_box_backgrounds", "boxes.layout_backgrounds",
          "Backgrounds and rounded corners are worked out for every box, and few have any."),
    Patch("weasyprint.formatting_structure.boxes", "Box.is_in_normal_flow", "boxes.is_in_normal_flow",
          "It asks a style five questions, whose answers do not change."),
    Patch("pydyf", "_to_bytes", "writer.to_bytes",
          "It asks three questions before it takes text for text, or a number for one."),
    Patch("pydyf", "PDF.page_references", "writer.references",
          "It is asked for with every element of a page, and writes the numbers of all pages each time."),
    Patch("pydyf", "PDF.write", "writer.write",
          "Every object is made into bytes and packed twice, to be written and for the digest of the file."),
    Patch("pydyf", "zlib", "writer.packer",
          "Files are packed at level 9, which takes three times as long as the usual level to save 2 %."),
)  # fmt: skip


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """Where a patch belongs once the engine is loaded: what stood in the module or class, and what takes its place."""

    package: str
    holder: Any
    stock: Any
    ours: Any


@contextlib.contextmanager
def fast_start() -> Iterator[None]:
    """Import the engine inside, with what stands in for modules it would load."""
    patches = [patch for patch in PATCHES if patch.module == WHILE_IMPORTED] if is_wanted() else []
    before = {patch.name: sys.modules[patch.name] for patch in patches if patch.name in sys.modules}
    sys.modules.update({patch.name: _ours(patch)(patch.name) for patch in patches})
    try:
        yield
    finally:
        for patch in patches:
            del sys.modules[patch.name]
        sys.modules.update(before)


def install() -> bool:
    """Put every patch in its place, if they are wanted; return whether they stand."""
    if is_wanted():
        _exchange("stock", "ours")
        return True
    return False


def undo() -> None:
    """Put back the very objects that stood in the engine.

    Only what it declares of its libraries stays as it was at the start, since all that Pango has made is bound to it;
    ``HANDOUTS_ENGINE=stock`` is for a process that starts without.
    """
    stand_ins.load_all(_modules("weasyprint"))
    if _places.cache_info().currsize:
        _exchange("ours", "stock")


@functools.cache
def _places() -> tuple[Place, ...]:
    """Return the places of the patches; first asked for when none of them stands yet, so that stock is stock."""
    from handouts.pdf.patches import boxes, styles, text_layouts, writer  # noqa: F401 - the table names them

    return tuple(_place(patch) for patch in PATCHES if patch.module != WHILE_IMPORTED)


def _place(patch: Patch) -> Place:
    *way, name = patch.name.split(".")
    holder = functools.reduce(getattr, way, importlib.import_module(patch.module))
    return Place(patch.module.split(".")[0], holder, vars(holder)[name], _ours(patch))


def _ours(patch: Patch) -> Any:
    return functools.reduce(getattr, patch.by.split("."), sys.modules[__name__])


def _exchange(old: str, new: str) -> None:
    """Put the new in the place of the old, wherever a module of its package has it."""
    for package in KNOWN:
        places = [place for place in _places() if place.package == package]
        instead = {id(getattr(place, old)): getattr(place, new) for place in places}
        for holder in [*_modules(package), *(place.holder for place in places)]:
            for name, value in list(vars(holder).items()):
                if id(value) in instead:
                    setattr(holder, name, instead[id(value)])


def _modules(package: str) -> list[types.ModuleType]:
    """Return the modules of a package that are loaded."""
    return [module for name, module in list(sys.modules.items()) if name.split(".")[0] == package]
