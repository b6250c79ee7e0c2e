"""What may not be printed though it is proven: texts whose sign-off is gone, and drafts nobody has said yes to."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from handouts.cli.printing.unprinted import nothing_done
from handouts.cli.terminal import ask, tell
from handouts.errors import ContentError, OutputError, Place, Problem
from handouts.model.manifest_parts import Review
from handouts.review.approval import review_status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handouts.library.proving import Proven
    from handouts.model.options import ReviewPolicy
    from handouts.model.review import ReviewStatus
    from handouts.printing.printable import Printable
    from handouts.reader.source import Source


def refuse_unapproved(proven: Proven, name: str, policy: ReviewPolicy) -> None:
    """Keep a paper back whose sign-off is not that of the policy's day, and, where the clinic requires one, a draft.

    Raises:
        ContentError: with each text on the paper that is not signed off as the paper says.
    """
    if problems := tuple(_unapproved(proven, Place(name), policy)):
        raise ContentError(*problems)


def _unapproved(proven: Proven, place: Place, policy: ReviewPolicy) -> Iterator[Problem]:
    drafts = iter(reasons(proven, policy))
    for source, manifest in proven.leaflets:
        if manifest.status == "draft":
            message = f"This clinic prints signed-off texts only, and this paper is a DRAFT: {next(drafts)}."
            hint = "Let a reviewer read the text and run `handouts approve`, then build the leaflet again."
            if policy.required:
                yield Problem("not-approved", message, hint, place)
        elif Review.of(status := _status(source, policy)) != manifest.review:
            message = f"The paper says of {manifest.title}: {manifest.review.status}. Today it is otherwise: {status}."
            hint = "Build the leaflet again, so that the paper says how its text stands today."
            yield Problem("review-ended", message, hint, place)


def reasons(proven: Proven, policy: ReviewPolicy) -> tuple[str, ...]:
    """Return why a paper is a draft, for each text on it that is one; of a pack with its title."""
    drafts = [(source, manifest) for source, manifest in proven.leaflets if manifest.status == "draft"]
    told = [(manifest.title, _reason(_status(source, policy))) for source, manifest in drafts]
    return tuple(f"{title}: {reason}" if len(proven.leaflets) > 1 else reason for title, reason in told)


def _status(source: Source, policy: ReviewPolicy) -> ReviewStatus:
    return review_status(source, policy.today, policy.signers)


def _reason(status: ReviewStatus) -> str:
    return f"made before it was {status}; build it again" if status.approved else str(status)


def ask_about_drafts(printables: Sequence[Printable], *, yes: bool) -> None:
    """Ask whether drafts are to be printed, which nobody reads as signed off; ``yes`` answers beforehand.

    Raises:
        UsageError: nobody is there to answer.
        OutputError: the answer is no.
    """
    drafts = [each for each in printables if each.draft]
    if not drafts or yes:
        return
    told = [f"{each.name} is a DRAFT ({'; '.join(each.drafts)})." for each in drafts]
    if not sys.stdin.isatty():
        message = "Nobody is there to answer whether it goes out all the same; pass --yes if it does."
        raise click.UsageError(" ".join([*told, message]))
    for line in told:
        tell(line, err=True)
    if not ask(f"Let {'it' if len(drafts) == 1 else 'them'} go out all the same?", err=True):
        hint = "Let a reviewer read the text and run `handouts approve`, then begin again."
        raise OutputError(Problem("not-confirmed", nothing_done(), hint, Place(drafts[0].name)))
