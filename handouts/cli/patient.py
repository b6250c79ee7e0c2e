"""The options that make a leaflet one patient's, and what `handouts build` does with them."""

from __future__ import annotations

import difflib
import pathlib
from typing import TYPE_CHECKING, Any

import click

from handouts.cli.options import PATH, Remark
from handouts.cli.tally import Tally
from handouts.model.recipient import Recipient

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from handouts.cli.progress import Quiet
    from handouts.library.jobs import Crew, Job
    from handouts.library.personal import NameBy, Wish
    from handouts.model.options import BuildOptions

SHORTEST_REASON = 3  # letters


class Fill(click.ParamType[tuple[str, str]]):
    """One of a patient's facts, as ``dose="10 mg"``; what is said of a wrong one does not repeat it."""

    name = "field=value"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """Read the name of the field and its value."""
        if isinstance(value, tuple):
            return str(value[0]), str(value[1])
        field, sign, words = str(value).partition("=")
        field = field.strip().replace("-", "_")
        if not sign:
            self.fail('write a field, “=” and its value: dose="10 mg"', param, ctx)
        if field not in Recipient.model_fields:
            near = difflib.get_close_matches(field.casefold(), Recipient.model_fields, n=1)
            known = f"did you mean {near[0]}?" if near else f"there are {', '.join(Recipient.model_fields)}"
            self.fail(f"there is no such field; {known}", param, ctx)
        return field, words


class Reason(Remark):
    """Why a dose is printed that is not the text's."""

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Read the reason."""
        reason = super().convert(value, param, ctx)
        if len(reason) < SHORTEST_REASON:
            self.fail("write the reason in a few words", param, ctx)
        return reason


name_by = click.option(
    "--name-by",
    type=click.Choice(["document", "number"]),
    help="What names a patient's leaflet: the document's number (the default), or the patient's.",
)


def facts_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that say whom a leaflet is for."""
    files = click.option(
        "--patient",
        "files",
        type=PATH,
        multiple=True,
        help="The patient's own facts: TOML, JSON or FHIR R4; of FHIR several files may be given.",
    )
    filled = click.option(
        "--fill", "filled", type=Fill(), multiple=True, help='A single fact, as dose="10 mg"; may be given again.'
    )
    return files(filled(command))


def patient_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that make a leaflet one patient's, and name its file."""
    despite = click.option("--despite", type=Reason(), help="Why a dose is printed that is not the text's; it is kept.")
    return facts_options(name_by(despite(command)))


def wish_of(
    files: Sequence[pathlib.Path],
    filled: Sequence[tuple[str, str]],
    name_by: NameBy | None,
    despite: str | None,
    refused: Mapping[str, object],
) -> Wish | None:
    """Return for whom leaflets are wanted; None where they are for nobody in particular.

    Raises:
        UsageError: options stand together that cannot.
        ContentError: a patient's file cannot be read.
    """
    if not (files or filled):
        if alone := next((name for name, given in (("--name-by", name_by), ("--despite", despite)) if given), None):
            raise click.UsageError(f"{alone} goes with --patient or --fill.")
        return None
    for option, given in refused.items():
        if given not in {None, False}:
            raise click.UsageError(f"{option} does not go with --patient or --fill: a patient's facts stay here, once.")
    names = [name for name, _ in filled]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise click.UsageError(f"--fill {twice} is given twice.")
    from handouts.library.personal import Wish
    from handouts.patient.facts import Patient

    return Wish(Patient.read(files, dict(filled)), name_by or "document", despite)


def build_for_patient(
    jobs: Sequence[Job], out: pathlib.Path, options: BuildOptions, wish: Wish, crew: Crew, follower: Quiet
) -> tuple[Tally, list[pathlib.Path]]:
    """Make a patient's leaflets, say how it goes, and return what has become of them and the files written."""
    from handouts.library.personal import personal_leaflets

    tally, written = Tally(), list[pathlib.Path]()
    follower.begin(len(jobs), jobs)
    try:
        for step, pdf in personal_leaflets(jobs, out, options, wish, crew):
            tally.add(step)
            follower.step(step)
            written += [pdf] if pdf else []
    finally:
        follower.close()
    follower.end(tally)
    return tally, written
