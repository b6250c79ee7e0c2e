"""An edition: for whom and how a leaflet is made."""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import json
from typing import Any, Self

import pydantic

from handouts.assets import Look
from handouts.model.clinic import Clinic
from handouts.model.code import Code
from handouts.model.described import Described
from handouts.model.imposition import Imposition
from handouts.model.language import Direction
from handouts.model.page_margins import LEAST_FOR_NOTES_MM, page_of
from handouts.model.paper import PaperSize
from handouts.model.sheet import Sheet
from handouts.model.type_style import TypeStyle


class Edition(pydantic.BaseModel):
    """Everything on paper, and in its file, that is not the monograph's and not the look's.

    A field added here is part of the document's number, the fingerprint, the manifest and what `verify` compares,
    and an option of the command line, without being named in any of them.
    """

    model_config = pydantic.ConfigDict(frozen=True, extra="forbid")

    clinic: Clinic = pydantic.Field(description="The clinic's block.")
    paper: PaperSize = pydantic.Field(description="Paper size.")
    type: TypeStyle = pydantic.Field(description="Type style.")
    grey: bool = pydantic.Field(default=False, description="Grey for colour, and no shades: it saves ink.")
    punch: bool = pydantic.Field(default=False, description="Leave a margin for the punch.")
    two_sided: bool = pydantic.Field(default=False, description="Set the sheet for both sides.")
    impose: Imposition = pydantic.Field(
        Imposition.NONE, description="Write the pages once more, two on a sheet of twice their size, for paper only."
    )
    embed_source: bool = pydantic.Field(
        default=False, description="Put the monograph and the manifest into the PDF, which is PDF/A-3a then."
    )
    sheets: tuple[Sheet, ...] = pydantic.Field((), description="A sheet to add behind the text; may be given again.")
    codes: tuple[Code, ...] = pydantic.Field((), description="A code for machines to print; may be given again.")
    issued: dt.date | None = pydantic.Field(
        None, description="Date to print as given on, as 2026-03-31 or today; left blank without it."
    )

    @classmethod
    def of(cls, look: Look, *, clinic: Clinic | None = None, **chosen: Any) -> Self:
        """Return an edition; what a look describes (paper, type) is chosen by its name, or is the usual one.

        Raises:
            LookError: there is none of that name, or its file is wrong.
        """
        described = {
            name: field.annotation.named(look, chosen.get(name, ""))
            for name, field in cls.model_fields.items()
            if isinstance(field.annotation, type) and issubclass(field.annotation, Described)
        }
        return cls(**(chosen | {"clinic": clinic or Clinic()} | described))

    @property
    def notes_column(self) -> bool:
        """Whether a column for notes stands beside the text: a clinic may ask for one where there is room for it."""
        narrow = self.punch or self.two_sided or self.type.side_mm or self.paper.width_mm < LEAST_FOR_NOTES_MM
        return self.clinic.notes_column and not narrow

    @functools.cached_property
    def page(self) -> PaperSize:
        """The paper with the margins of this edition."""
        return self.page_towards("ltr")

    def page_towards(self, direction: Direction) -> PaperSize:
        """Return the paper with the margins of an odd page of this edition, of text that runs in a direction."""
        return page_of(self, direction)

    @functools.cached_property
    def key(self) -> str:
        """The SHA-256, in hex, of everything that makes this edition another than the next.

        What is as usual is left out, so that a field that comes later leaves the numbers of older leaflets alone.
        """
        values = self.model_dump(mode="json", exclude_defaults=True)
        return hashlib.sha256(json.dumps(values, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
