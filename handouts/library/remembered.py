"""What leaflets that were made before know of the sign-offs they were made with."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from handouts.errors import ContentError, Place
from handouts.manifest import Manifest, manifest_path
from handouts.model.manifest_parts import Remembered
from handouts.store.plain_files import contents

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterable

NONE = b'"sign_offs": null'


def remembered(pdfs: Iterable[pathlib.Path]) -> Remembered | None:
    """Return the longest file of sign-offs that one of a monograph's leaflets was made with; None where none was."""
    found = list[Remembered]()
    for pdf in pdfs:
        data = contents(str(manifest_path(pdf)))
        if data is None or NONE in data:  # it takes a millisecond to read one in full
            continue
        with contextlib.suppress(ContentError):
            manifest = Manifest.from_json(data, Place(str(pdf)))
            if manifest.sign_offs and manifest.review.by and manifest.review.on:
                found.append(Remembered(file=manifest.sign_offs, by=manifest.review.by, on=manifest.review.on))
    return max(found, key=lambda each: each.file.size, default=None)
