"""Where the passphrase of a key comes from: a file, a variable of the environment, or whoever is at the terminal."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from handouts.errors import OutputError, Place, Problem
from handouts.store.plain_files import read_text

if TYPE_CHECKING:
    import pathlib

VARIABLE = "HANDOUTS_PASSPHRASE"


def passphrase_of(file: pathlib.Path | None, variable: str, asked: str) -> str:
    """Return a passphrase: the first line of a file, else what a variable holds, else the answer to what is asked.

    Raises:
        UsageError: it stands nowhere, and nobody is there to be asked.
        OutputError: its file cannot be read.
    """
    if file:
        try:
            return read_text(file).partition("\n")[0]
        except (OSError, ValueError):
            message, hint = "The passphrase's file cannot be read.", "Check its path and its permissions."
            raise OutputError(Problem("no-passphrase", message, hint, Place(str(file)))) from None
    if (given := os.environ.get(variable)) is not None:
        return given
    if not sys.stdin.isatty():
        raise click.UsageError(f"Give the passphrase in a file (--passphrase-file), or in ${variable}.")
    return str(click.prompt(asked, hide_input=True))
