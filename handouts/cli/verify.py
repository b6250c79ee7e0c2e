"""``handouts verify``: prove a leaflet later, from its record."""

from __future__ import annotations

import datetime as dt
import pathlib

import click

from handouts.assets import look
from handouts.cli.options import FILE, templates, today
from handouts.review.approval import Source, review_status
from handouts.verify import verify


@click.command
@click.argument("leaflet", type=FILE)
@click.argument("monograph", type=FILE)
@templates
@today
def command(leaflet: pathlib.Path, monograph: pathlib.Path, templates: pathlib.Path | None, today: dt.date) -> None:
    """Prove that LEAFLET (a PDF with its record beside it) shows the whole of MONOGRAPH and nothing else."""
    proof = verify(leaflet, monograph, look(templates))
    standing = review_status(Source.read(monograph), today)
    click.echo(
        f"{leaflet}: proven. Words: {proof.words:,}, numbers: {proof.numbers:,}, pages: {proof.pages}. The text: {standing}."
    )
