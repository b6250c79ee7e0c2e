"""``handouts revoke``: take a sign-off back."""

from __future__ import annotations

import datetime as dt
import functools
import pathlib

import click

from handouts.cli.options import Monograph, Name, Remark, memory_limit, signed_on, time_limit
from handouts.cli.reviewers import passphrase_file, signing_key, signing_with
from handouts.cli.terminal import tell
from handouts.library.jobs import Limits
from handouts.library.limited import alone
from handouts.reader.source import Source, sign_offs_path
from handouts.review.approval import Signature, revoke
from handouts.review.record import add_sign_off
from handouts.review.sign_offs import SignOff
from handouts.store import locked


@click.command
@click.argument("path", type=Monograph(), metavar="MONOGRAPH")
@click.option("--by", required=True, type=Name(), help="Name of who takes it back.")
@click.option("--role", type=Name(), help="What they are.")
@click.option("--note", required=True, type=Remark(), help="Why.")
@signing_key
@passphrase_file
@signed_on
@time_limit
@memory_limit
def command(
    path: pathlib.Path,
    by: str,
    role: str | None,
    note: str,
    key: pathlib.Path | None,
    passphrase_file: pathlib.Path | None,
    today: dt.date,
    time_limit: float,
    memory_limit: int,
) -> None:
    """Take the sign-off of a MONOGRAPH back: from now on its leaflet prints DRAFT again.

    It counts from anybody, with a signature (--sign) or without.
    """
    sign = signing_with(key, passphrase_file)
    with locked(path.parent):  # whatever somebody else has just signed is taken back too
        source = Source.open(path)
        withdraw = functools.partial(_withdrawn, source, Signature(by, role, today, note))
        add_sign_off(source, alone(path, withdraw, Limits(time_limit, memory_limit)), sign)
    tell(f"{sign_offs_path(path)}: {by} withdrew the review on {today}.")
    tell("Build the leaflet again; what is already printed stays as it is.")


def _withdrawn(source: Source, signature: Signature) -> SignOff:
    return revoke(source.completed(), signature)
