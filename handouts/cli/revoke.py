"""``handouts revoke``: take a sign-off back."""

from __future__ import annotations

import datetime as dt
import pathlib

import click

from handouts.cli.options import FILE, Name, Remark, signed_on
from handouts.review.approval import Signature, Source, revoke
from handouts.review.sign_offs import sign_offs_path, with_sign_off
from handouts.store import store


@click.command
@click.argument("path", type=FILE)
@click.option("--by", required=True, type=Name(), help="Name of who takes it back.")
@click.option("--role", type=Name(), help="What they are.")
@click.option("--note", required=True, type=Remark(), help="Why.")
@signed_on
def command(path: pathlib.Path, by: str, role: str | None, note: str, today: dt.date) -> None:
    """Take the sign-off of PATH back: from now on its leaflet prints DRAFT again."""
    entry = revoke(Source.read(path), Signature(by, role, today, note))
    store({sign_offs_path(path): with_sign_off(path, entry)})
    click.echo(
        f"{sign_offs_path(path)}: {by} withdrew the review on {today}. Leaflets already printed stay as they are; build the text again."
    )
