"""``handouts verify``: prove a leaflet later, from its manifest."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import difflib
import hashlib
import os
import pathlib
import shlex
from typing import TYPE_CHECKING

import click

from handouts.assets import look
from handouts.cli.console import report
from handouts.cli.options import PATH, templates, today
from handouts.cli.pack import sources_of
from handouts.errors import ContentError, ExitCode, HandoutsError
from handouts.library.index import NAME, Index
from handouts.library.paths import CONTENT, SUFFIXES, locate, names_below
from handouts.manifest import leaflet_of, manifest_path, read_manifest
from handouts.model.pack import read_pack
from handouts.packs.manifest import PackManifest
from handouts.packs.verify import verify_pack
from handouts.patient.discreet import safe_name
from handouts.reader.source import Source
from handouts.review.approval import review_status
from handouts.store import contents
from handouts.verify import verify, verify_imposed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.assets import Look
    from handouts.manifest import Manifest
    from handouts.proof import Proof


@click.command
@click.argument("leaflet", type=PATH)
@click.argument("monograph", type=PATH, required=False)
@templates
@today
def command(
    leaflet: pathlib.Path, monograph: pathlib.Path | None, templates: pathlib.Path | None, today: dt.date
) -> int:
    """Prove that LEAFLET (a PDF with its manifest beside it) shows the whole of MONOGRAPH and nothing else.

    A MONOGRAPH that is not named is looked for where the leaflet was made from, beside the leaflet's folder, in this
    folder, and in content/. Of a pack every monograph is proven; its own file (discharge.toml) may stand for MONOGRAPH.
    Of a booklet, or of pages two on a sheet, the leaflet it was made of is proven.
    Of a folder every PDF in it is proven, a line each; the exit code is the highest of all.
    """
    _refuse_mistaken(leaflet, monograph)
    if leaflet.is_dir():
        return _verify_folder(leaflet, look(templates), today)
    if pdf := leaflet_of(leaflet):
        click.echo(f"{_imposed(leaflet)} It holds the pages of {pdf}.")
    click.echo(_proven(pdf or leaflet, monograph, look(templates), today))
    return ExitCode.DONE


def _verify_folder(folder: pathlib.Path, ours: Look, today: dt.date) -> int:
    """Prove each PDF of a folder and of those in it, say how each stands, and return the gravest exit code.

    Raises:
        UsageError: there is none.
    """
    pdfs = sorted(folder.rglob("*.pdf"))
    if not pdfs:
        raise click.UsageError(f"There is no PDF in {folder}.")
    codes = list[int]()
    for pdf in pdfs:
        shown = _shown(pdf)
        try:
            line, code = _imposed(pdf) if leaflet_of(pdf) else _proven(pdf, None, ours, today), 0
        except click.UsageError as error:
            line, code = f"{pdf}: not proven. {error.format_message()}", error.exit_code
        except HandoutsError as error:
            kinds = ", ".join(dict.fromkeys(each.code for each in error.problems))
            line, code = f"{pdf}: not proven ({kinds}).", error.exit_code
            places = [dataclasses.replace(each.place, path=each.place.path.replace(*shown)) for each in error.problems]
            told = zip(error.problems, places, strict=True)
            report(dataclasses.replace(problem, place=place) for problem, place in told)
        click.echo(line.replace(*shown))
        codes.append(code)
    good = codes.count(ExitCode.DONE)
    click.echo(f"{good} of {len(pdfs)} files are as they were made.")
    return max(codes)


def _shown(pdf: pathlib.Path) -> tuple[str, str]:
    """Return what of the name of a file is told otherwise, and how: a patient's number is not told."""
    leaflet = leaflet_of(pdf) or pdf
    with contextlib.suppress(ContentError):
        manifest = PackManifest.read(manifest_path(leaflet)) or read_manifest(leaflet)
        number = safe_name((manifest.recipient and manifest.recipient.number) or "")
        if number and number in leaflet.stem:
            stem = leaflet.stem.replace(number, f"NUMBER ({manifest.document})")
            return leaflet.stem, stem
    return pdf.stem, pdf.stem


def _imposed(pdf: pathlib.Path) -> str:
    leaflet = leaflet_of(pdf) or pdf
    return f"{pdf}: {verify_imposed(pdf.read_bytes(), read_manifest(leaflet), pdf)}."


def _proven(leaflet: pathlib.Path, monograph: pathlib.Path | None, ours: Look, today: dt.date) -> str:
    """Prove a leaflet or a pack, and return what is to be said of it."""
    if pack := PackManifest.read(manifest_path(leaflet)):
        return _proven_pack(leaflet, pack, monograph, ours)
    manifest = read_manifest(leaflet)
    source = Source.read(locate(monograph) if monograph else _monograph_of(leaflet, manifest))
    proof = verify(leaflet.read_bytes(), manifest, source, ours, leaflet)
    return f"{leaflet}: proven. {_counts(proof)}. The text: {review_status(source, today)}."


def _counts(proof: Proof) -> str:
    return f"Words: {proof.words:,}, numbers: {proof.numbers:,}, pages: {proof.pages}"


def _proven_pack(leaflet: pathlib.Path, pack: PackManifest, file: pathlib.Path | None, ours: Look) -> str:
    """Prove a pack, and return what is to be said of it.

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
    return f"{leaflet}: proven. {_counts(proof)}, leaflets: {len(sources)}."


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
        if monograph:
            raise click.UsageError(f"{leaflet} is a folder: each monograph in it is found. {_command(leaflet)}")
        return
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
        f"could be any of {', '.join(map(str, found))}"
        if found
        else f"is not beside {leaflet.parent}, here, or in {CONTENT}"
    )
    command = _command(leaflet, pathlib.Path("MONOGRAPH.md"))
    raise click.UsageError(f"The monograph {manifest.monograph.name} {told}. Name it: {command}")


def _candidates(leaflet: pathlib.Path, manifest: Manifest) -> Iterator[pathlib.Path]:
    """Return where a leaflet's monograph may be: where it was made from, beside its folder, here, in content/."""
    for folder in leaflet.parents:
        if (folder / NAME).is_file() and (entry := Index(folder).entries.get(os.path.relpath(leaflet, folder))):
            yield pathlib.Path(os.path.normpath(folder / entry.source))
    name = pathlib.PurePath(manifest.monograph.name).name
    yield pathlib.Path(os.path.normpath(leaflet.parent / os.pardir)) / name
    yield pathlib.Path(name)
    if CONTENT.is_dir():
        yield from (CONTENT / below for below in names_below(CONTENT) if pathlib.PurePath(below).name == name)
