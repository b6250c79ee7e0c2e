"""``handouts verify``: prove a leaflet later, from its manifest."""

from __future__ import annotations

import dataclasses
import datetime as dt
import difflib
import functools
import pathlib
import shlex
from typing import TYPE_CHECKING

import click

from handouts.assets import look
from handouts.cli.console import report
from handouts.cli.options import PATH, clinic, memory_limit, now_on, templates, time_limit, today
from handouts.cli.signatures import signature_told
from handouts.cli.terminal import tell
from handouts.errors import ExitCode, HandoutsError
from handouts.library.jobs import Limits
from handouts.library.limited import alone
from handouts.library.paths import SUFFIXES
from handouts.library.proving import MonographUnknownError, prove_file, shown
from handouts.manifest import leaflet_of, read_manifest
from handouts.packs.manifest import PackManifest
from handouts.review.approval import review_status
from handouts.store.plain_files import is_file, is_folder, read
from handouts.verify import verify_imposed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.assets import Look
    from handouts.manifest import Manifest
    from handouts.model.clinic import Settings


@dataclasses.dataclass(frozen=True, slots=True)
class Asked:
    """What each file of a command is verified with."""

    look: Look
    settings: Settings
    today: dt.date
    limits: Limits


@click.command
@click.argument("leaflet", type=PATH)
@click.argument("monograph", type=PATH, required=False)
@templates
@clinic
@today
@time_limit
@memory_limit
def command(
    leaflet: pathlib.Path,
    monograph: pathlib.Path | None,
    templates: pathlib.Path | None,
    settings: Settings,
    today: dt.date,
    time_limit: float,
    memory_limit: int,
) -> int:
    """Prove that LEAFLET (a PDF with its manifest beside it) shows the whole of MONOGRAPH and nothing else.

    A MONOGRAPH that is not named is looked for where the leaflet was made from, beside the leaflet's folder, in this
    folder, and in content/. Of a pack every monograph is proven; its own file (discharge.toml) may stand for MONOGRAPH.
    Of a booklet, or of pages two on a sheet, the leaflet it was made of is proven.
    Of a signed one the signature is checked too, by the authorities in clinic.toml ([signing], roots).
    Of a folder every PDF in it is proven, a line each; the exit code is the highest of all.
    """
    _refuse_mistaken(leaflet, monograph)
    asked = Asked(look(templates), settings, today, Limits(time_limit, memory_limit))
    if is_folder(leaflet):
        return _verify_folder(leaflet, asked)
    if pdf := leaflet_of(leaflet):
        tell(f"{_imposed(leaflet)} It holds the pages of {pdf}.")
    tell(_proven(pdf or leaflet, monograph, asked))
    return ExitCode.DONE


def _verify_folder(folder: pathlib.Path, asked: Asked) -> int:
    """Prove each PDF of a folder and of those in it, say how each stands, and return the gravest exit code.

    Raises:
        UsageError: there is none.
    """
    pdfs = sorted(folder.rglob("*.pdf"))
    if not pdfs:
        raise click.UsageError(f"There is no PDF in {folder}.")
    codes = list[int]()
    for pdf in pdfs:
        hidden = shown(pdf)
        try:
            line, code = _imposed(pdf) if leaflet_of(pdf) else _proven(pdf, None, asked), 0
        except click.UsageError as error:
            line, code = f"{pdf}: not proven. {error.format_message()}", error.exit_code
        except HandoutsError as error:
            kinds = ", ".join(dict.fromkeys(each.code for each in error.problems))
            line, code = f"{pdf}: not proven ({kinds}).", error.exit_code
            places = [dataclasses.replace(each.place, path=each.place.path.replace(*hidden)) for each in error.problems]
            told = zip(error.problems, places, strict=True)
            report(dataclasses.replace(problem, place=place) for problem, place in told)
        tell(line.replace(*hidden))
        codes.append(code)
    good = codes.count(ExitCode.DONE)
    tell(f"{good} of {len(pdfs)} files are as they were made.")
    return max(codes)


def _imposed(pdf: pathlib.Path) -> str:
    leaflet = leaflet_of(pdf) or pdf
    return f"{pdf}: {verify_imposed(read(pdf), read_manifest(leaflet), pdf)}."


def _proven(leaflet: pathlib.Path, monograph: pathlib.Path | None, asked: Asked) -> str:
    """Prove a leaflet or a pack, and return what is to be said of it.

    Raises:
        UsageError: a monograph is not found, or the file named is not that of this pack.
    """
    try:
        return alone(leaflet, functools.partial(_told, leaflet, monograph, asked), asked.limits)
    except MonographUnknownError as error:
        (problem,) = error.problems
        named = f" Name it: {_command(leaflet, pathlib.Path('MONOGRAPH.md'))}"
        raise click.UsageError(f"{problem.message}{named * (problem.code == 'monograph-unknown')}") from None


def _told(leaflet: pathlib.Path, monograph: pathlib.Path | None, asked: Asked) -> str:
    proven = prove_file(leaflet, monograph, asked.look)
    signature, proof = signature_told(proven, asked.settings, now_on(asked.today)), proven.proof
    told = f"{leaflet}: proven. Words: {proof.words:,}, numbers: {proof.numbers:,}, pages: {proof.pages}"
    if isinstance(proven.manifest, PackManifest):
        bound = [each.leaflet for each in proven.manifest.leaflets]
        return f"{told}, leaflets: {len(proven.leaflets)}.{_fonts_told(bound)}{signature}"
    status = review_status(proven.sources[0], asked.today, asked.settings.approval.signers)
    return f"{told}. The text: {status}.{_fonts_told([proven.manifest])}{signature}"


def _fonts_told(manifests: Sequence[Manifest]) -> str:
    """Say in which fonts of the clinic's own leaflets are set: what their letters look like is not proven."""
    names = sorted({font.name for manifest in manifests for font in manifest.trusted_fonts})
    return f" Set in fonts of the clinic's own, whose letters nobody has compared: {', '.join(names)}." if names else ""


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
    if is_folder(leaflet):
        if monograph:
            raise click.UsageError(f"{leaflet} is a folder: each monograph in it is found. {_command(leaflet)}")
        return
    if not is_file(leaflet):
        folders = (pathlib.Path("build"), leaflet.parent)
        known = {pdf.stem: pdf for folder in folders for pdf in sorted(folder.glob("*.pdf"))}
        near = difflib.get_close_matches(leaflet.stem, known, n=1)
        meant = f" Did you mean {known[near[0]]}?" if near else " Check the path."
        raise click.UsageError(f"There is no leaflet {leaflet}.{meant}")


def _command(*arguments: pathlib.Path) -> str:
    return shlex.join(["handouts", "verify", *map(str, arguments)])
