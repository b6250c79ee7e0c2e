r"""The way to the terminal: what others have written is shown there, and never obeyed.

A file's name, a title, a reviewer's name or a printer's answer may hold signs that move the cursor, colour or hide
words, turn their order round, or begin a line that looks like one of ours. They are written out, as JSON writes them
(``\u001b``); rich's consoles, which colour, do the same (`handouts.cli.console`).
"""

from __future__ import annotations

import io
import json

import click

from handouts.model.typography import in_one_line, unmasked


def tell(line: str = "", *, err: bool = False) -> None:
    """Print one line; a line end in it is written out, so that no name can forge a line."""
    click.echo(in_one_line(line), err=err)


def write(text: str, *, err: bool = False) -> None:
    """Print a text of lines of our own, as a report or a table; it ends its last line itself."""
    click.echo(unmasked(text), nl=False, err=err)


def tell_json(values: object, *, indent: int | None = None) -> None:
    """Print values as JSON, in letters that mean the same and do nothing."""
    write(json.dumps(values, indent=indent, ensure_ascii=False) + "\n")


def ask(question: str, *, err: bool = False) -> bool:
    """Return what somebody answers to a question; no is the answer to an empty line."""
    return click.confirm(in_one_line(question), err=err)


def show_usage(error: click.ClickException) -> None:
    """Print what was wrong with a command, as click has it."""
    told = io.StringIO()
    error.message = in_one_line(error.message)  # type: ignore[misc]
    error.show(told)
    write(told.getvalue(), err=True)
