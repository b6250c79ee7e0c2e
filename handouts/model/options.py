"""How leaflets are ordered: for whom, in which look, and how sign-offs are judged."""

from __future__ import annotations

import dataclasses
import datetime as dt

from handouts.assets import Look
from handouts.model.edition import Edition


@dataclasses.dataclass(frozen=True, slots=True)
class ReviewPolicy:
    """How sign-offs are judged: on which day, and whether a leaflet is made without one."""

    today: dt.date
    required: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class BuildOptions:
    """How leaflets are to be made: for whom, in which look, and how sign-offs are judged."""

    edition: Edition
    look: Look
    policy: ReviewPolicy
