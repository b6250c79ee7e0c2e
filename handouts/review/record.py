"""Adding to the record of a text's reviews: the file of sign-offs and the second record of it, one signer at a time."""

from __future__ import annotations

import dataclasses
import os
from typing import TYPE_CHECKING

from handouts.errors import ContentError, Level, Place, Problem
from handouts.reader.source import second_record_path, sign_offs_path
from handouts.review.second_record import SecondRecord, disagreement
from handouts.review.sign_offs import read_sign_offs
from handouts.store import Artifact, locked, store
from handouts.store.plain_files import contents

if TYPE_CHECKING:
    from collections.abc import Callable

    from handouts.reader.source import Source
    from handouts.review.sign_offs import SignOff

    Sign = Callable[[bytes], str]  # a message to a signature of it

TOP = (
    "# Sign-offs of {name}, the oldest first. Written by `handouts approve` and `handouts revoke`; "
    "an edited entry voids them all.\n"
)


def store_sign_off(source: Source, sign_off: SignOff, sign: Sign | None = None) -> None:
    """Add a sign-off to those of a monograph; ``sign`` makes its signature.

    Raises:
        ContentError: the sign-offs were edited or cut short, or somebody else has signed since they were read.
        OutputError: they cannot be written, or somebody else is at it for too long.
    """
    with locked(source.path.parent):
        add_sign_off(source, sign_off, sign)


def add_sign_off(source: Source, sign_off: SignOff, sign: Sign | None = None) -> None:
    """Do the same where the folder is locked already.

    Raises:
        ContentError: the sign-offs were edited or cut short, or somebody else has signed since they were read.
        OutputError: they cannot be written.
    """
    ledger, second = sign_offs_path(source.path), second_record_path(source.path)
    refuse_loss(source)
    earlier = read_sign_offs(source)
    sealed = _sealed(sign_off, earlier[-1].seal if earlier else "", sign)
    if (contents(os.fspath(ledger)), contents(os.fspath(second))) != (source.sign_offs, source.second_record):
        hint = "Look at what was signed, then run the same command again."
        message = "Somebody else has signed while this was read."
        raise ContentError(Problem("signed-meanwhile", message, hint, Place(str(ledger))))
    known = SecondRecord.of((*earlier, sealed))
    store(Artifact(ledger, _with(source, sealed)), Artifact(second, known.to_toml(ledger.name)))


def refuse_loss(source: Source) -> None:
    """Let nobody add to sign-offs that were edited or cut short: what was added would hide that.

    Raises:
        ContentError: they were.
    """
    doubt = disagreement(source)
    if doubt and doubt.lost:
        raise ContentError(dataclasses.replace(doubt.problem, level=Level.BLOCK))


def _sealed(sign_off: SignOff, follows: str, sign: Sign | None) -> SignOff:
    sign_off = sign_off.model_copy(update={"follows": follows})
    if sign:
        sign_off = sign_off.model_copy(update={"signature": sign(sign_off.message)})
    return sign_off.model_copy(update={"seal": sign_off.digest})


def _with(source: Source, sign_off: SignOff) -> bytes:
    """Return the bytes of the file with a sign-off added at the end; what stands there stays as it is."""
    import tomli_w

    before = (source.sign_offs or b"").decode() if read_sign_offs(source) else TOP.format(name=source.path.name)
    values = {name: value for name, value in sign_off.model_dump(exclude_defaults=True).items() if value is not None}
    return (before.rstrip("\n") + "\n\n" + tomli_w.dumps({"entry": [values]}, multiline_strings=False)).encode()
