"""Dangerous slips, made in our own texts one at a time: how many of them `check` notices may not sink."""

from __future__ import annotations

import collections
import re

import pytest
from conftest import ROOT

from handouts.check import check_text
from handouts.check.monograph_text import MonographText
from handouts.errors import Level
from handouts.model.profile import PROFILES
from handouts.reader.monograph import read_monograph

FLOOR = 0.4  # of all slips: raise it when the tables grow, never lower it
TEXTS = sorted(path for path in (ROOT / "content").glob("*.md") if path.stem != "example-medicine")
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
}


def findings(data):
    text = MonographText(read_monograph(data, "demo.md"), PROFILES["ema"])
    return collections.Counter(
        (each.rule, each.message, each.words) for each in check_text(text) if each.level is not Level.INFORM
    )


@pytest.fixture(scope="module")
def noticed():
    """Every slip that was made, and whether it was noticed."""
    made = {}
    for path in TEXTS:
        whole = path.read_text("utf-8")
        before = findings(whole.encode())
        head, body = re.fullmatch(r"(---\n.*?\n---\n)(.*)", whole, re.DOTALL).groups()
        for kind, (pattern, instead) in KINDS.items():
            changed, count = re.subn(pattern, instead, body, count=1, flags=re.MULTILINE | re.DOTALL)
            if count:
                made[path.stem, kind] = bool(findings(f"{head}{changed}".encode()) - before)
    return made


def test_every_kind_of_slip_is_made(noticed):
    assert {kind for _, kind in noticed} == {*KINDS}
    assert len(noticed) >= 8 * len(TEXTS)


def test_no_fewer_slips_are_noticed_than_before(noticed):
    share = sum(noticed.values()) / len(noticed)
    assert share >= FLOOR, sorted(slip for slip, was_seen in noticed.items() if not was_seen)
