"""The sign-offs beside a monograph: ``lenalidomide.approvals.toml``, readable, diffable, only ever added to.

Every sign-off holds its own digest and that of the one before it, so that one changed or taken out by hand is noticed.
This keeps honest people from mistakes; who signed is for version control and its signatures to prove.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import re
import tomllib
from typing import TYPE_CHECKING, Literal

import pydantic

from handouts.errors import ContentError, Place, Problem
from handouts.model.validation import Strict, validate
from handouts.reader.source import sign_offs_path
from handouts.store import Artifact, contents, store

if TYPE_CHECKING:
    from handouts.reader.source import Source

DIGEST = r"^[0-9a-f]{64}$"
HEAD = (
    "# Sign-offs of {name}, the oldest first. Written by `handouts approve` and `handouts revoke`; "
    "an edited entry voids them all.\n"
)


class Override(Strict):
    """A blocking finding the reviewer signed off all the same, and why."""

    rule: str
    reason: str


class SignOff(Strict):
    """One act of a reviewer.

    ``text``, ``pictures`` and ``file`` are SHA-256 in hex: of what counts, of the pictures, and of the whole file with
    its line ends made one newline. ``until`` is the last day on which it counts. ``follows`` is the seal of the one
    before ("" for the first), ``seal`` the digest of this one.
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
        values = self.model_dump(mode="json", exclude_defaults=True, exclude={"seal"})
        return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


class SignOffFile(Strict):
    """The file: a list of sign-offs."""

    entry: tuple[SignOff, ...] = ()


def read_sign_offs(source: Source) -> tuple[SignOff, ...]:
    """Return a monograph's sign-offs, the oldest first; none where there is no file of them.

    Raises:
        ContentError: the file holds what no file of sign-offs holds.
    """
    if source.sign_offs is None:
        return ()
    path = str(sign_offs_path(source.path))
    hint = "Take it from your version control; it is not edited by hand."
    try:
        values = tomllib.loads(source.sign_offs.decode("utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"line (\d+), column (\d+)", str(error))
        place = Place(path, *map(int, where.groups())) if where else Place(path)
        message = f"The file of sign-offs is not TOML: {error}."
        raise ContentError(Problem("invalid-sign-offs", message, hint, place)) from None
    except (ValueError, RecursionError) as error:
        message = f"The file of sign-offs cannot be read: {error}."
        raise ContentError(Problem("invalid-sign-offs", message, hint, Place(path))) from None
    return validate(SignOffFile, values, lambda _: Place(path)).entry


def are_whole(sign_offs: tuple[SignOff, ...]) -> bool:
    """Tell whether every sign-off is as it was sealed, and follows the one before it."""
    before = ["", *(sign_off.seal for sign_off in sign_offs)]
    pairs = zip(sign_offs, before, strict=False)
    return all(sign_off.seal == sign_off.digest and sign_off.follows == last for sign_off, last in pairs)


def with_sign_off(source: Source, sign_off: SignOff) -> bytes:
    """Return the bytes of the file with a sign-off added at the end; what stands there stays as it is.

    Raises:
        ContentError: the file cannot be read, or was edited.
    """
    import tomli_w

    earlier = read_sign_offs(source)
    if not are_whole(earlier):
        hint = "Take it from your version control, then sign off again."
        place = Place(str(sign_offs_path(source.path)))
        raise ContentError(Problem("edited-sign-offs", "The file of sign-offs was edited by hand.", hint, place))
    sign_off = sign_off.model_copy(update={"follows": earlier[-1].seal if earlier else ""})
    sign_off = sign_off.model_copy(update={"seal": sign_off.digest})
    before = (source.sign_offs or b"").decode() if earlier else HEAD.format(name=source.path.name)
    values = {name: value for name, value in sign_off.model_dump(exclude_defaults=True).items() if value is not None}
    return (before.rstrip("\n") + "\n\n" + tomli_w.dumps({"entry": [values]}, multiline_strings=False)).encode()


def store_sign_off(source: Source, sign_off: SignOff) -> None:
    """Write the file of sign-offs with one more.

    Raises:
        ContentError: the file was edited by hand, or somebody else has signed meanwhile.
        OutputError: it cannot be written.
    """
    path = sign_offs_path(source.path)
    data = with_sign_off(source, sign_off)
    if contents(os.fspath(path)) != source.sign_offs:
        hint = "Look at what was signed, then run the same command again."
        message = "Somebody else has signed while this was read."
        raise ContentError(Problem("signed-meanwhile", message, hint, Place(str(path))))
    store(Artifact(path, data))
