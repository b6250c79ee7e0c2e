"""Codes on the paper that machines read."""

from __future__ import annotations

import enum


class Code(enum.StrEnum):
    """A kind of code; the value is what the command line calls it.

    ``QR`` leads to the clinic's page. The other two hold the document's number and version, for filing what was
    scanned: a Data Matrix is small and bears damage, a Code 128 is read by every scanner.
    """

    QR = "qr"
    DATA_MATRIX = "data-matrix"
    CODE_128 = "code-128"
