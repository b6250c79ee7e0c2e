"""The mark of a list's item as a label beside its body (ISO 32000-1, 14.8.4.3.3: LI holds Lbl and LBody)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    Find = Callable[[bytes], Any]


def set_label(text_box: Any, reference: bytes, find: Find) -> None:
    """Move the tag of a mark's text out of the item's body, which the engine puts it into, and in front of it.

    ``reference`` is that of the tag of the text, ``find`` returns the object of a reference.
    """
    if text_box.element is None or text_box.element.get("class") != "marker":
        return
    tag = find(reference)
    around = find(tag["P"])
    while around["S"] == "/Span":
        tag, around = around, find(around["P"])
    if around["S"] == "/Lbl":
        return
    around["K"].remove(tag.reference)
    while around["S"] != "/LBody":
        around = find(around["P"])
    item = find(around["P"])
    item["K"].insert(item["K"].index(around.reference), tag.reference)
    tag["S"], tag["P"] = "/Lbl", item.reference
