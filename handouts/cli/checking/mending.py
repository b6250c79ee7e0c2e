"""``handouts check --fix``: what is safe to write is shown as a diff, asked about, and written whole or not at all."""

from __future__ import annotations

import dataclasses
import difflib
import functools
import os
import pathlib
import stat
import sys
from typing import TYPE_CHECKING, NamedTuple

import click

from handouts.check.fixing import FIXABLE, mend
from handouts.cli.terminal import ask, tell, write
from handouts.errors import ContentError, OutputError, Place, Problem, TypesettingError
from handouts.library.limited import alone
from handouts.model.typography import printable_line
from handouts.reader.monograph import read_text
from handouts.store import Artifact, store
from handouts.store.plain_files import contents

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from handouts.check.checker import Checker
    from handouts.check.fixing import Mended
    from handouts.check.result import Checked
    from handouts.library.jobs import Limits


@dataclasses.dataclass(frozen=True, slots=True)
class Mending:
    """How texts are mended: what finds, which findings count, and whether it is only shown, or not asked about.

    ``limits`` are what each text may take.
    """

    checker: Checker
    wanted: Callable[[Checked], Checked]
    limits: Limits
    diff: bool
    yes: bool


class Text(NamedTuple):
    """A text with something to write: its bytes as they were read, and what was found then."""

    path: pathlib.Path
    before: bytes
    checked: Checked
    mended: Mended


def mend_texts(paths: Sequence[pathlib.Path], how: Mending) -> None:
    """Show what is safe to write, and write it unless it is only to be shown.

    Raises:
        ContentError: whoever was asked said no; nothing is written.
        OutputError: a file could not be written, or has changed meanwhile; all of them are as they were.
    """
    checker = dataclasses.replace(how.checker, options=None, only=FIXABLE)
    texts = [text for path in paths if (text := _within_limits(path, checker, how)) is not None]
    for text in texts:
        write(_difference(text), err=not how.diff)
    for text in texts:
        if text.checked.signed:
            tell(
                f"{text.path}: this text is signed off; with the change its sign-off ends.",
                err=True,
            )
    if not texts:
        tell("There is nothing that is safe to write.", err=True)
    elif not how.diff:
        _write(texts, how)


def _within_limits(path: pathlib.Path, checker: Checker, how: Mending) -> Text | None:
    try:
        return alone(path, functools.partial(_mended, path, checker, how), how.limits)
    except TypesettingError:  # it takes more than it may: the report says so
        return None


def _mended(path: pathlib.Path, checker: Checker, how: Mending) -> Text | None:
    data = contents(os.fspath(path))
    if data is None:  # the report says so
        return None
    checked = how.wanted(checker.check_bytes(data, path))
    if not any(finding.instead for finding in checked.open):
        return None
    mended = mend(data, lambda changed: how.wanted(checker.check_bytes(changed, path)))
    return Text(path, data, checked, mended) if mended.edits else None


def _difference(text: Text) -> str:
    """Return the change as a unified diff."""
    name = printable_line(os.fspath(text.path))
    before, after = (read_text(data, name).splitlines() for data in (text.before, text.mended.data))
    lines = difflib.unified_diff(before, after, f"a/{name}", f"b/{name}", lineterm="")
    return "".join(f"{printable_line(line)}\n" for line in lines)


def _write(texts: Sequence[Text], how: Mending) -> None:
    count = sum(len(text.mended.edits) for text in texts)
    what = f"{count} {'change' if count == 1 else 'changes'} to {len(texts)} {'text' if len(texts) == 1 else 'texts'}"
    if not how.yes:
        if not sys.stdin.isatty():
            raise click.UsageError("nobody is there to answer; look at what --diff shows, then pass --fix --yes")
        if not ask(f"Write {what}?", err=True):
            hint = "Run it again with --select for some rules only, or mend the text by hand."
            raise ContentError(Problem("not-confirmed", "Nothing was written.", hint, Place(str(texts[0].path))))
    for text in texts:
        if contents(os.fspath(text.path)) != text.before:
            message = "The file has changed since it was read; nothing was written."
            raise OutputError(Problem("not-written", message, "Run the same command again.", Place(str(text.path))))
    modes = {text.path: stat.S_IMODE(text.path.stat().st_mode) for text in texts}
    store(*(Artifact(text.path, text.mended.data) for text in texts))
    for path, mode in modes.items():
        path.chmod(mode)
    tell(f"Wrote {what}.", err=True)
