"""How leaflets are to be made.

For whom, in which look, how sign-offs are judged, and by which profile the text is checked.
"""

from __future__ import annotations

import dataclasses
import datetime as dt

from handouts.assets import Look
from handouts.model.approval import Signers
from handouts.model.edition import Edition
from handouts.model.profile import Profile


@dataclasses.dataclass(frozen=True, slots=True)
class ReviewPolicy:
    """How sign-offs are judged: on which day, whether a leaflet is made without one, and by which keys of reviewers.

    Without ``signers`` no signature is asked for.
    """

    today: dt.date
    required: bool = False
    signers: Signers = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True, slots=True)
class BuildOptions:
    """How leaflets are to be made; without a profile their texts are not checked along the way."""

    edition: Edition
    look: Look
    policy: ReviewPolicy
    profile: Profile | None = None
