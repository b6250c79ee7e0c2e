"""``handouts pack``: several leaflets and sheets in one PDF, with a cover and its contents."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import pathlib
from typing import TYPE_CHECKING, Any

import click

from handouts.cli.console import report
from handouts.cli.editions import Written, edition_of, edition_options, one_edition
from handouts.cli.options import (
    PATH,
    chosen_look,
    clinic,
    memory_limit,
    review_policy,
    styles,
    templates,
    time_limit,
    today,
)
from handouts.cli.patient import patient_options, wish_of
from handouts.cli.terminal import tell
from handouts.errors import ContentError, OutputError, Place, Problem
from handouts.library.jobs import Limits
from handouts.library.limited import alone
from handouts.library.pack_sources import sources_of
from handouts.manifest import manifest_path
from handouts.model.imposition import Imposition
from handouts.model.options import BuildOptions
from handouts.model.pack import read_pack
from handouts.packs.making import build_pack
from handouts.packs.manifest import PackManifest
from handouts.packs.personal import build_personal_pack
from handouts.patient.discreet import safe_name
from handouts.store import check_folder, store
from handouts.store.plain_files import is_there

if TYPE_CHECKING:
    from handouts.library.personal import NameBy
    from handouts.model.clinic import Settings
    from handouts.packs.making import BuiltPack


@click.command(
    epilog="Exit codes: 0 done, 1 content, 2 usage, 3 look, 4 typesetting, 5 output, 70 bug, 130 interrupted."
)
@click.argument("file", type=PATH)
@click.option("--out", type=PATH, default="build", show_default=True, help="Folder for the PDF and its manifest.")
@clinic
@edition_options
@one_edition
@click.option(
    "--require-approval", is_flag=True, help="Refuse texts nobody has signed off. A clinic.toml makes it permanent."
)
@today
@templates
@styles
@patient_options
@click.option("--quiet", is_flag=True, help="Print problems only.")
@time_limit
@memory_limit
def command(
    file: pathlib.Path,
    out: pathlib.Path,
    settings: Settings,
    require_approval: bool,
    files: tuple[pathlib.Path, ...],
    filled: tuple[tuple[str, str], ...],
    name_by: NameBy | None,
    despite: str | None,
    today: dt.date,
    templates: pathlib.Path | None,
    styles: pathlib.Path | None,
    quiet: bool,
    time_limit: float,
    memory_limit: int,
    words: str | None,
    **chosen: Any,
) -> None:
    """Join the leaflets that FILE lists (discharge.toml) into one PDF: a cover with contents, one numbering.

    Each leaflet begins on a fresh page, with --two-sided on a fresh sheet. The PDF is named after FILE and has its
    manifest (.json) beside it; a leaflet that fails keeps the whole pack from being made. `handouts new --pack
    discharge` writes a FILE to fill in. With --patient or --fill it is one patient's, each leaflet with its own dose.
    """
    wish = wish_of(files, filled, name_by, despite, {})
    pack, ours = read_pack(file), chosen_look(settings, templates, styles)
    written = Written(pack.pack.edition, pack.place(("edition",))) if pack.pack.edition else None
    edition = edition_of(settings, ours, today, chosen, words, written)
    if edition.impose is not Imposition.NONE:
        message = f"A pack is not imposed ({edition.impose}): each leaflet in it begins on a fresh page."
        raise click.UsageError(f"{message} Make the leaflets by themselves: handouts build NAME --impose …")
    if edition.embed_source:
        message = "A pack holds no files: its leaflets have each their own text."
        raise click.UsageError(f"{message} Make the leaflets by themselves: handouts build NAME --embed-source")
    policy = review_policy(today, settings, required=require_approval)
    options = BuildOptions(edition, ours, policy)
    check_folder(out)
    bind = functools.partial(alone, file, limits=Limits(time_limit, memory_limit))
    if wish:
        several = dataclasses.replace(wish.patient, several=len(pack.pack.leaflets) > 1)
        built = bind(lambda: build_personal_pack(pack, sources_of(pack), options, several, wish.despite))
        pdf, shown, built = _named(built, out, file, wish.name_by)
    else:
        pdf = shown = out / f"{file.stem}.pdf"
        _refuse_leaflet(pdf, shown, None)
        built = bind(lambda: build_pack(pack, sources_of(pack), options))
    report(built.warnings, weight="warning")
    _store(built, pdf, shown)
    if quiet:
        return
    leaflets = [bound.leaflet for bound in built.manifest.leaflets]
    drafts = sum(leaflet.status == "draft" for leaflet in leaflets)
    proven = sum(leaflet.proof.words for leaflet in leaflets)
    counted = "1 leaflet" if len(leaflets) == 1 else f"{len(leaflets)} leaflets"
    tell(f"{shown}: {built.manifest.pages} pages, {counted}, {proven:,} words proven. DRAFT: {drafts}.")


def _named(
    built: BuiltPack, out: pathlib.Path, file: pathlib.Path, name_by: NameBy
) -> tuple[pathlib.Path, pathlib.Path, BuiltPack]:
    """Return where a patient's pack is written, how that is told, and the pack with the file's name in its manifest.

    Raises:
        ContentError: it is to be named by the patient's number, and there is none.
        OutputError: another file stands there.
    """
    manifest = built.manifest
    number = manifest.recipient.number if manifest.recipient else None
    pdf = shown = out / f"{manifest.document}.pdf"
    if name_by == "number" and not number:
        message, hint = "There is no patient's number to name the file by.", "Add it, or leave --name-by out."
        raise ContentError(Problem("no-identity", message, hint, Place(str(file))))
    if name_by == "number":
        pdf, shown = (out / f"{name}-{file.stem}.pdf" for name in (safe_name(number or ""), "NUMBER"))
    _refuse_leaflet(pdf, shown, manifest)
    named = manifest.model_copy(update={"pdf": manifest.pdf.model_copy(update={"name": pdf.name})})
    return pdf, shown, dataclasses.replace(built, manifest=named)


def _store(built: BuiltPack, pdf: pathlib.Path, shown: pathlib.Path) -> None:
    """Write a pack.

    Raises:
        OutputError: it cannot be written; a patient's number is not told.
    """
    try:
        store(*built.artifacts(pdf))
    except OutputError as error:
        if pdf == shown:
            raise
        raise OutputError(*(dataclasses.replace(each, place=Place(str(shown))) for each in error.problems)) from None


def _refuse_leaflet(pdf: pathlib.Path, shown: pathlib.Path, manifest: PackManifest | None) -> None:
    """Keep a leaflet of that name from being overwritten, and a patient's pack from any but that patient's.

    Raises:
        OutputError: what stands there is no such pack.
    """
    if not is_there(pdf):
        return
    recipient = manifest.recipient if manifest else None
    kept = PackManifest.read(manifest_path(pdf))
    if kept is None or (kept.recipient and kept.recipient.number) != (recipient and recipient.number):
        message = "Another file stands there, which is no pack." if kept is None else "Another's pack stands there."
        hint = "Give the pack's file another name, or use --out."
        raise OutputError(Problem("exists", message, hint, Place(str(shown))))
