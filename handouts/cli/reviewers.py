"""A reviewer's own key at the command line: what opens it, and whether the clinic knows it."""

from __future__ import annotations

import pathlib
from typing import TYPE_CHECKING

import click

from handouts.cli.options import PATH
from handouts.cli.passphrases import VARIABLE, passphrase_of
from handouts.errors import ContentError, Place, Problem
from handouts.model.approval import keys_of
from handouts.review.ssh_signatures import open_key, signs_with

if TYPE_CHECKING:
    from collections.abc import Callable

    from handouts.model.approval import Signers

signing_key = click.option(
    "--sign",
    "key",
    type=PATH,
    metavar="KEY",
    help="Sign the entry with this key (ssh-ed25519); of a .pub file ssh-agent signs.",
)
passphrase_file = click.option("--passphrase-file", type=PATH, help="File whose first line is the key's passphrase.")


def signing_with(key: pathlib.Path | None, passphrase: pathlib.Path | None) -> Callable[[bytes], str] | None:
    """Return what signs with a reviewer's key; None where none is named.

    Raises:
        UsageError: it has a passphrase that stands nowhere, or there is a passphrase and no key.
        OutputError: it cannot be opened.
    """
    if key is None:
        if passphrase:
            raise click.UsageError("--passphrase-file goes with --sign.")
        return None
    return open_key(key, lambda: passphrase_of(passphrase, VARIABLE, f"Passphrase of {key.name}"))


def refuse_stranger(sign: Callable[[bytes], str] | None, by: str, signers: Signers, path: pathlib.Path) -> None:
    """Keep a sign-off back that would not count, because the clinic asks for the signature of another key.

    Raises:
        ContentError: it would not.
    """
    if not signers:
        return
    if sign is None:
        hint = "Name your key: --sign ~/.ssh/id_ed25519"
        raise _uncounted("This clinic counts signed sign-offs only, and this one is not.", hint, path)
    made = sign(b"")
    if not any(signs_with(made, key) for key in keys_of(by, signers)):
        hint = "Check --by and --sign, or let the clinic add your public key in clinic.toml, under [approval.signers]."
        raise _uncounted(f"The clinic knows no such key of {by}.", hint, path)


def _uncounted(message: str, hint: str, path: pathlib.Path) -> ContentError:
    return ContentError(Problem("unproven", f"Not signed off. {message}", hint, Place(str(path))))
