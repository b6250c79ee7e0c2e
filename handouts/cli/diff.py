"""``handouts diff``: what changed, the dangerous changes first."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import itertools
import pathlib
import shlex

import click
from rich.text import Text

from handouts.assets import look
from handouts.cli.console import out
from handouts.cli.options import HtmlFile, memory_limit, templates, time_limit
from handouts.cli.terminal import tell
from handouts.errors import ContentError, Place, Problem
from handouts.library.jobs import Limits
from handouts.library.limited import alone
from handouts.library.paths import locate
from handouts.model.monograph import plain
from handouts.model.typography import printable_line
from handouts.page import Renderer
from handouts.reader.monograph import read_monograph
from handouts.reader.source import Source
from handouts.review.approval import text_digest
from handouts.review.changes import TITLES, Change, ChangeKind, changes
from handouts.review.git import read_named, revisions_of
from handouts.review.sign_offs import read_sign_offs
from handouts.store import Artifact, store
from handouts.store.plain_files import is_file, is_folder, is_there


@click.command
@click.argument("old")
@click.argument("new", required=False)
@click.option("--html", type=HtmlFile(), help="Write a page to read from, too.")
@templates
@time_limit
@memory_limit
def command(
    old: str,
    new: str | None,
    html: pathlib.Path | None,
    templates: pathlib.Path | None,
    time_limit: float,
    memory_limit: int,
) -> None:
    """List what changed from OLD to NEW: what is ten times as much, doses, numbers, signs and negations first.

    Each is a monograph, or one in a git revision: HEAD~1:content/warfarin.md, or HEAD~1:warfarin. With one monograph
    only, it is compared with the text that was last signed off.
    """
    old, new = _meant(old), _meant(new) if new else None
    source = _standing(old) if new is None else None
    compare = functools.partial(_compared, old, new, source)
    name, after, found, same, title = alone(pathlib.Path(new or old), compare, Limits(time_limit, memory_limit))
    for part in _drawn(found):
        out().print(part, soft_wrap=True)
    if not found:
        if same:
            tell(
                "The text is exactly the one that was signed off."
                if new is None
                else f"{name} and {after} are the same."
            )
        else:
            tell(
                f"{name} and {after} say the same; only markup, white space or layout fields differ. "
                "It may void a sign-off: `handouts list` tells."
            )
    if html:
        shown, groups = printable_line(title), _groups(tuple(map(_clean, found)))
        page = Renderer(look(templates)).fill(
            "changes.html", title=shown, old=printable_line(name), new=printable_line(after), groups=groups
        )
        store(Artifact(html, page.encode()))


def _compared(old: str, new: str | None, source: Source | None) -> tuple[str, str, tuple[Change, ...], bool, str]:
    """Return the names of two texts, what changed, whether all their bytes are the same, and the later one's title."""
    (name, before), (after, data) = (
        (_signed(source), (old, source.data))
        if source
        else ((old, read_named(old)), (new or old, read_named(new or old)))
    )
    was, now = read_monograph(before, name), read_monograph(data, after)
    return name, after, changes(was, now), before == data, plain(now.title)


def _meant(name: str) -> str:
    """Return a name with the file it means, in its revision if it has one.

    Raises:
        ContentError: there is no such file.
    """
    revision, colon, path = name.rpartition(":")
    if not colon or is_there(pathlib.Path(name)):
        return str(locate(pathlib.Path(name)))
    with contextlib.suppress(ContentError):  # that revision may know a file that is gone
        path = locate(pathlib.Path(path)).as_posix()
    return f"{revision}:{path}"


def _standing(name: str) -> Source:
    """Read the monograph that is to be compared with its sign-off.

    Raises:
        UsageError: the name is none of a file that stands here.
    """
    path = pathlib.Path(name)
    if is_file(path):
        return Source.open(path)
    if is_folder(path):
        raise click.UsageError(f"{name} is a folder; name one monograph in it")
    later = name.rpartition(":")[2]
    raise click.UsageError(f"Name the later text, too: {shlex.join(['handouts', 'diff', name, later])}")


def _signed(source: Source) -> tuple[str, bytes]:
    """Return the text that was last signed off, from git's history.

    Raises:
        ContentError: it was never signed off, or git does not hold that text.
    """
    path = source.path
    signed = next((entry for entry in reversed(read_sign_offs(source)) if entry.action == "approve"), None)
    if signed is None:
        hint = "Name an old and a new text to compare."
        raise ContentError(Problem("not-signed-off", "Nobody has signed off this text.", hint, Place(str(path))))
    for revision, data in itertools.chain([("", source.data)], revisions_of(path)):
        try:
            if text_digest(data, str(path)) == signed.text:
                return f"{revision}:{path}" if revision else str(path), data
        except ContentError:
            continue
    message = f"The text {signed.by} signed off on {signed.date} is not in git's history."
    raise ContentError(
        Problem("no-such-revision", message, "Name the old text: handouts diff OLD NEW.", Place(str(path)))
    )


def _groups(found: tuple[Change, ...]) -> list[tuple[str, list[Change]]]:
    return [(TITLES[kind], list(group)) for kind, group in itertools.groupby(found, key=lambda change: change.kind)]


def _drawn(found: tuple[Change, ...]) -> list[Text]:
    parts = []
    for title, group in _groups(found):
        parts.append(Text(f"{title}: {len(group)}", "bold"))
        parts += [_line(_clean(change)) for change in group]
        parts.append(Text())
    return parts


def _clean(change: Change) -> Change:
    return dataclasses.replace(
        change,
        before=printable_line(change.before),
        after=printable_line(change.after),
        lead=printable_line(change.lead),
        tail=printable_line(change.tail),
        section=printable_line(change.section),
    )


def _line(change: Change) -> Text:
    """Draw a change so that it reads without colour too: [-taken out-] {+put in+}."""
    place = change.section if change.kind is ChangeKind.FIELD else f"{change.section}, line {change.new_line}"
    line = Text(f"  {place}: ", "dim")
    line.append(f"{change.lead} " if change.lead else "")
    if change.before:
        line.append(f"[-{change.before}-]", "red strike")
    if change.after:
        line.append(f"{' ' if change.before else ''}{{+{change.after}+}}", "green bold")
    line.append(change.tail)
    return line
