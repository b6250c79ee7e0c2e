"""Is this text safe and plain enough to hand out? Rules over a monograph and over its paper, each a row of a table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from handouts.check import (
    abbreviations,
    advice,
    danger,
    language,
    measures,
    missed_dose,
    problems,
    provenance,
    structure,
    vocabulary,
    waivers,
)
from handouts.check.monograph_text import MonographText
from handouts.check.paper import PAPER_RULES
from handouts.check.rule import Rule, apply
from handouts.check.waivers import overruled, waived
from handouts.errors import Problem
from handouts.model.monograph import Monograph
from handouts.model.profile import Profile
from handouts.model.review import ReviewStatus

TEXT_RULES: tuple[Rule[MonographText], ...] = (
    *structure.RULES,
    *danger.RULES,
    *provenance.RULES,
    *measures.RULES,
    *abbreviations.RULES,
    *missed_dose.RULES,
    *language.RULES,
    *vocabulary.RULES,
    *advice.RULES,
)
BLOCKING_RULES = tuple(rule for rule in TEXT_RULES if rule.may_block)
RULES: tuple[Rule[Any], ...] = tuple(
    sorted((*TEXT_RULES, waivers.RULE, *problems.RULES, *PAPER_RULES), key=lambda rule: rule.id)
)


def check_text(text: MonographText, rules: Iterable[Rule[MonographText]] = TEXT_RULES) -> tuple[Problem, ...]:
    """Return what the text rules find in a monograph, in the order of its lines."""
    found = [finding for rule in rules for finding in apply(rule, text)]
    return tuple(sorted(found, key=lambda finding: (finding.place, finding.rule)))


def blocking_findings(
    monograph: Monograph, profile: Profile, status: ReviewStatus, today: dt.date
) -> tuple[Problem, ...]:
    """Return the findings of the text rules that keep a monograph from being signed off."""
    findings = check_text(MonographText(monograph, profile, draft=False), BLOCKING_RULES)
    return tuple(finding for finding in overruled(waived(findings, monograph, today), status) if finding.blocks)
