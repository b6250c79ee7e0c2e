"""``handouts verify``: prove a leaflet later, from its manifest."""

from __future__ import annotations

import datetime as dt
import difflib
import hashlib
import os
import pathlib
import shlex
from typing import TYPE_CHECKING

import click

from handouts.assets import look
from handouts.cli.options import PATH, templates, today
from handouts.cli.pack import sources_of
from handouts.library.index import NAME, Index
from handouts.library.paths import CONTENT, SUFFIXES, locate, names_below
from handouts.manifest import leaflet_of, manifest_path, read_manifest
from handouts.model.pack import read_pack
from handouts.packs.manifest import PackManifest
from handouts.packs.verify import verify_pack
from handouts.reader.source import Source
from handouts.review.approval import review_status
from handouts.store import contents
from handouts.verify import verify, verify_imposed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.assets import Look
    from handouts.manifest import Manifest


@click.command
@click.argument("leaflet", type=PATH)
@click.argument("monograph", type=PATH, required=False)
@templates
@today
def command(
    leaflet: pathlib.Path, monograph: pathlib.Path | None, templates: pathlib.Path | None, today: dt.date
) -> None:
    """Prove that LEAFLET (a PDF with its manifest beside it) shows the whole of MONOGRAPH and nothing else.

    A MONOGRAPH that is not named is looked for where the leaflet was made from, beside the leaflet's folder, and in
    content/. Of a pack every monograph is proven; its own file (discharge.toml) may stand for MONOGRAPH.
    Of a booklet, or of pages two on a sheet, the leaflet it was made of is proven.
    """
    _refuse_mistaken(leaflet, monograph)
    named, leaflet = leaflet, leaflet_of(leaflet) or leaflet
    if pack := PackManifest.read(manifest_path(leaflet)):
        _verify_pack(leaflet, pack, monograph, look(templates))
        return
    manifest = read_manifest(leaflet)
    if named != leaflet:
        imposed = verify_imposed(named.read_bytes(), manifest, named)
        click.echo(f"{named}: {imposed}. It holds the pages of {leaflet}.")
    source = Source.read(locate(monograph) if monograph else _monograph_of(leaflet, manifest))
    proof = verify(leaflet.read_bytes(), manifest, source, look(templates), leaflet)
    status = review_status(source, today)
    counts = f"Words: {proof.words:,}, numbers: {proof.numbers:,}, pages: {proof.pages}"
    click.echo(f"{leaflet}: proven. {counts}. The text: {status}.")


def _verify_pack(leaflet: pathlib.Path, pack: PackManifest, file: pathlib.Path | None, ours: Look) -> None:
    """Prove a pack and say so.

    Raises:
        UsageError: a monograph is not found, or the file named is not that of this pack.
    """
    if file and file.suffix.lower() != ".toml":
        raise click.UsageError(f"{leaflet} is a pack: name its own file, which lists the monographs, or nothing.")
    if file:
        sources = sources_of(read_pack(file))
        if len(sources) != len(pack.leaflets):
            raise click.UsageError(f"{file} does not list the {len(pack.leaflets)} leaflets of this pack.")
    else:
        sources = [Source.read(_monograph_of(leaflet, bound.leaflet)) for bound in pack.leaflets]
    proof = verify_pack(leaflet.read_bytes(), pack, sources, ours, leaflet)
    counts = f"Words: {proof.words:,}, numbers: {proof.numbers:,}, pages: {proof.pages}"
    click.echo(f"{leaflet}: proven. {counts}, leaflets: {len(sources)}.")


def _refuse_mistaken(leaflet: pathlib.Path, monograph: pathlib.Path | None) -> None:
    """Say what is wrong with the command line.

    Raises:
        UsageError: what stands first is no leaflet.
    """
    if monograph and monograph.suffix.lower() == ".pdf" and leaflet.suffix.lower() != ".pdf":
        raise click.UsageError(f"The arguments are swapped: {_command(monograph, leaflet)}")
    if leaflet.suffix.lower() in SUFFIXES:
        pdf = pathlib.Path("build") / f"{leaflet.stem}.pdf"
        raise click.UsageError(f"{leaflet} is a monograph; the leaflet stands first: {_command(pdf, leaflet)}")
    if leaflet.is_dir():
        raise click.UsageError(f"{leaflet} is a folder; name one leaflet in it: {_command(leaflet / 'NAME.pdf')}")
    if not leaflet.is_file():
        folders = (pathlib.Path("build"), leaflet.parent)
        known = {pdf.stem: pdf for folder in folders for pdf in sorted(folder.glob("*.pdf"))}
        near = difflib.get_close_matches(leaflet.stem, known, n=1)
        meant = f" Did you mean {known[near[0]]}?" if near else " Check the path."
        raise click.UsageError(f"There is no leaflet {leaflet}.{meant}")


def _command(*arguments: pathlib.Path) -> str:
    return shlex.join(["handouts", "verify", *map(str, arguments)])


def _monograph_of(leaflet: pathlib.Path, manifest: Manifest) -> pathlib.Path:
    """Return the monograph of a leaflet; of several with its name, the one whose bytes are those it was made of.

    Raises:
        UsageError: it is not found, or nothing tells which of several it is.
    """
    found = [path for path in dict.fromkeys(_candidates(leaflet, manifest)) if path.is_file()]
    if len(found) > 1:
        wanted = manifest.monograph.sha256
        same = [path for path in found if hashlib.sha256(contents(os.fspath(path)) or b"").hexdigest() == wanted]
        found = same[:1] or found
    if len(found) == 1:
        return found[0]
    told = (
        f"could be any of {', '.join(map(str, found))}" if found else f"is not beside {leaflet.parent} or in {CONTENT}"
    )
    command = _command(leaflet, pathlib.Path("MONOGRAPH.md"))
    raise click.UsageError(f"The monograph {manifest.monograph.name} {told}. Name it: {command}")


def _candidates(leaflet: pathlib.Path, manifest: Manifest) -> Iterator[pathlib.Path]:
    """Return where a leaflet's monograph may be: where it was made from, beside the leaflet's folder, in content/."""
    for folder in leaflet.parents:
        if (folder / NAME).is_file() and (entry := Index(folder).entries.get(os.path.relpath(leaflet, folder))):
            yield pathlib.Path(os.path.normpath(folder / entry.source))
    name = pathlib.PurePath(manifest.monograph.name).name
    yield pathlib.Path(os.path.normpath(leaflet.parent / os.pardir)) / name
    if CONTENT.is_dir():
        yield from (CONTENT / below for below in names_below(CONTENT) if pathlib.PurePath(below).name == name)
