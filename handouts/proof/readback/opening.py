"""A PDF, opened to be read back."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pypdfium2

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_PAGES = 5_000  # a pack of forty leaflets has a tenth of them; a file of a few kilobytes can have millions


@contextlib.contextmanager
def opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """Give the document a PDF's bytes hold, and close it in the end.

    Raises:
        ValueError: this is not a PDF that can be read.
    """
    try:
        with contextlib.closing(pypdfium2.PdfDocument(data)) as document:
            if len(document) > MOST_PAGES:
                message = f"not a leaflet: it has {len(document):,} pages, and {MOST_PAGES:,} is the most"
                raise ValueError(message)
            yield document
    except pypdfium2.PdfiumError as error:
        message = f"not a readable PDF: {error}"
        raise ValueError(message) from None
