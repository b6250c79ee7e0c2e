"""What a clinic says of signatures: the ``[signing]`` part of clinic.toml."""

from __future__ import annotations

import enum

import pydantic

from handouts.model.validation import Strict


class SignatureLevel(enum.StrEnum):
    """How long a signature can be checked; the levels of PAdES (ETSI EN 319 142-1).

    ``B_B`` until the signer's certificate runs out; ``B_T`` proves the time by a time-stamping server; ``B_LTA`` holds
    in itself all that is needed to check it later.
    """

    B_B = "B-B"
    B_T = "B-T"
    B_LTA = "B-LTA"


class Signing(Strict):
    """With which key leaflets are signed; its passphrase is never written here. Paths begin at clinic.toml."""

    key: str | None = pydantic.Field(
        None,
        min_length=1,
        max_length=400,
        description="A PKCS#12 file, or a token: pkcs11:token=NAME;object=LABEL?module-path=FILE.",
    )
    level: SignatureLevel = pydantic.Field(
        SignatureLevel.B_B, description="How long a signature can be checked: B-B, B-T or B-LTA."
    )
    passphrase_file: str | None = pydantic.Field(
        None, min_length=1, max_length=400, description="File whose first line is the passphrase, or the token's PIN."
    )
    passphrase_env: str = pydantic.Field(
        "HANDOUTS_PASSPHRASE", pattern="^[A-Za-z_][A-Za-z0-9_]*$", description="Variable that holds the passphrase."
    )
    tsa: str | None = pydantic.Field(
        None, pattern=r"^https?://\S+$", max_length=400, description="Time-stamping server, for B-T and B-LTA."
    )
    roots: str | None = pydantic.Field(
        None, min_length=1, max_length=400, description="PEM file of the certificate authorities that are trusted."
    )
