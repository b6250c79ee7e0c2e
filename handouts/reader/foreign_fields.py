"""Fields that another program wrote under a name of ours: they are passed over and told, and neither warn nor bar."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from typing import Any

from handouts.errors import Level, Place, Problem
from handouts.model.frontmatter import AMOUNTS, FrontMatter
from handouts.model.schedule import Schedule
from handouts.model.stated_amounts import stated
from handouts.model.validation import FieldPath

Fields = dict[str, object]
NEAR = 0.8  # likeness of two names: a slip in one of ours is told as such


def without_foreign(fields: Mapping[str, object], locate: Callable[[FieldPath], Place]) -> tuple[Fields, list[Problem]]:
    """Return the fields without those that hold something else than ours of that name, and a warning for each."""
    foreign = {name for name, value in fields.items() if _is_foreign(name, value)}
    kept = {name: value for name, value in fields.items() if name not in foreign}
    return kept, [_told(name, locate((name,))) for name in fields if name in foreign]


def _is_foreign(name: str, value: Any) -> bool:
    if name == "schedule":
        if not isinstance(value, Mapping):
            return True
        near = (difflib.get_close_matches(str(key), Schedule.model_fields, n=1, cutoff=NEAR) for key in value)
        return bool(value) and not any(near)
    return name in AMOUNTS and stated(value, strengths=name == "strengths") is None


def _told(name: str, place: Place) -> Problem:
    example = (FrontMatter.model_fields[name].examples or [""])[0]
    message = f"The field “{name}” cannot be read, so the text is not held to it."
    hint = f"Write it like this: {name}: {example}; or give it another name, if it is another program's."
    return Problem("foreign-field", message, hint, place, Level.INFORM, words=name, rule="S01")
