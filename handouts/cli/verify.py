"""``handouts verify``: prove a leaflet later, from its manifest."""

from __future__ import annotations

import datetime as dt
import pathlib

import click

from handouts.assets import look
from handouts.cli.options import FILE, templates, today
from handouts.manifest import read_manifest
from handouts.reader.source import Source
from handouts.review.approval import review_status
from handouts.verify import verify


@click.command
@click.argument("leaflet", type=FILE)
@click.argument("monograph", type=FILE)
@templates
@today
def command(leaflet: pathlib.Path, monograph: pathlib.Path, templates: pathlib.Path | None, today: dt.date) -> None:
    """Prove that LEAFLET (a PDF with its manifest beside it) shows the whole of MONOGRAPH and nothing else."""
    manifest, source = read_manifest(leaflet), Source.read(monograph)
    proof = verify(leaflet.read_bytes(), manifest, source, look(templates), leaflet)
    status = review_status(source, today)
    counts = f"Words: {proof.words:,}, numbers: {proof.numbers:,}, pages: {proof.pages}"
    click.echo(f"{leaflet}: proven. {counts}. The text: {status}.")
