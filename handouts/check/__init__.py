"""Is this text safe and plain enough to hand out? Rules over a monograph and over its paper, each a row of a table."""

from __future__ import annotations

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
from handouts.check.rule import Finding, Rule, apply

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
RULES: tuple[Rule[Any], ...] = tuple(
    sorted((*TEXT_RULES, waivers.RULE, *problems.RULES, *PAPER_RULES), key=lambda rule: rule.id)
)


def check_text(text: MonographText) -> tuple[Finding, ...]:
    """Return what the text rules find in a monograph, in the order of its lines."""
    found = [finding for rule in TEXT_RULES for finding in apply(rule, text)]
    return tuple(sorted(found, key=lambda finding: (finding.place, finding.rule)))
