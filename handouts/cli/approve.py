"""``handouts approve``: a reviewer signs off exactly this text."""

from __future__ import annotations

import datetime as dt
import functools
import pathlib
import sys
from typing import Any

import click

from handouts.check.checker import Checker
from handouts.check.result import Checked
from handouts.check.rule import Level
from handouts.check.rules import RULES
from handouts.cli.console import out, report
from handouts.cli.editions import edition_of, edition_options, one_edition
from handouts.cli.options import (
    Day,
    Monograph,
    Name,
    Remark,
    chosen_look,
    clinic,
    memory_limit,
    signed_on,
    styles,
    templates,
    time_limit,
)
from handouts.cli.reviewers import passphrase_file, refuse_stranger, signing_key, signing_with
from handouts.cli.terminal import ask, tell
from handouts.errors import ContentError, Place, Problem
from handouts.library.jobs import Limits, Outcome, attempt
from handouts.library.limited import alone
from handouts.model.clinic import Settings
from handouts.model.options import BuildOptions, ReviewPolicy
from handouts.reader.pictures import check_pictures
from handouts.reader.source import Source, second_record_path, sign_offs_path
from handouts.report.terminal import draw_file
from handouts.review.approval import Signature, add_years, approve
from handouts.review.record import refuse_loss, store_sign_off
from handouts.review.second_record import doubts
from handouts.review.sign_offs import Override, SignOff


@click.command
@click.argument("path", type=Monograph(), metavar="MONOGRAPH")
@click.option("--by", required=True, type=Name(), help="Name of the reviewer.")
@click.option(
    "--role", required=True, type=Name(), help="What they are: consultant haematologist, clinical pharmacist, …"
)
@click.option("--until", type=Day(), help="Last day on which the review counts; the clinic's review period by default.")
@click.option("--note", type=Remark(), help="Anything a later reader should know.")
@click.option(
    "--despite",
    "overrides",
    multiple=True,
    metavar="RULE=REASON",
    help="Sign off although RULE blocks, and say why. Repeatable.",
)
@click.option("--yes", is_flag=True, help="Do not ask; needed where nobody can answer.")
@signing_key
@passphrase_file
@clinic
@edition_options
@one_edition
@signed_on
@templates
@styles
@time_limit
@memory_limit
def command(
    path: pathlib.Path,
    by: str,
    role: str,
    until: dt.date | None,
    note: str | None,
    overrides: tuple[str, ...],
    yes: bool,
    key: pathlib.Path | None,
    passphrase_file: pathlib.Path | None,
    settings: Settings,
    today: dt.date,
    templates: pathlib.Path | None,
    styles: pathlib.Path | None,
    time_limit: float,
    memory_limit: int,
    words: str | None,
    **chosen: Any,
) -> None:
    """Show what the rules find in a MONOGRAPH, then write down that a reviewer signs off exactly this text.

    The sign-off stands in a file of sign-offs beside the monograph. It is void as soon as the text changes, and runs
    out on a day. Nothing is signed off while a rule blocks, unless --despite names it with a reason. With --sign the
    entry is signed with the reviewer's own key; a clinic can ask for that (clinic.toml, [approval.signers]).
    """
    last = _last_day(today, until, settings.check.review_years)
    sign = signing_with(key, passphrase_file)
    refuse_stranger(sign, by, settings.approval.signers, path)
    source = Source.open(path)
    refuse_loss(source)
    ours = chosen_look(settings, templates, styles)
    options = BuildOptions(edition_of(settings, ours, today, chosen, words), ours, ReviewPolicy(today))
    report(doubts(source), weight="warning")
    checker = Checker(settings.check, today, (), options, final=True)
    judge = functools.partial(_judged, source, checker, Signature(by, role, today, note), last)
    checked, signed = alone(path, judge, Limits(time_limit, memory_limit))
    out().print(draw_file(checked, RULES))
    reasons = _reasons(overrides)
    _refuse(checked, reasons)
    last = _while_waived(checked, last)
    if not yes:
        _ask(f"Sign off this text as {by}, {role}, until {last}?", path)
    if signed.result is None:
        raise signed.error or RuntimeError(signed.fault)
    overrides_made = tuple(Override(rule=rule, reason=reason) for rule, reason in reasons.items())
    entry = signed.result.model_copy(update={"until": last, "overrides": overrides_made})
    store_sign_off(source, entry, sign)
    tell(f"{sign_offs_path(path)}: signed off by {by}, {role}, on {today}, due again on {last}.")
    second = second_record_path(path)
    tell(f"Commit this file of sign-offs and {second} with the monograph, then build the leaflet again.")


def _judged(source: Source, checker: Checker, signature: Signature, last: dt.date) -> tuple[Checked, Outcome[SignOff]]:
    """Return what the rules find in a monograph, and its sign-off as it is if nothing that was found shortens it."""
    whole = source.completed()
    check_pictures(whole.monograph, whole.pictures, whole.path.parent)  # no reason makes up for one that nobody can see
    return checker.check_source(whole), attempt(whole, lambda read: approve(read, signature, last))


def _reasons(overrides: tuple[str, ...]) -> dict[str, str]:
    reasons = dict(override.partition("=")[::2] for override in overrides)
    for rule, reason in reasons.items():
        if not rule.strip() or len(reason.strip()) < len("why"):
            raise click.BadParameter(
                f"{rule!r} lacks a reason; write M08=as printed on the pack", param_hint="--despite"
            )
    return {rule.strip().upper(): reason.strip() for rule, reason in reasons.items()}


def _refuse(checked: Checked, reasons: dict[str, str]) -> None:
    """Refuse over blocking findings without a recorded reason, and over reasons for nothing."""
    blocking = dict.fromkeys(finding.rule for finding in checked.findings if finding.blocks)
    if needless := [rule for rule in reasons if rule not in blocking]:
        raise click.BadParameter(f"{', '.join(needless)} does not block here", param_hint="--despite")
    if missing := [rule for rule in blocking if rule not in reasons]:
        hint = f"Mend the text, or give a reason: --despite {missing[0]}='…'. The sign-off keeps the reason."
        raise ContentError(
            Problem("blocked", f"Not signed off: {', '.join(missing)} blocks.", hint, Place(checked.path))
        )


def _while_waived(checked: Checked, last: dt.date) -> dt.date:
    """Return the last day, or the earlier one on which a waiver of a blocking finding runs out."""
    ends = [
        finding.waiver.until
        for finding in checked.findings
        if finding.level is Level.BLOCK and finding.waiver and finding.waiver.until
    ]
    first = min([last, *ends])
    if first < last:
        tell(f"A waiver runs out on {first}, and with it this sign-off.", err=True)
    return first


def _ask(question: str, path: pathlib.Path) -> None:
    if not sys.stdin.isatty():
        raise click.UsageError("nobody is there to answer; read the findings, then pass --yes")
    if not ask(question):
        raise ContentError(
            Problem("not-confirmed", "Not signed off.", "Run it again when the text is ready.", Place(str(path)))
        )


def _last_day(today: dt.date, until: dt.date | None, years: int) -> dt.date:
    longest = add_years(today, years)
    last = until or longest
    if not today < last <= longest:
        raise click.BadParameter(
            f"{last} is not between tomorrow and {longest}, {years} years from the review", param_hint="--until"
        )
    return last
