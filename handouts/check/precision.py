"""How many of a rule's findings a careful editor agreed with, on texts whose every finding was judged.

The figures stand in ``precision.toml``; the tests measure them again.
"""

from __future__ import annotations

import functools
import importlib.resources
import tomllib


@functools.cache
def measured() -> dict[str, tuple[int, int]]:
    """Return, by rule, how many of its findings are right, and how many there are."""
    told = tomllib.loads((importlib.resources.files("handouts.check") / "precision.toml").read_text("utf-8"))
    return {rule: (right, found) for rule, (right, found) in told["labelled"].items()}


def precision(rule_id: str) -> str:
    """Return a rule's precision as the reference tells it: “23 of 24 labelled”."""
    right, found = measured().get(rule_id, (0, 0))
    return f"{right} of {found} labelled" if found else "none labelled"
