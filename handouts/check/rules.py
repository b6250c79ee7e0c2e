"""Every rule there is: over a text, over its waivers, over the reading and the making, over paper."""

from __future__ import annotations

from typing import Any

from handouts.check import TEXT_RULES, problems, waivers
from handouts.check.paper import PAPER_RULES
from handouts.check.rule import Rule

RULES: tuple[Rule[Any], ...] = tuple(
    sorted((*TEXT_RULES, waivers.RULE, *problems.RULES, *PAPER_RULES), key=lambda rule: rule.id)
)
