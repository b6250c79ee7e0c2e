"""What the engine works out again for every leaflet and need not: styles, text layouts and boxes, kept while the process lives.

For exactly WeasyPrint 70.0, through private parts of it; any other version is left as it is, and ``HANDOUTS_ENGINE=stock``
leaves this one too. The bytes are the same with and without (``tests/test_reuse.py``).

Everything kept hangs on a style that two leaflets share because the same rules apply to its element, and to every element above it.
A style that the engine writes to while it lays out a leaflet is not used for another one.
"""

from __future__ import annotations

import os
import sys
import types
from typing import Any

import pydyf
import weasyprint
from weasyprint import css
from weasyprint.formatting_structure.boxes import Box
from weasyprint.layout import background, inline, percent
from weasyprint.text import line_break

from handouts.pdf.reuse import boxes, text_layouts
from handouts.pdf.reuse.styles import KeptStyles

VERSION = "70.0"
PLACES = {
    css.StyleFor: KeptStyles,
    line_break.Layout: text_layouts.KeptLayout,
    line_break.strut: text_layouts.strut,
    percent.resolve_percentages: boxes.resolve_percentages,
    inline.inline_block_box_layout: boxes.inline_block_box_layout,
    background.layout_box_backgrounds: boxes.layout_backgrounds,
}


def install() -> bool:
    """Put everything in its place, once; return whether it is."""
    if weasyprint.__version__ != VERSION or os.environ.get("HANDOUTS_ENGINE") == "stock":
        return False
    for module in [module for name, module in sys.modules.items() if name.startswith("weasyprint")]:
        for name, value in list(vars(module).items()):
            if isinstance(value, (type, types.FunctionType)) and value in PLACES:
                setattr(module, name, PLACES[value])
    Box.is_in_normal_flow = boxes.is_in_normal_flow
    pydyf._to_bytes = to_bytes  # noqa: SLF001 - the only way
    return True


def to_bytes(item: Any, stock: Any = pydyf._to_bytes) -> Any:  # noqa: SLF001
    """Take the place of the writer's own function, which asks three questions before the answer for text."""
    kind = type(item)
    return item if kind is bytes else item.encode("ascii") if kind is str else stock(item)
