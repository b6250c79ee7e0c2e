"""The writer of PDF files: the same bytes with less work, packed less tightly."""

from __future__ import annotations

import types
import zlib
from typing import Any

import pydyf

# Both that pydyf uses; the level it asks for is not listened to.
packer = types.SimpleNamespace(compress=zlib.compress, compressobj=lambda level: zlib.compressobj())  # noqa: ARG005


def to_bytes(item: Any, stock: Any = pydyf._to_bytes) -> Any:  # noqa: SLF001 - the only way
    """Take the place of the writer's own function: bytes and text are asked for first."""
    kind = type(item)
    return item if kind is bytes else item.encode("ascii") if kind is str else stock(item)


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
