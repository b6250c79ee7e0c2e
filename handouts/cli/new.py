"""``handouts new``: a monograph an editor only has to fill."""

from __future__ import annotations

import json
import pathlib
import re
import unicodedata

import click

from handouts.assets import bundled
from handouts.cli.options import PATH
from handouts.cli.terminal import tell
from handouts.errors import OutputError, Place, Problem
from handouts.library.paths import CONTENT
from handouts.store import Artifact, store
from handouts.store.plain_files import is_there

SCAFFOLDS = ("clinic.toml", "monograph.md", "pack.toml")  # what stands among the templates and draws no leaflet


@click.command
@click.argument("medicine")
@click.option("--out", type=PATH, default=CONTENT, show_default=True, help="Folder for the monograph.")
@click.option("--pack", is_flag=True, help="Write MEDICINE.toml here instead: the file of a pack of leaflets.")
def command(medicine: str, out: pathlib.Path, pack: bool) -> None:
    """Write a monograph for a MEDICINE, with every section to fill in."""
    if pack:
        file = Artifact(
            pathlib.Path(f"{medicine.removesuffix('.toml')}.toml"), (bundled("templates") / "pack.toml").read_bytes()
        )
        refuse_what_is_there(file.path)
        store(file)
        tell(f"{file.path}: name the leaflets, then run: handouts pack {file.path}")
        return
    scaffold = scaffold_of(medicine, out)
    refuse_what_is_there(scaffold.path)
    store(scaffold)
    tell(f"{scaffold.path}: fill in what stands in [brackets], then run: handouts check {scaffold.path}")


def scaffold_of(medicine: str, folder: pathlib.Path) -> Artifact:
    """Return the monograph of a medicine, still to be filled in, and its place in a folder.

    Raises:
        BadParameter: this is no name of a medicine.
    """
    name = " ".join(unicodedata.normalize("NFKC", medicine).split())
    slug = re.sub(r"[^\w]+", "-", name.casefold()).strip("-")
    if not slug or not name.isprintable():
        raise click.BadParameter(f"{medicine!r} is not the name of a medicine")
    title = name[0].upper() + name[1:]
    values = {
        "{quoted title}": json.dumps(title, ensure_ascii=False),  # YAML reads what JSON quotes
        "{quoted name}": json.dumps(name, ensure_ascii=False),
        "{title}": re.sub(r"([\\`*_\[\]])", r"\\\1", title),  # Markdown's own signs
    }
    text = (bundled("templates") / "monograph.md").read_text("utf-8")
    for blank, value in values.items():
        text = text.replace(blank, value)
    return Artifact(folder / f"{slug}.md", text.encode())


def refuse_what_is_there(*paths: pathlib.Path) -> None:
    """Keep files from being overwritten.

    Raises:
        OutputError: with each file that is there.
    """
    there = [path for path in paths if is_there(path)]
    if there:
        hint = "Choose another name or folder, or go on with the file that is there."
        raise OutputError(*(Problem("exists", "This file is already there.", hint, Place(str(path))) for path in there))
