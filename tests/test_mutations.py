"""Dangerous slips, made in our own texts one at a time: how many of them `check` notices may not sink."""

from __future__ import annotations

import collections
import re

import pytest
from conftest import ROOT

from handouts.check import check_text
from handouts.check.monograph_text import MonographText
from handouts.errors import ContentError, Level
from handouts.model.profile import PROFILES
from handouts.reader.monograph import read_monograph

FLOOR = 0.55  # of all slips: raise it when the tables grow, never lower it
TEXTS = sorted(path for path in (ROOT / "content").glob("*.md") if path.stem != "example-medicine")
ROUND = dict(
    each
    for pair in (
        *(("above", "below"), ("more than", "less than"), ("over", "under"), ("before", "after")),
        *(("with", "without"), ("With", "Without")),
    )
    for each in (pair, pair[::-1])
) | {"hours": "days", "hour": "day", "minutes": "hours", "days": "weeks", "day": "week"}
KINDS = {  # of a slip: what is looked for, and what is written instead
    "unit": (r"(?<=\d )mg\b", "micrograms"),
    "other unit": (r"(?<=\d )micrograms\b", "mg"),
    "ten times": (r"(?<![\d.,])(\d+)(?= (?:mg|ml|micrograms|units)\b)", r"\g<1>0"),
    "a tenth": (r"(?<![\d.,])(\d+)0(?= (?:mg|micrograms)\b)", r"\1"),
    "daily": (r"\bonce a week\b", "once a day"),
    "negation dropped": (r"\b(?:Do not|Never) (\w)", lambda match: match[1].upper()),
    "negation dropped within": (r"\b(must|should|can|may|do|does) not\b", r"\1"),
    "shorter period": (r"(?<=\d )(weeks|months)\b", "days"),
    "ten times as often": (r"\b(once|twice) a day\b", "20 times a day"),
    "branches swapped": (r"\btake it\b(.{5,160}?)\b(skip|leave) it\b", r"\2 it\1take it"),
    "urgency lowered": (r"\b(?:Get emergency help|Call [^.]{0,40}at once)\b", "Mention it at your next visit"),
    "danger dropped": (r"^[*-] [^\n]*(?:bleed|breath|fever|faint|chest pain|yellow)[^\n]*\n", ""),
    "stopped alone": (r"\bDo not stop\b", "You can stop"),
    "other way round": (r"\b(above|below|more than|less than|over|under)(?= \d)", lambda match: ROUND[match[1]]),
    "before and after": (r"\b(before|after)\b", lambda match: ROUND[match[1]]),
    "with and without": (
        r"\b([Ww]ith|[Ww]ithout)(?= (?:food|water|a meal|milk|alcohol))",
        lambda match: ROUND[match[1]],
    ),
    "other time": (r"(?<=\d )(hours?|minutes|days?)\b", lambda match: ROUND[match[1]]),
    "reassured": (r"\bcan (cause|harm|kill|damage)\b", r"never \1s"),
    "danger dropped within": (r", [^,.\n]{3,40}(?= or [^.\n]{3,60}\n)", ""),
    "other number": (r"(?<![\d.,])([2-9])(?= (?:times|tablets|capsules|puffs|hours|weeks|months)\b)", r"1\1"),
}


def findings(data):
    try:
        text = MonographText(read_monograph(data, "demo.md"), PROFILES["ema"])
    except ContentError as error:  # a sentence that the front matter holds for the box, or that it needs, is another
        return collections.Counter((each.code, each.message, each.words) for each in error.problems)
    return collections.Counter(
        (each.rule, each.message, each.words) for each in check_text(text) if each.level is not Level.INFORM
    )


def sites(pattern, body):
    """Return the first place of a kind of slip in a text, and the last."""
    found = list(re.finditer(pattern, body, re.MULTILINE | re.DOTALL))
    return [*found[:1], *found[1:][-1:]]


def written(instead, site):
    return instead(site) if callable(instead) else site.expand(instead)


@pytest.fixture(scope="module")
def noticed():
    """Every slip that was made, and whether it was noticed."""
    made = {}
    for path in TEXTS:
        whole = path.read_text("utf-8")
        before = findings(whole.encode())
        head, body = re.fullmatch(r"(---\n.*?\n---\n)(.*)", whole, re.DOTALL).groups()
        for kind, (pattern, instead) in KINDS.items():
            for number, site in enumerate(sites(pattern, body)):
                changed = body[: site.start()] + written(instead, site) + body[site.end() :]
                made[path.stem, kind, number] = bool(findings(f"{head}{changed}".encode()) - before)
    return made


def test_every_kind_of_slip_is_made(noticed):
    assert {kind for _, kind, _ in noticed} == {*KINDS}
    assert len(noticed) >= 8 * len(TEXTS)


def test_no_fewer_slips_are_noticed_than_before(noticed):
    share = sum(noticed.values()) / len(noticed)
    assert share >= FLOOR, sorted(slip for slip, was_seen in noticed.items() if not was_seen)
