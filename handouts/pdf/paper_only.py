"""What a look may put on paper: no program, form, frame or file, and no link but one that paper may hold.

The engine would fetch or put into the PDF what some elements name: a template that draws one is wrong.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from handouts.assets import files
from handouts.errors import LookError, Place, Problem
from handouts.model.addresses import may_be_followed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.assets import Look
    from handouts.model.paper import PaperSize

ELEMENTS = frozenset(
    (
        *("script", "noscript", "object", "embed", "applet", "param", "iframe", "frame", "frameset", "portal"),
        *("base", "form", "input", "button", "select", "option", "textarea", "keygen", "video", "audio"),
        *("source", "track", "canvas", "dialog", "animate", "set", "foreignobject", "image", "use", "feimage"),
    )
)
ATTRIBUTES = frozenset(
    (
        *("srcdoc", "srcset", "action", "formaction", "ping", "background", "download", "data", "longdesc"),
        *("manifest",),
    )
)
SCHEME = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)  # the rest is judged as the engine writes it
MM_PER_PIXEL, EXACT_MM = 25.4 / 96, 0.1
SHEETS = ("stylesheet",)  # what a link in the head may be


def refuse_more(html: Any, look: Look) -> None:
    """Refuse a document that holds more than words and pictures; ``html`` is as the engine has parsed it.

    Raises:
        LookError: it does, with the template that draws it.
    """
    found = dict.fromkeys(_found(html.etree_element))
    if found:
        hint = "Take it out of the template; paper holds words and pictures."
        raise LookError(
            *(
                Problem("unsafe-template", f"The template draws what paper cannot hold: {what}.", hint, place)
                for what, sought in found
                for place in [_place(look, sought)]
            )
        )


def refuse_other_paper(document: Any, paper: PaperSize) -> None:
    """Refuse pages that a style has made larger or smaller than the paper they are printed on.

    Raises:
        LookError: one is.
    """
    wanted = (paper.width_mm, paper.height_mm)
    for number, page in enumerate(document.pages, 1):
        bleed = ", with a bleed" if any(page.bleed.values()) else ""
        size = tuple(length * MM_PER_PIXEL for length in (page.width, page.height))
        if bleed or any(abs(one - two) > EXACT_MM for one, two in zip(size, wanted, strict=True)):
            message = f"A style makes page {number} {size[0]:.0f} by {size[1]:.0f} mm{bleed}."
            hint = f"Take size, bleed and marks out of its @page rules: the paper is {paper}, as --paper says."
            raise LookError(Problem("other-paper", message, hint, Place("styles")))


def refuse_link(kind: str, target: str) -> None:
    """Refuse a link that leads to a file or a program; ``kind`` is the engine's: internal, external, attachment.

    Raises:
        LookError: it does.
    """
    if kind == "internal" or (kind == "external" and may_be_followed(target)):
        return
    message = f"A link leads to {target[:80]!r}."
    hint = (
        "Links lead to http(s), mailto and tel addresses, and to the leaflet's own parts. Mend the template or style."
    )
    raise LookError(Problem("unsafe-link", message, hint, Place("templates")))


def refuse_files(metadata: Any) -> None:
    """Refuse files that a document would carry.

    Raises:
        LookError: there are some.
    """
    for attachment in metadata.attachments or ():
        refuse_link("attachment", str(getattr(attachment.source, "url", "a file")))


def _found(root: Any) -> Iterator[tuple[str, str]]:
    """Return what is found, in words and as a pattern of how a template would write it."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        tag = element.tag.rpartition("}")[2].lower()
        if tag in ELEMENTS:
            yield f"<{tag}>", rf"<\s*(?:\w+:)?{re.escape(tag)}\b"
            continue
        for written, value in element.attrib.items():
            name = written.rpartition("}")[2].lower()
            if name in ATTRIBUTES or name.startswith("on"):
                yield f"{name}= in <{tag}>", rf"\b{re.escape(name)}\s*="
            elif name == "http-equiv" and value.strip().lower() != "content-type":
                yield "<meta http-equiv>", r"http-equiv"
            elif name == "href" and tag == "a" and not (value.startswith("#") or SCHEME.match(value.strip())):
                yield f"a link to {value[:80]!r}", r"\bhref\s*="
            elif name == "rel" and not (tag == "link" and value.lower().split() == [*SHEETS]):
                yield f'rel="{value[:40]}" in <{tag}>', r"\brel\s*="


def _place(look: Look, sought: str) -> Place:
    """Return where a template writes something, as far as it can be found."""
    pattern = re.compile(sought, re.IGNORECASE)
    for path in files(look.templates).values():
        text = path.read_text("utf-8", errors="replace") if path.suffix == ".html" else ""
        if match := pattern.search(text):
            return Place(str(path), text.count("\n", 0, match.start()) + 1)
    return Place("templates")
