"""``handouts revoke``: take a sign-off back."""

from __future__ import annotations

import datetime as dt
import pathlib

import click

from handouts.cli.options import Monograph, Name, Remark, signed_on
from handouts.reader.source import Source, sign_offs_path
from handouts.review.approval import Signature, revoke
from handouts.review.sign_offs import store_sign_off


@click.command
@click.argument("path", type=Monograph(), metavar="MONOGRAPH")
@click.option("--by", required=True, type=Name(), help="Name of who takes it back.")
@click.option("--role", type=Name(), help="What they are.")
@click.option("--note", required=True, type=Remark(), help="Why.")
@signed_on
def command(path: pathlib.Path, by: str, role: str | None, note: str, today: dt.date) -> None:
    """Take the sign-off of a MONOGRAPH back: from now on its leaflet prints DRAFT again."""
    source = Source.read(path)
    store_sign_off(source, revoke(source, Signature(by, role, today, note)))
    click.echo(f"{sign_offs_path(path)}: {by} withdrew the review on {today}.")
    click.echo("Build the leaflet again; what is already printed stays as it is.")
