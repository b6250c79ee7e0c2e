"""``handouts eject``: the templates, wording and styles as files a clinic can change."""

from __future__ import annotations

import pathlib

import click

from handouts.assets import files, look
from handouts.cli.new import SCAFFOLDS, refuse_what_is_there
from handouts.cli.options import PATH
from handouts.cli.terminal import tell
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
        if not name.startswith("fonts/") and name not in SCAFFOLDS
    }
    refuse_what_is_there(*copies)
    store(*(Artifact(path, ours.read_bytes()) for path, ours in copies.items()))
    tell(f"{len(copies)} files in {folder}. Delete those you do not change, and use the others with:")
    tell(f"handouts build --templates {folder}/templates --styles {folder}/styles")
