"""``handouts init``: a folder to start in, with the clinic's file and a first monograph."""

from __future__ import annotations

import pathlib
import shlex

import click

from handouts.assets import bundled
from handouts.cli.new import refuse_what_is_there, scaffold_of
from handouts.cli.options import CLINIC_FILE
from handouts.cli.terminal import tell
from handouts.library.paths import CONTENT
from handouts.store import Artifact, store


@click.command
@click.argument("folder", type=click.Path(file_okay=False, path_type=pathlib.Path), default=".", metavar="[DIR]")
@click.option("--medicine", default="Example medicine", show_default=True, help="Medicine of the first monograph.")
def command(folder: pathlib.Path, medicine: str) -> None:
    """Start a folder (this one by default): clinic.toml and a first monograph, each to fill in."""
    clinic = Artifact(folder / CLINIC_FILE, (bundled("templates") / "clinic.toml").read_bytes())
    monograph = scaffold_of(medicine, folder / CONTENT)
    refuse_what_is_there(clinic.path, monograph.path)
    store(clinic, monograph)
    name = monograph.path.stem
    there = "" if folder == pathlib.Path() else f"cd {shlex.quote(str(folder))} && "
    tell(f"1. {clinic.path}: write in whom your patients call.")
    tell(f"2. {monograph.path}: fill in what stands in [brackets], from your sources.")
    tell(f"3. {there}handouts check {name}: what is still missing or unclear.")
    tell(f"4. handouts build {name}: the leaflet, build/{name}.pdf, a DRAFT until it is signed off.")
    tell(f'5. handouts approve {name} --by "NAME" --role "ROLE": the sign-off; then build again.')
