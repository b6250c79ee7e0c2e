"""``handouts new``: a monograph an editor only has to fill."""

from __future__ import annotations

import pathlib
import re
import unicodedata

import click

from handouts.assets import bundled
from handouts.cli.options import PATH
from handouts.errors import OutputError, Place, Problem
from handouts.store import Artifact, store


@click.command
@click.argument("name")
@click.option("--out", type=PATH, default="content", show_default=True, help="Folder for the monograph.")
def command(name: str, out: pathlib.Path) -> None:
    """Write a monograph for the medicine NAME, with every section to fill in."""
    words = unicodedata.normalize("NFKC", name).strip()
    slug = re.sub(r"[^\w]+", "-", words.casefold()).strip("-")
    if not slug:
        raise click.BadParameter("write the name of a medicine", param_hint="NAME")
    path = out / f"{slug}.md"
    if path.exists():
        raise OutputError(
            Problem(
                "exists", "This monograph is already there.", "Choose another name, or edit the file.", Place(str(path))
            )
        )
    scaffold = bundled("templates") / "monograph.md"
    title = words[0].upper() + words[1:]
    text = scaffold.read_text("utf-8").replace("{title}", title.replace('"', "'")).replace("{name}", words)
    store(Artifact(path, text.encode()))
    click.echo(f"{path}: fill it in, then run: handouts build {path}")
