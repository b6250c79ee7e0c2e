"""Who signed off which exact text, until when.

What counts is everything that reaches the paper or decides about safety: every byte of the body, every field of the
front matter but those in `UNCOUNTED`, and the pictures. Line ends, a byte order mark, comments and the order of the
front matter do not count; a change in them is reported, not passed over.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
import pathlib
from typing import TYPE_CHECKING

from handouts.errors import ContentError, Place, Problem
from handouts.model.monograph import plain
from handouts.model.review import UNSIGNED, ReviewState, ReviewStatus
from handouts.reader.front_matter import split_front_matter
from handouts.reader.monograph import read_text
from handouts.reader.pictures import picture_name, pictures_of
from handouts.review.second_record import disagreement
from handouts.review.sign_offs import SignOff, is_vouched, read_sign_offs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handouts.model.approval import Signers
    from handouts.reader.source import Source
    from handouts.review.sign_offs import Override

NOBODY: Signers = {}  # whose signature is asked for
# Fields a web site generator needs and no reader sees.
UNCOUNTED = frozenset(
    {
        "layout",
        "nav_exclude",
        "nav_order",
        "nav_enabled",
        "parent",
        "grand_parent",
        "has_children",
        "has_toc",
        "permalink",
        "tags",
        "categories",
        "search_exclude",
    }
)


@dataclasses.dataclass(frozen=True, slots=True)
class Signature:
    """Who acts, as what, on which day, and what they want remembered."""

    by: str
    role: str | None
    on: dt.date
    note: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Digests:
    """SHA-256 in hex: of what counts in a monograph, of its pictures, and of all its file's text."""

    text: str
    pictures: str
    file: str


def digests(source: Source) -> Digests:
    """Return the digests of a monograph and its pictures.

    Raises:
        ContentError: the file holds no monograph.
    """
    name = source.monograph.path
    found = source.picture_digests
    named = [picture.source for picture in pictures_of(source.monograph)]
    seen = "".join(f"{address}\n{found.get(picture_name(address), 'missing')}\n" for address in named)
    whole = read_text(source.data, name).rstrip("\n")
    return Digests(text_digest(source.data, name), _sha256(seen), _sha256(whole))


def text_digest(data: bytes, path: str) -> str:
    """Return the SHA-256, in hex, of what counts in a monograph's bytes, its pictures left out.

    The name of the file counts where it may serve as the title: ``path`` gives it.

    Raises:
        ContentError: the bytes are no monograph.
    """
    parted = split_front_matter(read_text(data, path), path)
    fields = parted.metadata.model_dump(mode="json", exclude_unset=True)
    counted = {name: value for name, value in fields.items() if name not in UNCOUNTED and value is not None}
    if parted.metadata.title is None:
        counted["file"] = pathlib.PurePath(path).stem  # it may serve as the title
    return _sha256(json.dumps(counted, sort_keys=True, default=str) + "\n" + parted.body.strip("\n"))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def review_status(source: Source, today: dt.date, signers: Signers = NOBODY) -> ReviewStatus:
    """Return where exactly this text stands on a day, by its newest sign-off.

    With ``signers`` it counts only if it is signed with a key of the one it names.

    Raises:
        ContentError: the monograph or its sign-offs cannot be read.
        OutputError: what checks signatures is not installed.
    """
    entries = read_sign_offs(source)
    if doubt := disagreement(source):
        return doubt.status
    counting = (entry for entry in reversed(entries) if entry.action == "revoke" or entry.date <= today)
    last = next(counting, None)  # a withdrawal counts at once
    if last is None:
        return UNSIGNED
    if last.action == "revoke":
        return ReviewStatus(ReviewState.REVOKED, last.by, last.role, last.date)
    found = digests(source)
    due = min(day for day in (last.until, source.monograph.metadata.next_review) if day) if last.until else None
    overrides = tuple((override.rule, override.reason) for override in last.overrides)
    status = ReviewStatus(
        ReviewState.APPROVED, last.by, last.role, last.date, due, touched=found.file != last.file, overrides=overrides
    )
    if (found.text, found.pictures) != (last.text, last.pictures):
        return dataclasses.replace(status, state=ReviewState.CHANGED)
    if due is None or due < today:
        return dataclasses.replace(status, state=ReviewState.EXPIRED)
    unproven = signers and not is_vouched(last, signers)
    return dataclasses.replace(status, state=ReviewState.UNPROVEN) if unproven else status


def status_span(source: Source, today: dt.date) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of the span around today in which the text stands where it stands today.

    Raises:
        ContentError: the monograph or its sign-offs cannot be read.
    """
    entries = read_sign_offs(source)
    after = [
        day
        for day in (*(entry.until for entry in entries), source.monograph.metadata.next_review)
        if day and day < dt.date.max
    ]
    turns = {entry.date for entry in entries} | {day + dt.timedelta(days=1) for day in after if entries}
    first = max((day for day in turns if day <= today), default=dt.date.min)
    return first, min((day - dt.timedelta(days=1) for day in turns if day > today), default=dt.date.max)


def approve(source: Source, signature: Signature, until: dt.date, overrides: Iterable[Override] = ()) -> SignOff:
    """Return the sign-off of exactly this text, good up to and on the day ``until``; nothing is written.

    Raises:
        ContentError: the monograph cannot be read.
    """
    return _sign_off("approve", source, signature, until=until, overrides=tuple(overrides))


def revoke(source: Source, signature: Signature) -> SignOff:
    """Return the entry that takes the newest sign-off back; nothing is written.

    Raises:
        ContentError: there is none to take back, or they cannot be read.
    """
    entries = read_sign_offs(source)
    if not entries or entries[-1].action == "revoke":
        hint = "Nothing needs to be done: the text prints DRAFT."
        raise ContentError(
            Problem("not-signed-off", "There is no sign-off to withdraw.", hint, Place(str(source.path)))
        )
    return _sign_off("revoke", source, signature)


def _sign_off(action: str, source: Source, signature: Signature, **values: object) -> SignOff:
    about = {"title": plain(source.monograph.title), "version": source.monograph.metadata.version}
    signed = {"date": signature.on, "by": signature.by, "role": signature.role, "note": signature.note}
    return SignOff.model_validate(
        {"action": action, **signed, **values, **about, **dataclasses.asdict(digests(source))}
    )


def add_years(day: dt.date, years: int) -> dt.date:
    """Return the same day some years later; the 29th of February becomes the 28th.

    After the year 9999 there is no day: it is the last one.
    """
    if day.year + years > dt.MAXYEAR:
        return dt.date.max
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
