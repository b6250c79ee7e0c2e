"""Is this text safe and plain enough to hand out? The rules over a monograph, each a row of a table.

What a build asks for stands here; every rule there is, those over paper too, is in `handouts.check.rules`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.check import (
    abbreviations,
    advice,
    danger,
    emergencies,
    forms,
    language,
    measures,
    missed_branches,
    missed_dose,
    provenance,
    schedule,
    structure,
    vocabulary,
    weak_orders,
)
from handouts.check.medicine import loosened, other_names, partners, signless, taken
from handouts.check.medicine import rules as medicine
from handouts.check.monograph_text import MonographText
from handouts.check.numbers import (
    figures,
    left_open,
    odds,
    rows,
    stated_doses,
    stated_times,
    sums,
    table_sums,
    told_twice,
)
from handouts.check.rule import Rule, apply
from handouts.check.waivers import overruled, waived

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

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
    *schedule.RULES,
    *language.RULES,
    *vocabulary.RULES,
    *advice.RULES,
    *emergencies.RULES,
    *weak_orders.RULES,
    *medicine.RULES,
    *taken.RULES,
    *loosened.RULES,
    *signless.RULES,
    *partners.RULES,
    *other_names.RULES,
    *sums.RULES,
    *figures.RULES,
    *missed_branches.RULES,
    *rows.RULES,
    *table_sums.RULES,
    *stated_doses.RULES,
    *stated_times.RULES,
    *forms.RULES,
    *odds.RULES,
    *left_open.RULES,
    *told_twice.RULES,
)
BLOCKING_RULES = tuple(rule for rule in TEXT_RULES if rule.may_block)


def check_text(text: MonographText, rules: Iterable[Rule[MonographText]] = TEXT_RULES) -> tuple[Problem, ...]:
    """Return what the text rules find in a monograph, in the order of its lines; no waiver is applied yet."""
    found = [finding for rule in rules for finding in apply(rule, text)]
    return tuple(sorted(found, key=lambda finding: (finding.place, finding.rule)))


def grave_findings(monograph: Monograph, profile: Profile, status: ReviewStatus, today: dt.date) -> tuple[Problem, ...]:
    """Return what the rules that may block find in a monograph, in the order of its lines, each waiver on its finding.

    ``status`` names the rules its reviewer overruled, ``today`` is the day on which waivers may have run out.
    """
    findings = check_text(MonographText(monograph, profile, draft=False), BLOCKING_RULES)
    return overruled(waived(findings, monograph, today), status)
