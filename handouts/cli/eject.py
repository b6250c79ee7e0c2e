"""``handouts eject``: the templates, wording and styles as files a clinic can change."""

from __future__ import annotations

import pathlib

import click

from handouts.assets import files, look
from handouts.cli.options import PATH
from handouts.errors import OutputError, Place, Problem
from handouts.store import Artifact, store


@click.command
@click.argument("folder", type=PATH, metavar="DIR")
def command(folder: pathlib.Path) -> None:
    """Copy our templates, wording and styles into DIR; delete the files you do not change."""
    ours = look()
    copies = {
        folder / kind / name: path
        for kind, folders in (("templates", ours.templates), ("styles", ours.styles))
        for name, path in files(folders).items()
        if not name.startswith("fonts/")
    }
    there = [path for path in copies if path.exists()]
    if there:
        hint = "Choose an empty folder."
        raise OutputError(*(Problem("exists", "This file is already there.", hint, Place(str(path))) for path in there))
    store(*(Artifact(path, ours.read_bytes()) for path, ours in copies.items()))
    click.echo(
        f"{len(copies)} files in {folder}. Use them with: handouts build PATH --templates {folder}/templates --styles {folder}/styles"
    )
