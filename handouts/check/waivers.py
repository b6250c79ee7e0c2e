"""Waivers: a rule set aside for one place, by name and with a reason. They are counted and shown, never silent."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from handouts.check.rule import Hit, Level, Rule, broken
from handouts.errors import Place, Problem, Waiver

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from handouts.check.monograph_text import MonographText
    from handouts.model.frontmatter import WaiverField
    from handouts.model.monograph import Monograph
    from handouts.model.review import ReviewStatus


def _no_hits(_: MonographText) -> Iterator[Hit]:
    return iter(())


RULE: Rule[MonographText] = Rule(
    "S14",
    Level.WARN,
    "Waiver that lets nothing pass",
    "every waiver meets one finding and has not run out",
    "A waiver left behind can let a later mistake pass.",
    "own",
    _no_hits,  # found while the waivers are applied, when all other findings are known
)


def waived(findings: Sequence[Problem], monograph: Monograph, today: dt.date) -> tuple[Problem, ...]:
    """Return the findings, each waiver on the one it is for, and a finding more for every waiver that is for none."""
    result = list(findings)
    for waiver in monograph.metadata.waivers:
        number = next((n for n, finding in enumerate(result) if _meets(waiver, finding)), None)
        if waiver.until and waiver.until < today:
            result.append(
                _unused(waiver, monograph, f"The waiver of {waiver.rule} by {waiver.by} ran out on {waiver.until}.")
            )
        elif number is None:
            result.append(
                _unused(
                    waiver,
                    monograph,
                    f"The waiver of {waiver.rule} by {waiver.by} meets no finding: the words may have changed.",
                )
            )
        else:
            result[number] = dataclasses.replace(result[number], waiver=waiver.waiver)
    return tuple(result)


def overruled(findings: Sequence[Problem], status: ReviewStatus) -> tuple[Problem, ...]:
    """Return the findings of a signed-off text, those its reviewer overruled with a waiver in the reviewer's name."""
    if not status.approved:
        return tuple(findings)
    reasons = dict(status.overrides)
    return tuple(
        dataclasses.replace(
            finding,
            waiver=Waiver(reason=reasons[finding.rule], by=status.by or "", until=status.until),
        )
        if finding.blocks and finding.rule in reasons
        else finding
        for finding in findings
    )


def _meets(waiver: WaiverField, finding: Problem) -> bool:
    """Tell whether a waiver is for a finding: the same rule, and words that hold and surround its own."""
    if waiver.rule != finding.rule or finding.waiver is not None:
        return False
    words, quoted = _folded(finding.words), _folded(waiver.words)
    return words == quoted or (bool(words) and words in quoted and quoted in _folded(finding.around))


def _folded(text: str) -> str:
    return " ".join(text.split())


def _unused(waiver: WaiverField, monograph: Monograph, message: str) -> Problem:
    return broken(
        RULE,
        Hit(
            waiver.words,
            Place(monograph.path, 1, 1),
            message,
            "Take the waiver out, or write it again for the words that stand there now.",
        ),
    )
