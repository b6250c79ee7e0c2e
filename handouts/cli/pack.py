"""``handouts pack``: several leaflets and sheets in one PDF, with a cover and its contents."""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
import pathlib
from typing import TYPE_CHECKING, Any

import click

from handouts.assets import look
from handouts.cli.console import report
from handouts.cli.editions import edition_of, edition_options
from handouts.cli.options import PATH, clinic, styles, templates, today
from handouts.errors import ContentError, OutputError, Place, Problem
from handouts.library.paths import locate
from handouts.manifest import manifest_path
from handouts.model.options import BuildOptions, ReviewPolicy
from handouts.model.pack import read_pack
from handouts.packs.making import build_pack, each
from handouts.packs.manifest import PackManifest
from handouts.reader.source import Source
from handouts.store import check_folder, store

if TYPE_CHECKING:
    from handouts.model.clinic import Settings
    from handouts.model.pack import PackFile


@click.command(
    epilog="Exit codes: 0 done, 1 content, 2 usage, 3 look, 4 typesetting, 5 output, 70 bug, 130 interrupted."
)
@click.argument("file", type=PATH)
@click.option("--out", type=PATH, default="build", show_default=True, help="Folder for the PDF and its manifest.")
@clinic
@edition_options
@click.option(
    "--require-approval", is_flag=True, help="Refuse texts nobody has signed off. A clinic.toml makes it permanent."
)
@today
@templates
@styles
@click.option("--quiet", is_flag=True, help="Print problems only.")
def command(
    file: pathlib.Path,
    out: pathlib.Path,
    settings: Settings,
    require_approval: bool,
    today: dt.date,
    templates: pathlib.Path | None,
    styles: pathlib.Path | None,
    quiet: bool,
    **chosen: Any,
) -> None:
    """Join the leaflets that FILE lists (discharge.toml) into one PDF: a cover with contents, one numbering.

    Each leaflet begins on a fresh page, with --two-sided on a fresh sheet. The PDF is named after FILE and has its
    manifest (.json) beside it; a leaflet that fails keeps the whole pack from being made. `handouts new --pack
    discharge` writes a FILE to fill in.
    """
    pack, ours = read_pack(file), look(templates, styles)
    edition = edition_of(settings.clinic, ours, today, chosen)
    policy = ReviewPolicy(today, required=require_approval or settings.approval.required)
    pdf = out / f"{file.stem}.pdf"
    check_folder(out)
    _refuse_leaflet(pdf)
    built = build_pack(pack, sources_of(pack), BuildOptions(edition, ours, policy))
    report(built.warnings, weight="warning")
    store(*built.artifacts(pdf))
    if quiet:
        return
    leaflets = [bound.leaflet for bound in built.manifest.leaflets]
    drafts = sum(leaflet.status == "draft" for leaflet in leaflets)
    words = sum(leaflet.proof.words for leaflet in leaflets)
    counted = "1 leaflet" if len(leaflets) == 1 else f"{len(leaflets)} leaflets"
    click.echo(f"{pdf}: {built.manifest.pages} pages, {counted}, {words:,} words proven. DRAFT: {drafts}.")


def sources_of(file: PackFile) -> list[Source]:
    """Read the monographs of a pack: paths as seen from its file, or names in content/.

    Raises:
        ContentError: with each that is not there, at its place in the file, and each that cannot be read.
    """
    return each(lambda number: _source(file, number), range(len(file.pack.leaflets)))


def _source(file: PackFile, number: int) -> Source:
    named, place = file.pack.leaflets[number].monograph, file.place(("leaflets", number, "monograph"))
    beside = pathlib.Path(os.path.normpath(pathlib.Path(file.path).parent / named))
    try:
        path = beside if beside.is_file() else locate(pathlib.Path(named))
    except ContentError as error:
        problems = (
            dataclasses.replace(each, place=place, message=f"{named}: {each.message}") for each in error.problems
        )
        raise ContentError(*problems) from None
    if not path.is_file():
        message, hint = f"{named} is a folder.", "Name each monograph by itself."
        raise ContentError(Problem("no-monograph", message, hint, place))
    return Source.read(path)


def _refuse_leaflet(pdf: pathlib.Path) -> None:
    """Keep a leaflet of that name from being overwritten.

    Raises:
        OutputError: what stands there is no pack.
    """
    if pdf.exists() and PackManifest.read(manifest_path(pdf)) is None:
        message, hint = (
            "Another file stands there, which is no pack.",
            "Give the pack's file another name, or use --out.",
        )
        raise OutputError(Problem("exists", message, hint, Place(str(pdf))))
