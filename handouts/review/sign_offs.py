"""The ledger of sign-offs beside a monograph: ``lenalidomide.approvals.toml``, readable, diffable, only ever added to.

Every entry holds its own digest and that of the one before it, so that an entry changed or taken out by hand is noticed.
This keeps honest people from mistakes; who signed is for version control and its signatures to prove.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import pathlib
import re
import tomllib
from typing import Literal

import pydantic
import tomli_w

from handouts.errors import ContentError, Place, Problem
from handouts.model.validation import validate

DIGEST = r"^[0-9a-f]{64}$"


class Part(pydantic.BaseModel):
    """A base for the ledger's parts: frozen, no surprises."""

    model_config = pydantic.ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Override(Part):
    """A blocking finding the reviewer signed off all the same, and why."""

    rule: str
    reason: str


class SignOff(Part):
    """One act of a reviewer.

    ``text``, ``pictures`` and ``file`` are SHA-256 in hex: of what counts, of the pictures, and of the whole file with its line
    ends made one newline. ``follows`` is the seal of the entry before ("" for the first),
    ``seal`` the digest of this one.
    """

    action: Literal["approve", "revoke"]
    date: dt.date
    by: str = pydantic.Field(min_length=2, max_length=120)
    role: str | None = pydantic.Field(None, max_length=120)
    until: dt.date | None = None
    note: str | None = pydantic.Field(None, max_length=2_000)
    title: str
    version: str | None = None
    overrides: tuple[Override, ...] = ()
    text: str = pydantic.Field(pattern=DIGEST)
    pictures: str = pydantic.Field(pattern=DIGEST)
    file: str = pydantic.Field(pattern=DIGEST)
    follows: str = ""
    seal: str = ""

    @property
    def digest(self) -> str:
        """SHA-256 over every field but the seal, in hex."""
        return hashlib.sha256(
            json.dumps(self.model_dump(mode="json", exclude_defaults=True, exclude={"seal"}), sort_keys=True).encode()
        ).hexdigest()


def sign_offs_path(monograph: pathlib.Path) -> pathlib.Path:
    """Return where a monograph's ledger stands."""
    return monograph.with_name(f"{monograph.stem}.approvals.toml")


def read_sign_offs(monograph: pathlib.Path) -> tuple[SignOff, ...]:
    """Return the entries of a monograph's ledger, the oldest first; none where there is no ledger.

    Raises:
        ContentError: the ledger cannot be read, or holds what no ledger holds.
    """
    path = sign_offs_path(monograph)
    hint = "Take it from your version control; a ledger is not edited by hand."
    if not path.exists():
        return ()
    if not path.is_file():
        raise ContentError(Problem("invalid-ledger", "The ledger of sign-offs is not a file.", hint, Place(str(path))))
    try:
        values = tomllib.loads(path.read_text("utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"line (\d+), column (\d+)", str(error))
        place = Place(str(path), *map(int, where.groups())) if where else Place(str(path))
        raise ContentError(
            Problem("invalid-ledger", f"The ledger of sign-offs is not TOML: {error}.", hint, place)
        ) from None
    except (OSError, ValueError, RecursionError) as error:
        raise ContentError(
            Problem("invalid-ledger", f"The ledger of sign-offs cannot be read: {error}.", hint, Place(str(path)))
        ) from None
    return validate(SignOffFile, values, lambda _: Place(str(path))).entry


class SignOffFile(Part):
    """The file: a list of entries."""

    entry: tuple[SignOff, ...] = ()


def is_whole(entries: tuple[SignOff, ...]) -> bool:
    """Tell whether every entry is as it was sealed, and follows the one before it."""
    before = ["", *(entry.seal for entry in entries)]
    return all(
        entry.seal == entry.digest and entry.follows == last for entry, last in zip(entries, before, strict=False)
    )


def with_sign_off(monograph: pathlib.Path, entry: SignOff) -> bytes:
    """Return the ledger's bytes with an entry added at the end; what stood there stays as it is.

    Raises:
        ContentError: the ledger cannot be read, or was edited.
    """
    path = sign_offs_path(monograph)
    entries = read_sign_offs(monograph)
    if not is_whole(entries):
        hint = "Take it from your version control, then sign off again."
        raise ContentError(
            Problem("edited-ledger", "The ledger of sign-offs was edited by hand.", hint, Place(str(path)))
        )
    entry = entry.model_copy(update={"follows": entries[-1].seal if entries else ""})
    entry = entry.model_copy(update={"seal": entry.digest})
    head = f"# Sign-offs of {monograph.name}, the oldest first. Written by `handouts approve` and `handouts revoke`; an edited entry voids them all.\n"
    before = path.read_text("utf-8") if entries else head
    values = {name: value for name, value in entry.model_dump(exclude_defaults=True).items() if value is not None}
    return (before.rstrip("\n") + "\n\n" + tomli_w.dumps({"entry": [values]}, multiline_strings=False)).encode()
