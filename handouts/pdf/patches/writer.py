"""The writer of PDF files: the same bytes with less work, packed less tightly."""

from __future__ import annotations

import types
import zlib
from typing import Any

import pydyf

# Both that pydyf uses; the level it asks for is not listened to.
packer = types.SimpleNamespace(compress=zlib.compress, compressobj=lambda level: zlib.compressobj())  # noqa: ARG005


def to_bytes(item: Any, stock: Any = pydyf._to_bytes) -> Any:  # noqa: SLF001 - the only way
    """Take the place of the writer's own function: what it is mostly given is asked for first, by its very type."""
    kind = type(item)
    if kind is bytes:
        return item
    if kind is str:
        return item.encode("ascii")
    if kind is float:
        return b"%d" % item if item.is_integer() else (b"%f" % item).rstrip(b"0")
    return b"%d" % item if kind is int else stock(item)


def page_references(pdf: Any) -> tuple[bytes, ...]:
    """Take the place of the writer's own property, which is asked for each element of a page."""
    return tuple([b"%d 0 R" % number for number in pdf.pages["Kids"][::3]])


references = property(page_references)


class Written(pydyf.Object):
    """An object that changes no more, and whose bytes are there."""

    data, compressible = b"", True

    def __init__(self, item: pydyf.Object) -> None:
        """Take an object's place."""
        super().__init__()
        self.number, self.generation, self.free = item.number, item.generation, item.free
        self.data, self.compressible = item.data, item.compressible


def write(pdf: Any, *arguments: Any, stock: Any = pydyf.PDF.write, **options: Any) -> None:
    """Take the place of the writer's own method: make the bytes of each object once, and keep the objects."""
    objects = pdf.objects[:]
    pdf.objects[:] = [item if item.free == "f" else Written(item) for item in objects]
    try:
        stock(pdf, *arguments, **options)
    finally:
        pdf.objects[: len(objects)] = objects
