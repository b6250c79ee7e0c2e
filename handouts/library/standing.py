"""Whether a leaflet stands as the index says: the index is a memory that anybody may have written, and never a witness.

What it says of a leaflet is held against the files themselves: the PDF against its manifest, both against the
monograph, and a sign-off against the file of sign-offs on this day. Where they differ, the leaflet is made again.
"""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import hashlib
import json
import os
import pathlib
from typing import TYPE_CHECKING, Any

from handouts.errors import ContentError
from handouts.reader.source import PICTURE_SIGNS
from handouts.store.plain_files import contents

if TYPE_CHECKING:
    import datetime as dt

    from handouts.library.index import IndexEntry, Made
    from handouts.model.options import ReviewPolicy
    from handouts.model.review import ReviewStatus
    from handouts.reader.source import Source


@dataclasses.dataclass(frozen=True)
class Files:
    """A PDF and its manifest, as they are on disk."""

    pdf: bytes
    manifest: bytes

    @classmethod
    def read(cls, pdf: pathlib.Path) -> Files | None:
        """Return them; None where one is missing."""
        name = os.fspath(pdf)
        data, manifest = contents(name), contents(name.removesuffix(".pdf") + ".json")
        return None if data is None or manifest is None else cls(data, manifest)

    @property
    def digest(self) -> str:
        """The digest of both together, in hex. It is BLAKE2b, which takes half the time of SHA-256."""
        total = hashlib.blake2b(b"%d:" % len(self.pdf), digest_size=32)
        total.update(self.pdf)
        total.update(self.manifest)
        return total.hexdigest()

    @functools.cached_property
    def told(self) -> dict[str, Any]:
        """What the manifest tells, as it stands there; nothing where it is none."""
        try:
            values = json.loads(self.manifest)
        except (ValueError, RecursionError):
            return {}
        return values if isinstance(values, dict) else {}

    def are_of(self, entry: IndexEntry, monograph: bytes | None = None) -> bool:
        """Tell whether they are an entry's leaflet by what the manifest says, of a monograph if that is given."""
        told = self.told
        text, name = _within(told, "monograph", "sha256"), _within(told, "monograph", "name")
        if _within(told, "pdf", "sha256") != hashlib.sha256(self.pdf).hexdigest() or told.get("personalised"):
            return False
        if name != pathlib.PurePath(entry.source).name:
            return False
        return monograph is None or text == hashlib.sha256(monograph).hexdigest()

    def tell(self, made: Made) -> bool:
        """Tell whether the manifest says of the leaflet what is said in ``made``."""
        told = self.told
        said = (
            *(told.get("pages"), _within(told, "proof", "words"), _within(told, "pdf", "size"), told.get("status")),
            *(_within(told, "findings", "blocking"), _within(told, "findings", "warnings")),
        )
        status = "approved" if made.approved else "draft"
        return said == (made.pages, made.words, made.size, status, made.blocking, len(made.warnings))


def stands_signed(made: Made, source: Source, policy: ReviewPolicy) -> bool:
    """Tell whether the file of sign-offs says on the policy's day what is said in ``made`` of where the text stands."""
    if source.sign_offs is None:
        return not made.approved and made.status == "DRAFT"
    from handouts.review.approval import review_status

    with contextlib.suppress(ContentError):
        if made.approved and not policy.signers and _is_as_signed(source, policy.today):
            return made.status == "approved"
        return (made.approved, made.status) == told_of(review_status(source, policy.today, policy.signers))
    return False


def _is_as_signed(source: Source, today: dt.date) -> bool:
    """Tell whether a text is, byte for byte, the one that was signed off last; it is not parsed for that."""
    from handouts.reader.monograph import read_text
    from handouts.review.second_record import disagreement
    from handouts.review.sign_offs import read_sign_offs

    entries = read_sign_offs(source)
    if not entries or disagreement(source):
        return False
    last = entries[-1]
    text = read_text(source.data, os.fspath(source)).rstrip("\n")
    return (
        last.action == "approve"
        and last.until is not None
        and last.date <= today <= last.until
        and last.file == hashlib.sha256(text.encode()).hexdigest()
        and b"next_review" not in source.data
        and not any(sign in source.data for sign in PICTURE_SIGNS)
    )


def told_of(status: ReviewStatus) -> tuple[bool, str]:
    """Return whether a status is a sign-off, and what is said of it in a line of a build."""
    if status.approved:
        return True, "approved"
    return False, "DRAFT" if status.state == "unsigned" else f"DRAFT, {status}"


def _within(values: dict[str, Any], name: str, inner: str) -> Any:
    part = values.get(name)
    return part.get(inner) if isinstance(part, dict) else None
