"""Boxes: the sizes of those without percentages, and what most of them do not have."""

from __future__ import annotations

from typing import Any

from weasyprint.draw.color import get_color
from weasyprint.formatting_structure import boxes
from weasyprint.layout import background, inline, percent

from handouts.pdf.patches.styles import UNKNOWN, Kept

SIZES = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in ("top", "right", "bottom", "left")),
    *(f"{bound}{axis}" for bound in ("", "min_", "max_") for axis in ("width", "height")),
)
BORDERS = tuple(f"border_{side}_width" for side in ("top", "right", "bottom", "left"))
CORNERS = tuple(f"border_{corner}_radius" for corner in ("top_left", "top_right", "bottom_right", "bottom_left"))
SQUARE = dict.fromkeys(CORNERS, (0, 0))


def resolve_percentages(box: Any, containing_block: Any, stock: Any = percent.resolve_percentages) -> None:
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
    return style["border_collapse"] != "collapse" and all(
        value == "auto" or getattr(value, "unit", None) == "px" for value in lengths
    )


def inline_block_box_layout(
    context: Any,
    box: Any,
    position_x: Any,
    skip_stack: Any,
    *surroundings: Any,
    stock: Any = inline.inline_block_box_layout,
) -> Any:
    """Take the place of the engine's own function: an empty box of fixed size is laid out once a style."""
    style = box.style
    if not isinstance(style, Kept) or style.empty is None or box.children or skip_stack or box.is_table_wrapper:
        return stock(context, box, position_x, skip_stack, *surroundings)
    if style.empty is UNKNOWN:
        new = stock(context, box, position_x, skip_stack, *surroundings)
        fixed = style.sizes and style["width"] != "auto" and style["position"] == "static"
        style.empty = (
            {name: new.__dict__[name] for name in (*SIZES, *BORDERS, "position_y", "baseline")} if fixed else None
        )
        return new
    box.__dict__.update(style.empty, position_x=position_x)
    return box.copy_with_children([])


def is_in_normal_flow(box: Any, stock: Any = boxes.Box.is_in_normal_flow) -> Any:
    """Take the place of the engine's own method, which asks the style five questions."""
    style = box.style
    if not isinstance(style, Kept) or style.in_flow is None:
        return stock(box)
    if style.in_flow is UNKNOWN:
        style.in_flow = stock(box)
    return style.in_flow


def layout_backgrounds(  # noqa: PLR0913, PLR0917 - the engine's
    page: Any,
    box: Any,
    get_image: Any,
    layout_children: bool = True,  # noqa: FBT001, FBT002
    style: Any = None,
    stock: Any = background.layout_box_backgrounds,
) -> None:
    """Take the place of the engine's own function: pass by a box without background, border image, rounded corners."""
    own = box.style
    if style is not None or box is page or not isinstance(own, Kept):
        stock(page, box, get_image, layout_children, style)
        return
    if own.bare is UNKNOWN:
        own.bare = _is_bare(own)
    if not own.bare:
        stock(page, box, get_image, layout_children)
        return
    box.__dict__.update(SQUARE)
    if layout_children:
        for child in box.all_children():
            layout_backgrounds(page, child, get_image)
    box.background = None


def _is_bare(style: Kept) -> bool:
    images = [style["border_image_source"], style["mask_border_source"], *style["background_image"]]
    return (
        style["visibility"] == "visible"
        and get_color(style, "background_color").alpha == 0
        and not style["box_shadow"]
        and all(kind == "none" for kind, _ in images)
        and all((0, "px") in style[corner] for corner in CORNERS)
    )
