"""The sign-offs beside a monograph: ``lenalidomide.approvals.toml``, readable, diffable, only ever added to.

Every sign-off holds its own digest and that of the one before it, so that one changed or taken out by hand is noticed;
that the last ones were taken off, `handouts.review.second_record` notices. Who signed a signature proves, where the
clinic asks for one, and else version control.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import tomllib
from typing import TYPE_CHECKING, Literal

import pydantic

from handouts.errors import ContentError, Place, Problem
from handouts.model.approval import keys_of
from handouts.model.toml_text import read_toml
from handouts.model.validation import Strict, validate
from handouts.reader.source import sign_offs_path
from handouts.review.ssh_signatures import holds

if TYPE_CHECKING:
    from handouts.model.approval import Signers
    from handouts.reader.source import Source

DIGEST = r"^[0-9a-f]{64}$"
LARGEST_BYTES = 1_000_000  # a thousand sign-offs


class Override(Strict):
    """A blocking finding the reviewer signed off all the same, and why."""

    rule: str
    reason: str


class SignOff(Strict):
    """One act of a reviewer.

    ``text``, ``pictures`` and ``file`` are SHA-256 in hex: of what counts, of the pictures, and of the whole file with
    its line ends made one newline. ``until`` is the last day on which it counts. ``follows`` is the seal of the one
    before ("" for the first), ``seal`` the digest of this one. ``signature`` is a reviewer's, "" where none was given.
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
    signature: str = pydantic.Field("", max_length=400)
    seal: str = ""

    @property
    def digest(self) -> str:
        """SHA-256 over every field but the seal, in hex."""
        return self._digest_without("seal")

    @property
    def message(self) -> bytes:
        """What a reviewer signs: the SHA-256, in hex, over every field but the seal and the signature."""
        return self._digest_without("seal", "signature").encode()

    def _digest_without(self, *names: str) -> str:
        values = self.model_dump(mode="json", exclude_defaults=True, exclude={*names})
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
    if len(source.sign_offs) > LARGEST_BYTES:
        message = f"The file of sign-offs holds more than {LARGEST_BYTES:,} bytes."
        raise ContentError(Problem("invalid-sign-offs", message, hint, Place(path)))
    try:
        values = read_toml(source.sign_offs.decode("utf-8-sig"))
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


def is_vouched(sign_off: SignOff, signers: Signers) -> bool:
    """Tell whether a sign-off is signed with one of the keys of the reviewer it names.

    Raises:
        OutputError: what checks signatures is not installed.
    """
    return any(holds(sign_off.signature, key, sign_off.message) for key in keys_of(sign_off.by, signers))
