"""For whom and how a leaflet is made."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from handouts.model.clinic import Clinic

Paper = Literal["a4", "letter"]


@dataclasses.dataclass(frozen=True, slots=True)
class Edition:
    """For whom and how this leaflet is made: everything on paper that is not the monograph's."""

    clinic: Clinic
    paper: Paper = "a4"
    issued: dt.date | None = None
