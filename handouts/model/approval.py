"""What a clinic asks of sign-offs: the ``[approval]`` part of clinic.toml, with the keys of its reviewers."""

from __future__ import annotations

import base64
import binascii
import unicodedata
from collections.abc import Mapping
from typing import Annotated

import pydantic
from pydantic_core import PydanticCustomError

from handouts.model.validation import Strict

KIND = "ssh-ed25519"
HEAD = b"\0\0\0\x0bssh-ed25519\0\0\0\x20"  # of the key in bytes (RFC 8709, 4): each part after its length
LENGTH = len(HEAD) + 32
HINT = "Take the line of the reviewer's .pub file, as `ssh-keygen -t ed25519` writes it: ssh-ed25519 AAAA…"
Signers = Mapping[str, tuple[str, ...]]  # a reviewer's name, and their public keys


def keys_of(name: str, signers: Signers) -> tuple[str, ...]:
    """Return the public keys of a reviewer, however the accents of the name are written; none of a stranger."""
    wanted = unicodedata.normalize("NFC", name)
    return tuple(key for each, keys in signers.items() if unicodedata.normalize("NFC", each) == wanted for key in keys)


def _public_key(value: str) -> str:
    """Return a public key without the remark at its end.

    Raises:
        PydanticCustomError: it is no Ed25519 key of SSH.
    """
    kind, text, *_ = (*value.split(maxsplit=2), "", "")
    try:
        held = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        held = b""
    if kind != KIND or not held.startswith(HEAD) or len(held) != LENGTH:
        raise PydanticCustomError("public_key", "this is no public key of the kind ssh-ed25519", {"hint": HINT})
    return f"{KIND} {base64.b64encode(held).decode()}"


PublicKey = Annotated[str, pydantic.Field(max_length=1_000), pydantic.AfterValidator(_public_key)]


def _as_list(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Keys = Annotated[
    tuple[PublicKey, ...],
    pydantic.Field(min_length=1),
    pydantic.BeforeValidator(_as_list, json_schema_input_type=PublicKey | tuple[PublicKey, ...]),
]


class Approval(Strict):
    """What the clinic asks of sign-offs.

    With ``signers`` a sign-off counts only if it is signed with a key of the reviewer it names.
    """

    required: bool = pydantic.Field(default=False, description="Make no leaflet of a text that nobody has signed off.")
    signers: dict[Annotated[str, pydantic.Field(min_length=2, max_length=120)], Keys] = pydantic.Field(
        {},
        description="Reviewers by name, each with a public key or a list of them; with it only signed sign-offs count.",
        examples=['{"Ada Byron" = "ssh-ed25519 AAAA…"}'],
    )
