"""An edition: for whom and how a leaflet is made."""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import json

import pydantic

from handouts.model.clinic import Clinic
from handouts.model.paper import PaperSize


class Edition(pydantic.BaseModel):
    """Everything on paper that is not the monograph's and not the look's.

    A field added here is part of the document's number, the fingerprint, the manifest and what `verify` compares,
    and an option of the command line, without being named in any of them.
    """

    model_config = pydantic.ConfigDict(frozen=True, extra="forbid")

    clinic: Clinic = pydantic.Field(description="The clinic's block.")
    paper: PaperSize = pydantic.Field(description="Paper size.")
    issued: dt.date | None = pydantic.Field(
        None, description="Date to print as given on, as 2026-03-31 or today; left blank without it."
    )

    @functools.cached_property
    def key(self) -> str:
        """The SHA-256, in hex, of everything that makes this edition another than the next."""
        values = self.model_dump(mode="json")
        return hashlib.sha256(json.dumps(values, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
