"""``handouts doctor``: what is missing on this machine, and the line that mends it."""

from __future__ import annotations

import ctypes.util
import importlib.metadata
import os
import platform
import sys
from typing import TYPE_CHECKING

import click

from handouts.assets import digest, files, look
from handouts.errors import ExitCode, HandoutsError
from handouts.model.typography import printable_line

if TYPE_CHECKING:
    from collections.abc import Iterator

APT = "apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
LIBRARIES = {
    "pango-1.0": "sets text",
    "pangoft2-1.0": "sets text",
    "harfbuzz-subset": "embeds fonts, always the same way",
}
PACKAGES = (
    "weasyprint",
    "Jinja2",
    "Markdown",
    "nh3",
    "pydantic",
    "PyYAML",
    "pypdfium2",
    "pikepdf",
    "Babel",
    "Pebble",
    "click",
    "rich",
)


@click.command
def command() -> int:
    """Say whether everything leaflets need is there; where it is not, print the line that mends it."""
    from rich.table import Table
    from rich.text import Text

    from handouts.cli.console import Terminal

    table = Table("", "What", "Found", "To mend it", box=None, pad_edge=False)
    sound = True
    for fine, what, found, mend in _findings():
        sound &= fine
        cells = ("ok" if fine else "NO", what, found, "" if fine else mend)
        table.add_row(*(Text(printable_line(cell)) for cell in cells))
    Terminal(highlight=False).print(table)
    return ExitCode.DONE if sound else ExitCode.TYPESETTING


def _findings() -> Iterator[tuple[bool, str, str, str]]:
    version = platform.python_version()
    yield sys.version_info >= (3, 11), "Python", version, "Install Python 3.11 or later."
    for name, purpose in LIBRARIES.items():
        found = ctypes.util.find_library(name)
        yield found is not None, f"lib{name} ({purpose})", found or "missing", APT
    for package in PACKAGES:
        try:
            yield True, package, importlib.metadata.version(package), ""
        except importlib.metadata.PackageNotFoundError:
            yield False, package, "missing", "pip install handouts"
    yield from _press()
    written = os.environ.get("PYTHONDONTWRITEBYTECODE")
    slow = "not kept: unset PYTHONDONTWRITEBYTECODE for faster starts"
    yield True, "compiled modules", slow if written else "kept", ""


def _press() -> Iterator[tuple[bool, str, str, str]]:
    ours = look()
    fonts = [name for name in files(ours.styles) if name.endswith(".ttf")]
    yield bool(fonts), "fonts", f"{len(fonts)} files", "pip install --force-reinstall handouts"
    yield True, "look", digest(ours.templates)[:12], ""
    from handouts.pdf.patches.versions import patches_in_words

    yield True, "engine patches", patches_in_words(), ""
    try:
        from handouts.model.edition import Edition
        from handouts.pdf import Typesetter

        Typesetter(ours, Edition.of(ours))
    except HandoutsError as error:
        yield False, "typesetting", error.problems[0].message, error.problems[0].hint
    else:
        yield True, "typesetting", "starts", ""
